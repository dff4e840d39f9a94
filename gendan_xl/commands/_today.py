"""What is to be done today as text for a terminal and as JSON."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Sequence

from gendan_xl.cells import a1
from gendan_xl.errors import Message
from gendan_xl.planning.tasks import GROUPS, Task
from gendan_xl.text import table_lines


def as_text(tasks: Sequence[Task], today: dt.date, lang: str, remarks: Sequence[Message] = ()) -> str:
    """Return the tasks group by group, then what could not be listed."""
    nothing = "没有要做的事。" if lang != "en" else "nothing to do."
    said = [f"\n{remark.text(lang)}" for remark in remarks]
    head = f"{today}  {summary(tasks, lang)}" if tasks else f"{today} {nothing}"
    return "\n".join([head, *_groups(tasks, lang), *said])


def _groups(tasks: Sequence[Task], lang: str) -> Iterator[str]:
    for group, title in GROUPS.items():
        own = [task for task in tasks if task.group == group]
        if own:
            yield f"\n{title.text(lang)} {len(own)}"
            rows = [
                (task.key, task.customer, task.what.text(lang), task.who, when(task, lang), place(task))
                for task in own
            ]
            yield from (f"  {line}" for line in table_lines(rows))


def summary(tasks: Sequence[Task], lang: str) -> str:
    """Return how many tasks each group has."""
    count = {group: sum(task.group == group for task in tasks) for group in GROUPS}
    return " · ".join(f"{GROUPS[group].text(lang)} {number}" for group, number in count.items() if number)


def when(task: Task, lang: str) -> str:
    """Return the day and how late it is: 2026-03-13 迟 2 个工作日."""
    return f"{task.due or ''} {lateness(task, lang)}".strip()


def lateness(task: Task, lang: str) -> str:
    """Return how late it is, with its unit: 迟 2 个工作日; nothing when it is not late."""
    if task.days <= 0:
        return ""
    return f"迟 {task.days} {task.unit.zh}" if lang != "en" else f"{task.days} {task.unit.en} late"


def place(task: Task) -> str:
    """Return where it stands: 节点!M12."""
    return f"{task.sheet}!{a1(task.row, task.col)}" if task.row and task.col else task.sheet


def as_json(tasks: Sequence[Task], today: dt.date, lang: str, remarks: Sequence[Message] = ()) -> str:
    """Return the tasks and remarks as one JSON document."""
    document = {
        "today": today.isoformat(),
        "tasks": [
            {
                "group": task.group,
                "what": task.what.text(lang),
                "key": task.key,
                "customer": task.customer,
                "who": task.who,
                "due": task.due.isoformat() if task.due else None,
                "days_late": max(task.days, 0),
                "days_unit": task.unit.en,
                "sheet": task.sheet,
                "cell": a1(task.row, task.col) if task.row and task.col else "",
            }
            for task in tasks
        ],
        "remarks": [remark.text(lang) for remark in remarks],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)
