"""One cell as XML: what it holds, and how a value is written into it."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from gendan_xl import text
from gendan_xl.cells import Value, from_serial, to_serial
from gendan_xl.errors import GendanError
from gendan_xl.package.scan import (
    ATTRIBUTES,
    attributes,
    decode_escapes,
    encode_escapes,
    escape,
    prefixed,
    unescape,
)

_V = re.compile(rb"<(?:[\w.-]+:)?v(?:\s[^>]*)?>(.*?)</(?:[\w.-]+:)?v\s*>", re.S)
_T = re.compile(rb"<(?:[\w.-]+:)?t(?:\s[^>]*)?>(.*?)</(?:[\w.-]+:)?t\s*>", re.S)
_PHONETIC = re.compile(rb"<((?:[\w.-]+:)?rPh)\s.*?</\1\s*>", re.S)
_F = re.compile(rb"<((?:[\w.-]+:)?f)(?=[\s/>])" + ATTRIBUTES + rb"(?:/>|>.*?</\1\s*>)", re.S)
_DROPPED = frozenset((b"t", b"s", b"cm", b"vm", b"ph"))
_MAX_TEXT = 32_767


@dataclass(frozen=True, slots=True)
class CellWrite:
    """What to put into a cell. `formula` is the `<f>` element to keep or set; the value is then its cached result.

    `style` None leaves the cell's own format, or what its row, table column or column gives a new cell.
    """

    value: Value
    formula: bytes = b""
    style: int | None = None


def formula_of(body: bytes) -> bytes:
    """Return the raw `<f>` element of a cell's content, b"" when it has none."""
    if b"f" not in body:
        return b""
    found = _F.search(body)
    return found[0] if found else b""


def is_filled(body: bytes) -> bool:
    """Return whether a cell's content is more than formatting."""
    return bool(body.strip()) and bool(formula_of(body) or _V.search(body) or _T.search(body))


def rich_text(raw: bytes) -> str:
    """Return the plain text of an `<si>` or `<is>`, without phonetic hints."""
    return decode_escapes("".join(unescape(piece) for piece in _T.findall(_PHONETIC.sub(b"", raw))))


def read(tag: bytes, body: bytes, shared_string: Callable[[int], bytes]) -> Value:
    """Return what a cell holds: None, bool, float (dates as serials), text (an error as its text), or a moment."""
    kind = attributes(tag).get(b"t", b"n")
    if kind == b"inlineStr":
        return rich_text(body)
    found = _V.search(body) if body else None
    if not found:
        return None
    raw = unescape(found[1])
    try:
        if kind == b"s":
            return rich_text(shared_string(int(raw)))
        if kind == b"b":
            return raw.strip() in ("1", "true")
        if kind == b"d":
            return dt.datetime.fromisoformat(raw.strip().removesuffix("Z"))
        return float(raw) if kind == b"n" else decode_escapes(raw)
    except (ValueError, IndexError):
        return raw


def agrees(found: Value, expected: Value, *, date1904: bool) -> bool:
    """Return whether a cell's raw value is `expected` in canonical form (text trimmed, blanks None, dates as dates)."""
    found, expected = _canonical(found), _canonical(expected)
    if isinstance(found, bool) or isinstance(expected, bool) or found is None or expected is None:
        return found is expected
    if isinstance(expected, str) or isinstance(found, str):
        return found == expected
    try:
        left, right = _number(found, date1904), _number(expected, date1904)
    except ValueError:
        return False
    is_moment = isinstance(expected, dt.date | dt.time)
    return math.isclose(left, right, rel_tol=1e-12, abs_tol=0.5 / 86400 if is_moment else 0)


def _canonical(value: Value) -> Value:
    return (text.clean(value) or None) if isinstance(value, str) else value


def _number(value: Value, date1904: bool) -> float:
    if isinstance(value, dt.time):
        return (value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6) / 86400
    if isinstance(value, dt.date):
        return to_serial(
            value.replace(tzinfo=None) if isinstance(value, dt.datetime) else value, date1904=date1904
        )
    return float(value)  # type: ignore[arg-type]


def shown(value: Value, like: Value, *, date1904: bool) -> str:
    """Return a raw value for a message, as a date where `like` is one."""
    if isinstance(value, float) and isinstance(like, dt.date):
        try:
            moment = from_serial(value, date1904=date1904)
        except OverflowError:
            return f"{value:g}"
        return str(moment.date() if moment.time() == dt.time() else moment)
    if isinstance(value, float):
        return f"{value:.15g}"
    return "空" if _canonical(value) is None else str(value)


def date_code(value: Value) -> str:
    """Return the number format under which a date or time is shown where the cell has none; "" for others."""
    if isinstance(value, dt.datetime):
        return "yyyy-mm-dd" if value.time() == dt.time() else "yyyy-mm-dd hh:mm"
    if isinstance(value, dt.date):
        return "yyyy-mm-dd"
    return "hh:mm" if isinstance(value, dt.time) else ""


def render(
    attrs: dict[bytes, bytes], prefix: bytes, style: int, write: CellWrite, *, date1904: bool
) -> bytes:
    """Return a cell with a new value under its old attributes (metadata dropped), which are raw as read.

    GendanError GD064 for a value that no cell can hold.
    """
    kind, content = _content(write, date1904)
    old = [(key, raw.replace(b'"', b"&quot;")) for key, raw in attrs.items() if key not in _DROPPED]
    kept = b"".join(b' %b="%b"' % item for item in old)
    name = prefix + b"c"
    opened = b"<" + name + kept + (b' s="%d"' % style if style else b"") + kind
    inner = write.formula + (prefixed(content, prefix) if content else b"")
    return opened + (b">" + inner + b"</" + name + b">" if inner else b"/>")


def _content(write: CellWrite, date1904: bool) -> tuple[bytes, bytes]:
    """Return the type attribute and the content of a value."""
    value = write.value
    if value is None:
        return b"", b""
    if isinstance(value, bool):
        return b' t="b"', b"<v>%d</v>" % value
    if isinstance(value, str):
        return _text(value, cached=bool(write.formula))
    try:
        number = _number(value, date1904)
    except OverflowError as error:
        raise _unwritable(str(value)[:20] + "…", "数字太大", "too large a number") from error
    except ValueError as error:
        raise _unwritable(value, "早于工作簿的日历", "before the calendar of the workbook") from error
    if not math.isfinite(number):
        raise _unwritable(value, "不是数字", "not a number")
    return b"", b"<v>%b</v>" % _digits(value, number)


def _digits(value: Value, number: float) -> bytes:
    if isinstance(value, Decimal) and value == value.to_integral_value() and abs(value) < 10**15:
        return str(int(value)).encode()
    return (str(int(number)) if number == int(number) and abs(number) < 1e15 else repr(number)).encode()


def _text(value: str, *, cached: bool) -> tuple[bytes, bytes]:
    if len(value.encode("utf-16-le", "surrogatepass")) > 2 * _MAX_TEXT:
        raise _unwritable(value[:20] + "…", f"超过 {_MAX_TEXT} 个字符", f"longer than {_MAX_TEXT} characters")
    written = escape(encode_escapes(value))
    if cached:
        return b' t="str"', b"<v>" + written + b"</v>"
    keep = b' xml:space="preserve"' if value != value.strip() or "\n" in value else b""
    return b' t="inlineStr"', b"<is><t" + keep + b">" + written + b"</t></is>"


def _unwritable(value: Value, zh: str, en: str) -> GendanError:
    return GendanError(
        "GD064",
        f"值「{value}」无法写入单元格（{zh}）：请改正后重试",
        f"Cannot write {value!r} into a cell ({en}): correct it and try again",
    )
