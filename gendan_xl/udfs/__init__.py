"""The functions for cells, one each: values or whole columns in, the same shape out (`=gd_workday(A2:A500, 3)`).

What cannot be read comes back as short text such as 「#日期?」, blanks as blanks. Ranges that are tables are selected
with their header row. The VBA wrappers are made of `UDFS` by xlwings' own `generate_vba_wrapper` from this module.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from gendan_xl.commands._clock import SHANGHAI
from gendan_xl.domain.money import rmb_words, split_tax
from gendan_xl.domain.progress import milestone_status, punctuality
from gendan_xl.rules._kits import Ratio, kit_ratios
from gendan_xl.rules._lookups import kept, resupplied, shipped
from gendan_xl.rules.dates import urgency_of
from gendan_xl.rules.prices import list_price, price_lists
from gendan_xl.schema.settings import SettingsValues
from gendan_xl.udfs._arrays import Cells, answers, as_rows, each, filled, otherwise, read, single
from gendan_xl.udfs._check import check_rows
from gendan_xl.udfs._declare import CATEGORY as CATEGORY
from gendan_xl.udfs._declare import UDFS as UDFS
from gendan_xl.udfs._declare import UdfError, udf
from gendan_xl.udfs._plan import planner, step_of, whole_routes
from gendan_xl.udfs._ranges import calendar_of, ledger_of, routes_in

_USUAL = SettingsValues()
_MOST_DAYS = 100_000
_CALENDAR = "厂历区域（含表头），或没有表头的假日清单，或直接写休息制度如“双休”；空 = 国家日历、单休"
_REST = "休息制度：双休、单休、大小周、无休；大小周后面写一个双休周里的日期，如“大小周 2026-03-02”；空 = 单休"
_TODAY = "今天的日期，如 TODAY()；空 = 计算时的当天（不会自动更新）"
_DUE = "交期，一格或一列；空而有开始日期时从开始日期往后排"
_START = "最早开始日期（下单日期），一格或一列，可空"
_SKIPPED = "不做的节点，写序号或名称，如“3、外协”，可空"
_URGENCY = "紧急程度，特急、急插用加急工期，可空"
_ROUTES = "工艺路线区域（含表头）；空 = 通用、机械、家具、样品、库存直发"


# --- days ------------------------------------------------------------------------------------------------------


@udf(
    {'=gd_workday("2026-09-30",1)': "2026-10-08", '=gd_workday(A2:A500,3,厂历[#All],"双休")': "一列日期"},
    start="起始日期，一格或一列", days="工作日数，负数往前数，0 为当天", calendar=_CALENDAR, rest=_REST,
)  # fmt: skip
def gd_workday(start: Cells, days: Cells, calendar: Cells = None, rest: Cells = None) -> Cells:
    """起始日期之后第几个工作日，不含当天；同 WORKDAY，但懂调休和厂历。

    The n-th workday after a day, as WORKDAY counts, by the factory calendar (requirement 16).
    """
    work = calendar_of(calendar, rest)

    def after(day: dt.date, count: int) -> dt.date:
        if abs(count) > _MOST_DAYS:
            raise UdfError("#天数?")
        return work.add_workdays(day, count)

    return each(after, read(start, "date"), read(days, "whole"))


@udf(
    {'=gd_workdays_between("2026-09-30","2026-10-09")': "2", "=gd_workdays_between(A2:A500,B2:B500)": "一列天数"},
    start="起始日期，一格或一列", finish="结束日期，一格或一列", calendar=_CALENDAR, rest=_REST,
)  # fmt: skip
def gd_workdays_between(start: Cells, finish: Cells, calendar: Cells = None, rest: Cells = None) -> Cells:
    """两个日期之间的工作日数：不含起始日，含结束日；结束在前为负数。

    The workdays after the first day up to and including the second; negative the other way round.
    """
    work = calendar_of(calendar, rest)
    return each(work.workdays_between, read(start, "date"), read(finish, "date"))


@udf(
    {'=gd_next_workday("2026-10-01")': "2026-10-08", '=gd_next_workday("2026-10-10","双休")': "2026-10-10"},
    day="日期，一格或一列", calendar=_CALENDAR, rest=_REST,
)  # fmt: skip
def gd_next_workday(day: Cells, calendar: Cells = None, rest: Cells = None) -> Cells:
    """当天上班就是当天，否则是之后第一个工作日。

    The day itself when it is worked, else the first workday after it.
    """
    return each(calendar_of(calendar, rest).next_workday, read(day, "date"))


@udf(
    {'=gd_rest_reason("2026-10-01")': "国庆节", '=gd_rest_reason("2026-10-10")': ""},
    day="日期，一格或一列", calendar=_CALENDAR, rest=_REST,
)  # fmt: skip
def gd_rest_reason(day: Cells, calendar: Cells = None, rest: Cells = None) -> Cells:
    """这天为什么不上班（国庆节、周日、停产……）；上班的日子为空。

    Why a day is not worked; blank for a workday.
    """
    return each(calendar_of(calendar, rest).name_of, read(day, "date"))


@udf(
    {'=gd_unpublished("2031-10-01")': "2031年放假安排未公布", '=gd_unpublished("2026-10-01")': ""},
    day="日期，一格或一列", calendar=_CALENDAR, rest=_REST,
)  # fmt: skip
def gd_unpublished(day: Cells, calendar: Cells = None, rest: Cells = None) -> Cells:
    """这天所在年份的放假安排还没公布时说明，其他为空；没公布的年份只按休息制度和厂历推算。

    Says so when the holidays of the day's year are not published: results then follow the weekly rest only.
    """
    work = calendar_of(calendar, rest)
    return each(
        lambda day: f"{day.year}年放假安排未公布" if work.unpublished([day]) else None, read(day, "date")
    )


# --- due dates and progress ------------------------------------------------------------------------------------


@udf(
    {'=gd_due_dates("通用","2026-11-30")': "6 行：节点、开始、完成", "=gd_due_dates(B2:B500,C2:C500)": "每单一行，各节点完成日"},
    route="工艺路线名称，一格或一列", due=_DUE, start=_START, skipped=_SKIPPED, urgency=_URGENCY, route_range=_ROUTES,
    calendar=_CALENDAR, rest=_REST,
)  # fmt: skip
def gd_due_dates(
    route: Cells, due: Cells, start: Cells = None, skipped: Cells = None, urgency: Cells = None,
    route_range: Cells = None, calendar: Cells = None, rest: Cells = None,
) -> Cells:  # fmt: skip
    """按工艺路线从交期倒排。一张订单：每个节点一行（节点、开始、完成）；一列订单：每单一行，依次是各节点的完成日。

    The planned route of an order: one row per step (name, start, finish); for a column of orders one row of finish days
    each (requirement 15).
    """
    plan = planner(routes_in(route_range), calendar_of(calendar, rest))
    return whole_routes(
        plan, read(route, "text"), read(due, "date", optional=True), read(start, "date", optional=True),
        read(skipped, "text", optional=True), read(urgency, "text", optional=True),
    )  # fmt: skip


@udf(
    {'=gd_milestone_date("通用","2026-11-30","生产")': "2026-11-27", "=gd_milestone_date(B2:B500,C2:C500,E1:J1)": "整块完成日"},
    route="工艺路线名称，一格或一列", due=_DUE, milestone="节点名称或序号，一格、一列或一行表头", start=_START,
    skipped=_SKIPPED, urgency=_URGENCY, route_range=_ROUTES, calendar=_CALENDAR, rest=_REST,
)  # fmt: skip
def gd_milestone_date(
    route: Cells, due: Cells, milestone: Cells, start: Cells = None, skipped: Cells = None,
    urgency: Cells = None, route_range: Cells = None, calendar: Cells = None, rest: Cells = None,
) -> Cells:  # fmt: skip
    """按工艺路线倒排后某个节点的计划完成日；一列订单配一行节点表头，得到整块日期。

    The planned finish of one step; orders down and step names across give the whole block.
    """
    plan = planner(routes_in(route_range), calendar_of(calendar, rest))

    def finish(
        name: str, milestone: str, due: dt.date | None, start: dt.date | None, skipped: str | None, urgency: str | None
    ) -> dt.date | None:  # fmt: skip
        steps = plan(name, due, start, skipped, urgency)
        step = step_of(steps, milestone) if steps else None
        return step.finish if step else None

    return each(
        finish, read(route, "text"), read(milestone, "text"), read(due, "date", optional=True),
        read(start, "date", optional=True), read(skipped, "text", optional=True), read(urgency, "text", optional=True),
    )  # fmt: skip


@udf(
    {'=gd_status("2026-11-20","","","2026-11-23")': "超期", "=gd_status(F2:F500,G2:G500,H2:H500,TODAY())": "一列状态"},
    planned="计划完成日期，一格或一列", actual_start="实际开始日期", actual_end="实际完成日期", today=_TODAY,
    due_soon_days="到期前几个工作日算临期；空 = 2", calendar=_CALENDAR, rest=_REST,
)  # fmt: skip
def gd_status(
    planned: Cells, actual_start: Cells, actual_end: Cells, today: Cells = None, due_soon_days: Cells = None,
    calendar: Cells = None, rest: Cells = None,
) -> Cells:  # fmt: skip
    """节点状态：未开始、进行中、临期、超期、按期完成、超期完成；三个日期都空为空。

    The status of a milestone (requirement 17); blank without any of its dates.
    """
    work = calendar_of(calendar, rest)

    def status(
        planned: dt.date | None, begun: dt.date | None, ended: dt.date | None, today: dt.date, soon: int
    ) -> str | None:  # fmt: skip
        if not (planned or begun or ended):
            return None
        return milestone_status(planned, begun, ended, today, work, soon).status

    return each(
        status, read(planned, "date", optional=True), read(actual_start, "date", optional=True),
        read(actual_end, "date", optional=True), otherwise(read(today, "date"), _today()),
        otherwise(read(due_soon_days, "whole"), _USUAL.due_soon_days),
    )  # fmt: skip


@udf(
    {'=gd_days_late("2026-11-20","","2026-11-23")': "2", '=gd_days_late("2026-11-20","2026-11-20","2026-11-23")': "0"},
    planned="计划完成日期，一格或一列", actual_end="实际完成日期，没完成留空", today=_TODAY, calendar=_CALENDAR, rest=_REST,
)  # fmt: skip
def gd_days_late(
    planned: Cells, actual_end: Cells, today: Cells = None, calendar: Cells = None, rest: Cells = None
) -> Cells:
    """节点超期几个工作日；没有超期为 0，没有计划日期为空。

    Workdays that a milestone is or was late; 0 in time, blank without a planned day.
    """
    work = calendar_of(calendar, rest)
    return each(
        lambda planned, ended, today: milestone_status(planned, None, ended, today, work).days_late,
        read(planned, "date"), read(actual_end, "date", optional=True), otherwise(read(today, "date"), _today()),
    )  # fmt: skip


@udf(
    {'=gd_punctuality("2026-11-24","2026-11-20")': "延误", '=gd_punctuality("2026-11-22","2026-11-20",2,2)': "准时"},
    shipped_on="实际或预计交货日期，一格或一列", due="确认交期", early_days="提前几天以内算准时；空 = 2",
    late_days="延迟几天以内算准时；空 = 2",
)  # fmt: skip
def gd_punctuality(shipped_on: Cells, due: Cells, early_days: Cells = None, late_days: Cells = None) -> Cells:
    """交货相对确认交期：提前、准时、延误（按自然日容差）。

    A delivery against its confirmed date, with tolerances in calendar days (requirement 18).
    """
    return each(
        punctuality, read(shipped_on, "date"), read(due, "date"),
        otherwise(read(early_days, "whole"), _USUAL.early_tolerance_days),
        otherwise(read(late_days, "whole"), _USUAL.late_tolerance_days),
    )  # fmt: skip


@udf(
    {'=gd_urgency("2026-03-02","2026-03-10")': "特急", "=gd_urgency(B2:B500,C2:C500)": "一列紧急程度"},
    order_date="下单日期，一格或一列", requested_date="客户要求交期，一格或一列",
    rush_max="多少天以内算急单；空 = 15", urgent_max="多少天以内算特急；空 = 10", instant_max="多少天以内算急插；空 = 5",
)  # fmt: skip
def gd_urgency(
    order_date: Cells, requested_date: Cells, rush_max: Cells = None, urgent_max: Cells = None,
    instant_max: Cells = None,
) -> Cells:  # fmt: skip
    """紧急程度：按下单到客户要求交期的自然日分正常、急单、特急、急插。

    The urgency by the calendar days from order to requested date (requirement 9).
    """

    def urgency(ordered: dt.date, requested: dt.date, rush: int, urgent: int, instant: int) -> str:
        if requested < ordered:
            raise UdfError("#日期?")
        limits = SettingsValues.model_construct(
            rush_max_days=rush, urgent_max_days=urgent, instant_max_days=instant
        )
        return urgency_of((requested - ordered).days, limits)

    return each(
        urgency, read(order_date, "date"), read(requested_date, "date"),
        otherwise(read(rush_max, "whole"), _USUAL.rush_max_days),
        otherwise(read(urgent_max, "whole"), _USUAL.urgent_max_days),
        otherwise(read(instant_max, "whole"), _USUAL.instant_max_days),
    )  # fmt: skip


# --- money -----------------------------------------------------------------------------------------------------


@udf({"=gd_rmb(1409.5)": "壹仟肆佰零玖元伍角", "=gd_rmb(A2:A500)": "一列大写金额"}, amount="金额，一格或一列")
def gd_rmb(amount: Cells) -> Cells:
    """人民币大写金额，按《支付结算办法》的写法。

    An amount in Chinese capitals.
    """
    return each(lambda value: rmb_words(Decimal(str(value))), read(amount, "number"))


@udf(
    {"=gd_net_amount(2058)": "1821.24", "=gd_net_amount(A2:A500,6%)": "一列不含税金额"},
    amount="含税金额，一格或一列", tax_rate="税率，如 13%；空 = 13%",
)  # fmt: skip
def gd_net_amount(amount: Cells, tax_rate: Cells = None) -> Cells:
    """含税金额里的不含税金额，到分；税额 = 含税金额 - 不含税金额。

    The net amount of a tax-inclusive one, in cents (requirement 13).
    """

    def net(gross: float, rate: float) -> Decimal:
        if not 0 <= rate < 1:
            raise UdfError("#税率?")
        return split_tax(Decimal(str(gross)), Decimal(str(rate)))[0]

    return each(net, read(amount, "number"), otherwise(read(tax_rate, "number"), _USUAL.tax_rate))


@udf(
    {"=gd_price(A2:A500,B2:B500,C2:C500,D2:D500,价格[#All])": "一列单价"},
    customer_no="客户编号，一格或一列，可空", product_no="产品编号，一格或一列", qty="数量", on_date="下单日期",
    price_range="价格区域（含表头）", currency_code="币种；空 = CNY",
)  # fmt: skip
def gd_price(
    customer_no: Cells, product_no: Cells, qty: Cells, on_date: Cells, price_range: Cells, currency_code: Cells = None
) -> Cells:  # fmt: skip
    """价格表上当天有效的单价：先看客户价，再看通用价；起订量够的取最高一档。没有价格为“#没有价格?”。

    The list price in force: the customer's before the general one, the largest step that the quantity reaches
    (requirement 10).
    """
    lists = price_lists(ledger_of(prices=price_range))

    def price(product: str, amount: float, day: dt.date, customer: str | None, money: str | None) -> float:
        found = list_price(lists, customer, product, money, amount, day, None)
        if found is None:
            raise UdfError("#没有价格?")
        return found

    return each(
        price, read(product_no, "code"), read(qty, "number"), read(on_date, "date"),
        read(customer_no, "code", optional=True), read(currency_code, "text", optional=True),
    )  # fmt: skip


# --- kits and deliveries ---------------------------------------------------------------------------------------


@udf(
    {"=gd_kit(A2:A20,B2:B20,配套[#All])": "每个配件一行：主件编号、配件编号、配件名称、应配数量、备注"},
    main_no="主件编号，一格或一列", qty="主件数量", kit_range="配套区域（含表头）",
)  # fmt: skip
def gd_kit(main_no: Cells, qty: Cells, kit_range: Cells) -> Cells:
    """主件要配的全部配件：每个配件一行（主件编号、配件编号、配件名称、应配数量、备注），多个主件依次往下排。

    The components of main items with their quantities, one row each: main, part, name, quantity, condition
    (requirement 3).
    """
    ledger = ledger_of(kits=kit_range)
    kept(ledger, "kits", "main_no", "part_no", "part_qty")
    fields = (
        "main_no", "part_no", "part_name", "main_base_qty", "part_qty", "match_condition", "kit_type",
    )  # fmt: skip
    lines = ledger.rows("kits", fields)

    def explode(main: str, count: float) -> list[list[object]]:
        found = [line for line in lines if line[0] == main]
        return [_component(line, count) for line in found] or [[main, "#没有配套?"]]

    out: list[list[object]] = []
    for found in answers(explode, read(main_no, "code"), read(qty, "number")):
        out.extend([[found]] if isinstance(found, str) else found or [])
    return filled(out)


def _component(line: Sequence[Any], count: float) -> list[object]:
    main, part, name, base, part_qty, condition, kind = line
    needed = Ratio(base, part_qty, 0).expected(count) if base and part_qty else "#配套数量?"
    return [main, part, name, needed, condition or (kind if kind == "多选一" else None)]


@udf(
    {'=gd_kit_qty("3085A",B2:B20,50,配套[#All])': "一列应配数量"},
    main_no="主件编号，一格或一列", part_no="配件编号", qty="主件数量", kit_range="配套区域（含表头）",
)  # fmt: skip
def gd_kit_qty(main_no: Cells, part_no: Cells, qty: Cells, kit_range: Cells) -> Cells:
    """若干主件应配多少某配件（不含备品）；配套表没有这一对，或分条件、多选一时为“#没有配套?”。

    How many of a part so many main items need; not said where it depends on a condition.
    """
    ledger = ledger_of(kits=kit_range)
    kept(ledger, "kits", "main_no", "part_no", "part_qty")
    ratios = kit_ratios(ledger)

    def needed(main: str, part: str, count: float) -> int:
        if (main, part) not in ratios:
            raise UdfError("#没有配套?")
        return ratios[main, part].expected(count)

    return each(needed, read(main_no, "code"), read(part_no, "code"), read(qty, "number"))


@udf(
    {"=gd_open_qty(A2:A500,B2:B500,C2:C500,发货[#All],退货[#All])": "一列未交数量"},
    order_no="订单号，一格或一列", line_no="行号", ordered_qty="订购数量", delivery_range="发货区域（含表头）",
    return_range="退货区域（含表头），可空",
)  # fmt: skip
def gd_open_qty(
    order_no: Cells, line_no: Cells, ordered_qty: Cells, delivery_range: Cells, return_range: Cells = None
) -> Cells:
    """未交数量 = 订购数量 - 已发数量（样品、备品不算）+ 退货后补单、换货的数量。发货行看不清时为“#发货数量?”。

    What is still to be delivered: ordered, less shipped, plus what returns put back on order (requirement 29).
    """
    ledger = ledger_of(deliveries=delivery_range, returns=return_range)
    sent, again = shipped(ledger), resupplied(ledger)

    def still(order: str, line: int, ordered: float) -> float:
        found = sent.get((order, line))
        if found and not found.is_known:
            raise UdfError("#发货数量?")
        return ordered - (found.normal + found.resupply if found else 0) + again.get((order, line), 0)

    return each(still, read(order_no, "code"), read(line_no, "whole"), read(ordered_qty, "number"))


# --- checking --------------------------------------------------------------------------------------------------


@udf(
    {"=gd_check(订单台账[#All])": "每行一段文字", "=gd_check(A9:AZ9,A$8:AZ$8)": "这一行的问题"},
    rows="要检查的区域，带表头；另给表头时只选数据行", headers="表头行，可空", today=_TODAY, calendar=_CALENDAR, rest=_REST,
)  # fmt: skip
def gd_check(
    rows: Cells, headers: Cells = None, today: Cells = None, calendar: Cells = None, rest: Cells = None
) -> Cells:
    """每行的问题合成一段文字，没有问题为空。只看区域里的内容：要对照其他表的规则，请用“校验”按钮。

    What is wrong with each row, as text. Rules that look up other tables are left to the command (requirement 45).
    """
    day = single(otherwise(read(today, "date"), _today()))
    above = () if headers is None else as_rows(headers)
    return [[text] for text in check_rows(as_rows(rows), above, day, calendar_of(calendar, rest))]


def _today() -> dt.date:
    return dt.datetime.now(SHANGHAI).date()
