"""docs/process-rules.md names codes that exist, and every rule of the requirements that it is about."""

from __future__ import annotations

import re
from pathlib import Path

from gendan_xl.rules import all_rules

REPO = Path(__file__).resolve().parents[2]
REQUIREMENTS = {"12", "22", "23", "24", "25", "28", "29", "30", "31", "32", "37"}
ELSEWHERE = {"GD406"}
"""Rules of these requirements that are about dates, not about the process."""


def test_the_table_is_complete() -> None:
    named = set(re.findall(r"GD\d{3}", (REPO / "docs" / "process-rules.md").read_text(encoding="utf-8")))
    sources = (path.read_text(encoding="utf-8") for path in (REPO / "gendan_xl").rglob("*.py"))
    known = {code for source in sources for code in re.findall(r"GD\d{3}", source)}
    assert named <= known
    needed = {rule.code for rule in all_rules() if REQUIREMENTS & set(re.findall(r"\d+\w?", rule.source))}
    assert needed - ELSEWHERE <= named
