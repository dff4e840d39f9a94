"""`gendan message KIND FILE`, the button 话术: texts for people, ready to be sent (requirements 21, 43)."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from gendan_xl.commands._action import Action
from gendan_xl.commands._clock import clock_arguments, moment
from gendan_xl.commands._kinds import kind_first
from gendan_xl.commands._live_args import live_argument, on_live
from gendan_xl.commands._paths import named
from gendan_xl.errors import Message

if TYPE_CHECKING:
    import datetime as dt

    from gendan_xl.commands._live import Session
    from gendan_xl.commands._message import Wish


def _arguments(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add(
        "kind",
        nargs="?",
        default="",
        metavar="种类",
        help="卡点四段式 four-part、延期通知 delay、客户周报 progress · kind of text",
    )
    add("file", nargs="?", metavar="文件", help="跟单工作簿 · workbook")
    live_argument(parser)
    add("--order", default="", metavar="订单号", help="只写这张订单，不写就是全部 · of this order only")
    add("--lines", default="", metavar="行号", help="只写这些行，如 1,3 · only these lines")
    add("--customer", default="", metavar="客户", help="客户周报：客户编号或名称 · customer")
    add("--cause", default="", metavar="原因", help="延期通知：用这个原因 · cause of the delay")
    add("--remedy", default="", metavar="办法", help="延期通知：用这个补救办法 · remedy")
    add(
        "--until", default="", metavar="时间", help='延期通知：新的时间，如 "2026-03-20 18:00" · the new time'
    )
    add(
        "--english",
        action="store_true",
        help="用英文写；不写按客户的国别、币种 · in English, else by the customer",
    )
    add("--chinese", action="store_true", help="用中文写 · in Chinese")
    clock_arguments(parser)


_TOLD = ("order", "lines", "customer", "cause", "remedy", "until", "english", "chinese")
"""The options that say what the selection says in the open workbook."""


def _run(args: Namespace) -> int:
    from gendan_xl.commands._asked import case_of
    from gendan_xl.commands._message import KINDS, kind_of, settled, show, write
    from gendan_xl.commands._open import open_file

    if args.live is not None:
        return on_live(ACTION, args, "kind", "file", *_TOLD)
    kind, file = kind_first([args.kind, args.file or ""], KINDS)
    now, texts = moment(args), kind_of(kind)
    opened = open_file(named(file), now)
    case = case_of(opened)
    wish, told = settled(case, _wish(args, now.date()))
    for message in told:  # beside the text, which is copied
        print(message.text(args.lang), file=sys.stderr)
    return show(write(case, texts, wish), args.lang)


def _wish(args: Namespace, today: dt.date) -> Wish:
    from gendan_xl.commands._message import Wish, moment_given
    from gendan_xl.planning.delays import Given

    is_english = args.english or (args.lang == "en" and not args.chinese)
    given = Given(
        args.cause,
        args.remedy,
        moment_given(args.until, today),
        "en" if is_english else "zh" if args.chinese else None,
    )
    lines = tuple(filter(None, args.lines.replace("、", ",").replace(" ", "").split(",")))
    return Wish(args.order, lines, args.customer, given)


def _live(session: Session) -> None:
    from gendan_xl.commands._live_message import message_live

    message_live(session)


ACTION = Action(
    verb="message",
    label="话术",
    help=Message(
        "写好要发的话：卡点四段式、客户延期通知、客户周报",
        "texts to send: stuck points, delay notices, weekly progress",
    ),
    run=_run,
    arguments=_arguments,
    group="订单",
    icon="Reply",
    live=_live,
    screentip=Message(
        "选中订单、节点或异常：写卡点四段式和延期通知；选中客户：写客户周报。写好的话列在“话术”表，复制就能发。",
        "Select orders, milestones or incidents for stuck points and delay notices, customers for their weekly progress.",
    ),
    enabled="orders",
    order=6,
)
