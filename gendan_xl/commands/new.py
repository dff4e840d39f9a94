"""`gendan new`: a blank workbook that a clerk would be glad to open."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from gendan_xl.commands._action import Action
from gendan_xl.commands._clock import clock_arguments, moment
from gendan_xl.errors import GendanError, Message

_OTHER_SUFFIXES = (".xls", ".xlsm", ".xlsb", ".ods", ".et", ".ett", ".csv", ".xltx", ".doc", ".docx", ".pdf")


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="文件", help="新工作簿的文件名 · name of the new workbook")
    parser.add_argument(
        "--full", action="store_true", help="带上全部已知的列（不常用的收起） · all known columns"
    )
    parser.add_argument(
        "--with", dest="extra", action="append", default=[], metavar="表",
        help="另加一张表，如 报价、对账；all = 全部；可重复 · add a table on request, may be repeated",
    )  # fmt: skip
    clock_arguments(parser)


def _run(args: Namespace) -> int:
    from pathlib import Path

    from gendan_xl.books.blank import build_book

    path = Path(args.file)
    if not path.name:
        raise GendanError(
            "GD944", f"“{args.file}”不是文件名，请写成 跟单.xlsx",
            f"{args.file!r} is no file name; write it like book.xlsx",
        )  # fmt: skip
    if path.suffix.lower() in _OTHER_SUFFIXES:
        raise GendanError(
            "GD945", f"新工作簿是 .xlsx 文件，不能是 {path.suffix}：请写成 {path.with_suffix('.xlsx').name}",
            f"a new workbook is an .xlsx file, not {path.suffix}: write {path.with_suffix('.xlsx').name}",
        )  # fmt: skip
    if path.suffix.lower() != ".xlsx":
        path = path.with_name(path.name + ".xlsx")
    if path.exists():
        raise GendanError(
            "GD940", f"{path} 已经存在，没有改动它：请换一个文件名",
            f"{path} exists and was left alone: choose another name",
        )  # fmt: skip
    build_book(path, today=moment(args).date(), full=args.full, extra=args.extra)
    print(f"written: {path}" if args.lang == "en" else f"已新建 {path}，请从“说明”页看起。")
    return 0


ACTION = Action(
    "new",
    "新建工作簿",
    Message("新建空白工作簿", "make a blank workbook"),
    _run,
    _arguments,
    "工作簿",
    "FileNew",
)
