"""Typed columns: what is clean passes untouched, what is not is repaired or named."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gendan_xl.intake.cells import parse, read_text_number
from gendan_xl.intake.codes import CODES
from gendan_xl.schema.column import Kind


def read(kind: str, *raw: Any) -> tuple[list[Any], list[str]]:
    parsed = parse(Kind(kind), raw)  # type: ignore[arg-type]
    return parsed.values, [f"{issue.index}:{issue.code}" for issue in parsed.issues]


@given(st.integers(-(10**12), 10**12), st.integers(0, 99), st.sampled_from(["", "¥", " ", "￥ "]))
def test_a_number_stored_as_text_is_that_number(whole: int, cents: int, sign: str) -> None:
    text = f"{sign}{whole:,}.{cents:02}"
    assert read_text_number(text) == pytest.approx(float(f"{whole}.{cents:02}"))
    wide = text.translate({48 + n: 0xFF10 + n for n in range(10)} | {ord(","): "，", ord("."): "．"})
    assert read_text_number(wide) == read_text_number(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [("105,471,130", 105471130), ("1 234", 1234), ("13%", 0.13), ("(100)", -100), ("1e3", 1000), (".5", 0.5)],
)
def test_known_spellings(text: str, number: float) -> None:
    assert read_text_number(text) == pytest.approx(number)


@pytest.mark.parametrize("text", ["", "-", "abc", "100件", "1,2,3", "12 34", "1.2.3", "%", "nan", "inf"])
def test_what_is_no_number(text: str) -> None:
    assert read_text_number(text) is None


@given(st.text(max_size=12) | st.text("0123456789.,eE-+%() ¥年月日/:", max_size=9))
def test_no_text_breaks_a_column_or_is_lost_in_silence(text: str) -> None:
    for kind in ("text", "code", "number", "whole", "date", "datetime", "time", "flag"):
        parsed = parse(Kind(kind), [text])  # type: ignore[arg-type]
        told = parsed.dirty or parsed.issues or parsed.open_days
        assert parsed.values[0] is not None or told or parsed.has_blank


def test_every_code_speaks_both_languages() -> None:
    for code, entry in CODES.items():
        assert code.startswith(("GD0", "GD1"))
        for message in (entry.message, entry.fix):
            assert message.zh
            assert message.en
            assert not message.zh.endswith("。")


def test_single_blanks_are_blanks_in_peace() -> None:
    for kind in ("text", "code", "number", "date", "flag", "time", "datetime"):
        assert read(kind, " ", "\u3000", "\u200b", "") == ([None] * 4, [])


def test_text_loses_stray_white_space_and_says_so() -> None:
    assert read("text", " 轿厢", "黑砂\n纹00124", "好", "a  b") == (
        ["轿厢", "黑砂纹00124", "好", "a  b"],
        ["0:GD111", "1:GD111"],
    )
    assert read("text", "RA\nL1035", "RAL1035")[0] == ["RAL1035"] * 2
    assert read("text", "交货前通知客户\n并拍照留底")[0] == ["交货前通知客户 并拍照留底"]


def test_full_width_brackets_in_names_are_no_fault() -> None:
    assert read("text", "华盛（嘉兴）公司", "规格：A＋B") == (["华盛（嘉兴）公司", "规格：A＋B"], [])


def test_codes_are_folded_and_numbers_become_text() -> None:
    assert read("code", "ＳＯ２６", 1001.0, "XM\n26") == (["SO26", "1001", "XM26"], ["0:GD111", "2:GD111"])
    values, issues = read("code", dt.date(2026, 3, 1))
    assert (values, issues) == ([None], ["0:GD115"])


def test_a_space_inside_a_code_is_a_slip_where_the_others_have_none() -> None:
    codes = [f"XM26{n:04}" for n in range(60)]
    assert read("code", *codes, "XM 269999") == ([*codes, "XM269999"], ["60:GD111"])
    spaced = [f"SO {n:04}" for n in range(60)]
    assert read("code", *spaced) == (spaced, [])


def test_numbers() -> None:
    assert read("number", 1.5, "", "1,000", "两件") == ([1.5, None, 1000.0, None], ["2:GD109", "3:GD103"])
    assert read("whole", 1.0, 2.0) == ([1, 2], [])
    assert read("whole", 1.0, "", 2.5) == ([1, None, None], ["2:GD113"])
    assert read("number", dt.date(2026, 1, 1), True) == ([None, None], ["0:GD103", "1:GD103"])


def test_dates() -> None:
    day = dt.date(2026, 4, 20)
    assert read("date", day, "", dt.datetime(2026, 4, 20, 8)) == ([day, None, day], [])
    assert read("date", "2026.4.20", 46132.0, 20260420.0, "明天") == (
        [day, day, day, None],
        ["0:GD104", "1:GD108", "2:GD104", "3:GD102"],
    )
    parsed = parse(Kind("date"), [day, "4/20 ", 4.2])
    assert sorted(parsed.open_days) == [1, 2]
    assert parsed.values == [day, None, None]


def test_moments_times_and_flags() -> None:
    moment = dt.datetime(2026, 4, 20, 9, 30)
    assert read("datetime", moment, dt.date(2026, 4, 20), "2026-4-20 9:30")[0] == [
        moment,
        dt.datetime(2026, 4, 20),
        moment,
    ]
    assert read("time", dt.time(9, 30), "9:30", 0.5, "25:00") == (
        [dt.time(9, 30), dt.time(9, 30), dt.time(12), None],
        ["3:GD116"],
    )
    assert read("flag", "是", "×", "Y", "", "含税", True, "也许") == (
        [True, False, True, None, True, True, None],
        ["6:GD112"],
    )
