"""`--lang en`: every report says in English what it says in Chinese; the ledger's own words stay as they are."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest

from gendan_xl.commands._make_report import read_origins
from gendan_xl.demo.book import build_demo, make_demo
from gendan_xl.errors import Message
from gendan_xl.reports import all_reports
from gendan_xl.reports._cover import make_report
from gendan_xl.reports._report import Case, Origin, Report

TODAY = dt.date(2026, 3, 31)
NOW = dt.datetime(2026, 3, 31, 12)
CHINESE = re.compile("[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The demonstration twice, so that rows stand in several workbooks."""
    folder = tmp_path_factory.mktemp("demo")
    paths = [folder / "book1.xlsx", folder / "book2.xlsx"]
    build_demo(paths[0], make_demo(TODAY), TODAY)
    paths[1].write_bytes(paths[0].read_bytes())
    return paths


def ledger_words(origins: Iterable[Origin]) -> list[str]:
    """Return headers, sheet names and values of the ledgers, the longest first."""
    found: set[str] = set()
    for origin in origins:
        for data in origin.ledger.tables.values():
            found |= {data.table.meta.sheet, *(data.table.header(name) for name in data.table.columns())}
            found |= {str(value) for name in data.columns for value in data.values(name) if value is not None}
    return sorted((word for word in found if len(word) > 1 and CHINESE.search(word)), key=len, reverse=True)


def left_in_chinese(texts: Iterable[str], words: Iterable[str]) -> list[str]:
    pattern = re.compile("|".join(map(re.escape, words)))
    return [text for text in texts if CHINESE.search(pattern.sub("", text))]


def numbers(text: str) -> list[float]:
    """Return the numbers of a sentence; a month reads 2026年3月 or 2026-03."""
    return sorted(float(one.replace(",", "")) for one in re.findall(r"\d[\d,]*\.?\d*", text))


@pytest.mark.parametrize("report", all_reports(), ids=lambda report: report.verb)
def test_a_report_says_the_same_in_english(report: Report, books: list[Path]) -> None:
    origins, _ = read_origins(report, books, NOW)
    words = ledger_words(origins)
    book, told = make_report(report, Case(origins, NOW, lang="en"))
    said = [*told.figures, *told.basis, *told.passed, *told.remarks]
    said += [one.reason for one in (*told.left_out, *told.doubtful)]
    assert left_in_chinese((one.en for one in said), words) == []
    assert [one for one in said if not _is_twin(one)] == []

    made = BytesIO(book.to_bytes())
    sheets = openpyxl.load_workbook(made, read_only=True)
    cells = [str(value) for row in sheets["Cover"].iter_rows(values_only=True) for value in row if value]
    with ZipFile(made) as parts:
        charts = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/charts/")]
    titles = [title for chart in charts for title in re.findall("<c:title>.*?</c:title>", chart)]
    assert left_in_chinese([*cells, *sheets.sheetnames, *titles], words) == []


def _is_twin(one: Message) -> bool:
    return bool(CHINESE.search(one.zh)) and numbers(one.zh) == numbers(one.en)
