"""The table 厂历."""

from typing import Annotated

from gendan_xl.schema.column import Col, Date, Flag, Number, Text
from gendan_xl.schema.table import Meta, Table


class FactoryCalendar(Table):
    """A range of days on which the factory differs from the state calendar."""

    # fmt: off
    meta = Meta("factory_calendar", "厂历", aliases=("工厂日历", "日历"), present="core",
        help="本厂与国家日历不同的日子：加班、放假、停产", tab_color="548235", source="16")

    start_date: Annotated[Date, Col("开始日期", key=True, show="shown", aliases=("日期",))] = None
    scope: Annotated[Text, Col("适用范围", key=True, show="shown", help="全厂，或部门、车间的名称")] = None
    end_date: Annotated[Date, Col("结束日期", show="shown", help="空 = 只有开始日期这一天")] = None
    kind: Annotated[Text, Col("类型", required=True, show="shown", choices="厂历类型")] = None
    name: Annotated[Text, Col("名称", show="shown")] = None
    work_hours: Annotated[Number, Col("工作时数", show="shown", help="空 = 全天")] = None
    swapped_date: Annotated[Date, Col("对应调休日期", show="grouped")] = None
    is_shipping_affected: Annotated[Flag, Col("是否影响发货", show="grouped")] = None
    basis: Annotated[Text, Col("依据", show="shown")] = None
    registered_by: Annotated[Text, Col("登记人", show="shown")] = None
    registered_date: Annotated[Date, Col("登记日期", show="shown")] = None
    remark: Annotated[Text, Col("备注", show="shown", width=24)] = None
    # fmt: on
