"""Finding the workbook that the user has open."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from gendan_xl.errors import GendanError
from gendan_xl.hosts import connect

pytest.importorskip("xlwings")


def test_the_active_book_and_one_by_name(calc_app: Any, tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "甲.xlsx")
    first, second = calc_app.books.open(tmp_path / "甲.xlsx"), calc_app.books.add()
    try:
        second.activate()
        assert connect.active_book().name == second.name
        assert connect.active_book("甲.XLSX").name == "甲.xlsx"
        assert connect.active_book(str(tmp_path / "甲.xlsx")).fullname == str(tmp_path / "甲.xlsx")
        with pytest.raises(GendanError, match="「乙.xlsx」.*甲.xlsx.*GD982"):
            connect.active_book("乙.xlsx")
    finally:
        first.close()
        second.close()


@pytest.fixture
def alone(calc_app: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As in a process that has started no LibreOffice, with a pipe of its own."""
    from gendan_xl.hosts import calc

    engine = calc.register().impl
    monkeypatch.setattr(engine, "running", {})
    monkeypatch.setenv("GENDAN_PIPE", f"gendan_{uuid.uuid4().hex[:8]}")
    yield


def test_no_program_is_told_with_the_remedy(alone: None) -> None:
    with pytest.raises(GendanError, match="gendan office start.*GD980"):
        connect.active_book()


def test_a_file_that_does_not_open_is_named(
    alone: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = connect.start_office(hidden=True, profile=tmp_path / "profile")
    monkeypatch.setattr(connect, "SECONDS", 3)
    try:
        with pytest.raises(GendanError, match="打不开 .*没有.xlsx.*GD985"):
            connect.start_office([tmp_path / "没有.xlsx"], hidden=True, profile=tmp_path / "profile")
    finally:
        app.api.terminate()


def test_the_users_own_office_is_found_listens_and_survives(alone: None, tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "甲.xlsx")
    app = connect.start_office([tmp_path / "甲.xlsx"], hidden=True, profile=tmp_path / "profile")
    try:
        assert connect.active_book().name == "甲.xlsx"  # it is open when the start returns
        connect.active_book().close()
        with pytest.raises(GendanError, match="没有打开的工作簿：.*GD982"):
            connect.active_book()
        app.books.add().sheets[0]["A1"].value = "跟单"
        assert connect.active_book().sheets[0]["A1"].value == "跟单"
        app.quit()
        assert app.impl.office.is_alive()
    finally:
        app.api.terminate()
