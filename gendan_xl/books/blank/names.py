"""The defined names of the workbook: the day, the lists of the drop-downs, the parameters that formulas use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gendan_xl.books.blank.layout import HEADER_ROW, Sheet
from gendan_xl.cells import col_name
from gendan_xl.schema.colors import SOON, TODAY
from gendan_xl.schema.options import OPTIONS
from gendan_xl.schema.settings import all_settings

LIST, ROLL, PARAMETER = "清单_", "名录_", "参数_"
ROLLS = ("customers.customer_no", "products.product_no", "staff.name")
"""Columns of master data that drop-downs offer."""

_SETTINGS_USED = (
    "due_soon_days", "late_tolerance_days", "rest_pattern", "rush_max_days", "urgent_max_days", "instant_max_days",
    "sample_follow_up_days",
)  # fmt: skip


def defined_names(book: Mapping[str, Sheet], today_cell: str) -> Iterator[tuple[str, str]]:
    """Yield (name, formula) of every defined name."""
    yield TODAY, f"={today_cell}"
    for name in OPTIONS:
        yield LIST + name, _list_range(book["选项"], name)
    for roll in ROLLS:
        yield roll_name(roll, book), _roll_range(roll, book)
    for field in _SETTINGS_USED:
        name = all_settings()[field].name
        settings = book["设置"]
        yield (
            PARAMETER + name,
            f'=INDEX({settings.whole("value")},MATCH("{name}",{settings.whole("parameter")},0))',
        )
    pattern = f"{PARAMETER}{all_settings()['rest_pattern'].name}"
    rest = f'IF({pattern}="双休",1,IF({pattern}="无休","0000000",11))'
    yield SOON, f"=WORKDAY.INTL({TODAY},{PARAMETER}{all_settings()['due_soon_days'].name},{rest})"


def roll_name(roll: str, book: Mapping[str, Sheet]) -> str:
    """Return the name that lists a master column: 名录_客户编号."""
    return ROLL + _sheet_of(roll, book).table.header(roll.split(".")[1])


def _sheet_of(roll: str, book: Mapping[str, Sheet]) -> Sheet:
    return next(sheet for sheet in book.values() if sheet.table.meta.name == roll.split(".")[0])


def _roll_range(roll: str, book: Mapping[str, Sheet]) -> str:
    """All filled cells of a master column; it grows with the table."""
    sheet, field = _sheet_of(roll, book), roll.split(".")[1]
    header = f"'{sheet.name}'!${col_name(sheet.positions[field])}${HEADER_ROW}"
    return f"=OFFSET({header},1,0,MAX(1,COUNTA({sheet.whole(field)})),1)"


def _list_range(options: Sheet, name: str) -> str:
    """The values of one list: its rows stand together, those no longer used last."""
    lists, header = (
        options.whole("list_name"),
        f"'{options.name}'!${col_name(options.positions['label'])}${HEADER_ROW}",
    )
    count = f'COUNTIFS({lists},"{name}",{options.whole("is_disabled")},"<>是")'
    return f'=OFFSET({header},MATCH("{name}",{lists},0),0,MAX(1,{count}),1)'
