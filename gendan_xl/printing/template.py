"""A form's template: a company's own sheet that can be filled."""

from __future__ import annotations

from gendan_xl.errors import GendanError
from gendan_xl.findings import Finding
from gendan_xl.printing.placeholders import Vocabulary
from gendan_xl.printing.template_problems import find_problems
from gendan_xl.printing.template_sheet import TemplateSheet


class Template(TemplateSheet):
    """A template read and checked once, filled many times.

    Only the first sheet is filled. Raises GendanError GD080 naming every problem with its cell at once.
    """

    def __init__(self, data: bytes, name: str, vocabulary: Vocabulary) -> None:
        super().__init__(data, name)
        problems = find_problems(self, vocabulary)
        if problems:
            raise _refusal(name, problems)


def _refusal(name: str, problems: list[Finding]) -> GendanError:
    zh = "；".join(f"{p.place} {p.message.zh}，请{p.fix.zh}".lstrip() for p in problems)
    en = "; ".join(f"{p.place} {p.message.en}: {p.fix.en}".lstrip() for p in problems)
    return GendanError(
        "GD080",
        f"模板 {name} 有 {len(problems)} 处要改：{zh}",
        f"template {name} has {len(problems)} problem(s): {en}",
    )
