"""A document that has its number: filled, written to its folder, printed, told to 单据 (requirement 44)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from gendan_xl.books.office import find_office, to_pdf
from gendan_xl.cells import Value
from gendan_xl.commands._desk import Desk, Made
from gendan_xl.commands._mirror import PRINTED, VOID
from gendan_xl.commands._numbered import remark
from gendan_xl.commands._version import Version
from gendan_xl.errors import GendanError, Message
from gendan_xl.forms._needs import signatures
from gendan_xl.forms._pages import Document
from gendan_xl.package.files import write_atomic
from gendan_xl.printing.filing import safe_name
from gendan_xl.printing.render import Page, Printer


def write(
    desk: Desk,
    document: Document,
    printer: Printer,
    pages: Sequence[Page],
    version: Version,
    *,
    is_new: bool,
) -> Path:
    """Fill and write the document; a number just taken is void when that fails."""
    file = _free(_folder(desk, document) / f"{document.file_name}.xlsx")
    now, number = desk.case.now, document.number
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(file, printer.fill(pages, document.setup))
    except (GendanError, OSError) as problem:
        is_void = is_new and not desk.form.is_print
        if is_void:
            desk.journal.mark(number, VOID, at=now, note=f"没有写成：{problem}")
        if isinstance(problem, GendanError):
            raise
        reason = problem.strerror or str(problem)
        zh, en = (f"，单号 {number} 已作废", f"; number {number} is void") if is_void else ("", "")
        raise GendanError(
            "GD933", f"不能写到文件夹 {file.parent}（{reason}）{zh}，请换一个文件夹",
            f"cannot write to {file.parent} ({reason}){en}; choose another folder",
        ) from problem  # fmt: skip
    if desk.form.is_print:
        return file
    desk.journal.mark(
        number, PRINTED, at=now, file=str(file.absolute()), who=document.maker, note=remark(document.draft),
        content=version.content, version=version.number,
    )  # fmt: skip
    return file


def _free(file: Path) -> Path:
    """Return the path of a file, with -2, -3 … where one of that name is there: nothing is overwritten."""
    tries = (file.with_stem(f"{file.stem}-{number}") for number in range(2, 1000))
    return file if not file.exists() else next(path for path in tries if not path.exists())


def _folder(desk: Desk, document: Document) -> Path:
    """Return the folder of the order, else that of the customer or of the kind of document (requirement 44)."""
    draft, customer = document.draft, document.draft.customer
    short = str((customer["short_name"] if customer else None) or "")
    if not document.order_no:
        return desk.out / safe_name(short or desk.form.label)
    short = short or str((draft.order["customer_name"] if draft.order else None) or "")
    name = desk.case.settings.order_folder.replace("{订单号}", document.order_no)
    return desk.out / safe_name(name.replace("{客户简称}", short))


def record(desk: Desk, document: Document) -> dict[str, Value]:
    """Return what 单据 is told of a document beside its number, state and file."""
    draft = document.draft
    customer = draft.customer
    return {
        "title": document.title,
        "amount": draft.amount,
        "currency": draft.currency if draft.amount is not None else None,
        "customer_no": customer["customer_no"] if customer else None,
        "customer_short_name": customer["short_name"] if customer else None,
        "related_no": draft.key if draft.key not in (document.order_no, document.number) else None,
        **signatures(desk.form, draft),
        **draft.registered,
    }


def too_long(printer: Printer, document: Document, pages: Sequence[Page]) -> Iterator[Message]:
    """Name the texts that are printed too small to be read."""
    texts = [text if len(text) < 30 else f"{text[:30]}…" for text in printer.too_long(pages, document.setup)]
    if texts:
        yield Message(
            f"文字太长，{document.title}上看不清：{'、'.join(texts)}；请改短，或在模板里加大这一格",
            f"too long to be read on it: {'; '.join(texts)}; shorten it or widen its cell in the template",
        )


def print_pdf(made: Made, document: Document) -> None:
    if find_office() is None:
        made.notes.append(
            Message(
                "没有生成 PDF：这台电脑没有安装 LibreOffice，请用 Excel/WPS 打开后打印",
                "no PDF: LibreOffice is not installed",
            )
        )
        return
    paper = document.setup.paper
    made.files.append(to_pdf(made.files[0], None if paper.code else (paper.width, paper.height)))
