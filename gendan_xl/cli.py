"""The command line: every action of commands/ is a verb, nothing more happens here."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from gendan_xl import __version__
from gendan_xl.commands._action import Action
from gendan_xl.errors import GendanError
from gendan_xl.registry import modules

EXIT_FAILED = 2


def actions() -> list[Action]:
    """Return every action, one for each module of commands/."""
    return [module.ACTION for module in modules("commands")]


def build_parser() -> argparse.ArgumentParser:
    """Return the parser with one sub-command per action."""
    parser = argparse.ArgumentParser(
        prog="gendan", description="跟单工作簿工具：校验、排期、着色、出单 · order-tracking workbooks"
    )
    parser.add_argument("--version", action="version", version=f"gendan-xl {__version__}")
    verbs = parser.add_subparsers(dest="verb", metavar="命令 COMMAND", required=True)
    for action in actions():
        help_text = f"{action.help.zh} · {action.help.en}"
        verb = verbs.add_parser(action.verb, help=help_text, description=help_text)
        verb.add_argument("--lang", choices=("zh", "en"), default=os.environ.get("GENDAN_LANG", "zh"))
        action.arguments(verb)
        verb.set_defaults(run=action.run)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; problems come out as one sentence on stderr."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    args = build_parser().parse_args(argv)
    try:
        return int(args.run(args))
    except GendanError as problem:
        print(problem.text(args.lang), file=sys.stderr)
        return EXIT_FAILED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_FAILED
    except KeyboardInterrupt:
        print("已中断，没有写入任何文件。 Interrupted.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    raise SystemExit(main())
