"""A button pressed in the open workbook: what an action may use there, and what becomes of every problem."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gendan_xl.books.journal import Journal, journal_path
from gendan_xl.books.live import LiveBook
from gendan_xl.commands._clock import SHANGHAI
from gendan_xl.commands._undo import Record, keep
from gendan_xl.commands._userdir import live_log, log_file
from gendan_xl.errors import GendanError, Message
from gendan_xl.hosts.connect import explained

if TYPE_CHECKING:
    import xlwings as xw

    from gendan_xl.commands._action import Action
    from gendan_xl.commands._open import Opened

TITLE = "跟单"


@dataclass(slots=True)
class Session:
    """One press: the open workbook, the moment (Asia/Shanghai), the language, and how to speak to the user.

    `speak` None is a message box of the program; the command line prints instead and takes every question for granted.
    `echo` hears what a message box says as well. `code` is what the command line exits with, as for files.
    """

    action: Action
    book: LiveBook
    now: dt.datetime
    lang: str = "zh"
    speak: Callable[[str], None] | None = None
    code: int = 0
    echo: Callable[[str], None] | None = None

    @property
    def app(self) -> xw.App:
        """The spreadsheet program."""
        return self.book.book.app

    @property
    def path(self) -> Path:
        """The file of the workbook. GendanError GD990 while it has none."""
        return self.book.path

    def opened(self) -> Opened:
        """Read the workbook as it stands now, unsaved changes included. GendanError GD001 for no ledger."""
        from gendan_xl.commands._open import open_book

        self.status(Message("正在读取…", "reading…"))
        opened = open_book(self.book, self.path, self.now)
        if not opened.ledger.tables or _is_document(self.path):
            raise GendanError(
                "GD001", f"{self.book.name} 里没有跟单台账（它是出好的单据或别的工作簿），没有写入任何内容：请先点到跟单工作簿，或把它的名称写在 --live 后面",
                f"{self.book.name} holds no order ledger (a document made out?), nothing was written: bring the ledger to the front",
            )  # fmt: skip
        return opened

    def status(self, text: Message) -> None:
        """Say in the status bar what is being done."""
        with suppress(Exception):  # a program without one
            self.app.status_bar = f"{TITLE}：{text.text(self.lang)}"

    def tell(self, text: str) -> None:
        """Say what came of it, in a message box."""
        if self.speak:
            self.speak(text)
            return
        if self.echo:
            self.echo(text)
        self.app.alert(text, title=TITLE)

    def ask(self, question: Message) -> bool:
        """Ask before something that cannot be taken back."""
        return self.speak is not None or self._confirmed(question)

    def _confirmed(self, question: Message) -> bool:
        return self.app.alert(question.text(self.lang), title=TITLE, buttons="ok_cancel") == "ok"

    def remember(self, **changed: Any) -> None:
        """Keep what this press changed (fields of a Record) for 撤销上次."""
        at = f"{self.now:%Y-%m-%d %H:%M}"
        keep(Record(self.action.verb, self.action.label, str(self.path), at, **changed))

    def close(self) -> None:
        """Give the status bar back."""
        with suppress(Exception):
            self.app.status_bar = False


def _is_document(path: Path) -> bool:
    """Tell whether the journal of numbers, two folders up, knows a workbook as a document that was made out."""
    journal = Journal(journal_path(path.parent.parent.parent / path.name))
    return any(Path(entry.file).name == path.name for entry in journal.entries() if entry.file)


def press(
    action: Action,
    book: xw.Book,
    *,
    now: dt.datetime | None = None,
    lang: str = "zh",
    echo: Callable[[str], None] | None = None,
) -> bool:
    """Run the live half of an action; return whether it was done. Every problem ends as one message box.

    `echo` hears what the message boxes say.
    """
    moment = now or dt.datetime.now(SHANGHAI).replace(tzinfo=None, microsecond=0)
    session = Session(action, LiveBook(book), moment, lang, echo=echo)
    log = live_log()
    try:
        run(session)
    except GendanError as problem:
        log.info("%s: %s", action.verb, problem, exc_info=problem.__cause__)
        _tell_problem(session, problem)
        return False
    except Exception:
        log.exception("%s failed", action.verb)
        _tell_problem(session, _unexpected(action))
        return False
    return True


def run(session: Session) -> None:
    """Run the live half of the session's action; the status bar is given back in any case.

    GendanError GD983 when the program is gone or busy.
    """
    if session.action.live is None:
        raise LookupError(f"{session.action.verb} is no button")
    with explained():
        live_log().info("%s %s", session.action.verb, session.book.name)
        try:
            session.action.live(session)
        finally:
            session.close()


def _tell_problem(session: Session, problem: GendanError) -> None:
    """Say what is wrong; a program that is gone shows nothing, then the log has to do."""
    try:
        session.tell(problem.text(session.lang))
    except Exception:
        live_log().exception("%s could not be told: %s", session.action.verb, problem)


def _unexpected(action: Action) -> GendanError:
    return GendanError(
        "GD995", f"“{action.label}”没有做完，程序内部出错：请把日志文件 {log_file()} 发给技术支持",
        f"{action.verb} failed inside the program: send the log {log_file()} to support",
    )  # fmt: skip
