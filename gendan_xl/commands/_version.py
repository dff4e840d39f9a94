"""Which version of a document is printed: one that shows something else than the last print is the next one (26, 44)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from gendan_xl.books.journal import Entry
from gendan_xl.cells import Value
from gendan_xl.errors import Message
from gendan_xl.forms._form import Draft, Form
from gendan_xl.forms._vocabulary import COMMON, PER_TOTAL
from gendan_xl.printing.layout import BILINGUAL
from gendan_xl.printing.render import Page
from gendan_xl.printing.template import Template
from gendan_xl.schema.table import table

_SAID = frozenset({"标题", "备注", "订单号", "大写金额"})
"""Common placeholders that tell of the business; the others tell who printed it, when, and on which page."""
_PRINTED = "已打印"


@dataclass(frozen=True, slots=True)
class Version:
    """What a print shows, as a fingerprint, and which version of its document that is: 1, 2 …"""

    content: str
    number: int

    @property
    def notes(self) -> list[Message]:
        """What to tell of a later version."""
        return [_take_back(self.number)] if self.number > 1 else []


def version_of(
    form: Form, template: Template, pages: Sequence[Page], history: Sequence[Entry], *, is_again: bool
) -> Version:
    """Return the version that these pages are; `history` are the lines of the journal of their number.

    A living form grows from print to print without versions.
    """
    content = _fingerprint(form, template, pages)
    last = next((entry for entry in reversed(history) if entry.state == _PRINTED), None)
    if last is None or form.is_living or not is_again:
        return Version(content, 1)
    is_other = bool(last.content) and last.content != content
    return Version(content, max(last.version, 1) + is_other)


def numbered(form: Form, draft: Draft, number: str, version: Version) -> Draft:
    """Return a draft that shows the version behind its number from the second one on."""
    if version.number < 2:
        return draft
    is_bilingual = BILINGUAL in draft.flags
    text = f"{number} (Rev. {version.number})" if is_bilingual else f"{number}（第 {version.number} 版）"
    return replace(draft, values={**draft.values, **dict.fromkeys(_number_names(form), text)})


def _number_names(form: Form) -> Iterator[str]:
    """Yield the placeholders that show the number of a form."""
    yield "单据号"
    if form.number_field:
        yield table(form.table).header(form.number_field)


def _take_back(number: int) -> Message:
    return Message(
        f"内容和上次印的不同，已印成第 {number} 版：请收回以前的",
        f"it differs from the last print and is version {number}: take the earlier one back",
    )


def _fingerprint(form: Form, template: Template, pages: Sequence[Page]) -> str:
    """Return a fingerprint of what a template shows of a document, whatever the paper."""
    last = next(place for place, page in enumerate(pages) if page.is_last)
    passing = {*COMMON, *_number_names(form)} - _SAID
    head, line = (
        sorted({mark.name for _, mark in template.marks() if mark.kind == kind} - passing)
        for kind in ("value", "line")
    )
    shown = [_told(pages[last].values, [name for name in head if not _is_of_page(name, form)])]
    lines = (one for page in pages[: last + 1] for one in page.lines)
    shown += [
        _told(one, line) for one in lines if set(one) != {form.end_column}
    ]  # 以下空白 depends on the paper
    return hashlib.sha256("\n".join(shown).encode()).hexdigest()[:16]


def _is_of_page(name: str, form: Form) -> bool:
    sums = {word + total for word in PER_TOTAL if word != "合计" for total in form.layout.totals}
    return name in sums


def _told(values: Mapping[str, Value], names: Sequence[str]) -> str:
    return "\t".join(str(values.get(name) or "") for name in names)
