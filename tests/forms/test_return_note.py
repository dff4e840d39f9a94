"""退货单: what stands on it, what stops it, and that the checks of the workbook stop it too."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from gendan_xl.books.blank import build_book
from gendan_xl.cli import main
from gendan_xl.edits import SetCell
from gendan_xl.forms._form import Asked, Case
from gendan_xl.forms._needs import missing
from gendan_xl.forms.return_note import FORM

DAY = dt.date(2026, 11, 22)
ROW: dict[str, Any] = {
    "request_no": "TS1", "request_line_no": 1, "request_date": DAY, "customer_no": "C1", "order_no": "SO1", "line_no": 1,
    "note_no": "SH1", "product_no": "CZM04", "product_name": "双面执手(左)", "spec": "哑光黑", "unit": "套",
    "delivered_qty": 100.0, "requested_qty": 12.0, "received_qty": 12.0, "unit_price": 38.5, "return_type": "质量",
    "return_reason": "起泡", "fault_party": "我方", "complaint_no": "KS1", "approver": "钱正宏", "approved_date": DAY,
    "approval_result": "同意", "disposition": "返修", "model_check": "相符", "storekeeper_sign": "孙大伟",
    "warehouse_head_sign": "卢建国", "sales_admin_sign": "董秀兰", "sales_manager_sign": "钱正宏", "finance_sign": "施雅琴",
    "status": "待签核",
}  # fmt: skip
CUSTOMER = {"customer_no": "C1", "full_name": "杭州临江门控有限公司", "short_name": "临江门控"}
ORDER = {
    "order_no": "SO1", "line_no": 1, "customer_no": "C1", "unit_price": 38.5, "ordered_qty": 100.0, "delivered_qty": 100.0,
    "product_no": "CZM04", "product_name": "双面执手(左)", "spec": "哑光黑", "unit": "套", "status": "已发货",
}  # fmt: skip

GOLDEN = """\
A1→J1 永康市恒锐五金制品有限公司
A2 ·
A3→J3 退货单
A4→E4 客户：杭州临江门控有限公司 | F4→H4 单号：TH20261122001 | I4→J4 日期：2026-11-22
A5→C5 退货申请号：TS1 | D5→F5 原送货单号：SH1 | G5→J5 订单号：SO1
A7 序号 | B7 产品编号 | C7 产品名称 | D7 规格 | E7 单位 | F7 申请数 | G7 实收数 | H7 单价 | I7 金额 | J7 退货原因
A8 1 | B8 CZM04 | C8 双面执手(左) | D8 哑光黑 | E8 套 | F8 12 | G8 11 | H8 38.5 | I8 423.5 | J8 起泡
C9 以下空白"""
BODY = """\
A16→F16 合　　计 | G16 11 | I16 423.5
A17→J17 金额大写：人民币肆佰贰拾叁元伍角
A18→B18 处理办法 | C18 返修 | D18 责任归属 | E18→G18 我方 | H18→I18 投诉单号 | J18 KS1
A19→B19 仓库核对 | C19→F19 型号 ■相符 □不符　数量 □相符 ■不符 | G19→H19 差异处理 | I19→J19 少 1 套由承运商赔
A20→B20 本单签名　仓管： | C20→D20 销管： | E20→H20 客户签收： | I20→J20 日期："""

Make = Callable[..., Case]


@pytest.fixture
def case(make_case: Make) -> Make:
    return lambda *rows: make_case({"returns": rows, "customers": [CUSTOMER], "orders": [ORDER]})


def test_a_note_cell_by_cell(case: Make, printed: Callable[..., str]) -> None:
    there = case(ROW | {"received_qty": 11.0, "gap_action": "少 1 套由承运商赔"})
    [draft] = FORM.gather(there, Asked(DAY))
    assert not draft.blocks and not list(missing(FORM, draft)) and draft.amount == Decimal("423.50")
    text = printed(FORM, there, draft, "TH20261122001")
    assert "\n".join(row for row in text.splitlines() if row[2:] != " ·" or row[1] == "2").startswith(GOLDEN)
    assert BODY in text and "仓管员：孙大伟" in text and "财务：施雅琴" in text


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({"received_qty": None}, ["GD794"]),
        ({"status": "拒收"}, ["GD794"]),
        ({"model_check": "不符"}, ["GD795"]),
        ({"model_check": "不符", "gap_action": "按实物入库"}, []),
        ({"order_no": "SO7", "unit_price": None}, ["GD593"]),
        ({"unit_price": None}, []),
    ],
)
def test_what_stops_it(case: Make, change: dict[str, Any], codes: list[str]) -> None:
    [draft] = FORM.gather(case(ROW | change), Asked(DAY, keys=("TS1",)))
    assert [finding.code for finding in draft.blocks] == codes
    assert all(finding.cell and "要求 3" in finding.text() for finding in draft.blocks)


def test_the_state_is_the_next_step(case: Make) -> None:
    [draft] = FORM.gather(case(ROW), Asked(DAY))
    assert "把 退货!BT3 的状态从“待签核”改成“已入账”" in draft.notes[0].zh
    [draft] = FORM.gather(case(ROW | {"status": "已入账"}), Asked(DAY))
    assert not draft.notes


def test_refused_lines_are_left_out_and_the_day_is_written(case: Make) -> None:
    lines = (
        ROW,
        ROW | {"request_line_no": 2, "status": "拒收"},
        ROW | {"request_line_no": 3, "return_note_date": DAY},
    )
    [draft] = FORM.gather(case(*lines), Asked(DAY))
    assert [row["request_line_no"] for row in draft.rows] == [1, 3]
    [edit] = draft.edits
    assert isinstance(edit, SetCell) and (edit.row, edit.new) == (3, DAY)


def build(folder: Path, **change: Any) -> Path:
    path = folder / "跟单.xlsx"
    build_book(path, {"returns": [ROW | change], "customers": [CUSTOMER], "orders": [ORDER]}, today=DAY)
    return path


def make(path: Path, *more: str, kind: str = "退货单") -> int:
    return main(["form", kind, str(path), "TS1", "--today", "2026-11-22", *more])


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"requested_qty": 101.0, "received_qty": 101.0}, "GD531"),
        ({"approval_result": None}, "GD532"),
        ({"disposition": None}, "GD533"),
        ({"disposition": "回炉"}, "GD534"),
        ({"complaint_no": None}, "GD535"),
        ({"fault_party": "客户", "return_type": "客户原因"}, "GD536"),
    ],
)
def test_the_checks_of_the_workbook_stop_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], change: dict[str, Any], code: str
) -> None:
    assert make(build(tmp_path, **change)) == 1
    assert f"[{code} · 要求 37]" in capsys.readouterr().out and not (tmp_path / "单据").exists()


def test_a_note_is_numbered_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = build(tmp_path)
    assert make(path) == 0
    sheet = openpyxl.load_workbook(path)["退货"]
    shown = {sheet.cell(2, cell.column).value: cell.value for cell in sheet[3]}
    assert shown["退货单号"] == "TH20261122001" and shown["退货单日期"] == dt.datetime(2026, 11, 22)
    assert make(path) == 1 and "GD592" in capsys.readouterr().out
    assert make(path, "--again") == 0 and "TH20261122002" not in capsys.readouterr().out
    assert make(path, kind="退货申请表") == 0
