"""`gendan change` on a real workbook: the gates, the edits, the record, the versions (requirements 23-26)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from gendan_xl.books.blank import build_book
from gendan_xl.cli import main
from gendan_xl.schema.table import table

TODAY = dt.date(2026, 3, 16)
DUE, LATER = dt.date(2026, 4, 3), dt.date(2026, 4, 10)
Row = dict[str, Any]

LINE: Row = {
    "order_no": "XS1", "line_no": 1, "order_date": dt.date(2026, 3, 14), "customer_no": "C1",
    "customer_name": "海曙五金有限公司", "clerk": "罗小芸", "product_no": "P1", "product_name": "合页", "spec": "4寸",
    "ordered_qty": 100.0, "unit_price": 2.5, "is_tax_included": True, "tax_rate": 0.13, "amount": 250.0,
    "net_amount": 221.24, "tax_amount": 28.76, "delivered_qty": 0.0, "open_qty": 100.0, "requested_date": DUE,
    "confirmed_date": DUE, "delivery_place": "宁波", "status": "已确认", "route_name": "通用", "supply_mode": "自制",
}  # fmt: skip
ORDERS = [
    LINE,
    LINE | {"line_no": 2, "product_no": "P2", "product_name": "铰链"},
    LINE | {"order_no": "XS2", "status": "生产中"},
    LINE | {"order_no": "XS3", "source_order_no": "XS2", "copy_checked_by": "罗小芸"},
]
CHANGE: Row = {
    "change_no": "BG1", "change_line_no": 1, "order_no": "XS1", "line_no": 1, "handled_by": "罗小芸",
    "requested_time": dt.datetime(2026, 3, 16, 9), "requesting_party": "客户", "change_type": "数量",
    "changed_field": "订购数量", "old_value": "100", "new_value": "80", "change_reason": "客户减量",
    "pmc_answer": "B可变更", "pmc_answered_by": "魏东", "pmc_note": "未领料", "approver": "董秀兰",
    "approved_date": TODAY, "approval_result": "同意", "order_change_no": "HX1", "status": "已批准",
}  # fmt: skip
ASSESSED: Row = {
    "loss_amount": 500, "alternatives": "转给其他订单", "recommendation": "同意取消", "decided_by": "钱正宏", "assessment_no": "PG1",
}  # fmt: skip
PURCHASE: Row = {
    "purchase_no": "CG1", "line_no": 1, "order_no": "XS1", "order_line_no": 1, "kind": "采购", "supplier_no": "G1",
    "material_name": "锁体", "purchased_qty": 200, "status": "在途",
}  # fmt: skip


@pytest.fixture
def build(tmp_path: Path) -> Callable[..., Path]:
    """Build a workbook with these changes, its milestones planned."""

    def make(*changes: Row, **tables: list[Row]) -> Path:
        path = tmp_path / "跟单.xlsx"
        customers = [{"customer_no": "C1", "full_name": "海曙五金有限公司", "short_name": "海曙"}]
        rows = {"orders": ORDERS, "customers": customers, "changes": list(changes), **tables}
        build_book(path, rows, today=TODAY)
        assert main(["schedule", str(path), "--today", TODAY.isoformat()]) == 0
        return path

    return make


def change(path: Path, *words: str) -> int:
    return main(["change", str(path), *words, "--today", TODAY.isoformat()])


def rows_of(path: Path, sheet: str) -> list[Row]:
    """Return the rows of a sheet by header, as openpyxl reads the cached values; dates as dates."""
    lines = list(openpyxl.load_workbook(path, data_only=True)[sheet].iter_rows(min_row=2, values_only=True))
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


def order(path: Path, number: str = "XS1", line: int = 1) -> Row:
    return next(row for row in rows_of(path, "订单台账") if (row["订单号"], row["行号"]) == (number, line))


def day(when: dt.date) -> dt.datetime:
    return dt.datetime.combine(when, dt.time())


def test_an_approved_change_is_carried_into_ledger_record_and_schedule(
    build: Callable[..., Path], clean: Callable[[Path], None], capsys: pytest.CaptureFixture[str]
) -> None:
    path = build(CHANGE | {"new_confirmed_date": LATER}, purchases=[PURCHASE])
    planned = [
        row["计划完成日期"] for row in rows_of(path, "节点") if row["订单号"] == "XS1" and row["行号"] == 1
    ]
    capsys.readouterr()
    assert change(path, "BG1", "--by", "小王") == 0
    said = capsys.readouterr().out
    assert "XS1-1 订购数量  100 → 80" in said and "XS1-1 确认交期  2026-04-03 → 2026-04-10" in said

    line = order(path)
    assert (line["订购数量"], line["未交数量"], line["金额"], line["不含税金额"], line["税额"]) == (
        80,
        80,
        200,
        176.99,
        23.01,
    )
    assert (line["确认交期"], line["首次确认交期"], line["预计交期"]) == (day(LATER), day(DUE), day(LATER))
    assert line["版本号"] == 2
    assert order(path, line=2)["版本号"] is None

    (row,) = rows_of(path, "变更")
    assert (row["状态"], row["版本号"], row["更新人"], row["是否免费期内"]) == ("已执行", 2, "小王", "是")
    assert row["台账更新时间"] == dt.datetime(2026, 3, 16, 12)
    log = [tuple(list(row.values())[:10]) for row in rows_of(path, "修改记录")]
    at = dt.datetime(2026, 3, 16, 12)
    assert log == [
        (
            "XG20260316001",
            at,
            "小王",
            "订单台账",
            "XS1-1",
            "订购数量",
            "100",
            "80",
            "客户合同修改单 HX1",
            "BG1",
        ),
        (
            "XG20260316002",
            at,
            "小王",
            "订单台账",
            "XS1-1",
            "确认交期",
            "2026-04-03",
            "2026-04-10",
            "客户合同修改单 HX1",
            "BG1",
        ),
    ]
    steps = [row for row in rows_of(path, "节点") if row["订单号"] == "XS1" and row["行号"] == 1]
    assert {row["订购数量"] for row in steps} == {80} and {row["确认交期"] for row in steps} == {day(LATER)}
    assert all(new["计划完成日期"] > old for new, old in zip(steps, planned, strict=True))
    clean(path)

    for department in ("PMC", "采购", "生产", "品质", "仓库", "财务"):  # 品质 has open milestones
        assert f"【{department}】订单 XS1（海曙，合页）有变更（变更单 BG1、客户合同修改单 HX1）" in said
    assert said.count("· 在途：CG1 锁体 200") == 1
    assert row["通知部门"] == row["未确认部门"] == "PMC、采购、生产、品质、仓库、财务"


def test_papers_with_the_old_values_are_taken_back_and_made_again_as_a_second_version(
    build: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    path = build()
    form = ["form", "production-order", str(path), "--order", "XS1", "--today", TODAY.isoformat()]
    assert main(form) == 0
    number = order(path)["生产单号"]
    made = [row | {"production_no": number if row["order_no"] == "XS1" else None} for row in ORDERS]
    papers: list[Row] = [
        {
            "document_no": number,
            "kind": "生产通知书",
            "order_no": "XS1",
            "status": "已打印",
            "print_count": 1,
        },
        {"document_no": "BH1", "kind": "备货单", "order_no": "XS1", "status": "作废"},
    ]
    build(CHANGE, orders=made, documents=papers)
    capsys.readouterr()
    assert change(path, "BG1") == 0
    said = capsys.readouterr().out
    assert f"! BG1 请收回重出（--again）：生产通知书 {number}\n" in said
    assert said.count(f"· 请收回重出（--again）：生产通知书 {number}\n") == 6  # told to every department

    assert main([*form, "--again"]) == 0 and "第 2 版" in capsys.readouterr().out
    assert main([*form, "--again"]) == 0 and "第 2 版" in capsys.readouterr().out  # the same once more
    assert rows_of(path, "单据")[0]["版本"] == "2"
    last = max(path.parent.rglob("*生产通知书*.xlsx"), key=lambda file: file.stat().st_mtime_ns)
    sheet = openpyxl.load_workbook(last).worksheets[0]
    assert f"通知单号：{number}（第 2 版）" in {cell.value for row in sheet.iter_rows() for cell in row}


def test_a_second_run_refuses_and_the_checks_agree(
    build: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    path = build(CHANGE)
    assert change(path, "BG1") == 0
    before = path.read_bytes()
    assert change(path, "BG1") == 1
    assert path.read_bytes() == before
    capsys.readouterr()
    main(["check", str(path), "--today", TODAY.isoformat(), "--all"])
    said = capsys.readouterr().out
    assert not {"GD728", "GD729", "GD601"} & set(said.replace("[", " ").replace("]", " ").split())


def test_dry_run_shows_and_writes_nothing(
    build: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    path = build(CHANGE)
    before = path.read_bytes()
    assert change(path, "--all", "--dry-run") == 0
    assert path.read_bytes() == before
    said = capsys.readouterr().out
    assert "XS1-1 订购数量  100 → 80" in said and "没有写入" in said
    assert "执行以后要通知的部门" in said and "请通知" not in said


def test_a_book_open_elsewhere_is_said_instead_of_a_plan(
    build: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    path = build(CHANGE)
    path.with_name(f".~lock.{path.name}#").write_text(",张三,pc,16.03.2026 09:00,;", encoding="utf-8")
    capsys.readouterr()
    assert change(path, "--all") == 2
    said = capsys.readouterr()
    assert not said.out and "GD954" in said.err
    assert change(path, "--all", "--dry-run") == 0  # which writes nothing


GATES = {
    "PMC refused": ({"pmc_answer": "A已在生产不可变更"}, "GD721"),
    "PMC not asked": ({"pmc_answer": None}, "GD724"),
    "no approver": ({"approver": None}, "GD722"),
    "not approved": ({"approval_result": "不同意"}, "GD725"),
    "still waiting": ({"status": "待审批"}, "GD797"),
    "late, not assessed": ({"requested_time": dt.datetime(2026, 3, 17, 8)}, "GD723"),
    "late, no fee": ({"requested_time": dt.datetime(2026, 3, 17, 8), "assessment_no": "PG1"}, "GD727"),
    "in production": ({"order_no": "XS2"}, "GD726"),
    "unknown field": ({"changed_field": "数量改一下"}, "GD716"),
    "formula": ({"changed_field": "金额", "old_value": None}, "GD797"),
    "no such line": ({"line_no": 9}, "GD797"),
    "no line": ({"line_no": None}, "GD797"),
    "no number": ({"new_value": "八十"}, "GD797"),
    "another stands": ({"old_value": "90"}, "GD796"),
    "adds less": ({"change_type": "加单"}, "GD797"),
    "cancelled without assessment": ({"change_type": "取消"}, "GD718"),
    "anew without number": ({"change_type": "重新下单", **ASSESSED}, "GD719"),
}  # fmt: skip


@pytest.mark.parametrize("gate", GATES)
def test_a_closed_gate_leaves_the_book_alone(
    gate: str, build: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    fields, code = GATES[gate]
    path = build(CHANGE | fields)
    before = path.read_bytes()
    capsys.readouterr()
    assert change(path, "BG1") == 1
    said = capsys.readouterr().out
    assert f"[{code}" in said and "台账没有改" in said
    assert path.read_bytes() == before


def test_the_lock_is_the_milestone_that_the_route_marks(
    build: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    step = {"order_no": "XS1", "line_no": 1, "route_name": "机械"}
    begun = [
        step | {"seq_no": 1, "milestone_name": "领料出库", "actual_end_date": TODAY},
        step | {"seq_no": 2, "milestone_name": "焊接"},
    ]
    assert change(build(CHANGE, milestones=begun), "BG1", "--dry-run") == 0
    begun[1] = begun[1] | {"actual_start_date": TODAY}
    assert change(build(CHANGE, milestones=begun), "BG1", "--dry-run") == 1
    assert "「焊接」已开工" in capsys.readouterr().out


def test_the_free_days_count_the_order_day_and_follow_the_customer(build: Callable[..., Path]) -> None:
    last_free, too_late = dt.datetime(2026, 3, 16, 23, 59), dt.datetime(2026, 3, 17, 0, 1)
    assert change(build(CHANGE | {"requested_time": last_free}), "BG1", "--dry-run") == 0
    assert change(build(CHANGE | {"requested_time": too_late}), "BG1", "--dry-run") == 1
    agreed = [{"customer_no": "C1", "full_name": "海曙五金有限公司", "free_change_days": 4}]
    assert change(build(CHANGE | {"requested_time": too_late}, customers=agreed), "BG1", "--dry-run") == 0


def test_a_change_is_whole_or_not_at_all(
    build: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    second = CHANGE | {"change_line_no": 2, "changed_field": "规格", "old_value": "5寸", "new_value": "6寸"}
    good = CHANGE | {"change_no": "BG2", "line_no": 2}
    path = build(CHANGE, second, good)
    assert change(path, "--all") == 1
    assert "「规格」现在是 4寸" in capsys.readouterr().out
    assert order(path)["订购数量"] == 100
    assert order(path, line=2)["订购数量"] == 80
    assert [row["状态"] for row in rows_of(path, "变更")] == ["已批准", "已批准", "已执行"]


def test_a_blank_before_is_filled_and_a_whole_order_is_changed(build: Callable[..., Path]) -> None:
    place = {
        "change_type": "地址",
        "changed_field": "送货地址",
        "line_no": None,
        "old_value": None,
        "new_value": "余姚",
    }
    path = build(CHANGE | place)
    assert change(path, "BG1") == 0
    assert [order(path, line=number)["交货地点"] for number in (1, 2)] == ["余姚", "余姚"]
    assert rows_of(path, "变更")[0]["变更前"] == "宁波"
    assert [row["主键"] for row in rows_of(path, "修改记录")[:2]] == ["XS1-1", "XS1-2"]


def test_a_cancelled_order_says_why_by_whom_and_when(build: Callable[..., Path]) -> None:
    path = build(
        CHANGE
        | ASSESSED
        | {"change_type": "取消", "changed_field": "状态", "line_no": None, "old_value": None}
    )
    assert change(path, "BG1") == 0
    for number in (1, 2):
        line = order(path, line=number)
        assert (line["状态"], line["取消原因"], line["取消审批人"], line["取消日期"]) == (
            "已取消",
            "客户减量",
            "董秀兰",
            day(TODAY),
        )
    assert {row["字段"] for row in rows_of(path, "修改记录")} >= {
        "状态",
        "取消原因",
        "取消审批人",
        "取消日期",
    }


def test_what_was_delivered_is_not_cancelled(
    build: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    orders = [LINE | {"delivered_qty": 20.0, "open_qty": 80.0}]
    path = build(CHANGE | ASSESSED | {"change_type": "取消"}, orders=orders)
    assert change(path, "BG1") == 1
    assert "已发 20，不能整行取消" in capsys.readouterr().out


def test_production_has_begun_and_the_order_is_placed_anew(build: Callable[..., Path]) -> None:
    anew = {
        "change_type": "重新下单",
        "order_no": "XS2",
        "pmc_answer": "A已在生产不可变更",
        "new_order_no": "XS3",
        "old_value": None,
    }
    path = build(CHANGE | ASSESSED | anew)
    assert change(path, "BG1") == 0
    line = order(path, "XS2")
    assert (line["状态"], line["取消原因"]) == ("已取消", "客户减量；改下新订单 XS3")


def test_every_version_stays_readable(build: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    again = CHANGE | {
        "change_no": "BG2",
        "old_value": "80",
        "new_value": "120",
        "change_reason": "又加回来",
        "status": "待审批",
    }
    path = build(
        *({**row, "status": status} for row, status in ((CHANGE, "已执行"), (again, "已批准"))),
        orders=[LINE | {"ordered_qty": 80.0, "open_qty": 80.0, "version_no": 2, "customer_order_no": "PO-7"}],
        change_log=[
            {"record_no": "XG20260316001", "changed_time": dt.datetime(2026, 3, 16, 9), "changed_by": "小王", "row_key": "XS1-1",
             "field_name": "订购数量", "old_value": "100", "new_value": "80", "source": "客户合同修改单 HX1", "change_no": "BG1"},
        ],
    )  # fmt: skip
    assert change(path, "BG2", "--by", "小李") == 0
    assert order(path)["版本号"] == 3
    assert rows_of(path, "修改记录")[1]["记录号"] == "XG20260316002"
    capsys.readouterr()
    assert change(path, "--history", "XS1") == 0
    assert capsys.readouterr().out.splitlines() == [
        "XS1 共 3 版",
        "第 1 版  2026-03-14  罗小芸  下单",
        "第 2 版  2026-03-16 09:00  小王  变更单 BG1  客户合同修改单 HX1  客户减量",
        "  第 1 行  订购数量  100 → 80",
        "第 3 版  2026-03-16 12:00  小李  变更单 BG2  客户合同修改单 HX1  又加回来",
        "  第 1 行  订购数量  80 → 120",
    ]
    assert change(path, "--history", "PO-7") == 0  # the customer's number of it
    said = capsys.readouterr().out
    assert said.startswith("“PO-7”是客户订单号，按订单 XS1\nXS1 共 3 版")


@pytest.mark.parametrize(
    ("words", "code"), [(["BG9"], "GD919"), ([], "GD919"), (["--history", "XS9"], "GD921")], ids=str
)
def test_what_is_not_there_is_said(
    words: list[str], code: str, build: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert change(build(CHANGE), *words) == 2
    assert f"[{code}]" in capsys.readouterr().err


def test_a_book_without_a_record_is_not_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, book = tmp_path / "自己的台账.xlsx", openpyxl.Workbook()
    for title, row in (("订单台账", LINE), ("变更", CHANGE)):
        sheet, model = book.create_sheet(title), table("orders" if title == "订单台账" else "changes")
        sheet.append([model.header(name) for name in row])
        sheet.append([("是" if value is True else value) for value in row.values()])
    del book["Sheet"]
    book.save(path)
    before = path.read_bytes()
    assert change(path, "BG1") == 2
    assert "没有「修改记录」表" in capsys.readouterr().err
    assert path.read_bytes() == before


def test_the_open_workbook_has_no_dry_run(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["change", "--live", "--dry-run"]) == 2
    assert "[GD919]" in capsys.readouterr().err


def test_from_assessment_to_contract_change_to_ledger(build: Callable[..., Path]) -> None:
    late = {
        "requested_time": dt.datetime(2026, 3, 17, 8), "order_change_no": None, "fee_amount": 300, "fee_payer": "客户",
        "customer_accepted_date": TODAY, "old_value": None,
    }  # fmt: skip
    path, today = build(CHANGE | late), ["--today", TODAY.isoformat()]
    assert main(["form", "客户合同修改单", str(path), "BG1", *today]) == 1  # not assessed yet
    assert main(["form", "变更评估报告", str(path), "BG1", *today]) == 0
    assert main(["form", "客户合同修改单", str(path), "BG1", *today]) == 0
    (row,) = rows_of(path, "变更")
    assert (row["评估报告号"], row["合同修改单号"]) == ("PG20260316001", "HX20260316001")
    assert (row["变更前"], row["是否免费期内"]) == ("100", "否")
    assert change(path, "BG1") == 0
    assert rows_of(path, "修改记录")[0]["来源"] == "客户合同修改单 HX20260316001"
    documents = {row["单据类型"]: row for row in rows_of(path, "单据")}
    signed = documents["客户合同修改单"]
    assert (signed["审核人"], signed["批准人"], signed["金额"], signed["关联单号"]) == (
        "魏东",
        "董秀兰",
        300,
        "BG1",
    )
