"""Templates are found beside the workbook, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from gendan_xl.errors import GendanError
from gendan_xl.printing.template_files import find_template


def test_the_companys_own_template_comes_before_ours(tmp_path: Path) -> None:
    book, own = tmp_path / "2026" / "跟单.xlsx", tmp_path / "xlsx_templates" / "送货单.xlsx"
    assert find_template("送货单.xlsx", book).parent.name == "xlsx_templates"
    own.parent.mkdir()
    own.touch()
    assert find_template("送货单.xlsx", book) == own


@pytest.mark.parametrize(
    "name", ["../secret.xlsx", "..\\secret.xlsx", "C:secret.xlsx", "//server/share/secret.xlsx"]
)
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "xlsx_templates").mkdir()
    for place in (tmp_path / "secret.xlsx", tmp_path / "xlsx_templates" / name.rpartition("/")[2]):
        place.touch()
    with pytest.raises(GendanError, match="找不到模板"):
        find_template(name, tmp_path / "跟单.xlsx")


def test_a_template_that_is_nowhere_is_said(tmp_path: Path) -> None:
    with pytest.raises(GendanError) as caught:
        find_template("没有.xlsx", tmp_path / "跟单.xlsx")
    assert caught.value.code == "GD085"
