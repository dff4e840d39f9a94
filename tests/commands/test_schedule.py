"""`gendan schedule` on our workbook: what it writes, what it leaves, what it says."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from gendan_xl.books.blank import build_book
from gendan_xl.books.patch import apply
from gendan_xl.cli import main
from gendan_xl.edits import SetCell

TODAY = dt.date(2026, 3, 16)  # a Monday; single rest day: Sundays
DUE = dt.date(2026, 4, 3)
LINE: dict[str, Any] = {
    "order_no": "XS1", "line_no": 1, "order_date": TODAY, "customer_no": "C1", "customer_name": "海曙五金有限公司",
    "product_no": "P1", "product_name": "合页", "spec": "4寸", "ordered_qty": 100.0, "requested_date": DUE,
    "confirmed_date": DUE, "status": "已确认", "route_name": "通用", "supply_mode": "自制",
}  # fmt: skip
ORDERS = [
    LINE,
    LINE | {"line_no": 2, "confirmed_date": dt.date(2026, 3, 20)},
    LINE | {"order_no": "XS2", "route_name": "没有的路线"},
    LINE | {"order_no": "XS3", "status": "已取消"},
]
CUSTOMERS = [{"customer_no": "C1", "full_name": "海曙五金有限公司", "short_name": "海曙"}]
STEPS = ["排产", "领料出库", "首件检验", "生产", "成品检验", "成品入库"]


def build(path: Path, orders: list[dict[str, Any]], milestones: Sequence[dict[str, Any]] = ()) -> Path:
    rows = {"orders": orders, "customers": CUSTOMERS} | ({"milestones": milestones} if milestones else {})
    build_book(path, rows, today=TODAY)
    return path


def schedule(path: Path, *more: str) -> int:
    return main(["schedule", str(path), "--today", TODAY.isoformat(), *more])


def rows_of(path: Path, sheet: str) -> list[dict[str, Any]]:
    """Return the rows of a sheet by header, as openpyxl reads the cached values; dates as dates."""
    lines = list(openpyxl.load_workbook(path, data_only=True)[sheet].iter_rows(min_row=2, values_only=True))
    plain = [[v.date() if isinstance(v, dt.datetime) else v for v in line] for line in lines]
    return [dict(zip(plain[0], line, strict=True)) for line in plain[1:]]


def rewrite(path: Path, change: Callable[[bytes], bytes]) -> None:
    """Change the XML parts of a workbook by hand; its cached results stay, as Excel would leave them."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, change(data))


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return build(tmp_path / "跟单.xlsx", ORDERS)


def test_missing_milestones_are_planned_back_from_the_due_date(
    book: Path, clean: Callable[[Path], None]
) -> None:
    assert schedule(book) == 0
    made = [row for row in rows_of(book, "节点") if (row["订单号"], row["行号"]) == ("XS1", 1)]
    assert [row["节点名称"] for row in made] == STEPS
    # due on Friday 3 April; production takes the 5 workdays 27, 28, 30, 31 March, 1 April (29 March is a Sunday)
    finishes = [row["计划完成日期"] for row in made]
    march, april = (
        (dt.date(2026, 3, day) for day in (24, 25, 26)),
        (dt.date(2026, 4, day) for day in (1, 2, 3)),
    )
    assert finishes == [*march, *april]
    assert [row["首次计划完成日期"] for row in made] == finishes
    assert {row["客户简称"] for row in made} == {"海曙"}
    assert {row["状态"] for row in made} == {"未开始"}
    clean(book)


def test_order_lines_get_status_and_first_promise(book: Path) -> None:
    schedule(book)
    first, second, *_ = rows_of(book, "订单台账")
    assert (first["当前节点"], first["进度状态"], first["预计交期"]) == ("排产", "未开始", DUE)
    assert first["首次确认交期"] == DUE
    assert second["进度状态"] == "节点超期"  # its steps should have begun; the order itself is due on Friday
    assert second["预计交期"] == second["最早可行交期"] == dt.date(2026, 3, 26)


def test_what_cannot_be_done_is_said(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    schedule(book)
    said = capsys.readouterr().out
    assert "来不及" in said and "最早可交 2026-03-26" in said
    assert "工艺路线“没有的路线”不在工艺路线表里" in said
    assert "XS3" not in {row["订单号"] for row in rows_of(book, "节点")}


def test_second_run_changes_nothing(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    schedule(book)
    before = book.read_bytes()
    assert schedule(book) == 0
    assert book.read_bytes() == before
    assert "已是最新" in capsys.readouterr().out


def test_dry_run_lists_old_and_new_and_writes_nothing(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = book.read_bytes()
    assert schedule(book, "--dry-run") == 0
    said = capsys.readouterr().out
    assert book.read_bytes() == before
    assert "XS1-1 首次确认交期  空 → 2026-04-03" in said


def test_backup_and_out(book: Path, tmp_path: Path) -> None:
    before = book.read_bytes()
    assert schedule(book, "--out", str(tmp_path / "新.xlsx")) == 0
    assert book.read_bytes() == before != (tmp_path / "新.xlsx").read_bytes()
    assert schedule(book, "--backup") == 0
    assert book.with_name("跟单.xlsx.bak").read_bytes() == before


def test_a_copy_replaces_no_file_and_keeps_the_kind(book: Path, tmp_path: Path) -> None:
    other = tmp_path / "别的.xlsx"
    other.write_bytes(b"mine")
    assert schedule(book, "--out", str(other)) == 2
    assert schedule(book, "--out", str(tmp_path / "别的.txt")) == 2
    assert other.read_bytes() == b"mine" and not (tmp_path / "别的.txt").exists()


def test_a_broken_route_stops_only_its_own_orders(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    routes = [
        {"route_name": "圈", "version": "1", "seq_no": 1, "milestone_name": "焊接", "predecessor_nos": "2"},
        {"route_name": "圈", "version": "1", "seq_no": 2, "milestone_name": "涂装", "predecessor_nos": "1"},
        {"route_name": "通用", "version": "1", "seq_no": 1, "milestone_name": "生产", "lead_days": 2},
    ]
    path = tmp_path / "跟单.xlsx"
    build_book(
        path,
        {"orders": [LINE, LINE | {"order_no": "XS9", "route_name": "圈"}], "routes": routes},
        today=TODAY,
    )
    assert schedule(path) == 0
    assert "圈" in capsys.readouterr().out
    assert {row["订单号"] for row in rows_of(path, "节点")} == {"XS1"}


def milestone(seq: int, name: str, **more: Any) -> dict[str, Any]:
    return {"order_no": "XS1", "line_no": 1, "seq_no": seq, "milestone_name": name, "lead_days": 1} | more


def test_locks_records_and_first_plans_stand(tmp_path: Path) -> None:
    first, locked = dt.date(2026, 3, 1), dt.date(2026, 3, 24)
    milestones = [
        milestone(1, "排产", planned_end_date=dt.date(2026, 3, 10), actual_end_date=dt.date(2026, 3, 11)),
        milestone(2, "生产", first_planned_end_date=first, locked_date=locked),
        milestone(3, "入库", actual_start_date=dt.date(2026, 3, 2)),
    ]
    book = build(tmp_path / "跟单.xlsx", [LINE], milestones)
    schedule(book)
    done, fixed, started = rows_of(book, "节点")
    assert (done["计划完成日期"], done["状态"], done["延误天数"]) == (dt.date(2026, 3, 10), "超期完成", 1)
    assert (fixed["计划完成日期"], fixed["首次计划完成日期"]) == (locked, first)
    assert (started["计划完成日期"], started["停滞天数"]) == (DUE, 12)


def test_a_text_date_in_the_way_is_replaced_by_what_was_read(tmp_path: Path) -> None:
    book = build(tmp_path / "跟单.xlsx", [LINE], [milestone(1, "生产")])
    headers = {cell.value: cell.column for cell in openpyxl.load_workbook(book)["节点"][2]}
    apply(book, [SetCell("节点", 3, headers["计划完成日期"], None, "2026.3.30")])
    assert schedule(book) == 0
    assert rows_of(book, "节点")[0]["计划完成日期"] == DUE


def test_open_elsewhere_is_refused(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book.with_name(f".~lock.{book.name}#").write_text(",张三,pc,16.03.2026 09:00,;", encoding="utf-8")
    before = book.read_bytes()
    assert schedule(book) == 2
    assert "GD954" in capsys.readouterr().err
    assert book.read_bytes() == before


def test_libreoffice_shows_the_plan(book: Path, soffice: Any) -> None:
    schedule(book)
    lines = soffice.to_csv(book, "节点")
    headers = lines[1]
    shown = [dict(zip(headers, line, strict=True)) for line in lines[2:]]
    assert [row["计划完成日期"] for row in shown[:6]][-1] == "2026-04-03"
    assert {row["客户简称"] for row in shown} == {"海曙"}


def test_colours_that_were_lost_come_back_once(book: Path, clean: Callable[[Path], None]) -> None:
    painted = re.compile(rb"<conditionalFormatting.*?</conditionalFormatting>", re.DOTALL)
    rewrite(book, lambda data: painted.sub(b"", data))
    schedule(book)
    rules = [
        rule
        for area in openpyxl.load_workbook(book)["订单台账"].conditional_formatting
        for rule in area.rules
    ]
    assert len(rules) == 11
    before = book.read_bytes()
    schedule(book)
    assert book.read_bytes() == before


def test_a_line_with_impossible_steps_is_told_and_the_others_are_planned(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    steps = [
        {"order_no": "XS1", "line_no": 2, "seq_no": seq, "milestone_name": name, "predecessors": wait}
        for seq, name, wait in [(1, "排产", "2"), (2, "生产", "1")]
    ]
    path = build(tmp_path / "跟单.xlsx", ORDERS[:2], steps)
    assert schedule(path) == 0
    assert "没有排期：前置节点成了圈：" in capsys.readouterr().out
    made = [row for row in rows_of(path, "节点") if row["行号"] == 1]
    assert [row["节点名称"] for row in made] == STEPS


def test_a_ledger_without_order_numbers_is_refused(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for old, new in ((">订单号<", ">单子<"), ('"订单号"', '"单子"')):
        rewrite(book, lambda data, old=old, new=new: data.replace(old.encode(), new.encode()))
    assert schedule(book) == 2
    assert "没有“订单号”列" in capsys.readouterr().err
    assert main(["form", "delivery-note", str(book), "--order", "XS1", "--out", str(book.parent)]) == 2
    assert "没有带“订单号”列" in capsys.readouterr().err


def test_a_line_that_stands_there_twice_is_scheduled_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = build(tmp_path / "跟单.xlsx", [LINE, LINE | {"confirmed_date": DUE + dt.timedelta(7)}])
    assert schedule(path) == 0
    assert "只排了第一次" in capsys.readouterr().out
    assert [row["节点名称"] for row in rows_of(path, "节点")] == STEPS
    assert schedule(path) == 0
    assert "已是最新" in capsys.readouterr().out


@pytest.mark.parametrize("travels", [0, 3])
def test_where_the_due_date_means_arrival_the_goods_leave_earlier(tmp_path: Path, travels: int) -> None:
    customer = CUSTOMERS[0] | {"due_basis": "到货日" if travels else "发货日", "transit_days": 3}
    path = tmp_path / "跟单.xlsx"
    build_book(path, {"orders": [LINE], "customers": [customer]}, today=TODAY)
    assert schedule(path) == 0
    last = rows_of(path, "节点")[-1]
    assert last["计划完成日期"] == DUE - dt.timedelta(travels)  # 3 April, or 31 March: Friday and Tuesday
    assert rows_of(path, "订单台账")[0]["预计交期"] == DUE  # in the customer's terms


def test_a_transit_time_that_cannot_be_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    customer = CUSTOMERS[0] | {"due_basis": "到货日", "transit_days": 99999999.0}
    build_book(tmp_path / "跟单.xlsx", {"orders": [LINE], "customers": [customer]}, today=TODAY)
    assert schedule(tmp_path / "跟单.xlsx") == 0
    assert "运输天数" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("order", "status", "forecast"),
    [
        ({"open_qty": 0.0, "last_shipped_date": dt.date(2026, 3, 12)}, "按期完成", dt.date(2026, 3, 12)),
        ({"open_qty": 5.0, "status": "已签收", "last_shipped_date": dt.date(2026, 3, 14)}, "超期完成", dt.date(2026, 3, 14)),
        ({"open_qty": 5.0, "last_shipped_date": dt.date(2026, 3, 12)}, "超期", dt.date(2026, 3, 18)),
    ],
)  # fmt: skip
def test_delivered_lines_are_judged_by_their_delivery(
    tmp_path: Path, order: dict[str, Any], status: str, forecast: dt.date
) -> None:
    """Due on Wednesday 11 March with two days of tolerance; nobody recorded the last milestone, of three days."""
    line = LINE | {"confirmed_date": dt.date(2026, 3, 11), "order_date": dt.date(2026, 3, 1)} | order
    steps = [milestone(1, "排产", actual_end_date=dt.date(2026, 3, 5)), milestone(2, "生产", lead_days=3)]
    path = build(tmp_path / "跟单.xlsx", [line], steps)
    schedule(path)
    row = rows_of(path, "订单台账")[0]
    assert (row["进度状态"], row["预计交期"]) == (status, forecast)
    assert row["当前节点"] == ("生产" if status == "超期" else None)


def test_slack_counts_what_is_left(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    due = dt.date(2026, 3, 20)  # Friday: five workdays with today
    steps = [milestone(1, "排产", lead_days=2), milestone(2, "生产", lead_days=6)]
    path = build(tmp_path / "跟单.xlsx", [LINE | {"confirmed_date": due}], steps)
    schedule(path)
    assert rows_of(path, "订单台账")[0]["宽裕天数"] == -3
    steps[0]["actual_end_date"] = dt.date(2026, 3, 14)
    build(path, [LINE | {"confirmed_date": due, "open_qty": 100.0}], steps)
    schedule(path)
    row = rows_of(path, "订单台账")[0]
    assert (row["宽裕天数"], row["最早可行交期"]) == (-1, dt.date(2026, 3, 21))
    assert row["最早可行交期"] == row["预计交期"]
    assert "来不及：剩下的节点还差 1 个工作日" in capsys.readouterr().out
    steps[1] |= {"actual_start_date": dt.date(2026, 3, 14)}  # Saturday was worked: one day of six is done
    build(path, [LINE | {"confirmed_date": due, "open_qty": 100.0}], steps)
    schedule(path)
    assert rows_of(path, "订单台账")[0]["宽裕天数"] == 0
    steps[1] |= {"actual_end_date": TODAY}
    build(path, [LINE | {"confirmed_date": due, "open_qty": 100.0}], steps)
    schedule(path)
    row = rows_of(path, "订单台账")[0]
    assert (row["宽裕天数"], row["最早可行交期"], row["当前节点"]) == (None, None, "待发货")


def test_done_without_a_day_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = build(tmp_path / "跟单.xlsx", [LINE], [milestone(1, "生产", status="按期完成")])
    schedule(path)
    assert "节点写了「按期完成」，却没有实际完成日期，已按记录改为「未开始」" in capsys.readouterr().out
    assert rows_of(path, "节点")[0]["状态"] == "未开始"


def test_nothing_to_schedule_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = build(tmp_path / "跟单.xlsx", [LINE | {"route_name": "冲压"}])
    assert schedule(path) == 0
    said = capsys.readouterr().out
    assert "可填：通用、机械、家具、样品、库存直发" in said
    assert "没有可以排期的订单" in said and "已是最新" not in said and "着色规则" not in said


def test_formulas_without_results_are_refused(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """openpyxl drops the results of all formulas; our own books lack some of them at most."""
    assert main(["check", str(book), "--today", TODAY.isoformat()]) in (0, 1)
    assert "GD010" not in capsys.readouterr().out
    openpyxl.load_workbook(book).save(book)
    before = book.read_bytes()
    assert main(["check", str(book), "--today", TODAY.isoformat()]) == 1
    assert "「订单台账」的公式还没有计算结果" in capsys.readouterr().out
    form = ["form", "delivery-note", str(book), "--order", "XS1", "--out", str(book.parent)]
    for command in (["schedule", str(book)], form):
        assert main(command) == 2
        assert (
            "公式还没有计算结果：请用 Excel、WPS 或 LibreOffice 打开保存一次再来" in capsys.readouterr().err
        )
    assert book.read_bytes() == before


def test_formulas_calculated_by_libreoffice_are_accepted(book: Path, soffice: Any) -> None:
    openpyxl.load_workbook(book).save(book)
    saved = soffice.convert(book, "xlsx")
    assert schedule(saved) == 0
