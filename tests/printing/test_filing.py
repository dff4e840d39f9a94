"""File names of documents."""

from __future__ import annotations

import datetime as dt
import unicodedata
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gendan_xl.printing.filing import MAX_NAME, document_name, safe_name

DAY = dt.date(2026, 11, 22)


def test_names_are_order_and_date() -> None:
    assert document_name(["SO1"], DAY, "送货单", "SH001") == "SO1-20261122-送货单-SH001"
    assert document_name(["SO1", "SO2"], DAY, "送货单", "SH001") == "SO1等2单-20261122-送货单-SH001"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("../../etc/passwd", "_.._etc_passwd"),
        ("con", "_con"),
        ("LPT1.xlsx", "_LPT1.xlsx"),
        ("...", "_"),
        ("a\u202eslx.exe", "a_slx.exe"),
        ('订单:1/2 <A>|"', "订单_1_2_A_"),
        ("CONOUT$", "_CONOUT$"),
        ("SO#1[急]50%", "SO_1_急_50_"),
    ],
)
def test_tricks_are_disarmed(text: str, name: str) -> None:
    assert safe_name(text) == name


ODD = st.text(st.sampled_from("a1单 ./\\:~$CONULcom1\u202e\x00") | st.characters(), max_size=120)


@given(ODD)
def test_any_text_is_one_harmless_part_of_a_path(text: str) -> None:
    name = safe_name(text)
    assert name and PureWindowsPath(name).parts == (name,) == Path(name).parts
    assert not PureWindowsPath(name).is_reserved() and name == name.strip(". ")
    assert not any(unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") for character in name)
    assert safe_name(name) == name


@given(st.lists(st.text(max_size=120), max_size=3), st.text(max_size=20))
def test_any_order_number_makes_one_plain_file(orders: list[str], number: str) -> None:
    name = document_name(orders, DAY, "送货单", number)
    assert Path(name).name == name and PureWindowsPath(name).name == name
    assert 0 < len(name) <= MAX_NAME + 1 and len(name.encode()) <= 250
    assert not PureWindowsPath(name).is_reserved() and name == name.strip(". ")
