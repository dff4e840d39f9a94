"""Every rule is tried on the tables of its own docstring: they are its published help."""

from __future__ import annotations

import datetime as dt

import pytest

from gendan_xl.domain.calendar import WorkCalendar
from gendan_xl.rules import Context, all_rules, run
from gendan_xl.rules._docs import read_help, trials
from gendan_xl.schema.settings import SettingsValues

NOON = dt.datetime(2026, 3, 16, 12)


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_rule_reports_what_its_docstring_says(rule, plain_calendar: WorkCalendar) -> None:
    tried = set()
    for title, now, ledger, expected in trials(rule):
        result = run(ledger, Context(now or NOON, SettingsValues(), plain_calendar), [rule])
        assert not result.not_run, f"{title}: {result.not_run}"
        reported = {finding.row - 2 for finding in result.findings}
        assert reported == {i for i, hit in enumerate(expected) if hit}, f"{rule.code} {title}"
        tried.add(title)
        for finding in result.findings:
            assert "{" not in finding.text("zh") + finding.text("en")
            assert finding.cell, "a finding points at a cell"
    assert tried == {"错", "对"}, f"{rule.code} has no 错/对 tables"


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_rule_is_documented(rule) -> None:
    text = read_help(rule)
    assert text.zh and text.en
    assert rule.message.zh != rule.message.en
    assert rule.fix.zh and rule.fix.en
