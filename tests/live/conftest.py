"""Workbooks open in LibreOffice Calc, and what the buttons say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from gendan_xl.commands._buttons import live_actions
from gendan_xl.commands._live import press
from gendan_xl.demo.book import Demo, build_demo, make_demo

NOW = dt.datetime(2026, 3, 16, 12)


@dataclass(slots=True)
class Desk:
    """A clerk at the open workbook: `press` returns whether it was done, `said` is the last message box."""

    book: Any
    path: Path

    def press(self, verb: str) -> bool:
        self.book.activate()
        self.book.app.impl.alerts.clear()
        return press(live_actions()[verb], self.book, now=NOW)

    @property
    def said(self) -> str:
        return "\n".join(self.book.app.impl.alerts)

    def select(self, sheet: str, rows: str) -> None:
        self.book.activate()
        self.book.sheets[sheet].activate()
        self.book.api.CurrentController.select(self.book.sheets[sheet].range(rows).api)


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The log and the record for 撤销上次 stay in the test's folder."""
    folder = tmp_path / "用户"
    monkeypatch.setenv("GENDAN_HOME", str(folder))
    return folder


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Demo]:
    """The demo workbook, before it is scheduled."""
    path, demo = tmp_path_factory.mktemp("demo") / "跟单.xlsx", make_demo(NOW.date())
    build_demo(path, demo, NOW.date())
    return path, demo


@pytest.fixture
def desk(
    calc_app: Any, tmp_path: Path, quick_copy: Callable[[Path, Path], None]
) -> Iterator[Callable[..., Desk]]:
    """Open a copy of a workbook: `desk(path)`; what was opened meanwhile is closed at the end."""
    before = {book.fullname for book in calc_app.books}

    def opened(path: Path, folder: str = "live") -> Desk:
        copy = tmp_path / folder / path.name
        copy.parent.mkdir(exist_ok=True)
        quick_copy(path, copy)
        return Desk(calc_app.books.open(str(copy)), copy)

    yield opened
    for book in list(calc_app.books):
        if book.fullname not in before:
            book.close()


@pytest.fixture(scope="module")
def demo_desk(
    calc_app: Any,
    demo_file: tuple[Path, Demo],
    tmp_path_factory: pytest.TempPathFactory,
    quick_copy: Callable[[Path, Path], None],
) -> Iterator[Desk]:
    """The demo workbook, open for all tests that leave it as it was."""
    path = tmp_path_factory.mktemp("shared") / "共用.xlsx"
    quick_copy(demo_file[0], path)
    book = calc_app.books.open(str(path))
    yield Desk(book, path)
    book.close()
