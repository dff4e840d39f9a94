"""gendan message: what is written from the workbook, and what is asked for instead of half a sentence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gendan_xl.books.blank import build_book, default_rows
from gendan_xl.cli import main
from gendan_xl.commands._asked import case_of
from gendan_xl.commands._live_message import text_list, texts_of
from gendan_xl.commands._open import open_file
from gendan_xl.schema.settings import SettingsValues

TODAY = dt.date(2026, 3, 16)
NOW = dt.datetime(2026, 3, 16, 12)
CUSTOMERS = [
    {"customer_no": "C1", "full_name": "杭州永信门业有限公司", "short_name": "永信门业", "contact": "李经理", "clerk": "邹海燕"},
    {"customer_no": "C2", "full_name": "Nordic Hardware AB", "short_name": "Nordic", "contact": "Ms. Lind", "country": "Sweden"},
]  # fmt: skip
ORDER: dict[str, Any] = {
    "order_no": "SO1", "line_no": 1, "customer_no": "C1", "customer_name": "永信门业", "customer_order_no": "PO-88",
    "order_date": dt.date(2026, 2, 20), "product_name": "锁体", "spec": "85 边距", "unit": "把", "ordered_qty": 50,
    "open_qty": 30, "confirmed_date": dt.date(2026, 3, 18), "forecast_date": dt.date(2026, 3, 23), "status": "生产中",
    "progress_status": "预计延误", "current_milestone": "总装", "delay_reason": "材料没跟上", "clerk": "罗小芸",
}  # fmt: skip
INCIDENT: dict[str, Any] = {
    "incident_no": "YC1", "found_time": dt.datetime(2026, 3, 15, 9), "order_no": "SO1", "line_no": 1,
    "incident_type": "物料短缺", "grade": "重大", "problem": "锁芯未到", "department": "采购", "owner": "魏东",
    "solution": "改空运，分批先发 20 把", "promised_time": dt.datetime(2026, 3, 17, 18), "status": "处理中",
}  # fmt: skip
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def book(tmp_path: Path) -> Callable[..., Path]:
    def make(orders: Any = (ORDER,), incidents: Any = (INCIDENT,), **settings: Any) -> Path:
        values = SettingsValues.model_validate({"company_phone": "0571-8800166", **settings})
        rows = {
            "orders": orders,
            "incidents": incidents,
            "customers": CUSTOMERS,
            "settings": default_rows(values)["settings"],
        }
        path = tmp_path / "跟单.xlsx"
        build_book(path, rows, today=TODAY, full=True)
        return path

    return make


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def message(kind: str, path: Path, *words: str) -> tuple[int, str, str]:
        code = main(["message", kind, str(path), "--now", NOW.isoformat(), *words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return message


def test_a_delay_notice_has_cause_exact_time_and_remedy(book: Callable[..., Path], run: Run) -> None:
    code, out, err = run("delay", book(), "--order", "SO1")
    assert (code, out) == (
        0,
        "李经理，您好：\n非常抱歉，贵司订单 PO-88（我司单号 SO1）的 锁体 85 边距，不能按原定的 2026-03-18 发货。\n原因：材料没跟上。\n"
        "新的时间：2026-03-23 17:30 前发货。\n补救办法：改空运，分批先发 20 把。\n"
        "给贵司带来不便，深表歉意，有问题请随时联系 罗小芸 0571-8800166。\n",
    )
    assert err == "· 2026-03-23 没有写到几点，按「设置」班次的下班时间 17:30；要别的时间请填上或改班次\n"


def test_a_customer_abroad_gets_it_in_english(book: Callable[..., Path], run: Run) -> None:
    abroad = ORDER | {
        "customer_no": "C2",
        "customer_product_name": "Lock body",
        "spec": None,
        "due_basis": "到货日",
    }
    code, out, err = run("延期通知", book([abroad]))
    assert code == 0 and "下班时间" in err
    for words in (
        "Dear Ms. Lind,", "Lock body of your order PO-88 (our No. SO1) cannot be delivered by 18 March 2026",
        "Cause: late materials.", "New time: delivered by 23 March 2026, 17:30.", "Remedy: a partial shipment first, air freight.",
    ):  # fmt: skip
        assert words in out, words
    given = ("--cause", "a strike", "--remedy", "express delivery", "--until", "2026-03-25 09:30")
    code, out, err = run("delay", book([abroad]), "--order", "SO1", *given)
    assert "Cause: a strike." in out and "25 March 2026, 09:30" in out and "下班" not in err


@pytest.mark.parametrize(
    ("order", "incident", "said"),
    [
        ({"delay_reason": None}, None, "缺“原因”，没有写。在“延误原因”里选，或用 --cause 写。[GD923]"),
        ({}, None, "缺“补救”，没有写。在「异常」的方案"),
        ({"forecast_date": None, "confirmed_date": dt.date(2026, 3, 12)}, INCIDENT, "缺“新交期”，没有写。先 gendan schedule"),
        ({"forecast_date": dt.date(2026, 3, 14), "confirmed_date": dt.date(2026, 3, 12)}, INCIDENT, "2026-03-14 17:30 已经过了"),
    ],
)  # fmt: skip
def test_nothing_is_invented(
    book: Callable[..., Path], run: Run, order: Any, incident: Any, said: str
) -> None:
    code, out, err = run("delay", book([ORDER | order], [incident] if incident else []), "--order", "SO1")
    assert (code, out) == (1, "") and said in err and "订单台账!" in err


def test_lines_late_in_the_same_way_share_a_notice(book: Callable[..., Path], run: Run) -> None:
    lines = [ORDER | {"line_no": 1}, ORDER | {"line_no": 2, "product_name": "执手"}]
    late = ORDER | {"line_no": 3, "product_name": "锁芯", "forecast_date": dt.date(2026, 3, 30)}
    whole = INCIDENT | {"line_no": None}
    _, out, _ = run("delay", book([*lines, late], [whole]), "--order", "SO1")
    assert out.count("您好") == 2 and "锁体、执手，不能" in out and "锁芯 85 边距，不能" in out
    _, out, _ = run("delay", book([*lines, late], [whole]), "--order", "SO1", "--lines", "3")
    assert out.count("您好") == 1 and "锁芯" in out


def test_four_parts_of_every_stuck_point(book: Callable[..., Path], run: Run) -> None:
    whole_day = INCIDENT | {"incident_no": "YC2", "promised_time": dt.datetime(2026, 3, 18)}
    past = INCIDENT | {"incident_no": "YC3", "promised_time": dt.datetime(2026, 3, 13, 18)}
    blank = INCIDENT | {"incident_no": "YC4", "solution": None}
    closed = INCIDENT | {"incident_no": "YC5", "status": "已关闭"}
    code, out, err = run("four-part", book(incidents=[INCIDENT, whole_day, past, blank, closed]))
    first, second = out.strip().split("\n\n")
    assert (
        first
        == "【卡点】SO1-1 永信门业 锁体\n问题：锁芯未到\n责任：采购 魏东\n方案：改空运，分批先发 20 把\n时间：2026-03-17 18:00 前"
    )
    assert second.endswith("时间：2026-03-18 17:30 前") and "没有写到几点" in err
    assert (
        code == 1
        and "YC3 的卡点四段式缺“时间”" in err
        and "重新约定" in err
        and "YC4 的卡点四段式缺“方案”" in err
    )
    assert "YC5" not in err


def test_the_weekly_letter_lists_every_open_line(book: Callable[..., Path], run: Run) -> None:
    other = ORDER | {"order_no": "SO2", "customer_order_no": None, "confirmed_date": None, "forecast_date": None,
                     "progress_status": "节点超期", "current_milestone": None}  # fmt: skip
    gone = ORDER | {"order_no": "SO3", "status": "已发货"}
    abroad = ORDER | {"order_no": "SO4", "customer_no": "C2"}
    late = ORDER | {"order_no": "SO5", "confirmed_date": dt.date(2026, 3, 10), "progress_status": "节点超期"}
    code, out, _ = run("客户周报", book([ORDER, other, gone, abroad, late]), "--customer", "永信门业")
    assert code == 0 and "共 3 张 3 行" in out and "已延期，交期 2026-03-10" in out
    assert (
        "1. SO1-1（贵司 PO-88） 锁体 85 边距：订购 50 把，未交 30，当前节点 总装，预计延期，交期 2026-03-18，预计 2026-03-23\n"
        "2. SO2-1 锁体 85 边距：订购 50 把，未交 30，进行中，交期 待确认\n" in out
    )
    _, out, err = run("progress", book([ORDER, abroad]))
    assert "Dear Ms. Lind" in out and "50 pcs" in out and "expected late" in out and "英文里还有中文" in err


def test_a_part_of_the_name_of_one_customer_is_taken_for_him(book: Callable[..., Path], run: Run) -> None:
    code, out, err = run("progress", book(), "--customer", "永信")
    assert code == 0 and "未完成的订单" in out and "“永信”按客户 永信门业（C1）" in err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("delay", "--order", "SO9"), "台账里没有订单“SO9”：请核对订单号[GD924]"),
        (("delay", "--order", "SO1", "--until", "改天"), "--until 的“改天”不是日期"),
        (("progress", "--customer", "nordic"), "客户“nordic”没有未完成的订单"),
        (("progress", "--customer", "永信家"), "没有叫“永信家”的客户，是不是 永信门业（C1）？"),
        (("短信",), "没有“短信”这种话术，有：卡点四段式（four-part）"),
    ],
)
def test_wrong_words(book: Callable[..., Path], run: Run, words: tuple[str, ...], said: str) -> None:
    code, out, err = run(words[0], book(), *words[1:])
    assert (code, out) == (2, "") and said in err


def test_an_order_that_is_not_late(book: Callable[..., Path], run: Run) -> None:
    code, _, err = run("delay", book([ORDER | {"forecast_date": dt.date(2026, 3, 18)}], []), "--order", "SO1")
    assert code == 2 and "没有延期（SO1-1 交期 2026-03-18，预计 2026-03-18）" in err


def test_a_company_words_it_its_own_way(book: Callable[..., Path], run: Run) -> None:
    own = "{客户简称} {订单号}[ 合同 {合同号}]：\n改到 {新交期}"
    assert run("delay", book(delay_text=own))[1] == "永信门业 SO1：\n改到 2026-03-23 17:30\n"
    code, out, err = run("delay", book(delay_text="{客户简称}改到{新交货期}"))
    assert (code, out) == (2, "")
    assert "「设置」话术“延期通知”里的 {新交货期} 不认识，相近的有 {新交期}" in err and "[GD922]" in err
    code, _, err = run("delay", book(shifts="三班倒"))
    assert code == 2 and "「设置」的班次“三班倒”看不懂" in err


def test_the_button_takes_what_is_selected(book: Callable[..., Path]) -> None:
    case = case_of(
        open_file(book(incidents=[INCIDENT, INCIDENT | {"incident_no": "YC4", "solution": None}]), NOW)
    )
    texts = texts_of(case, {"orders": [0], "customers": [0]})
    assert [(one.title, one.key) for one in texts] == [
        ("客户周报", "永信门业"), ("延期通知", "SO1-1"), ("卡点四段式", "YC1"), ("卡点四段式", "YC4")
    ]  # fmt: skip
    rows = text_list(texts, "zh").rows
    assert [row[3] for row in rows[:2]] == [
        "李经理，您好：",
        "截至 2026-03-16，贵司在我司未完成的订单共 1 张 1 行，进度如下：",
    ]
    assert any(str(row[3]).startswith("✗ 异常!") for row in rows)
    assert not any("\n" in str(row[3]) for row in rows)
