"""The process: what becomes of it and of us when either dies."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from gendan_xl.errors import GendanError

pytest.importorskip("xlwings")

ORPHAN = "from gendan_xl.hosts import calc; print(calc.start().pid, flush=True); input()"


@pytest.mark.usefixtures("calc_app")  # asks for LibreOffice
def test_a_dead_office_is_told_in_a_sentence() -> None:
    from gendan_xl.hosts import calc
    from gendan_xl.hosts.connect import explained

    app = calc.start()
    book = app.books.add()
    app.impl.office.stop(0)
    for use in (lambda: book.name, lambda: book.sheets[0]["A1"].value, lambda: app.books.active):
        with pytest.raises(GendanError, match="GD983"), explained():
            use()
    assert not app.impl.office.is_alive()
    app.quit()


@pytest.mark.usefixtures("calc_app")
@pytest.mark.skipif(sys.platform != "linux", reason="PR_SET_PDEATHSIG is Linux's")
def test_it_ends_with_the_process_that_started_it() -> None:
    child = subprocess.Popen([sys.executable, "-c", ORPHAN], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert child.stdout
    pid = int(child.stdout.readline())
    child.kill()
    child.wait(10)
    end = time.monotonic() + 10
    while _runs(pid):
        if time.monotonic() > end:
            os.kill(pid, signal.SIGKILL)
            pytest.fail("soffice outlived the process that started it")
        time.sleep(0.05)


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_without_the_program_the_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    from gendan_xl.hosts import office

    monkeypatch.setattr(office, "find_program", lambda: None)
    with pytest.raises(GendanError, match="libreoffice-calc.*GD984"):
        office.start()


def test_a_stale_lock_file_is_no_obstacle(calc_app: Any, tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "跟单.xlsx")
    (tmp_path / ".~lock.跟单.xlsx#").write_text(",other,host,01.01.2026 08:00,file:///tmp;")
    book = calc_app.books.open(tmp_path / "跟单.xlsx")
    assert book.name == "跟单.xlsx"
    book.close()
