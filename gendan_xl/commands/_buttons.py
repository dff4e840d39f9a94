"""Which actions have a ribbon button: those with a live half, in one of the ribbon's groups, every form and report."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from gendan_xl.addin.ribbon import Button
from gendan_xl.boards import all_boards
from gendan_xl.commands._action import Action
from gendan_xl.errors import Message
from gendan_xl.forms import all_forms
from gendan_xl.registry import modules
from gendan_xl.reports import all_reports

if TYPE_CHECKING:
    from argparse import Namespace

    from gendan_xl.boards._board import Board
    from gendan_xl.commands._live import Session
    from gendan_xl.forms._form import Form
    from gendan_xl.reports._report import Report


def live_actions() -> dict[str, Action]:
    """Return verb → action of everything that has a button, in the order of the ribbon."""
    return {
        action.verb: action
        for action in sorted(every_action(), key=lambda action: action.order)
        if action.live
    }


def every_action() -> list[Action]:
    """Return the actions of the commands, forms, reports and boards."""
    actions: list[Action] = [module.ACTION for module in modules("commands")]
    actions += map(form_action, all_forms())
    actions += map(report_action, all_reports())
    actions += map(board_action, all_boards())
    return actions


def buttons() -> list[Button]:
    """Return the buttons in their order."""
    return [
        Button(a.verb, a.group, a.label, (a.screentip or a.help).zh, a.icon, a.enabled, a.menu)
        for a in live_actions().values()
    ]


def form_action(form: Form) -> Action:
    """Return the button of a form."""
    return Action(
        verb=form.verb,
        label=form.label,
        help=form.help,
        run=_by_file,
        group="单据",
        icon=form.icon,
        live=partial(_live, form),
        screentip=Message(
            f"{form.help.zh}。先选中要出的行：检查、取号、填好并打开，登记到“单据”。",
            f"{form.help.en}. Select the rows first: checked, numbered, filled in, opened, registered in 单据.",
        ),
        enabled="orders",
        order=form.place,
        menu="" if form.is_large else "更多单据",
    )


def report_action(report: Report) -> Action:
    """Return the button of a report."""
    return Action(
        verb=report.verb,
        label=report.label,
        help=report.help,
        run=_by_file,
        group="报表",
        icon=report.icon,
        live=partial(_report_live, report),
        screentip=Message(
            f"{report.help.zh}。读打开着的工作簿（没有保存的改动也算），报表存在它旁边并打开。",
            f"{report.help.en}. Reads the open workbook as it stands; the report is saved beside it and opened.",
        ),
        order=report.order,
        menu="" if report.is_large else "更多报表",
    )


def board_action(board: Board) -> Action:
    """Return the button of a board."""
    return Action(
        verb=f"{board.verb}-sheet",  # gendan today has a button of its own
        label=board.label,
        help=board.help,
        run=_by_file,
        group="报表",
        icon=board.icon,
        live=partial(_board_live, board),
        screentip=Message(
            f"{board.help.zh}。读打开着的工作簿（没有保存的改动也算），存在它旁边并打开。",
            f"{board.help.en}. Reads the open workbook as it stands; saved beside it and opened.",
        ),
        order=board.order,
        menu="看板和进度",
    )


def _live(form: Form, session: Session) -> None:
    from gendan_xl.commands._live_form import make_live

    make_live(session, form)


def _report_live(report: Report, session: Session) -> None:
    from gendan_xl.commands._live_report import report_live

    report_live(session, report)


def _board_live(board: Board, session: Session) -> None:
    from gendan_xl.commands._live_board import board_live

    board_live(session, board)


def _by_file(args: Namespace) -> int:
    raise LookupError("forms and reports are made by gendan form and gendan report")
