"""`gendan form KIND`: filled, numbered documents from the ledger (requirements 27, 28, 44)."""

from __future__ import annotations

import datetime as dt
import re
from argparse import ArgumentParser, Namespace
from decimal import Decimal
from pathlib import Path
from textwrap import indent
from typing import TYPE_CHECKING

from gendan_xl.commands._action import Action
from gendan_xl.commands._clock import clock_arguments, day_of, moment
from gendan_xl.commands._kinds import find_kind, kind_first, unknown_kind
from gendan_xl.commands._live_args import live_argument, on_live
from gendan_xl.commands._months import month_of
from gendan_xl.commands._paths import named
from gendan_xl.errors import GendanError, Message

if TYPE_CHECKING:
    from gendan_xl.commands._desk import Made
    from gendan_xl.forms._form import Asked, Form

_CHOICE = ("order", "lines", "batch", "customer", "month", "day", "all", "out", "paper", "again", "by", "pdf")
"""The options that say what to make out, and how; in the open workbook the selected rows do."""
_WHICH = ("keys", "order", "customer", "month", "day", "all")
"""The options of which one at least is needed."""
_LINE = re.compile(r"(\d+)(?:[:=](-?\d+(?:\.\d+)?))?")


def _arguments(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("kind", nargs="?", metavar="单据", help="送货单、退货单……，全部见 --list · kind of document")
    add("file", nargs="?", metavar="文件", help="跟单工作簿 · workbook")
    add("keys", nargs="*", metavar="编号", help="要出的申请号、投诉单号等 · numbers of what to make out")
    add("--list", action="store_true", help="列出全部单据 · list the kinds")
    live_argument(parser)
    add("--order", default="", metavar="订单号", help="订单号（或项目号） · order number")
    add(
        "--lines",
        default="",
        metavar="行号",
        help="只出这些行，如 1,3 或 1:50,3:20（行号:数量；有发货表的以发货表的数量为准） · only these lines",
    )
    add("--batch", type=int, metavar="批次", help="只出这一批 · only this batch")
    add("--customer", default="", metavar="客户", help="客户编号或名称 · customer")
    add("--month", default="", metavar="月份", help="对账月份，如 2026-10 · month of a statement")
    add("--day", default="", metavar="日期", help="计划在这天的，today、tomorrow 或 2026-11-23 · planned for")
    add("--all", action="store_true", help="全部该出的 · everything that is due")
    add("--out", default="", metavar="文件夹", help="放单据的文件夹，默认工作簿旁的“单据” · folder")
    add("--paper", default="", metavar="纸张", help="241×140、241×280、241×93、A4，默认按编号规则表 · paper")
    add(
        "--again",
        action="store_true",
        help="出过的按原号补打；没有发货表的台账：出过的行还要再出 · once more",
    )
    add("--by", default="", metavar="制单人", help="印在单上的制单人 · who makes it out")
    add("--pdf", action="store_true", help="同时生成 PDF（需要 LibreOffice） · also a PDF")
    clock_arguments(parser)


def _run(args: Namespace) -> int:
    _arrange(args)
    if args.list or not args.kind:
        return _list(args.lang)
    form = find_form(args.kind)
    if args.live is not None:
        from gendan_xl.commands._buttons import form_action

        return on_live(form_action(form), args, "file", "keys", *_CHOICE)
    from gendan_xl.commands._asked import case_of, settled
    from gendan_xl.commands._make import blocked, make
    from gendan_xl.commands._open import open_file
    from gendan_xl.commands._paths import documents_folder
    from gendan_xl.commands._which import which

    path, now = named(args.file), moment(args)
    asked = _asked(args, now.date())
    out = Path(args.out) if args.out else documents_folder(path)
    opened = open_file(path, now)
    if not any(getattr(args, name) for name in _WHICH):
        raise which(opened, form)
    asked, told = settled(case_of(opened), form, asked)
    for message in told:
        print(message.text(args.lang))
    made = make(opened, form, asked, out, pdf=args.pdf)
    for one in made:
        _say(one, args.lang)
    return 1 if blocked(made) else 0


def _arrange(args: Namespace) -> None:
    """Put the kind, the file and the numbers in their places, in whatever order they were written."""
    from gendan_xl.forms import all_forms

    words = [word for word in (args.kind, args.file, *args.keys) if word is not None]
    args.kind, args.file, *keys = [*kind_first(words, all_forms()), None, None][: max(len(words), 2)]
    args.keys = [key for key in keys if key]


def find_form(name: str) -> Form:
    """Return a form by its name on the command line or its Chinese one. GendanError GD907 for an unknown one."""
    from gendan_xl.forms import all_forms

    if form := find_kind(name, all_forms()):
        return form
    raise unknown_kind("GD907", name, all_forms(), "单据", "form")


def _list(lang: str) -> int:
    from gendan_xl.forms import all_forms

    for form in all_forms():
        print(f"{form.label}\t{form.verb}\t{form.help.text(lang)}")
    return 0


def _say(one: Made, lang: str) -> None:
    for finding in one.blocks:
        print(f"✗ {finding.text(lang)}")
    if one.blocks:
        zh = f"{one.key} 没有出单，也没有占用单号。"
        print(zh if lang != "en" else f"{one.key}: no document was made and no number used.")
    for path in one.files:
        print(path)
    for note in one.notes:
        print(indent(note.text(lang), "  "))


def _asked(args: Namespace, today: dt.date) -> Asked:
    from gendan_xl.forms._form import Asked

    return Asked(
        today,
        tuple(args.keys),
        args.order,
        _lines(args.lines),
        args.batch,
        args.customer,
        month_of(args.month, "--month"),
        day_of(args.day, "--day", today) if args.day else None,
        paper=args.paper,
        is_again=args.again,
        by=args.by,
    )


def _lines(text: str) -> dict[str, Decimal | None]:
    """Return line → quantity or None of 1:50,3. GendanError GD902 when it is not understood."""
    lines: dict[str, Decimal | None] = {}
    for piece in filter(None, re.split(r"[,，、\s]+", text)):
        match = _LINE.fullmatch(piece)
        if not match or match[1] in lines:
            problem, en = ("写了两次", "is there twice") if match else ("看不懂", "is not understood")
            raise GendanError(
                "GD902",
                f"--lines 的“{piece}”{problem}，请写成 1,3 或 1:50,3:20（行号:数量）",
                f"--lines {piece!r} {en}; write 1,3 or 1:50,3:20 (line:quantity)",
            )
        lines[match[1]] = Decimal(match[2]) if match[2] else None
    return lines


ACTION = Action(
    verb="form",
    label="单据",
    help=Message(
        "出单据：取号、校验、填好、登记一次完成（--list 看种类）", "make out documents (--list: the kinds)"
    ),
    run=_run,
    arguments=_arguments,
    group="单据",
)
