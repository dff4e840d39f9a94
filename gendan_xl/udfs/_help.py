"""What several functions share: the help of their arguments, and the day that an empty `today` stands for."""

from __future__ import annotations

import datetime as dt

from gendan_xl.commands._clock import SHANGHAI

CALENDAR = "厂历区域（含表头），或没有表头的假日清单，或直接写休息制度如“双休”；空 = 国家日历（工作簿旁有 gendan-calendar.json 的照它）、单休"
REST = "休息制度：双休、单休、大小周、无休；大小周后面写一个双休周里的日期，如“大小周 2026-03-02”；空 = 单休"
TODAY = "今天的日期，如 TODAY()；空 = 计算时的当天（不会自动更新）"


def this_day() -> dt.date:
    """Return today in China."""
    return dt.datetime.now(SHANGHAI).date()
