"""`gendan template`: a clerk learns what is wrong with a template, what may be written, and how it comes out."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from gendan_xl.cli import main
from gendan_xl.commands import template as module
from gendan_xl.forms import all_forms
from gendan_xl.forms._placeholders import by_group, described
from gendan_xl.forms._rows import fields_by_header
from gendan_xl.forms._vocabulary import tables, vocabulary
from gendan_xl.printing.placeholders import Mark, parse
from gendan_xl.text import header_key

SHIPPED = Path(__file__).resolve().parents[2] / "xlsx_templates"


def drawn(path: Path, *columns: tuple[str, ...]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("单")
        for col, texts in enumerate(columns):
            sheet.write_column(0, col, texts)
        sheet.data_validation("A1", {"validate": "list", "source": ["1", "2"]})
    return path


def test_the_default_templates_need_no_advice(capsys: pytest.CaptureFixture[str]) -> None:
    files = [str(SHIPPED / name) for name in ("送货单.xlsx", "退货单.xlsx")]
    assert main(["template", "check", *files]) == 0
    said = capsys.readouterr().out
    assert "送货单.xlsx 可以用作送货单的模板" in said and "241×140 纸，每页 8 行" in said
    assert "!" not in said and "✗" not in said


def test_every_mistake_is_told_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = drawn(
        tmp_path / "我们的送货单.xlsx", ("{{客户名}}", "{{单据号", "{{行.品名}}"), ("=1+1", "", "{{行.数量}}")
    )
    assert main(["template", "check", str(path)]) == 1
    said = capsys.readouterr().out
    for words in (
        "✗ 单!A1 不认识占位符 {{客户名}}。改成 {{客户名称}}",
        "✗ 单!A2 大括号不成对",
        "✗ 单!A3 不认识占位符 {{行.品名}}。改成 {{行.产品名称}}",
        "✗ 单!B1 是公式",
        "我们的送货单.xlsx（送货单）有 4 处要改",
    ):
        assert words in said


def test_what_is_usable_gets_hints(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = drawn(tmp_path / "送货单.xlsx", ("{{客户名称}}", "{{行.数量}}", "{{签核1}}"))
    assert main(["template", "check", str(path)]) == 0
    said = capsys.readouterr().out
    for words in (
        "! 没有单据号",
        "! 没有日期",
        "! 没有联次",
        "! 没有页码",
        "没有这些人的签字格：仓管员",
        "· 有下拉框",
    ):
        assert words in said


def test_a_signature_brings_its_role_along_and_a_printed_role_is_a_place_to_sign(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = ("{{客户名称}}", "{{行.数量}}", "送货人：{{签核4}}　客户签收 (盖章)：", "制单：{{制单人}}")
    assert main(["template", "check", str(drawn(tmp_path / "送货单.xlsx", lines))]) == 0
    said = capsys.readouterr().out
    assert "! 单!A3 会印成“送货人：送货人：姓名" in said and "只写 {{签核4}}" in said
    assert "没有这些人的签字格：仓管员、销管员。" in said
    assert main(["template", "list", "送货单"]) == 0
    assert "含角色名" in capsys.readouterr().out


def test_names_in_other_brackets_are_asked_about(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = drawn(
        tmp_path / "送货单.xlsx",
        ("{{单据号}}　日期：{日期}", "{{行.数量}}", "<备注>", "［条款］"),
        ("【备注】｛联次｝", "【产品名称】", "【注意】{ }", "[{{备注}}]"),
    )
    assert main(["template", "check", str(path)]) == 0
    said = capsys.readouterr().out
    for words in (
        "· 单!A1 “{日期}”会照原样印出来。是不是 {{日期}}？",
        "· 单!A3 “<备注>”会照原样印出来。是不是 {{备注}}？",
        "· 单!A4 “［条款］”会照原样印出来。是不是 {{条款}}？",
        "· 单!B1 “【备注】”会照原样印出来。是不是 {{备注}}？",
        "· 单!B1 “{联次}”会照原样印出来。是不是 {{联次}}？",
        "· 单!B2 “【产品名称】”会照原样印出来。是不是 {{行.产品名称}}？",
    ):
        assert words in said
    assert said.count("是不是") == 6


def test_what_is_written_beside_the_page_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "送货单.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("单")
        sheet.write_column(0, 0, ["{{单据号}}", "{{行.数量}}"])
        sheet.write("F9", "{{日期}}")
        sheet.print_area("A1:C8")
    assert main(["template", "check", str(path)]) == 0
    assert "! 单!F9 在打印区域外面，不会打印" in capsys.readouterr().out
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("单")
        sheet.write_column(0, 0, ["{{单据号}}", "{{行.数量}}"])
        sheet.set_footer("&C{{单据号}}")
        sheet.insert_textbox("C1", "{{日期}}")
    assert main(["template", "check", str(path)]) == 1
    said = capsys.readouterr().out
    assert "页眉页脚里写了占位符" in said and "文本框里写了占位符" in said


def test_a_form_taller_than_its_paper_is_told_how_many_lines_fit(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "高.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_column(0, 0, ["{{单据号}}", "{{行.数量}}"])
        sheet.set_row(0, 230)
    assert main(["template", "check", str(path), "--form", "送货单"]) == 1
    assert "每页最多 4 行，现在要 8 行" in (said := capsys.readouterr().out) and "{{每页行数:4}}" in said


def test_the_kind_is_asked_for_when_the_name_does_not_tell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["template", "check", str(drawn(tmp_path / "a.xlsx", ("x",)))]) == 2
    assert "--form" in capsys.readouterr().err


@pytest.mark.parametrize("form", all_forms(), ids=lambda form: form.verb)
def test_every_placeholder_is_listed(form: object) -> None:
    words = vocabulary(form)  # type: ignore[arg-type]
    listed = [parse(written)[0] for written, _ in described(form)]  # type: ignore[arg-type]
    columns = {
        header_key(name)
        for *_, headers in by_group(form)  # type: ignore[arg-type]
        for name in headers.split("、")
    }
    names = {
        kind: {mark.name for mark in listed if isinstance(mark, Mark) and mark.kind == kind}
        for kind in ("value", "line")
    }
    assert names["value"] | columns == words.fields
    of_lines = {key for name in tables(form) if name != "customers" for key in fields_by_header(name)}  # type: ignore[arg-type]
    assert names["line"] | (of_lines if words.line_fields else set()) == words.line_fields
    assert header_key("联系人") not in words.line_fields  # which only customers have: it would print blank


def test_the_list_tells_what_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["template", "list", "送货单"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any("{{合计金额}}" in line and "最后一页" in line for line in lines)
    assert any(line.startswith("发货") and "、产品名称、" in line for line in lines)


def test_the_templates_that_hold_are_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = tmp_path / "xlsx_templates"
    own.mkdir()
    (own / "备货单.xlsx").write_bytes((SHIPPED / "备货单.xlsx").read_bytes())
    assert main(["template", "list", str(tmp_path / "跟单.xlsx")]) == 0
    rows = {line.split()[0]: line.split()[1:] for line in capsys.readouterr().out.splitlines()}
    assert rows["备货单"] == ["备货单.xlsx", "241×140", "8", str(own)] and rows["送货单"][-1] == "标准"
    assert set(rows) == {"单据", *(form.label for form in all_forms())}


def test_what_to_name_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["template", "check", "没有.xlsx"]) == 2
    assert "找不到文件 没有.xlsx" in capsys.readouterr().err
    assert main(["template", "new"]) == 2
    assert "请写上哪种单据，如 gendan template new 送货单[GD903]" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("written", "fix"),
    [
        ("送货地址", "改成 {{收货地址}}"),  # not 交货地点, a column of orders
        ("客户名", "改成 {{客户名称}}"),
        ("产品品名", "改成 {{产品名称}}"),
        ("数量合计", "改成 {{合计数量}}"),
        ("大写", "改成 {{大写金额}}"),
        ("送货人", "用 gendan template list"),  # not 收货人
        ("收货日期", "用 gendan template list"),  # not 发货日期
        ("客户名你", "改成 {{客户名称}}"),
        ("司机手机", "用 gendan template list"),
        ("发货单价", "用 gendan template list"),
    ],
)
def test_only_what_means_the_same_is_suggested(
    written: str, fix: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = drawn(tmp_path / "送货单.xlsx", (f"{{{{{written}}}}}",))
    assert main(["template", "check", str(path)]) == 1
    assert fix in capsys.readouterr().out


def test_a_copy_to_restyle_replaces_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "xlsx_templates" / "送货单.xlsx"
    words = ["template", "new", "送货单", "--out", str(out)]
    assert main(words) == 0 and out.read_bytes() == (SHIPPED / "送货单.xlsx").read_bytes()
    assert main(words) == 2 and "没有覆盖" in capsys.readouterr().err


def test_a_new_template_is_found_by_its_name_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("gendan_xl.books.office.find_office", lambda: None)
    monkeypatch.chdir(tmp_path)
    assert main(["template", "check", "送货单.xlsx"]) == 2 and "找不到文件" in capsys.readouterr().err
    assert main(["template", "new", "送货单"]) == 0
    kept = Path("xlsx_templates") / "送货单.xlsx"
    for verb in ("check", "try"):
        capsys.readouterr()
        assert main(["template", verb, "送货单.xlsx"]) == 0
        assert f"用的是 {kept}" in capsys.readouterr().out


@pytest.mark.parametrize("form", all_forms(), ids=lambda form: form.verb)
def test_every_default_template_can_be_tried(
    form: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gendan_xl.books.office.find_office", lambda: None)
    label, out = form.label, tmp_path / "试.xlsx"  # type: ignore[attr-defined]
    assert main(["template", "try", label, str(SHIPPED / f"{label}.xlsx"), "--out", str(out)]) == 0
    shown = [
        str(cell.value) for row in openpyxl.load_workbook(out).worksheets[0] for cell in row if cell.value
    ]
    assert "示例五金制品有限公司" in shown and not any("{{" in text for text in shown)
    if form.layout.columns:  # type: ignore[attr-defined]
        assert any("第 2 页" in text for text in shown) and any(text.startswith("以下空白") for text in shown)


def test_a_try_has_unlike_lines_and_prices_unless_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gendan_xl.books.office.find_office", lambda: None)
    columns = ("{{行.产品编号}}", "{{行.产品名称}}", "{{行.数量}}", "{{行.单价}}", "{{行.金额}}")
    path = drawn(tmp_path / "送货单.xlsx", *(("{{单据号}}{{每页行数:3}}", text) for text in columns))
    out = tmp_path / "试.xlsx"
    seen = {}
    for words in ((), ("--unpriced",)):
        out.unlink(missing_ok=True)
        assert main(["template", "try", str(path), "--out", str(out), *words]) == 0
        rows = openpyxl.load_workbook(out).worksheets[0].iter_rows(min_row=2, max_row=4, values_only=True)
        seen[words] = [row[:5] for row in rows]
    priced = seen[()]
    assert all(len(set(column)) == 3 for column in zip(*priced, strict=True))
    assert all(quantity * price == amount for _, _, quantity, price, amount in priced)
    assert [row[3:] for row in seen["--unpriced",]] == [(None, None)] * 3


def test_the_kind_of_a_file_is_the_longest_name_in_it() -> None:
    assert module._form_of(Path("客户A-退货申请表.xlsx"), "").verb == "return-request"
