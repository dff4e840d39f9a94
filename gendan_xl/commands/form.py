"""`gendan form KIND`: a filled, numbered document from the ledger (requirements 27, 28, 44)."""

from __future__ import annotations

import re
from argparse import ArgumentParser, Namespace
from decimal import Decimal
from typing import TYPE_CHECKING

from gendan_xl.commands._action import Action
from gendan_xl.commands._clock import clock_arguments, moment
from gendan_xl.errors import GendanError, Message

if TYPE_CHECKING:
    import datetime as dt

    from gendan_xl.forms.delivery_lines import Wanted

KINDS = {"delivery-note": "送货单"}
_LINE = re.compile(r"(\d+)(?:[:=](\d+(?:\.\d+)?))?")


def _arguments(parser: ArgumentParser) -> None:
    kinds = "、".join(f"{name}（{label}）" for name, label in KINDS.items())
    parser.add_argument("kind", choices=tuple(KINDS), metavar="单据", help=f"{kinds} · kind of document")
    parser.add_argument("file", metavar="文件", help="跟单工作簿 · workbook")
    parser.add_argument("--order", required=True, metavar="订单号", help="订单号（或项目号） · order number")
    parser.add_argument(
        "--lines",
        default="",
        metavar="行号",
        help="只出这些行，如 1,3 或 1:50,3:20（行号:数量） · only these lines",
    )
    parser.add_argument("--batch", type=int, metavar="批次", help="只出这一批 · only this batch")
    parser.add_argument(
        "--out", required=True, metavar="文件夹", help="放单据的文件夹 · folder for the document"
    )
    parser.add_argument(
        "--paper", default="", metavar="纸张", help="241×140、241×280 或 A4，默认按编号规则表 · paper"
    )
    parser.add_argument("--by", default="", metavar="制单人", help="印在单上的制单人 · who makes it out")
    parser.add_argument("--pdf", action="store_true", help="同时生成 PDF（需要 LibreOffice） · also a PDF")
    clock_arguments(parser)


def _run(args: Namespace) -> int:
    from pathlib import Path

    from gendan_xl.commands._deliver import deliver

    now = moment(args)
    made = deliver(Path(args.file), _wanted(args, now.date()), now, Path(args.out), who=args.by, pdf=args.pdf)
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
    from gendan_xl.forms.delivery_lines import Wanted

    lines: dict[str, Decimal | None] = {}
    for piece in filter(None, re.split(r"[,，、\s]+", args.lines)):
        match = _LINE.fullmatch(piece.replace("：", ":"))
        if not match:
            raise GendanError(
                "GD902",
                f"--lines 的“{piece}”看不懂，请写成 1,3 或 1:50,3:20（行号:数量）",
                f"--lines {piece!r} is not understood; write 1,3 or 1:50,3:20 (line:quantity)",
            )
        lines[match[1]] = Decimal(match[2]) if match[2] else None
    return Wanted(args.order, today, lines, args.batch, args.paper)


ACTION = Action(
    verb="form",
    label="出单",
    help=Message("出单据：送货单（编号、校验、登记一次完成）", "make out a document: delivery note"),
    run=_run,
    arguments=_arguments,
    group="单据",
    icon="FilePrint",
)
