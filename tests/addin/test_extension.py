"""The buttons of LibreOffice: installed into a real profile, pressed, and working on the open workbook."""

from __future__ import annotations

import os
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from gendan_xl.addin import extension
from gendan_xl.addin.ribbon import Button, in_order
from gendan_xl.commands._buttons import buttons
from gendan_xl.commands.office import COMMAND

pytest.importorskip("xlwings")

REPO = Path(__file__).resolve().parents[2]
STUB = """import sys
from gendan_xl.hosts.connect import active_book

active_book().sheets[0]["A1"].value = " ".join(sys.argv[1:])
"""
Started = Callable[[], Any]


@pytest.fixture
def started(calc_app: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Started]:
    """Start LibreOffice with a profile of the test; our commands find it, and write nothing outside the test."""
    from gendan_xl.hosts import office

    monkeypatch.setenv("GENDAN_PIPE", f"gendan_{uuid.uuid4().hex[:8]}")
    monkeypatch.setenv("GENDAN_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(REPO), os.environ.get("PYTHONPATH", "")]))
    running: list[Any] = []

    def start() -> Any:
        for old in running:
            old.stop()
        running.append(office.start(profile=tmp_path / "profile"))
        return running[-1]

    yield start
    for old in running:
        old.stop(1)


def _press(office: Any, document: Any, verb: str) -> None:
    dispatcher = office.create("com.sun.star.frame.DispatchHelper")
    dispatcher.executeDispatch(document.CurrentController.Frame, extension.url(verb), "", 0, ())


def _wait(is_done: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not is_done():
        assert time.monotonic() < end, "the button did nothing"
        time.sleep(0.1)


def test_a_button_runs_the_command_on_the_open_workbook(started: Started, tmp_path: Path) -> None:
    stub = tmp_path / "stub.py"
    stub.write_text(STUB)
    shown = [Button("delivery-note", "单据", "送货", "", ""), Button("check", "订单", "校验", "", "")]
    built = extension.build(shown, [sys.executable, str(stub)])
    assert built == extension.build(shown, [sys.executable, str(stub)])
    office = started()
    for _ in range(2):  # also over an older one
        extension.install(office, built)

    office = started()
    document = office.desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, ())
    cell = document.Sheets.getByIndex(0).getCellRangeByName("A1")
    for verb in ("check", "delivery-note"):
        _press(office, document, verb)
        _wait(lambda verb=verb: cell.getFormulaArray()[0][0] == verb)  # type: ignore[misc]
    extension.uninstall(office)
    assert extension.installed(office) == ""


def test_the_menu_shows_every_button(started: Started) -> None:
    office = started()
    extension.install(office, extension.build(buttons(), COMMAND))
    from gendan_xl.hosts.office import properties

    provider = office.create("com.sun.star.configuration.ConfigurationProvider")
    path = f"/org.openoffice.Office.Addons/AddonUI/OfficeMenuBar/{extension.IDENTIFIER}"
    menu = provider.createInstanceWithArguments(
        "com.sun.star.configuration.ConfigurationAccess", properties(nodepath=path)
    )
    items = [menu.Submenu.getByName(name) for name in sorted(menu.Submenu.ElementNames)]
    shown = [item.Title for item in items if item.URL != "private:separator"]
    assert shown == [button.label for button in in_order(buttons())]
    assert len(items) - len(shown) == len({button.group for button in buttons()}) - 1
    assert menu.Title == "跟单"


def test_the_real_button_checks_the_demo_workbook(started: Started, tmp_path: Path) -> None:
    import datetime as dt

    from gendan_xl.demo.book import build_demo, make_demo

    today = dt.date(2026, 3, 16)
    path = tmp_path / "跟单.xlsx"
    build_demo(path, make_demo(today), today)
    office = started()
    extension.install(office, extension.build(buttons(), COMMAND))
    office = started()
    document = office.desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, ())
    _press(office, document, "check")
    _wait(lambda: "问题清单" in document.Sheets.ElementNames)
    _wait(lambda: document.Sheets.getByName("问题清单").getCellRangeByName("A3").getDataArray()[0][0] != "")
