"""Texts with gaps: 「{客户简称}，您好」. {名称} is filled in; what stands in [ ] is left out where one of its gaps is blank."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches

_WIDE = str.maketrans("｛｝［］", "{}[]")
_GAP = re.compile(r"\{([^{}]*)\}")
_PART = re.compile(r"\[(?P<words>[^\[\]]*)\]|\{(?P<name>[^{}]*)\}")

Look = Callable[[str], str]
"""Name of a gap → its text, "" when that is not known."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A text without gaps, and the names of those outside of [ ] for which there was nothing, each once."""

    text: str
    missing: tuple[str, ...]


def names(template: str) -> tuple[str, ...]:
    """Return the names of the gaps in order, each once."""
    return tuple(dict.fromkeys(name.strip() for name in _GAP.findall(template.translate(_WIDE))))


def fill(template: str, look: Look) -> Filled:
    """Return the text with its gaps filled; a line that only held optional words disappears with them."""
    missing: list[str] = []
    lines = (_line(line, look, missing) for line in template.translate(_WIDE).split("\n"))
    return Filled("\n".join(line for line in lines if line is not None), tuple(dict.fromkeys(missing)))


def nearest(name: str, known: frozenset[str]) -> list[str]:
    """Return up to three known names that an unknown one resembles most."""
    return get_close_matches(name, sorted(known), n=3, cutoff=0.3)


def _line(line: str, look: Look, missing: list[str]) -> str | None:
    def part(match: re.Match[str]) -> str:
        if match["words"] is not None:
            return _optional(match["words"], look)
        value = look(match["name"].strip())
        if not value:
            missing.append(match["name"].strip())
        return value

    text = _PART.sub(part, line)
    return text if text.strip() or not line else None


def _optional(words: str, look: Look) -> str:
    """Return the words of [ ] with their gaps filled, nothing where one is blank."""
    is_whole = all(look(name) for name in names(words))
    return _GAP.sub(lambda match: look(match[1].strip()), words) if is_whole else ""
