"""What the tests share: real ledgers, LibreOffice, the Open XML SDK validator, and one word for a good file.

GENDAN_SHARED_DATA names the folder of real ledgers (default `<repo>/../shared/data`). Tests whose tool or data is
missing are skipped with the reason; with GENDAN_REQUIRE_TOOLS=1 (the CI) a missing tool is a failure.
"""

from __future__ import annotations

import csv
import hashlib
import json
import os
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import HealthCheck, settings

from gendan_xl.package.lint import lint

REPO = Path(__file__).resolve().parent.parent
SHARED_DATA = Path(os.environ.get("GENDAN_SHARED_DATA", REPO.parent / "shared" / "data"))
MARKS = {"calc_app": pytest.mark.office, "sdk_errors": pytest.mark.sdk}

settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")  # a busy machine is no failure


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests by the tools that they ask for, so that `-m "not office"` needs no care."""
    for item in items:
        for fixture in set(getattr(item, "fixturenames", ())) & MARKS.keys():
            item.add_marker(MARKS[fixture])


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that asks for `excel_made` once for each workbook made by Excel and other programs."""
    if "excel_made" in metafunc.fixturenames:
        skip = pytest.mark.skip(reason="no real ledgers here: set GENDAN_SHARED_DATA")
        books = sorted((SHARED_DATA / "excel_made").glob("*.xl*")) or [pytest.param(None, marks=skip)]
        metafunc.parametrize("excel_made", books, ids=lambda path: path.name if path else "none")


def _without(tool: str, remedy: str) -> NoReturn:
    """End the test: skipped at home, failed where every tool must be there."""
    reason = f"{tool} is not installed ({remedy})"
    if os.environ.get("GENDAN_REQUIRE_TOOLS") == "1":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real ledgers; the test is skipped where it is not."""
    if not SHARED_DATA.is_dir():
        pytest.skip(f"no real ledgers here: set GENDAN_SHARED_DATA (looked in {SHARED_DATA})")
    return SHARED_DATA


# --- LibreOffice: a real spreadsheet program -------------------------------------------------------------------


@pytest.fixture(scope="session")
def calc_app() -> Iterator[Any]:
    """LibreOffice Calc as an xlwings App, one a worker: a test closes the books that it opened."""
    from gendan_xl.errors import GendanError

    try:
        from gendan_xl.hosts import calc

        app = calc.start()
    except (ImportError, GendanError) as problem:
        _without("LibreOffice for xlwings", f"{problem}; apt-get install libreoffice-calc python3-uno")
    yield app
    app.quit()


@pytest.fixture(scope="session")
def quick_copy() -> Callable[[Path, Path], None]:
    """Copy a workbook without its print titles: LibreOffice lays its sheets out for each, seconds a workbook."""
    titles = re.compile(rb'<definedName [^>]*"_xlnm.Print_Titles".*?</definedName>')

    def copy(source: Path, target: Path) -> None:
        with ZipFile(source) as whole, ZipFile(target, "w", ZIP_DEFLATED) as lighter:
            for name in whole.namelist():
                data = whole.read(name)
                lighter.writestr(name, titles.sub(b"", data) if name == "xl/workbook.xml" else data)

    return copy


_FILTERS = {
    "csv": "Text - txt - csv (StarCalc)",
    "html": "HTML (StarCalc)",
    "ods": "calc8",
    "pdf": "calc_pdf_Export",
    "xls": "MS Excel 97",
    "xlsx": "Calc MS Excel 2007 XML",
}
_SHOWN = "44,34,76,1,,0,false,true,false,false,false,{}"
"""How a sheet, by number, is written as csv: UTF-8, the cells as they are shown."""


class Office:
    """What LibreOffice makes of a file: every formula is computed anew when it is opened."""

    def __init__(self, desktop: Any, folder: Path) -> None:
        self._desktop, self._folder, self._runs = desktop, folder, 0

    def convert(self, path: Path, to: str, sheet: str = "") -> Path:
        """Return the file saved in another format, named by its extension; `sheet` is the one that a csv shows."""
        from gendan_xl.hosts.office import properties

        self._runs += 1
        made = self._folder / f"{self._runs:03}" / f"{path.stem}.{to}"
        made.parent.mkdir()
        document = self._desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, properties(Hidden=True))
        assert document, f"LibreOffice does not open {path.name}"
        try:
            shown = _SHOWN.format(document.Sheets.ElementNames.index(sheet) + 1) if sheet else ""
            document.storeToURL(made.as_uri(), properties(FilterName=_FILTERS[to], FilterOptions=shown))
        finally:
            document.close(True)
        return made

    def to_csv(self, path: Path, sheet: str) -> list[list[str]]:
        """Return the cells of a sheet as they are shown, row by row from A1."""
        made = self.convert(path, "csv", sheet)
        with made.with_stem(f"{path.stem}-{sheet}").open(encoding="utf-8", newline="") as lines:
            return list(csv.reader(lines))


@pytest.fixture(scope="session")
def soffice(calc_app: Any, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The worker's LibreOffice as a converter: `convert(path, "pdf")`, `to_csv(path, sheet)`."""
    return Office(calc_app.impl.office.desktop, tmp_path_factory.mktemp("office"))


# --- The Open XML SDK validator --------------------------------------------------------------------------------

SdkErrors = Callable[..., list[str]]


def _validator() -> str | None:
    """Return the validator's program, from `npm ci` in tests/tools."""
    found = (REPO / "tests/tools/node_modules/@xarsh").glob("ooxml-validator-*/ooxml-validator*")
    return os.environ.get("OOXML_VALIDATOR_CLI") or next((str(path) for path in found), None)


def _answers(program: str, config: pytest.Config) -> Path | None:
    """Return the folder of this validator's answers in pytest's cache, None where the cache is off."""
    version = Path(program).stat().st_size
    return config.cache.mkdir(f"ooxml_sdk_{version}") if config.cache else None


def _said(error: dict[str, str | None]) -> str:
    return f"{error['path']} {error['xPath']}: {error['description']} [{error['id'] or error['errorType']}]"


@pytest.fixture(scope="session")
def sdk_errors(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> SdkErrors:
    """What Microsoft's Open XML SDK finds wrong: `sdk_errors(path)` or `sdk_errors(data, suffix=".xlsm")`.

    About 0.3 s a file; answers are kept in pytest's cache by content.
    """
    program = _validator()
    if not program:
        _without("the Open XML SDK validator", "npm install --no-save --prefix tests/tools")
    answers = _answers(program, pytestconfig) or tmp_path_factory.mktemp("answers")
    scratch = tmp_path_factory.mktemp("validate")

    def errors(book: Path | bytes, suffix: str = ".xlsx") -> list[str]:
        data, suffix = (book.read_bytes(), book.suffix) if isinstance(book, Path) else (book, suffix)
        answer = answers / f"{hashlib.sha256(data).hexdigest()}{suffix}.json"
        if not answer.exists():
            file = scratch / f"{answer.stem[:16]}{suffix}"
            file.write_bytes(data)
            done = subprocess.run([program, file], capture_output=True, timeout=120)
            json.loads(done.stdout)  # an answer cut short must not be kept
            _replace(answer, done.stdout)
            file.unlink()
        return [_said(error) for error in json.loads(answer.read_bytes())["errors"]]

    return errors


def _replace(path: Path, data: bytes) -> None:
    """Write a file that several workers may write at once."""
    mine = path.with_suffix(f".{os.getpid()}")
    mine.write_bytes(data)
    mine.replace(path)


@pytest.fixture(scope="session")
def clean(sdk_errors: SdkErrors) -> Callable[[Path], None]:
    """Assert that a workbook we wrote is without fault: neither our lint nor the Open XML SDK finds one."""

    def check(path: Path) -> None:
        assert [str(problem) for problem in lint(path)] == []
        assert sdk_errors(path) == []

    return check
