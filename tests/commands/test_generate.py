"""`gendan generate`: the documents in docs/ follow the code."""

from __future__ import annotations

from pathlib import Path

import pytest

from gendan_xl.cli import main
from gendan_xl.commands import generate


def test_what_is_in_docs_is_fresh() -> None:
    assert main(["generate", "--check"]) == 0


def test_a_stale_file_is_named_and_rewritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "docs").mkdir()
    monkeypatch.setattr(generate, "repository", lambda: tmp_path)
    assert main(["generate", "--check"]) == 2
    assert "docs/data-dictionary.md" in capsys.readouterr().err
    assert main(["generate"]) == 0
    assert main(["generate", "--check"]) == 0


def test_an_installed_program_says_why_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generate, "__file__", str(tmp_path / "gendan_xl" / "commands" / "generate.py"))
    assert main(["generate"]) == 2
