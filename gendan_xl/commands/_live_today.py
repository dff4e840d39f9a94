"""The button 今日: the sheet 今日要做 in the open workbook."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from gendan_xl.commands._lists import ListSheet, write_list
from gendan_xl.commands._today import lateness, summary
from gendan_xl.errors import Message
from gendan_xl.intake.sheet import AGENDA
from gendan_xl.planning.tasks import GROUPS, Task
from gendan_xl.planning.today import today_remarks, today_tasks

if TYPE_CHECKING:
    from gendan_xl.cells import Value
    from gendan_xl.commands._live import Session

HEADERS = ("类别", "单号", "客户", "事项", "谁", "日期", "迟", "位置", "办好了")
_WIDTHS = (10, 22, 16, 46, 12, 12, 16, 20, 10)
_PLACE = 7


def today_live(session: Session) -> None:
    """Write the list of what is to be done today."""
    opened = session.opened()
    session.status(Message("正在整理今天要做的事…", "collecting what is due…"))
    tasks = today_tasks(opened.ledger, opened.context)
    write_list(session.book.book, task_list(session, tasks))
    session.book.forget()
    session.remember(list_sheet=AGENDA, headers=HEADERS)
    nothing = "今天没有要做的事。" if session.lang != "en" else "Nothing to do today."
    remarks = [remark.text(session.lang) for remark in today_remarks(opened.ledger, opened.context)]
    session.tell("\n".join([summary(tasks, session.lang) or nothing, *remarks]))


def task_list(session: Session, tasks: Sequence[Task]) -> ListSheet:
    """Return the sheet 今日要做."""
    title = f"{AGENDA}  {session.now:%Y-%m-%d}  {summary(tasks, session.lang)}"
    rows = [task_row(task, session.lang) for task in tasks]
    places = [(task.sheet, task.row, task.col) for task in tasks]
    return ListSheet(AGENDA, title, HEADERS, _WIDTHS, rows, _PLACE, places)


def task_row(task: Task, lang: str) -> list[Value]:
    """Return a task as its row shows it, the link to its place aside."""
    return [
        GROUPS[task.group].text(lang),
        task.key,
        task.customer,
        task.what.text(lang),
        task.who,
        task.due,
        lateness(task, lang),
        "",
        "",
    ]
