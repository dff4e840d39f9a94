"""`gendan form KIND`: a filled, numbered document from the ledger (requirements 27, 28, 44)."""

from __future__ import annotations

import re
from argparse import ArgumentParser, Namespace
from decimal import Decimal
from typing import TYPE_CHECKING

from gendan_xl.commands._action import Action
from gendan_xl.commands._clock import clock_arguments, moment
from gendan_xl.commands._live_args import live_argument, named, on_live
from gendan_xl.errors import GendanError, Message

if TYPE_CHECKING:
    import datetime as dt

    from gendan_xl.commands._live import Session
    from gendan_xl.forms._delivery_lines import Wanted

KINDS = {"delivery-note": "送货单"}
_LINE = re.compile(r"(\d+)(?:[:=](-?\d+(?:\.\d+)?))?")


def _arguments(parser: ArgumentParser) -> None:
    kinds = "、".join(f"{name}（{label}）" for name, label in KINDS.items())
    choices = (*KINDS, *KINDS.values())
    parser.add_argument("kind", choices=choices, metavar="单据", help=f"{kinds} · kind of document")
    parser.add_argument("file", nargs="?", metavar="文件", help="跟单工作簿 · workbook")
    live_argument(parser)
    parser.add_argument("--order", default="", metavar="订单号", help="订单号（或项目号） · order number")
    parser.add_argument(
        "--lines",
        default="",
        metavar="行号",
        help="只出这些行，如 1,3 或 1:50,3:20（行号:数量；有发货表的以发货表的数量为准） · only these lines",
    )
    parser.add_argument("--batch", type=int, metavar="批次", help="只出这一批 · only this batch")
    parser.add_argument(
        "--out", default="", metavar="文件夹", help="放单据的文件夹，默认工作簿旁的“单据” · folder"
    )
    parser.add_argument(
        "--paper", default="", metavar="纸张", help="241×140、241×280 或 A4，默认按编号规则表 · paper"
    )
    parser.add_argument(
        "--again",
        action="store_true",
        help="出过单的行还要再出（没有发货表的台账） · lines already on a note, too",
    )
    parser.add_argument("--by", default="", metavar="制单人", help="印在单上的制单人 · who makes it out")
    parser.add_argument("--pdf", action="store_true", help="同时生成 PDF（需要 LibreOffice） · also a PDF")
    clock_arguments(parser)


def _live(session: Session) -> None:
    from gendan_xl.commands._live_form import delivery_note_live

    delivery_note_live(session)


def _run(args: Namespace) -> int:
    from pathlib import Path

    from gendan_xl.commands._deliver import FOLDER, deliver
    from gendan_xl.commands._open import open_file

    if args.live is not None:
        return on_live(ACTION, args)
    path, now = named(args.file), moment(args)
    wanted = _wanted(args, now.date())
    out = Path(args.out) if args.out else path.with_name(FOLDER)
    made = deliver(open_file(path, now), wanted, out, who=args.by, pdf=args.pdf)
    for finding in made.blocks:
        print(f"✗ {finding.text(args.lang)}")
    if made.blocks:
        zh = "没有出单，也没有占用单号。" if args.lang != "en" else "No document was made and no number used."
        print(zh)
        return 1
    for path in made.files:
        print(path)
    for note in made.notes:
        print(f"  {note.text(args.lang)}")
    return 0


def _wanted(args: Namespace, today: dt.date) -> Wanted:
    from gendan_xl.forms._delivery_lines import Wanted

    if not args.order:
        raise GendanError(
            "GD904", "请用 --order 写上订单号，或用 --live 并选中订单的行",
            "name the order by --order, or select its rows and use --live",
        )  # fmt: skip
    return Wanted(args.order, today, _lines(args.lines), args.batch, args.paper, args.again)


def _lines(text: str) -> dict[str, Decimal | None]:
    """Return line → quantity or None of 1:50,3. GendanError GD902 when it is not understood."""
    lines: dict[str, Decimal | None] = {}
    for piece in filter(None, re.split(r"[,，、\s]+", text)):
        match = _LINE.fullmatch(piece.replace("：", ":"))
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
    label="送货单",
    help=Message("出单据：送货单（编号、校验、登记一次完成）", "make out a document: delivery note"),
    run=_run,
    arguments=_arguments,
    group="单据",
    icon="FilePrint",
    live=_live,
    screentip=Message(
        "选中订单（或发货）的行再按：检查能不能出、取号、填好送货单并打开，登记到“单据”和“发货”。",
        "Select rows of an order first: checked, numbered, filled in, opened, and registered in 单据 and 发货.",
    ),
    enabled="orders",
    order=1,
)
