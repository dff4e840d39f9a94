"""`gendan report today, board, gantt, progress`: which files are written, and what is refused before any work."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import openpyxl
import pytest

from gendan_xl.cli import main
from gendan_xl.commands._open import open_file
from gendan_xl.demo.book import build_demo, make_demo

TODAY = dt.date(2026, 3, 16)
NOON = dt.datetime(2026, 3, 16, 12)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "跟单.xlsx"
    build_demo(path, make_demo(TODAY), TODAY)
    return path


def report(*words: str | Path) -> int:
    return main(["report", *map(str, words), "--today", TODAY.isoformat()])


def test_a_board_stands_beside_its_workbook_and_never_on_another(demo: Path) -> None:
    before = demo.read_bytes()
    for _ in range(2):
        assert report("看板", demo) == 0
    assert {path.name for path in demo.parent.iterdir()} == {
        "跟单.xlsx", "看板-20260316.xlsx", "看板-20260316-2.xlsx",
    }  # fmt: skip
    assert demo.read_bytes() == before


def test_the_same_input_gives_the_same_bytes(demo: Path, tmp_path: Path) -> None:
    made = []
    for name in ("a.xlsx", "b.xlsx"):
        assert report("gantt", demo, "--out", tmp_path / name, "--svg") == 0
        made.append(((tmp_path / name).read_bytes(), (tmp_path / name).with_suffix(".svg").read_bytes()))
    assert made[0] == made[1]


def test_out_with_the_name_of_a_picture_is_the_picture_alone(
    demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("resvg_py")
    assert report("gantt", demo, "--out", tmp_path / "g.png") == 0
    assert [path.name for path in tmp_path.iterdir()] == ["g.png"]
    assert (tmp_path / "g.png").read_bytes().startswith(b"\x89PNG")
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    assert report("gantt", demo, "--out", tmp_path / "h.xlsx", "--png") == 2
    assert "gendan-xl[png]" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["g.png"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("today", "--svg"), "GD978"),
        (("board", "--png"), "GD978"),
        (("board", "--from", "2026-01"), "GD978"),
        (("board", "--month", "2026-01"), "GD978"),
        (("on-time", "--owner", "海曙"), "GD978"),
        (("progress", "--customer", "没有这家"), "GD094"),
        (("board", "--customer", "有限公司"), "GD094"),
        (("board", "--owner", "没这人"), "GD096"),
        (("progress", "--owner", "没这人"), "GD978"),
    ],
)
def test_a_wish_that_cannot_be_met_writes_nothing(
    words: tuple[str, ...], code: str, demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kind, *options = words
    assert report(kind, demo, *options, "--out", tmp_path / "out.xlsx") == 2
    assert f"[{code}]" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_help_and_refusal_name_the_boards_of_a_person(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["report", "--help"])
    shown = "".join(capsys.readouterr().out.split())
    assert report("progress", demo, "--owner", "总装车间") == 2
    [_, named] = capsys.readouterr().err.split("--owner 只用于")
    assert f"{named.partition('[')[0]}：只要这个人的" in shown


def test_a_person_is_offered_for_a_slip(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = next(str(name) for [name] in open_file(demo, NOON).ledger.rows("staff", ("name",)))
    assert report("board", demo, "--owner", name[:-1]) == 2
    assert name in capsys.readouterr().err


def test_a_file_that_is_there_is_left_alone(
    demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "g.svg").write_text("mine")
    assert report("gantt", demo, "--out", tmp_path / "g.xlsx", "--svg") == 2
    assert "[GD958]" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["g.svg"]
    assert (tmp_path / "g.svg").read_text() == "mine"


def test_progress_for_one_customer_is_also_a_pdf(demo: Path, tmp_path: Path, soffice: object) -> None:
    out = tmp_path / "p.xlsx"
    assert report("客户进度表", demo, "--customer", "蜀阳门窗", "--pdf", "--out", out) == 0
    assert out.with_suffix(".pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("customer", ["{no}", "{full}"])
def test_a_customer_is_known_by_every_name(
    customer: str, demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = openpyxl.load_workbook(demo, read_only=True)["客户"].values
    no, full = next((str(row[0]), str(row[1])) for row in rows if "蜀阳门窗" in row)
    assert report("看板", demo, "--customer", "蜀阳门窗", "--out", tmp_path / "a.xlsx") == 0
    said = capsys.readouterr().out.splitlines()[0]
    named = customer.format(no=no, full=full)
    assert report("看板", demo, "--customer", named, "--out", tmp_path / "b.xlsx") == 0
    assert capsys.readouterr().out.splitlines()[0] == said and "0" not in said.split()


def test_boards_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "--list"]) == 0
    said = capsys.readouterr().out
    for verb in ("today", "board", "gantt", "progress"):
        assert f"\t{verb}\t" in said
