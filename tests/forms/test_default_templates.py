"""The templates that are drawn: each can be filled and fits its paper, those of carbon paper also a third of a sheet."""

from __future__ import annotations

from pathlib import Path

import pytest

from gendan_xl.forms import all_forms
from gendan_xl.forms._form import Form
from gendan_xl.forms._template_advice import capacity, paper_and_lines
from gendan_xl.forms._vocabulary import vocabulary
from gendan_xl.printing.geometry import Setup, measure
from gendan_xl.printing.paper import PAPERS, find_paper
from gendan_xl.printing.template import Template

SHIPPED = Path(__file__).resolve().parents[2] / "xlsx_templates"
FORMS = pytest.mark.parametrize("form", all_forms(), ids=lambda form: form.verb)


def template(form: Form) -> Template:
    return Template((SHIPPED / form.template).read_bytes(), form.template, vocabulary(form))


@FORMS
def test_every_form_fits_its_paper_with_all_that_may_stand_on_it(form: Form) -> None:
    made = template(form)
    paper, lines = paper_and_lines(made, form)
    assert capacity(made, form, paper) >= lines
    measure(made, Setup(paper, lines, frozenset({"带价", "多页"})))


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
@pytest.mark.parametrize("label", ["送货单", "发货单", "销货单", "备货单"])
def test_what_travels_with_the_goods_fits_any_paper(label: str, paper: object) -> None:
    form = next(form for form in all_forms() if form.label == label)
    assert capacity(template(form), form, paper) >= paper.lines  # type: ignore[arg-type, attr-defined]


def test_a_third_of_a_sheet_is_known_by_its_names() -> None:
    assert {find_paper(name).height for name in ("241×93", "241*93mm", "241x93")} == {93.3}
