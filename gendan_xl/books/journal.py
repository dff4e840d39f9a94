"""The journal of document numbers: an append-only file for the books of a folder, the authority on what was handed out."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import IO, Literal

from gendan_xl.domain.numbering import NumberRule
from gendan_xl.errors import GendanError

State = Literal["预留", "已打印", "作废"]

LOCK_SECONDS = 15.0
_LOCK_BYTE = 0x7FFF_FFF0  # far behind the text: on Windows a locked byte cannot be read
_TORN_NUMBER = re.compile(rb'^\{"number": "([^"]+)"')


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the journal: what became of a number, when and by whom. `book` is the stem of the book's file.

    `content` tells whether a print shows the same as the one before, `version` counts those that do not: 1, 2 …
    (0 and '' where nobody counts).
    """

    number: str
    state: State
    kind: str
    order: str = ""
    file: str = ""
    who: str = ""
    at: str = ""
    note: str = ""
    book: str = ""
    content: str = ""
    version: int = 0


def journal_path(book: Path) -> Path:
    """Return the journal of a book, which all books of its folder share."""
    return book.with_name("单据号.jsonl")


def journal_of(book: Path) -> Journal:
    """Return the journal of a book, as this book sees it."""
    return Journal(journal_path(book), book.stem)


class Journal:
    """Hands out numbers that were never handed out before, right with several processes and after a crash.

    No number is given twice in a folder. What became of numbers is told of one book (`book`, the stem of its file;
    '' for all): lines without a book count for every one. A journal of older versions, of one book each
    (跟单.单据号.jsonl), is read but not written.
    Lines are only ever appended, under a lock of the operating system, and are on the disk before a number is
    returned. A torn last line (crash, power) is passed over, but a number that can still be read in it stays used.
    GendanError GD930 when another process holds the lock too long, GD931 when the file cannot be written.
    """

    def __init__(self, path: Path, book: str = "") -> None:
        self.path, self.book = path, book
        self._read_to = 0
        self._entries: list[Entry] = []
        self._used: set[str] = set()
        self._take_older()
        self._older = len(self._entries)

    def reserve(
        self,
        rule: NumberRule,
        *,
        kind: str,
        at: dt.datetime,
        order: str = "",
        who: str = "",
        known: Iterable[str] = (),
    ) -> str:
        """Return the next free number of `rule` and write it down; `known` are the numbers the book already shows."""
        with self._locked() as file:
            number = rule.next_number(at.date(), self._used.union(known))
            self._append(file, Entry(number, "预留", kind, order, "", who, _moment(at), book=self.book))
        return number

    def mark(
        self,
        number: str,
        state: State,
        *,
        at: dt.datetime,
        file: str = "",
        who: str = "",
        note: str = "",
        content: str = "",
        version: int = 0,
    ) -> Entry:
        """Write down what became of a number. GendanError GD932 when it was never handed out or is void."""
        with self._locked() as handle:
            last = next((entry for entry in reversed(self._own()) if entry.number == number), None)
            if last is None or last.state == "作废":
                raise _not_markable(self.path, number, void=last is not None)
            entry = replace(
                last,
                state=state,
                file=file or last.file,
                who=who or last.who,
                at=_moment(at),
                note=note,
                book=self.book,
                content=content or last.content,
                version=version or last.version,
            )
            self._append(handle, entry)
        return entry

    def take_in(self, entry: Entry) -> None:
        """Write down a number that this book shows and the journal does not know."""
        with self._locked() as file:
            self._append(file, replace(entry, book=self.book))

    def entries(self) -> list[Entry]:
        """Return every line of every book in order; [] when there is no journal yet."""
        if self.path.exists():
            with self._locked():
                pass  # which takes in what came since
        return list(self._entries)

    def histories(self) -> dict[str, list[Entry]]:
        """Return the lines of each number of this book, in order."""
        self.entries()
        histories: dict[str, list[Entry]] = {}
        for entry in self._own():
            histories.setdefault(entry.number, []).append(entry)
        return histories

    def current(self) -> dict[str, Entry]:
        """Return the last line of each number of this book."""
        return {number: history[-1] for number, history in self.histories().items()}

    def _own(self) -> list[Entry]:
        return [entry for entry in self._entries if not self.book or entry.book in ("", self.book)]

    def _take_older(self) -> None:
        """Take in what older versions wrote: a journal for each book of the folder."""
        for path in sorted(self.path.parent.glob(f"*.{self.path.name}")):
            try:
                lines = path.read_bytes().split(b"\n")
            except OSError as error:
                raise _unusable(path, error) from error
            for line in lines:
                self._take(line, path.name.removesuffix(f".{self.path.name}"))

    @contextmanager
    def _locked(self) -> Iterator[IO[bytes]]:
        try:
            file = self.path.open("a+b", buffering=0)
        except OSError as error:
            raise _unusable(self.path, error) from error
        with file:
            _lock(file, self.path)
            try:
                self._refresh(file)
                yield file
            finally:
                _unlock(file)

    def _refresh(self, file: IO[bytes]) -> None:
        """Take in the lines that came since the last look."""
        if file.seek(0, os.SEEK_END) < self._read_to:
            self._read_to = 0
            del self._entries[self._older :]
        file.seek(self._read_to)
        *lines, torn = file.read().split(b"\n")
        for line in lines:
            self._take(line)
            self._read_to += len(line) + 1
        self._remember_torn(torn)

    def _take(self, line: bytes, book: str = "") -> None:
        try:
            entry = Entry(**{"book": book} | json.loads(line))
        except (ValueError, TypeError):
            self._remember_torn(line)
        else:
            self._entries.append(entry)
            self._used.add(entry.number)

    def _remember_torn(self, line: bytes) -> None:
        match = _TORN_NUMBER.match(line)
        if match:
            self._used.add(match[1].decode("utf-8", "replace"))

    def _append(self, file: IO[bytes], entry: Entry) -> None:
        """Write one line behind the last whole one, on its own line even after a torn one."""
        line = json.dumps(asdict(entry), ensure_ascii=False).encode() + b"\n"
        is_torn = file.seek(0, os.SEEK_END) > self._read_to
        try:
            file.write(b"\n" + line if is_torn else line)
            os.fsync(file.fileno())
        except OSError as error:
            raise _unusable(self.path, error) from error
        self._refresh(file)


def _moment(at: dt.datetime) -> str:
    return at.isoformat(sep=" ", timespec="seconds")


def _lock(file: IO[bytes], path: Path) -> None:
    """Wait for the lock on an open file. GendanError after LOCK_SECONDS."""
    deadline = time.monotonic() + LOCK_SECONDS
    while not _try_lock(file):
        if time.monotonic() > deadline:
            raise GendanError(
                "GD930",
                f"单据号登记文件 {path.name} 正被另一个程序占用，请稍后再试",
                f"the number journal {path.name} is held by another program; try again in a moment",
            )
        time.sleep(0.01)


if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: IO[bytes]) -> bool:
        file.seek(_LOCK_BYTE)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(file: IO[bytes]) -> None:
        file.seek(_LOCK_BYTE)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try_lock(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _unlock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)


def _unusable(path: Path, error: OSError) -> GendanError:
    reason = error.strerror or str(error)
    return GendanError(
        "GD931",
        f"单据号登记文件 {path} 无法读写（{reason}），没有取号，请检查文件夹权限和磁盘空间",
        f"the number journal {path} cannot be read or written ({reason}); no number was taken; check folder rights and space",
    )


def _not_markable(path: Path, number: str, *, void: bool) -> GendanError:
    if void:
        zh, en = "已作废，不能再用，请重新取号", "is void and cannot be used again; take a new number"
    else:
        zh, en = f"不在 {path.name} 中，请核对单号", f"is not in {path.name}; check it"
    return GendanError("GD932", f"单据号 {number} {zh}", f"document number {number} {en}")
