"""Every form of the registry is made out from the demo's ledger: numbered, filled, filed and registered, without fault.

What stands on a form is told by the tests of that form; here none of them may be forgotten.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from gendan_xl.commands._desk import Made
from gendan_xl.commands._make import make
from gendan_xl.commands._open import Opened, open_file
from gendan_xl.demo.book import Demo, build_demo, make_demo
from gendan_xl.forms import all_forms
from gendan_xl.forms._form import Asked, Form, Need
from gendan_xl.package.lint import lint
from gendan_xl.schema.options import OPTIONS
from gendan_xl.schema.table import table

TODAY = dt.date(2026, 11, 20)
NOW = dt.datetime.combine(TODAY, dt.time(10))
BLOCKED = {
    "quotation": "GD793",  # the general manager has not reviewed it
    "special-order": "GD798",  # at PMC before engineering confirmed it
    "sample-note": "GD793",
    "pick-list": "GD793",
    "delivery-note": "GD790",  # nobody has checked the prices
    "return-note": "GD793",  # finance has not signed
    "complaint-report": "GD793",  # the answer is not signed
    "incident-report": "GD798",  # promised for a day without an hour
}
"""Forms of which the demo also holds one that may not be made out, and why."""

TYPED = {"requested_by", "handler", "registered_by", "sales_person", "prepared_by"}
"""Who wrote it down, whatever the role: nobody's approval."""


@pytest.fixture(scope="module")
def demo() -> Demo:
    return make_demo(TODAY)


@pytest.fixture(scope="module")
def opened(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Opened:
    """The demo's workbook, read once; `made` gives each form the file as it was."""
    path = tmp_path_factory.mktemp("demo") / "跟单工作簿.xlsx"
    build_demo(path, demo, TODAY)
    return open_file(path, NOW)


@pytest.fixture(scope="module")
def made(
    opened: Opened, demo: Demo, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[Form], list[Made]]:
    """Return a maker of everything of one form that is due."""
    before, found = opened.path.read_bytes(), dict[str, list[Made]]()

    def made_out(form: Form) -> list[Made]:
        if form.verb not in found:
            opened.path.write_bytes(before)
            out = tmp_path_factory.mktemp(form.verb)
            found[form.verb] = make(opened, form, asked(form, demo), out)
        return found[form.verb]

    return made_out


def asked(form: Form, demo: Demo) -> Asked:
    """Return what a clerk asks for: everything due; further prints by the number of a note, one customer's record."""
    note = next(str(row["note_no"]) for row in reversed(demo.tables["deliveries"]) if row.get("note_no"))
    return Asked(
        TODAY,
        (note,) if form.is_print else (),
        customer="C001" if form.table == "customers" else "",
        by="罗小芸",
    )


@pytest.mark.parametrize("form", all_forms(), ids=lambda form: form.verb)
def test_it_can_be_made_out_from_the_demo(form: Form, made: Callable[[Form], list[Made]]) -> None:
    done = [one for one in made(form) if one.files]
    assert done
    assert all(one.number for one in done)
    for path in done[0].files:
        assert lint(path) == []
        texts = shown(path)
        assert [text for text in texts if "{{" in text or "None" in text] == []
        assert any(done[0].number in text for text in texts)


def shown(path: Path) -> list[str]:
    book = openpyxl.load_workbook(path)
    cells = (cell.value for sheet in book for row in sheet.iter_rows() for cell in row)
    return [str(value) for value in cells if value is not None]


@pytest.mark.parametrize("verb", BLOCKED)
def test_what_is_not_in_order_is_refused_and_takes_no_number(
    verb: str, made: Callable[[Form], list[Made]]
) -> None:
    form = next(form for form in all_forms() if form.verb == verb)
    refused = [one for one in made(form) if one.blocks]
    assert BLOCKED[verb] in {block.code for one in refused for block in one.blocks}
    assert [one for one in refused if one.files] == []


@pytest.mark.parametrize(
    ("form", "need"),
    [(form, need) for form in all_forms() for need in form.needs if need.field not in TYPED],
    ids=lambda one: getattr(one, "verb", None) or getattr(one, "field", None),
)
def test_who_may_sign_stands_at_the_column(form: Form, need: Need) -> None:
    """By it `gendan check` knows a stranger's name (GD748–GD753)."""
    roles = table(form.table).columns()[need.field].col.roles
    assert roles and set(roles) <= set(OPTIONS["角色"])
