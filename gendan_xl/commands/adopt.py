"""`gendan adopt`: how a company's own ledger is understood, to be confirmed once (requirement 46)."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from gendan_xl.commands._action import Action
from gendan_xl.errors import GendanError, Message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gendan_xl.intake.mapping import BookMapping, ColumnMapping, Saved, SheetMapping


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="文件", help="公司自己的台账 · a company's own ledger")
    parser.add_argument(
        "--save",
        action="store_true",
        help="把列对应写进台账所在文件夹的 gendan.toml · write the mapping to gendan.toml beside the ledger",
    )


def _run(args: Namespace) -> int:
    from pathlib import Path

    from gendan_xl.books.file import FileBook
    from gendan_xl.intake.mapping import FILE_NAME, load_for
    from gendan_xl.intake.propose import propose

    path = Path(args.file)
    saved = load_for(path)
    mapping = propose(FileBook(path).sheets(), saved)
    if not mapping.sheets:
        raise GendanError(
            "GD001",
            f"{path} 里没有认出跟单台账：表头行要有订单号（或项目号）和产品、数量等至少三列",
            f"no ledger recognised in {path}: a header row must name order (or project) and two more columns",
        )
    if all(sheet.is_own for sheet in mapping.sheets):
        print(_own(mapping).text(args.lang))
        return 0
    for line in describe(mapping, args.lang):
        print(line)
    target = saved.path if saved else path.resolve().parent / FILE_NAME
    print(_ending(mapping, saved, target, args))
    return 0


def _own(mapping: BookMapping) -> Message:
    names = "、".join(sheet.table.meta.sheet for sheet in mapping.sheets)
    return Message(
        f"这是本工具的工作簿，{len(mapping.sheets)} 张表都认得（{names}），不用设置：直接用 gendan check 检查。",
        f"A workbook of this tool, all {len(mapping.sheets)} tables are known ({names}); nothing to set: run gendan check.",
    )


def describe(mapping: BookMapping, lang: str) -> Iterator[str]:
    """Yield the lines that show a mapping in a terminal."""
    for sheet in mapping.sheets:
        yield from _sheet_lines(sheet, lang)
        yield ""


def _sheet_lines(sheet: SheetMapping, lang: str) -> Iterator[str]:
    from gendan_xl.text import table_lines

    zh = lang != "en"
    title, row = sheet.table.meta.sheet, sheet.header_row
    yield (
        f"「{sheet.sheet}」→ {title}，表头在第 {row} 行"
        if zh
        else f"{sheet.sheet} → {title}, headers in row {row}"
    )
    if sheet.is_own:
        yield "  本工具的工作簿，不用设置" if zh else "  a workbook of this tool: nothing to set"
        return
    head = ("列", "表头", "含义", "把握", "依据") if zh else ("col", "header", "meaning", "sure", "why")
    rows = [head, *(_column_row(column, sheet, lang) for column in sheet.columns)]
    yield from (f"  {line}" for line in table_lines(rows))
    for label, words in _notes(sheet, lang):
        yield f"  {label}{words}"


def _column_row(column: ColumnMapping, sheet: SheetMapping, lang: str) -> tuple[str, ...]:
    from gendan_xl.cells import col_name
    from gendan_xl.intake.mapping import meaning

    nothing = "（不用）" if lang != "en" else "(unused)"
    sure = f"{column.confidence:.0%}" if column.is_mapped else "–"
    mark = "？" if column.is_question else ""
    header = column.header if len(column.header) <= 20 else column.header[:19] + "…"
    meant = (meaning(column, sheet.table) or nothing) + mark
    return col_name(column.col), header, meant, sure, column.reason.text(lang)


def _notes(sheet: SheetMapping, lang: str) -> Iterator[tuple[str, str]]:
    """Yield (label, words) of what the user should know beside the columns."""
    zh, comma = lang != "en", "、" if lang != "en" else ", "
    questions = [column.header for column in sheet.columns if column.is_question]
    if questions:
        how = (
            "（不对就先 --save，再改 gendan.toml 里这一行）" if zh
            else " (if wrong, --save first, then change its line in gendan.toml)"
        )  # fmt: skip
        yield ("请确认（标？的列）：" if zh else "Please confirm (marked ？): "), comma.join(questions) + how
    if key := sheet.order_key_header:
        yield ("没有订单号，用来代替的是：" if zh else "No order number; in its place: "), key
    stood_in = "order_no" if sheet.order_key_header else ""
    missing = [sheet.table.header(name) for name in sheet.missing if name != stood_in]
    if missing:
        yield (
            ("没有的列（相关检查不运行）：" if zh else "Missing (their checks do not run): "),
            comma.join(missing),
        )
    for name, pairs in sheet.values.items():
        words = comma.join(f"{old} → {new or ('空' if zh else 'blank')}" for old, new in pairs.items())
        yield (
            (f"「{sheet.table.header(name)}」的值：" if zh else f"Values of {sheet.table.header(name)}: "),
            words,
        )
    for name, value in sheet.settings.items():
        why = (
            "" if sheet.is_saved else "（节点计划常落在星期日）" if zh else " (steps are planned on Sundays)"
        )
        yield ("设置：" if zh else "Setting: "), f"{name} = {value}{why}"


def _ending(mapping: BookMapping, saved: Saved | None, target: Path, args: Namespace) -> str:
    """Save when asked to, and return what was done or what to do next."""
    from gendan_xl.intake.mapping import save, to_save

    if args.save and save(target, mapping):
        words = Message(
            f"已写入 {target}，可以手工修改；下个月同样表头的台账会自动认出。下一步：gendan check {args.file}",
            f"Written to {target}, edit it as you like; the same headers are recognised next month. "
            f"Next: gendan check {args.file}",
        )
    elif not to_save(mapping, saved):
        words = Message(
            f"{target} 里已有这个表头的设定，没有改动。",
            f"{target} has these headers already; nothing was changed.",
        )
    else:
        words = Message(
            f"确认无误后保存：gendan adopt {args.file} --save",
            f"When it is right, save it: gendan adopt {args.file} --save",
        )
    return words.text(args.lang)


ACTION = Action(
    verb="adopt",
    label="识别台账",
    help=Message(
        "识别公司自己的台账：哪一列是什么，确认后保存", "recognise a company's own ledger, column by column"
    ),
    run=_run,
    arguments=_arguments,
    icon="TableColumnSelect",
)
