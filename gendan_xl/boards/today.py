"""今日要做 as a sheet to print: by kind of task, with a box to tick, and who has how many (requirement 42)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from gendan_xl.boards._board import Board, Origin, Wish
from gendan_xl.boards._page import LINED, NOTE, ROOM, Page, dated, look_of, together
from gendan_xl.cells import a1
from gendan_xl.errors import Message
from gendan_xl.planning.tasks import GROUPS, Task
from gendan_xl.planning.today import today_remarks, today_tasks
from gendan_xl.reports.book import ReportBook
from gendan_xl.text import width

_CUSTOMER, _WHAT = 12, 46
_COLUMNS: Mapping[str, tuple[str, float]] = {
    "√": ("√", 4), "类别": ("Kind", 10), "单号": ("Number", 20), "客户": ("Customer", _CUSTOMER), "要做的事": ("To do", _WHAT),
    "责任人": ("Owner", 9), "日期": ("Day", 11), "迟": ("Late", 13), "位置": ("Place", 15), "结果": ("Result", 20),
}  # fmt: skip
"""Header → its English, the width of its column."""
_GROUP_LOOKS: Mapping[str, dict[str, Any]] = {
    "overdue": look_of("超期"), "due": look_of("临期") | {"bold": True}, "soon": look_of("临期"),
    "answer": look_of("预计延误"), "approval": look_of("预计延误") | {"bold": False},
    "receipt": {"bg_color": "#DDEBF7"}, "money": {"bg_color": "#DDEBF7", "bold": True},
}  # fmt: skip
_NOTE = Message(
    "点位置打开工作簿里的那一格：这张表要和工作簿放在同一个文件夹。做完打 √，结果写在最后一栏。",
    "click on a place to open its cell: keep this sheet in the folder of the workbook. Tick what is done, write the result in "
    "the last column.",
)
_WIDEST_NAME = 26
_HEADER_ROW = 5
NOBODY = Message("（没有写）", "(nobody)")


def _build(origins: Sequence[Origin], wish: Wish, book: ReportBook) -> list[Message]:
    tasks = [
        (origin, task)
        for origin in origins
        for task in today_tasks(origin.ledger, origin.context)
        if wish.is_owner(task.who) and wish.is_customer(task.customer)
    ]
    order = list(GROUPS)
    tasks.sort(key=lambda one: order.index(one[1].group))
    remarks = [
        remark
        for origin in origins
        for remark in today_remarks(
            origin.ledger, origin.context, f"{origin.name} " if len(origins) > 1 else ""
        )
    ]
    today = origins[0].context.today
    said = _summary([task for _, task in tasks])
    whose = f" {wish.owner}" if wish.owner else ""
    title = dated(Message(f"今日要做{whose}", f"To do today{whose}"), today)
    page = Page(book, book.say("今日要做", "Today"), title, said, wish.paper or "A4", today)
    page.write((3, 1), together(*remarks, _NOTE).text(book.lang), **NOTE)
    _write_tasks(page, tasks, len(origins) > 1)
    if tasks and not wish.owner:
        _write_people(book, [task for _, task in tasks], today)
    return [said, *remarks]


def _summary(tasks: Sequence[Task]) -> Message:
    count = Counter(task.group for task in tasks)
    if not tasks:
        return Message("没有要做的事。", "nothing to do.")
    zh = " · ".join(f"{title.zh} {count[group]}" for group, title in GROUPS.items() if count[group])
    en = " · ".join(f"{title.en} {count[group]}" for group, title in GROUPS.items() if count[group])
    return Message(f"共 {len(tasks)} 件：{zh}", f"{len(tasks)} tasks: {en}")


def _write_tasks(page: Page, tasks: Sequence[tuple[Origin, Task]], several: bool) -> None:
    names = max((width(task.customer) / ROOM for _, task in tasks), default=0)
    customer = min(max(_CUSTOMER, names), _WIDEST_NAME)
    widths = [customer if zh == "客户" else width for zh, (_, width) in _COLUMNS.items()]
    page.header(_HEADER_ROW, [page.say(zh, en) for zh, (en, _) in _COLUMNS.items()], widths)
    last = ""
    for row, (origin, task) in enumerate(tasks, _HEADER_ROW + 1):
        edge = {"top": 2, "top_color": "#1F4E79"} if task.group != last else {}
        last = task.group
        _write_task(page, row, task, origin.name, {**LINED, **edge}, several)
        page.fit_row(row, [task.customer, task.what.text(page.lang)], [customer, _WHAT])
    bottom = _HEADER_ROW + max(len(tasks), 1) - 1
    page.sheet.autofilter(_HEADER_ROW - 1, 0, bottom, len(_COLUMNS) - 1)
    page.sheet.freeze_panes(_HEADER_ROW, 0)


def _write_task(page: Page, row: int, task: Task, file: str, line: dict[str, Any], several: bool) -> None:
    center = {**line, "align": "center"}
    late = page.say(f"迟 {task.days} {task.unit.zh}", f"{task.days} {task.unit.en}") if task.days > 0 else ""
    page.write((row, 1), "□", **center, font_size=12)
    page.write((row, 2), GROUPS[task.group].text(page.lang), **center, **_GROUP_LOOKS[task.group])
    page.write((row, 3), task.key, **line)
    page.write((row, 4), task.customer, **line, text_wrap=True)
    page.write((row, 5), task.what.text(page.lang), **line, text_wrap=True)
    page.write((row, 6), task.who, **center)
    page.write((row, 7), task.due, **center)
    page.write((row, 8), late, **center, bold=True)
    _write_place(page, (row, 9), task, file, {**line, "text_wrap": True}, several)
    page.write((row, 10), None, **line)


def _write_place(
    page: Page, at: tuple[int, int], task: Task, file: str, look: dict[str, Any], several: bool
) -> None:
    """Write where a task stands, as a link into the workbook beside this one."""
    if not task.sheet:
        page.write(at, None, **look)
        return
    cell = a1(task.row, task.col) if task.row and task.col else "A1"
    text = f"{task.sheet}!{cell}" if task.row and task.col else task.sheet
    shown = f"{file} {text}" if several else text
    page.link(at, f"external:{file}#'{task.sheet}'!{cell}", shown, **look, font_color="#0563C1")


def _write_people(book: ReportBook, tasks: Sequence[Task], today: dt.date) -> None:
    """Add a sheet with how many tasks of each kind a person has."""
    groups = [group for group in GROUPS if any(task.group == group for task in tasks)]
    title, said = (
        Message("今日要做：按责任人", "To do today by owner"),
        Message(f"共 {len(tasks)} 件", f"{len(tasks)} tasks"),
    )
    page = Page(book, book.say("按责任人", "By owner"), title, said, "A4", today)
    kinds = [GROUPS[group].text(book.lang) for group in groups]
    page.header(
        4, [page.say("责任人", "Owner"), *kinds, page.say("合计", "Total")], [16, *[11.0] * len(groups), 9]
    )
    found: dict[str, Counter[str]] = {}
    nobody = NOBODY.text(book.lang)
    for task in tasks:
        found.setdefault(task.who or nobody, Counter())[task.group] += 1
    people = sorted(found, key=lambda who: (who == nobody, -found[who].total(), who))
    for row, who in enumerate(people, 5):
        page.write((row, 1), who, **LINED, bold=True)
        for col, group in enumerate(groups, 2):
            look = _GROUP_LOOKS[group] if found[who][group] else {}
            page.write((row, col), found[who][group] or None, **LINED, **look, align="center")
        page.write((row, len(groups) + 2), found[who].total(), **LINED, bold=True, align="center")
    page.sheet.freeze_panes(4, 1)


BOARD = Board(
    "today",
    "今日要做",
    Message("今天要做的事，按类别，可按责任人筛选，可打印", "what to do today, to print, by person"),
    "42",
    _build,
    "AcceptTask",
    210,
)
