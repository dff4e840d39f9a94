"""Where documents of one kind are made out, and what came of each."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from gendan_xl.books.journal import Journal
from gendan_xl.cells import Value
from gendan_xl.commands._open import Opened
from gendan_xl.edits import Edit
from gendan_xl.errors import Message
from gendan_xl.findings import Finding
from gendan_xl.forms._form import Asked, Case, Draft, Form
from gendan_xl.forms._vocabulary import vocabulary
from gendan_xl.printing.render import Printer
from gendan_xl.printing.template import Template
from gendan_xl.printing.template_files import find_template


@dataclass(slots=True)
class Made:
    """What came of one draft: its number and files, or the reasons against it; remarks for the user.

    One that was passed over has remarks only.
    """

    key: str
    number: str = ""
    files: list[Path] = field(default_factory=list)
    blocks: list[Finding] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)


@dataclass(slots=True)
class Desk:
    """Where documents of one kind are made out: the workbook, its journal, the folder, the templates once read."""

    opened: Opened
    form: Form
    case: Case
    asked: Asked
    journal: Journal
    out: Path
    templates: dict[str, Printer] = field(default_factory=dict)
    known: dict[str, dict[str, Value]] = field(default_factory=dict)  # number → what 单据 is told of it
    edits: list[Edit] = field(default_factory=list)
    broken: list[Finding] = field(default_factory=list)  # of the rules that the form names

    def printer(self, draft: Draft) -> Printer:
        """Return the template of a draft, ready to be filled."""
        name = draft.template or self.form.template
        if name not in self.templates:
            path = find_template(name, self.opened.path)
            self.templates[name] = Printer(Template(path.read_bytes(), path.name, vocabulary(self.form)))
        return self.templates[name]
