"""Ledgers as companies lay them out: titles, groups of headers, totals, repeated headers, several sheets."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gendan_xl.books.memory import MemoryBook, raw_sheet
from gendan_xl.intake.mapping import meaning
from gendan_xl.intake.propose import propose
from gendan_xl.intake.read import read_book
from gendan_xl.schema.orders import Orders

DAY = dt.date(2026, 3, 2)


def days(count: int) -> list[dt.date]:
    return [DAY + dt.timedelta(3 * n) for n in range(count)]


def told(book: MemoryBook) -> list[str]:
    return [f"{f.place} {f.code}" for f in read_book(book.sheets())[1]]


def columns(book: MemoryBook, sheet: int = 0) -> dict[str, str]:
    one = propose(book.sheets()).sheets[sheet]
    return {c.header: meaning(c, one.table) for c in one.columns}


PLAIN = [["订单号", "行号", "品名", "数量"], ["A1", 1, "门", 5], ["A1", 2, "框", 6], ["A2", 1, "锁", 7]]


def test_titles_blank_rows_repeated_headers_and_totals_are_no_data() -> None:
    rows = [
        ["某某公司订单跟踪表"],
        ["制表：张三", "", "2026年3月"],
        [],
        *PLAIN[:3],
        [],
        PLAIN[0],
        PLAIN[3],
        ["", "", "小计", 18],
        ["合 计", "", "", 18],
    ]
    ledger, findings = read_book([raw_sheet("订单", rows)])
    orders = ledger.tables["orders"]
    assert [orders.place(i)[1] for i in range(len(orders))] == [5, 6, 9]
    assert orders.values("ordered_qty") == [5, 6, 7]
    assert [(f.code, f.row) for f in findings] == [("GD114", 10), ("GD114", 11)]


def test_a_row_of_groups_above_the_headers_is_joined() -> None:
    rows = [
        ["2026年进度", "", "", "", "", "", ""],
        ["订单号", "品名", "下料", "", "焊接", "", "交期"],
        ["", "", "计划", "实际", "计划", "实际", ""],
        *(
            ["A" + str(n), "门", d, d, d + dt.timedelta(2), "", d + dt.timedelta(9)]
            for n, d in enumerate(days(6))
        ),
    ]
    book = MemoryBook({"进度": rows})
    assert columns(book) == {
        "订单号": "订单号", "品名": "产品名称", "下料计划": "节点:下料:计划", "下料实际": "节点:下料:实际",
        "焊接计划": "节点:焊接:计划", "焊接实际": "节点:焊接:实际", "交期": "客户要求交期",
    }  # fmt: skip
    ledger, _ = read_book(book.sheets())
    assert len(ledger.tables["milestones"]) == 12
    assert ledger.notes["plan_only"] == frozenset()


def test_traditional_headers_with_units_and_stars() -> None:
    rows = [
        [
            "*訂單編號",
            "項次",
            "客戶名稱",
            "產品名稱",
            "訂單數量（PCS）",
            "單價(元)",
            "客戶交期",
            "實際交貨日期",
        ],
        ["A1", 1, "甲", "門", 5, 2.5, DAY, DAY],
    ]
    assert list(columns(MemoryBook({"跟單表": rows})).values()) == [
        "订单号", "行号", "客户名称", "产品名称", "订购数量", "单价", "客户要求交期", "最近发货日期",
    ]  # fmt: skip


def test_several_sheets_of_one_kind_are_one_table_with_true_places() -> None:
    other = [["标题"], ["单号", "料号", "数量", "交货地址"], ["B1", "P1", 9, "嘉兴"]]
    ledger, findings = read_book(MemoryBook({"1月": PLAIN, "说明": [["填表说明"]], "2月": other}).sheets())
    orders = ledger.tables["orders"]
    assert orders.values("order_no") == ["A1", "A1", "A2", "B1"]
    assert orders.values("product_name") == ["门", "框", "锁", None]
    assert orders.values("delivery_place") == [None, None, None, "嘉兴"]
    assert orders.place(3, "order_no") == ("2月", 3, 1)
    assert findings == []


def test_two_wide_sheets_keep_their_steps_and_places() -> None:
    def month(first: dt.date, *names: str) -> list[list[Any]]:
        rows = [[f"P{first.month}{n}", "门", first, first + dt.timedelta(n)] for n in range(3)]
        return [["项目号", "产品", "交期", *names], *([*row, *[row[2]] * (len(names) - 1)] for row in rows)]

    ledger, _ = read_book(
        MemoryBook({"1月": month(DAY, "下料要求", "下料实际"), "2月": month(DAY, "焊接")}).sheets()
    )
    orders, milestones = ledger.tables["orders"], ledger.tables["milestones"]
    assert (len(orders), len(milestones)) == (6, 6)
    assert len(orders.values("order_no")) == len(orders.values("project_no")) == 6
    assert milestones.values("milestone_name") == ["下料"] * 3 + ["焊接"] * 3
    assert milestones.place(5, "planned_end_date") == ("2月", 4, 4)
    assert milestones.place(2, "actual_end_date") == ("1月", 4, 5)


def test_one_merged_cell_speaks_for_all_lines_of_its_order() -> None:
    rows = [
        ["单号", "客户", "品名", "数量"],
        ["A1", "甲", "门", 5],
        ["", "", "框", ""],
        ["A2", "乙", "锁", 7],
    ]
    sheet = replace(raw_sheet("订单", rows), merged=[(2, 1, 3, 1), (2, 2, 3, 2), (2, 4, 3, 4)])
    ledger, findings = read_book([sheet])
    orders = ledger.tables["orders"]
    assert orders.values("order_no") == ["A1", "A1", "A2"]
    assert orders.values("customer_name") == ["甲", "甲", "乙"]
    assert orders.values("ordered_qty") == [5, None, 7]
    assert (findings, rows[2][0]) == ([], "")


def test_a_running_number_is_no_line_number() -> None:
    rows = [["序号", "订单号", "品名", "数量"], [1, "A1", "门", 5], [2, "A1", "框", 5], [3, "A2", "门", 5]]
    assert columns(MemoryBook({"订单": rows}))["序号"] == ""
    ledger, _ = read_book(MemoryBook({"订单": rows}).sheets())
    assert ledger.tables["orders"].values("line_no") == [1, 2, 1]  # numbered within the order instead
    counted = [rows[0], [1, "A1", "门", 5], [2, "A1", "框", 5], [1, "A2", "门", 5]]
    assert columns(MemoryBook({"订单": counted}))["序号"] == "行号"


@pytest.mark.parametrize(
    ("others", "meant", "asked"),
    [
        ([], "客户要求交期", True),
        (["客户要求交期"], "确认交期", True),
        (["客户要求交期", "确认交期"], "", False),
    ],
)
def test_planned_delivery_date_takes_the_meaning_that_is_free_and_asks(
    others: list[str], meant: str, asked: bool
) -> None:
    rows = [["单号", "品名", "数量", "计划交货日期", *others], ["A1", "门", 5, *[DAY] * (1 + len(others))]]
    book = MemoryBook({"订单": rows})
    assert columns(book)["计划交货日期"] == meant
    assert told(book) == (["订单!D1 GD005"] if asked else [])


def test_a_single_date_column_is_a_record_where_young_orders_are_blank() -> None:
    rows: list[list[Any]] = [["单号", "品名", "下单日期", "客户交期", "焊接", "喷涂", "包装"]]
    for n, day in enumerate(days(20)):
        late = day + dt.timedelta(20)
        rows.append(
            [f"A{n}", "门", day, late, day + dt.timedelta(5), day + dt.timedelta(9) if n < 14 else "", "纸箱"]
        )
    found = columns(MemoryBook({"订单": rows}))
    assert (found["焊接"], found["喷涂"], found["包装"]) == (
        "节点:焊接:只有计划",
        "节点:喷涂:实际",
        "包装要求",
    )


def test_an_unknown_column_of_dates_between_order_and_delivery_is_asked_about() -> None:
    rows: list[list[Any]] = [["单号", "品名", "下单日期", "客户交期", "拉丝", "生日"]]
    for n, day in enumerate(days(9)):
        rows.append(
            [f"A{n}", "门", day, day + dt.timedelta(20), day + dt.timedelta(5), dt.date(1990, 1, 1 + n)]
        )
    book = MemoryBook({"订单": rows})
    assert (columns(book)["拉丝"], columns(book)["生日"]) == ("节点:拉丝:只有计划", "")
    assert told(book) == ["订单!E1 GD005"]


def test_a_column_of_other_values_is_not_what_its_header_says() -> None:
    rows = [
        ["单号", "品名", "数量", "已发货"],
        *([f"A{n}", "门", 5, "√" if n % 2 else "×"] for n in range(8)),
    ]
    book = MemoryBook({"订单": rows})
    assert columns(book)["已发货"] == ""
    assert told(book) == []


def test_price_with_tax_sets_the_flag() -> None:
    for header, flag in (("含税单价", True), ("单价", None)):
        ledger, _ = read_book([raw_sheet("订单", [["单号", "品名", header], ["A1", "门", 2.5]])])
        assert ledger.tables["orders"].get(0, "is_tax_included") is flag


def test_a_header_twice_is_said_and_the_first_is_used() -> None:
    book = MemoryBook({"订单": [["单号", "品名", "数量", "数量"], ["A1", "门", 5, 6]]})
    assert told(book) == ["订单!D1 GD003"]
    assert read_book(book.sheets())[0].tables["orders"].values("ordered_qty") == [5]


def test_error_cells_are_named_and_silence_only_their_own_cell() -> None:
    sheet = raw_sheet("订单", [["单号", "品名", "数量", "别的"], ["A1", "", 5, ""], ["A2", "门", "", ""]])
    sheet = replace(sheet, errors=lambda: {(2, 2): "#N/A", (3, 3): "#REF!", (2, 4): "#NAME?"})
    ledger, findings = read_book([sheet])
    assert [(f.code, f.cell, f.key) for f in findings] == [("GD101", "B2", "A1"), ("GD101", "C3", "A2")]
    assert ledger.tables["orders"].columns["product_name"].dirty == {0}


def test_formats_that_hide_errors_are_said_to_be_unchecked() -> None:
    sheet = replace(raw_sheet("订单", PLAIN), errors_known=False)
    assert [f.code for f in read_book([sheet])[1]] == ["GD006"]


def test_a_value_outside_a_fixed_list_is_named_once_with_its_count() -> None:
    rows = [["单号", "品名", "状态"], ["A1", "门", "已审核"], ["A2", "门", "飞了"], ["A3", "门", "飞了"]]
    ledger, findings = read_book([raw_sheet("订单", rows)])
    assert ledger.tables["orders"].values("status") == ["已确认", "飞了", "飞了"]
    assert [(f.code, f.cell) for f in findings] == [("GD110", "C3")]
    assert "共 2 处" in findings[0].text()


# --- our own workbook ------------------------------------------------------------------------------------------


def own(*changes: tuple[str, str]) -> MemoryBook:
    shown = [column.header for column in Orders.columns().values() if column.col.show == "shown"]
    renamed = dict(changes)
    row = ["SO1" if h == "订单号" else 1 if h == "行号" else "" for h in shown]
    options = [
        ["清单", "代码", "显示值", "别名", "排序", "是否停用", "备注"],
        ["单位", "1", "樘", "", 1, "", ""],
        ["订单状态", "", "待评审", "", "", "", ""],
    ]
    return MemoryBook({"订单台账": [[renamed.get(h, h) for h in shown], row], "选项": options})


def test_our_own_workbook_is_known_at_once() -> None:
    book = own()
    mapping = propose(book.sheets())
    assert [(m.table.meta.name, m.is_own) for m in mapping.sheets] == [("orders", True), ("options", True)]
    ledger, findings = read_book(book.sheets())
    assert (ledger.adopted, findings) == (False, [])
    assert ledger.tables["orders"].parts[0].excel_table == "订单台账"


def test_its_own_options_decide() -> None:
    book = own()
    sheet = book.sheets()[0]
    rows = [list(row) for row in sheet.rows]
    at = {header: place for place, header in enumerate(rows[0])}
    rows[1][at["单位"]], rows[1][at["状态"]] = "件", "待评审"
    ledger, findings = read_book([raw_sheet("订单台账", rows), book.sheets()[1]])
    assert [(f.code, f.column, f.value) for f in findings] == [("GD110", "单位", "件")]


def test_an_overwritten_header_is_missed_and_an_alias_is_understood() -> None:
    assert told(own(("产品名称", "哈哈"))) == ["订单台账 GD004"]
    assert told(own(("产品名称", "品名"))) == []
    assert told(own(("订单号", "哈哈"))) == ["订单台账 GD002"]


CELLS = st.one_of(
    st.none(), st.sampled_from(["", " ", "合计", "A1", "4月20", "4/20 ", "1,000", "√", "订单号", "未结束", "#N/A"]),
    st.floats(width=32), st.dates(), st.datetimes(), st.booleans(), st.text(max_size=4), st.times(),
)  # fmt: skip
HEADERS = (
    "订单号",
    "行号",
    "序号",
    "品名",
    "数量",
    "单价",
    "交期",
    "下单日期",
    "下单时间",
    "过单时间",
    "是否含税",
    "状态",
    "下料",
    "焊接实际",
    "怪列",
)


@given(st.data())
def test_whatever_stands_in_a_ledger_is_read_or_named(data: st.DataObject) -> None:
    headers = ["订单号", *data.draw(st.lists(st.sampled_from(HEADERS), min_size=3, max_size=8))]
    rows = data.draw(st.lists(st.lists(CELLS, min_size=len(headers), max_size=len(headers)), max_size=8))
    ledger, findings = read_book([raw_sheet("订单", [headers, *rows])])
    named = {(finding.row, finding.col) for finding in findings}
    for table in ledger.tables.values():
        for field, column in table.columns.items():
            assert len(column.values) == len(table)
            places = [table.place(index, field) for index in column.dirty]
            assert {(row, col) for _, row, col in places if col} <= named


def test_a_column_of_moments_between_the_dates_of_orders_may_be_a_step() -> None:
    rows: list[list[Any]] = [["订单号", "品名", "数量", "下单日期", "交期", "打磨好"]]
    for number, day in enumerate(days(6)):
        moment = dt.datetime.combine(day + dt.timedelta(5), dt.time(16, 30))
        rows.append([f"A{number}", "门", 5, day, day + dt.timedelta(20), moment])
    assert "打磨好" in columns(MemoryBook({"订单": rows}))["打磨好"]
