"""`gendan settings`, the button 设置: the settings that hold for a workbook."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from gendan_xl.commands._action import Action
from gendan_xl.commands._clock import clock_arguments, moment
from gendan_xl.commands._paths import named
from gendan_xl.errors import GendanError, Message

if TYPE_CHECKING:
    from gendan_xl.commands._live import Session


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="文件", help="跟单工作簿 · workbook")
    clock_arguments(parser)


def _run(args: Namespace) -> int:
    from gendan_xl.commands._open import open_file
    from gendan_xl.schema.settings import all_settings
    from gendan_xl.text import table_lines
    from gendan_xl.words import show

    opened = open_file(named(args.file), moment(args))
    values = opened.context.settings
    blank = "（空）" if args.lang != "en" else "(blank)"
    shown = {
        setting.name: blank if value in (None, "") else show(value, args.lang).replace("\n", " ↵ ")
        for field, setting in all_settings().items()
        for value in [getattr(values, field)]
    }
    print("\n".join(table_lines(list(shown.items()))))
    for finding in opened.findings:
        if finding.table == "settings":
            print(f"! {finding.text(args.lang)}")
    return 0


def _live(session: Session) -> None:
    from gendan_xl.schema.settings import Settings

    name = Settings.meta.sheet
    for sheet in session.book.book.sheets:
        if sheet.name == name:
            sheet.activate()
            return
    raise GendanError(
        "GD996",
        f"这个工作簿没有“{name}”表：公司自己的台账，参数写在同文件夹的 gendan.toml 里（先运行 gendan adopt 文件 --save）",
        f"this workbook has no sheet {name}: its settings stand in gendan.toml beside it (gendan adopt FILE --save)",
    )


ACTION = Action(
    verb="settings",
    label="设置",
    help=Message("列出这个工作簿实际使用的参数", "list the settings that hold for a workbook"),
    run=_run,
    arguments=_arguments,
    group="设置",
    icon="ControlsGallery",
    live=_live,
    screentip=Message(
        "打开“设置”表：休息制度、临期天数、溢装率、公司名称等参数在这里改。",
        "Show the sheet 设置: rest pattern, due-soon days, tolerance, company name …",
    ),
    order=1,
)
