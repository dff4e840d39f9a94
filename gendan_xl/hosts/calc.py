"""LibreOffice Calc as an xlwings engine: what we write against xlwings' public API runs on it too.

It has the members that this package uses and no others: an AttributeError names one that is missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import xlwings

from gendan_xl.hosts import office
from gendan_xl.hosts.calc_book import Books
from gendan_xl.hosts.calc_range import Range
from gendan_xl.hosts.calc_values import Rows, bounds_of
from gendan_xl.hosts.office import Office, uno

NAME = "calc"
_BUTTONS = {None: 1, "ok": 1, "ok_cancel": 2}  # com.sun.star.awt.MessageBoxButtons
_OK = 1  # com.sun.star.awt.MessageBoxResults


class Engine:
    """What xlwings calls an engine."""

    name, type = NAME, "desktop"

    def __init__(self) -> None:
        self.apps = Apps()

    @staticmethod
    def prepare_xl_data_element(value: Any, options: Any = None) -> Any:
        """Return one value for writing as it is: calc_values.write knows them all."""
        return value

    @staticmethod
    def clean_value_data(data: Rows, moment: Any, empty: Any, number: Any, err_to_str: bool) -> Rows:
        """Return values that were read, with another word for blanks; days are always datetime, errors text."""
        return [[empty if value == "" else value for value in row] for row in data]


class Apps:
    """The LibreOffices that we know, by process (0: the user's own), the newest first."""

    def __init__(self) -> None:
        self._apps: dict[int, App] = {}

    def add(self, running: Office, *, visible: bool) -> xlwings.App:
        """Take a LibreOffice in."""
        app = self._apps[running.pid] = App(running, visible=visible)
        return xlwings.App(impl=app)

    def __iter__(self) -> Iterator[App]:
        self._apps = {pid: app for pid, app in self._apps.items() if app.office.is_alive()}
        return reversed(self._apps.values())

    def __len__(self) -> int:
        return sum(1 for _ in self)


def register() -> xlwings.Engine:
    """Return the engine, added to xlwings when first asked for and active where no other is."""
    if NAME not in xlwings.engines.engines_by_name:
        xlwings.engines.add(xlwings.Engine(impl=Engine()))
        if xlwings.engines.active is None:
            xlwings.engines[NAME].activate()
    return xlwings.engines[NAME]


def start(*, visible: bool = False, profile: Path | None = None, macros: bool = False) -> xlwings.App:
    """Start a LibreOffice of our own without books; see office.start. `quit()` ends it."""
    running = office.start(visible=visible, profile=profile, macros=macros)
    return register().impl.apps.add(running, visible=visible)  # type: ignore[no-any-return]


def attach(pipe: str) -> xlwings.App | None:
    """Return the running LibreOffice that listens on a pipe, None when none does."""
    context = office.resolve(pipe)
    return None if context is None else register().impl.apps.add(Office(context), visible=True)


class App:
    """A LibreOffice with its open workbooks. `pid` is its process, 0 for the user's own."""

    def __init__(self, running: Office, *, visible: bool) -> None:
        self.office, self.engine, self.visible = running, register().impl, visible
        self.api, self.pid, self.books = running.desktop, running.pid, Books(self)
        self.alerts: list[str] = []
        """What message boxes said, the latest last."""
        self._indicator: Any = None
        self._status: str | bool = False

    @property
    def selection(self) -> Range:
        """The selected cells of the active book. AttributeError when it is no cells that are selected."""
        sheet = self.books.active.sheets.active
        chosen = self.books.active.api.CurrentSelection
        several = chosen.supportsService("com.sun.star.sheet.SheetCellRanges")
        return Range(sheet, *map(bounds_of, chosen.RangeAddresses if several else [chosen.RangeAddress]))

    def activate(self, steal_focus: bool = False) -> None:
        """Leave it to the book, which xlwings activates as well."""

    @property
    def screen_updating(self) -> bool:
        """Whether windows follow what changes."""
        return not any(book.api.hasControllersLocked() for book in self.books)

    @screen_updating.setter
    def screen_updating(self, value: bool) -> None:
        for doc in (book.api for book in self.books):
            if value == doc.hasControllersLocked():
                (doc.unlockControllers if value else doc.lockControllers)()

    @property
    def calculation(self) -> str:
        """`automatic` or `manual`."""
        return "automatic" if all(b.api.isAutomaticCalculationEnabled() for b in self.books) else "manual"

    @calculation.setter
    def calculation(self, value: str) -> None:
        for book in self.books:
            book.api.enableAutomaticCalculation(value != "manual")

    @property
    def status_bar(self) -> str | bool:
        """The text in the status bar, False for the program's own."""
        return self._status

    @status_bar.setter
    def status_bar(self, value: str | bool) -> None:
        if self._indicator is not None:
            self._indicator.end()
            self._indicator = None
        self._status = value
        if value:
            self._indicator = self.books.active.api.CurrentController.getStatusIndicator()
            self._indicator.start(str(value), 0)

    def alert(self, prompt: str, title: str | None, buttons: str | None, *_: Any) -> str:
        """Show a message box and return its button; without a window nobody is asked and the answer is ok."""
        self.alerts.append(prompt)
        if not self.visible:
            return "ok"
        window = self.books.active.api.CurrentController.Frame.ContainerWindow
        kind = uno().Enum("com.sun.star.awt.MessageBoxType", "INFOBOX")
        toolkit = self.office.create("com.sun.star.awt.Toolkit")
        box = toolkit.createMessageBox(window, kind, _BUTTONS[buttons], title or "", prompt)
        return "ok" if box.execute() == _OK else "cancel"

    def quit(self) -> None:
        """Close the LibreOffice that we started with its books; the user's own stays."""
        if self.office.process and self.office.is_alive():
            for book in list(self.books):
                book.close()
        self.office.stop()
