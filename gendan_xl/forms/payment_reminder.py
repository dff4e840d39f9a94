"""催款提醒: a letter about what falls due or is overdue, firmer the longer it is open (requirement 39)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gendan_xl.cells import Value
from gendan_xl.domain.receivable import Receivable, age_band
from gendan_xl.errors import GendanError, Message
from gendan_xl.forms._contacts import first, people
from gendan_xl.forms._edits import set_cell
from gendan_xl.forms._form import Asked, Case, Draft, Form
from gendan_xl.forms._receivables import Owed, age_limits, owed
from gendan_xl.forms._rows import Row
from gendan_xl.printing.layout import Band, Column, Layout, boxed


@dataclass(frozen=True, slots=True)
class Stage:
    """How a letter speaks: from how many days overdue, under which title, before and after its table."""

    from_days: int
    title: str
    opening: str
    closing: str


STAGES = (
    Stage(0, "付款提醒函",
          "感谢贵公司一直以来的支持。下列货款即将到期，谨此提醒，请贵公司按约定日期安排付款。",
          "如已付款，请忽略本函并将付款凭证发给我公司业务员，以便及时核销。顺颂商祺！"),
    Stage(1, "催款函",
          "感谢贵公司一直以来的支持。截至本函日期，下列货款已过约定付款日，可能是贵公司一时疏忽，请核对并尽快安排付款。",
          "请于收到本函后 3 个工作日内付款或书面告知付款日期；如已付款，请将凭证发给我公司业务员。顺颂商祺！"),
    Stage(31, "催款函（第二次）",
          "下列货款逾期已超过一个月，截至本函日期仍未收到款项。逾期已影响我公司资金安排，请贵公司予以重视并尽快付款。",
          "请于收到本函后 3 个工作日内付清；对账目有疑问的，请在同一期限内书面提出。款项付清前，新订单须经我公司财务放行后发货。"),
    Stage(61, "逾期货款付款通知",
          "下列货款逾期已超过 60 天，至今仍未支付。现正式通知贵公司按合同履行付款义务。",
          "请于收到本函后 5 个工作日内付清。逾期未付的，我公司将暂停供货，并保留按合同追究违约责任的权利。"),
)  # fmt: skip
"""The letters, from the friendliest."""


_PAYERS = (("statement_contact", "statement_phone"), ("contact", "phone"), ("contact", "mobile"))
"""Fields of 客户: who is asked for money, and the number."""


def gather(case: Case, asked: Asked) -> Sequence[Draft]:
    """Return a letter for every customer with something due within 设置 催款提前 workdays, or overdue.

    GendanError GD693 when nobody has.
    """
    limit = case.calendar.add_workdays(case.today, case.settings.reminder_workdays)
    found = [_draft(case, some, due) for some in owed(case, asked) if (due := _due(some, limit))]
    if not found:
        raise GendanError(
            "GD693", f"到 {limit} 没有到期或逾期的应收款，不用催款", f"nothing is due by {limit}"
        )
    return found


def _due(some: Owed, limit: dt.date) -> list[tuple[Receivable, Row | None]]:
    return [pair for pair in some.items if pair[0].due <= limit and pair[0].open_amount > 0]


def stage(overdue_days: int) -> Stage:
    """Return the letter for so many days overdue."""
    return next(one for one in reversed(STAGES) if overdue_days >= one.from_days)


def _draft(case: Case, some: Owed, due: Sequence[tuple[Receivable, Row | None]]) -> Draft:
    items = [item for item, _ in due]
    rows = [row for _, row in due if row]
    days = max(item.overdue_days(case.today) for item in items)
    total = sum((item.open_amount for item in items), Decimal(0))
    letter = stage(days)
    name = str((some.customer and some.customer["short_name"]) or some.number)
    return Draft(
        name if some.currency == "CNY" else f"{name}-{some.currency}",
        rows,
        values=_values(case, some, items, letter),
        lines=[_line(case, item) for item in items],
        customer=some.customer,
        numbered=(),
        title=letter.title,
        currency=some.currency,
        notes=_report(days),
        edits=[edit for row in rows for edit in set_cell(row, "reminded_date", case.today)],
        amount=total,
        journal_note=f"催款 {some.number} {some.currency} {case.today}",
    )


def _values(case: Case, some: Owed, items: Sequence[Receivable], letter: Stage) -> dict[str, Value]:
    overdue = sum((item.open_amount for item in items if item.due < case.today), Decimal(0))
    total = sum((item.open_amount for item in items), Decimal(0))
    to = first(people((some.customer, _PAYERS)))
    return {
        "正文": f"　　{letter.opening}",
        "结语": f"　　{letter.closing}",
        "币种": some.currency,
        "未收合计": total,
        "逾期合计": overdue,
        "账龄": _ageing(case, items),
        "联系人": to.name,
        "对账电话": to.phone,
        "收款银行": case.settings.bank(is_foreign=some.currency != "CNY"),
    }


def _ageing(case: Case, items: Sequence[Receivable]) -> str:
    bands: dict[str, Decimal] = {}
    for item in sorted(items, key=lambda item: item.overdue_days(case.today)):
        band = age_band(item.overdue_days(case.today), age_limits(case.settings))
        bands[band] = bands.get(band, Decimal(0)) + item.open_amount
    return "　".join(f"{band} {amount:,.2f}" for band, amount in bands.items())


def _line(case: Case, item: Receivable) -> Mapping[str, Value]:
    return {
        "单号": item.number,
        "订单号": item.order_no,
        "发生日期": item.day,
        "应付日期": item.due,
        "应付金额": item.amount,
        "已付金额": item.amount - item.open_amount,
        "未付金额": item.open_amount,
        "逾期": item.overdue_days(case.today) or None,
    }


def _report(days: int) -> list[Message]:
    """Return the reminder that a late payer is reported (requirement 39)."""
    if not days:
        return []
    return [
        Message(
            f"已逾期 {days} 天：请同时上报销售主管和财务",
            f"{days} days overdue: report it to sales manager and finance",
        )
    ]


FORM = Form(
    verb="payment-reminder",
    label="催款提醒",
    help=Message("催款提醒：快到期或逾期的货款，按逾期天数措辞", "reminder of what is due or overdue"),
    source="39",
    table="receivables",
    asked_by="customers.customer_no",
    is_once=True,
    gather=gather,
    fields=("正文", "结语", "未收合计", "逾期合计", "账龄", "收款银行"),
    line_fields=("单号", "发生日期", "应付日期", "应付金额", "已付金额", "未付金额", "逾期"),
    end_column="单号",
    layout=Layout(
        head=(
            Band(("致：{{客户全称}}", "编号：{{单据号}}"), 18, weights=(3, 2)),
            Band(("收件人：{{联系人}}　{{对账电话}}", "日期：{{日期}}"), 18, weights=(3, 2)),
            Band(("{{正文}}",), 44, size=11),
        ),
        columns=(
            Column("序号", 9, align="center"),
            Column("单号", 30, title="送货单号/单号", is_wide=True),
            Column("订单号", 26),
            Column("发生日期", 21, align="center", number_format="yyyy-mm-dd"),
            Column("应付日期", 21, align="center", number_format="yyyy-mm-dd"),
            Column("应付金额", 23, align="right", number_format="#,##0.00", is_total=True),
            Column("已付金额", 22, align="right", number_format="#,##0.00", is_total=True),
            Column("未付金额", 23, align="right", number_format="#,##0.00", is_total=True),
            Column("逾期", 16, title="逾期天数", align="center"),
        ),
        body=(
            boxed("未付合计大写", "{{大写金额}}", weights=(1, 5)),
            boxed("账龄", "{{账龄}}", weights=(1, 5)),
            boxed("收款银行", "{{收款银行}}", height=28, weights=(1, 5)),
            Band(("",), 6),
            Band(("{{结语}}",), 44, size=11),
            Band(("", "{{公司名称}}（盖章）"), 24, align="center"),
        ),
        signers=2,
        slip=(
            Band(("- - - - - - - - - - - - - - - - ✂ 付款回执：请填写后回传 - - - - - - - - - - - - - - - -",), 16, align="center", size=9),
            boxed("□ 已于＿＿月＿＿日付款　　□ 将于＿＿月＿＿日付款　　□ 有异议：＿＿＿＿＿＿＿＿＿＿＿＿＿＿", height=26),
            boxed("客户签章", "", "经办人", "", "日期", "", height=40, weights=(1.5, 3, 1.2, 1.6, 1, 1.6)),
        ),
    ),
    icon="SendStatusReport",
    place=86,
)  # fmt: skip
