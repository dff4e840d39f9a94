"""The number journal: real processes, real crashes."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from gendan_xl.books import journal as module
from gendan_xl.books.journal import Journal, journal_of, journal_path
from gendan_xl.domain.numbering import NumberRule
from gendan_xl.errors import GendanError

RULE = NumberRule("SH")
AT = dt.datetime(2026, 11, 22, 9, 30)

HAMMER = """
import datetime as dt, sys
from pathlib import Path
from gendan_xl.books.journal import Journal
from gendan_xl.domain.numbering import NumberRule
journal = Journal(Path(sys.argv[1]))
for _ in range(int(sys.argv[2])):
    number = journal.reserve(NumberRule("SH"), kind="送货单", at=dt.datetime(2026, 11, 22, 9, 30))
    print(number, flush=True)
"""


def reserve(journal: Journal, **more: object) -> str:
    return journal.reserve(RULE, kind="送货单", at=AT, **more)  # type: ignore[arg-type]


def hammer(path: Path, times: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", HAMMER, str(path), str(times)], stdout=subprocess.PIPE, text=True
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return journal_path(tmp_path / "跟单.xlsx")


def test_a_number_has_a_history(path: Path) -> None:
    journal = Journal(path)
    number = reserve(journal, order="SO1", who="小王")
    later = AT + dt.timedelta(minutes=1)
    journal.mark(number, "已打印", at=later, file="SO1/SO1-20261122.xlsx")
    journal.mark(number, "作废", at=later, note="客户改地址")
    assert path.name == "单据号.jsonl"
    again = Journal(path)
    assert [(e.number, e.state, e.order, e.who, e.file) for e in again.entries()] == [
        ("SH20261122001", "预留", "SO1", "小王", ""),
        ("SH20261122001", "已打印", "SO1", "小王", "SO1/SO1-20261122.xlsx"),
        ("SH20261122001", "作废", "SO1", "小王", "SO1/SO1-20261122.xlsx"),
    ]
    assert again.current()[number].note == "客户改地址"
    assert reserve(again) == "SH20261122002"


def test_void_and_unknown_numbers_cannot_be_marked(path: Path) -> None:
    journal = Journal(path)
    number = reserve(journal)
    journal.mark(number, "作废", at=AT)
    for wrong, words in ((number, "作废"), ("SH20261122777", "不在")):
        with pytest.raises(GendanError, match=words):
            journal.mark(wrong, "已打印", at=AT)
    assert len(journal.entries()) == 2


def test_numbers_of_the_book_are_not_handed_out_again(path: Path) -> None:
    assert reserve(Journal(path), known=["SH20261122004", "SH20261121009"]) == "SH20261122005"


def test_two_processes_never_share_a_number(path: Path) -> None:
    both = [hammer(path, 150), hammer(path, 150)]
    taken = [line for process in both for line in process.communicate(timeout=60)[0].split()]
    assert sorted(taken) == [f"SH20261122{n:03}" for n in range(1, 301)]
    assert [e.number for e in Journal(path).entries()] == sorted(taken)


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is for POSIX")
def test_a_killed_process_loses_no_number_and_leaves_no_lock(path: Path) -> None:
    victim = hammer(path, 100_000)
    assert victim.stdout
    seen = [victim.stdout.readline().strip() for _ in range(20)]
    os.kill(victim.pid, signal.SIGKILL)
    seen += victim.communicate(timeout=20)[0].split()
    following = reserve(Journal(path))
    handed_out = [e.number for e in Journal(path).entries()]
    assert set(seen) <= set(handed_out[:-1]) and handed_out[-1] == following
    assert len(set(handed_out)) == len(handed_out)


@pytest.mark.parametrize("cut", [1, 40, 95])
def test_a_torn_line_is_passed_over(path: Path, cut: int) -> None:
    journal = Journal(path)
    reserve(journal)
    whole = path.read_bytes()
    with path.open("ab") as file:
        file.write(whole.replace(b"22001", b"22002")[:cut])
    following = reserve(journal)
    assert following == ("SH20261122002" if cut == 1 else "SH20261122003")  # a readable number stays used
    assert [e.number for e in Journal(path).entries()] == ["SH20261122001", following]
    assert reserve(Journal(path)) > following


def test_a_lock_held_too_long_is_said(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LOCK_SECONDS", 0.05)
    with Journal(path)._locked(), pytest.raises(GendanError, match="占用") as caught:
        reserve(Journal(path))
    assert caught.value.code == "GD930"


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(GendanError, match="没有取号") as caught:
        reserve(Journal(tmp_path / "nowhere" / "a.jsonl"))
    assert caught.value.code == "GD931"


def test_the_books_of_a_folder_share_numbers_but_not_their_documents(tmp_path: Path) -> None:
    march, april = (journal_of(tmp_path / name) for name in ("3月.xlsx", "4月.xlsx"))
    assert [reserve(march), reserve(april), reserve(march)] == [f"SH2026112200{n}" for n in (1, 2, 3)]
    assert [*march.current()] == ["SH20261122001", "SH20261122003"]
    with pytest.raises(GendanError, match="不在"):
        march.mark("SH20261122002", "作废", at=AT)
    assert {entry.book for entry in april.entries()} == {"3月", "4月"}


def test_the_journals_of_older_versions_count_and_stay_as_they_are(tmp_path: Path) -> None:
    """They were one for each book, so that two books could have the same number."""
    old = {name: tmp_path / f"{name}.单据号.jsonl" for name in ("3月", "4月")}
    line = '{"number": "SH20261122001", "state": "已打印", "kind": "送货单", "order": "%s", "at": "2026-11-22 09:00:00"}\n'
    for name, file in old.items():
        file.write_text(line % name, encoding="utf-8")
    before = [file.read_bytes() for file in old.values()]
    march, april = (journal_of(tmp_path / f"{name}.xlsx") for name in old)
    assert march.current()["SH20261122001"].order == "3月"
    assert reserve(april) == "SH20261122002"
    april.mark("SH20261122001", "作废", at=AT)
    assert [journal.current()["SH20261122001"].state for journal in (march, april)] == ["已打印", "作废"]
    assert [file.read_bytes() for file in old.values()] == before
