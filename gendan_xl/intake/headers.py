"""Which column of which table a header means, how sure that is, and why."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from gendan_xl.errors import Message
from gendan_xl.schema.column import Column
from gendan_xl.schema.orders import UNSURE_HEADERS, Orders
from gendan_xl.schema.table import Table, all_tables
from gendan_xl.text import bare_header_key, header_key

EXACT, ALIAS, BARE, STRIPPED, UNSURE = 1.0, 0.95, 0.9, 0.85, 0.6

_DECORATION = re.compile(r"(姓名|名字|原币|本币|人民币|元|必填|日期时间|\d)$")


@dataclass(frozen=True, slots=True)
class Match:
    """A field that a header may mean, with the confidence (0 to 1) and the reason."""

    field: str
    confidence: float
    reason: Message


@cache
def _exact(table: type[Table]) -> dict[str, str]:
    return {header_key(column.header): name for name, column in table.columns().items()}


@cache
def _aliases(table: type[Table]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, column in table.columns().items():
        for alias in column.col.aliases:
            found.setdefault(header_key(alias), name)
    return found


@cache
def _by_key() -> dict[str, tuple[type[Table], ...]]:
    """Return header key → tables that know it, so that a row is not compared with every table."""
    found: dict[str, list[type[Table]]] = {}
    for table in all_tables().values():
        for key in {*_exact(table), *_aliases(table)}:
            found.setdefault(key, []).append(table)
    return {key: tuple(tables) for key, tables in found.items()}


def tables_knowing(header: str) -> set[type[Table]]:
    """Return the tables that have a column for a header or its undecorated form."""
    return {table for key, _ in _forms(header) for table in _by_key().get(key, ())}


@cache
def _unsure() -> dict[str, tuple[str, ...]]:
    return {header_key(header): names for header, names in UNSURE_HEADERS.items()}


def alternatives(header: str) -> tuple[str, ...]:
    """Return the fields of orders that an ambiguous header may mean, () when it is not ambiguous."""
    return _unsure().get(bare_header_key(header), ())


def match(table: type[Table], header: str) -> Match | None:
    """Return the field of a table that a header means, None when it is unknown."""
    if table is Orders and (names := alternatives(header)):
        return Match(names[0], UNSURE, Message("含义不唯一，请确认", "several meanings: please confirm"))
    for form, confidence in _forms(header):
        if name := _exact(table).get(form):
            return Match(name, confidence, _reason(table.columns()[name], header, confidence))
        if name := _aliases(table).get(form):
            return Match(
                name, min(confidence, ALIAS), _reason(table.columns()[name], header, min(confidence, ALIAS))
            )
    return None


def _forms(header: str) -> Iterator[tuple[str, float]]:
    """Yield the keys under which a header is looked up, best first."""
    yield header_key(header), EXACT
    yield bare_header_key(header), BARE
    folded = unicodedata.normalize("NFKC", header)
    for part in re.split(r"\n", folded.strip())[:1]:
        yield bare_header_key(part), BARE
    stripped = _DECORATION.sub("", bare_header_key(header))
    if len(stripped) > 1:
        yield stripped, STRIPPED


def _reason(column: Column, header: str, confidence: float) -> Message:
    if confidence == EXACT:
        return Message("表头相同", "same header")
    if confidence == ALIAS:
        return Message(f"「{column.header}」的常用别名", f"a usual name of {column.header}")
    return Message(
        f"去掉单位或附注后即「{column.header}」或其别名",
        f"{column.header} (or a usual name) without its note",
    )
