"""The contact sheet of reports and boards of make_pictures.py: made from the demo's ledger, printed by LibreOffice."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from picture_forms import contact_sheet

PAGES = {
    "on-time": ("交期达成率：封面", "交期达成率：按月", "交期达成率：按客户"),
    "capacity": ("", "产能负荷：热力图"),
    "delays": ("", "延误原因：帕累托"),
    "ageing": ("", "应收账龄"),
    "today": ("今日要做",),
    "board": ("看板",),
    "gantt": ("甘特图",),
}
"""Kind → the labels of its pages from the first; "" leaves a page out."""


def reports(folder: Path, profile: str) -> None:
    """Write the picture of the reports' pages; `profile` sets LibreOffice up."""
    own = folder / "reports"
    user = own / "office" / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(profile)
    pages = [page for kind in PAGES for page in _pages(kind, folder / "demo" / "跟单工作簿.xlsx", own)]
    contact_sheet("reports", pages, columns=3, width=520, height=368)


def _pages(kind: str, book: Path, own: Path) -> list[tuple[str, Path]]:
    """Make a report and return the label and picture of each of its pages that is wanted."""
    made = own / f"{kind}.xlsx"
    gendan = (sys.executable, "-m", "gendan_xl", "report", kind, str(book), "--out", str(made))
    subprocess.run(gendan, check=True, stdout=subprocess.DEVNULL)
    office = ("soffice", "--headless", f"-env:UserInstallation={(own / 'office').as_uri()}")
    to_pdf = (*office, "--convert-to", "pdf", "--outdir", str(own), str(made))
    subprocess.run(to_pdf, check=True, stdout=subprocess.DEVNULL)
    labels = dict(enumerate(PAGES[kind], 1))
    return [(label, _page(made, number)) for number, label in labels.items() if label]


def _page(made: Path, number: int) -> Path:
    png = made.with_name(f"{made.stem}-{number}")
    page = ("-r", "110", "-f", str(number), "-l", str(number), "-png", "-singlefile")
    subprocess.run(("pdftoppm", *page, made.with_suffix(".pdf"), png), check=True)
    return png.with_suffix(".png")
