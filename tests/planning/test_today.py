"""What is to be done today: the groups, and what belongs to none."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from gendan_xl.books.blank import build_book
from gendan_xl.cli import main
from gendan_xl.commands._open import open_file
from gendan_xl.planning.standings import standings
from gendan_xl.planning.tasks import Task
from gendan_xl.planning.today import today_remarks, today_tasks

TODAY = dt.date(2026, 3, 16)  # a Monday
NOON = dt.datetime(2026, 3, 16, 12)
ORDER: dict[str, Any] = {
    "order_no": "XS1", "line_no": 1, "order_date": dt.date(2026, 3, 2), "customer_no": "C1", "customer_name": "海曙五金",
    "product_name": "合页", "ordered_qty": 10.0, "open_qty": 10.0, "confirmed_date": dt.date(2026, 4, 30),
    "released_time": dt.datetime(2026, 3, 2, 10), "pmc_date": dt.date(2026, 4, 29), "replied_time": dt.datetime(2026, 3, 3, 9), "status": "生产中",
}  # fmt: skip
STEP: dict[str, Any] = {
    "order_no": "XS1",
    "line_no": 1,
    "seq_no": 1,
    "milestone_name": "生产",
    "department": "生产",
}
GONE: dict[str, Any] = {
    "order_no": "XS1", "line_no": 1, "batch_no": 1, "delivery_type": "正常", "shipped_date": dt.date(2026, 3, 10),
    "shipped_qty": 1.0, "note_no": "SH1", "status": "已发货",
}  # fmt: skip


def tasks(tmp_path: Path, **tables: list[dict[str, Any]]) -> list[Task]:
    path = tmp_path / "跟单.xlsx"
    build_book(path, {"orders": [ORDER], **tables}, today=TODAY)
    opened = open_file(path, NOON)
    return today_tasks(opened.ledger, opened.context)


@pytest.mark.parametrize(
    ("day", "group", "days"),
    [
        (dt.date(2026, 3, 16), "due", 0),
        (dt.date(2026, 3, 13), "overdue", 2),  # Saturday is worked
        (dt.date(2026, 3, 17), "soon", -1),
        (dt.date(2026, 4, 10), None, 0),
    ],
)
def test_milestones_by_their_planned_day(day: dt.date, group: str | None, days: int, tmp_path: Path) -> None:
    found = tasks(tmp_path, milestones=[STEP | {"planned_end_date": day}])
    assert [(t.group, t.days, t.sheet, t.key) for t in found] == (
        [(group, days, "节点", "XS1-1-1")] if group else []
    )


@pytest.mark.parametrize(
    ("order", "step"),
    [
        ({"status": "已完成"}, {}), ({"status": "暂停"}, {}), ({"close_mode": "取消"}, {}),
        ({}, {"actual_end_date": dt.date(2026, 3, 12)}), ({}, {"is_skipped": True}),
    ],
)  # fmt: skip
def test_what_is_done_or_stands_still_is_not_to_be_done(
    order: dict[str, Any], step: dict[str, Any], tmp_path: Path
) -> None:
    milestones = [STEP | {"planned_end_date": dt.date(2026, 3, 13)} | step]
    assert tasks(tmp_path, orders=[ORDER | order], milestones=milestones) == []


def test_orders_by_their_promised_day_while_goods_are_open(tmp_path: Path) -> None:
    late = ORDER | {"confirmed_date": dt.date(2026, 3, 11)}
    found = tasks(tmp_path, orders=[late, late | {"line_no": 2, "open_qty": 0.0, "ordered_qty": 0.0}])
    assert [(t.group, t.key, t.days, t.customer) for t in found] == [("overdue", "XS1-1", 5, "海曙五金")]
    assert found[0].unit.zh == "天"  # as GD415 counts


def test_answers_approvals_and_receipts(tmp_path: Path) -> None:
    asked = ORDER | {"order_no": "XS2", "replied_time": None, "confirmed_date": None, "status": "待评审"}
    back = GONE | {"batch_no": 2, "receipt_returned_date": TODAY}
    waits = GONE | {"batch_no": 3, "shipped_date": None, "status": "待审价"}
    found = tasks(tmp_path, orders=[ORDER, asked], deliveries=[GONE, back, waits])
    assert {(t.group, t.key) for t in found} >= {
        ("answer", "XS2-1"), ("approval", "XS2-1"), ("approval", "XS1-1-3"), ("receipt", "XS1-1-1"),
    }  # fmt: skip
    assert [t.key for t in found if t.group == "receipt"] == ["XS1-1-1"]


PLANNED = GONE | {
    "shipped_date": None,
    "shipped_qty": None,
    "planned_qty": 1.0,
    "note_no": None,
    "status": "计划",
}


@pytest.mark.parametrize(
    ("day", "group", "what"),
    [
        (dt.date(2026, 3, 16), "due", "今天发货"), (dt.date(2026, 3, 13), "overdue", "发货已过期 3 天"),
        (dt.date(2026, 3, 17), "soon", "明天发货"),
    ],
)  # fmt: skip
def test_planned_shipments_and_their_price_approval(
    day: dt.date, group: str, what: str, tmp_path: Path
) -> None:
    batch = PLANNED | {"planned_date": day}
    approved = batch | {"batch_no": 2, "price_approver": "郑工"}
    spare = batch | {"batch_no": 3, "delivery_type": "备品"}
    found = [t for t in tasks(tmp_path, deliveries=[batch, approved, spare]) if t.sheet == "发货"]
    shipments = {t.key for t in found if t.group == group and t.what.zh.startswith(what)}
    assert shipments == {"XS1-1-1", "XS1-1-2", "XS1-1-3"}
    assert [t.key for t in found if t.group == "approval" and "待审价" in t.what.zh] == ["XS1-1-1"]
    assert len(found) == 4


def test_goods_about_to_leave_stand_once_and_are_the_clerks_where_no_storekeeper_is_named(
    tmp_path: Path,
) -> None:
    order = ORDER | {"confirmed_date": TODAY, "clerk": "王晓燕", "sales_person": "方启明"}
    late = order | {"line_no": 2, "confirmed_date": dt.date(2026, 3, 13)}
    batches = [
        PLANNED | {"planned_date": TODAY, "line_no": line, "price_approver": "郑工"} for line in (1, 2)
    ]
    found = {(t.key, t.group, t.who) for t in tasks(tmp_path, orders=[order, late], deliveries=batches)}
    leaving = {("XS1-1-1", "due", "王晓燕"), ("XS1-2-1", "due", "王晓燕")}
    assert found >= leaving | {("XS1-2", "overdue", "方启明")}
    assert not any(key == "XS1-1" for key, _, _ in found)


@pytest.mark.parametrize(
    ("batch", "order"),
    [
        ({"planned_date": dt.date(2026, 3, 18)}, {}), ({"status": "作废"}, {}),
        ({"shipped_date": TODAY, "status": "已打单"}, {}), ({}, {"status": "暂停"}),
    ],
)  # fmt: skip
def test_shipments_that_are_not_to_leave_now(
    batch: dict[str, Any], order: dict[str, Any], tmp_path: Path
) -> None:
    row = PLANNED | {"planned_date": TODAY} | batch
    assert tasks(tmp_path, orders=[ORDER | order], deliveries=[row]) == []


def test_an_afternoon_shipment_without_its_note_is_due_before_the_morning_ends(tmp_path: Path) -> None:
    planned = {
        "planned_date": TODAY,
        "time_slot": "下午",
        "shipped_date": None,
        "note_no": None,
        "status": "计划",
    }
    found = tasks(tmp_path, deliveries=[GONE | planned | {"price_approver": "郑敏"}])
    assert [(t.group, t.what.zh) for t in found] == [
        ("due", "今天发货"),
        ("due", "XS1-1 批次 1 今天下午要发，还没有出送货单"),
    ]


def test_adopted_ledgers_have_nothing_overdue_that_no_cell_records(shared_data: Path) -> None:
    opened = open_file(shared_data / "lift_orders_wide.xlsx", NOON)
    found = today_tasks(opened.ledger, opened.context)
    plan_only = opened.ledger.notes["plan_only"]
    assert found and plan_only
    overdue = {t.what.zh for t in found if t.group == "overdue" and t.what.zh.startswith("节点")}
    assert not overdue & {f"节点「{name}」" for name in plan_only}


def test_orders_past_their_date_are_not_late_where_no_column_records_deliveries(
    shared_data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = shared_data / "lift_orders_wide.xlsx"
    opened = open_file(path, NOON)
    orders = [t for t in today_tasks(opened.ledger, opened.context) if t.what.zh.startswith("交货")]
    assert orders and {t.group for t in orders} <= {"due", "soon"}
    [remark] = today_remarks(opened.ledger, opened.context)
    assert main(["today", str(path), "--today", TODAY.isoformat()]) == 0
    found = standings(opened.ledger, opened.context)
    assert f" {sum(line.may_be_gone for line in found)} 行" in remark.zh
    listed = {t.row for t in today_tasks(opened.ledger, opened.context)}
    past = {
        opened.ledger.tables["orders"].place(line.index)[1] for line in found if line.due and line.due < TODAY
    }
    assert len(past - listed) == sum(line.may_be_gone for line in found), "every other one is in the list"
    assert "没有记录交货的列" in remark.zh and capsys.readouterr().out.endswith(f"\n{remark.zh}\n")


def test_ledgers_that_record_deliveries_have_no_remark(shared_data: Path) -> None:
    opened = open_file(shared_data / "open_orders_electronics.xlsx", NOON)
    assert today_remarks(opened.ledger, opened.context) == []
    assert any(t.group == "overdue" for t in today_tasks(opened.ledger, opened.context))


def test_money_is_written_as_money(tmp_path: Path) -> None:
    due = {"receivable_no": "YK1", "due_date": TODAY, "due_amount": 6480.5, "open_amount": 6480.5}
    found = tasks(tmp_path, receivables=[due, due | {"receivable_no": "YK2", "open_amount": None}])
    assert [t.what.zh for t in found if t.group == "money"] == ["应收 6,480.50", "应收"]


def test_text_and_json_say_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = tasks(tmp_path, milestones=[STEP | {"planned_end_date": dt.date(2026, 3, 13)}])
    words = ["today", str(tmp_path / "跟单.xlsx"), "--today", TODAY.isoformat()]
    assert main(words) == 0
    said = capsys.readouterr().out
    assert "超期 1" in said and "2026-03-13 迟 2 个工作日" in said and f"{found[0].sheet}!" in said
    assert main([*words, "--format", "json"]) == 0
    [task] = json.loads(capsys.readouterr().out)["tasks"]
    assert (task["group"], task["due"], task["days_late"]) == ("overdue", "2026-03-13", 2)
    assert task["days_unit"] == "workdays"
