"""The table 编号规则."""

from typing import Annotated

from gendan_xl.schema.column import Code, Col, Count, Flag, Text
from gendan_xl.schema.table import Meta, Table


class Numbering(Table):
    """How the numbers of one kind of document are made and how it is printed."""

    # fmt: off
    meta = Meta("numbering", "编号规则", present="start", help="单据编号与打印规则", tab_color="7F7F7F",
        source="44")

    kind: Annotated[Text, Col("单据类型", key=True, show="shown", choices="单据类型")] = None
    prefix: Annotated[Code, Col("前缀", required=True, show="shown")] = None
    date_format: Annotated[Text, Col("日期格式", show="shown")] = None
    digits: Annotated[Count, Col("流水位数", show="shown")] = None
    reset_cycle: Annotated[Text, Col("复位周期", show="shown", choices="复位周期")] = None
    current_period: Annotated[Code, Col("当前日期段", computed=True, show="shown")] = None
    last_number: Annotated[Count, Col("已用流水", computed=True, show="shown")] = None
    title: Annotated[Text, Col("标题", show="shown", width=20)] = None
    sign_roles: Annotated[Text, Col("签核角色", show="shown", width=36, help="打印在签字栏，用、分开")] = None
    copies: Annotated[Text, Col("联次", show="shown", width=24, help="用、分开，如 存根、客户、财务")] = None
    paper: Annotated[Text, Col("纸张", show="shown", choices="纸张")] = None
    lines_per_page: Annotated[Count, Col("每页行数", show="shown")] = None
    is_priced: Annotated[Flag, Col("是否带价", show="shown")] = None
    remark: Annotated[Text, Col("备注", show="shown", width=24)] = None
    # fmt: on
