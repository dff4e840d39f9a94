"""The two ledgers that nobody here designed: every column, every dirty date, every finding accounted for."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from gendan_xl.books.file import FileBook
from gendan_xl.cells import col_name
from gendan_xl.findings import Finding
from gendan_xl.intake.ledger import Ledger
from gendan_xl.intake.mapping import SheetMapping, meaning
from gendan_xl.intake.propose import propose
from gendan_xl.intake.read import read_book

LIFT = {
    "序号": "", "排产日期": "排产日期", "计划交货日期": "客户要求交期", "客户": "客户名称", "项目号": "项目号",
    "产品": "产品名称", "颜色": "颜色", "数量": "订购数量", "选料": "节点:选料:只有计划", "喷涂": "节点:喷涂:只有计划",
    "贴膜": "节点:贴膜:只有计划", "下料要求": "节点:下料:计划", "下料实际": "节点:下料:实际", "加工要求": "节点:加工:计划",
    "加工实际": "节点:加工:实际", "检验": "节点:检验:只有计划", "组装": "节点:组装:只有计划",
    "包装": "节点:包装:只有计划", "发货": "节点:发货:只有计划", "备注": "备注",
}  # fmt: skip

ELECTRONICS = {
    "结束": "结案方式", "订单日期": "下单日期", "业务员姓名": "业务员", "销售部门": "销售部门", "终端客户全称": "终端客户",
    "单号": "订单号", "客户单号": "客户订单号", "品号": "产品编号", "品名": "产品名称", "规格": "规格", "晶圆品名": "",
    "客户要求交期": "客户要求交期", "回复客户交期": "确认交期", "客户全称": "客户名称", "结算公司简称": "结算单位",
    "未交订单数量": "未交数量", "现有库存量": "可用库存", "单价-原币": "单价", "未交金额": "未交金额", "备注-业务": "备注",
    "客户品号": "客户品号", "客户品名": "客户品名", "客户规格": "客户规格", "BIN等级名称": "", "WAFER型号": "",
    "订单数量": "订购数量", "订单金额": "金额", "已交订单数量": "已发数量", "已交金额-原币": "已交金额", "业务单位": "单位",
    "币种": "币种", "仓库编号": "", "仓库名称": "仓库", "序号": "行号", "产品线": "产品线", "产品类别": "产品类别",
    "产品应用": "用途",
}  # fmt: skip

Read = Callable[[str], tuple[Ledger, list[Finding], SheetMapping]]


@pytest.fixture(scope="module")
def read(shared_data: Path) -> Read:
    def one(name: str) -> tuple[Ledger, list[Finding], SheetMapping]:
        ledger, findings = read_book(FileBook(shared_data / name).sheets(), name=name)
        (mapping,) = ledger.notes["mapping"].sheets
        return ledger, findings, mapping

    return one


@pytest.mark.parametrize(
    ("name", "sheet", "header_row", "columns"),
    [
        ("lift_orders_wide.xlsx", "2026年订单进度", 2, LIFT),
        ("open_orders_electronics.xlsx", "Sheet", 1, ELECTRONICS),
    ],
)
def test_every_column_is_mapped_as_written_here(
    shared_data: Path, name: str, sheet: str, header_row: int, columns: Mapping[str, str]
) -> None:
    (mapping,) = propose(FileBook(shared_data / name).sheets()).sheets
    assert (mapping.sheet, mapping.header_row, mapping.table.meta.name) == (sheet, header_row, "orders")
    assert {column.header: meaning(column, mapping.table) for column in mapping.columns} == columns


def test_what_the_electronics_export_holds(read: Read) -> None:
    ledger, findings, mapping = read("open_orders_electronics.xlsx")
    orders = ledger.tables["orders"]
    assert (len(orders), ledger.adopted, ledger.notes["order_key"]) == (462, True, "订单号")
    assert mapping.values == {"close_mode": {"未结束": ""}}
    assert set(orders.values("close_mode")) == {None}
    assert orders.key(0) == "XS-202409260013-1"
    assert orders.place(0, "order_no") == ("Sheet", 2, 6)
    assert len({*zip(orders.values("order_no"), orders.values("line_no"), strict=True)}) == 462
    # The only thing to say: the total row, whose numbers are text.
    assert [(f.code, f.cell) for f in findings] == [("GD114", "A464")]
    assert "文本" in findings[0].text()


def test_what_the_lift_ledger_holds(read: Read) -> None:
    ledger, _, mapping = read("lift_orders_wide.xlsx")
    orders, milestones = ledger.tables["orders"], ledger.tables["milestones"]
    assert (len(orders), len(milestones), ledger.notes["order_key"]) == (326, 326 * 9, "项目号")
    assert orders.values("order_no") == orders.values("project_no")
    assert "line_no" not in orders.columns  # a project is one row: nothing to number
    assert [s.name for s in ledger.notes["wide"][mapping.sheet]] == [
        "选料",
        "喷涂",
        "贴膜",
        "下料",
        "加工",
        "检验",
        "组装",
        "包装",
        "发货",
    ]
    assert ledger.notes["plan_only"] == {"选料", "喷涂", "贴膜", "检验", "组装", "包装", "发货"}
    assert ledger.notes["settings"] == {"休息制度": "无休"}
    cutting = next(i for i in range(9) if milestones.get(i, "milestone_name") == "下料")
    assert milestones.key(cutting) == "XM260001-4"
    assert milestones.place(cutting, "planned_end_date") == (mapping.sheet, 3, 12)
    assert milestones.place(cutting, "actual_end_date") == (mapping.sheet, 3, 13)
    assert milestones.get(cutting, "planned_end_date") == dt.date(2026, 4, 3)


def test_all_106_dirty_dates_of_the_lift_ledger_are_read_and_reported(read: Read, shared_data: Path) -> None:
    ledger, findings, mapping = read("lift_orders_wide.xlsx")
    rows = FileBook(shared_data / "lift_orders_wide.xlsx").sheets()[0].rows
    dated = {c.col for c in mapping.columns if c.milestone or c.field.endswith("_date")}
    dirty = {
        (number, col)
        for number, row in enumerate(rows[2:328], 3)
        for col in dated
        if row[col - 1] != "" and not isinstance(row[col - 1], dt.date)
    }
    told = {(f.row, f.col): f for f in findings if f.code in ("GD104", "GD105", "GD106", "GD107")}
    assert len(dirty) == 106
    assert told.keys() == dirty
    days = {f"{col_name(col)}{row}": f.fix.zh.split()[-1] for (row, col), f in told.items()}
    assert days["C132"] == "2026-03-20"  # 3.2 in a row that runs from 7 to 20 March
    assert days["C52"] == "2026-02-04"  # 2.04
    assert days["R41"] == "2026-01-26"  # 1月26
    assert days["B9"] == "2026-01-06"  # 1/6 with a blank behind
    assert days["O116"] == "2026-03-18"  # 2026.3.18
    for table in ledger.tables.values():
        assert not any(column.dirty for column in table.columns.values())


def test_every_finding_of_the_lift_ledger_has_its_reason(read: Read) -> None:
    _, findings, _ = read("lift_orders_wide.xlsx")
    assert Counter(f.code for f in findings) == {
        "GD104": 22,  # 2026.4.20 as text
        "GD105": 43,  # 4月20 and 4/20 as text
        "GD106": 41,  # 4.2 and 4.25 as numbers
        "GD111": 35,  # 28 line breaks and stray blanks, 7 blanks inside project numbers
        "GD005": 1,  # 计划交货日期: asked for by the customer or promised?
        "GD114": 1,  # 合计
    }
    assert {f.level for f in findings} == {"warning", "info"}
    assert all(f.key for f in findings if f.code not in ("GD005", "GD114"))


@pytest.mark.parametrize("name", ["对账单_加工厂.xlsx", "送货单_装箱式.xlsx"])
def test_a_form_is_no_ledger(shared_data: Path, name: str) -> None:
    ledger, findings = read_book(FileBook(shared_data / "foreign_layouts" / name).sheets())
    assert (ledger.tables, [f.code for f in findings]) == ({}, ["GD001"])


@pytest.mark.parametrize("form", ["xls", "ods"])
def test_another_format_is_the_same_ledger(shared_data: Path, read: Read, soffice: Any, form: str) -> None:
    _, findings, mapping = read("lift_orders_wide.xlsx")
    path = soffice.convert(shared_data / "lift_orders_wide.xlsx", form)
    ledger, again = read_book(FileBook(path).sheets())
    assert ledger.notes["mapping"].sheets == (mapping,)
    assert [f for f in again if f.code != "GD006"] == findings
    assert [f.code for f in again].count("GD006") == 1
