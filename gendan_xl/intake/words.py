"""Text cells: names and codes without the white space and the line breaks that crept in."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import Any

from gendan_xl.intake.parsed import Parsed, Raw, shown

_INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufeff]")
_BREAK = re.compile(r"\s*[\n\r\t]+\s*")
_WIDE_ASCII = re.compile("[\uff01-\uff5e\u3000]")
_FEW, _SHORT = 20, 4


def parse_text(raw: Raw) -> Parsed:
    return _words(raw, is_code=False)


def parse_prose(raw: Raw) -> Parsed:
    """Read text whose line breaks are meant, as those of a message."""
    breaks = {i: v for i, v in enumerate(raw) if isinstance(v, str) and "\n" in v.strip()}
    parsed = _words(["" if index in breaks else value for index, value in enumerate(raw)], is_code=False)
    for index, text in breaks.items():
        parsed.values[index] = "\n".join(line.strip() for line in text.strip().splitlines())
    return parsed


def parse_code(raw: Raw) -> Parsed:
    return _words(raw, is_code=True)


def _words(raw: Raw, *, is_code: bool) -> Parsed:
    if set(map(type, raw)) == {str}:
        joined = f"|{'|'.join(raw)}|"
        is_clean = joined.isprintable() and "| " not in joined and " |" not in joined
        if is_clean and not (is_code and (" " in joined or _has_wide(joined))):
            blank = "" in raw
            return Parsed([v or None for v in raw] if blank else list(raw), has_blank=blank)
    return _odd_words(raw, is_code)


def _has_wide(text: str) -> bool:
    return not text.isascii() and bool(_WIDE_ASCII.search(text))


def _odd_words(raw: Raw, is_code: bool) -> Parsed:
    parsed = Parsed([None] * len(raw))
    known = {v for v in raw if isinstance(v, str)}
    spaced = sum(" " in word.strip() for word in known)
    is_tight = is_code and len(known) >= _FEW and spaced * _FEW <= len(known)
    tidy = {word: _tidy(word, is_code, is_tight, known) for word in known}
    for index, value in enumerate(raw):
        if not isinstance(value, str):
            parsed.values[index] = _as_word(parsed, index, value, is_code)
            continue
        word = parsed.values[index] = tidy[value]
        if word and word != value:
            parsed.note(index, "GD111", clean=word, value=shown(value))
    parsed.has_blank = None in parsed.values
    return parsed


def _tidy(text: str, is_code: bool, is_tight: bool, known: set[str]) -> str | None:
    """Return text without stray white space. Words around a line break are joined where that makes a word known
    in the column, or a piece is short. `is_tight`: nearly all codes of the column have no space inside.
    """
    word = _INVISIBLE.sub("", text).strip()
    pieces = _BREAK.split(word)
    if len(pieces) > 1:
        joined = "".join(pieces)
        is_torn = is_code or joined in known or (min(map(len, pieces)) < _SHORT and not word.isascii())
        word = joined if is_torn else " ".join(pieces)
    if is_code:
        word = unicodedata.normalize("NFKC", word)
    return (word.replace(" ", "") if is_tight else word) or None


def _as_word(parsed: Parsed, index: int, value: Any, is_code: bool) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (dt.date, dt.datetime)):
        if is_code:
            parsed.dirty.add(index)
            parsed.note(index, "GD115", value=shown(value), date=str(value))
            return None
        return value.isoformat(" ") if isinstance(value, dt.datetime) else value.isoformat()
    return shown(value) if isinstance(value, float) else str(value)
