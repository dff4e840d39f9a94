"""产能负荷: the demonstration has weeks beyond capacity, and every milestone counts or is said not to."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl

from gendan_xl.commands._make_report import find_report, read_origins
from gendan_xl.demo.book import build_demo, make_demo
from gendan_xl.reports._cover import make_report
from gendan_xl.reports._report import Case

NOW = dt.datetime(2026, 3, 31, 12)


def test_every_milestone_of_the_demonstration_is_accounted_for(tmp_path: Path) -> None:
    demo, book = make_demo(NOW.date()), tmp_path / "demo.xlsx"
    build_demo(book, demo, NOW.date())
    report = find_report("capacity")
    made, told = make_report(report, Case(read_origins(report, [book], NOW)[0], NOW))
    [left, beyond] = [one.zh for one in told.figures]
    still = int(left.split()[1])
    assert still + told.passed.total() + len(told.left_out) == len(demo.tables["milestones"])
    finished = sum(row.get("actual_end_date") is not None for row in demo.tables["milestones"])
    assert {reason.zh: count for reason, count in told.passed.items()}["已完成的节点"] == finished
    assert "处超过产能，最高：" in beyond
    made.save(tmp_path / "负荷.xlsx")
    labels = [
        row[0] for row in openpyxl.load_workbook(tmp_path / "负荷.xlsx")["数量"].iter_rows(values_only=True)
    ]
    assert "节点" in labels and "总计" not in labels  # a batch counts at each milestone
