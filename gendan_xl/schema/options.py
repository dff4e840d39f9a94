"""The table 选项."""

from typing import Annotated

from gendan_xl.schema.column import Code, Col, Count, Flag, Text
from gendan_xl.schema.table import Meta, Table


class Options(Table):
    """One value of a drop-down list."""

    # fmt: off
    meta = Meta("options", "选项", present="start", help="下拉清单的内容，可自行增加", tab_color="7F7F7F")

    list_name: Annotated[Text, Col("清单", key=True, show="shown", help="同一清单的各行要连在一起")] = None
    code: Annotated[Code, Col("代码", key=True, show="shown")] = None
    label: Annotated[Text, Col("显示值", required=True, show="shown", width=16)] = None
    aliases: Annotated[Text, Col("别名", show="shown", width=24, help="表里写成这些也认，用、分开")] = None
    sort_no: Annotated[Count, Col("排序", show="shown")] = None
    parent_code: Annotated[Code, Col("上级代码", show="grouped")] = None
    is_disabled: Annotated[Flag, Col("是否停用", show="shown", help="停用的值排在本清单最后")] = None
    remark: Annotated[Text, Col("备注", show="shown", width=24)] = None
    # fmt: on
