"""The schema against the specification of the tables, and against itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from gendan_xl.schema.column import Column
from gendan_xl.schema.options import FIXED_OPTIONS, OPTION_ALIASES, OPTIONS
from gendan_xl.schema.orders import UNSURE_HEADERS, Orders
from gendan_xl.schema.routes import DEFAULT_ROUTES
from gendan_xl.schema.settings import SettingsValues, all_settings
from gendan_xl.schema.table import all_tables
from gendan_xl.text import header_key

_TABLE_LINE = re.compile(r"([a-z_]+) (\S+?): (.+)")
COLUMNS = [(name, column) for name, table in all_tables().items() for column in table.columns().values()]


OURS = {"英文品名"}
"""What the specification lacks and its forms need: goods by their English name on an invoice to abroad."""


@pytest.fixture(scope="module")
def spec(shared_data: Path) -> str:
    path = shared_data.parent / "spec" / "tables.md"
    if not path.is_file():
        pytest.skip(f"no {path}")
    return path.read_text(encoding="utf-8")


def _spec_columns(body: str) -> Iterator[tuple[str, str, bool, bool, bool]]:
    """Yield (header, group, key, computed, required) of a table's line."""
    group = ""
    for piece in re.split(r"(【[^】]+】)|、", body):
        if piece and piece.startswith("【"):
            group = piece[1:-1]
        elif piece:
            marks = re.match(r"[*=]*", piece)[0]  # type: ignore[index]
            yield piece.strip("*=!"), group, "*" in marks, "=" in marks, piece.endswith("!")


def _as_spec(column: Column) -> tuple[str, str, bool, bool, bool]:
    col = column.col
    return col.header, col.group, col.key, col.computed, col.required


def test_every_column_of_the_specification_with_its_marks(spec: str) -> None:
    tables = all_tables()
    lines = [match.groups() for line in spec.splitlines() if (match := _TABLE_LINE.fullmatch(line))]
    assert {name for name, _, _ in lines} == set(tables)
    for name, sheet, body in lines:
        assert tables[name].meta.sheet == sheet
        specified = [
            column for column in map(_as_spec, tables[name].columns().values()) if column[0] not in OURS
        ]
        assert specified == list(_spec_columns(body))


def test_a_clerk_sees_the_37_columns_of_the_specification(spec: str) -> None:
    listed = re.search(r"\*\*Shown in 订单台账:\*\* (\S+)", spec)
    assert listed
    shown = [column.header for column in Orders.columns().values() if column.col.show == "shown"]
    assert sorted(shown) == sorted(listed[1].split("、"))
    assert len(shown) == 37


def test_header_aliases_of_the_specification_are_known(spec: str) -> None:
    by_header = {column.header: column.col for column in Orders.columns().values()}
    section = re.search(r"## Header aliases \(orders\)\n(.+)", spec)
    assert section
    for entry in section[1].rstrip(".").split(" · "):
        header, _, aliases = re.sub(r"\([^)]*\)", "", entry).replace(" ", "").partition("=")
        for alias in aliases.split("/"):
            if header in by_header:
                assert alias in by_header[header].aliases or alias == "未结束", entry
            else:
                assert alias in UNSURE_HEADERS, entry


def test_a_header_means_one_column_of_its_table() -> None:
    for name, table in all_tables().items():
        meanings: dict[str, str] = {}
        for field, column in table.columns().items():
            for header in (column.header, *column.col.aliases):
                assert meanings.setdefault(header_key(header), field) == field, (name, header)
    assert not {header_key(header) for header in UNSURE_HEADERS} & {
        header_key(header)
        for column in Orders.columns().values()
        for header in (column.header, *column.col.aliases)
    }


def test_a_column_refers_to_what_exists() -> None:
    tables = all_tables()
    headers = {table.meta.sheet: {c.header for c in table.columns().values()} for table in tables.values()}
    for name, column in COLUMNS:
        col = column.col
        assert col.computed or not col.formula
        if col.refers:
            table, field = col.refers.split(".")
            assert tables[table].columns()[field].col.key, (name, column.header)
        assert set(re.findall(r"\[@([^\]]+)\]", col.formula)) <= headers[tables[name].meta.sheet]
        for sheet, header in re.findall(r"(\w+)\[([^\]@]+)\]", col.formula):
            assert header in headers[sheet], (name, column.header)


def test_what_must_be_filled_in_is_there_to_be_filled_in() -> None:
    needed = [column for _, column in COLUMNS if column.col.required or column.col.key]
    assert [column.header for column in needed if column.col.show == "known"] == []


def test_lists_that_are_named_exist_with_their_values() -> None:
    used = {column.col.choices for _, column in COLUMNS} - {""}
    assert used == set(OPTIONS)
    assert set(OPTIONS) >= FIXED_OPTIONS
    for name, aliases in OPTION_ALIASES.items():
        assert set(aliases) <= set(OPTIONS[name])
    for values in OPTIONS.values():
        assert len(set(values)) == len(values)


def test_defaults_are_valid_settings_with_names_of_their_own() -> None:
    defaults = SettingsValues()
    assert SettingsValues.model_validate(defaults.model_dump()) == defaults
    names = [setting.name for setting in all_settings().values()]
    assert len(set(names)) == len(names) == len(SettingsValues.model_fields)


def test_default_routes_are_those_of_the_specification(spec: str) -> None:
    line = re.search(r"## Default routes.*\n(.+)", spec)
    assert line
    for route in {row["route_name"] for row in DEFAULT_ROUTES}:
        steps = [row for row in DEFAULT_ROUTES if row["route_name"] == route]
        text = re.search(rf"{route}: ([^·]+)", line[1])
        assert text
        named = re.findall(r"([^\d\s→∥()（）.]+?)\s?(\d+)", text[1].replace("(may be skipped)", ""))
        assert [(step["milestone_name"], str(step["lead_days"])) for step in steps] == named
