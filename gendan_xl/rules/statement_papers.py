"""Rules about the way of statements to the customer and back (GD628–GD630)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from gendan_xl.domain.calendar import WorkCalendar
from gendan_xl.rules._rule import rule
from gendan_xl.schema.settings import SettingsValues
from gendan_xl.schema.statements import Statements

CENT = 0.005


@rule("GD628", table=Statements, level="warning", at="finance_checked_by", source="38",
      zh="对账单 {statement_no} 已于 {sent_date} 发出，没有财务核对人",
      en="Statement {statement_no} was sent on {sent_date}, unchecked by finance",
      fix="请财务核对后填财务核对人", fix_en="Have finance check it and enter who did")  # fmt: skip
def statement_sent_unchecked(sent_date: dt.date, finance_checked_by: str | None) -> bool:
    """对账单发给客户之前要由财务核对。

    Finance checks a statement before it goes to the customer.

    错:
    | 对账单号 | 发出日期 | 财务核对人 |
    |---|---|---|
    | DZ1 | 2026-03-02 |  |

    对:
    | 对账单号 | 发出日期 | 财务核对人 |
    |---|---|---|
    | DZ1 | 2026-03-02 | 施雅琴 |
    | DZ2 |  |  |
    """
    return finance_checked_by is None


@rule("GD629", table=Statements, level="warning", at="confirmed_amount", source="38",
      zh="对账单 {statement_no} 客户确认 {confirmed_amount}，我方 {closing_amount}，没有差异说明",
      en="The customer confirmed {confirmed_amount} of statement {statement_no}, we have {closing_amount}, and nothing says why",
      fix="与客户核清差异，填差异说明", fix_en="Clear the difference with the customer and say what it is")  # fmt: skip
def confirmed_amount_differs(confirmed_amount: float, closing_amount: float, gap_note: str | None) -> bool:
    """客户确认的金额与期末余额不同的，要写明差异。

    Where the customer confirmed another amount than our closing balance, the difference must be explained.

    错:
    | 对账单号 | 期末余额 | 客户确认金额 | 差异说明 |
    |---|---|---|---|
    | DZ1 | 1060 | 1000 |  |

    对:
    | 对账单号 | 期末余额 | 客户确认金额 | 差异说明 |
    |---|---|---|---|
    | DZ1 | 1060 | 1060 |  |
    | DZ2 | 1060 | 1000 | SH3 客户下月入账 |
    """
    return abs(confirmed_amount - closing_amount) > CENT and gap_note is None


@rule("GD630", table=Statements, level="warning", at="returned_date", source="38",
      zh="对账单 {statement_no} 应在 {due} 前回传，客户还没有回传",
      en="Statement {statement_no} was to be returned by {due}; the customer has not returned it",
      fix="催客户盖章回传，填催回日期；收到后填回传日期", fix_en="Ask the customer for it, and enter when it comes back")  # fmt: skip
def statement_not_returned(
    sent_date: dt.date, returned_date: dt.date | None, settings: SettingsValues, calendar: WorkCalendar, today: dt.date,
    return_due_date: dt.date | None = None,
) -> Mapping[str, Any] | None:  # fmt: skip
    """发出的对账单要在应回传日期前盖章回传；没有填应回传日期的，按对账回传时限（设置，缺省 5 个工作日）。

    A statement that was sent comes back sealed by its due date, else within the workdays of the settings (5).

    错:
    | 今天 | 对账单号 | 发出日期 | 应回传日期 | 回传日期 |
    |---|---|---|---|---|
    | 2026-03-16 | DZ1 | 2026-03-05 | 2026-03-12 |  |
    | 2026-03-16 | DZ2 | 2026-03-05 |  |  |

    对:
    | 今天 | 对账单号 | 发出日期 | 应回传日期 | 回传日期 |
    |---|---|---|---|---|
    | 2026-03-16 | DZ1 | 2026-03-05 | 2026-03-12 | 2026-03-14 |
    | 2026-03-16 | DZ2 | 2026-03-12 |  |  |
    """
    due = return_due_date or calendar.add_workdays(sent_date, settings.statement_return_workdays)
    return {"due": due} if returned_date is None and due < today else None
