"""The table 例外."""

from typing import Annotated

from gendan_xl.schema.column import Code, Col, Date, Flag, Text
from gendan_xl.schema.table import Meta, Table


class Accepted(Table):
    """A finding that was looked at and accepted until a day."""

    # fmt: off
    meta = Meta("accepted", "例外", present="request", help="已确认可接受的问题，到期再提醒",
        tab_color="A6A6A6", source="45")

    rule_code: Annotated[Code, Col("规则代码", key=True, show="shown")] = None
    table_name: Annotated[Text, Col("表名", key=True, show="shown")] = None
    row_key: Annotated[Text, Col("主键", key=True, show="shown")] = None
    field_name: Annotated[Text, Col("字段", show="shown")] = None
    reason: Annotated[Text, Col("接受理由", required=True, show="shown")] = None
    accepted_by: Annotated[Text, Col("接受人", required=True, show="shown")] = None
    accepted_date: Annotated[Date, Col("接受日期", required=True, show="shown")] = None
    end_date: Annotated[Date, Col("失效日期", required=True, show="shown")] = None
    is_expired: Annotated[Flag, Col("是否过期", computed=True, show="shown",
        formula='IF([@失效日期]="","",IF([@失效日期]<今日,"是","否"))')] = None
    # fmt: on
