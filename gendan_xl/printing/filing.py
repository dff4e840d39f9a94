"""Names of filed documents: 订单号+日期, safe on every system (requirement 44)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

MAX_NAME = 80

_FORBIDDEN = (
    re.compile(  # also what Excel does not open, [ ], and what a link to the file cuts or decodes, # %
        r'[\\/:*?"<>|\[\]#%\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]+'
    )
)
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.I)


def document_name(order_nos: Sequence[str], date: dt.date, kind: str, number: str) -> str:
    """Return a file name without extension: SO1-20261122-送货单-SH20261122001; several orders are 「SO1等3单」."""
    orders = order_nos[0] if order_nos else "无订单号"
    if len(order_nos) > 1:
        orders += f"等{len(order_nos)}单"
    tail = f"-{date:%Y%m%d}-{safe_name(kind)}-{safe_name(number)}"
    return safe_name(safe_name(orders)[: MAX_NAME - len(tail)] + tail)


def safe_name(text: str) -> str:
    """Return text as one harmless part of a path: no separators, no reserved Windows name, no dots at the ends."""
    name = _FORBIDDEN.sub("_", text)[:MAX_NAME].strip(". ")
    return f"_{name}" if not name or _RESERVED.fullmatch(name) else name
