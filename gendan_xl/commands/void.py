"""`gendan void FILE --number NO --reason WHY`: a wrong document is voided, its number stays used (requirement 44)."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from gendan_xl.commands._action import Action
from gendan_xl.commands._clock import clock_arguments, moment
from gendan_xl.errors import GendanError, Message


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="文件", help="跟单工作簿 · workbook")
    parser.add_argument("--number", default="", metavar="单据号", help="要作废的单据号 · number to void")
    parser.add_argument("--reason", default="", metavar="原因", help="为什么作废 · why")
    parser.add_argument("--by", default="", metavar="作废人", help="谁作废的 · who voids it")
    clock_arguments(parser)


def _run(args: Namespace) -> int:
    from pathlib import Path

    from gendan_xl.commands._open import open_file
    from gendan_xl.commands._voids import void

    number, reason, path = args.number.strip(), args.reason.strip(), Path(args.file)
    if not number or not reason:
        raise GendanError(
            "GD906", f"请写上单据号和原因，如 gendan void {path} --number SH20260316001 --reason 数量开错",
            f"name number and reason: gendan void {path} --number SH20260316001 --reason WHY",
        )  # fmt: skip
    for message in void(open_file(path, moment(args)), number, reason, args.by.strip()):
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
)
