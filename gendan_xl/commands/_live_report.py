"""The buttons of the reports: the open workbook is read, the report is saved beside it and opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gendan_xl.commands._make_report import beside, origin_of, said, write_report
from gendan_xl.commands._userdir import live_log
from gendan_xl.errors import Message

if TYPE_CHECKING:
    from gendan_xl.commands._live import Session
    from gendan_xl.reports._report import Report


def report_live(session: Session, report: Report) -> None:
    """Write a report on the open workbook beside it, open it, and tell the key figures."""
    origin = origin_of(report, session.opened(), session.path.name)
    session.status(Message(f"正在出报表“{report.label}”…", f"{report.verb}…"))
    out = beside(session.path, report, session.now)
    told = write_report(report, [origin], session.now, out, lang=session.lang)
    is_zh = session.lang != "en"
    read = f"按打开着的“{session.book.name}”" if is_zh else f"from the open workbook {session.book.name}"
    lines = [f"✓ {report.label}（{read}）", *said(told, session.lang), str(out)]
    try:
        session.app.books.open(str(out))
    except Exception as error:
        live_log().warning("%s was written but not opened: %s", out, error)
        lines.append(
            "文件没有自动打开，请到上面的文件夹里打开。" if is_zh else "not opened: open it from its folder"
        )
    session.tell("\n".join(lines))
