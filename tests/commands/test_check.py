"""`gendan check`: every problem in one pass, exit codes, JSON, and files that cannot be checked."""

from __future__ import annotations

import datetime as dt
import json
from argparse import Namespace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from gendan_xl.books.blank import build_book
from gendan_xl.cli import main
from gendan_xl.commands._clock import SHANGHAI, moment

TODAY = dt.date(2026, 3, 16)
LINE: dict[str, Any] = {
    "order_no": "SO2603-014", "line_no": 1, "order_date": dt.date(2026, 3, 2), "customer_no": "C1", "customer_name": "海曙",
    "product_no": "P1", "product_name": "合页", "spec": "4寸", "unit": "副", "ordered_qty": 100.0, "unit_price": 4.5,
    "requested_date": dt.date(2026, 4, 10), "confirmed_date": dt.date(2026, 4, 10), "planned_ship_date": dt.date(2026, 4, 14),
    "status": "已确认",
}  # fmt: skip


@pytest.fixture
def book(tmp_path: Path) -> Path:
    build_book(tmp_path / "跟单.xlsx", {"orders": [LINE]}, today=TODAY)
    return tmp_path / "跟单.xlsx"


def check(*words: str) -> int:
    return main(["check", *words, "--today", "2026-03-16"])


def as_json(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    check(*words, "--format", "json")
    return json.loads(capsys.readouterr().out)


def test_a_finding_says_where_what_and_what_to_do(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = as_json(capsys, str(book))["books"][0]["findings"]
    [late] = [finding for finding in found if finding["code"] == "GD412"]
    assert late == {
        "code": "GD412",
        "level": "warning",
        "sheet": "订单台账",
        "cell": late["cell"],
        "table": "orders",
        "key": "SO2603-014-1",
        "column": "计划出货日期",
        "value": "2026-04-14",
        "message": "订单 SO2603-014 计划出货 2026-04-14 晚于确认交期 2026-04-10",
        "fix": "改出货计划，或开客户合同修改单",
    }
    assert late["cell"].endswith("3")


def test_json_is_as_documented(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = as_json(capsys, str(book))
    [one] = document["books"]
    assert list(one) == ["file", "tables", "calendar", "not_run", "findings", "error"]
    assert one["tables"]["orders"] == 1 and "单休" in one["calendar"] and one["error"] is None
    assert sum(document["summary"].values()) == len(one["findings"])
    assert list(document["summary"]) == ["error", "warning", "info"]
    text = (Path(__file__).parents[2] / "docs" / "check-json.md").read_text(encoding="utf-8")
    example = json.loads(text.split("```json")[1].split("```")[0])
    assert list(example["books"][0]) == list(one)
    assert list(example["books"][0]["findings"][0]) == list(one["findings"][0])


def test_rules_that_could_not_run_are_counted_and_listed_on_request(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    not_run = as_json(capsys, str(book))["books"][0]["not_run"]
    assert "GD301" in not_run  # no customers are kept
    assert check(str(book)) in (0, 1)
    assert f"另有 {len(not_run)} 条规则没有需要的数据，没有执行（--all 列出）。" in capsys.readouterr().out
    check(str(book), "--all")
    listed = capsys.readouterr().out.partition("未执行的规则")[2]
    assert all(code in listed for code in not_run)


def test_exit_codes(book: Path, tmp_path: Path) -> None:
    missing, broken = tmp_path / "没有.xlsx", tmp_path / "坏.xlsx"
    broken.write_bytes(book.read_bytes()[:3000])
    errors = tmp_path / "错.xlsx"
    build_book(errors, {"orders": [LINE, LINE]}, today=TODAY)  # the same line twice
    good = tmp_path / "好.xlsx"
    build_book(good, {"orders": []}, today=TODAY)
    assert check(str(good)) == 0
    assert check(str(errors)) == 1
    assert check(str(good), str(missing)) == check(str(broken), str(errors)) == 2


def test_what_cannot_be_checked_is_said_and_the_others_go_on(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {
        "空.xlsx": b"",
        "坏.xlsx": book.read_bytes()[:3000],
        "文本.xlsx": "订单号,数量".encode(),
        "加密.xlsx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096,
        "表.csv": b"a,b",
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    document = as_json(capsys, *(str(tmp_path / name) for name in (*files, "没有.xlsx")), str(book))
    *bad, good = document["books"]
    assert good["error"] is None and good["findings"]
    for one in bad:
        assert one["error"]["code"].startswith("GD") and one["error"]["message"], one["file"]
    messages = [one["error"]["message"] for one in bad]
    assert len(set(messages)) == len(messages)


def test_folders_and_wildcards(book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "~$跟单.xlsx").write_bytes(b"owner")
    by_folder = as_json(capsys, str(tmp_path))
    by_pattern = as_json(capsys, str(tmp_path / "*.xlsx"), str(book))
    assert (
        [one["file"] for one in by_folder["books"]]
        == [one["file"] for one in by_pattern["books"]]
        == [str(book)]
    )


def test_our_own_reports_are_no_ledgers(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = tmp_path / "看板.xlsx"
    assert main(["report", "board", str(book), "--today", TODAY.isoformat(), "--out", str(made)]) == 0
    capsys.readouterr()
    for name in (tmp_path, tmp_path / "*.xlsx"):
        assert main(["check", str(name), "--format", "json", "--today", TODAY.isoformat()]) != 2
        out, err = capsys.readouterr()
        assert [one["file"] for one in json.loads(out)["books"]] == [str(book)]
        assert "跳过了 1 个" in err
    resaved = load_workbook(made)
    resaved.save(tmp_path / "另存.xlsx")
    for own in (made, tmp_path / "另存.xlsx"):
        [one] = as_json(capsys, str(own))["books"]
        assert one["error"]["code"] == "GD909"
    book.unlink()
    assert main(["check", str(tmp_path)]) == 2
    assert "[GD909]" in capsys.readouterr().err


def test_text_groups_and_counts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [LINE | {"order_no": f"SO{n}", "planned_ship_date": dt.date(2026, 4, 14)} for n in range(15)]
    build_book(tmp_path / "多.xlsx", {"orders": lines}, today=TODAY)
    check(str(tmp_path / "多.xlsx"))
    short = capsys.readouterr().out
    assert "GD412 警告 15 处" in short and "还有 5 处，用 --all 全部列出" in short
    check(str(tmp_path / "多.xlsx"), "--all")
    assert capsys.readouterr().out.count("晚于确认交期") == 15


def test_english(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    check(str(book), "--lang", "en")
    said = capsys.readouterr().out
    assert "Order SO2603-014" in said and "warnings" in said


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("--today", "改天"), "不是日期"),
        (("--today", ""), "不是日期"),
        (("--now", "8点"), "不是日期"),
        (("--now", "0001-01-01T00:30+14:00"), "不在 2000 年到 2999 年之间"),
        (("--today", "2026-2-30"), "没有这一天"),
        (("--today", "13月1日"), "没有这一天"),
        (("--now", "2026-11-22 25:00"), "没有这个时间"),
    ],
)
def test_days_that_are_none(
    book: Path, words: tuple[str, str], reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(book), *words]) == 2
    said = capsys.readouterr().err
    assert "GD901" in said and reason in said


THIS_YEAR = dt.datetime.now(SHANGHAI).year


@pytest.mark.parametrize(
    ("now", "when"),
    [
        ("2026-11-22 9:30", dt.datetime(2026, 11, 22, 9, 30)),
        ("2026-11-22T09:30:15", dt.datetime(2026, 11, 22, 9, 30, 15)),
        ("2026年11月22日　９：３０", dt.datetime(2026, 11, 22, 9, 30)),
        ("20261122T09:30", dt.datetime(2026, 11, 22, 9, 30)),
        ("2026-11-22T01:30Z", dt.datetime(2026, 11, 22, 9, 30)),
        ("11月22日", dt.datetime(THIS_YEAR, 11, 22)),
        ("11月22号 9:30", dt.datetime(THIS_YEAR, 11, 22, 9, 30)),
    ],
)
def test_moments_as_a_clerk_writes_them(now: str, when: dt.datetime) -> None:
    assert moment(Namespace(now=now, today=None)) == when


def test_names_that_lead_to_no_workbook(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = book.parent / "空"
    empty.mkdir()
    check(str(empty))
    assert f"文件夹 {empty} 里没有工作簿（.xlsx" in capsys.readouterr().out
    for name in ("跟单", "跟单.xlsx ", "跟单.xls", "根单.xlsx"):
        check(str(book.with_name(name)))
        assert f"是不是 {book}？" in capsys.readouterr().out, name
    check(str(book.with_name("发货明细.xlsx")), str(empty / "无" / "跟单.xlsx"))
    said = capsys.readouterr().out
    assert "是不是" not in said and f"没有文件夹 {empty / '无'}" in said


def test_the_settings_sheet_is_believed_and_doubted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [
        {"group": "日历", "parameter": "休息制度", "value": "双休"},
        {"group": "交期", "parameter": "临期天数", "value": "很多"},
    ]
    path = tmp_path / "跟单.xlsx"
    build_book(path, {"orders": [LINE], "settings": rows}, today=TODAY)
    one = as_json(capsys, str(path))["books"][0]
    assert "双休" in one["calendar"]
    assert [f["cell"] for f in one["findings"] if f["code"] == "GD009"] == ["C4"]


def test_a_newly_published_year_beside_the_book(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    days = {"2031": {"notice": "试用", "off": [["2031-01-01", "2031-01-03", "元旦"]], "work": []}}
    book.with_name("gendan-calendar.json").write_text(json.dumps({"years": days}), encoding="utf-8")
    assert "国务院2031版" in as_json(capsys, str(book))["books"][0]["calendar"]


def test_txt_behind_the_name_of_our_files_is_said(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("gendan.toml", "gendan-calendar.json"):
        book.with_name(f"{name}.txt").write_bytes(b"{}")
    found = [
        one["message"] for one in as_json(capsys, str(book))["books"][0]["findings"] if one["code"] == "GD012"
    ]
    assert [("toml.txt" in message, "json.txt" in message) for message in found] == [
        (True, False),
        (False, True),
    ]


@pytest.mark.parametrize("command", ["check", "schedule"])
@pytest.mark.parametrize(
    ("lang", "words", "pattern"),
    [("zh", "2027年未公布", "单休"), ("en", "2027 not published", "one rest day"), ("zh", "未公布", "无休")],
)
def test_an_unpublished_year_is_said_where_it_was_used(
    tmp_path: Path, command: str, lang: str, words: str, pattern: str, capsys: pytest.CaptureFixture[str]
) -> None:
    late = LINE | {"line_no": 2, "route_name": "通用", "confirmed_date": dt.date(2027, 1, 29)}
    settings = [{"group": "日历", "parameter": "休息制度", "value": "无休"}] if pattern == "无休" else []
    build_book(tmp_path / "跟单.xlsx", {"orders": [LINE, late], "settings": settings}, today=TODAY)
    main([command, str(tmp_path / "跟单.xlsx"), "--today", "2026-03-16", "--lang", lang])
    said = capsys.readouterr().out
    assert pattern in said
    assert (words in said) == (pattern != "无休")  # seven days a week do not depend on the notice


def test_json_names_unpublished_years(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    late = LINE | {"confirmed_date": dt.date(2027, 1, 29)}
    build_book(tmp_path / "跟单.xlsx", {"orders": [late]}, today=TODAY)
    assert as_json(capsys, str(tmp_path / "跟单.xlsx"))["books"][0]["calendar"].endswith("·2027年未公布")


@pytest.mark.parametrize("day", ["2026/3/16", "2026年3月16日", "２０２６.3.16"])
def test_days_may_be_written_as_a_clerk_does(
    book: Path, day: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(book), "--today", day]) in (0, 1)
    written = capsys.readouterr().out
    check(str(book))
    assert capsys.readouterr().out == written


def test_nonsense_in_cells_never_ends_in_a_traceback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nonsense = LINE | {
        "ordered_qty": 1e308, "unit_price": 1e300, "amount": 1e306, "tax_rate": -1.0, "order_date": dt.date(9999, 12, 31),
        "requested_date": "1900-1-1", "confirmed_date": "4月20", "released_time": dt.datetime(9999, 12, 31),
    }  # fmt: skip
    build_book(tmp_path / "跟单.xlsx", {"orders": [nonsense, LINE]}, today=TODAY)
    one = as_json(capsys, str(tmp_path / "跟单.xlsx"))["books"][0]
    assert one["error"] is None
    assert {"GD601", "GD401"} <= {finding["code"] for finding in one["findings"]}
