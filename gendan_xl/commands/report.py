"""`gendan report KIND FILE…`: a workbook with pivot tables and charts from any number of ledgers (requirement 41)."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from gendan_xl.commands._action import Action
from gendan_xl.commands._board_options import board_arguments, refuse_board_options
from gendan_xl.commands._clock import clock, clock_arguments, moment
from gendan_xl.commands._kinds import kind_first
from gendan_xl.commands._live_args import live_argument, on_live
from gendan_xl.commands._paths import named
from gendan_xl.errors import Message


def _arguments(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("kind", nargs="?", metavar="报表", help="交期达成率、产能负荷……，全部见 --list · kind of report")
    add("files", nargs="*", metavar="文件", help="跟单工作簿，可以几本，也可写文件夹 · workbooks, folders")
    live_argument(parser)
    add(
        "--out",
        metavar="新文件",
        help="报表文件，默认放在工作簿旁边 · the report, beside the workbook by default",
    )
    add(
        "--from",
        dest="first",
        default="",
        metavar="月份",
        help="从哪个月或哪年，如 2026-01 · first month or year",
    )
    add(
        "--to",
        dest="last",
        default="",
        metavar="月份",
        help="到哪个月或哪年，如 2026-06 · last month or year",
    )
    add("--month", default="", metavar="月份", help="只要这个月（或这年） · of this month or year only")
    add("--list", action="store_true", help="列出全部报表 · list the kinds")
    board_arguments(parser)
    clock_arguments(parser)


def _run(args: Namespace) -> int:
    from pathlib import Path

    from gendan_xl.books.office import to_pdf
    from gendan_xl.commands._customer_only import require_by_customer
    from gendan_xl.commands._make_board import find_board, run_board
    from gendan_xl.commands._make_report import (
        beside,
        check_new,
        check_period,
        find_report,
        read_origins,
        said,
        write_report,
    )
    from gendan_xl.commands._months import period_of
    from gendan_xl.commands._paths import workbooks

    _arrange(args)
    if args.list or not args.kind:
        return _list(args.lang)
    if board := find_board(args.kind):
        return run_board(board, args)
    report, now = find_report(args.kind), moment(args)
    refuse_board_options(args, *(() if args.live is not None else ("customer", "pdf")))
    if args.live is not None:
        from gendan_xl.commands._buttons import report_action

        return on_live(report_action(report), args, "files", "out", "first", "last", "month")
    files = workbooks(args.files or [named("")], args.lang)
    out = Path(args.out) if args.out else beside(files[0], report, now)
    first, last = period_of(args.first, args.last, args.month)
    check_new(out)
    check_period(report, first, last)
    require_by_customer(report, args.customer)
    if args.pdf:
        check_new(out.with_suffix(".pdf"), ".pdf")
    origins, limits = read_origins(report, files, now, args.customer)
    told = write_report(report, origins, now, out, first, last, args.lang, clock(), limits)
    for line in [*(limit.text(args.lang) for limit in limits), *said(told, args.lang)]:
        print(line)
    for made in (out, *([to_pdf(out)] if args.pdf else ())):
        print(f"{'written:' if args.lang == 'en' else '已写入'} {made}")
    return 0


def _arrange(args: Namespace) -> None:
    """Put the kind before the files, in whatever order they were written."""
    from gendan_xl.boards import all_boards
    from gendan_xl.reports import all_reports

    if args.kind:
        args.kind, *args.files = kind_first([args.kind, *args.files], [*all_reports(), *all_boards()])


def _list(lang: str) -> int:
    from gendan_xl.boards import all_boards
    from gendan_xl.reports import all_reports

    kinds = [(one.label, one.verb, one.help) for one in all_reports()]
    kinds += [(one.label, one.verb, one.help) for one in all_boards()]
    for label, verb, about in kinds:
        print(f"{label}\t{verb}\t{about.text(lang)}")
    return 0


ACTION = Action(
    verb="report",
    label="报表",
    help=Message(
        "出报表：交期达成率、OTIF、产能负荷等，带数据透视表和图（--list 看种类）",
        "reports with pivot tables and charts (--list: the kinds)",
    ),
    run=_run,
    arguments=_arguments,
    group="报表",
)
