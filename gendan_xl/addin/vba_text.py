"""Text in VBA source that must stay ASCII."""

from __future__ import annotations

_DIGITS = 4
_PIECE = 200 * _DIGITS
"""VBA reads lines of at most 1,023 characters."""


def hexadecimal(text: str) -> str:
    """Return a text as a VBA string of its UTF-16 units, four digits each, which GendanText turns back."""
    units = text.encode("utf-16-be").hex().upper()
    pieces = [units[at : at + _PIECE] for at in range(0, len(units), _PIECE)] or [""]
    return " & _\n        ".join(f'"{piece}"' for piece in pieces)
