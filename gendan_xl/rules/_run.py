"""Run rules over a ledger: columns are zipped, each check sees only rows whose values are clean."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress, count, repeat
from operator import is_not, ne
from typing import Any

from gendan_xl.domain.calendar import WorkCalendar
from gendan_xl.errors import GendanError, Message
from gendan_xl.findings import Finding
from gendan_xl.intake.ledger import Ledger, TableData
from gendan_xl.rules._rule import LOOKUPS, NotKeptError, Parameter, Rule
from gendan_xl.rules._words import finding_words
from gendan_xl.schema.settings import SettingsValues

Extra = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Context:
    """What every rule may ask for beside columns. `now` is Asia/Shanghai wall time without zone."""

    now: dt.datetime
    settings: SettingsValues
    calendar: WorkCalendar

    @property
    def today(self) -> dt.date:
        """The day of `now`."""
        return self.now.date()


@dataclass(frozen=True, slots=True)
class NotRun:
    """A rule that could not run, and why."""

    code: str
    reason: Message


@dataclass(slots=True)
class Result:
    """What a run says: findings in the order of rules and rows, and the rules that could not run."""

    findings: list[Finding] = field(default_factory=list)
    not_run: list[NotRun] = field(default_factory=list)


def run(ledger: Ledger, context: Context, rules: Iterable[Rule]) -> Result:
    """Run `rules` over the ledger and return all findings in one pass."""
    result, runner = Result(), _Runner(ledger, context)
    for rule in rules:
        try:
            result.findings.extend(runner.findings(rule))
        except (NotKeptError, GendanError) as problem:
            result.not_run.append(NotRun(rule.code, problem.message))
    return result


class _Runner:
    """The state of one run: look-ups, groups and masks prepared once."""

    def __init__(self, ledger: Ledger, context: Context) -> None:
        self.ledger, self.context = ledger, context
        self._lookups: dict[str, Any] = {}
        self._groups: dict[tuple[str, tuple[str, ...]], Sequence[Sequence[int]]] = {}
        self._masks: dict[tuple[str, str, bool], bytes | None] = {}

    def findings(self, rule: Rule) -> Iterator[Finding]:
        """Yield the findings of one rule; NotKeptError when the book lacks what it needs."""
        data = self.ledger.get(rule.table.meta.name)
        if data is None:
            sheet = rule.table.meta.sheet
            raise NotKeptError(f"没有「{sheet}」表", f"no table {sheet}")
        columns = [self._values(rule, data, parameter) for parameter in rule.parameters]
        hits = self._row_hits if rule.by is None else self._group_hits
        for index, extra in hits(rule, data, columns):
            yield _finding(rule, data, index, extra)

    def _values(self, rule: Rule, data: TableData, parameter: Parameter) -> Sequence[Any] | repeat[Any]:
        name = parameter.name
        if parameter.is_context:
            own = {"ledger": self.ledger, "data": data}
            return repeat(own[name] if name in own else getattr(self.context, name))
        if name not in rule.table.columns():
            return repeat(self._lookup(name))
        if name in data.columns:
            return data.columns[name].values
        if parameter.optional:
            return [None] * len(data)
        raise _not_kept(rule, name)

    def _lookup(self, name: str) -> Any:
        if name not in self._lookups:
            try:
                self._lookups[name] = LOOKUPS[name](self.ledger)
            except NotKeptError as missing:
                self._lookups[name] = missing
        value = self._lookups[name]
        if isinstance(value, NotKeptError):
            raise value
        return value

    def _row_hits(self, rule: Rule, data: TableData, columns: list[Any]) -> Iterator[tuple[int, Extra]]:
        keep = self._mask(rule, data)
        if keep is None:
            indices: Iterable[int] = range(len(data))
        else:
            indices = compress(range(len(data)), keep)
            columns = [c if isinstance(c, repeat) else compress(c, keep) for c in columns]
        for index, hit in zip(indices, map(rule.check, *columns), strict=False):
            if hit:
                yield index, hit if isinstance(hit, Mapping) else {}

    def _group_hits(self, rule: Rule, data: TableData, columns: list[Any]) -> Iterator[tuple[int, Extra]]:
        keep = self._mask(rule, data) if rule.by else None
        values = [next(c) if isinstance(c, repeat) else None for c in columns]
        varying = [(place, c) for place, c in enumerate(columns) if not isinstance(c, repeat)]
        for group in self._grouped(rule, data):
            rows = group
            if isinstance(rows, range) and (keep is None or keep.find(0, rows.start, rows.stop) < 0):
                part = slice(rows.start, rows.stop)
                for place, column in varying:
                    values[place] = column[part]
            else:
                rows = rows if keep is None else [row for row in rows if keep[row]]
                for place, column in varying:
                    values[place] = [column[row] for row in rows]
            if len(rows) < rule.least or (rule.complete and len(rows) < len(group)):
                continue
            if result := rule.check(*values):
                for position, extra in _group_result(result):
                    yield rows[position], extra

    def _grouped(self, rule: Rule, data: TableData) -> Sequence[Sequence[int]]:
        """Return the rows of each group; rows without the first key are in none."""
        if not rule.by:
            return [range(len(data))]
        if rule.by[0] not in data.columns:
            raise _not_kept(rule, rule.by[0])
        wanted = (data.table.meta.name, rule.by)
        if wanted not in self._groups:
            keys = list(zip(*(data.values(name) for name in rule.by), strict=True))
            if rule.least > 1 and len(set(keys)) == len(keys):
                return ()
            self._groups[wanted] = _groups(keys)
        return self._groups[wanted]

    def _mask(self, rule: Rule, data: TableData) -> bytes | None:
        """Return 1 for each row in which all needed values are clean, None when that is every row."""
        masks = (self._column_mask(data, p) for p in rule.columns if p.name in data.columns)
        joined: int | None = None
        for mask in masks:
            if mask is not None:
                number = int.from_bytes(mask, "little")
                joined = number if joined is None else joined & number
        return None if joined is None else joined.to_bytes(len(data), "little")

    def _column_mask(self, data: TableData, parameter: Parameter) -> bytes | None:
        wanted = (data.table.meta.name, parameter.name, parameter.admits_blank)
        if wanted not in self._masks:
            column = data.columns[parameter.name]
            if parameter.admits_blank:
                mask = bytearray(b"\1" * len(data))
            else:
                mask = bytearray(map(is_not, column.values, repeat(None)))
            for index in column.dirty:
                mask[index] = 0
            self._masks[wanted] = bytes(mask) if 0 in mask else None
        return self._masks[wanted]


def _groups(keys: list[tuple[Any, ...]]) -> Sequence[Sequence[int]]:
    """Return the rows of each key, as ranges where they stand together everywhere."""
    if not keys:
        return ()
    starts = [0, *compress(count(1), map(ne, keys[1:], keys))]
    if len(starts) == len(set(keys)):  # the usual case: the rows of a group stand together
        ends = [*starts[1:], len(keys)]
        return [range(a, b) for a, b in zip(starts, ends, strict=True) if keys[a][0] is not None]
    groups: dict[Any, list[int]] = {}
    for row, key in enumerate(keys):
        if key[0] is not None:
            groups.setdefault(key, []).append(row)
    return list(groups.values())


def _not_kept(rule: Rule, name: str) -> NotKeptError:
    header = rule.table.header(name)
    return NotKeptError(f"没有「{header}」列", f"no column {header}")


def _group_result(result: Any) -> Iterator[tuple[int, Extra]]:
    if result is True:
        yield 0, {}
    elif isinstance(result, Mapping):
        yield 0, result
    else:
        for hit in result:
            yield (hit, {}) if isinstance(hit, int) else hit


def _finding(rule: Rule, data: TableData, index: int, extra: Extra) -> Finding:
    at = extra.get("at", rule.at)
    if at not in data.columns:
        at = next((p.name for p in rule.columns if p.name in data.columns), at)
    sheet, row, col = data.place(index, at)
    message, fix = finding_words(rule, data, index, extra)
    return Finding(
        rule.code, rule.level, message, fix, sheet, row, col, data.table.meta.name, data.key(index),
        rule.table.header(at), data.get(index, at), rule.requirements,
        extra.get("expected"),
    )  # fmt: skip
