"""What is to be done today as text for a terminal and as JSON."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Sequence

from gendan_xl.cells import a1
from gendan_xl.planning.today import GROUPS, Task
from gendan_xl.text import table_lines


def as_text(tasks: Sequence[Task], today: dt.date, lang: str) -> str:
    """Return the tasks group by group."""
    zh = lang != "en"
    if not tasks:
        return f"{today} {'没有要做的事。' if zh else 'nothing to do.'}"
    return "\n".join([f"{today}  {summary(tasks, lang)}", *_groups(tasks, lang)])


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
    """Return the day and how late it is: 2026-03-13 迟 2 天."""
    if task.due is None:
        return ""
    late = (f" 迟 {task.days} 天" if lang != "en" else f" {task.days} days late") if task.days > 0 else ""
    return f"{task.due}{late}"


def place(task: Task) -> str:
    """Return where it stands: 节点!M12."""
    return f"{task.sheet}!{a1(task.row, task.col)}" if task.row and task.col else task.sheet


def as_json(tasks: Sequence[Task], today: dt.date, lang: str) -> str:
    """Return the tasks as one JSON document."""
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
                "sheet": task.sheet,
                "cell": a1(task.row, task.col) if task.row and task.col else "",
            }
            for task in tasks
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)
