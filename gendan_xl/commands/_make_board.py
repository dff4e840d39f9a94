"""Making a board: today's tasks, board, Gantt chart, progress for customers, as a workbook, PDF or picture."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path

from gendan_xl.boards import all_boards
from gendan_xl.boards._board import Board, Origin, Wish
from gendan_xl.boards._png import png_of, require_png
from gendan_xl.commands._board_options import refuse_board_options
from gendan_xl.commands._clock import moment
from gendan_xl.commands._export_names import source_names
from gendan_xl.commands._kinds import find_kind
from gendan_xl.commands._live_args import on_live
from gendan_xl.commands._make_report import check_new, free_name, open_all
from gendan_xl.commands._owners import require_owner
from gendan_xl.commands._paths import named, workbooks
from gendan_xl.errors import GendanError, Message
from gendan_xl.forms._customers import named_customer, names_of, unknown_customer
from gendan_xl.package.files import write_atomic
from gendan_xl.reports.book import ReportBook

MOST = 10
_PICTURES = (".svg", ".png")


def find_board(name: str) -> Board | None:
    """Return a board by its name on the command line or its Chinese one."""
    return find_kind(name, all_boards())


def run_board(board: Board, args: Namespace) -> int:
    """Make a board from the arguments of the command line and say what was written."""
    if args.live is not None:
        from gendan_xl.commands._buttons import board_action

        refuse_board_options(args)
        return on_live(board_action(board), args, "files", "out", "first", "last", "month")
    now = moment(args)
    files = workbooks(args.files or [named("")], args.lang)
    out = Path(args.out) if args.out else free_name(files[0].with_name(f"{board.label}-{now:%Y%m%d}.xlsx"))
    _check(board, out, args)
    opened = open_all(files, now)
    names = source_names([one.path for one in opened])
    origins = [Origin(name, one.ledger, one.context) for name, one in zip(names, opened, strict=True)]
    require_owner([one.ledger for one in opened], args.owner)
    customer, called, said = _named(origins, args.customer)
    wish = Wish(args.owner, customer, args.paper, called)
    book = ReportBook(board.label, now, lang=args.lang)
    for line in [*(one.text(args.lang) for one in said), *_said(board.build(origins, wish, book), args.lang)]:
        print(line)
    written = "written:" if args.lang == "en" else "已写入"
    if not _is_picture(board, out, args):
        book.save(out)
        print(f"{written} {out}")
    for made in _more(board, origins, wish, out, args):
        print(f"{written} {made}")
    return 0


def _named(origins: Sequence[Origin], customer: str) -> tuple[str, frozenset[str], list[Message]]:
    """Return the customer that is asked for, with all his names, and what to tell of him.

    A part of a name is taken for a customer in a single workbook only. GendanError GD094 when no workbook knows him.
    """
    if not customer:
        return "", frozenset(), []
    said: Message | None = None
    names = frozenset[str]().union(*(names_of(origin.case, customer) for origin in origins))
    if not names and len(origins) > 1:
        raise unknown_customer(origins[0].case, customer)
    if not names:
        customer, said = named_customer(origins[0].case, customer)
        names = names_of(origins[0].case, customer)
    return customer, names, [said] if said else []


def _check(board: Board, out: Path, args: Namespace) -> None:
    """Refuse before any work what cannot be made. GendanError GD958 for a file that is there, GD978 for a wish that
    this board does not know."""
    if not _is_picture(board, out, args):
        check_new(out)
    if args.first or args.last or args.month:
        raise GendanError(
            "GD978", f"{board.label}说的是今天，不用 --from、--to、--month；要看某一天用 --today", f"{board.verb} is about today: use --today instead of --from, --to and --month"
        )  # fmt: skip
    if args.owner and not board.by_owner:
        raise _not_by_owner(board)
    if (args.svg or args.png) and board.picture is None:
        raise GendanError(
            "GD978", f"{board.label}没有图片，--svg、--png 只用于甘特图", f"{board.verb} has no picture: --svg and --png are for gantt"
        )  # fmt: skip
    for further in (*([out.with_suffix(".pdf")] if args.pdf else []), *_pictures(board, out, args)):
        if further.exists():
            raise GendanError(
                "GD958", f"报表 {further} 已经存在，没有覆盖：请换一个名字", f"{further} exists and was left alone: choose another name"
            )  # fmt: skip
        if further.suffix == ".png":
            require_png()


def _not_by_owner(board: Board) -> GendanError:
    others = sorted((one for one in all_boards() if one.by_owner), key=lambda one: one.order)
    labels, verbs = "、".join(one.label for one in others), ", ".join(one.verb for one in others)
    return GendanError(
        "GD978", f"{board.label}不按责任人出：--owner 只用于{labels}", f"{board.verb} is not made by person: --owner is for {verbs}"
    )  # fmt: skip


def _is_picture(board: Board, out: Path, args: Namespace) -> bool:
    """Tell whether the picture alone is asked for, by the name of the file."""
    return board.picture is not None and out.suffix.lower() in _PICTURES and not args.pdf


def _pictures(board: Board, out: Path, args: Namespace) -> list[Path]:
    """Return the pictures that are asked for, by the name of the file or by options."""
    wanted = [suffix for suffix, is_wanted in zip(_PICTURES, (args.svg, args.png), strict=True) if is_wanted]
    named = [out.suffix.lower()] if _is_picture(board, out, args) else []
    return [out.with_suffix(suffix) for suffix in dict.fromkeys([*named, *wanted])]


def _more(board: Board, origins: Sequence[Origin], wish: Wish, out: Path, args: Namespace) -> Iterator[Path]:
    """Write the further forms that are asked for and yield each as it is there."""
    from gendan_xl.books.office import to_pdf

    if args.pdf:
        yield to_pdf(out)
    for picture in _pictures(board, out, args):
        svg = board.picture(origins, wish, args.lang) if board.picture else ""
        write_atomic(picture, png_of(svg) if picture.suffix == ".png" else svg.encode())
        yield picture


def _said(told: Sequence[Message], lang: str) -> list[str]:
    lines = [one.text(lang) for one in told[:MOST]]
    if len(told) > MOST:
        rest = len(told) - MOST
        lines.append(f"… 另有 {rest} 条" if lang != "en" else f"… {rest} more")
    return lines
