"""Cell functions in the cells of a real spreadsheet, against what the file commands compute for the same workbook."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from gendan_xl import udfs
from gendan_xl.cells import area, to_serial
from gendan_xl.commands._open import Opened, open_file
from gendan_xl.demo.book import build_demo, make_demo
from gendan_xl.domain.money import rmb_words
from gendan_xl.domain.progress import milestone_status
from gendan_xl.domain.schedule import plan_backward
from gendan_xl.hosts.cell_values import translated
from gendan_xl.intake.ledger import Ledger
from gendan_xl.planning.lines import RUSH, line_due
from gendan_xl.planning.routes import routes_of
from gendan_xl.rules import all_rules, run
from gendan_xl.rules._kits import kit_ratios
from gendan_xl.rules.prices import list_price, price_lists
from gendan_xl.udfs import UDFS

xw = pytest.importorskip("xlwings")

TODAY = dt.date(2026, 3, 16)
NOON = dt.datetime(2026, 3, 16, 12)
Rows = list[list[Any]]


@pytest.fixture(scope="module")
def app(calc_app: Any) -> Any:
    """Calc with the cell functions in it."""
    from gendan_xl.hosts.udf_bridge import offer

    offer(calc_app, {name: entry.function for name, entry in UDFS.items()})
    return calc_app


@pytest.fixture(scope="module")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "跟单工作簿.xlsx"
    build_demo(path, make_demo(TODAY), TODAY)
    return path


@pytest.fixture(scope="module")
def headless(demo_file: Path) -> Opened:
    """The workbook as the file commands read it."""
    return open_file(demo_file, NOON)


@pytest.fixture(scope="module")
def scratch(app: Any, demo_file: Path, quick_copy: Callable[[Path, Path], None]) -> Any:
    """An empty sheet in the demo workbook, open in Calc."""
    copy = demo_file.with_stem("试算")
    quick_copy(demo_file, copy)
    book = app.books.open(str(copy))
    yield book.sheets.add("试算")
    book.close()


@pytest.fixture
def shows(scratch: Any) -> Callable[[str, int, int], Rows]:
    """Enter an array formula over so many rows and columns and return what its cells show."""

    def shows(formula: str, rows: int = 1, cols: int = 1) -> Rows:
        scratch.used_range.api.clearContents(1023)  # formats too
        cells = scratch.range((1, 1), (rows, cols))
        cells.api.setArrayFormula(translated(scratch.book.api, formula, to_calc=True))
        return [[plain(value) for value in row] for row in cells.options(ndim=2, err_to_str=True).value]

    return shows


def plain(value: Any) -> Any:
    """Return a value as a cell without format has it: days as numbers, nothing as ''."""
    if isinstance(value, dt.date):
        return float(to_serial(value))
    if value is None:
        return ""
    return value if isinstance(value, str) else float(value)


def column(values: Sequence[Any]) -> Rows:
    return [[plain(value)] for value in values]


class Sheet:
    """Where the columns of a table stand in the workbook."""

    def __init__(self, opened: Opened, name: str) -> None:
        self.data = opened.ledger.tables[name]
        self.part = self.data.parts[0]
        self.first, self.last = self.part.locate(0, "")[0], self.part.locate(len(self.data) - 1, "")[0]
        assert self.last - self.first == len(self.data) - 1, "the demo has no gaps"

    def __len__(self) -> int:
        return len(self.data)

    def ref(self, name: str) -> str:
        """Return the cells of a column."""
        col = self.part.fields[name]
        return f"'{self.part.sheet}'!{area(self.first, col, self.last, col)}"

    @property
    def all(self) -> str:
        """The whole table with its header."""
        width = max(self.part.fields.values())
        return f"'{self.part.sheet}'!{area(self.part.header_row, 1, self.last, width)}"


@pytest.fixture(scope="module")
def orders(headless: Opened) -> Sheet:
    return Sheet(headless, "orders")


@pytest.fixture(scope="module")
def calendar(headless: Opened) -> str:
    """The calendar arguments of a formula: 厂历 and the rest pattern of the book."""
    return f'{Sheet(headless, "factory_calendar").all},"{headless.context.settings.rest_pattern}"'


# --- single cells ----------------------------------------------------------------------------------------------

EXAMPLES = [
    (formula, shown)
    for entry in UDFS.values()
    for formula, shown in entry.examples.items()
    if not re.search(r"[A-Z]\$?\d|\[#", formula)
]


@pytest.mark.parametrize(("formula", "shown"), EXAMPLES)
def test_examples_of_the_reference_hold(shows: Callable[..., Rows], formula: str, shown: str) -> None:
    value = shows(formula)[0][0]
    if re.fullmatch(r"\d{4}-\d\d-\d\d", shown):
        assert value == to_serial(dt.date.fromisoformat(shown))
    elif "行：" in shown:
        rows = shows(formula, int(shown[0]), 3)
        assert [row[0] for row in rows] == ["排产", "领料出库", "首件检验", "生产", "成品检验", "成品入库"]
        assert rows[-1][2] == to_serial(dt.date(2026, 11, 30))
    else:
        assert value == (float(shown) if re.fullmatch(r"[\d.]+", shown) else shown)


def test_blanks_texts_and_errors_in_a_column(scratch: Any, shows: Callable[..., Rows]) -> None:
    scratch.book.sheets.add("输入")
    typed = scratch.book.sheets["输入"]
    typed["A1:A6"].value = [[dt.datetime(2026, 3, 6)], [None], ["2026年3月6日"], ["下周"], [46087], [4.2]]
    typed["A7"].formula = "=NA()"
    friday = to_serial(dt.date(2026, 3, 7))
    wanted = column([friday, None, friday, "#日期?", friday, "#日期?"])
    assert shows("=gd_workday(输入!A1:A6,1)", 6) == wanted
    assert shows("=gd_workday(输入!A7,1)") == [["#N/A"]]
    assert shows("=gd_workday(输入!A1:A6,输入!B1:B6)", 6)[0] == [""]
    assert shows("=gd_workday(输入!A1:A3,输入!A1:A6)", 6)[0] == ["#区域大小?"]
    across = shows("=gd_workday(输入!A1,{1,2,3})", 1, 3)
    assert across == [[to_serial(dt.date(2026, 3, day)) for day in (7, 9, 10)]]


def test_arguments_as_xlwings_reads_ranges(scratch: Any) -> None:
    """In Excel a range comes through xlwings: days as datetime, blanks as None, errors as text."""
    typed = scratch.book.sheets.add("经 xlwings")
    typed["A1:A3"].value = [[dt.datetime(2026, 3, 6, 8, 30)], [None], ["2026年3月6日"]]
    typed["A4"].formula = "=NA()"
    handed = typed["A1:A4"].options(ndim=2, err_to_str=True).value
    saturday = dt.datetime(2026, 3, 7)
    assert udfs.gd_workday(handed, 1) == [[saturday], [""], [saturday], ["#N/A"]]
    typed["B1"].value = udfs.gd_workday(handed, 1)
    assert typed["B1:B4"].value == [saturday, None, saturday, "#N/A"]


def test_errors_are_text_in_one_cell(shows: Callable[..., Rows]) -> None:
    assert shows('=gd_rmb("一百")') == [["#数字?"]]
    assert shows('=gd_due_dates("没有的","2026-11-30")') == [["#没有工艺路线「没有的」?"]]
    assert shows('=gd_workday("2026-03-06",1,"大小周")') == [["#设置表“大小周基准日”是空的[GD972]"]]


def test_results_feed_other_formulas(shows: Callable[..., Rows]) -> None:
    assert shows('=gd_workday("2026-03-06",1)+1') == [[to_serial(dt.date(2026, 3, 8))]]
    assert shows('=LEFT(gd_rmb("一百"))="#"') == [[1.0]]
    assert shows('=gd_workday(gd_next_workday("2026-10-01"),1)') == [[to_serial(dt.date(2026, 10, 9))]]


# --- the demo workbook -----------------------------------------------------------------------------------------


def test_routes_of_all_orders(
    shows: Callable[..., Rows], headless: Opened, orders: Sheet, calendar: str
) -> None:
    routes = routes_of(headless.ledger)
    width = max(len(route.steps) for route in routes.values())
    wanted = []
    fields = ("route_name", "confirmed_date", "pmc_date", "requested_date", "order_date", "urgency")
    for row in headless.ledger.rows("orders", fields):
        order = dict(zip(fields, row, strict=True))
        order["pmc_date"] = order["requested_date"] = None
        due, name = line_due(order), order["route_name"]
        days: list[Any] = []
        if name and due:
            plan = plan_backward(
                routes[name], due, headless.context.calendar, due, is_rush=order["urgency"] in RUSH
            )
            days = [step.finish for step in plan.steps]
        wanted.append([plain(day) for day in [*days, *[None] * (width - len(days))]])
    formula = (
        f"=gd_due_dates({orders.ref('route_name')},{orders.ref('confirmed_date')},,,{orders.ref('urgency')},"
    )
    found = shows(f"{formula}{Sheet(headless, 'routes').all},{calendar})", len(orders), width)
    assert [row[0] == "#日期?" for row in found] == [
        index in orders.data.columns["confirmed_date"].dirty for index in range(len(orders))
    ]
    both = [(a, b) for a, b in zip(found, wanted, strict=True) if a[0] != "#日期?"]
    used = max(len([day for day in row if day != ""]) for row in wanted)
    assert [a[:used] for a, _ in both] == [b[:used] for _, b in both]
    assert len({tuple(row) for _, row in both}) > 20


def test_status_and_days_late_of_all_milestones(
    shows: Callable[..., Rows], headless: Opened, calendar: str
) -> None:
    steps = Sheet(headless, "milestones")
    names = ("planned_end_date", "actual_start_date", "actual_end_date")
    planned, begun, ended = map(steps.data.values, names)
    expected = [
        milestone_status(*dates, TODAY, headless.context.calendar)
        for dates in zip(planned, begun, ended, strict=True)
    ]
    today = f"DATE({TODAY.year},{TODAY.month},{TODAY.day})"
    refs = [steps.ref(name) for name in names]
    found = shows(f"=gd_status({','.join(refs)},{today},,{calendar})", len(steps))
    assert found == column([one.status.value for one in expected])
    found = shows(f"=gd_days_late({refs[0]},{refs[2]},{today},{calendar})", len(steps))
    assert found == column([one.days_late for one in expected])
    assert len({one.status for one in expected}) >= 4


def test_prices_of_all_orders(shows: Callable[..., Rows], headless: Opened, orders: Sheet) -> None:
    lists = price_lists(headless.ledger)
    wanted: list[Any] = []
    for customer, product, qty, day in headless.ledger.rows(
        "orders", ("customer_no", "product_no", "ordered_qty", "order_date")
    ):
        is_asked = None not in (product, qty, day)
        price = list_price(lists, customer, product, None, qty, day, None) if is_asked else ""
        wanted.append("#没有价格?" if price is None else price)
    for name in ("order_date", "ordered_qty"):
        for index in orders.data.columns[name].dirty:
            wanted[index] = "#日期?" if name == "order_date" else "#数字?"
    refs = ",".join(orders.ref(name) for name in ("customer_no", "product_no", "ordered_qty", "order_date"))
    found = shows(f"=gd_price({refs},{Sheet(headless, 'prices').all})", len(orders))
    assert found == column(wanted)
    assert sum(isinstance(price, (int, float)) for price in wanted) > len(orders) // 2


def test_kits_of_all_orders(shows: Callable[..., Rows], headless: Opened, orders: Sheet) -> None:
    kits = Sheet(headless, "kits")
    ratios = kit_ratios(headless.ledger)
    pairs = headless.ledger.rows("kits", ("main_no", "part_no"))
    wanted = [ratios[pair].expected(7) if pair in ratios else "#没有配套?" for pair in pairs]
    found = shows(f"=gd_kit_qty({kits.ref('main_no')},{kits.ref('part_no')},7,{kits.all})", len(kits))
    assert found == column(wanted)
    main = pairs[0][0]
    parts = [(part, ratios[main, part].expected(7)) for first, part in pairs if first == main]
    listed = shows(f'=gd_kit("{main}",7,{kits.all})', len(parts), 5)
    assert [(row[1], row[3]) for row in listed] == parts
    assert {row[0] for row in listed} == {main} and all(row[2] for row in listed)


def test_open_quantities_are_those_of_the_workbooks_own_formula(
    shows: Callable[..., Rows], headless: Opened, orders: Sheet
) -> None:
    refs = ",".join(orders.ref(name) for name in ("order_no", "line_no", "ordered_qty"))
    tables = ",".join(Sheet(headless, name).all for name in ("deliveries", "returns"))
    found = shows(f"=gd_open_qty({refs},{tables})", len(orders))
    unclear = [index for index, (value,) in enumerate(found) if isinstance(value, str) and value]
    wanted = column(orders.data.values("open_qty"))
    assert [v for i, v in enumerate(found) if i not in unclear] == [
        v for i, v in enumerate(wanted) if i not in unclear
    ]
    assert len(unclear) <= 3
    assert len({value for (value,) in found}) > 3


def test_urgency_is_that_of_the_workbooks_own_formula(
    shows: Callable[..., Rows], headless: Opened, orders: Sheet
) -> None:
    asked = headless.ledger.rows("orders", ("order_date", "requested_date", "suggested_urgency"))
    found = shows(f"=gd_urgency({orders.ref('order_date')},{orders.ref('requested_date')})", len(orders))
    for (value,), (ordered, requested, suggested) in zip(found, asked, strict=True):
        if ordered and requested and requested >= ordered:
            assert value == suggested
        else:
            assert value in ("", "#日期?")


def test_amounts_in_capitals(shows: Callable[..., Rows], headless: Opened, orders: Sheet) -> None:
    amounts = orders.data.values("amount")
    found = shows(f"=gd_rmb({orders.ref('amount')})", len(orders))
    assert found == column([rmb_words(Decimal(str(a))) if a is not None else None for a in amounts])


@pytest.mark.parametrize("name", ["orders", "milestones", "deliveries"])
def test_findings_are_those_of_the_check(shows: Callable[..., Rows], headless: Opened, name: str) -> None:
    sheet = Sheet(headless, name)
    alone = Ledger("", {name: sheet.data})
    context = headless.context
    cells = [f for f in headless.findings if f.sheet == sheet.part.sheet and f.code not in ("GD110", "GD108")]
    told: dict[int, set[str]] = {}
    for finding in [*cells, *run(alone, context, all_rules()).findings]:
        told.setdefault(finding.row, set()).add(finding.code)
    today = f"DATE({TODAY.year},{TODAY.month},{TODAY.day})"
    factory = Sheet(headless, "factory_calendar").all
    rows = sheet.last - sheet.part.header_row + 1
    found = shows(f'=gd_check({sheet.all},,{today},{factory},"{context.settings.rest_pattern}")', rows)
    codes = {
        sheet.part.header_row + index: set(re.findall(r"\[(GD\d+)\]", text)) - {"GD110"}
        for index, (text,) in enumerate(found)
    }
    assert {row: c for row, c in codes.items() if c} == told
    assert told or name != "orders"
