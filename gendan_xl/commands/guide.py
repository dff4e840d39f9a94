"""`gendan guide`, the button 说明: what each command and button does."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from gendan_xl.commands._action import Action
from gendan_xl.errors import Message

if TYPE_CHECKING:
    from gendan_xl.commands._live import Session


def _run(args: Namespace) -> int:
    from gendan_xl.registry import modules
    from gendan_xl.text import table_lines

    actions = [module.ACTION for module in modules("commands")]
    rows = [(f"gendan {action.verb}", action.label, action.help.text(args.lang)) for action in actions]
    print("\n".join(table_lines(rows)))
    return 0


def _live(session: Session) -> None:
    from gendan_xl.commands._buttons import live_actions
    from gendan_xl.commands._userdir import log_file
    from gendan_xl.intake.sheet import GUIDE_SHEET

    for sheet in session.book.book.sheets:
        if sheet.name == GUIDE_SHEET:
            sheet.activate()
            break
    actions = live_actions().values()
    lines = [f"{action.label}：{action.help.text(session.lang)}" for action in actions]
    session.tell(
        "\n".join([*lines, "", f"日志：{log_file()}" if session.lang != "en" else f"log: {log_file()}"])
    )


ACTION = Action(
    verb="guide",
    label="说明",
    help=Message("各个命令和按钮是做什么的", "what each command and button does"),
    run=_run,
    group="设置",
    icon="Help",
    live=_live,
    screentip=Message(
        "转到“说明”表，列出各个按钮的用处和日志文件的位置。",
        "Show the sheet 说明, what each button does, and where the log file is.",
    ),
    enabled="book",
    order=2,
)
