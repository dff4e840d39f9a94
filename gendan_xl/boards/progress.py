"""客户进度表: a page for each customer with what is open, how far it is and when it comes, politely (requirement 43)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from gendan_xl.boards._board import Board, Origin, Wish, known_lines
from gendan_xl.boards._letter import UNRECORDED, Entry, Letter, letters
from gendan_xl.boards._page import Page
from gendan_xl.cells import Value
from gendan_xl.domain.progress import Status
from gendan_xl.errors import GendanError, Message
from gendan_xl.planning.english import PROGRESS, STEPS
from gendan_xl.planning.progress_letter import expected, open_qty
from gendan_xl.planning.standings import LineStanding
from gendan_xl.planning.words import (
    HALF_ENGLISH,
    Language,
    customer_of,
    letter_values,
    product_name,
    said,
    short_name,
)
from gendan_xl.reports.book import ReportBook

_HEADERS: Mapping[Language, tuple[str, ...]] = {
    "zh": ("序号", "贵司订单号", "我司单号", "品名", "规格", "订购", "未交", "进度", "下一步", "约定交期", "预计"),
    "en": ("No.", "Your order", "Our order", "Goods", "Specification", "Ordered", "Open", "Progress", "Next step", "Agreed", "Expected"),
}  # fmt: skip
_WIDTHS = (6, 16, 18, 20, 18, 9, 9, 12, 22, 12, 12)
_SOURCE: Mapping[Language, str] = {"zh": "来源", "en": "Workbook"}
_SOURCE_WIDTH = 16
_TABLE_ROW, _ONE_PAGE = 7, 36
_STATES = frozenset({"暂停", "待评审"})
"""What a clerk says of an order line that tells a customer more than its milestones do."""
_OPEN: Mapping[Language, str] = {"zh": "待确认", "en": "to be confirmed"}
_LATE = {"bg_color": "#FFF2CC", "bold": True}
_BAD_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\']")


def _build(origins: Sequence[Origin], wish: Wish, book: ReportBook) -> list[Message]:
    known = [(origin, *known_lines(origin)) for origin in origins]
    found = letters([(origin, lines) for origin, lines, _ in known], wish.customer)
    if wish.customer and not found:
        raise GendanError(
            "GD924", f"客户“{wish.customer}”没有未完成的订单：请核对客户编号或名称",
            f"customer {wish.customer!r} has no open orders: check the number or name",
        )  # fmt: skip
    taken: set[str] = set()
    for letter in found:
        name = _sheet_name(short_name(letter.first.origin.case, letter.first.row), taken)
        _write(book, name, letter, wish, with_source=len(origins) > 1)
    if not found:
        title, none = (
            Message("客户进度表", "Progress for customers"),
            Message("没有未完成的订单。", "No open orders."),
        )
        Page(book, title.text(book.lang), title, none, "A4", origins[0].context.today)
    count = sum(len(letter.entries) for letter in found)
    said_so = Message(
        f"{len(found)} 个客户，未完成 {count} 行", f"{len(found)} customers, {count} open lines"
    )
    remarks = [remark for _, _, some in known for remark in some]
    if any(letter.is_unrecorded for letter in found):
        remarks.append(UNRECORDED)
    if any(letter.is_half_english for letter in found):
        remarks.append(HALF_ENGLISH)
    return [said_so, *remarks]


def _sheet_name(name: str, taken: set[str]) -> str:
    """Return a free sheet name for a customer."""
    plain = _BAD_IN_SHEET_NAMES.sub(" ", name).strip() or "客户"
    number, free = 1, plain[:31]
    while free.lower() in taken:
        number += 1
        free = f"{plain[:27]} {number}"
    taken.add(free.lower())
    return free


def _write(book: ReportBook, name: str, letter: Letter, wish: Wish, *, with_source: bool) -> None:
    language, case, row = letter.language, letter.first.origin.case, letter.first.row
    facts = letter_values(case, customer_of(case, row), row, language)
    title = Message("订单进度表", "Order progress").text(language)
    page = Page(book, name, Message(title, title), Message("", ""), wish.paper or "A4", case.today)
    page.sheet.set_footer(
        "&C&P / &N" + f"&R{facts['公司名称'] or ''}".replace("&", "&&").replace("&&R", "&R", 1)
    )
    for at, text in enumerate(_opening(letter, facts), 2):
        page.write((at, 1), text, font_size=11)
    header, width = ([_SOURCE[language]], [_SOURCE_WIDTH]) if with_source else ([], [])
    page.header(_TABLE_ROW, [*_HEADERS[language], *header], [*_WIDTHS, *width])
    for at, entry in enumerate(letter.entries, _TABLE_ROW + 1):
        _write_line(page, at, entry, language, with_source=with_source)
    for at, text in enumerate(_closing(letter, facts), _TABLE_ROW + len(letter.entries) + 2):
        page.write((at, 1), text, font_size=11)
    page.sheet.freeze_panes(_TABLE_ROW, 0)
    if len(letter.entries) <= _ONE_PAGE:
        page.sheet.fit_to_pages(1, 1)


def _opening(letter: Letter, facts: Mapping[str, Value]) -> Iterator[str]:
    rows, whom, today = letter.entries, letter.first.whom, letter.first.origin.context.today
    orders = len({(one.origin.name, one.line.order_no) for one in rows})
    if letter.language == "en":
        yield f"To: {whom}    Date: {said(today, 'en')}"
        yield (
            f"Dear {facts['称呼']}, thank you for your orders. This is where they stand today "
            f"(open orders: {orders}, lines: {len(rows)})."
        )
    else:
        yield f"致：{whom}    日期：{today}"
        yield f"{facts['称呼']}，您好！感谢贵司的支持。贵司在我司的未完成订单共 {orders} 张 {len(rows)} 行，目前进度如下："
    yield _outlook([one.line for one in rows], today).text(letter.language)


def _outlook(lines: Sequence[LineStanding], today: dt.date) -> Message:
    """Return what is said of the dates: nothing where the ledger does not tell what is to be expected."""
    late = [line for line in lines if _is_late(line, today)]
    if late:
        is_open = any(_later(line, today) is None for line in late)
        zh, en = ("，待确认的会尽快答复", "; those to be confirmed follow soon") if is_open else ("", "")
        return Message(
            f"其中 {len(late)} 行晚于约定交期，新的时间见“预计”一栏{zh}；给您带来不便，敬请谅解，我们正在全力赶制。",
            f"Later than agreed: {len(late)}; the new days stand under Expected{en}. We apologise for the inconvenience.",
        )
    agreed = [line for line in lines if line.due]
    is_kept = bool(agreed) and all(line.forecast for line in agreed)
    if count := len(lines) - len(agreed):
        zh, en = ("；其余的目前都能按约定交期交货", "; the others are on schedule") if is_kept else ("", "")
        return Message(
            f"其中 {count} 行的交期待确认，会尽快答复{zh}。",
            f"Delivery dates to be confirmed soon: {count}{en}.",
        )
    return Message("目前都能按约定交期交货。", "All of them are on schedule.") if is_kept else Message("", "")


def _closing(letter: Letter, facts: Mapping[str, Value]) -> Iterator[str]:
    contact, company = facts["联系"], facts["公司名称"] or ""
    if letter.is_unrecorded:
        yield UNRECORDED.text(letter.language)
    if letter.language == "en":
        yield "We shall tell you at once if anything changes." + (
            f" For questions: {contact}" if contact else ""
        )
    else:
        yield "如有变化，我们会第一时间告知。" + (f"有任何疑问请联系：{contact}" if contact else "")
    if company:
        yield str(company)


def _write_line(page: Page, at: int, entry: Entry, language: Language, *, with_source: bool) -> None:
    (origin, order, line), today = entry, entry.origin.context.today
    base = {"border": 1, "border_color": "#BFBFBF", "text_wrap": True}
    late = _is_late(line, today)
    agreed = line.due or _OPEN[language]
    values: tuple[Value, ...] = (
        at - _TABLE_ROW, order["customer_order_no"], line.key, product_name(origin.case, order, language), order["spec"],
        order["ordered_qty"], open_qty(order), progress_of(line, today, language), next_step(line, today, language),
        agreed, _expected(line, today, language), *([origin.name] if with_source else []),
    )  # fmt: skip
    for col, value in enumerate(values, 1):
        look: dict[str, Any] = dict(base)
        if col in (1, 8, 10, 11):
            look["align"] = "center"
        if col == 11 and late:
            look |= _LATE
        page.write((at, col), value, **look)
    page.fit_row(at, values, (*_WIDTHS, _SOURCE_WIDTH)[: len(values)])


def progress_of(line: LineStanding, today: dt.date, language: Language) -> str:
    """Return how far a line is in words for a customer."""
    is_late = bool(line.due and line.due < today)
    word = line.state if line.state in _STATES else "超期" if is_late else str(line.status)
    return PROGRESS.get(word, (word, word))[language == "en"]


def next_step(line: LineStanding, today: dt.date, language: Language) -> str:
    """Return the next step with the day it is expected to be done, "" where nothing tells it."""
    if line.state == "暂停" or not line.steps:
        return ""
    through = {Status.DONE, Status.DONE_LATE, Status.NOT_APPLICABLE}
    left = [one for one in line.steps if not one.is_past and one.status not in through]
    step = next((one for one in left if one.name == line.current), left[0] if left else None)
    if step is None:
        return "安排发货" if language == "zh" else "dispatch"
    name = step.name if language == "zh" else STEPS.get(step.name, "")
    day = step.forecast or step.planned
    if not name or day is None or day < today:
        return name
    return f"{name}（{day:%m-%d} 前完成）" if language == "zh" else f"{name}, by {said(day, 'en')}"


def _expected(line: LineStanding, today: dt.date, language: Language) -> dt.date | str | None:
    """Return the day that is to be expected: the new one, the one agreed while it can be kept, else 待确认."""
    if later := _later(line, today):
        return later
    if line.due and line.due >= today:
        return line.due
    return _OPEN[language]


def _is_late(line: LineStanding, today: dt.date) -> bool:
    return _later(line, today) is not None or bool(line.due and line.due < today)


def _later(line: LineStanding, today: dt.date) -> dt.date | None:
    """Return the day expected now where it is after the one agreed."""
    day = expected(line.forecast, line.due, today)
    return day if day and line.due and day > line.due else None


BOARD = Board(
    "progress",
    "客户进度表",
    Message("给客户看的订单进度，一个客户一页", "progress of open orders for customers, a page each"),
    "43",
    _build,
    "MailMergeRecipientsEditList",
    240,
    by_owner=False,
)
