"""The table 修改记录."""

from typing import Annotated

from gendan_xl.schema.column import Code, Col, Moment, Text
from gendan_xl.schema.table import Meta, Table


class ChangeLog(Table):
    """One change of the ledger that was made by a change order."""

    # fmt: off
    meta = Meta("change_log", "修改记录", present="start", help="经变更单改动台账的记录", tab_color="7F7F7F",
        source="26")

    record_no: Annotated[Code, Col("记录号", key=True, show="shown")] = None
    changed_time: Annotated[Moment, Col("时间", computed=True, show="shown")] = None
    changed_by: Annotated[Text, Col("修改人", computed=True, show="shown")] = None
    table_name: Annotated[Text, Col("表名", computed=True, show="shown")] = None
    row_key: Annotated[Text, Col("主键", computed=True, show="shown")] = None
    field_name: Annotated[Text, Col("字段", computed=True, show="shown")] = None
    old_value: Annotated[Text, Col("旧值", computed=True, show="shown", width=20)] = None
    new_value: Annotated[Text, Col("新值", computed=True, show="shown", width=20)] = None
    source: Annotated[Text, Col("来源", computed=True, show="shown")] = None
    change_no: Annotated[Code, Col("变更单号", computed=True, show="shown")] = None
    # fmt: on
