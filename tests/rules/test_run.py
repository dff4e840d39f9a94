"""The runner: which rows a rule sees, where its findings point, and that a rule that cannot run says so."""

from __future__ import annotations

import datetime as dt
import string
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from gendan_xl.domain.calendar import WorkCalendar
from gendan_xl.intake.ledger import ColumnData, Ledger, Part, TableData
from gendan_xl.rules import Context, NotKeptError, Rule, _rule, all_rules, run
from gendan_xl.rules._docs import trials
from gendan_xl.rules._rule import LOOKUPS
from gendan_xl.schema.orders import Orders
from gendan_xl.schema.settings import SettingsValues

Register = Callable[..., Callable[..., Any]]
WORDS = {"zh": "错", "en": "wrong", "fix": "改", "fix_en": "correct"}


@pytest.fixture
def register(monkeypatch: pytest.MonkeyPatch) -> Register:
    """Register rules of one test only."""
    monkeypatch.setattr(_rule, "RULES", {})
    monkeypatch.setattr(_rule, "LOOKUPS", LOOKUPS)

    def make(code: str = "GD299", **words: Any) -> Callable[..., Any]:
        return _rule.rule(code, **{"table": Orders, "level": "warning", **WORDS, **words})

    return make


def ledger(dirty: dict[str, set[int]] | None = None, **columns: Sequence[Any]) -> Ledger:
    """A ledger of orders that starts at A2 with these columns."""
    length = len(next(iter(columns.values())))
    places = {name: number for number, name in enumerate(columns, 1)}
    data = {
        name: ColumnData(list(values), (dirty or {}).get(name, set())) for name, values in columns.items()
    }
    part = Part("台账", 0, length, lambda row, name: (row + 2, places.get(name, 0)))
    return Ledger("book", {"orders": TableData(Orders, data, [part])})


def places(book: Ledger, calendar: WorkCalendar, rules: Sequence[Rule] | None = None) -> list[str]:
    """Run the rules of this test and return where they point."""
    chosen = list(_rule.RULES.values()) if rules is None else rules
    result = run(book, Context(dt.datetime(2026, 3, 16), SettingsValues(), calendar), chosen)
    assert not result.not_run
    return [finding.cell for finding in result.findings]


def test_blank_and_unclean_cells_silence_only_the_rules_that_need_them(
    register: Register, plain_calendar: WorkCalendar
) -> None:
    @register("GD298")
    def needs_price(unit_price: float) -> bool:
        return True

    @register("GD299")
    def admits_blank(order_no: str, unit_price: float | None) -> bool:
        return unit_price is None

    book = ledger({"unit_price": {2}}, order_no=["a", "b", "c"], unit_price=[1.0, None, None])
    assert places(book, plain_calendar) == ["B2", "A3"]


def test_groups_are_found_wherever_their_rows_stand(register: Register, plain_calendar: WorkCalendar) -> None:
    @register(by=("order_no",), least=2, at="ordered_qty")
    def differs(ordered_qty: Sequence[float]) -> list[int]:
        return [row for row, qty in enumerate(ordered_qty) if qty != ordered_qty[0]]

    book = ledger(
        {"ordered_qty": {3}},
        order_no=["a", "b", "a", "a", "a", "b", "c", None],
        ordered_qty=[1.0, 5.0, 1.0, None, 2.0, 6.0, 1.0, 9.0],
    )
    assert places(book, plain_calendar) == ["B6", "B7"]


def test_sums_leave_groups_alone_that_are_not_complete(
    register: Register, plain_calendar: WorkCalendar
) -> None:
    @register(by=("order_no",), complete=True, at="ordered_qty")
    def too_few(ordered_qty: Sequence[float]) -> bool:
        return sum(ordered_qty) < 10

    book = ledger({"ordered_qty": {1}}, order_no=["a", "a", "b", "b"], ordered_qty=[5.0, None, 5.0, 4.0])
    assert places(book, plain_calendar) == ["B4"]


def test_an_unclean_delivery_makes_no_second_finding(plain_calendar: WorkCalendar) -> None:
    rule = next(rule for rule in all_rules() if rule.code == "GD502")
    _, _, book, _ = next(trials(rule))
    quantities = book.tables["deliveries"].columns["shipped_qty"]
    quantities.values[0], quantities.dirty = None, {0}
    assert places(book, plain_calendar, [rule]) == []


def test_a_rule_over_the_whole_table_counts_true_rows(
    register: Register, plain_calendar: WorkCalendar
) -> None:
    @register(by=(), at="order_no")
    def blank(unit_price: Sequence[float | None]) -> list[tuple[int, dict[str, str]]]:
        return [(row, {"at": "unit_price"}) for row, price in enumerate(unit_price) if price is None]

    book = ledger({"unit_price": {0}}, order_no=["a", "b", "c"], unit_price=[None, 1.0, None])
    assert places(book, plain_calendar) == ["B2", "B4"]


def test_a_finding_about_a_column_the_book_lacks_points_at_one_it_has(
    register: Register, plain_calendar: WorkCalendar
) -> None:
    @register(at="replied_time")
    def unanswered(order_no: str, replied_time: dt.datetime | None = None) -> bool:
        return replied_time is None

    assert places(ledger(order_no=["a"]), plain_calendar) == ["A2"]


@pytest.mark.parametrize(
    ("book", "reason"),
    [
        (Ledger("book"), "没有「订单台账」表"),
        (ledger(order_no=["a"]), "没有「单价」列"),
        (ledger(unit_price=[1.0]), "没有「订单号」列"),
        (ledger(order_no=["a"], unit_price=[1.0]), "没有「产品」表的数据"),
    ],
)
def test_a_rule_that_cannot_run_is_listed_with_its_reason(
    register: Register, plain_calendar: WorkCalendar, book: Ledger, reason: str
) -> None:
    @register(by=("order_no",))
    def needs(order_no: Sequence[str], unit_price: Sequence[float], products: Any) -> bool:
        return True

    context = Context(dt.datetime(2026, 3, 16), SettingsValues(), plain_calendar)
    result = run(book, context, _rule.RULES.values())
    assert [skipped.reason.zh for skipped in result.not_run] == [reason]
    assert not result.findings


def test_a_group_rule_without_its_key_is_not_run(register: Register, plain_calendar: WorkCalendar) -> None:
    @register(by=("order_no", "line_no"))
    def needs(unit_price: Sequence[float]) -> bool:
        return True

    context = Context(dt.datetime(2026, 3, 16), SettingsValues(), plain_calendar)
    (skipped,) = run(ledger(unit_price=[1.0]), context, _rule.RULES.values()).not_run
    assert skipped.reason.en == "no column 订单号"


def test_a_look_up_is_prepared_once_for_all_rules(
    register: Register, plain_calendar: WorkCalendar, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    monkeypatch.setitem(LOOKUPS, "known", lambda book: asked.append(book) or {"a"})

    for code in ("GD298", "GD299"):

        @register(code)
        def unknown(order_no: str, known: set[str]) -> bool:
            return order_no not in known

    assert places(ledger(order_no=["a", "b"]), plain_calendar) == ["A3", "A3"]
    assert len(asked) == 1


def test_codes_are_never_used_twice(register: Register) -> None:
    @register("GD299")
    def one(order_no: str) -> bool:
        return True

    with pytest.raises(ValueError, match="GD299 is taken by one"):

        @register("GD299")
        def other(order_no: str) -> bool:
            return True


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_registration_is_whole(rule: Rule) -> None:
    assert set(rule.lookups) <= LOOKUPS.keys(), "a parameter is neither column, context nor look-up"
    assert rule.at in rule.table.columns()
    assert set(rule.by or ()) <= rule.table.columns().keys()
    zh, en = (_placeholders(text) for text in (rule.message.zh, rule.message.en))
    assert zh == en, "both languages say the same"
    assert rule.source


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_look_ups_say_what_is_missing() -> None:
    with pytest.raises(NotKeptError) as missing:
        LOOKUPS["special_price_approvers"](Ledger("book"))
    assert missing.value.message.en == "no rows in table 人员"
