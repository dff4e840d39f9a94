"""Write gendan_xl/data/official_calendar.json from chinesecalendar's data (MIT License, Copyright (c) 2017 Lirian Su).

Run it after `pip install -U chinesecalendar`, once the State Council's notice for the next year is out, and add
the number of the notice below. Only the table travels with the product; chinesecalendar itself does not.
"""

from __future__ import annotations

import datetime as dt
import json
from itertools import groupby
from pathlib import Path

import chinese_calendar

TARGET = Path(__file__).parents[2] / "gendan_xl" / "data" / "official_calendar.json"
DAY = dt.timedelta(days=1)
NOTICES = {
    2008: "国办发明电〔2007〕52号",
    2009: "国办发明电〔2008〕42号",
    2010: "国办发明电〔2009〕27号",
    2011: "国办发明电〔2010〕40号",
    2012: "国办发明电〔2011〕45号",
    2013: "国办发明电〔2012〕33号",
    2014: "国办发明电〔2013〕28号",
    2015: "国办发明电〔2014〕28号、国发明电〔2015〕1号",
    2016: "国办发明电〔2015〕18号",
    2017: "国办发明电〔2016〕17号",
    2018: "国办发明电〔2017〕12号",
    2019: "国办发明电〔2018〕15号、国办发明电〔2019〕3号",
    2020: "国办发明电〔2019〕16号、国办发明电〔2020〕1号",
    2021: "国办发明电〔2020〕27号",
    2022: "国办发明电〔2021〕11号",
    2023: "国办发明电〔2022〕16号",
    2024: "国办发明电〔2023〕7号",
    2025: "国办发明电〔2024〕12号",
    2026: "国办发明电〔2025〕7号",
}
# chinesecalendar answers for a five-day week only, so it is free with Saturdays and Sundays; a six-day factory is
# not. These are the days where its table and the words of the notice differ.
OFF_BY_NOTICE = {
    dt.date(2011, 6, 5): "端午节",
    dt.date(2012, 6, 23): "端午节",
    dt.date(2015, 9, 5): "抗战胜利70周年纪念日",
}
ONLY_WEEKEND = {  # 「放假，与周末连休」: the Saturday is a weekend day, no holiday
    *(dt.date(2019, 4, day) for day in (6, 7)),
    *(dt.date(2019, 6, day) for day in (8, 9)),
    *(dt.date(2019, 9, day) for day in (14, 15)),
    *(dt.date(2023, 12, day) for day in (30, 31)),
}
NAMES = {"清明": "清明节", "端午": "端午节", "中秋": "中秋节"}


def holiday_name(value: str) -> str:
    """Return the Chinese name of one of chinesecalendar's holidays."""
    name: str = chinese_calendar.Holiday(value).chinese
    return "抗战胜利70周年纪念日" if "70周年" in name else NAMES.get(name, name)


def official_years() -> dict[str, dict[str, object]]:
    """Return the table: year → notice, ranges off, days worked."""
    off = {
        day: holiday_name(value)
        for day, value in chinese_calendar.holidays.items()
        if day not in ONLY_WEEKEND
    }
    off |= OFF_BY_NOTICE
    years = range(min(off).year, max(off).year + 1)
    return {
        str(year): {
            "notice": NOTICES.get(year, ""),
            "off": ranges({day: name for day, name in off.items() if day.year == year}),
            "work": [day.isoformat() for day in sorted(chinese_calendar.workdays) if day.year == year],
        }
        for year in years
    }


def ranges(days: dict[dt.date, str]) -> list[list[str]]:
    """Return runs of days with one name as [first, last, name]."""
    ordered = sorted(days)
    runs = groupby(enumerate(ordered), key=lambda item: (item[1].toordinal() - item[0], days[item[1]]))
    found = []
    for (_, name), run in runs:
        members = [day for _, day in run]
        found.append([members[0].isoformat(), members[-1].isoformat(), name])
    return found


def text() -> str:
    """Return the file's text: one line per range, so that a new year is a readable diff."""
    version = chinese_calendar.__version__
    years = ",\n".join(
        f'    "{year}": {{\n      "notice": {dump(entry["notice"])},\n      "off": [\n        '
        + ",\n        ".join(dump(item) for item in entry["off"])  # type: ignore[attr-defined]
        + f'\n      ],\n      "work": {dump(entry["work"])}\n    }}'
        for year, entry in official_years().items()
    )
    source = (
        "国务院办公厅历年部分节假日安排的通知; "
        f"dates from chinesecalendar {version}, Copyright (c) 2017 Lirian Su, MIT License, "
        "https://github.com/LKI/chinese-calendar"
    )
    return f'{{\n  "source": {dump(source)},\n  "years": {{\n{years}\n  }}\n}}\n'


def dump(value: object) -> str:
    """Return JSON on one line, Chinese as it is."""
    return json.dumps(value, ensure_ascii=False)


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf-8")
