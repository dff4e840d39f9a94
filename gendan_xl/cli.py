"""The command line: every action of commands/ is a verb, nothing more happens here."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from gendan_xl import __version__
from gendan_xl.commands._action import Action
from gendan_xl.commands._parser import Parser
from gendan_xl.errors import GendanError
from gendan_xl.registry import modules

EXIT_FAILED = 2
_HELP = frozenset({"help", "帮助", "幫助", "?", "？"})
"""What somebody writes who wants to know what there is."""


def actions() -> list[Action]:
    """Return every action, one for each module of commands/."""
    return [module.ACTION for module in modules("commands")]


def build_parser() -> Parser:
    """Return the parser with one sub-command per action."""
    parser = Parser(
        prog="gendan", description="跟单工作簿工具：校验、排期、着色、出单 · order-tracking workbooks"
    )
    parser.add_argument("--version", action="version", version=f"gendan-xl {__version__}")
    parser.meant = _meant
    _add_lang(parser, os.environ.get("GENDAN_LANG", "zh"))
    verbs = parser.add_subparsers(dest="verb", metavar="命令", required=True, parser_class=Parser)
    for action in actions():
        help_text = f"{action.help.zh} · {action.help.en}"
        verb = verbs.add_parser(action.verb, help=help_text, description=help_text)
        _add_lang(verb, argparse.SUPPRESS)  # unless named here, what stands before the verb holds
        action.arguments(verb)
        verb.read_as_typed()
        verb.set_defaults(run=action.run)
    return parser


def _meant(word: str) -> str:
    """Return what somebody means who writes the name of a button or a document as a command, '' for nothing."""
    from gendan_xl.boards import all_boards
    from gendan_xl.commands._kinds import find_kind
    from gendan_xl.forms import all_forms
    from gendan_xl.reports import all_reports

    if word in _HELP:
        return "gendan --help"
    if action := find_kind(word, actions()):
        return action.verb
    if form := find_kind(word, all_forms()):
        return f"gendan form {form.label}"
    report = find_kind(word, all_reports()) or find_kind(word, all_boards())
    return f"gendan report {report.label}" if report else ""


def _add_lang(parser: Parser, default: str) -> None:
    parser.add_argument(
        "--lang", choices=("zh", "en"), default=default, help="输出的语言 · language of the output"
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; problems come out as one sentence on stderr."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    parser = build_parser()
    parser.refuse_long_dashes(sys.argv[1:] if argv is None else argv)
    args = parser.parse_args(argv)
    try:
        return int(args.run(args))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_FAILED
    except KeyboardInterrupt:
        print("已中断，没有写完的文件不会留下。 Interrupted; no file is left half written.", file=sys.stderr)
        return 130
    except Exception as problem:
        if os.environ.get("GENDAN_DEBUG"):
            raise
        print(_told(problem).text(args.lang), file=sys.stderr)
        return EXIT_FAILED


def _told(problem: Exception) -> GendanError:
    """Return any problem as a sentence: a traceback helps no clerk (developers set GENDAN_DEBUG=1 to see it)."""
    if isinstance(problem, GendanError):
        return problem
    if isinstance(problem, OSError):
        place, reason = problem.filename or "", problem.strerror or problem
        return GendanError(
            "GD957",
            f"不能使用 {place}（{reason}）：请检查文件名、文件夹和权限",
            f"{place} cannot be used ({reason}): check its name, folder and permissions",
        )
    reason = f"{type(problem).__name__}: {problem}"
    return GendanError(
        "GD900",
        f"程序出了没有料到的错（{reason}），正在写的文件保持原样：请把这句话和所用的命令告诉维护人员",
        f"an error nobody foresaw ({reason}); the file in work was left alone: tell the maintainers this and the command",
    )


if __name__ == "__main__":
    raise SystemExit(main())
