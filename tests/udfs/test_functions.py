"""Cell functions agree with what they are made of, take columns as well as values, and answer errors in words."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gendan_xl import udfs
from gendan_xl.domain.calendar import FactoryDays, RestPattern, WorkCalendar
from gendan_xl.domain.money import rmb_words
from gendan_xl.domain.official_calendar import load_official
from gendan_xl.domain.progress import milestone_status
from gendan_xl.domain.schedule import plan_backward, plan_forward
from gendan_xl.intake.ledger import Ledger
from gendan_xl.planning.routes import routes_of

OFFICIAL = load_official()
SIX_DAYS = WorkCalendar(OFFICIAL)
ROUTES = routes_of(Ledger(""))
DUE = dt.date(2026, 11, 30)
SHUTDOWN = [["开始日期", "结束日期", "类型"], ["2026-11-23", "2026-11-25", "停产"], [None, None, None]]
days_of_years = st.dates(dt.date(2020, 1, 1), dt.date(2031, 12, 31))


def midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time())


@given(days_of_years, st.integers(-300, 300), st.sampled_from(["双休", "单休", "无休"]))
def test_workdays_are_those_of_the_calendar(day: dt.date, count: int, rest: str) -> None:
    work = WorkCalendar(OFFICIAL, RestPattern(rest))
    assert udfs.gd_workday(day, count, rest) == midnight(work.add_workdays(day, count))
    assert udfs.gd_next_workday(day, None, rest) == midnight(work.next_workday(day))
    other = day + dt.timedelta(count)
    assert udfs.gd_workdays_between(day, other, rest) == work.workdays_between(day, other)
    assert udfs.gd_rest_reason(day, rest) == work.name_of(day)


@given(
    st.lists(st.one_of(days_of_years, st.none(), st.just("坏")), min_size=1, max_size=6), st.integers(-9, 9)
)
def test_a_column_is_its_cells_below_each_other(column: list[object], count: int) -> None:
    cells = [udfs.gd_workday(value, count) for value in column]
    assert udfs.gd_workday([[value] for value in column], count) == [[cell] for cell in cells]
    assert udfs.gd_workday([column], count) == [cells]
    assert udfs.gd_workday([[v] for v in column], [[count]] * len(column)) == [[cell] for cell in cells]


@given(st.lists(days_of_years, min_size=2, max_size=4), st.lists(st.integers(0, 9), min_size=2, max_size=4))
def test_a_column_and_a_row_give_the_block(column: list[dt.date], row: list[int]) -> None:
    block = udfs.gd_workday([[day] for day in column], [row])
    assert block == [[udfs.gd_workday(day, count) for count in row] for day in column]


@pytest.mark.parametrize(
    "typed",
    [dt.datetime(2026, 3, 5, 8), "2026-3-5", "2026年3月5日", "２０２６．３．５", 46086.0, 46086, 20260305.0],
)
def test_dates_are_read_as_intake_reads_them(typed: object) -> None:
    assert udfs.gd_workday(typed, 1) == dt.datetime(2026, 3, 6)


def test_a_day_of_zero_is_a_link_to_a_blank_cell() -> None:
    assert udfs.gd_workday([[0.0], [0]], 1) == [[""], [""]]


@pytest.mark.parametrize(
    ("formula", "says"),
    [
        (lambda: udfs.gd_workday("明天", 1), "#日期?"),
        (lambda: udfs.gd_workday(4.2, 1), "#日期?"),
        (lambda: udfs.gd_workday(DUE, 1.5), "#整数?"),
        (lambda: udfs.gd_workday(DUE, 10**9), "#天数?"),
        (lambda: udfs.gd_workday(DUE, 1, "三休"), "#休息制度?"),
        (lambda: udfs.gd_workday(DUE, 1, "大小周"), "#设置表“大小周基准日”是空的[GD972]"),
        (lambda: udfs.gd_workday(DUE, 1, [["甲", "乙"], ["丙", "丁"]]), "#没有「厂历」的表头?"),
        (lambda: udfs.gd_workday([[DUE], [DUE]], [[1], [2], [3]]), "#区域大小?"),
        (lambda: udfs.gd_workday([[DUE, DUE], [DUE]], 1), "#区域大小?"),
        (lambda: udfs.gd_workday("#N/A", 1), "#N/A"),
        (lambda: udfs.gd_rmb("一百"), "#数字?"),
        (lambda: udfs.gd_rmb(True), "#数字?"),
        (lambda: udfs.gd_rmb(10.0**12), "#金额 1000000000000.0 超出可写成中文大写的范围[GD690]"),
        (lambda: udfs.gd_net_amount(100, 13), "#税率?"),
        (lambda: udfs.gd_kit_qty("M", "P", 9, [["主件编号", "配件编号", "主件基数", "配件数量"], ["M", "P", 1e-300, 1e300]]), "#数字?"),
        (lambda: udfs.gd_urgency("2026-03-02", "2026-03-01"), "#日期?"),
        (lambda: udfs.gd_due_dates("没有的", DUE), [["#没有工艺路线「没有的」?"]]),
        (lambda: udfs.gd_due_dates("通用", DUE, None, "涂装"), [["#跳过节点?"]]),
        (lambda: udfs.gd_milestone_date("通用", DUE, "涂装"), "#没有这个节点?"),
        (lambda: udfs.gd_price("C1", "P1", 1, DUE, [["随便"], ["写的"]]), "#没有「价格」的表头?"),
        (lambda: udfs.gd_price("C1", "P1", 1, DUE, [["客户编号", "产品编号"], ["C1", "P1"]]), "#「价格」没有「单价」列?"),
        (lambda: udfs.gd_check([["甲", "乙"], [1, 2]]), "#没有认出表头?"),
        (lambda: udfs.gd_check([["订单号"]], None, "后天"), "#日期?"),
        (lambda: udfs.gd_workday(object(), 1), "#日期?"),
    ],
)  # fmt: skip
def test_errors_are_short_text(formula: object, says: object) -> None:
    assert formula() == says  # type: ignore[operator]


def test_what_nobody_expected_is_logged_and_says_so(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(udfs.money, "rmb_words", None)
    assert udfs.gd_rmb([[1], [None]]) == [["#出错?"], [""]]
    assert "cell function failed" in caplog.text


def test_texts_of_errors_pass_through() -> None:
    for said in ("#日期?", "#REF!", udfs.gd_due_dates("没有的", DUE)[0][0], udfs.gd_rmb(1e15)):
        assert udfs.gd_workday(said, 1) == said


# --- the calendar argument -------------------------------------------------------------------------------------


def test_the_factory_calendar_is_a_range_with_header() -> None:
    factory = [FactoryDays(dt.date(2026, 11, 23), dt.date(2026, 11, 25), "停产")]
    work = WorkCalendar(OFFICIAL, RestPattern.TWO_DAYS, factory=factory)
    start = dt.date(2026, 11, 20)
    assert udfs.gd_workday(start, 1, SHUTDOWN, "双休") == midnight(work.add_workdays(start, 1))
    titled = [["2026 年厂历", None, None], *SHUTDOWN]
    assert udfs.gd_workday(start, 1, titled) == dt.datetime(2026, 11, 21)


def test_a_bare_list_of_days_off_will_do() -> None:
    assert udfs.gd_workday("2026-11-20", 1, [[dt.datetime(2026, 11, 21)], [46349.0], [""]]) == dt.datetime(
        2026, 11, 24
    )


def test_alternate_weeks_carry_their_anchor() -> None:
    work = WorkCalendar(OFFICIAL, RestPattern.ALTERNATE, dt.date(2026, 3, 2))
    for start in (dt.date(2026, 3, 6), dt.date(2026, 3, 13)):
        assert udfs.gd_workday(start, 1, "大小周 2026-03-02") == midnight(work.add_workdays(start, 1))


def test_years_without_notice_are_named() -> None:
    assert udfs.gd_unpublished([["2026-05-01"], ["2031-05-01"]]) == [[""], ["2031年放假安排未公布"]]
    assert udfs.gd_unpublished("2031-05-01", "无休") == ""


# --- routes ----------------------------------------------------------------------------------------------------


def test_one_order_gives_its_steps_below_each_other() -> None:
    plan = plan_backward(ROUTES["家具"], DUE, SIX_DAYS, DUE, skipped=[3])
    wanted = [
        [s.name, "", ""] if s.seq == 3 else [s.name, midnight(s.start), midnight(s.finish)]
        for s in plan.steps
    ]
    assert udfs.gd_due_dates("家具", DUE, None, "外协") == wanted
    assert udfs.gd_due_dates("家具", DUE, None, 3.0) == wanted


def test_without_due_date_it_is_planned_forward_and_without_any_it_is_blank() -> None:
    plan = plan_forward(ROUTES["通用"], DUE, SIX_DAYS)
    assert udfs.gd_due_dates("通用", None, DUE)[-1][2] == midnight(plan.finish)
    assert udfs.gd_due_dates("通用", None) == [[""]]


def test_a_column_of_orders_gives_a_row_of_days_each() -> None:
    names, dues = [["通用"], ["机械"], [""], ["没有"]], [[DUE], [DUE], [DUE], [DUE]]
    rows = udfs.gd_due_dates(names, dues)
    for row, name in zip(rows[:2], ("通用", "机械"), strict=True):
        plan = plan_backward(ROUTES[name], DUE, SIX_DAYS, DUE)
        assert row == [midnight(step.finish) for step in plan.steps]
    assert rows[2:] == [[""] * 6, ["#没有工艺路线「没有」?", *[""] * 5]]
    across = udfs.gd_due_dates([[name for (name,) in names]], DUE)
    assert across == [list(row) for row in zip(*rows, strict=True)]


def test_orders_down_and_steps_across_give_the_block() -> None:
    names = [step.name for step in ROUTES["通用"].steps]
    block = udfs.gd_milestone_date([["通用"], ["通用"]], [[DUE], [dt.date(2026, 12, 31)]], [names])
    assert block == udfs.gd_due_dates([["通用"], ["通用"]], [[DUE], [dt.date(2026, 12, 31)]])


def test_own_routes_and_rush_orders() -> None:
    own = [
        ["路线名称", "节点序号", "节点名称", "工期天数", "加急工期天数", "缓冲天数"],
        ["快线", 1, "下料", 4, 1, 0],
        ["快线", 2, "包装", 1, None, 0],
    ]
    usual = udfs.gd_due_dates("快线", DUE, None, None, "正常", own)
    rush = udfs.gd_due_dates("快线", DUE, None, None, "特急", own)
    assert [row[0] for row in usual] == ["下料", "包装"]
    assert rush[0][1] == rush[0][2] == usual[0][2] > usual[0][1]


# --- progress and money ----------------------------------------------------------------------------------------

maybe_days = st.one_of(st.none(), st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31)))


@given(maybe_days, maybe_days, maybe_days, st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31)))
def test_status_and_days_late_are_those_of_the_milestone(
    planned: dt.date | None, begun: dt.date | None, ended: dt.date | None, today: dt.date
) -> None:
    expected = milestone_status(planned, begun, ended, today, SIX_DAYS)
    blank = not (planned or begun or ended)
    assert udfs.gd_status(planned, begun, ended, today) == ("" if blank else expected.status)
    late = udfs.gd_days_late(planned, ended, today)
    assert late == ("" if planned is None else expected.days_late)


def test_results_are_plain_values() -> None:
    """What xlwings hands to Excel must be str, float, int, bool or datetime themselves, not kinds of them."""
    for value in (
        udfs.gd_status(DUE, None, None, DUE),
        udfs.gd_punctuality(DUE, DUE),
        udfs.gd_net_amount(113),
    ):
        assert type(value) in (str, float)


@given(st.decimals(-999_999_999, 999_999_999, places=2))
def test_rmb_is_in_capitals(amount: Decimal) -> None:
    assert udfs.gd_rmb(float(amount)) == rmb_words(amount)


def test_urgency_follows_its_limits() -> None:
    asked = [["2026-03-18"], ["2026-03-17"], ["2026-03-10"], ["2026-03-07"], [None]]
    assert udfs.gd_urgency("2026-03-02", asked) == [["正常"], ["急单"], ["特急"], ["急插"], [""]]
    assert udfs.gd_urgency("2026-03-02", "2026-03-10", 7) == "正常"


def test_punctuality_has_tolerances() -> None:
    days = [["2026-11-17"], ["2026-11-18"], ["2026-11-22"], ["2026-11-23"]]
    assert udfs.gd_punctuality(days, "2026-11-20") == [["提前"], ["准时"], ["准时"], ["延误"]]
    assert udfs.gd_punctuality("2026-11-23", "2026-11-20", 2, 3) == "准时"


# --- ranges that are tables ------------------------------------------------------------------------------------

PRICES = [
    ["价格表 2026", *[None] * 5],
    ["客户代码", "料号", "币种", "起订量", "生效日期", "含税单价"],
    ["", "P-100", "CNY", 1, 46023.0, 49],
    ["", "P-100", "CNY", 100, 46023.0, 45],
    ["C002", "P-100", "CNY", 1, 46023.0, "44.00"],
]


def test_prices_are_looked_up_in_a_range_by_its_headers() -> None:
    who = [["C001"], ["C001"], ["C002"], [None], ["C001"]]
    what = [["P-100"], ["P-100"], ["P-100"], ["P-100"], ["P-999"]]
    found = udfs.gd_price(who, what, [[50], [200], [200], [1], [1]], "2026-03-02", PRICES)
    assert found == [[49], [45], [44], [49], ["#没有价格?"]]
    assert udfs.gd_price("C001", "P-100", 50, "2025-03-02", PRICES) == "#没有价格?"
    assert udfs.gd_price("C001", "P-100", 50, "2026-03-02", PRICES, "USD") == "#没有价格?"


KITS = [
    ["主件编号", "配件编号", "配件名称", "主件基数", "配件数量", "匹配条件", "配套类型"],
    ["3085A", "ZHOU-110", "110长方轴", 1, 1, "", "标配"],
    ["3085A", "LS-M5", "M5*75螺丝", 2, 5, "", "标配"],
    ["CZM04", "BS-L", "左执手", 1, 1, "开向=左", "标配"],
    ["CZM04", "BS-L", "左执手", 1, 2, "开向=右", "标配"],
]


def test_kits_list_their_components_below_each_other() -> None:
    found = udfs.gd_kit([["3085A"], [None], ["CZM04"], ["X"]], [[5], [1], [2], [1]], KITS)
    assert found == [
        ["3085A", "ZHOU-110", "110长方轴", 5, ""],
        ["3085A", "LS-M5", "M5*75螺丝", 13, ""],
        ["CZM04", "BS-L", "左执手", 2, "开向=左"],
        ["CZM04", "BS-L", "左执手", 4, "开向=右"],
        ["X", "#没有配套?", "", "", ""],
    ]


def test_the_quantity_of_one_component_is_said_where_it_is_certain() -> None:
    parts = [["ZHOU-110"], ["LS-M5"], ["没有"]]
    assert udfs.gd_kit_qty("3085A", parts, 5, KITS) == [[5], [13], ["#没有配套?"]]
    assert udfs.gd_kit_qty("CZM04", "BS-L", 5, KITS) == "#没有配套?"


DELIVERIES = [
    ["订单号", "行号", "发货类型", "发货数量", "状态"],
    ["SO1", 1, "正常", 30, "已发货"],
    ["SO1", 1, "补货", 5, "已签收"],
    ["SO1", 1, "样品", 2, "已签收"],
    ["SO1", 1, "正常", 40, "计划"],
    ["SO1", 2, "正常", "三十", "已发货"],
]
RETURNS = [["订单号", "行号", "处理办法", "实收数量", "状态"], ["SO1", 1, "补单重做", 4, "已处理"]]


def test_what_is_open_counts_deliveries_and_returns() -> None:
    lines = [[1], [2], [3], [None]]
    assert udfs.gd_open_qty("SO1", lines, 100, DELIVERIES) == [[65], ["#发货数量?"], [100], [""]]
    assert udfs.gd_open_qty("SO1", 1, 100, DELIVERIES, RETURNS) == 69


# --- checking --------------------------------------------------------------------------------------------------

HEADERS = [["订单号", "行号", "下单日期", "客户要求交期", "订购数量", "紧急程度"]]
ORDERS = [
    ["SO1", 1, "2026-03-02", dt.datetime(2026, 2, 2), 5, "正常"],
    ["SO1", 2, dt.datetime(2026, 3, 2), dt.datetime(2026, 3, 4), 5, "急插"],
    ["SO1", 3, dt.datetime(2026, 3, 2), dt.datetime(2026, 3, 4), "五件", "急插"],
]


def test_a_range_is_checked_row_by_row() -> None:
    found = udfs.gd_check(HEADERS + ORDERS, None, "2026-03-03")
    assert [len(row) for row in found] == [1] * 4
    assert found[0] == found[2] == [""]
    assert "[GD401" in found[1][0] and "[GD104" in found[1][0]
    assert "[GD103" in found[3][0]
    assert udfs.gd_check(ORDERS, HEADERS, "2026-03-03") == found[1:]
    assert udfs.gd_check(ORDERS[1], HEADERS[0], "2026-03-03") == [[""]]


def test_the_calendar_file_of_the_calling_workbook_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    xw = pytest.importorskip("xlwings")
    monday = dt.date(2031, 6, 2)
    assert udfs.gd_rest_reason(monday) == ""
    monkeypatch.setattr(
        xw.Book, "caller", lambda: SimpleNamespace(fullname=str(tmp_path / "月" / "跟单.xlsx"))
    )
    assert udfs.gd_rest_reason(monday) == ""
    year = {"notice": "", "off": [["2031-06-02", "2031-06-03", "端午节"]], "work": []}
    (tmp_path / "gendan-calendar.json").write_text(json.dumps({"years": {"2031": year}}), encoding="utf-8")
    assert udfs.gd_rest_reason(monday) == "端午节"
    assert udfs.gd_workday(monday, 1) == dt.datetime(2031, 6, 4)
    assert udfs.gd_unpublished(monday) == ""
    assert udfs.gd_workday(
        monday, 1, [["开始日期", "类型"], [dt.datetime(2031, 6, 3), "上班"]]
    ) == dt.datetime(2031, 6, 3)
    (tmp_path / "gendan-calendar.json").write_text("{}", encoding="utf-8")
    assert "[GD971]" in udfs.gd_rest_reason(monday)
