"""The table 来访回访."""

from typing import Annotated

from gendan_xl.schema.column import Code, Col, Date, Text
from gendan_xl.schema.formulas import master_text
from gendan_xl.schema.table import Meta, Table


class Visits(Table):
    """A visit or follow-up."""

    # fmt: off
    meta = Meta("visits", "来访回访", present="request", help="来访与回访", tab_color="A6A6A6", source="44b")

    record_no: Annotated[Code, Col("记录号", key=True, show="shown")] = None
    visit_date: Annotated[Date, Col("日期", required=True, show="shown")] = None
    kind: Annotated[Text, Col("类型", required=True, show="shown", choices="来访类型")] = None
    customer_no: Annotated[Code, Col("客户编号", required=True, show="shown",
        refers="customers.customer_no")] = None
    customer_short_name: Annotated[Text, Col("客户简称", computed=True, show="shown",
        formula=master_text("客户编号", "客户", "客户编号", "客户简称"), width=12)] = None
    customer_people: Annotated[Text, Col("客户人员", show="shown")] = None
    received_by: Annotated[Text, Col("接待人", show="shown")] = None
    deputy_received_by: Annotated[Text, Col("代接待人", show="shown")] = None
    subject: Annotated[Text, Col("事由", show="shown")] = None
    order_no: Annotated[Code, Col("订单号", show="shown", refers="orders.order_no", width=16)] = None
    content: Annotated[Text, Col("内容", required=True, show="shown")] = None
    customer_opinion: Annotated[Text, Col("客户意见", show="shown")] = None
    follow_up: Annotated[Text, Col("待办事项", show="shown")] = None
    owner: Annotated[Text, Col("责任人", show="shown", refers="staff.name", width=9)] = None
    due_date: Annotated[Date, Col("完成期限", show="shown")] = None
    finished_date: Annotated[Date, Col("完成日期", show="shown")] = None
    next_follow_up_date: Annotated[Date, Col("下次回访日期", show="shown")] = None
    remark: Annotated[Text, Col("备注", show="shown", width=24)] = None
    # fmt: on
