"""What is wrong with a formula's text as it stands in a file (without '=', English, comma-separated)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

MAX_FORMULA = 8192

_STRING = r'"(?:[^"]|"")*"'
_BRACKETS = r"\[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*\]"
_QUOTED = r"'(?:[^']|'')*'"
_LITERALS = re.compile(f"{_STRING}|{_BRACKETS}|{_QUOTED}", re.DOTALL)
_NOT_NAMES = re.compile(f"{_STRING}|(?<=[\\w\\]]){_BRACKETS}", re.DOTALL)
_ARRAY = re.compile(r"\{[^{}]*\}")
_SHEET = re.compile(rf"({_QUOTED})!|(?<![#\w.\]!:'])([\w.]+(?::[\w.]+)?)!")
_NEEDS_PREFIX = re.compile(
    r"(?<![\w.])(CONCAT|IFS|SWITCH|TEXTJOIN|MAXIFS|MINIFS|XLOOKUP|XMATCH|UNIQUE|SORT|SORTBY|SEQUENCE|RANDARRAY|LET|LAMBDA|"
    r"DAYS|IFNA|ISFORMULA|ISOWEEKNUM|NUMBERVALUE|SHEETS?|FORMULATEXT|XOR|UNICODE|UNICHAR|TEXTSPLIT|TEXTBEFORE|TEXTAFTER|"
    r"[VH]STACK|TAKE|DROP|CHOOSECOLS|CHOOSEROWS|TOCOL|TOROW|WRAPROWS|WRAPCOLS|EXPAND|FILTER)\("
)


@lru_cache(maxsize=8192)
def formula_fault(text: str) -> str:
    """Return what is wrong, '' when nothing is. A name that Excel would not know is not judged."""
    if not text.strip():
        return "the formula is empty"
    if text.lstrip().startswith("="):
        return "the formula starts with '='"
    if len(text) > MAX_FORMULA:
        return f"the formula has {len(text)} characters (at most {MAX_FORMULA})"
    if "[@" in re.sub(_STRING, "", text):
        return "files say [#This Row], not [@…]"
    return _structure_fault(text)


def rule_formula_fault(text: str) -> str:
    """Return what only conditional formats and validations forbid, '' when nothing is."""
    is_table = re.search(r"[\w.]\[|^\[(?!\d+\])", re.sub(f"{_STRING}|{_QUOTED}", "", text))
    return "a format or a validation cannot refer to a table's columns" if is_table else ""


def _structure_fault(text: str) -> str:
    bare = _LITERALS.sub("0", text)
    if re.search(r"[\"'\[\]]", bare):
        return "quotes or brackets are unbalanced"
    bare = _ARRAY.sub("0", bare)
    if not _balanced(bare):
        return "parentheses are unbalanced"
    if re.search(r"[;{}，；（）“”]", bare):
        return "a separator or bracket is not Excel's own (comma, plain parentheses)"
    newer = _NEEDS_PREFIX.search(bare)
    return f"{newer[1]} needs the prefix _xlfn." if newer else ""


def _balanced(text: str) -> bool:
    depth = 0
    for sign in re.findall(r"[()]", text):
        depth += 1 if sign == "(" else -1
        if depth < 0:
            return False
    return depth == 0


def sheets_named(text: str) -> Iterator[str]:
    """Yield the sheets of this workbook that a formula refers to, in lower case."""
    if "!" not in text:
        return
    for quoted, plain in _SHEET.findall(_NOT_NAMES.sub("0", text)):
        words = quoted[1:-1].replace("''", "'") if quoted else plain
        if "[" not in words:
            yield from words.lower().split(":")
