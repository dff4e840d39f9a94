"""Printing through LibreOffice: what happens when it is missing or fails (printing itself: tests/forms)."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
import xlsxwriter

from gendan_xl.books import office
from gendan_xl.errors import GendanError


@pytest.fixture
def book(tmp_path: Path) -> Path:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as workbook:
        workbook.add_worksheet().write("A1", "x")
    path = tmp_path / "单.xlsx"
    path.write_bytes(buffer.getvalue())
    return path


def test_a_missing_office_is_said(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(office, "_PLACES", ())
    with pytest.raises(GendanError, match="没有找到 LibreOffice") as caught:
        office.to_pdf(book)
    assert caught.value.code == "GD960"


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands for LibreOffice")
@pytest.mark.parametrize(
    ("script", "seconds", "said"), [("echo no filter; exit 1", 60, "no filter"), ("sleep 60", 0.2, "0.2 s")]
)
def test_a_failing_office_is_said_and_leaves_no_pdf(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, seconds: float, said: str
) -> None:
    program = tmp_path / "bin" / "soffice"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:/bin:/usr/bin")
    monkeypatch.setattr(office, "SECONDS", seconds)
    with pytest.raises(GendanError, match=said) as caught:
        office.to_pdf(book)
    assert caught.value.code == "GD961" and not book.with_suffix(".pdf").exists()
