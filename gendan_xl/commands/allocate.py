"""`gendan allocate`, the button 缺货分配: who gets the goods when there are not enough, and why (requirement 30).

The scores are shown, not written: 优先级得分 is left to whoever keeps that column.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from gendan_xl.commands._action import Action
from gendan_xl.commands._clock import clock_arguments, moment
from gendan_xl.commands._live_args import live_argument, on_live
from gendan_xl.commands._paths import named
from gendan_xl.errors import Message

if TYPE_CHECKING:
    from gendan_xl.commands._live import Session


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", metavar="文件", help="跟单工作簿 · workbook")
    live_argument(parser)
    parser.add_argument(
        "--product",
        action="append",
        default=[],
        metavar="产品编号",
        help="只看这些产品，可写多次 · only these products",
    )
    parser.add_argument("--all", action="store_true", help="够的产品也列出 · also products with enough")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="输出格式 · output format")
    clock_arguments(parser)


def _live(session: Session) -> None:
    from gendan_xl.commands._live_allocate import allocate_live

    allocate_live(session)


def _run(args: Namespace) -> int:
    from gendan_xl.commands._allocate import allocation, as_json, as_text
    from gendan_xl.commands._open import open_file

    if args.live is not None:
        return on_live(ACTION, args, "file", "product", "all", "format")
    opened = open_file(named(args.file), moment(args))
    found = allocation(opened, args.product, everything=args.all)
    print((as_json if args.format == "json" else as_text)(found, args.lang))
    return 1 if any(one.share.shortage for one in found) else 0


ACTION = Action(
    verb="allocate",
    label="缺货分配",
    help=Message(
        "货不够时按优先级矩阵分给谁、缺多少、为什么", "who gets the goods when there are not enough, and why"
    ),
    run=_run,
    arguments=_arguments,
    icon="Consolidate",
    live=_live,
    screentip=Message(
        "库存和在途不够时，按客户等级×利润贡献、交期、紧急程度、信用分配，每个订单行写明得多少、缺多少和理由，列在“缺货分配”。",
        "Share out short stock by customer grade × profit, due date, urgency and credit; every line with its reason.",
    ),
    order=4,
)
