"""What the tests of the rules share."""

from __future__ import annotations

import pytest

from gendan_xl.domain.calendar import WorkCalendar
from gendan_xl.domain.official_calendar import load_official


@pytest.fixture(scope="session")
def plain_calendar() -> WorkCalendar:
    """The official holidays with Sundays off and no factory calendar."""
    return WorkCalendar(load_official())
