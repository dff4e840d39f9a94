"""`gendan void FILE --number NO --reason WHY`, the button 作废单据: a wrong document is voided, its number stays used
(requirement 44)."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from gendan_xl.commands._action import Action
from gendan_xl.commands._clock import clock_arguments, moment
from gendan_xl.commands._live_args import live_argument, on_live
from gendan_xl.commands._paths import named
from gendan_xl.errors import GendanError, Message

if TYPE_CHECKING:
    from gendan_xl.commands._live import Session


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", metavar="文件", help="跟单工作簿 · workbook")
    parser.add_argument("key", nargs="?", default="", metavar="单据号", help="同 --number · as --number")
    live_argument(parser)
    parser.add_argument("--number", default="", metavar="单据号", help="要作废的单据号 · number to void")
    parser.add_argument("--reason", default="", metavar="原因", help="为什么作废 · why")
    parser.add_argument("--by", default="", metavar="作废人", help="谁作废的 · who voids it")
    clock_arguments(parser)


def _live(session: Session) -> None:
    from gendan_xl.commands._live_void import void_live

    void_live(session)


def _run(args: Namespace) -> int:
    from gendan_xl.commands._open import open_file
    from gendan_xl.commands._voids import again, void

    if args.live is not None:
        if args.key or args.number or args.reason:
            raise GendanError(
                "GD906", "--live 作废选中的行：原因写在“单据”表里，不用 --number 和 --reason",
                "--live voids the selected rows, for the reason in 单据: leave out --number and --reason",
            )  # fmt: skip
        return on_live(ACTION, args, "file", "by")
    number, reason, path = args.number or args.key, args.reason.strip(), named(args.file)
    if not number or not reason:
        raise GendanError(
            "GD906", f"请写上单据号和原因，如 gendan void {path} --number SH20260316001 --reason 数量开错",
            f"name number and reason: gendan void {path} --number SH20260316001 --reason WHY",
        )  # fmt: skip
    opened = open_file(path, moment(args))
    for message in [*void(opened, number, reason, args.by.strip()), *again(opened, number)]:
        print(message.text(args.lang))
    return 0


ACTION = Action(
    verb="void",
    label="作废单据",
    help=Message(
        "作废开错的单据：单号保留不再用，货可以重新出单", "void a wrong document; its number stays used"
    ),
    run=_run,
    arguments=_arguments,
    group="单据",
    icon="Delete",
    live=_live,
    screentip=Message(
        "在“单据”里选中开错的单据，写上作废原因再按：单号停用、状态改为作废，上面的货可以重新出单。不能撤销。",
        "Select the wrong documents in 单据 and write why: their numbers stay used, their goods can go on a new note.",
    ),
    enabled="orders",
    order=8,
)
