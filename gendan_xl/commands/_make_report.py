"""Making a report: workbooks are read, the rules it asks for are run, its book is written beside no other."""

from __future__ import annotations

import datetime as dt
import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from gendan_xl.commands._customer_only import only_customer
from gendan_xl.commands._export_names import source_names
from gendan_xl.commands._kinds import find_kind, unknown_kind
from gendan_xl.commands._open import Opened, open_file
from gendan_xl.errors import GendanError, Message
from gendan_xl.findings import Finding
from gendan_xl.forms._form import Case as FormCase
from gendan_xl.reports._cover import LEFT_OUT, NOTHING, make_report, repeated_words
from gendan_xl.reports._report import Case, Origin, Report, Told
from gendan_xl.reports._together import Pool
from gendan_xl.rules import all_rules, run

if TYPE_CHECKING:
    from gendan_xl.books.book import Book


def find_report(name: str) -> Report:
    """Return a report by its name on the command line or its Chinese one. GendanError GD946 for an unknown one."""
    from gendan_xl.boards import all_boards
    from gendan_xl.reports import all_reports

    if report := find_kind(name, all_reports()):
        return report
    raise unknown_kind("GD946", name, [*all_reports(), *all_boards()], "报表", "report")


def write_report(
    report: Report,
    origins: Sequence[Origin],
    now: dt.datetime,
    out: Path,
    first: str = "",
    last: str = "",
    lang: str = "zh",
    made: dt.datetime | None = None,
    limits: Sequence[Message] = (),
) -> Told:
    """Write a report to `out`, which must not exist (GendanError GD958), with titles and sentences in `lang`.

    `first` and `last` are months as 2026-01, '' for an open end (see `check_period`); `made` is when it is made, where that
    is not `now`, `limits` what its rows are limited to.
    """
    check_new(out)
    check_period(report, first, last)
    with _uncollected():
        book, told = make_report(report, Case(origins, now, first, last, lang, made, limits))
        book.save(out)
    return told


def check_period(report: Report, first: str, last: str) -> None:
    """Refuse months the wrong way round (GendanError GD947), and any for a report about a day (GD978)."""
    if report.is_as_of and (first or last):
        raise GendanError(
            "GD978", f"{report.label}按截至日，不用 --from、--to、--month：要看某一天的，写 --today 2026-10-31",
            f"{report.verb} is as of a day: use --today 2026-10-31 instead of --from, --to and --month",
        )  # fmt: skip
    if first and last and first > last:
        raise GendanError(
            "GD947", f"期间的开始 {first} 晚于结束 {last}：请对调 --from 和 --to",
            f"the period starts in {first}, after its end {last}: exchange --from and --to",
        )  # fmt: skip


def check_new(out: Path, suffix: str = ".xlsx") -> None:
    """Refuse to write over a file, and to write another kind than that of the suffix. GendanError GD958."""
    if out.suffix.lower() != suffix:
        zh, en = f"应当是 {suffix} 文件", f"must be an {suffix} file"
    elif out.exists():
        zh, en = "已经存在，没有覆盖：请换一个名字", "exists and was left alone: choose another name"
    else:
        return
    raise GendanError("GD958", f"报表 {out} {zh}", f"the report {out} {en}")


def free_name(wanted: Path) -> Path:
    """Return the path itself while it is free, else the first of NAME-2, NAME-3 … that is."""
    found, number = wanted, 1
    while found.exists():
        number += 1
        found = wanted.with_stem(f"{wanted.stem}-{number}")
    return found


def beside(book: Path, report: Report, now: dt.datetime) -> Path:
    """Return a free name for a report in the folder of a workbook."""
    return free_name(book.with_name(f"{report.label}-{now:%Y%m%d}.xlsx"))


def said(told: Told, lang: str) -> list[str]:
    """Return the key figures, which tables are not kept, and how many rows the figures do not hold."""
    lines = [*(told.figures or [NOTHING]), *told.absent]
    if told.repeated:
        lines = [*lines, repeated_words(len(told.repeated))]
    if count := len(told.left_out):
        uncounted = Message(
            f"有 {count} 行应当计入而没有计入，见“{LEFT_OUT.zh}”。",
            f"Rows that should count and do not: {count}, see the sheet “{LEFT_OUT.en}”.",
        )
        lines = [*lines, uncounted]
    return [line.text(lang) for line in lines]


def read_origins(
    report: Report, files: Sequence[Path], now: dt.datetime, customer: str = ""
) -> tuple[list[Origin], list[Message]]:
    """Read workbooks, each under a name of its own; their raw cells are let go one by one, equal values are kept once.

    Return them, with the rows of a customer only where one is named, and what to tell of that. GendanError for the first
    that cannot be read, GD094 for a customer whom none knows.
    """
    pool = Pool()
    cases: list[FormCase] = []

    def read(file: Path, name: str) -> Origin:
        opened = open_file(file, now)
        if len(files) > 1:
            pool.take(opened.ledger)
        context = opened.context
        cases.append(FormCase(opened.ledger, context.settings, context.calendar, context.now))
        return origin_of(report, opened, name)

    with _uncollected():
        origins = list(map(read, files, source_names(files)))
        return only_customer(origins, cases, customer) if customer else (origins, [])


def open_all(files: Iterable[Path], now: dt.datetime) -> list[Opened]:
    """Read workbooks. GendanError for the first that cannot be read."""
    with _uncollected():
        return [open_file(file, now) for file in files]


@contextmanager
def _uncollected() -> Iterator[None]:
    """Hold the garbage collector: a bulk of small values that all live until the end."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def origin_of(report: Report, opened: Opened, name: str) -> Origin:
    """Return a workbook that was read as a report takes it."""
    context = opened.context
    return Origin(
        name, _modified(opened.path, opened.book), opened.ledger, context.settings,
        context.calendar, opened.findings, _findings(report, opened),
    )  # fmt: skip


def _modified(path: Path, book: Book) -> dt.datetime | None:
    """Return when the file was saved last; None for the book that is open in the program."""
    from gendan_xl.books.file import FileBook
    from gendan_xl.commands._clock import SHANGHAI

    if not isinstance(book, FileBook):
        return None
    return dt.datetime.fromtimestamp(path.stat().st_mtime, SHANGHAI).replace(tzinfo=None)


def _findings(report: Report, opened: Opened) -> list[Finding]:
    """Return what the rules of a report find."""
    if not report.rules:
        return []
    wanted = [rule for rule in all_rules() if rule.code in report.rules]
    return run(opened.ledger, opened.context, wanted).findings
