"""`gendan report`: what the cover says, what is left out and why, several workbooks, and that every book is sound."""

from __future__ import annotations

import datetime as dt
import os
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from gendan_xl.books.blank import build_book
from gendan_xl.cli import main
from gendan_xl.package.lint import lint
from gendan_xl.reports import all_reports

TODAY = dt.date(2026, 3, 31)
KINDS = [report.verb for report in all_reports()]
ORDER: dict[str, Any] = {
    "line_no": 1, "customer_no": "C1", "customer_name": "海曙", "product_no": "P1", "product_name": "合页", "unit": "副",
    "ordered_qty": 100.0, "unit_price": 4.5, "order_date": dt.date(2026, 3, 1), "status": "已发货", "sales_person": "方启明",
}  # fmt: skip
CUSTOMERS = [
    {"customer_no": "C1", "full_name": "海曙五金", "short_name": "海曙"},
    {"customer_no": "C2", "full_name": "永信门业", "short_name": "永信", "late_tolerance_days": 5, "due_basis": "到货日",
     "transit_days": 3},
]  # fmt: skip


def order(number: str, due: Any, first: Any = None, **more: Any) -> dict[str, Any]:
    return ORDER | {"order_no": number, "confirmed_date": due, "first_confirmed_date": first or due} | more


def batch(number: str, day: dt.date | None, qty: float | None = 100.0, **more: Any) -> dict[str, Any]:
    return {"order_no": number, "line_no": 1, "batch_no": 1, "delivery_type": "正常", "shipped_qty": qty,
            "shipped_date": day, "status": "已发货"} | more  # fmt: skip


def march(day: int) -> dt.date:
    return dt.date(2026, 3, day)


ORDERS = [
    order("A1", march(20)),  # left on the 21st: on time
    order("A2", march(20)),  # left on the 25th: 5 days late
    order("A3", march(25), march(20)),  # put off by 5 days, left on the 25th: late against the first promise only
    order("A4", march(20), status="生产中"),  # nothing left: late, 11 days
    order("A5", dt.date(2026, 4, 10), status="生产中"),  # not due yet
    order("A6", march(20), status="已取消"),
    order("A7", None),  # no due date at all
    order("A8", march(20)),  # left on a day that nobody wrote down
    order("A9", march(20), customer_no="C2", customer_name="永信"),  # left on the 22nd, there on the 25th: 5 days allowed
    order("A10", dt.date(2026, 2, 20)),  # early: left on the 10th
    order("A11", march(20)),  # 已发货 without any record
    order("A12", march(20)),  # on time, ten came back
]  # fmt: skip
DELIVERIES = [
    batch("A1", march(21)), batch("A2", march(25)), batch("A3", march(25)), batch("A7", march(20)),
    batch("A8", None), batch("A9", march(22)), batch("A10", dt.date(2026, 2, 10)), batch("A12", march(20)),
]  # fmt: skip
RETURNS = [{"request_no": "T1", "request_line_no": 1, "order_no": "A12", "line_no": 1, "received_qty": 10.0,
            "fault_party": "我方", "status": "已关闭"}]  # fmt: skip
STEP = {"order_no": "A4", "line_no": 1, "department": "生产", "planned_start_date": march(30)}
TABLES: dict[str, list[dict[str, Any]]] = {
    "orders": ORDERS, "deliveries": DELIVERIES, "returns": RETURNS, "customers": CUSTOMERS,
    "milestones": [
        STEP | {"seq_no": 1, "milestone_name": "焊接", "planned_end_date": march(20), "actual_end_date": march(19)},
        STEP | {"seq_no": 2, "milestone_name": "涂装", "planned_end_date": march(27)},
        STEP | {"seq_no": 3, "milestone_name": "总装", "planned_end_date": dt.date(2026, 4, 2)},
    ],
    "routes": [{"route_name": "机械", "version": "1", "seq_no": 1, "milestone_name": "总装", "department": "生产",
                "lead_days": 4, "daily_capacity_qty": 20.0}],
    "prices": [{"product_no": "P1", "currency": "CNY", "min_qty": 1.0, "start_date": dt.date(2026, 1, 1),
                "unit_price": 4.8, "unit": "副"}],
    "incidents": [{"incident_no": "Y1", "found_time": dt.datetime(2026, 3, 3, 9), "incident_type": "设备故障",
                   "grade": "重大", "order_no": "A2"}],
    "complaints": [{"complaint_no": "TS1", "complaint_time": dt.datetime(2026, 3, 5, 9), "customer_no": "C1",
                    "complaint_type": "少件", "severity": "普通"}],
}  # fmt: skip


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return build(tmp_path / "三月.xlsx")


def build(path: Path, **tables: list[dict[str, Any]]) -> Path:
    build_book(path, TABLES | tables, today=TODAY)
    return path


def report(kind: str, *words: str | Path) -> int:
    return main(["report", kind, *map(str, words), "--today", "2026-03-31"])


def texts(path: Path, sheet: str) -> list[str]:
    rows = openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True)
    return [str(value) for row in rows for value in row if value is not None]


def cells(path: Path, sheet: str) -> dict[str, tuple[Any, ...]]:
    """Return the rows of a sheet by their first cell; of several the first."""
    rows = list(openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True))
    return {str(row[0]): row[1:] for row in reversed(rows) if row[0] is not None}


def left_out(path: Path) -> list[tuple[Any, ...]]:
    """Return the rows of 未计入: kind, source, place, key, reason."""
    return list(openpyxl.load_workbook(path)["未计入"].iter_rows(min_row=5, max_col=5, values_only=True))


def test_on_time_as_reckoned_by_hand(ledger: Path) -> None:
    out = ledger.with_name("达成率.xlsx")
    assert report("on-time", ledger, "--out", out) == 0
    said = texts(out, "封面")
    assert "2026年3月交期达成率 66.7%（4/6 行），比上月高 66.7 个百分点。" in said
    assert (
        "整个期间交期达成率 57.1%（4/7 行）；对照首次承诺 42.9%（3/7 行），比达成率低 14.3 个百分点。" in said
    )
    assert "延误 2 行，平均 8.0 天，其中 1 行到今天还没有交齐；提前 1 行。" in said
    assert "按规则不计入：未到期 1 行；已取消 1 行。" in said
    by_customer = cells(out, "客户×月份")
    assert by_customer["海曙"][:3] == (0, 0.6, 0.5)
    assert by_customer["永信"][:3] == (None, 1, 1)


def test_what_does_not_count_is_listed_with_its_cell(ledger: Path) -> None:
    out = ledger.with_name("达成率.xlsx")
    report("on-time", ledger, "--out", out)
    rows = left_out(out)
    assert [(row[3], row[4].split("：")[0]) for row in rows] == [
        ("A7-1", "没有交期"), ("A8-1", "已发货，没有写发货日期"), ("A11-1", "状态是已发货，没有发货记录"),
    ]  # fmt: skip
    assert all(row[1] == "三月.xlsx" and row[2].startswith("订单台账!") for row in rows)


def test_an_unreadable_cell_is_said_to_be_doubtful(tmp_path: Path) -> None:
    odd = order("A1", "待定", march(20), requested_date=march(20))
    ledger = build(tmp_path / "三月.xlsx", orders=[odd], deliveries=[batch("A1", march(20))])
    out = tmp_path / "达成率.xlsx"
    assert report("on-time", ledger, "--out", out) == 0
    assert any("1 个单元格看不懂" in text for text in texts(out, "封面"))
    assert "存疑" in texts(out, "未计入")


def test_on_time_and_in_full(ledger: Path) -> None:
    out = ledger.with_name("otif.xlsx")
    report("otif", ledger, "--out", out)
    # on time: A1 A3 A9 A12; in full: all that left but A12, of which ten came back
    assert "整个期间 OTIF 42.9%（3/7 行）；准时 57.1%（4/7 行），足量 71.4%（5/7 行）。" in texts(out, "封面")


def test_the_period_is_that_of_the_promises(ledger: Path) -> None:
    out = ledger.with_name("二月.xlsx")
    assert report("on-time", ledger, "--out", out, "--from", "2026-02", "--to", "202602") == 0
    said = texts(out, "封面")
    assert "整个期间交期达成率 0.0%（0/1 行）；对照首次承诺 0.0%（0/1 行），与达成率持平。" in said


def test_a_line_in_two_workbooks_counts_once(tmp_path: Path) -> None:
    old = build(tmp_path / "旧.xlsx", orders=[order("A1", march(20)), order("A2", march(20))], deliveries=[])
    new = build(tmp_path / "新.xlsx", orders=[order("A1", march(20))], deliveries=[batch("A1", march(20))])
    for path, seconds in ((old, 1_774_000_000), (new, 1_774_900_000)):
        os.utime(path, (seconds, seconds))
    out = tmp_path / "达成率.xlsx"
    assert report("on-time", old, new, "--out", out) == 0
    assert [(row[1], row[3]) for row in left_out(out) if "“新.xlsx”里也有" in row[4]] == [("旧.xlsx", "A1-1")]
    assert {"新.xlsx", "旧.xlsx"} <= set(texts(out, "封面"))


def test_the_same_number_of_another_customer_is_another_order(tmp_path: Path) -> None:
    """Two factories number their orders alike: both count, each with its own deliveries, and are shown apart."""
    theirs = order("A1", march(20), customer_no="C2", customer_name="永信", status="生产中")
    one = build(
        tmp_path / "浙江厂.xlsx", orders=[order("A1", march(20))], deliveries=[batch("A1", march(20))]
    )
    other = build(tmp_path / "江苏厂.xlsx", orders=[theirs], deliveries=[])
    os.utime(one, (1_774_000_000, 1_774_000_000))
    out = tmp_path / "达成率.xlsx"
    assert report("on-time", one, other, "--out", out) == 0
    assert [(row[0], row[1], row[3]) for row in left_out(out)] == [("存疑", "浙江厂.xlsx", "A1-1")]
    by_source = cells(out, "按来源")
    assert (by_source["浙江厂.xlsx"][:2], by_source["江苏厂.xlsx"][:2]) == ((1, 1), (1, 0))
    assert any("同号同行的订单" in text and "1 行" in text for text in texts(out, "封面"))


@pytest.mark.parametrize("kind", KINDS)
def test_the_copy_of_a_ledger_changes_no_figure(kind: str, ledger: Path) -> None:
    alone, both = ledger.with_name("一本.xlsx"), ledger.with_name("两本.xlsx")
    copy = ledger.with_name("副本.xlsx")
    copy.write_bytes(ledger.read_bytes())
    os.utime(copy, (1_774_000_000, 1_774_000_000))
    assert report(kind, ledger, "--out", alone) == report(kind, copy, ledger, "--out", both) == 0
    figures = [texts(path, "封面") for path in (alone, both)]
    ends = [said.index("怎么算的 · How they were reckoned") for said in figures]
    assert figures[0][3 : ends[0]] == figures[1][3 : ends[1]] != []
    assert {row[1] for row in left_out(both) if "里也有" in row[4]} == {"副本.xlsx"}


def behind(path: Path) -> list[tuple[Any, ...]]:
    """Return the rows behind the pivots of a report, the blank one of an empty source left out."""
    book = openpyxl.load_workbook(path)
    rows = [
        row for sheet in book if "明细" in sheet.title for row in sheet.iter_rows(min_row=2, values_only=True)
    ]
    held = (
        row for row in rows if any(value is not None for value in row) and "（没有这一段的款项）" not in row
    )
    return sorted(held, key=str)


def renamed(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row of another factory: other orders, other customers."""
    words = {
        "C1": "C3",
        "C2": "C4",
        "海曙": "北仑",
        "永信": "永康",
        "海曙五金": "北仑五金",
        "永信门业": "永康门业",
    }
    numbers = {"order_no", "request_no", "incident_no", "complaint_no"}
    return {name: f"B{value}" if name in numbers else words.get(value, value) for name, value in row.items()}


@pytest.mark.parametrize("kind", KINDS)
def test_two_workbooks_together_are_both(kind: str, ledger: Path) -> None:
    other = build(
        ledger.with_name("二厂.xlsx"), **{name: list(map(renamed, rows)) for name, rows in TABLES.items()}
    )
    found = {}
    for name, files in (("一", [ledger]), ("二", [other]), ("合", [ledger, other])):
        out = ledger.with_name(f"{name}.xlsx")
        assert report(kind, *files, "--out", out) == 0
        found[name] = behind(out)
    assert found["合"] == sorted(found["一"] + found["二"], key=str)
    assert len(found["一"]) == len(found["二"]) > 0


@pytest.mark.parametrize("kind", KINDS)
def test_a_ledger_of_one_customer(kind: str, tmp_path: Path) -> None:
    tables = {name: [row for row in rows if row.get("customer_no") != "C2"] for name, rows in TABLES.items()}
    ledger, out = build(tmp_path / "三月.xlsx", **tables), tmp_path / "报表.xlsx"
    assert report(kind, ledger, "--out", out) == 0
    rows = behind(out)
    assert rows and not any("永信" in map(str, row) for row in rows)


def test_a_thousand_customers(tmp_path: Path) -> None:
    numbers = range(1000)
    who = [{"customer_no": f"K{n}", "customer_name": f"客户{n}"} for n in numbers]
    ledger = build(
        tmp_path / "三月.xlsx",
        customers=[who | {"full_name": f"客户{n}有限公司"} for n, who in enumerate(who)],
        orders=[order(f"A{n}", march(20), **who[n]) for n in numbers],
        deliveries=[batch(f"A{n}", march(25), note_no=f"S{n}") for n in numbers],
        returns=[RETURNS[0] | {"request_no": f"T{n}", "order_no": f"A{n}"} for n in numbers[::3]],
    )
    for kind in KINDS:
        out = tmp_path / f"{kind}.xlsx"
        assert report(kind, ledger, "--out", out) == 0
        assert [str(problem) for problem in lint(out)] == []
    for kind in (
        "on-time",
        "otif",
        "shipments",
        "statement-summary",
        "ageing",
        "sales-summary",
        "prices",
        "unsigned",
    ):
        with zipfile.ZipFile(tmp_path / f"{kind}.xlsx") as book:
            rows = [book.read(name).count(b"<r>") for name in book.namelist() if "pivotCacheRecords" in name]
        assert max(rows) >= 1000


def test_delays_capacity_and_milestones(ledger: Path) -> None:
    folder = ledger.parent
    for kind in ("delays", "capacity", "milestones"):
        assert report(kind, ledger, "--out", folder / f"{kind}.xlsx") == 0
    assert "7 行到期的订单中延误 2 行（28.6%），其中重大 2 行。" in texts(folder / "delays.xlsx", "封面")
    # 总装: 100 pieces in the week of 30 March, of which four workdays at 20 a day are left (4 April is Qingming)
    assert cells(folder / "capacity.xlsx", "热力图")["总装"][0] == pytest.approx(100 / (20 * 4))
    assert "还要做 2 个节点，其中 1 个已超期（全部压在本周）。" in texts(folder / "capacity.xlsx", "封面")
    assert "整个期间节点按期率 50.0%（1/2 个）。" in texts(folder / "milestones.xlsx", "封面")


def test_shipments_as_a_statement_counts_them(ledger: Path) -> None:
    out = ledger.with_name("发货.xlsx")
    report("shipments", ledger, "--out", out)
    # seven dated batches of 100 at 4.5; the return is closed without its 退货单
    said = texts(out, "封面")
    assert (
        "CNY：净销售额 3,150.00（发货 3,150.00，退货 0.00，折让 0.00）；最近的 2026年3月 2,700.00。" in said
    )
    assert [row[3:5] for row in left_out(out)] == [
        ("A8-1-1", "已发货，没有发货日期"), ("T1-1", "退货已关闭，没有退货单日期"),
    ]  # fmt: skip
    assert cells(out, "客户×月份")["海曙"][:3] == (450, 2250, 2700)


def test_a_ledger_of_open_lines_only_says_that_its_rate_means_nothing(tmp_path: Path) -> None:
    ledger = build(tmp_path / "未交.xlsx", orders=[order("A4", march(20), status="生产中")], deliveries=[])
    for kind in ("on-time", "otif", "delays"):
        assert report(kind, ledger, "--out", tmp_path / f"{kind}.xlsx") == 0
        assert any("延误率说明不了什么" in text for text in texts(tmp_path / f"{kind}.xlsx", "封面"))


@pytest.mark.parametrize("kind", KINDS)
def test_every_book_is_sound(kind: str, ledger: Path, clean: Callable[[Path], None]) -> None:
    full, empty = ledger.with_name("有.xlsx"), ledger.with_name("空.xlsx")
    assert report(kind, ledger, "--out", full) == 0
    none = ledger if kind != "ageing" else build(ledger.with_name("无.xlsx"), **dict.fromkeys(TABLES, []))
    assert report(kind, none, "--out", empty, *(["--from", "2031-01"] if kind != "ageing" else [])) == 0
    assert openpyxl.load_workbook(full).sheetnames[0] == "封面"
    for path in (full, empty):
        clean(path)


def test_a_ledger_that_records_no_delivery_says_so(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (("订单号", "客户名称", "产品名称", "数量", "确认交期"), ("A1", "海曙", "合页", 5, march(2))):
        book.active.append(row)
    book.save(tmp_path / "旧台账.xlsx")
    out = tmp_path / "达成率.xlsx"
    assert report("on-time", tmp_path / "旧台账.xlsx", "--out", out) == 0
    assert any("台账没有记录发货" in text for text in texts(out, "未计入"))


WRONG: Iterable[tuple[str, tuple[str, ...]]] = [
    ("GD958", ("on-time", "三月.xlsx", "--out", "三月.xlsx")),
    ("GD958", ("on-time", "三月.xlsx", "--out", "报表.pdf")),
    ("GD946", ("on-tme", "三月.xlsx")),
    ("GD947", ("on-time", "三月.xlsx", "--out", "新.xlsx", "--from", "2026-03", "--to", "2026-01")),
    ("GD902", ("on-time", "三月.xlsx", "--out", "新.xlsx", "--from", "三月")),
]


@pytest.mark.parametrize(("code", "words"), WRONG)
def test_what_is_refused(
    code: str, words: tuple[str, ...], ledger: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    monkeypatch.chdir(ledger.parent)
    before = ledger.read_bytes()
    assert report(*words) == 2
    assert code in capsys.readouterr().err
    assert ledger.read_bytes() == before and not Path("新.xlsx").exists()


def test_without_a_name_it_stands_beside_the_ledger(ledger: Path) -> None:
    assert report("on-time", ledger) == report("on-time", ledger) == 0
    made = sorted(path.name for path in ledger.parent.glob("交期达成率*"))
    assert made == ["交期达成率-20260331-2.xlsx", "交期达成率-20260331.xlsx"]
