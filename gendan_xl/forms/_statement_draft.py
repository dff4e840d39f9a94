"""The draft of a statement, and what both kinds have in common on paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gendan_xl.cells import Value
from gendan_xl.forms._form import Asked, Draft
from gendan_xl.forms._rows import Row
from gendan_xl.forms._statement_values import sums, values, waiting
from gendan_xl.forms._statements import Billing
from gendan_xl.printing.layout import Band, boxed

_MONEY = "#,##0.00"


def draft(
    billing: Billing,
    asked: Asked,
    rows: Sequence[Row],
    lines: Sequence[Mapping[str, Value]],
    *,
    is_kept: bool,
) -> Draft:
    """Return the draft of a statement. With `is_kept` its deliveries and its row of 对账 take its number."""
    kept = sums(billing, asked)
    period = billing.period.end
    return Draft(
        billing.key,
        rows,
        values=values(kept, billing),
        lines=lines,
        customer=billing.customer,
        title=f"{period.year}年{period.month}月",
        currency=billing.account.currency,
        blocks=list(billing.blocks()),
        notes=waiting(billing),
        entries=lambda number: [
            *billing.entries(number, kept, is_kept=is_kept),
            *(billing.numbered(number) if is_kept else ()),
        ],
        amount=billing.statement.closing,
        registered={"is_return_needed": "是", "return_due_date": kept["return_due_date"]},
        journal_note=f"账期 {billing.account.customer} {billing.period.month} {billing.account.currency}",
    )


HEAD = (
    Band(("客户：{{客户全称}}", "单号：{{单据号}}"), height=16, weights=(3, 2)),
    Band(
        ("对账联系人：{{对账联系人}}　{{对账电话}}", "账期：{{起始日期}} 至 {{截止日期}}"),
        height=16,
        weights=(3, 2),
    ),
    Band(("结算方式：{{结算说明}}", "日期：{{日期}}　币种：{{币种}}"), height=16, weights=(3, 2)),
    boxed("期初余额", "加：本期发货", "减：本期退货", "减：折让扣款", "减：本期收款", "期末余额", height=16),
    Band(
        ("{{期初余额}}", "{{本期发货}}", "{{本期退货}}", "{{折让扣款}}", "{{本期收款}}", "{{期末余额}}"),
        height=18,
        is_boxed=True,
        number_format=_MONEY,
    ),
    Band(("",), height=6),
)
"""The head of a statement: whose and of when, and how its balance comes about."""

WORDS = boxed("期末余额大写", "{{大写金额}}", height=18, weights=(1, 5))

SLIP = (
    Band(("- - - - - - - - - - - - - - - - ✂ 对账回执：请核对、签章后于 {{应回传日期}} 前回传 - - - - - - - - - - - - - - - -",), 16, align="center", size=9),
    boxed("致 {{公司名称}}：贵公司 {{标题}}（{{单据号}}）收悉。经核对，截至 {{截止日期}}，{{余额说明}}。", height=33),
    boxed("□ 确认无误", "□ 有差异：差异金额 ＿＿＿＿＿＿＿＿　说明 ＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿", height=26, weights=(1, 4)),
    boxed("客户签章", "", "经办人、日期", "", height=40, weights=(26, 99, 26, 40)),
)  # fmt: skip
"""The slip that the customer signs, seals and sends back."""
