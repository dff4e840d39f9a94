"""`gendan check`: all problems of any number of workbooks in one pass (requirement 45)."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from gendan_xl.commands._action import Action
from gendan_xl.commands._clock import clock_arguments, moment
from gendan_xl.commands._live_args import live_argument, on_live
from gendan_xl.commands._paths import named
from gendan_xl.errors import Message

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from pathlib import Path

    from gendan_xl.commands._live import Session
    from gendan_xl.commands._report import BookReport
    from gendan_xl.findings import Finding

CLEAN, FOUND, FAILED = 0, 1, 2


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "files", nargs="*", metavar="文件", help="跟单工作簿；也可写文件夹或通配符 · workbooks, folders"
    )
    live_argument(parser)
    parser.add_argument("--format", choices=("text", "json"), default="text", help="输出格式 · output format")
    parser.add_argument(
        "--all", action="store_true", help="逐条列出，不省略，也列出没有执行的规则 · list everything"
    )
    clock_arguments(parser)


def check_files(files: Sequence[Path], now: dt.datetime) -> list[BookReport]:
    """Check each workbook as of `now`; one that cannot be checked says why and the others go on."""
    from gendan_xl.commands._report import check_file

    return [check_file(file, now) for file in files]


def exit_code(reports: Sequence[BookReport]) -> int:
    """Return 2 when any book could not be checked, 1 when any finding is an error, 0 otherwise."""
    if any(report.error for report in reports):
        return FAILED
    return code_of([finding for report in reports for finding in report.findings])


def code_of(findings: Sequence[Finding]) -> int:
    """Return 1 when any finding is an error, 0 otherwise."""
    return FOUND if any(finding.level == "error" for finding in findings) else CLEAN


def _live(session: Session) -> None:
    from gendan_xl.commands._live_check import check_live

    check_live(session)


def _run(args: Namespace) -> int:
    from gendan_xl.commands._paths import workbooks
    from gendan_xl.commands._report import as_json, as_text

    if args.live is not None:
        return on_live(ACTION, args, "files", "format", "all")
    reports = check_files(workbooks(args.files or [named("")], args.lang), moment(args))
    if args.format == "json":
        print(as_json(reports, args.lang))
    else:
        print(as_text(reports, args.lang, everything=args.all))
    return exit_code(reports)


ACTION = Action(
    verb="check",
    label="校验",
    help=Message(
        "检查跟单表：找出全部问题，说明位置和改法", "check workbooks: every problem, where, what to do"
    ),
    run=_run,
    arguments=_arguments,
    icon="ErrorChecking",
    live=_live,
    screentip=Message(
        "检查整本工作簿：问题列在“问题清单”，点位置跳到单元格；错误和警告的单元格着色并加批注。不改您填的内容。",
        "Check the workbook: 问题清单 lists every problem with a link; cells are coloured and noted, contents stay.",
    ),
    order=1,
)
