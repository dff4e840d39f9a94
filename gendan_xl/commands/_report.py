"""What `gendan check` says of a workbook, as text for a clerk and as JSON for programs (docs/check-json.md)."""

from __future__ import annotations

import datetime as dt
import gc
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from gendan_xl.commands._open import Opened, open_file
from gendan_xl.errors import GendanError, Message
from gendan_xl.findings import LEVELS, Finding
from gendan_xl.rules import NotRun, all_rules, run
from gendan_xl.rules._docs import read_help
from gendan_xl.rules._rule import RULES

LEVEL_NAMES = {
    "error": Message("错误", "errors"),
    "warning": Message("警告", "warnings"),
    "info": Message("提示", "notes"),
}
SHOWN = 10


@dataclass(slots=True)
class BookReport:
    """The result of checking one workbook; `error` says why it could not be checked."""

    file: str
    tables: dict[str, int] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    calendar: Message = Message("", "")
    findings: list[Finding] = field(default_factory=list)
    not_run: list[NotRun] = field(default_factory=list)
    error: GendanError | None = None


def check_file(path: Path, now: dt.datetime) -> BookReport:
    """Check one workbook as of `now`. Never raises GendanError: that is the report's `error`."""
    collecting = gc.isenabled()
    gc.disable()  # a bulk of small values that all live until the end: a fifth of the time
    try:
        return checked(open_file(path, now), str(path))
    except GendanError as problem:
        return BookReport(str(path), error=problem)
    finally:
        if collecting:
            gc.enable()


def checked(opened: Opened, name: str) -> BookReport:
    """Check a workbook that was read."""
    report, ledger = BookReport(name), opened.ledger
    report.tables = {name: len(data) for name, data in ledger.tables.items()}
    report.titles = {name: data.table.meta.sheet for name, data in ledger.tables.items()}
    result = run(ledger, opened.context, all_rules())
    report.calendar = opened.context.calendar.description  # after the run: it names the years used
    report.not_run = result.not_run
    sheets = {sheet.name: number for number, sheet in enumerate(opened.book.sheets())}
    report.findings = sorted(
        opened.findings + result.findings,
        key=lambda f: (LEVELS.index(f.level), sheets.get(f.sheet, -1), f.code, f.row, f.col),
    )
    return report


def as_json(reports: Sequence[BookReport], lang: str) -> str:
    """Return the reports as one JSON document."""
    levels = Counter(finding.level for report in reports for finding in report.findings)
    document = {
        "books": [_book_json(report, lang) for report in reports],
        "summary": {level: levels[level] for level in LEVELS},
    }
    return json.dumps(document, ensure_ascii=False, indent=2, default=_plain)


def _book_json(report: BookReport, lang: str) -> dict[str, Any]:
    error = report.error
    return {
        "file": report.file,
        "tables": report.tables,
        "calendar": report.calendar.zh,
        "not_run": [skipped.code for skipped in report.not_run],
        "findings": [_finding_json(finding, lang) for finding in report.findings],
        "error": {"code": error.code, "message": error.message.text(lang)} if error else None,
    }


def _finding_json(finding: Finding, lang: str) -> dict[str, Any]:
    return {
        "code": finding.code,
        "level": finding.level,
        "sheet": finding.sheet,
        "cell": finding.cell,
        "table": finding.table,
        "key": finding.key,
        "column": finding.column,
        "value": finding.value,
        "message": finding.message.text(lang),
        "fix": finding.fix.text(lang),
    }


def _plain(value: object) -> object:
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else str(value)


def as_text(reports: Sequence[BookReport], lang: str, *, everything: bool = False) -> str:
    """Return the reports for a terminal: per book the counts, then the findings grouped by code."""
    blocks = ["\n".join(_book_text(report, lang, everything)) for report in reports]
    if len(reports) > 1:
        blocks.append(_total(reports, lang))
    return "\n\n".join(blocks)


def _book_text(report: BookReport, lang: str, everything: bool) -> Iterator[str]:
    zh = lang != "en"
    if report.error:
        yield f"✗ {report.file}  {'没有检查' if zh else 'not checked'}"
        yield f"  {report.error.text(lang)}"
        return
    tables = " · ".join(f"{report.titles[name]} {rows}" for name, rows in report.tables.items() if rows)
    rows = f"{tables}{' 行' if zh else ' rows'}  " if tables else ""
    yield report.file
    yield f"  {rows}{'日历' if zh else 'calendar'} {report.calendar.text(lang)}"
    yield f"  {counts(report.findings, lang)}"
    for group in _groups(report.findings):
        yield ""
        yield from _group_text(group, lang, everything)
    if report.not_run:
        yield ""
        yield from _not_run_text(report.not_run, lang, everything)


def counts(findings: Iterable[Finding], lang: str) -> str:
    """Return how many findings of each level there are, as a sentence."""
    levels = Counter(finding.level for finding in findings)
    if not levels:
        return "没有发现问题。" if lang != "en" else "Nothing found."
    return " · ".join(f"{LEVEL_NAMES[level].text(lang)} {levels[level]}" for level in LEVELS if levels[level])


def _groups(findings: Iterable[Finding]) -> Iterable[list[Finding]]:
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.code, []).append(finding)
    return groups.values()


def _group_text(group: list[Finding], lang: str, everything: bool) -> Iterator[str]:
    first, zh = group[0], lang != "en"
    fixes = {finding.fix.text(lang) for finding in group}
    mark = {"error": "✗", "warning": "!", "info": "·"}[first.level]
    level = LEVEL_NAMES[first.level].text(lang)
    count = f"{len(group)} 处" if zh else str(len(group))
    yield f"{mark} {first.code} {level} {count}{_about(first.code, lang)}"
    shown = group if everything else group[:SHOWN]
    for finding in shown:
        key = finding.key if finding.key and finding.key not in finding.message.text(lang) else ""
        key = key and (f"（{key}）" if zh else f" ({key})")
        fix = "" if len(fixes) == 1 else f" → {finding.fix.text(lang)}"
        yield f"    {finding.place}  {finding.message.text(lang)}{key}{fix}"
    if len(shown) < len(group):
        rest = len(group) - len(shown)
        yield f"    … 还有 {rest} 处，用 --all 全部列出" if zh else f"    … {rest} more, list them with --all"
    if len(fixes) == 1:
        yield f"  → {first.fix.text(lang)}"


def _about(code: str, lang: str) -> str:
    """Return what a rule is about: the first sentence of its help; '' for what intake says of single cells."""
    rule = RULES.get(code)
    if rule is None:
        return ""
    text = read_help(rule)
    return f" · {text.en.split('. ')[0].rstrip('.')}" if lang == "en" else f" · {text.zh.split('。')[0]}"


def _not_run_text(skipped: Sequence[NotRun], lang: str, everything: bool) -> Iterator[str]:
    zh = lang != "en"
    if not everything:
        yield (
            f"另有 {len(skipped)} 条规则没有需要的数据，没有执行（--all 列出）。"
            if zh
            else f"{len(skipped)} rules were not run: their data is not kept here (listed by --all)."
        )
        return
    by_reason: dict[str, list[str]] = {}
    for rule in skipped:
        by_reason.setdefault(rule.reason.text(lang), []).append(rule.code)
    yield (
        "未执行的规则（表里没有需要的数据，不算错）：" if zh else "Rules not run (the data is not kept here):"
    )
    for reason, codes in by_reason.items():
        yield f"    {reason}  {' '.join(codes)}"


def _total(reports: Sequence[BookReport], lang: str) -> str:
    failed = sum(1 for report in reports if report.error)
    said = counts([finding for report in reports for finding in report.findings], lang)
    if failed == len(reports):
        said = ""
    if lang == "en":
        return f"{len(reports)} workbooks, {failed} not checked. {said}"
    return f"共 {len(reports)} 个工作簿，{failed} 个没有检查。{said}"
