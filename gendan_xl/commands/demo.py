"""`gendan demo`: the workbook of an invented hardware factory, checked, scheduled and with its delivery note."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from gendan_xl.commands._action import Action
from gendan_xl.commands._clock import clock_arguments, moment
from gendan_xl.errors import Message

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from pathlib import Path

    from gendan_xl.commands._report import BookReport
    from gendan_xl.demo.book import Demo
    from gendan_xl.findings import Finding

BOOK, REPORT, NOTES = "跟单工作簿.xlsx", "校验结果.txt", "送货单"
SHOWN = 8


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("dir", nargs="?", default="demo", metavar="文件夹", help="放在哪里 · where to put it")
    clock_arguments(parser)


def _run(args: Namespace) -> int:
    from pathlib import Path

    from gendan_xl.demo.book import build_demo, make_demo

    now, zh = moment(args), args.lang != "en"
    folder = free_folder(Path(args.dir))
    demo = make_demo(now.date())
    folder.mkdir(parents=True, exist_ok=True)
    book = folder / BOOK
    build_demo(book, demo, now.date())
    if folder != Path(args.dir):
        print(
            f"{args.dir} 里已有文件，没有动它，这次放在 {folder}。"
            if zh
            else f"{args.dir} is not empty and was left alone; this time it goes to {folder}."
        )
    print(_title(demo, book, args.lang))
    _check(book, now, args.lang)
    _schedule(book, now, args.lang)
    _delivery_note(book, demo.ready_order, now, args.lang)
    print(_next_steps(book, now, args.lang))
    return 0


def free_folder(wanted: Path) -> Path:
    """Return the folder itself when it is empty or new, else the first of FOLDER-2, FOLDER-3 … that is."""
    folder, number = wanted, 1
    while folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        number += 1
        folder = wanted.with_name(f"{wanted.name}-{number}")
    return folder


def _title(demo: Demo, book: Path, lang: str) -> str:
    rows = {name: len(rows) for name, rows in demo.tables.items()}
    orders = len({row["order_no"] for row in demo.tables["orders"]})
    if lang == "en":
        return (
            f"[1] {book}\n    an invented hardware factory: {orders} orders, {rows['orders']} lines, "
            f"{rows['milestones']} milestones, {rows['deliveries']} deliveries; {len(demo.planted)} mistakes planted, "
            "which bring further findings with them"
        )
    return (
        f"【1】工作簿  {book}\n    虚构的五金厂：{orders} 张订单 {rows['orders']} 行，节点 {rows['milestones']} 行，"
        f"发货 {rows['deliveries']} 行；埋了 {len(demo.planted)} 处差错，会牵连报出更多"
    )


def _check(book: Path, now: dt.datetime, lang: str) -> None:
    from gendan_xl.commands._report import as_text
    from gendan_xl.commands.check import check_files

    reports = check_files([book], now)
    report = book.with_name(REPORT)
    report.write_text(as_text(reports, lang, everything=True) + "\n", encoding="utf-8")
    print(f"\n【2】检查  {report}" if lang != "en" else f"\n[2] check  {report}")
    for line in _groups(reports, lang):
        print(f"    {line}")


def _groups(reports: Sequence[BookReport], lang: str) -> list[str]:
    """Return one line per kind of finding: how many, and the first of them."""
    first: dict[str, Finding] = {}
    count: dict[str, int] = {}
    for report in reports:
        if report.error:
            return [report.error.text(lang)]
        for finding in report.findings:
            first.setdefault(finding.code, finding)
            count[finding.code] = count.get(finding.code, 0) + 1
    lines = [
        f"{code} ×{count[code]:<3} {finding.place} {finding.message.text(lang)}"
        for code, finding in list(first.items())[:SHOWN]
    ]
    rest = len(first) - SHOWN
    if rest > 0:
        more = sum(list(count.values())[SHOWN:])
        lines.append(
            f"… 另有 {rest} 类共 {more} 处" if lang != "en" else f"… {rest} more kinds, {more} findings"
        )
    return lines


def _schedule(book: Path, now: dt.datetime, lang: str) -> None:
    from gendan_xl.commands.schedule import ACTION as SCHEDULE

    print("\n【3】排期" if lang != "en" else "\n[3] schedule")
    _act(SCHEDULE, [str(book), "--now", now.isoformat()], lang)


def _delivery_note(book: Path, order_no: str, now: dt.datetime, lang: str) -> None:
    from gendan_xl.books.office import find_office
    from gendan_xl.commands.form import ACTION as FORM

    print("\n【4】送货单" if lang != "en" else "\n[4] delivery note")
    words = ["delivery-note", str(book), "--order", order_no, "--out", str(book.with_name(NOTES))]
    pdf = ["--pdf"] if find_office() else []
    _act(FORM, [*words, *pdf, "--now", now.isoformat()], lang)
    if not pdf:
        print(
            "    没有 LibreOffice，未生成 PDF" if lang != "en" else "    no PDF: LibreOffice is not installed"
        )


def _act(action: Action, words: Sequence[str], lang: str) -> int:
    """Run another action as its verb on the command line would."""
    parser = ArgumentParser(prog=f"gendan {action.verb}")
    action.arguments(parser)
    return action.run(parser.parse_args(words, Namespace(lang=lang)))


def _next_steps(book: Path, now: dt.datetime, lang: str) -> str:
    day = f"--today {now:%Y-%m-%d}"
    if lang == "en":
        return (
            f"\nNext: open {book} in Excel, WPS or LibreOffice, correct some of the findings, then\n"
            f"    gendan check {book} {day}\n    gendan schedule {book} {day} --dry-run\n"
            f"Your own ledger: gendan check FILE.xlsx. A blank workbook: gendan new FILE.xlsx"
        )
    return (
        f"\n下一步：用 Excel、WPS 或 LibreOffice 打开 {book}，照提示改几处，保存关闭后再运行\n"
        f"    gendan check {book} {day}\n    gendan schedule {book} {day} --dry-run\n"
        f"自己的台账：gendan check 文件.xlsx；新建空白工作簿：gendan new 文件.xlsx"
    )


ACTION = Action(
    verb="demo",
    label="演示",
    help=Message(
        "建一本示例工作簿，并检查、排期、出送货单",
        "build an example workbook, check, schedule, delivery note",
    ),
    run=_run,
    arguments=_arguments,
    group="工作簿",
    icon="SampleDocument",
)
