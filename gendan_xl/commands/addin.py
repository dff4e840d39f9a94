"""`gendan addin`: build the Excel add-in, install it, remove it, see whether it is in order."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

from gendan_xl.commands._action import Action
from gendan_xl.errors import GendanError, Message

if TYPE_CHECKING:
    from gendan_xl.addin.plan import Step

_AFTERWARDS = {
    "install": Message(
        "安装好了：请重新打开 Excel，功能区里会多出“跟单”一页。",
        "Installed: open Excel again, its ribbon has a new tab 跟单.",
    ),
    "uninstall": Message("已卸载，工作簿没有改动。", "Removed; no workbook was changed."),
}


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "what",
        choices=("build", "install", "uninstall", "status"),
        metavar="动作",
        help="build 生成文件、install 安装、uninstall 卸载、status 检查 · what to do",
    )
    parser.add_argument(
        "--out", metavar="文件夹", help="build：gendan.xlam 放在哪里 · folder of the file built"
    )
    parser.add_argument("--dry-run", action="store_true", help="只说要做什么，不写文件 · only tell")


def _run(args: Namespace) -> int:
    if args.what == "build":
        return _build(args)
    from gendan_xl.addin import install
    from gendan_xl.addin.environment import this_computer

    env = this_computer()
    if args.what == "status":
        return _show(install.status(env), args.lang)
    plan = install.install_plan(env) if args.what == "install" else install.uninstall_plan(env)
    blocked = _show(plan, args.lang)
    if args.dry_run:
        print("dry run, nothing was changed" if args.lang == "en" else "以上是预览，没有改动任何文件。")
        return blocked
    _carry_out(plan)
    print(_AFTERWARDS[args.what].text(args.lang))
    return 0


def _build(args: Namespace) -> int:
    from pathlib import Path

    from gendan_xl.addin.build import NAME, addin
    from gendan_xl.addin.plan import Step

    if not args.out:
        raise GendanError(
            "GD989",
            "请用 --out 指定 gendan.xlam 放在哪个文件夹",
            "say with --out which folder gendan.xlam goes to",
        )
    path = Path(args.out) / NAME
    plan = [Step("write", f"写入 {path}", f"write {path}", path, addin())]
    _show(plan, args.lang)
    if not args.dry_run:
        _carry_out(plan)
    return 0


def _carry_out(plan: Sequence[Step]) -> None:
    from gendan_xl.addin.plan import carry_out

    carry_out(plan)


def _show(steps: Sequence[Step], lang: str) -> int:
    """Print the steps and return the exit code: 1 when something stands in the way."""
    for step in steps:
        print(step.text(lang))
    return int(any(step.kind == "obstacle" for step in steps))


ACTION = Action(
    verb="addin",
    label="Excel 加载项",
    help=Message(
        "Excel 加载项：安装、卸载、检查、生成文件", "the Excel add-in: install, remove, inspect, build"
    ),
    run=_run,
    arguments=_arguments,
    group="加载项",
)
