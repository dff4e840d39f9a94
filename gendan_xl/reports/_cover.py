"""The first and the last free sheet of every report: what it says in words, and what its figures do not hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from gendan_xl import text
from gendan_xl.cells import Value
from gendan_xl.errors import Message
from gendan_xl.findings import Finding
from gendan_xl.reports._parts import titled
from gendan_xl.reports._report import Case, LeftOut, Origin, Report, Told
from gendan_xl.reports._words import counted, period_words
from gendan_xl.reports.book import ReportBook, Sheet
from gendan_xl.schema.table import table

LEFT_OUT = Message("未计入", "Not counted")
_WIDTHS = (24, 50, 20, 44)
_LINE = sum(_WIDTHS) - 6
_HEIGHT = 19
_GOOD, _DOUBT = "#E2EFDA", "#FFF2CC"
_MARK = Message("存疑", "Doubtful")
_AGAIN = Message("重复", "Repeated")
_TAKEN = Message("按看懂的计入", "As understood")
_GUESSED = frozenset({"GD104", "GD105", "GD106", "GD109"})
"""Codes of cells that were understood although they are not what they should be: 840 as text, 2026.11.23."""
NOTHING = Message("这个期间没有可以计算的数据。", "Nothing to show for this period.")


class _Cells(NamedTuple):
    """Cells of what the report reads that could not be read, and those that were understood all the same."""

    unread: Sequence[LeftOut]
    guessed: Sequence[LeftOut]


def make_report(report: Report, case: Case) -> tuple[ReportBook, Told]:
    """Return the workbook of a report, ready to be saved, and what its cover says."""
    title = Message(report.label, report.english).text(case.lang)
    period = period_words(case.first, case.last).text(case.lang)
    book = ReportBook(title if report.is_as_of else f"{title} {period}", case.now, lang=case.lang)
    cover = book.sheet(book.say("封面", "Cover"))
    told = report.build(case, book)
    told.absent = list(_absent(report, case))
    found = _Cells(list(_findings(report, case, _is_unread)), list(_findings(report, case, _is_guessed)))
    if told.left_out or told.repeated or told.doubtful or any(found):
        _draw_left_out(book, told, found)
    _Cover(book, cover, report, case, told, found).draw()
    return book, told


def _absent(report: Report, case: Case) -> Iterator[Message]:
    """Yield which tables of the report workbooks do not keep."""
    lacking: dict[tuple[str, ...], list[str]] = {}
    for origin in case.origins:
        names = tuple(table(name).meta.sheet for name in report.reads if origin.ledger.get(name) is None)
        lacking.setdefault(names, []).append(origin.name)
    for absent, names_of_books in lacking.items():
        if absent:
            yield Message(
                f"{'、'.join(names_of_books)} 没有这些表，数字里也就没有：{'、'.join(absent)}。",
                f"{', '.join(names_of_books)} does not keep these tables: {', '.join(absent)}.",
            )


def _is_unread(finding: Finding) -> bool:
    return finding.level == "error"


def _is_guessed(finding: Finding) -> bool:
    return finding.level == "warning" and finding.code in _GUESSED


def _findings(report: Report, case: Case, is_wanted: Callable[[Finding], bool]) -> Iterator[LeftOut]:
    """Yield the findings of a kind among the cells that the report reads."""
    for origin in case.origins:
        headers = {
            (name, data.table.header(field))
            for name, fields in report.reads.items()
            if (data := origin.table(name))
            for field in fields
        }
        for finding in origin.doubts:
            if is_wanted(finding) and (finding.table, finding.column) in headers:
                yield LeftOut(origin.name, finding.place, finding.key, finding.message)


def _draw_left_out(book: ReportBook, told: Told, found: _Cells) -> None:
    title = Message("未计入的行和看不懂的单元格", "Rows that do not count and cells that cannot be read")
    note = Message(
        "改正台账后重新出报表；看不懂的单元格按空白处理，写法不规范的按看懂的值计入。",
        "Correct the ledger and make the report again; cells that cannot be read count as blank, the others as understood.",
    )
    sheet = titled(book, LEFT_OUT, title, note)
    listed = [(LEFT_OUT, one) for one in told.left_out]
    listed += [(_MARK, one) for one in (*told.doubtful, *found.unread)]
    listed += [(_TAKEN, one) for one in found.guessed]
    listed += [(_AGAIN, one) for one in told.repeated]
    rows = [
        (kind.text(book.lang), one.source, one.place, one.key, one.reason.text(book.lang))
        for kind, one in listed
    ]
    header = (("类别", "Kind"), ("来源", "Source"), ("位置", "Place"), ("单号", "Number"), ("原因", "Reason"))
    sheet.table((4, 1), [book.say(*words) for words in header], rows)
    sheet.width(5, 70)
    sheet.page.freeze_panes(4, 0)
    sheet.page.autofilter(3, 0, 3 + len(rows), 4)
    sheet.page.repeat_rows(3)


def repeated_words(count: int) -> Message:
    """Return the sentence on rows that stand in several workbooks."""
    return Message(
        f"几本工作簿里都有的 {count:,} 行重复，只算一次（列在“{LEFT_OUT.zh}”）。",
        f"Rows that stand in several workbooks and count once, listed in “{LEFT_OUT.en}”: {count:,}.",
    )


class _Cover:
    """The cover in the making, line by line."""

    def __init__(
        self,
        book: ReportBook,
        sheet: Sheet,
        report: Report,
        case: Case,
        told: Told,
        found: _Cells,
    ) -> None:
        self._book, self._sheet = book, sheet
        self._report, self._case, self._told, self._found = report, case, told, found
        self._row = 1
        for col, width in enumerate(_WIDTHS, 1):
            sheet.width(col, width)

    def draw(self) -> None:
        """Write the cover."""
        case, told = self._case, self._told
        made = case.made or case.now
        say, period = self._book.say, period_words(case.first, case.last)
        months, months_en = (
            ("", "") if self._report.is_as_of else (f"期间：{period.zh}　　", f"Period: {period.en}      ")
        )
        self._sheet.write((1, 1), say(self._report.label, self._report.english), bold=True, font_size=22)
        self._sheet.page.set_row(0, 34)
        about = say(
            f"{months}截至：{case.today}　　制表：{made:%Y-%m-%d %H:%M}",
            f"{months_en}As of: {case.today}      Made: {made:%Y-%m-%d %H:%M}",
        )
        self._sheet.write((2, 1), about, font_color="#595959")
        self._sheet.write((3, 1), self._report.help.en, font_color="#595959", italic=True)
        self._row = 4
        for limit in case.limits:
            self._wide(limit.text(self._book.lang), {"font_size": 12, "bold": True, "valign": "vcenter"}, 12)
        self._row += 1
        self._section(
            say("关键数字 · Key figures", "Key figures"), told.figures or [NOTHING], fill=_GOOD, size=13
        )
        self._section(say("怎么算的 · How they were reckoned", "How they were reckoned"), told.basis)
        left_out = say("没有算进去的 · What they leave out", "What they leave out")
        self._section(left_out, list(self._missing()), fill=_DOUBT)
        self._sources()

    def _section(self, title: str, lines: Sequence[Message], fill: str = "", size: int = 11) -> None:
        if not lines:
            return
        self._title(title)
        for line in lines:
            look = {"font_size": size, "text_wrap": True, "valign": "vcenter", "indent": 1}
            if fill:
                look["bg_color"] = fill
            self._wide(line.text(self._book.lang), look, size)
        self._row += 1

    def _wide(self, line: str, look: dict[str, object], size: int) -> None:
        """Write a sentence over all columns, in a row high enough for it."""
        for col in range(1, len(_WIDTHS) + 1):
            self._sheet.write((self._row, col), None, **look)
        made = self._book.look(**look)
        self._sheet.page.merge_range(self._row - 1, 0, self._row - 1, len(_WIDTHS) - 1, line, made)
        lines = -(-text.width(line, "WFA") * size // (_LINE * 11))
        self._sheet.page.set_row(self._row - 1, (_HEIGHT + size - 11) * max(lines, 1) + 3)
        self._row += 1

    def _title(self, title: str) -> None:
        for col in range(1, len(_WIDTHS) + 1):
            self._sheet.write(
                (self._row, col), title if col == 1 else None, bold=True, font_size=12, bottom=2
            )
        self._row += 1

    def _missing(self) -> Iterator[Message]:
        """Yield what the figures do not hold, and under which assumptions they hold the rest."""
        told = self._told
        yield from told.absent
        if told.left_out:
            count, listed = (
                len(told.left_out),
                counted(Counter(one.reason for one in told.left_out).most_common()),
            )
            yield Message(
                f"有 {count:,} 行应当计入而没有计入（逐行列在“{LEFT_OUT.zh}”）：{listed.zh}。",
                f"Rows that should count and do not: {count:,}, listed in “{LEFT_OUT.en}”: {listed.en}.",
            )
        if count := len(told.repeated):
            yield repeated_words(count)
        if count := len(self._found.unread):
            yield Message(
                f"有 {count:,} 个单元格看不懂，按空白处理（列在“{LEFT_OUT.zh}”），数字可能因此偏差。",
                f"Cells that cannot be read, listed in “{LEFT_OUT.en}”: {count:,}; they count as blank, and the figures "
                "may be off.",
            )
        if count := len(self._found.guessed):
            yield Message(
                f"有 {count:,} 个单元格写法不规范，按看懂的值计入（列在“{LEFT_OUT.zh}”），请核对。",
                f"Cells not written as they should be, which count as they were understood: {count:,}, listed in "
                f"“{LEFT_OUT.en}”; please check them.",
            )
        yield from told.notes
        if passed := [(reason, count) for reason, count in told.passed.items() if count]:
            listed = counted(passed)
            yield Message(f"按规则不计入：{listed.zh}。", f"Rightly not counted: {listed.en}.")
        for remark, count in told.remarks.items():
            if count:
                yield Message(f"{remark.zh}：{count:,} 行。", f"{remark.en}: {count:,}.")

    def _sources(self) -> None:
        say = self._book.say
        self._title(say("来源 · Sources", "Sources"))
        rows = [self._origin(origin) for origin in self._case.origins]
        header = (
            say("来源", "Source"),
            say("行数", "Rows"),
            say("修改时间", "Saved"),
            say("日历", "Calendar"),
        )
        for words, values in enumerate([header, *rows]):
            look = (
                {"bold": True, "bg_color": "#DDEBF7"} if not words else {"text_wrap": True, "valign": "top"}
            )
            for col, value in enumerate(values, 1):
                self._sheet.write((self._row, col), value, **look)
            lines = [-(-text.width(str(v), "WFA") // (w - 2)) for v, w in zip(values, _WIDTHS, strict=True)]
            self._sheet.page.set_row(self._row - 1, _HEIGHT * max(lines))
            self._row += 1

    def _origin(self, origin: Origin) -> tuple[Value, ...]:
        held = [origin.table(name) for name in self._report.reads]
        say = self._book.say
        rows = [(data.table.meta.sheet, f"{len(data):,}") for data in held if data]
        is_kept = any(origin.ledger.get(name) is not None for name in self._report.reads)
        nothing, nothing_en = (
            ("表是空的", "the tables are empty")
            if is_kept
            else ("没有这张报表要用的表", "none of the tables of this report")
        )
        listed = say(
            "、".join(f"{name} {count} 行" for name, count in rows) or nothing,
            ", ".join(f"{name} {count}" for name, count in rows) or nothing_en,
        )
        saved = (
            f"{origin.modified:%Y-%m-%d %H:%M}"
            if origin.modified
            else say("打开着的工作簿", "the open workbook")
        )
        return origin.name, listed, saved, origin.calendar.description.text(self._book.lang)
