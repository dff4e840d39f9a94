"""What a rule is: a function whose parameters name the columns it needs, and the words for its finding."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from gendan_xl.errors import Message
from gendan_xl.findings import Level
from gendan_xl.schema.table import Table

CONTEXT = ("ledger", "data", "settings", "calendar", "today", "now")
"""Parameters that are the same for every row; `data` is the rule's own table."""

Check = Callable[..., Any]
Function = TypeVar("Function", bound=Check)
Hit = bool | Mapping[str, Any] | Iterable[Any] | None


class NotKeptError(Exception):
    """A look-up needs a table or column that this book does not keep: rules that use it are not run."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(zh)
        self.message = Message(zh, en)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a rule: a column, something of the context, or a look-up by that name."""

    name: str
    admits_blank: bool
    optional: bool  # has a default: the rule runs without that column

    @property
    def is_context(self) -> bool:
        """Whether it is the same for all rows without any look-up."""
        return self.name in CONTEXT


@dataclass(frozen=True, slots=True)
class Rule:
    """A registered rule with its words, its table and the function that decides."""

    code: str
    table: type[Table]
    level: Level
    message: Message
    fix: Message
    check: Check
    parameters: tuple[Parameter, ...]
    by: tuple[str, ...] | None  # None: row by row; (): the whole table is one group
    least: int  # rows of a group
    complete: bool  # whether groups with an unclean row are passed over
    at: str
    source: str

    @property
    def name(self) -> str:
        """The function's name, which says in English what is wrong."""
        return self.check.__name__

    @property
    def requirements(self) -> str:
        """The numbers of the requirements behind it, '' where only the tables ask for it."""
        return ", ".join(one for one in self.source.split(", ") if one[:1].isdigit())

    @property
    def columns(self) -> tuple[Parameter, ...]:
        """The parameters that are columns of the rule's table."""
        return tuple(p for p in self.parameters if p.name in self.table.columns())

    @property
    def lookups(self) -> tuple[str, ...]:
        """The parameters that are look-ups."""
        known = self.table.columns()
        return tuple(p.name for p in self.parameters if not p.is_context and p.name not in known)


RULES: dict[str, Rule] = {}
LOOKUPS: dict[str, Callable[[Any], Any]] = {}


def rule(
    code: str, *, table: type[Table], level: Level, zh: str, en: str, fix: str, fix_en: str,
    by: str | tuple[str, ...] | None = None, least: int = 1, complete: bool = False,
    at: str = "", source: str = "",
) -> Callable[[Function], Function]:  # fmt: skip
    """Register a rule. Its parameters are columns of `table`, context names or look-ups.

    A parameter is a typed, non-blank value; annotated `| None` it admits blanks; with a default it may be missing
    from the book. A row rule (no `by`) returns falsy, True, or a mapping of extra words for the message. With `by`
    (key fields) each parameter is the sequence of a group's values and the rule returns falsy, True or words (first
    row), or an iterable of row positions or (position, words); groups of fewer than `least` rows are passed over, and
    with `complete` (sums) those that lack a row because of a blank or unclean cell. With `by=()` the whole table is one group in which unclean values are None. `at` is the column the finding points at, the first column parameter otherwise; an extra
    word `at` overrides it for one finding, and `expected` tells what should stand there.
    """

    def register(check: Function) -> Function:
        if code in RULES:
            raise ValueError(f"rule code {code} is taken by {RULES[code].name}")
        parameters = tuple(_parameters(check))
        columns = [p.name for p in parameters if p.name in table.columns()]
        keys = (by,) if isinstance(by, str) else by
        RULES[code] = Rule(
            code, table, level, Message(zh, en), Message(fix, fix_en), check, parameters, keys, least,
            complete, at or columns[0], source,
        )  # fmt: skip
        return check

    return register


def lookup(prepare: Function) -> Function:
    """Register a look-up: prepared from the ledger once per run, given to rules that name it as a parameter.

    Raises NotKeptError when the book lacks what it needs.
    """
    LOOKUPS[prepare.__name__] = prepare
    return prepare


def _parameters(check: Check) -> Iterable[Parameter]:
    for name, parameter in inspect.signature(check).parameters.items():
        annotation = str(parameter.annotation)
        optional = parameter.default is not inspect.Parameter.empty
        yield Parameter(name, optional or "None" in annotation, optional)
