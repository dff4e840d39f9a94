"""One order's whole life: typed by a clerk, made out by commands, reconciled to the cent; then the same at the open book.

1000 hinges and 500 bolts are ordered, 1200 hinges after a change; 613 leave with the bolts, then 587; 20 come back.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from gendan_xl.books.blank import build_book
from gendan_xl.books.file import FileBook
from gendan_xl.books.live import LiveBook, read_sheet
from gendan_xl.cells import Value
from gendan_xl.cli import main
from gendan_xl.commands._buttons import live_actions
from gendan_xl.commands._live import press
from gendan_xl.commands._open import open_book, open_file
from gendan_xl.domain.money import exact
from gendan_xl.edits import AppendRow, Edit, SetCell
from gendan_xl.intake.ledger import Ledger
from gendan_xl.intake.read import read_book
from gendan_xl.schema.table import table

Fields = dict[str, Value]
ORDER, OTHER = "XS260302-001", "XS260303-001"
CALCULATED = ("订单台账", "发货", "退货")
FIRST, SECOND_NOTE, RETURN_NOTE = "SH20260319001", "SH20260327001", "TH20260402001"
CUSTOMERS: list[Fields] = [
    {"customer_no": "C001", "full_name": "宁波海曙门业有限公司", "short_name": "海曙门业", "grade": "B", "profit_class": "中",
     "settlement_mode": "月结", "credit_days": 30, "credit_start": "送货日", "statement_day": 25, "invoice_order": "先票后款",
     "invoice_type": "增值税专用发票", "tax_no": "91330203MA2AAAAA1X", "invoice_title": "宁波海曙门业有限公司", "tax_rate": 0.13,
     "is_tax_included": True, "currency": "CNY", "is_note_priced": True, "address": "宁波市海曙区望春路1号", "contact": "陈敏",
     "phone": "0574-1", "sales_person": "赵启明"},
    {"customer_no": "C002", "full_name": "杭州江北五金有限公司", "short_name": "江北五金", "grade": "A", "profit_class": "高",
     "settlement_mode": "月结", "currency": "CNY", "address": "杭州市江干区1号", "contact": "王", "phone": "0571-2", "sales_person": "赵启明"},
]  # fmt: skip
PRODUCTS: list[Fields] = [
    {"product_no": "P100", "product_name": "不锈钢合页", "spec": "4寸", "unit": "副"},
    {"product_no": "P200", "product_name": "天地插销", "spec": "8寸", "unit": "副"},
]
PRICES: list[Fields] = [
    {"customer_no": "C001", "product_no": no, "unit_price": price, "currency": "CNY", "valid_from": dt.date(2026, 1, 1),
     "unit": "副", "is_tax_included": True}
    for no, price in (("P100", 4.87), ("P200", 2.35))
]  # fmt: skip
STAFF: list[Fields] = [
    {"name": name, "department": department, "role": role}
    for name, department, role in (
        ("罗小芸", "跟单", "跟单员"), ("赵启明", "业务", "业务员"), ("董秀兰", "销管", "销管员"), ("周建国", "管理", "副总"),
    )
]  # fmt: skip
LINE: Fields = {
    "order_no": ORDER, "line_no": 1, "order_date": dt.date(2026, 3, 2), "order_channel": "邮件", "order_type": "正常",
    "customer_order_no": "PO-7781", "customer_no": "C001", "customer_name": "宁波海曙门业有限公司", "sales_person": "赵启明",
    "clerk": "罗小芸", "product_no": "P100", "product_name": "不锈钢合页", "spec": "4寸", "unit": "副", "ordered_qty": 1000,
    "unit_price": 4.60, "is_tax_included": True, "tax_rate": 0.13, "currency": "CNY", "requested_date": dt.date(2026, 3, 30),
    "confirmed_date": dt.date(2026, 3, 27), "settlement_mode": "月结", "payment_terms": "月结30天",
    "delivery_place": "宁波市海曙区望春路1号", "consignee": "陈敏", "consignee_phone": "0574-1", "supply_mode": "自制",
    "route_name": "通用", "status": "已确认", "urgency": "正常", "released_time": dt.datetime(2026, 3, 2, 9, 30),
    "replied_time": dt.datetime(2026, 3, 2, 10),
}  # fmt: skip
SECOND = LINE | {
    "line_no": 2,
    "product_no": "P200",
    "product_name": "天地插销",
    "spec": "8寸",
    "ordered_qty": 500,
    "unit_price": 2.35,
}
RIVAL = LINE | {
    "order_no": OTHER, "customer_no": "C002", "customer_name": "杭州江北五金有限公司", "ordered_qty": 300, "unit_price": 4.87,
    "customer_order_no": "JB-12",
}  # fmt: skip
STOCK: list[Fields] = [
    {"product_no": "P100", "warehouse": "成品仓", "stock_date": dt.date(2026, 3, 2), "stock_qty": 913},
    {"product_no": "P200", "warehouse": "成品仓", "stock_date": dt.date(2026, 3, 2), "stock_qty": 500},
]  # fmt: skip
CHANGE: Fields = {
    "change_no": "BG1", "change_line_no": 1, "order_no": ORDER, "line_no": 1, "requested_time": dt.datetime(2026, 3, 4, 9),
    "requesting_party": "客户", "requested_by": "陈敏", "handled_by": "罗小芸", "change_type": "数量", "changed_field": "订购数量",
    "old_value": "1000", "new_value": "1200", "change_reason": "工程加量", "pmc_answer": "B可变更", "pmc_answered_by": "魏东",
    "pmc_answered_time": dt.datetime(2026, 3, 4, 11), "pmc_note": "未领料，可加", "new_confirmed_date": dt.date(2026, 3, 30),
    "status": "待审批",
}  # fmt: skip
BATCH: Fields = {
    "order_no": ORDER, "line_no": 1, "batch_no": 1, "delivery_type": "正常", "planned_date": dt.date(2026, 3, 20),
    "planned_qty": 613, "status": "待审价",
}  # fmt: skip
RETURN: Fields = {
    "request_no": "TS1", "request_line_no": 1, "request_date": dt.date(2026, 3, 31), "customer_no": "C001", "order_no": ORDER,
    "line_no": 1, "requested_qty": 20, "return_type": "质量", "return_reason": "轴销松动", "fault_party": "我方",
    "note_no": FIRST, "complaint_no": "TS-K1", "handler": "赵启明", "status": "申请",
}  # fmt: skip
COMPLAINT: Fields = {
    "complaint_no": "TS-K1", "complaint_time": dt.datetime(2026, 3, 31, 9), "received_by": "罗小芸", "customer_no": "C001",
    "order_no": ORDER, "line_no": 1, "note_no": FIRST, "product_no": "P100", "complaint_qty": 20, "complaint_type": "质量",
    "content": "轴销松动，要求退货", "severity": "普通", "status": "待签批",
}  # fmt: skip
PAYMENT: Fields = {
    "payment_no": "SK1", "payment_line_no": 1, "payment_date": dt.date(2026, 4, 10), "customer_no": "C001",
    "payment_kind": "货款", "payment_mode": "银行转账", "currency": "CNY", "payment_amount": 4000.01, "order_no": ORDER,
    "status": "已确认",
}  # fmt: skip
SIGNED: Fields = {
    "storekeeper_sign": "孙国强", "warehouse_head_sign": "马超", "sales_admin_sign": "董秀兰", "sales_manager_sign": "赵启明",
    "finance_sign": "钱会计", "arrived_date": dt.date(2026, 4, 2), "received_qty": 20, "model_check": "相符", "status": "待签核",
}  # fmt: skip


class Clerk:
    """Somebody at the workbook: types, saves, and has commands work on the file. `now` is what the clock says."""

    def __init__(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.path, self.now, self._capsys = path, dt.datetime(2026, 3, 2, 10), capsys

    def at(self, when: str) -> None:
        self.now = dt.datetime.fromisoformat(when)

    def ledger(self) -> Ledger:
        return open_file(self.path, self.now).ledger

    def rows(self, name: str, *fields: str) -> list[tuple[Any, ...]]:
        return self.ledger().rows(name, fields)

    def save(self, edits: Sequence[Edit]) -> None:
        FileBook(self.path).apply(edits)

    def enter(self, name: str, *rows: Fields) -> None:
        """Type rows below those of a table."""
        model = table(name)
        headers = [{model.header(field): value for field, value in row.items()} for row in rows]
        self.save([AppendRow(model.meta.sheet, model.meta.sheet, values) for values in headers])

    def type(self, name: str, key: str, **fields: Value) -> None:
        """Type into cells of one row."""
        self.fill(name, key.__eq__, **fields)

    def fill(self, name: str, is_meant: Callable[[str], bool], **fields: Value) -> None:
        """Type the same into several rows."""
        data = self.ledger().tables[name]
        rows = [row for row in range(len(data)) if is_meant(data.key(row))]
        assert rows
        self.save(
            [
                SetCell(*data.place(row, field), data.get(row, field), value)
                for row in rows
                for field, value in fields.items()
            ]
        )

    def run(self, *words: str, code: int = 0) -> str:
        """Run a command on the file; return what it said."""
        self._capsys.readouterr()
        verb, *rest = words
        ended = main([verb, *rest, "--now", self.now.isoformat()])
        said = "".join(self._capsys.readouterr())
        assert ended == code, said
        return said

    def do(self, verb: str) -> str:
        return self.run(verb, str(self.path), *(["--all"] if verb == "change" else []))

    def make(self, label: str, name: str, keys: Sequence[str], *words: str, code: int = 0) -> str:
        return self.run("form", label, str(self.path), *(words or keys), code=code)

    def document(self, number: str) -> list[Any]:
        """Return what the document of a number shows, cell by cell."""
        [file] = (self.path.parent / "单据").rglob(f"*{number}.xlsx")
        cells = (cell.value for row in openpyxl.load_workbook(file).worksheets[0] for cell in row)
        return [value for value in cells if value is not None]


class AtCalc(Clerk):
    """The workbook is open in Calc, a twin of it on the disk: what is typed and done in one is done in the other.

    Before each command the twin gets the results of the formulas, as when a spreadsheet program saves it.
    """

    def __init__(self, book: Any, path: Path, twin: Path, capsys: pytest.CaptureFixture[str]) -> None:
        super().__init__(twin, capsys)
        self.book, self.open_path = book, path

    def save(self, edits: Sequence[Edit]) -> None:
        LiveBook(self.book).write(edits)
        super().save(edits)

    def calculate(self) -> None:
        """Write the results that Calc has for the formulas of some sheets into the twin."""
        sheets = [read_sheet(self.book.sheets[name]) for name in CALCULATED]
        live, _ = read_book(sheets)
        kept = self.ledger()
        edits = [
            SetCell(*data.place(row, field), kept.tables[name].get(row, field), value, is_cached=True)
            for name, data in live.tables.items()
            for field, column in data.table.columns().items()
            if column.col.formula and "今日" not in column.col.formula and field in data.columns
            for row, value in enumerate(data.values(field))
            if value != kept.tables[name].get(row, field)
        ]
        super().save(edits)

    def do(self, verb: str) -> str:
        self.calculate()
        said = self.press(verb)
        assert said
        return super().do(verb)

    def make(self, label: str, name: str, keys: Sequence[str], *words: str, code: int = 0) -> str:
        self.calculate()
        data = self.ledger().tables[name]
        rows = [data.place(row)[1] for row in range(len(data)) if data.key(row) in keys]
        sheet = self.book.sheets[table(name).meta.sheet]
        self.book.activate()
        sheet.activate()
        self.book.api.CurrentController.select(sheet.range(f"A{rows[0]}:A{rows[-1]}").api)
        said = self.press(next(verb for verb, action in live_actions().items() if action.label == label))
        assert ("没有出单" in said) == bool(code), said
        return super().make(label, name, keys, *words, code=code)

    def press(self, verb: str) -> str:
        """Press a button of the open book; return its message boxes."""
        self.book.activate()
        self.book.app.impl.alerts.clear()
        assert press(live_actions()[verb], self.book, now=self.now), self.book.app.impl.alerts
        return "\n".join(self.book.app.impl.alerts)


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """A new workbook with master data and no orders."""
    path = tmp_path / "跟单" / "跟单工作簿.xlsx"
    path.parent.mkdir()
    rows: dict[str, list[Fields]] = {
        "customers": CUSTOMERS, "products": PRODUCTS, "prices": PRICES, "staff": STAFF, "stock": STOCK, "statements": [],
        "invoices": [],
    }  # fmt: skip
    build_book(path, rows, today=dt.date(2026, 3, 2))
    return path


# --- the way of the order, the same at the file and at the open book ---------------------------------------------


def enters_the_order(clerk: Clerk) -> None:
    clerk.at("2026-03-02T10:00")
    clerk.enter("orders", LINE, SECOND, RIVAL)


def plans_it(clerk: Clerk) -> None:
    clerk.type("orders", f"{ORDER}-1", unit_price=4.87)
    clerk.do("schedule")
    assert plan(clerk, 1)[-1] == ("成品入库", dt.date(2026, 3, 27), "未开始")


def changes_it(clerk: Clerk) -> None:
    clerk.at("2026-03-04T15:00")
    clerk.enter("changes", CHANGE)
    approval: Fields = {
        "approver": "周建国",
        "approved_date": clerk.now.date(),
        "approval_result": "同意",
        "status": "已批准",
    }
    clerk.make("客户合同修改单", "changes", ["BG1-1"], "BG1", code=1)
    clerk.type("changes", "BG1-1", **approval)
    clerk.make("客户合同修改单", "changes", ["BG1-1"], "BG1")
    said = clerk.do("change")
    assert f"{ORDER}-1 订购数量  1000 → 1200" in said and "【PMC】" in said and "【仓库】" in said
    clerk.do("schedule")
    fields = ("ordered_qty", "confirmed_date", "first_confirmed_date", "version_no")
    assert clerk.rows("orders", *fields)[:2] == [
        (1200, dt.date(2026, 3, 30), dt.date(2026, 3, 27), 2),
        (500, dt.date(2026, 3, 27), dt.date(2026, 3, 27), None),
    ]
    assert plan(clerk, 1)[-1][1] == dt.date(2026, 3, 30) and plan(clerk, 2)[-1][1] == dt.date(2026, 3, 27)


def finishes_production(clerk: Clerk) -> None:
    clerk.at("2026-03-19T09:00")
    clerk.fill("milestones", lambda key: key.startswith(ORDER), actual_end_date=dt.date(2026, 3, 16))
    clerk.fill("orders", lambda key: key.startswith(ORDER), status="已入库")
    clerk.do("schedule")
    assert {status for *_, status in plan(clerk, 1) + plan(clerk, 2)} == {"按期完成"}


def plans_the_first_batch(clerk: Clerk, qty: int = 613) -> None:
    clerk.enter("deliveries", BATCH | {"planned_qty": qty}, BATCH | {"line_no": 2, "planned_qty": 500})


def sends_the_first_batch(clerk: Clerk) -> None:
    batches = [f"{ORDER}-1-1", f"{ORDER}-2-1"]
    said = clerk.make("送货单", "deliveries", batches, "--order", ORDER, code=1)
    assert said.count("GD790") == 2
    clerk.fill("deliveries", batches.__contains__, price_approver="董秀兰", status="待放行")
    clerk.type("deliveries", batches[0], shipped_qty=613)
    clerk.type("deliveries", batches[1], shipped_qty=500)
    clerk.make("送货单", "deliveries", batches, "--order", ORDER)
    ship: Fields = {
        "status": "已签收",
        "shipped_date": dt.date(2026, 3, 20),
        "signed_date": dt.date(2026, 3, 21),
    }
    clerk.type("deliveries", batches[0], **ship, signed_qty=613)
    clerk.type("deliveries", batches[1], **ship, signed_qty=500)
    clerk.type("orders", f"{ORDER}-1", status="部分发货")
    clerk.type("orders", f"{ORDER}-2", status="已签收")


def sends_the_rest(clerk: Clerk) -> None:
    clerk.at("2026-03-27T14:00")
    last = BATCH | {
        "batch_no": 2,
        "planned_qty": 588,
        "planned_date": dt.date(2026, 3, 27),
        "price_approver": "董秀兰",
    }
    clerk.enter("deliveries", last)
    key = f"{ORDER}-1-2"
    said = clerk.make("送货单", "deliveries", [key], "--order", ORDER, code=1)
    assert "GD590" in said and "最多可发 1200，已发 613，本次 588，超 1" in said
    clerk.type("deliveries", key, planned_qty=587, shipped_qty=587)
    clerk.make("送货单", "deliveries", [key], "--order", ORDER)
    clerk.type("deliveries", key, status="已发货", shipped_date=dt.date(2026, 3, 27))
    clerk.type("orders", f"{ORDER}-1", status="已发货")


def states(clerk: Clerk) -> None:
    clerk.make("对账单", "customers", ["C001"], "--customer", "海曙门业")


def hears_of_the_fault(clerk: Clerk) -> None:
    clerk.at("2026-03-31T10:00")
    clerk.enter("complaints", COMPLAINT)
    clerk.enter("returns", RETURN)


def takes_goods_back(clerk: Clerk) -> None:
    clerk.at("2026-04-02T10:00")
    approval: Fields = {
        "approver": "赵启明",
        "approved_date": dt.date(2026, 3, 31),
        "approval_result": "同意",
    }
    clerk.type("returns", "TS1-1", **approval, disposition="补单重做", status="待到货")
    said = clerk.make("退货单", "returns", ["TS1-1"], "TS1", code=1)
    assert "GD794" in said and said.count("GD793") == 5
    clerk.type("returns", "TS1-1", **SIGNED)
    clerk.make("退货单", "returns", ["TS1-1"], "TS1")
    clerk.type("returns", "TS1-1", status="已入账")


def plan(clerk: Clerk, line: int) -> list[tuple[Any, ...]]:
    """Return milestone, planned end and status of an order line, in their order."""
    fields = ("order_no", "line_no", "milestone_name", "planned_end_date", "status")
    return [row[2:] for row in clerk.rows("milestones", *fields) if row[:2] == (ORDER, line)]


# --- at the file -------------------------------------------------------------------------------------------------


def test_from_order_to_statement(workbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    clerk, path = Clerk(workbook, capsys), str(workbook)

    enters_the_order(clerk)
    assert "单价 4.6 低于价格表 4.87" in clerk.run("check", path, code=1)
    plans_it(clerk)
    assert "没有发现问题" in clerk.run("check", path)

    changes_it(clerk)
    assert "改动单元格 2 个" not in clerk.run("schedule", path, "--dry-run")
    assert "1200" in map(str, clerk.document("HX20260304001"))
    assert "GD726" not in clerk.run("check", path, "--all")
    finishes_production(clerk)

    plans_the_first_batch(clerk, 700)
    said = clerk.make("备货单", "deliveries", [], "--order", ORDER, code=1)
    assert said.count("GD793") == 2 and "备货审价人" in said
    assert "要备 700，现货分得 613：B 级客户×利润中＝6 分" in said and f"前面 {OTHER}-1 得 300" in said
    clerk.type("deliveries", f"{ORDER}-1-1", planned_qty=613)
    clerk.fill(
        "deliveries",
        lambda key: True,
        pick_price_approver="董秀兰",
        pick_price_approved_date=clerk.now.date(),
    )
    assert "现货分得" not in clerk.make("备货单", "deliveries", [], "--order", ORDER)

    sends_the_first_batch(clerk)
    note = clerk.document(FIRST)
    assert {613, 500, 2985.31, 1175, 4160.31, "金额大写：人民币肆仟壹佰陆拾元零叁角壹分"} <= set(note)
    assert documents(clerk)[FIRST] == ("送货单", 4160.31, "已打印")
    for label in ("发货单", "销货单"):  # further prints of the same note, under its number
        assert f"{label}-{FIRST}.xlsx" in clerk.make(label, "deliveries", [], FIRST)
    sends_the_rest(clerk)
    assert "都已出过单" in clerk.make("送货单", "deliveries", [], "--order", ORDER, code=2)
    assert "金额大写：人民币贰仟捌佰伍拾捌元陆角玖分" in clerk.document(SECOND_NOTE)
    states(clerk)

    hears_of_the_fault(clerk)
    clerk.make("投诉处理报告", "complaints", [], "TS-K1")
    clerk.make("退货申请表", "returns", [], "TS1")
    takes_goods_back(clerk)
    assert {20, 97.4, "金额大写：人民币玖拾柒元肆角"} <= set(clerk.document(RETURN_NOTE))

    clerk.enter("payments", PAYMENT)
    clerk.at("2026-04-26T10:00")
    states(clerk)
    clerk.make("发票申请", "invoices", [], "--order", ORDER)
    said = clerk.make("催款提醒", "receivables", [], "--customer", "海曙门业")
    assert "上报销售主管和财务" in said
    assert "错误" not in clerk.run("check", path).split("日历")[1].split("\n")[1]

    reconciles(clerk)
    made = [kind for kind, *_ in documents(clerk).values()]
    assert made == [
        "客户合同修改单", "备货单", "送货单", "送货单", "对账单", "投诉处理报告", "退货申请表", "退货单", "对账单", "发票申请",
        "催款提醒",
    ]  # fmt: skip


def documents(clerk: Clerk) -> dict[str, tuple[Any, ...]]:
    return {row[0]: row[1:] for row in clerk.rows("documents", "document_no", "kind", "amount", "status")}


def reconciles(clerk: Clerk) -> None:
    """Quantities, notes and statements tell the same, to the cent."""
    ordered = {
        row[1]: row[2]
        for row in clerk.rows("orders", "order_no", "line_no", "ordered_qty")
        if row[0] == ORDER
    }
    left = clerk.rows("deliveries", "line_no", "shipped_qty")
    assert (
        {line: sum(qty for no, qty in left if no == line) for line in ordered} == ordered == {1: 1200, 2: 500}
    )

    amounts = documents(clerk)
    delivered, returned = (
        [exact(amounts[no][1]) for no in (FIRST, SECOND_NOTE)],
        exact(amounts[RETURN_NOTE][1]),
    )
    assert sum(delivered) == exact(1200) * exact(4.87) + exact(500) * exact(2.35)
    assert abs(returned) == exact(20) * exact(4.87)
    fields = (
        "statement_month",
        "opening_amount",
        "delivered_amount",
        "returned_amount",
        "received_amount",
        "closing_amount",
    )
    (march, april) = [(row[0], *map(exact, row[1:])) for row in clerk.rows("statements", *fields)]
    assert march == ("202603", 0, delivered[0], 0, 0, delivered[0])
    assert april[:5] == ("202604", march[5], delivered[1], abs(returned), exact(4000.01))
    assert april[5] == sum(delivered) - abs(returned) - exact(4000.01) == Decimal("2921.59")


# --- at the open book --------------------------------------------------------------------------------------------


MAIN_WAY = (
    enters_the_order, plans_it, changes_it, finishes_production, plans_the_first_batch, sends_the_first_batch,
    sends_the_rest, states, hears_of_the_fault, takes_goods_back,
)  # fmt: skip


@pytest.fixture
def at_calc(
    workbook: Path,
    calc_app: Any,
    quick_copy: Callable[[Path, Path], None],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Iterator[AtCalc]:
    """The workbook open in LibreOffice Calc; what is opened meanwhile is closed at the end."""
    monkeypatch.setenv("GENDAN_HOME", str(workbook.parent / "用户"))
    before = {book.fullname for book in calc_app.books}
    copy = workbook.parent.parent / "打开" / workbook.name
    copy.parent.mkdir()
    quick_copy(workbook, copy)
    yield AtCalc(calc_app.books.open(str(copy)), copy, workbook, capsys)
    for book in list(calc_app.books):
        if book.fullname not in before:
            book.close()


def test_the_open_book_tells_the_same_story(at_calc: AtCalc) -> None:
    for step in MAIN_WAY:
        step(at_calc)
    live = open_book(LiveBook(at_calc.book), at_calc.open_path, at_calc.now).ledger
    assert typed(live, at_calc.open_path) == typed(at_calc.ledger(), at_calc.path)
    assert live.rows("orders", ("delivered_qty", "open_qty"))[:2] == [
        (1200, 20),
        (500, 0),
    ]  # 20 are made again
    assert "GD405" not in at_calc.run("check", str(at_calc.path), "--all")


def typed(ledger: Ledger, path: Path) -> Mapping[str, Any]:
    """Return everything but the results of formulas, table by table; files as they lie beside the workbook."""
    home = str(path.parent)
    return {
        name: {
            field: [value.replace(home, "") if isinstance(value, str) else value for value in column.values]
            for field, column in data.columns.items()
            if not data.table.columns()[field].col.formula
        }
        for name, data in ledger.tables.items()
    }
