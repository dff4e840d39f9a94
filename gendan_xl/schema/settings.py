"""The table 设置."""

from typing import Annotated

from gendan_xl.schema.column import Col, Date, Text
from gendan_xl.schema.table import Meta, Table


class Settings(Table):
    """One parameter of the workbook."""

    # fmt: off
    meta = Meta("settings", "设置", aliases=("参数",), present="core", help="全部参数：改「值」一列即可",
        tab_color="1F4E79")

    group: Annotated[Text, Col("分组", key=True, show="shown")] = None
    parameter: Annotated[Text, Col("参数", key=True, show="shown", width=22)] = None
    value: Annotated[Text, Col("值", required=True, show="shown", width=16, help="改这一列")] = None
    unit: Annotated[Text, Col("单位", show="shown", choices="单位", width=6)] = None
    data_type: Annotated[Text, Col("数据类型", show="shown")] = None
    allowed_values: Annotated[Text, Col("可选值", show="shown", width=24)] = None
    default_value: Annotated[Text, Col("默认值", computed=True, show="shown")] = None
    note: Annotated[Text, Col("说明", show="shown", width=40)] = None
    source: Annotated[Text, Col("依据", show="grouped")] = None
    changed_by: Annotated[Text, Col("修改人", show="grouped")] = None
    changed_date: Annotated[Date, Col("修改日期", show="grouped")] = None
    # fmt: on
