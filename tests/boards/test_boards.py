"""Boards show what planning says, in files that open without fault and print on the pages they are made for."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from gendan_xl.boards._bars import Stretch, scale_of, stretches
from gendan_xl.boards._board import Origin, Wish
from gendan_xl.boards._letter import UNRECORDED
from gendan_xl.boards._page import cut, lines_of
from gendan_xl.boards.board import BOARD, cell_of, columns_of
from gendan_xl.boards.gantt import BOARD as GANTT
from gendan_xl.boards.progress import next_step, progress_of
from gendan_xl.domain.progress import Status
from gendan_xl.errors import GendanError
from gendan_xl.planning.schedule import schedule
from gendan_xl.planning.standings import LineStanding, StepStanding, standings
from gendan_xl.planning.tasks import GROUPS
from gendan_xl.planning.today import today_tasks
from gendan_xl.reports.book import ReportBook

TODAY, NOON = dt.date(2026, 3, 16), dt.datetime(2026, 3, 16, 12)
ALL = ("today", "board", "gantt", "progress")
LINE: dict[str, Any] = {
    "order_no": "XS1", "line_no": 1, "order_date": TODAY, "customer_no": "C1", "customer_name": "海曙五金有限公司",
    "product_name": "合页", "ordered_qty": 100.0, "open_qty": 100.0, "requested_date": dt.date(2026, 4, 3),
    "confirmed_date": dt.date(2026, 4, 3), "status": "已确认", "route_name": "通用", "supply_mode": "自制",
}  # fmt: skip
Draw = Callable[..., Any]
Ours = Callable[..., Origin]


def cells(sheet: Any, top: int) -> list[tuple[Any, ...]]:
    """Return the rows of a sheet from a header on, dates as dates."""
    return [
        tuple(value.date() if isinstance(value, dt.datetime) else value for value in row)
        for row in sheet.iter_rows(min_row=top, values_only=True)
    ]


# --- standings -------------------------------------------------------------------------------------------------


def test_standings_are_what_scheduling_writes(demo: Origin) -> None:
    """The same days and statuses as `gendan schedule` would put into 节点 and 订单台账."""
    wanted = {
        edit.label: edit.new
        for edit in schedule(demo.ledger, demo.context).edits
        if hasattr(edit, "new") and edit.label.split()[-1] in ("状态", "进度状态", "预计交期")
    }
    lines = standings(demo.ledger, demo.context)
    compared = 0
    for line in lines:
        for header, value in (("进度状态", str(line.status)), ("预计交期", line.forecast)):
            if (label := f"{line.key} {header}") in wanted and line.steps:
                assert wanted[label] == value, label
                compared += 1
    assert compared > 20


def test_a_closed_line_is_on_no_board(demo: Origin) -> None:
    orders = demo.ledger.tables["orders"]
    shown = {line.index for line in standings(demo.ledger, demo.context)}
    for index in range(len(orders)):
        if orders.get(index, "status") in ("已取消", "已发货", "已签收", "已完成"):
            assert index not in shown


# --- 今日要做 ---------------------------------------------------------------------------------------------------


def test_the_sheet_of_today_holds_the_tasks_of_planning(demo: Origin, draw: Draw) -> None:
    book, [said, *_] = draw("today", demo)
    tasks = today_tasks(demo.ledger, demo.context)
    header, *rows = cells(book["今日要做"], 5)
    assert header[1:8] == ("类别", "单号", "客户", "要做的事", "责任人", "日期", "迟")
    shown = [(row[1], row[2] or "", row[4], row[5] or "", row[6]) for row in rows]
    assert shown == [(GROUPS[one.group].zh, one.key, one.what.zh, one.who, one.due) for one in tasks]
    assert f"共 {len(tasks)} 件" in said.zh
    assert book["今日要做"].auto_filter.ref == f"A5:J{5 + len(tasks)}"


def test_a_task_links_to_its_cell_in_the_workbook_beside(demo: Origin, draw: Draw) -> None:
    sheet = draw("today", demo)[0]["今日要做"]
    for row, task in enumerate(today_tasks(demo.ledger, demo.context), 6):
        link = sheet.cell(row, 9).hyperlink
        assert link.target == "跟单.xlsx"
        assert link.location.startswith(f"'{task.sheet}'!")


def test_nothing_to_do_is_one_page_that_says_so(ours: Ours, draw: Draw) -> None:
    book, [said, *_] = draw("today", ours([]))
    assert (book.sheetnames, said.zh) == (["今日要做"], "没有要做的事。")


@pytest.mark.parametrize(
    ("name", "shown"), [("海曙五金", "海曙五金"), ("郑州中原恒美木业有限公司", "郑州中原恒美木…"), ("", "")]
)
def test_a_long_name_is_cut_rather_than_made_unreadable(name: str, shown: str) -> None:
    assert cut(name, 16) == shown


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", 0),
        ("合页", 1),
        ("双面执手锁套装（左）带锁体", 2),
        ("ZS04-R+ST3085A+XS75D+KB08A", 3),
        ("左\n右", 2),
    ],
)
def test_how_many_lines_a_text_takes(text: str, lines: int) -> None:
    assert lines_of(text, 20) == lines


def test_one_person_gets_his_own_sheet(demo: Origin, draw: Draw) -> None:
    everybody = Counter(task.who for task in today_tasks(demo.ledger, demo.context))
    [(who, number)] = everybody.most_common(1) if "" not in everybody else everybody.most_common(2)[1:]
    book, _ = draw("today", demo, wish=Wish(owner=who))
    _, *rows = cells(book["今日要做"], 5)
    assert [row[5] for row in rows] == [who] * number
    people = cells(draw("today", demo)[0]["按责任人"], 5)
    assert {row[0]: row[-1] for row in people}[who] == number


# --- 看板 -------------------------------------------------------------------------------------------------------


def test_the_board_holds_every_open_line_with_its_milestones(demo: Origin, draw: Draw) -> None:
    book, _ = draw("board", demo)
    header, *rows = cells(book["看板"], 5)
    lines = standings(demo.ledger, demo.context)
    assert [row[0] for row in rows] == [line.key for line in lines]
    for row, line in zip(rows, lines, strict=True):
        shown = dict(zip(header, row, strict=True))
        assert (shown["交期"], shown["预计交期"]) == (line.due, line.forecast)
        for step in line.steps:
            assert shown[step.name] == cell_of(step, TODAY)
    here = next(iter(book["看板"].iter_rows(min_row=4, max_row=4, values_only=True)))
    assert dict(zip(header[8:], here[8:], strict=True)) == {
        name: sum(line.current == name for line in lines) or None for name in header[8:]
    }


STEP = StepStanding("生产", Status.NOT_STARTED, dt.date(2026, 3, 16), dt.date(2026, 3, 20))


@pytest.mark.parametrize(
    ("step", "shown"),
    [
        (STEP, "○ 03-20"),
        (StepStanding("生产", Status.IN_PROGRESS, planned=dt.date(2027, 1, 4)), "● 27-01-04"),
        (StepStanding("生产", Status.DUE_SOON, planned=dt.date(2026, 3, 17), forecast=dt.date(2026, 3, 19)), "→ 03-19"),
        (StepStanding("生产", Status.OVERDUE, planned=dt.date(2026, 3, 13), days_late=1), "▲ 03-13 迟1"),
        (StepStanding("生产", Status.DONE_LATE, planned=dt.date(2026, 3, 11), actual=dt.date(2026, 3, 12), days_late=1), "√ 03-12 迟1"),
        (StepStanding("生产", Status.DONE, planned=dt.date(2026, 3, 12), actual=dt.date(2026, 3, 12)), "√ 03-12"),
        (StepStanding("生产", Status.NOT_STARTED, planned=dt.date(2026, 3, 12), is_past=True), "…"),
        (StepStanding("生产", Status.NOT_APPLICABLE), "－"),
    ],
)  # fmt: skip
def test_a_cell_tells_its_status_without_colour(step: StepStanding, shown: str) -> None:
    assert cell_of(step, TODAY) == shown


def test_the_columns_keep_the_order_of_every_route() -> None:
    def route(names: str) -> list[StepStanding]:
        return [StepStanding(name, Status.NOT_STARTED) for name in names]

    assert columns_of([route("ABCD"), route("ABCD"), route("XBD"), route("AYD"), route("PQ")]) == list(
        "AYXBCDPQ"
    )


# --- 甘特图 -----------------------------------------------------------------------------------------------------


def test_the_chart_shades_the_rest_days_of_the_factory(demo: Origin, draw: Draw) -> None:
    sheet = draw("gantt", demo)[0]["甘特图"]
    _, _, rests, days = cells(sheet, 3)[:4]
    dated = [(day, rest) for day, rest in zip(days, rests, strict=True) if isinstance(day, dt.date)]
    assert len(dated) > 28
    for day, rest in dated:
        assert (rest == "休") == (not demo.context.calendar.is_workday(day)), day


def test_the_chart_holds_the_days_of_every_step(demo: Origin, draw: Draw) -> None:
    sheet = draw("gantt", demo)[0]["甘特图"]
    _, *rows = cells(sheet, 6)
    steps = [step for line in standings(demo.ledger, demo.context) for step in line.steps]
    shown = [row for number, row in enumerate(rows, 7) if sheet.row_dimensions[number].outline_level == 1]
    assert [row[:5] for row in shown] == [
        (step.name, step.who or None, step.start, step.planned, step.actual) for step in steps
    ]


def test_the_bars_on_screen_are_those_of_the_picture(
    ours: Ours, draw: Draw, soffice: Any, tmp_path: Path
) -> None:
    """LibreOffice evaluates the conditional formats; the days that they paint are those of `stretches`."""
    book = ours([LINE])
    draw("gantt", book)
    [line] = standings(book.ledger, book.context)
    scale = scale_of([line], TODAY)
    html = soffice.convert(tmp_path / "gantt.xlsx", "html")
    rows = re.findall(r"<tr\b.*?</tr>", html.read_text(encoding="utf-8"), re.DOTALL)
    named = {step.name: row for step in line.steps for row in rows if f">{step.name}<" in row}
    assert set(named) == {step.name for step in line.steps}
    for step in line.steps:
        painted = re.findall(r"<td\b[^>]*>", named[step.name])[7:]
        blue = [n for n, cell in enumerate(painted) if "DDEBF7" in cell]
        days = [start for start in scale.starts if step.start <= start <= step.planned]  # type: ignore[operator]
        assert [scale.starts[n] for n in blue] == [
            day for day in days if book.context.calendar.is_workday(day)
        ]


def test_a_bar_is_cut_where_its_meaning_changes() -> None:
    day = dt.date(2026, 3, 9)
    late = StepStanding(
        "生产", Status.OVERDUE, day, dt.date(2026, 3, 12), forecast=dt.date(2026, 3, 20), days_late=3
    )
    assert list(stretches(late, TODAY)) == [
        Stretch("plan", day, dt.date(2026, 3, 12)),
        Stretch("overdue", dt.date(2026, 3, 13), TODAY),
        Stretch("late", dt.date(2026, 3, 17), dt.date(2026, 3, 20)),
    ]
    done = StepStanding("生产", Status.DONE_LATE, day, dt.date(2026, 3, 11), dt.date(2026, 3, 13))
    assert list(stretches(done, TODAY)) == [
        Stretch("done", day, dt.date(2026, 3, 11)),
        Stretch("done_late", dt.date(2026, 3, 12), dt.date(2026, 3, 13)),
    ]


def test_a_day_that_can_hardly_be_right_is_in_doubt(shared_data: Path, draw: Draw) -> None:
    from gendan_xl.commands._open import open_file

    opened = open_file(shared_data / "lift_orders_wide.xlsx", NOON)
    book, said = draw("gantt", Origin("lift.xlsx", opened.ledger, opened.context))
    rows = cells(book["甘特图"], 7)
    doubtful = [row for row in rows if row[6] == "存疑"]
    assert [(row[0], row[3]) for row in doubtful] == [("包装", dt.date(2026, 12, 29))]
    assert [one.zh for one in said if "存疑：1 个节点" in one.zh and "XM260060 包装 2026-12-29" in one.zh]
    [line] = [row for row in rows if str(row[0]).startswith("XM260060 ")]
    assert line[3] < dt.date(2026, 3, 1), "the whole line is drawn without it"


def _grey(color: str) -> float:
    red, green, blue = (int(color[-6:][at : at + 2], 16) for at in (0, 2, 4))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def test_plan_done_and_done_late_differ_in_greyscale(demo: Origin, draw: Draw) -> None:
    sheet = draw("gantt", demo)[0]["甘特图"]
    shown = {str(cell.value): _grey(cell.fill.fgColor.rgb) for cell in sheet[3][7:] if cell.value}
    assert set(shown) == {"计划", "√ 按期完成", "迟 超期完成", "▲ 超期", "→ 预计延误", "休息"}
    assert shown["休息"] - 8 > shown["计划"] > shown["√ 按期完成"] + 20
    late = next(
        row for row in sheet.iter_rows(min_row=7) if row[6].value == "超期完成" and row[0].alignment.indent
    )
    assert "迟" in {cell.value for cell in late[7:]}
    assert GANTT.picture is not None
    drawn = GANTT.picture([demo], Wish(), "zh")
    assert {f'fill="url(#{name})"' for name in ("done_late", "overdue", "late")} <= set(drawn.split())


def test_the_picture_is_xml_with_every_line(demo: Origin) -> None:
    assert GANTT.picture is not None
    root = ElementTree.fromstring(GANTT.picture([demo], Wish(), "zh"))
    texts = "\n".join(node.text or "" for node in root.iter("{http://www.w3.org/2000/svg}text"))
    for line in standings(demo.ledger, demo.context):
        assert line.key in texts


def test_one_wrong_year_leaves_the_chart_readable() -> None:
    def line(day: dt.date) -> LineStanding:
        return LineStanding(
            0,
            "X",
            "1",
            "",
            "",
            None,
            day,
            Status.NOT_STARTED,
            steps=(StepStanding("a", Status.NOT_STARTED, day, day),),
        )

    usual = [line(TODAY + dt.timedelta(days=n)) for n in range(60)]
    scale = scale_of([*usual, line(dt.date(2062, 3, 20))], TODAY)
    assert scale.days == 1
    assert scale.starts[-1] < dt.date(2026, 6, 1)


# --- 客户进度表 -------------------------------------------------------------------------------------------------


def test_a_page_for_each_customer_with_its_lines(demo: Origin, draw: Draw) -> None:
    book, _ = draw("progress", demo)
    shown = [row[2] for sheet in book for row in cells(sheet, 8) if isinstance(row[0], int)]
    lines = standings(demo.ledger, demo.context)
    assert Counter(shown) == Counter(line.key for line in lines)
    count = Counter(line.key for line in lines)
    by_key = {line.key: line for line in lines if count[line.key] == 1}
    for sheet in book:
        for row in cells(sheet, 8):
            if isinstance(row[0], int) and row[2] in by_key and "进度" in [cell.value for cell in sheet[7]]:
                line = by_key[row[2]]
                assert (row[7], row[8] or "") == (
                    progress_of(line, TODAY, "zh"),
                    next_step(line, TODAY, "zh"),
                )


def test_a_customer_abroad_reads_english(demo: Origin, draw: Draw) -> None:
    book, _ = draw("progress", demo, wish=Wish(customer="Northmere Hardware Supplies Ltd"))
    [sheet] = book
    texts = [str(cell.value) for row in sheet.iter_rows(max_row=7) for cell in row if cell.value]
    assert texts[0] == "Order progress"
    assert not re.search(r"[\u4e00-\u9fff]", "".join(texts))


def test_english_names_stand_where_the_workbook_has_them(ours: Ours, draw: Draw) -> None:
    product = {"product_no": "P1", "product_name": "合页", "english_name": "Hinge"}
    abroad = ours([LINE | {"product_no": "P1", "currency": "USD"}], products=[product])
    settings = abroad.context.settings.model_copy(update={"company_english_name": "Haishu Hardware Co."})
    sheet = draw("progress", replace(abroad, context=replace(abroad.context, settings=settings)))[
        0
    ].worksheets[0]
    texts = {str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value}
    assert {"Hinge", "Haishu Hardware Co."} <= texts


def test_a_customer_of_two_workbooks_has_one_page(demo: Origin, ours: Ours, draw: Draw) -> None:
    other = ours([LINE, LINE | {"order_no": "XS2"}])
    again = Origin("另一本.xlsx", other.ledger, other.context)
    book, [said, *_] = draw("progress", other, again)
    assert book.sheetnames == ["海曙"] and "1 个客户，未完成 4 行" in said.zh
    header, *rows = cells(book["海曙"], 7)
    sources = [row[header.index("来源")] for row in rows if isinstance(row[0], int)]
    assert Counter(sources) == {"跟单.xlsx": 2, "另一本.xlsx": 2}


def test_the_customer_reads_that_deliveries_are_not_recorded(shared_data: Path, draw: Draw) -> None:
    from gendan_xl.commands._open import open_file

    opened = open_file(shared_data / "lift_orders_wide.xlsx", NOON)
    book, said = draw("progress", Origin("lift.xlsx", opened.ledger, opened.context))
    assert UNRECORDED in said
    assert all(UNRECORDED.zh in {row[0] for row in cells(sheet, 8)} for sheet in book)


def test_who_has_no_open_orders_is_told_so(demo: Origin) -> None:
    from gendan_xl.boards.progress import BOARD as PROGRESS

    with pytest.raises(GendanError) as told:
        PROGRESS.build([demo], Wish(customer="没有这家"), ReportBook("", NOON))
    assert told.value.code == "GD924"


def test_no_customer_reads_that_nothing_is_late_when_the_day_has_passed(ours: Ours, draw: Draw) -> None:
    past = LINE | {
        "confirmed_date": dt.date(2026, 3, 10),
        "requested_date": dt.date(2026, 3, 10),
        "status": "生产中",
    }
    book, _ = draw("progress", ours([past]))
    text = "\n".join(str(cell.value) for row in book["海曙"] for cell in row if cell.value)
    assert "其中 1 行晚于约定交期" in text
    assert "都能按约定交期" not in text


def test_what_the_customer_asked_for_is_not_agreed_until_it_is_confirmed(ours: Ours, draw: Draw) -> None:
    asked = LINE | {"requested_date": dt.date(2026, 4, 10), "status": "待评审"}
    open_line = {name: value for name, value in asked.items() if name not in ("confirmed_date", "pmc_date")}
    book, _ = draw("progress", ours([open_line]))
    text = "\n".join(str(cell.value) for row in book["海曙"] for cell in row if cell.value)
    assert "其中 1 行的交期待确认" in text and "2026-04-10" not in text
    assert [cell.value for cell in book["海曙"][8]][9:] == ["待确认", "待确认"]
    assert "都能按约定交期" not in text


# --- sizes and names -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", ALL)
def test_a_book_without_orders_and_one_with_a_single_line(verb: str, ours: Ours, draw: Draw) -> None:
    for orders in ([], [LINE]):
        book, said = draw(verb, ours(orders))
        assert said[0].zh and said[0].en
        assert book.worksheets[0]["A1"].value


@pytest.mark.parametrize("verb", ALL)
def test_long_and_awkward_names(verb: str, ours: Ours, draw: Draw) -> None:
    name = "宁波海曙[特别]长名字五金制品进出口*有限责任公司：第一/第二?车间" * 2
    orders = [
        LINE
        | {
            "order_no": f"XS{n}",
            "customer_no": f"X{n}",
            "customer_name": f"{name}{n}",
            "product_name": name * 3,
        }
        for n in range(3)
    ]
    book, _ = draw(verb, ours(orders))
    if verb == "progress":
        assert len(book.sheetnames) == 3


@pytest.mark.parametrize(("verb", "pages"), [("board", 12), ("gantt", 12)])
def test_500_lines_print_on_a_dozen_pages(
    verb: str, pages: int, ours: Ours, draw: Draw, soffice: Any, tmp_path: Path
) -> None:
    orders = [
        LINE
        | {
            "order_no": f"XS{n // 2:03}",
            "line_no": n % 2 + 1,
            "confirmed_date": TODAY + dt.timedelta(days=n % 60),
        }
        for n in range(500)
    ]
    draw(verb, ours(orders))
    printed = soffice.convert(tmp_path / f"{verb}.xlsx", "pdf").read_bytes()
    assert 5 <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= pages


def test_a_ledger_that_records_no_deliveries_calls_nothing_late(shared_data: Path, draw: Draw) -> None:
    from gendan_xl.commands._open import open_file

    opened = open_file(shared_data / "lift_orders_wide.xlsx", NOON)
    lift = Origin("lift.xlsx", opened.ledger, opened.context)
    book, said = draw("board", lift)
    found = standings(lift.ledger, lift.context)
    gone = [line for line in found if line.may_be_gone]
    assert gone
    assert all(line.due < TODAY for line in gone)
    assert any(str(len(gone)) in one.zh and "没有列出" in one.zh for one in said)
    _, *rows = cells(book["看板"], 5)
    assert len(rows) == len(found) - len(gone)


def test_two_workbooks_make_one_board(demo: Origin, ours: Ours, draw: Draw) -> None:
    other = ours([LINE])
    book, _ = draw("board", demo, Origin("另一本.xlsx", other.ledger, other.context))
    header, *rows = cells(book["看板"], 5)
    sources = Counter(row[header.index("来源")] for row in rows)
    assert sources["另一本.xlsx"] == 1
    assert sources["跟单.xlsx"] == len(standings(demo.ledger, demo.context))


def test_the_board_is_coloured_by_native_formats(demo: Origin, draw: Draw) -> None:
    sheet = draw("board", demo)[0]["看板"]
    formulas = [rule.formula[0] for one in sheet.conditional_formatting for rule in one.rules]
    assert any("▲" in formula for formula in formulas)
    assert any('="超期"' in formula for formula in formulas)
    assert sheet.freeze_panes == "C6"
    assert BOARD.label == "看板"
