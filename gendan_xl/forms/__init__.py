"""The forms of the trade, one file each: what it shows, who signs, what blocks it. Being there is the registration."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from gendan_xl.registry import modules

if TYPE_CHECKING:
    from gendan_xl.forms._form import Form


@cache
def all_forms() -> tuple[Form, ...]:
    """Return every form in the order of the ribbon."""
    forms: list[Form] = [module.FORM for module in modules("forms") if hasattr(module, "FORM")]
    return tuple(sorted(forms, key=lambda form: form.place))
