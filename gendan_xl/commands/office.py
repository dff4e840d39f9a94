"""`gendan office`: the buttons for LibreOffice Calc, and the connection to it (docs/libreoffice.md)."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from gendan_xl.commands._action import Action
from gendan_xl.errors import GendanError, Message

if TYPE_CHECKING:
    from gendan_xl.hosts.office import Office

COMMAND = (sys.executable, "-P", "-m", "gendan_xl", "office", "press")
"""What a button runs, followed by its verb; -P keeps Python from taking modules of the current folder."""
_GONE = frozenset({"GD983", "GD987"})
_SAID = {
    "install": Message(
        "装好了：请重新打开 LibreOffice Calc，菜单里会多出“跟单”。",
        "Installed: open LibreOffice Calc again, its menu has 跟单.",
    ),
    "uninstall": Message("已卸载，工作簿没有改动。", "Removed; no workbook was changed."),
    "start": Message("LibreOffice 已连接，可以用 --live 了。", "LibreOffice is connected: --live works now."),
}


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "what",
        choices=("install", "uninstall", "status", "start", "press"),
        metavar="动作",
        help="install 安装按钮、uninstall 卸载、status 检查、start 打开工作簿并连接、press 按一个按钮 · what to do",
    )
    parser.add_argument(
        "names", nargs="*", metavar="文件", help="start：工作簿；press：命令名 · workbooks or a verb"
    )


def _run(args: Namespace) -> int:
    if args.what == "press":
        return _press(args)
    if args.what == "start":
        from gendan_xl.hosts.connect import start_office

        start_office([_there(name) for name in args.names])
        print(_SAID["start"].text(args.lang))
        return 0
    try:
        return _at_work(args)
    except GendanError as problem:
        if problem.code not in _GONE:
            raise
    return _at_work(args)  # one that was just closing took the call with it


def _at_work(args: Namespace) -> int:
    """Do what is to be done in the user's LibreOffice, which is started for it where none is open."""
    from gendan_xl.hosts.connect import explained
    from gendan_xl.hosts.hidden import users_office

    with explained(), users_office() as office:
        if args.what == "status":
            return _status(office, args.lang)
        _change(office, args.what)
    print(_SAID[args.what].text(args.lang))
    return 0


def _change(office: Office, what: str) -> None:
    from gendan_xl.addin import extension
    from gendan_xl.commands._buttons import buttons

    if what == "install":
        extension.install(office, extension.build(buttons(), COMMAND))
    elif extension.installed(office):
        extension.uninstall(office)


def _status(office: Office, lang: str) -> int:
    from gendan_xl.addin.extension import installed

    version = installed(office)
    found = Message(f"按钮已安装，版本 {version}", f"the buttons are installed, version {version}")
    missing = Message("还没有安装按钮：请运行 gendan office install", "no buttons: run gendan office install")
    print((found if version else missing).text(lang))
    return 0 if version else 1


def _press(args: Namespace) -> int:
    """Press the button of a verb in the active workbook; what it says is told there, and here to a terminal."""
    from gendan_xl.commands._buttons import live_actions
    from gendan_xl.commands._live import press
    from gendan_xl.commands._userdir import live_log
    from gendan_xl.hosts.connect import active_book

    actions = live_actions()
    if len(args.names) != 1 or args.names[0] not in actions:
        have = "、".join(actions)
        raise GendanError("GD903", f"press 后面写一个命令名：{have}", f"press needs one verb of: {have}")
    try:
        book = active_book()
    except GendanError as problem:  # nobody sees what a button prints
        live_log().info("%s: %s", args.names[0], problem)
        raise
    action = actions[args.names[0]]
    return 0 if press(action, book, lang=args.lang, echo=partial(_echo, action.label)) else 2


def _echo(label: str, text: str) -> None:
    """Print what a button said; a button in the menu may have nowhere to print to."""
    with suppress(OSError, ValueError):
        print(f"{label}：{text}", flush=True)


def _there(name: str) -> Path:
    path = Path(name)
    if not path.is_file():
        raise GendanError(
            "GD910", f"找不到文件 {path}：请检查文件名和文件夹", f"{path} not found: check name and folder"
        )
    return path


ACTION = Action(
    verb="office",
    label="LibreOffice",
    help=Message(
        "LibreOffice Calc：安装“跟单”按钮，打开工作簿并连接",
        "LibreOffice Calc: install the buttons, open and connect",
    ),
    run=_run,
    arguments=_arguments,
    group="设置",
)
