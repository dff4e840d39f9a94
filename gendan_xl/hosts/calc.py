"""LibreOffice Calc as an xlwings engine: what we write against xlwings' public API runs on it too.

It has the members that this package uses and no others: an AttributeError names one that is missing.
"""

from __future__ import annotations

from typing import Any

import xlwings

from gendan_xl.hosts import office
from gendan_xl.hosts.calc_book import Books
from gendan_xl.hosts.calc_range import Range
from gendan_xl.hosts.cell_values import Rows, bounds_of
from gendan_xl.hosts.office import Office, has_screen, uno

NAME = "calc"
_BUTTONS = {None: 1, "ok": 1, "ok_cancel": 2}  # com.sun.star.awt.MessageBoxButtons
_OK = 1  # com.sun.star.awt.MessageBoxResults


class App:
    """A LibreOffice with its open workbooks. `pid` is its process, 0 for the user's own."""

    def __init__(self, running: Office, engine: Engine) -> None:
        self.office, self.engine = running, engine
        self.api, self.pid, self.books = running.desktop, running.pid, Books(self)
        self.alerts: list[str] = []
        """What message boxes said, the latest last."""
        self._indicator: Any = None

    @property
    def selection(self) -> Range:
        """The selected cells of the active book. AttributeError when it is no cells that are selected."""
        book = self.books.active
        chosen = book.api.CurrentSelection
        several = chosen.supportsService("com.sun.star.sheet.SheetCellRanges")
        areas = chosen.RangeAddresses if several else [chosen.RangeAddress]
        return Range(book.sheets.active, *map(bounds_of, areas))

    def activate(self, steal_focus: bool) -> None:
        """Leave it to the book, which xlwings activates as well."""

    def _update_screen(self, value: bool) -> None:
        for doc in (book.api for book in self.books):
            if value == doc.hasControllersLocked():
                (doc.unlockControllers if value else doc.lockControllers)()

    screen_updating = property(
        lambda self: not any(book.api.hasControllersLocked() for book in self.books),
        _update_screen,
        doc="Whether windows follow what changes.",
    )

    def _calculate(self, value: str) -> None:
        for book in self.books:
            book.api.enableAutomaticCalculation(value != "manual")

    calculation = property(
        lambda s: "automatic" if all(b.api.isAutomaticCalculationEnabled() for b in s.books) else "manual",
        _calculate,
        doc="`automatic` or `manual`.",
    )

    def _show_status(self, value: str | bool) -> None:
        if self._indicator is not None:
            self._indicator.end()
        self._indicator = self.books.active.api.CurrentController.getStatusIndicator() if value else None
        if value:
            self._indicator.start(str(value), 0)

    status_bar = property(
        lambda self: self._indicator is not None,
        _show_status,
        doc="Whether a text of ours is in the status bar; writing takes the text, False for the program's own.",
    )

    def alert(self, prompt: str, title: str | None, buttons: str | None, *_: Any) -> str:
        """Show a message box and return its button; where nobody can see it the answer is ok."""
        self.alerts.append(prompt)
        if self.office.process or not has_screen():
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


class Engine:
    """What xlwings calls an engine."""

    name, type = NAME, "desktop"

    def __init__(self) -> None:
        self.running: dict[int, App] = {}
        """The LibreOffices that we know by process, the user's own by 0."""

    @property
    def apps(self) -> list[App]:
        """Those that answer, the newest first."""
        self.running = {pid: app for pid, app in self.running.items() if app.office.is_alive()}
        return list(reversed(self.running.values()))

    def add(self, running: Office) -> xlwings.App:
        """Take a LibreOffice in."""
        app = self.running[running.pid] = App(running, self)
        return xlwings.App(impl=app)

    def prepare_xl_data_element(self, value: Any, options: Any) -> Any:
        """Return one value for writing as it is: cell_values.write knows them all."""
        return value

    def clean_value_data(self, data: Rows, moment: Any, empty: Any, number: Any, err_to_str: bool) -> Rows:
        """Return values that were read, with another word for blanks; days are always datetime, errors text."""
        return [[empty if value == "" else value for value in row] for row in data]


def register() -> xlwings.Engine:
    """Return the engine, added to xlwings when first asked for and active where no other is."""
    if NAME not in xlwings.engines.engines_by_name:
        xlwings.engines.add(xlwings.Engine(impl=Engine()))
        if xlwings.engines.active is None:
            xlwings.engines[NAME].activate()
    return xlwings.engines[NAME]


def start() -> xlwings.App:
    """Start a LibreOffice of our own without a window and without books; `quit()` ends it."""
    return register().impl.add(office.start())  # type: ignore[no-any-return]
