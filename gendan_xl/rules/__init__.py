"""The rules: one decorated function each, in the module of their area."""

from __future__ import annotations

from gendan_xl.registry import modules
from gendan_xl.rules._rule import RULES, NotKeptError, Rule, lookup, rule
from gendan_xl.rules._run import Context, NotRun, Result, run

__all__ = ["Context", "NotKeptError", "NotRun", "Result", "Rule", "all_rules", "lookup", "rule", "run"]


def all_rules() -> list[Rule]:
    """Return every rule, in code order."""
    modules("rules")
    return [RULES[code] for code in sorted(RULES)]
