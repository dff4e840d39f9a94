"""LibreOffice Calc as an xlwings engine: what is written against xlwings' public API runs on it too."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlwings

from gendan_xl.hosts import office
from gendan_xl.hosts.calc_app import App
from gendan_xl.hosts.calc_values import ErrorText, Rows
from gendan_xl.hosts.office import Office

NAME = "calc"


class Engine:
    """What xlwings calls an engine."""

    name, type = NAME, "desktop"

    def __init__(self) -> None:
        self.apps = Apps(self)

    @staticmethod
    def prepare_xl_data_element(value: Any, options: Any = None) -> Any:
        """Return one value for writing: numbers as float, what is not a number or a moment (NaN, NaT) as None."""
        if value is None or isinstance(value, bool | str):
            return value
        if value != value:  # NaN and NaT
            return None
        if isinstance(value, dt.date):  # a datetime is one
            return value
        plain = value.item() if hasattr(value, "item") else value
        if isinstance(plain, bool):
            return plain
        return float(plain) if isinstance(plain, int | float | Decimal) else str(plain)

    @staticmethod
    def clean_value_data(
        data: Rows,
        moment: Callable[..., Any],
        empty: Any,
        number: Callable[[float], Any] | None,
        err_to_str: bool,
    ) -> list[list[Any]]:
        """Return values that were read as the caller wants them."""

        def clean(value: Any) -> Any:
            kind = type(value)  # most cells are text or numbers: this is run for each
            if value is None or value == "":
                return empty
            if kind is str or kind is bool:
                return value
            if kind is float:
                return number(value) if number else value
            if kind is ErrorText:
                return str(value) if err_to_str else None
            return moment(
                year=value.year, month=value.month, day=value.day, hour=value.hour, minute=value.minute,
                second=value.second, microsecond=value.microsecond, tzinfo=None,
            )  # fmt: skip

        return [[clean(value) for value in row] for row in data]


class Apps:
    """The LibreOffices that we know, by process (0: the user's own)."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._apps: dict[int, App] = {}

    def _alive(self) -> dict[int, App]:
        self._apps = {pid: app for pid, app in self._apps.items() if app.office.is_alive()}
        return self._apps

    def keys(self) -> list[int]:
        """Return their processes, the newest first as the active one."""
        return list(reversed(self._alive()))

    def __len__(self) -> int:
        return len(self._alive())

    def __iter__(self) -> Iterator[App]:
        return reversed(list(self._alive().values()))

    def __getitem__(self, pid: int) -> App:
        return self._alive()[pid]

    def add(
        self, spec: Any = None, add_book: bool = True, xl: Any = None, visible: bool | None = None
    ) -> App:
        """Start LibreOffice, or take the one that is given (`xl`)."""
        running = xl or office.start(visible=bool(visible), profile=Path(spec) if spec else None)
        app = self._apps[running.pid] = App(running, self._engine, visible=bool(visible))
        if add_book:
            app.books.add()
        return app


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
    return xlwings.App(impl=register().impl.apps.add(add_book=False, xl=running, visible=visible))


def attach(pipe: str) -> xlwings.App | None:
    """Return the running LibreOffice that listens on a pipe, None when none does."""
    context = office.resolve(pipe)
    if context is None:
        return None
    return xlwings.App(impl=register().impl.apps.add(add_book=False, xl=Office(context), visible=True))
