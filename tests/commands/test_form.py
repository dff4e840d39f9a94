"""`gendan form delivery-note`: what leaves, what is held back, and what is registered where."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from gendan_xl.books.blank import build_book
from gendan_xl.books.file import FileBook
from gendan_xl.books.journal import Journal, journal_path
from gendan_xl.cli import main
from gendan_xl.edits import SetCell

TODAY = dt.date(2026, 3, 16)
LINE: dict[str, Any] = {
    "order_no": "XS1", "line_no": 1, "customer_no": "C1", "customer_name": "海曙", "product_no": "P1", "product_name": "=合页",
    "unit": "副", "ordered_qty": 100.0, "unit_price": 4.5, "status": "已确认", "over_rate": 0.02,
}  # fmt: skip
BATCH: dict[str, Any] = {
    "order_no": "XS1", "line_no": 1, "batch_no": 1, "delivery_type": "正常", "planned_date": TODAY, "planned_qty": 60.0,
    "status": "待放行", "price_approver": "董秀兰", "unit_price": 4.5,
}  # fmt: skip
CUSTOMER = {
    "customer_no": "C1",
    "full_name": "宁波海曙五金有限公司",
    "short_name": "海曙",
    "is_note_priced": True,
}


def build(folder: Path, batches: list[dict[str, Any]], **order: Any) -> Path:
    path = folder / "跟单.xlsx"
    rows = {"orders": [LINE | order, LINE | {"line_no": 2, "product_name": "插销"} | order]}
    build_book(path, rows | {"customers": [CUSTOMER], "deliveries": batches}, today=TODAY)
    return path


def form(path: Path, *more: str, order: str = "XS1") -> int:
    out = str(path.parent / "单据")
    return main(
        ["form", "delivery-note", str(path), "--order", order, "--out", out, "--today", "2026-03-16", *more]
    )


def notes(path: Path) -> list[Path]:
    return sorted((path.parent / "单据").rglob("*.xlsx"))


def column(path: Path, sheet: str, header: str) -> list[Any]:
    cells = openpyxl.load_workbook(path, data_only=True)[sheet]
    found = next(cell.column for cell in cells[2] if cell.value == header)
    return [cells.cell(row, found).value for row in range(3, cells.max_row + 1)]


def test_a_note_is_filled_filed_and_registered(tmp_path: Path) -> None:
    path = build(
        tmp_path,
        [BATCH, BATCH | {"line_no": 2, "planned_qty": 7.0}, BATCH | {"batch_no": 2, "status": "计划"}],
    )
    assert form(path) == 0
    [note] = notes(path)
    assert note.relative_to(tmp_path).parts == (
        "单据",
        "XS1-海曙订单",
        "XS1-20260316-送货单-SH20260316001.xlsx",
    )
    shown = [
        cell.value for row in openpyxl.load_workbook(note).active for cell in row if cell.value is not None
    ]
    assert "=合页" in shown and 60 in shown and 7 in shown and 301.5 in shown  # 67 × 4.50
    assert any("叁佰零壹元伍角" in str(value) for value in shown)
    assert column(path, "单据", "单据号") == ["SH20260316001"]
    assert column(path, "单据", "金额") == [301.5]
    assert column(path, "发货", "送货单号") == ["SH20260316001", "SH20260316001", None]
    assert column(path, "发货", "送货单行号") == [1, 2, None]


def test_nothing_is_numbered_that_may_not_leave(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = build(tmp_path, [BATCH | {"planned_qty": 103.0, "price_approver": None}])
    assert form(path) == 1
    said = capsys.readouterr().out
    assert "GD590" in said and "最多可发 102" in said and "GD790" in said
    assert not notes(path) and not journal_path(path).exists()


@pytest.mark.parametrize("status", ["已取消", "待评审", "暂停"])
def test_orders_that_are_not_on_are_not_delivered(tmp_path: Path, status: str) -> None:
    assert form(build(tmp_path, [BATCH], status=status)) == 1


def test_earlier_batches_count_against_the_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gone = BATCH | {"note_no": "SH1", "shipped_qty": 50.0, "status": "已发货"}
    assert form(build(tmp_path, [gone, BATCH | {"batch_no": 2}])) == 1
    assert "已发 50，本次 60，超 8" in capsys.readouterr().out


def test_while_the_clerk_has_the_book_open(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The number comes from the journal, is not given twice, and reaches the book when it is closed."""
    path = build(
        tmp_path, [BATCH, BATCH | {"line_no": 2, "planned_date": dt.date(2026, 3, 17), "status": "计划"}]
    )
    lock = path.with_name(f".~lock.{path.name}#")
    lock.write_text(",张三,pc,16.03.2026 09:00,;", encoding="utf-8")
    assert form(path, "--lines", "1") == 0
    assert "下次出单时补登" in capsys.readouterr().out
    assert form(path, "--lines", "1") == 2
    assert "已出过单（SH20260316001）" in capsys.readouterr().err
    lock.unlink()
    assert form(path, "--lines", "2") == 0
    assert column(path, "单据", "单据号") == ["SH20260316001", "SH20260316002"]
    assert column(path, "发货", "送货单号") == ["SH20260316001", "SH20260316002"]


def test_numbers_of_the_book_are_not_given_again(tmp_path: Path) -> None:
    old = BATCH | {"order_no": "XS0", "note_no": "SH20260316007"}
    path = build(tmp_path, [old, BATCH])
    assert form(path) == 0
    assert notes(path)[0].stem.endswith("SH20260316008")


def test_a_note_that_cannot_be_written_voids_its_number(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = build(tmp_path, [BATCH])
    (tmp_path / "单据").write_text("a file where the folder should be")
    assert form(path) == 2
    assert "单号 SH20260316001 已作废" in capsys.readouterr().err
    assert [entry.state for entry in Journal(journal_path(path)).current().values()] == ["作废"]


def test_a_companys_own_template_beside_the_book_wins(tmp_path: Path) -> None:
    path = build(tmp_path, [BATCH])
    (tmp_path / "xlsx_templates").mkdir()
    with xlsxwriter.Workbook(tmp_path / "xlsx_templates" / "送货单.xlsx") as book:
        sheet = book.add_worksheet("送货")
        sheet.write_row(0, 0, ["本厂样式 {{单据号}}", "{{客户名称}}"])
        sheet.write_row(2, 0, ["{{行.产品名称}}", "{{行.数量}}"])
    assert form(path) == 0
    sheet = openpyxl.load_workbook(notes(path)[0]).active
    assert [sheet["A1"].value, sheet["B1"].value] == ["本厂样式 SH20260316001", "宁波海曙五金有限公司"]
    assert [sheet["A3"].value, sheet["B3"].value, sheet["A4"].value] == ["=合页", 60, "以下空白"]


def test_unknown_placeholders_are_told_before_a_number_is_used(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = build(tmp_path, [BATCH])
    (tmp_path / "xlsx_templates").mkdir()
    with xlsxwriter.Workbook(tmp_path / "xlsx_templates" / "送货单.xlsx") as book:
        book.add_worksheet("送货").write_row(0, 0, ["{{客户名}}", "{{行.产品名称}}"])
    assert form(path) == 2
    assert "A1" in capsys.readouterr().err
    assert not journal_path(path).exists()


def test_an_adopted_ledger_delivers_what_is_open(
    shared_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "未交.xlsx"
    path.write_bytes((shared_data / "open_orders_electronics.xlsx").read_bytes())
    before = path.read_bytes()
    assert form(path, "--lines", "1:5", order="XS-202412230004") == 0
    assert path.read_bytes() == before
    assert form(path, "--lines", "1:6", order="XS-202412230004") == 1  # 25 of 30 are delivered
    assert "超 1" in capsys.readouterr().out
    assert form(path, order="xs-202412230004 ") == 1
    said = capsys.readouterr().out
    assert "SH20260316001（2026-03-16）" in said and "GD592" in said
    assert form(path, "--again", order="xs-202412230004 ") == 0
    said = capsys.readouterr().out
    assert "以前出过送货单：SH20260316001，" in said and f"gendan adopt {path} --save" in said
    next_month = path.with_name("下月.xlsx")
    next_month.write_bytes(before)
    assert form(next_month, order="XS-202412230004") == 0
    assert "以前出过送货单：SH20260316001、SH20260316002" in capsys.readouterr().out
    assert [note.stem[-13:] for note in notes(path)] == [f"SH2026031600{n}" for n in (1, 2, 3)]


def test_the_company_name_can_be_pasted_into_gendan_toml(
    shared_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, order = tmp_path / "未交.xlsx", "XS-202412230004"
    path.write_bytes((shared_data / "open_orders_electronics.xlsx").read_bytes())
    assert main(["adopt", str(path), "--save"]) == 0
    saved = tmp_path / "gendan.toml"
    capsys.readouterr()
    assert form(path, order=order) == 0
    said = capsys.readouterr().out
    assert str(saved) in said
    pasted = said[said.index("[settings]") :].replace("……", "慈溪联丰电器厂")
    saved.write_text(saved.read_text(encoding="utf-8") + pasted, encoding="utf-8")
    assert form(path, "--again", order=order) == 0
    assert "公司名称" not in capsys.readouterr().out
    sheet = openpyxl.load_workbook(notes(path)[-1]).active
    assert any(cell.value == "慈溪联丰电器厂" for row in sheet for cell in row)


@pytest.mark.parametrize(
    ("lines", "code", "words"),
    [
        ("一", "GD902", "看不懂"),
        ("1,1:60", "GD902", "写了两次"),
        ("7", "GD086", "没有第 7 行（有：1、2）"),
        ("1:0", "GD086", "大于 0"),
        ("1:-5", "GD086", "大于 0"),
        ("1:50", "GD086", "第 1 行发货表里是 60，要发 50：请先把发货表的计划数量改成 50（余下的另登记一批）"),
        ("1:500", "GD086", "最多可发"),
        ("2", "GD086", "请先在发货表填订单号、行号、批次"),
        ("1:60,2:5", "GD086", "第 2 行在发货表里现在没有要发的批次"),
    ],
)
def test_lines_that_cannot_be_delivered(
    lines: str, code: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = build(tmp_path, [BATCH])
    assert form(path, "--lines", lines) == 2
    said = capsys.readouterr().err
    assert code in said and words in said
    assert not journal_path(path).exists()


def test_numbers_without_an_option_are_those_of_orders(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, rows = tmp_path / "跟单.xlsx", ["XS1", "XS2", "XS3"]
    orders = [LINE | {"order_no": one} for one in rows]
    batches = [BATCH | {"order_no": one} for one in rows]
    build_book(path, {"orders": orders, "customers": [CUSTOMER], "deliveries": batches}, today=TODAY)
    argv, day = ["form", "送货单", str(path)], ["--today", "2026-03-16"]
    assert main([*argv, "XS1", "xs3", *day]) == 0
    assert column(path, "发货", "送货单号") == ["SH20260316001", None, "SH20260316002"]
    for number, said in (
        ("SH20260316001", "“SH20260316001”是送货单号：送货单按订单出，请写订单号 XS1"),
        ("XS9", "没有“XS9”，请核对"),
    ):
        assert main([*argv, "XS2", number, "--day", "today", *day]) == 2
        told = capsys.readouterr().err
        assert said in told and "GD086" in told
    assert column(path, "发货", "送货单号")[1] is None


def test_a_note_number_may_be_given_as_the_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = build(tmp_path, [BATCH])
    day = ["--today", "2026-03-16"]
    assert main(["form", "送货单", str(path), "XS1", *day]) == 0
    [number] = column(path, "发货", "送货单号")
    assert main(["form", "装箱单", str(path), "--order", str(number), *day]) == 0
    assert "装箱单" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("customer", "code", "said"),
    [
        ("永信", "GD094", "没有叫“永信”的客户：请写客户编号、全称或简称"),
        ("海署", "GD094", "没有叫“海署”的客户，是不是 海曙（C1）？请写客户编号、全称或简称"),
        ("海曙区", "GD094", "没有叫“海曙区”的客户，是不是 海曙（C1）？请写客户编号、全称或简称"),
        ("c1", "GD691", "没有要对账的发货、退货和收款"),
    ],
)
def test_a_customer_whom_nobody_knows_is_not_one_who_owes_nothing(
    customer: str, code: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = build(tmp_path, [BATCH])
    argv = [
        "form",
        "对账单",
        str(path),
        "--month",
        "2026-01",
        "--customer",
        customer,
        "--today",
        "2026-03-16",
    ]
    assert main(argv) == 2
    told = capsys.readouterr().err
    assert said in told and code in told


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("送货单", "请在文件名后写上订单号（在「发货」表，现在该出的：XS1），或用 --order"),
        ("发货单", "请在文件名后写上送货单号（在「发货」表），或用 --order"),
        ("对账单", "请在文件名后写上客户编号（在「客户」表），或用 --order"),
        ("退货单", "请在文件名后写上退货申请号（在「退货」表，现在该出的：TS1），或用 --order"),
    ],
)
def test_what_to_name_is_said_with_what_waits(
    kind: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, back = tmp_path / "跟单.xlsx", {"request_no": "TS1", "order_no": "XS1", "received_qty": 2.0}
    rows = {"orders": [LINE], "customers": [CUSTOMER], "deliveries": [BATCH], "returns": [back]}
    build_book(path, rows, today=TODAY)
    assert main(["form", kind, str(path), "--today", "2026-03-16"]) == 2
    told = capsys.readouterr().err
    assert f"出哪一张{kind}？{said}" in told and "GD904" in told
    assert not journal_path(path).exists()


def test_lines_that_are_delivered_and_those_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = build(tmp_path, [BATCH])
    argv = ["form", "送货单", str(path), "--order", "XS1", "--lines", "1:60.0,2", "--today", "2026-03-16"]
    assert main(argv) == 0
    assert "第 2 行不在这张单上" in capsys.readouterr().out
    assert column(path, "发货", "送货单号") == ["SH20260316001"]


def test_who_stands_on_the_note_stands_in_the_register(tmp_path: Path) -> None:
    path = build(tmp_path, [BATCH, BATCH | {"line_no": 2}], clerk="周敏")
    assert form(path, "--lines", "1") == 0
    assert form(path, "--lines", "2", "--by", "小王") == 0
    assert column(path, "单据", "制单人") == ["周敏", "小王"]


# --- void ------------------------------------------------------------------------------------------------------


def void(path: Path, number: str, *more: str) -> int:
    argv = ["void", str(path), number, "--reason", "数量开错", "--by", "小王"]
    return main([*argv, "--today", "2026-03-17", *more])


def register(path: Path) -> list[list[Any]]:
    names = ("单据号", "单据日期", "状态", "作废原因", "作废人", "作废日期")
    shown = zip(*(column(path, "单据", name) for name in names), strict=True)
    return [[v.date().isoformat() if isinstance(v, dt.datetime) else v for v in row] for row in shown]


VOIDED = ["SH20260316001", "2026-03-16", "作废", "数量开错", "小王", "2026-03-17"]
PRINTED = ["SH20260316002", "2026-03-16", "已打印", None, None, None]


def test_a_void_note_is_made_out_again_under_a_new_number(tmp_path: Path) -> None:
    path = build(tmp_path, [BATCH, BATCH | {"line_no": 2}])
    assert form(path) == 0
    assert void(path, "sh20260316001") == 0
    assert register(path) == [VOIDED]
    for header in ("送货单号", "送货单行号", "打印次数"):
        assert column(path, "发货", header) == [None, None]
    assert form(path) == 0
    assert register(path) == [VOIDED, PRINTED]
    assert column(path, "发货", "送货单号") == ["SH20260316002"] * 2


def test_again_prints_notes_under_their_numbers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tomorrow = TODAY + dt.timedelta(1)
    path = build(tmp_path, [BATCH, BATCH | {"batch_no": 2, "planned_qty": 30.0, "planned_date": tomorrow}])
    assert form(path, "--batch", "1") == 0 and form(path, "--batch", "2") == 0
    argv = ["form", "送货单", str(path), "--today", "2026-03-16", "--again"]
    assert main([*argv, "--order", "XS1"]) == 0
    assert prints(path) == [("SH20260316001", 2), ("SH20260316002", 2)]
    assert main([*argv, "SH20260316002"]) == 0 and main([*argv, "--day", "tomorrow"]) == 0
    assert prints(path) == [("SH20260316001", 2), ("SH20260316002", 4)]
    capsys.readouterr()
    assert main([*argv, "--day", "2026-03-19"]) == 2
    assert "2026-03-19 还没有出过送货单，没有可以补打的" in capsys.readouterr().err
    assert form(path) == 2 and "要按原号补打请加 --again" in capsys.readouterr().err


def prints(path: Path) -> list[tuple[Any, Any]]:
    return list(zip(column(path, "单据", "单据号"), column(path, "单据", "打印次数"), strict=True))


def test_the_way_to_make_it_out_again_names_the_folder_it_was_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = build(tmp_path, [BATCH, BATCH | {"line_no": 2}])
    other = tmp_path / "别 处"
    assert form(path, "--lines", "1") == 0 and form(path, "--lines", "2", "--out", str(other)) == 0
    capsys.readouterr()
    assert void(path, "SH20260316001") == 0 and void(path, "SH20260316002") == 0
    ways = [line for line in capsys.readouterr().out.splitlines() if line.startswith("要重新出单")]
    command = f"要重新出单：gendan form 送货单 {path} --order XS1"
    assert ways == [command, f'{command} --out "{other}"']


def test_void_while_the_clerk_has_the_book_open(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = build(tmp_path, [BATCH])
    assert form(path) == 0
    lock = path.with_name(f".~lock.{path.name}#")
    lock.write_text(",张三,pc,16.03.2026 09:00,;", encoding="utf-8")
    assert void(path, "SH20260316001") == 0 and form(path) == 0
    assert column(path, "发货", "送货单号") == ["SH20260316001"]
    lock.unlink()
    assert void(path, "SH20260316001") == 0  # catches up
    assert register(path) == [VOIDED, PRINTED]
    assert column(path, "发货", "送货单号") == ["SH20260316002"]
    capsys.readouterr()
    assert void(path, "SH20260316001") == 2
    assert "早已作废（2026-03-17：数量开错）" in capsys.readouterr().err


def test_void_by_hand_in_the_register_counts(tmp_path: Path) -> None:
    path = build(tmp_path, [BATCH])
    assert form(path) == 0
    head = openpyxl.load_workbook(path)["单据"][2]
    status = next(cell.column for cell in head if cell.value == "状态")
    FileBook(path).apply([SetCell("单据", 3, status, "已打印", "作废")])
    assert form(path) == 0
    assert column(path, "发货", "送货单号") == ["SH20260316002"]
    assert Journal(journal_path(path)).current()["SH20260316001"].state == "作废"


def test_void_of_a_number_that_only_the_book_shows(tmp_path: Path) -> None:
    """A book from elsewhere: its journal did not come along."""
    path = build(tmp_path, [BATCH])
    assert form(path) == 0
    journal_path(path).unlink()
    assert void(path, "SH20260316001") == 0
    assert register(path) == [VOIDED] and column(path, "发货", "送货单号") == [None]


def test_numbers_that_cannot_be_void(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = build(tmp_path, [BATCH])
    assert form(path) == 0
    other = tmp_path / "别的.xlsx"
    other.write_bytes(path.read_bytes())
    assert void(path, "SH20260316009") == 2
    assert "没有登记过，请核对单号（最近的 SH 单号：SH20260316001）" in capsys.readouterr().err
    assert void(path, "BJ1") == 2
    assert "（最近的：SH20260316001）" in capsys.readouterr().err
    assert void(path, "", "--number", "") == 2
    assert "GD906" in capsys.readouterr().err
    build_book(other, {"orders": [LINE]}, today=TODAY)
    assert void(other, "SH20260316001") == 2
    assert "是「跟单」开的" in capsys.readouterr().err
    assert register(path)[0][2] == "已打印"


def test_a_second_note_counts_the_first(
    shared_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "未交.xlsx"
    path.write_bytes((shared_data / "open_orders_electronics.xlsx").read_bytes())
    order = "XS-202507010009"  # 72 pieces, none delivered
    assert form(path, "--lines", "1:70", order=order) == 0
    assert form(path, "--lines", "1:70", "--again", order=order) == 1
    assert "已发 70，本次 70，超 68" in capsys.readouterr().out
    assert form(path, "--lines", "1:2", "--again", order=order) == 0


def test_lines_of_a_ledger_without_line_numbers_are_counted(shared_data: Path, tmp_path: Path) -> None:
    path = tmp_path / "进度.xlsx"
    path.write_bytes((shared_data / "lift_orders_wide.xlsx").read_bytes())
    assert form(path, "--lines", "1:1", order="XM260324") == 0
    assert form(path, "--lines", "2", order="XM260324") == 2


def test_a_note_whose_goods_have_left_is_not_voided(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gone = BATCH | {"note_no": "SH1", "shipped_qty": 60.0, "shipped_date": TODAY, "status": "已发货"}
    document = {
        "document_no": "SH1",
        "kind": "送货单",
        "document_date": TODAY,
        "order_no": "XS1",
        "status": "已打印",
    }
    path = tmp_path / "跟单.xlsx"
    build_book(
        path,
        {"orders": [LINE], "deliveries": [gone], "documents": [document], "customers": [CUSTOMER]},
        today=TODAY,
    )
    assert main(["void", str(path), "--number", "SH1", "--reason", "开错", "--today", "2026-03-16"]) == 2
    assert "GD934" in capsys.readouterr().err


def test_the_register_links_to_the_file(tmp_path: Path, soffice: Any) -> None:
    """文件名 is a link that a spreadsheet program computes to what the file holds already."""
    path = build(tmp_path, [BATCH])
    assert form(path) == 0
    [note] = notes(path)
    headers = [cell.value for cell in openpyxl.load_workbook(path)["单据"][2]]
    at = headers.index("文件名")
    cell = openpyxl.load_workbook(path)["单据"].cell(3, at + 1)
    assert "HYPERLINK(" in cell.value
    assert column(path, "单据", "文件名") == [note.name]
    assert column(path, "单据", "文件路径") == [str(note)]
    assert soffice.to_csv(path, "单据")[2][at] == note.name


def test_what_was_made_from_a_void_note_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = build(tmp_path, [BATCH | {"statement_no": "DZ20260331001"}])
    assert form(path) == 0
    lock = path.with_name(f".~lock.{path.name}#")
    paper = ["form", "packing-list", str(path), "SH20260316001", "--today", "2026-03-16"]
    assert main(paper) == 0  # registered in 单据
    lock.write_text(",张三,pc,16.03.2026 09:00,;", encoding="utf-8")
    assert main([*paper[:1], "commercial-invoice", *paper[2:]]) == 0  # in the journal only
    lock.unlink()
    capsys.readouterr()
    assert void(path, "SH20260316001") == 0
    told = next(line for line in capsys.readouterr().out.splitlines() if "由 SH20260316001" in line)
    assert told.endswith("装箱单 ZX20260316001；对账单 DZ20260331001；商业发票 CI20260316001"), told
    assert void(path, "ZX20260316001") == 0
    assert "由 ZX" not in capsys.readouterr().out


def test_a_new_note_has_a_packing_list_of_its_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The goods are the same, but the list of the void note names a number that no longer holds."""
    path = build(tmp_path, [BATCH])
    paper = ["form", "packing-list", str(path), "--order", "XS1", "--today", "2026-03-16"]
    assert form(path) == main(paper) == void(path, "SH20260316001") == form(path) == 0
    capsys.readouterr()
    assert main(paper) == 0
    out = capsys.readouterr().out
    assert "ZX20260316002" in out and "SH20260316002 的内容还在没有作废的装箱单 ZX20260316001 上" in out
    assert void(path, "ZX20260316001") == 0
    assert main(paper) == 1 and "GD592" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ["装箱单", "XS1"],
            "“XS1”是订单号，要出这张订单的请用 --order XS1。这种单据按送货单号出，表里有：SH20260316001",
        ),
        (["装箱单", "海曙"], "“海曙”是客户，要出这个客户的请用 --customer 海曙"),
        (["装箱单", "SH2026031601"], "没有“SH2026031601”，是不是 SH20260316001？"),
        (["客户登记表", "SH20260316001"], "“SH20260316001”是送货单号。这种单据按客户编号出，表里有：C1"),
        (["客户登记表", "C1", "C9"], "没有“C9”"),
    ],
)
def test_what_was_named_instead_is_said(
    words: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = build(tmp_path, [BATCH])
    assert form(path) == 0
    kind, *keys = words
    assert main(["form", kind, str(path), *keys, "--today", "2026-03-16"]) == 2
    told = capsys.readouterr().err
    assert said in told and "[GD087]" in told


def test_a_void_number_is_called_so_and_a_customer_is_known_by_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = build(tmp_path, [BATCH])
    assert form(path) == 0 and void(path, "SH20260316001") == 0
    assert main(["form", "装箱单", str(path), "SH20260316001", "--today", "2026-03-16"]) == 2
    assert "“SH20260316001”是已作废的送货单号。这张表还没有登记送货单号" in capsys.readouterr().err
    assert main(["form", "客户登记表", str(path), "海曙", "--today", "2026-03-16"]) == 0


# --- how it is written -----------------------------------------------------------------------------------------


ORDERS = [
    LINE | {"customer_order_no": "海湾1106"},
    LINE | {"order_no": "XS2", "customer_order_no": "PO7", "customer_no": "C2", "customer_name": "永信"},
    LINE | {"order_no": "XS3", "customer_order_no": "PO7"},
]
NOVEMBER = dt.date(2026, 11, 21)


def of_two_customers(folder: Path) -> Path:
    path = folder / "跟单.xlsx"
    other = CUSTOMER | {"customer_no": "C2", "full_name": "杭州永信", "short_name": "永信"}
    batches = [BATCH | {"order_no": row["order_no"], "planned_date": NOVEMBER} for row in ORDERS]
    build_book(
        path, {"orders": ORDERS, "customers": [CUSTOMER, other], "deliveries": batches}, today=NOVEMBER
    )
    return path


@pytest.mark.parametrize(
    "words",
    [
        ("送货单", "{file}", "海湾１１０６"),
        ("{file}", "送貨單", "--order", "“海湾1106”"),
        ("送货单", "海湾1106", "{file}", "--lines", "１：６０"),
        ("Delivery-Note", "{file}", "--again", "海湾1106"),
        ("送货单", "{file}", "--day", "２０２６年１１月２１日", "--order", "海湾1106"),
        ("送货单", "{file}", "--day", "今天", "--order", "海湾1106"),
    ],
)
def test_a_command_in_the_way_a_clerk_types_it(
    words: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = of_two_customers(tmp_path)
    argv = [word.replace("{file}", str(path)) for word in words]
    assert main(["form", *argv, "--today", "２０２６年１１月２１日"]) == 0
    assert "“海湾1106”是客户订单号，按订单 XS1" in capsys.readouterr().out
    assert column(path, "发货", "送货单号") == ["SH20261121001", None, None]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("送货单", "{file}", "PO7"), "GD095", "客户订单号“PO7”有几张订单：XS2、XS3，请写其中一个订单号"),
        (("送货单", "{file}", "--order", "XS1", "--customer", "永信"), "GD095", "订单 XS1 是海曙的，不是“永信”的"),
        (("送货单", "{file}", "XS1", "--customer", "永信门"), "GD094", "没有叫“永信门”的客户，是不是 永信（C2）？"),
        (("出货单", "{file}", "XS1"), "GD907", "没有“出货单”这种单据，是不是 送货单、发货单"),
        (("{file}",), "GD907", "请在文件名前写上哪种单据"),
        (("送货单", "{file}", "--day", "改天"), "GD901", "--day 的“改天”不是日期"),
        (("对账单", "{file}", "--month", "10月"), "GD902", "--month 的“10月”没有写年份，请写成 2026-10"),
        (("送货单", "{file}", ""), "GD904", "请在文件名后写上订单号"),
        (("送货单", "."), "GD91", "文件夹"),
        (("送货单", "", "XS1"), "GD903", "请写上工作簿的文件名"),
    ],
)  # fmt: skip
def test_a_command_that_cannot_be_meant(
    words: tuple[str, ...], code: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = of_two_customers(tmp_path)
    assert (
        main(["form", *(word.replace("{file}", str(path)) for word in words), "--today", "2026-11-21"]) == 2
    )
    told = capsys.readouterr().err
    assert said in told and f"[{code}" in told
    assert not journal_path(path).exists()
