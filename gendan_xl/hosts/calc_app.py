"""A LibreOffice as xlwings asks for it: its switches, its open workbooks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gendan_xl.errors import GendanError
from gendan_xl.hosts import office
from gendan_xl.hosts.calc_book import Book, Sheet
from gendan_xl.hosts.calc_range import Range
from gendan_xl.hosts.office import Office, properties, uno

if TYPE_CHECKING:
    from gendan_xl.hosts.calc import Engine

_AS_CONFIGURED = 3  # com.sun.star.document.MacroExecMode.USE_CONFIG
_BUTTONS = {"ok": 1, "ok_cancel": 2, "yes_no": 3, "yes_no_cancel": 4}  # com.sun.star.awt.MessageBoxButtons
_ANSWERS = {0: "cancel", 1: "ok", 2: "yes", 3: "no"}  # com.sun.star.awt.MessageBoxResults


class App:
    """A LibreOffice with its open workbooks."""

    display_alerts = enable_events = interactive = True
    hwnd = None

    def __init__(self, running: Office, engine: Engine, *, visible: bool) -> None:
        self.office, self.engine, self.visible = running, engine, visible
        self.alerts: list[str] = []
        """What message boxes said, the latest last."""
        self._indicator: Any = None
        self._status: str | bool = False

    @property
    def api(self) -> Any:
        """The UNO desktop."""
        return self.office.desktop

    @property
    def pid(self) -> int:
        """Its process, 0 for the user's own."""
        return self.office.pid

    @property
    def version(self) -> str:
        """The version such as 7.4."""
        access = self.office.create(
            "com.sun.star.configuration.ConfigurationProvider"
        ).createInstanceWithArguments(
            "com.sun.star.configuration.ConfigurationAccess",
            properties(nodepath="/org.openoffice.Setup/Product"),
        )
        return str(access.getByName("ooSetupVersion"))

    @property
    def path(self) -> str:
        """The folder of its program."""
        return str((office.find_program() or Path()).parent)

    @property
    def books(self) -> Books:
        """Its open workbooks."""
        return Books(self)

    @property
    def selection(self) -> Range | None:
        """The selected cells of the active book, None when no cells are selected."""
        book = self.books.active
        chosen = book.api.CurrentSelection if book else None
        if book is None or chosen is None:
            return None
        if chosen.supportsService("com.sun.star.sheet.SheetCellRanges"):
            sheet = Sheet(book, chosen.getByIndex(0).Spreadsheet)
            first, *more = (sheet.at(area).bounds for area in chosen.RangeAddresses)
            return Range(sheet, first, tuple(more))
        return (
            Sheet(book, chosen.Spreadsheet).at(chosen.RangeAddress)
            if hasattr(chosen, "RangeAddress")
            else None
        )

    def activate(self, steal_focus: bool = False) -> None:
        """Bring its window to the front."""
        if book := self.books.active:
            book.activate()

    @property
    def screen_updating(self) -> bool:
        """Whether windows follow what changes."""
        return not any(book.api.hasControllersLocked() for book in self.books)

    @screen_updating.setter
    def screen_updating(self, value: bool) -> None:
        for book in self.books:
            if value == book.api.hasControllersLocked():
                (book.api.unlockControllers if value else book.api.lockControllers)()

    @property
    def calculation(self) -> str:
        """`automatic` or `manual`."""
        is_automatic = all(book.api.isAutomaticCalculationEnabled() for book in self.books)
        return "automatic" if is_automatic else "manual"

    @calculation.setter
    def calculation(self, value: str) -> None:
        for book in self.books:
            book.api.enableAutomaticCalculation(value != "manual")

    def calculate(self) -> None:
        """Compute everything anew."""
        for book in self.books:
            book.api.calculateAll()

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
        book = self.books.active
        if value and book:
            self._indicator = book.api.CurrentController.getStatusIndicator()
            self._indicator.start(str(value), 0)

    def alert(
        self, prompt: str, title: str | None, buttons: str | None, mode: str | None, callback: Any
    ) -> str:
        """Show a message box and return the button; without a window nobody is asked and the answer is yes."""
        self.alerts.append(prompt)
        if not self.visible:
            return "yes" if buttons in ("yes_no", "yes_no_cancel") else "ok"
        book = self.books.active
        window = book.api.CurrentController.Frame.ContainerWindow if book else None
        kind = uno().Enum("com.sun.star.awt.MessageBoxType", "ERRORBOX" if mode == "critical" else "INFOBOX")
        toolkit = self.office.create("com.sun.star.awt.Toolkit")
        box = toolkit.createMessageBox(window, kind, _BUTTONS[buttons or "ok"], title or "", prompt)
        return _ANSWERS[box.execute()]

    def quit(self) -> None:
        """Close the LibreOffice that we started with its books; the user's own stays."""
        if self.office.process and self.office.is_alive():
            for book in list(self.books):
                book.close()
        self.office.stop()

    def kill(self) -> None:
        """End the LibreOffice that we started at once."""
        self.office.stop(0)


class Books:
    """The open workbooks of a LibreOffice."""

    def __init__(self, app: App) -> None:
        self.app = app

    @property
    def api(self) -> Any:
        """The UNO components."""
        return self.app.api.Components

    def __iter__(self) -> Iterator[Book]:
        components = self.api.createEnumeration()
        while components.hasMoreElements():
            component = components.nextElement()
            if _is_book(component):
                yield Book(self.app, component)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __call__(self, key: int | str) -> Book:
        if not isinstance(key, str):
            return list(self)[key - 1]
        for book in self:
            if book.name.lower() == key.lower():
                return book
        raise KeyError(key)

    def __contains__(self, key: str) -> bool:
        return any(book.name.lower() == key.lower() for book in self)

    @property
    def active(self) -> Book | None:
        """The book in front."""
        front = self.app.api.CurrentComponent
        return Book(self.app, front) if _is_book(front) else next(iter(self), None)

    def add(self) -> Book:
        """Add an empty workbook."""
        return self._load("private:factory/scalc", "新工作簿")

    def open(
        self, fullname: str, update_links: Any = None, read_only: Any = None, format: Any = None,
        password: str | None = None, *_: Any,
    ) -> Book:  # fmt: skip
        """Open a workbook file. GendanError GD985 when LibreOffice cannot."""
        options: dict[str, Any] = {"ReadOnly": True} if read_only else {}
        if password:
            options["Password"] = password
        return self._load(Path(fullname).resolve().as_uri(), fullname, **options)

    def _load(self, url: str, name: str, **options: Any) -> Book:
        wanted = properties(MacroExecutionMode=_AS_CONFIGURED, **options)
        try:
            loaded = self.app.api.loadComponentFromURL(url, "_blank", 0, wanted)
        except uno().getClass("com.sun.star.uno.Exception") as error:
            raise _not_opened(name) from error
        if not _is_book(loaded):  # None for a stale lock file
            raise _not_opened(name)
        return Book(self.app, loaded)


def _is_book(component: Any) -> bool:
    return component is not None and component.supportsService("com.sun.star.sheet.SpreadsheetDocument")


def _not_opened(name: str) -> GendanError:
    return GendanError(
        "GD985",
        f"LibreOffice 打不开 {name}：文件可能损坏、有密码，或旁边留有锁文件（.~lock.…#），请检查后重试",
        f"LibreOffice cannot open {name}: it may be damaged, encrypted, or locked (.~lock.…# beside it)",
    )
