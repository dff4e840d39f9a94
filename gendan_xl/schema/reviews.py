"""The table 评审."""

from typing import Annotated

from gendan_xl.schema.column import Code, Col, Count, Date, Days, Moment, Text
from gendan_xl.schema.formulas import ORDER_CUSTOMER, order_value
from gendan_xl.schema.table import Meta, Table


class Reviews(Table):
    """One review item of an order."""

    # fmt: off
    meta = Meta("reviews", "评审", present="start", help="订单评审的各项结论", tab_color="7F7F7F", source="5")

    order_no: Annotated[Code, Col("订单号", key=True, show="shown", refers="orders.order_no", width=16)] = None
    review_item: Annotated[Text, Col("评审项", key=True, show="shown", choices="评审项")] = None
    round_no: Annotated[Count, Col("轮次", key=True, show="shown")] = None
    customer_short_name: Annotated[Text, Col("客户简称", computed=True, show="shown", formula=ORDER_CUSTOMER,
        width=12)] = None
    requested_date: Annotated[Date, Col("客户要求交期", computed=True, show="shown",
        formula=order_value("客户要求交期"))] = None
    department: Annotated[Text, Col("评审部门", required=True, show="shown", choices="部门")] = None
    reviewer: Annotated[Text, Col("评审人", show="shown")] = None
    sent_time: Annotated[Moment, Col("送审时间", show="shown")] = None
    due_time: Annotated[Moment, Col("应完成时间", computed=True, show="shown")] = None
    finished_time: Annotated[Moment, Col("完成时间", show="shown")] = None
    result: Annotated[Text, Col("结论", show="shown", choices="评审结论")] = None
    promisable_date: Annotated[Date, Col("可承诺日期", show="shown")] = None
    stock_note: Annotated[Text, Col("库存情况", show="grouped")] = None
    purchase_days: Annotated[Days, Col("采购周期天数", show="grouped")] = None
    problem: Annotated[Text, Col("存在问题", show="shown")] = None
    alternative: Annotated[Text, Col("替代方案", show="shown", choices="替代方案")] = None
    alternative_for: Annotated[Text, Col("方案对象", show="grouped", choices="方案对象")] = None
    fed_back_time: Annotated[Moment, Col("反馈业务时间", show="grouped")] = None
    customer_answer: Annotated[Text, Col("客户答复", show="shown")] = None
    final_action: Annotated[Text, Col("最终处理", show="grouped")] = None
    remark: Annotated[Text, Col("备注", show="shown", width=24)] = None
    # fmt: on
