"""Functions that check: what the rules say of rows."""

from __future__ import annotations

from gendan_xl.udfs._arrays import Cells, as_rows, otherwise, read, single
from gendan_xl.udfs._check import check_rows
from gendan_xl.udfs._declare import udf
from gendan_xl.udfs._help import CALENDAR, REST, TODAY, this_day
from gendan_xl.udfs._ranges import calendar_of


@udf(
    {"=gd_check(订单台账[#All])": "每行一段文字", "=gd_check(A9:AZ9,A$8:AZ$8)": "这一行的问题"},
    rows="要检查的区域，带表头；另给表头时只选数据行", headers="表头行，可空", today=TODAY, calendar=CALENDAR, rest=REST,
)  # fmt: skip
def gd_check(
    rows: Cells, headers: Cells = None, today: Cells = None, calendar: Cells = None, rest: Cells = None
) -> Cells:
    """每行的问题合成一段文字，没有问题为空。只看区域里的内容：要对照其他表的规则，请用“校验”按钮。

    What is wrong with each row, as text. Rules that look up other tables are left to the command (requirement 45).
    """
    day = single(otherwise(read(today, "date"), this_day()))
    above = () if headers is None else as_rows(headers)
    return [[text] for text in check_rows(as_rows(rows), above, day, calendar_of(calendar, rest))]
