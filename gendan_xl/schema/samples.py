"""The table 样品登记."""

from typing import Annotated

from gendan_xl.schema.column import Amount, Code, Col, Count, Date, Flag, Qty, Text
from gendan_xl.schema.formulas import master_text
from gendan_xl.schema.table import Meta, Table


class Samples(Table):
    """A sample made or sent."""

    # fmt: off
    meta = Meta("samples", "样品登记", aliases=("样品",), present="start", help="样品制作与寄送",
        tab_color="7F7F7F", source="8, 44b")

    sample_no: Annotated[Code, Col("样品单号", key=True, show="shown")] = None
    registered_date: Annotated[Date, Col("登记日期", required=True, show="shown")] = None
    kind: Annotated[Text, Col("类型", required=True, show="shown", choices="样品类型")] = None
    customer_no: Annotated[Code, Col("客户编号", required=True, show="shown",
        refers="customers.customer_no")] = None
    customer_short_name: Annotated[Text, Col("客户简称", computed=True, show="shown",
        formula=master_text("客户编号", "客户", "客户编号", "客户简称"), width=12)] = None
    order_no: Annotated[Code, Col("订单号", show="shown", refers="orders.order_no", width=16)] = None
    line_no: Annotated[Count, Col("行号", show="grouped", width=6)] = None
    product_no: Annotated[Code, Col("产品编号", show="grouped", refers="products.product_no", width=15)] = None
    product_name: Annotated[Text, Col("产品名称", required=True, show="shown", width=20)] = None
    spec: Annotated[Text, Col("规格", show="shown", width=18)] = None
    color: Annotated[Text, Col("颜色", show="shown", width=9)] = None
    sample_qty: Annotated[Qty, Col("数量", required=True, show="shown")] = None
    customer_terms: Annotated[Text, Col("客户要求", show="grouped")] = None
    is_charged: Annotated[Flag, Col("是否收费", show="grouped")] = None
    fee_amount: Annotated[Amount, Col("费用", show="grouped")] = None
    requested_by: Annotated[Text, Col("申请人", show="grouped")] = None
    approver: Annotated[Text, Col("审批人", roles=("销售主管",), show="grouped")] = None
    approved_date: Annotated[Date, Col("审批日期", show="grouped")] = None
    due_date: Annotated[Date, Col("要求完成日期", show="shown")] = None
    finished_date: Annotated[Date, Col("实际完成日期", show="shown", help="完成当天填；没完成留空")] = None
    sent_date: Annotated[Date, Col("寄送日期", show="shown")] = None
    express_company: Annotated[Text, Col("快递公司", show="grouped")] = None
    express_no: Annotated[Code, Col("快递单号", show="shown")] = None
    recipient: Annotated[Text, Col("收件人", show="grouped")] = None
    follow_up_due_date: Annotated[Date, Col("应回访日期", computed=True, show="shown",
        formula='IF([@寄送日期]="","",[@寄送日期]+参数_样品回访天数)')] = None
    follow_up_date: Annotated[Date, Col("回访日期", show="shown")] = None
    followed_up_by: Annotated[Text, Col("回访人", show="grouped")] = None
    customer_opinion: Annotated[Text, Col("客户意见", show="shown")] = None
    approval_outcome: Annotated[Text, Col("批板结论", show="shown", choices="批板结论")] = None
    sample_approver: Annotated[Text, Col("批板人", show="grouped")] = None
    sample_approved_date: Annotated[Date, Col("批板日期", show="shown")] = None
    sealed_sample_no: Annotated[Code, Col("封样编号", show="grouped")] = None
    storage_place: Annotated[Text, Col("存放位置", show="grouped")] = None
    returned_date: Annotated[Date, Col("归还日期", show="grouped")] = None
    bulk_order_no: Annotated[Code, Col("转大货订单号", show="grouped")] = None
    status: Annotated[Text, Col("状态", show="shown", choices="办理状态", width=10)] = None
    remark: Annotated[Text, Col("备注", show="shown", width=24)] = None
    # fmt: on
