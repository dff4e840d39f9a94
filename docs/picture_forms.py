"""The contact sheets of make_pictures.py: every form made from the demo's ledger, its first page with its name."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from gendan_xl.books.office import to_pdf
from gendan_xl.commands._make import make
from gendan_xl.commands._open import open_file
from gendan_xl.demo.book import build_demo, make_demo
from gendan_xl.forms import all_forms
from gendan_xl.forms._form import Asked, Form
from gendan_xl.printing.paper import find_paper
from gendan_xl.schema.numbering import DEFAULT_NUMBERING

IMAGES = Path(__file__).with_name("images")
GROUPS = {"forms-orders": 31, "forms-delivery": 50, "forms-changes": 75, "forms-money": 100}
"""Pictures and the place of their last form on the ribbon."""
CUSTOMER = {
    "packing-list": "C019",
    "customer-record": "C001",
    "statement": "C006",
    "monthly-statement": "C006",
}
"""Whose document is shown where not the first that is due."""


def forms(folder: Path) -> None:
    """All forms in one picture, and readable ones by group."""
    pages = [(form, _page(form, folder)) for form in all_forms()]
    named = [(form.label, page) for form, page in pages]
    contact_sheet("forms", named, columns=6, width=200, height=300)
    first = 0
    for name, last in GROUPS.items():
        group = [(form.label, page) for form, page in pages if first <= form.place < last]
        contact_sheet(name, group, columns=3, width=520, height=780)
        first = last


def _page(form: Form, folder: Path) -> Path:
    """Make a form out of a fresh demo and return the picture of its first page, without the empty end of the sheet."""
    now, own = dt.datetime.now(), folder / f"form-{form.verb}"
    own.mkdir()
    book, demo = own / "跟单工作簿.xlsx", make_demo(now.date())
    build_demo(book, demo, now.date())
    notes = [str(row["note_no"]) for row in demo.tables["deliveries"] if row.get("note_no")]
    asked = Asked(
        now.date(), (notes[-1],) if form.is_print else (), customer=CUSTOMER.get(form.verb, ""), by="罗小芸"
    )
    made = next(one for one in make(open_file(book, now), form, asked, own) if one.files)
    paper = find_paper(next(str(row["paper"]) for row in DEFAULT_NUMBERING if row["kind"] == form.label))
    pdf = to_pdf(made.files[0], None if paper.code else (paper.width, paper.height))
    page = own / "page"
    subprocess.run(("pdftoppm", "-r", "110", "-png", "-singlefile", pdf, page), check=True)
    return page.with_suffix(".png")


def contact_sheet(
    name: str, pages: Sequence[tuple[str, Path]], *, columns: int, width: int, height: int
) -> None:
    """Write a picture of pages in columns, each with its label below."""
    font = subprocess.run(
        ("fc-match", "-f", "%{file}", "Noto Sans CJK SC"), stdout=subprocess.PIPE, check=True, text=True
    ).stdout
    labelled = [word for label, page in pages for word in ("-label", label, str(page))]
    gap = f"+{width // 20}+{width // 26}"
    shape = ("-tile", f"{columns}x", "-geometry", f"{width}x{height}{gap}", "-gravity", "south")
    look = ("-background", "#e9e9e9", "-font", font, "-pointsize", str(12 + width // 60))
    program = shutil.which("montage") or "montage"
    small = ("-depth", "8", "-colors", "128", f"png8:{IMAGES / name}.png")
    subprocess.run((program, *look, *labelled, *shape, *small), check=True)
