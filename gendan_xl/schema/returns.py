"""The table 退货."""

from typing import Annotated

from gendan_xl.schema.column import Amount, Code, Col, Count, Date, Flag, Price, Qty, Text
from gendan_xl.schema.formulas import line_number, line_text, master_text, month_stated
from gendan_xl.schema.table import Meta, Table


class Returns(Table):
    """A line of a return request, from the application to its disposition."""

    # fmt: off
    meta = Meta("returns", "退货", aliases=("退货申请", "退货明细"), present="core",
        help="客户退货申请、收货、签核到处理", tab_color="1F4E79", source="36–37")

    request_no: Annotated[Code, Col("退货申请号", group="申请", key=True, show="shown",
        aliases=("退货单编号", "退货编号"))] = None
    request_line_no: Annotated[Count, Col("退货行号", key=True, show="shown")] = None
    request_date: Annotated[Date, Col("申请日期", required=True, show="shown")] = None
    customer_no: Annotated[Code, Col("客户编号", required=True, show="shown",
        refers="customers.customer_no")] = None
    customer_short_name: Annotated[Text, Col("客户简称", computed=True, show="shown",
        formula=master_text("客户编号", "客户", "客户编号", "客户简称"), width=12)] = None
    customer_contact: Annotated[Text, Col("客户联系人")] = None
    order_no: Annotated[Code, Col("订单号", required=True, show="shown", refers="orders.order_no",
        width=16)] = None
    line_no: Annotated[Count, Col("行号", required=True, show="shown", width=6, help="订单的行号")] = None
    note_no: Annotated[Code, Col("送货单号", required=True, show="grouped", help="由程序编号，不要手填")] = None
    product_no: Annotated[Code, Col("产品编号", computed=True, show="grouped", formula=line_text("产品编号"),
        width=15)] = None
    product_name: Annotated[Text, Col("产品名称", computed=True, show="shown", formula=line_text("产品名称"),
        width=20)] = None
    spec: Annotated[Text, Col("规格", computed=True, show="shown", formula=line_text("规格"), width=18)] = None
    unit: Annotated[Text, Col("单位", computed=True, show="shown", formula=line_text("单位"), width=6)] = None
    delivered_qty: Annotated[Qty, Col("已发数量", computed=True, show="shown",
        formula=line_number("已发数量"))] = None
    returned_qty: Annotated[Qty, Col("已退数量", computed=True, show="grouped",
        formula=line_number("已退数量"))] = None
    requested_qty: Annotated[Qty, Col("申请数量", required=True, show="shown", aliases=("退货数量",))] = None
    carton_qty: Annotated[Qty, Col("箱数", show="grouped")] = None
    return_type: Annotated[Text, Col("退货类型", required=True, show="shown", choices="退货类型")] = None
    return_reason: Annotated[Text, Col("退货原因", required=True, show="shown", aliases=("原因",))] = None
    fault_party: Annotated[Text, Col("责任归属", required=True, show="shown", choices="责任归属")] = None
    complaint_no: Annotated[Code, Col("投诉单号", show="grouped")] = None
    customer_demand: Annotated[Text, Col("客户诉求", show="grouped")] = None
    is_customer_sealed: Annotated[Flag, Col("客户签章")] = None
    handler: Annotated[Text, Col("经办人", show="grouped")] = None
    proxy_note: Annotated[Text, Col("代办说明")] = None
    approver: Annotated[Text, Col("审批人", roles=("销售主管",), group="审批", show="shown")] = None
    approved_date: Annotated[Date, Col("审批日期", show="shown")] = None
    approval_result: Annotated[Text, Col("审批结论", show="shown", choices="审批结论")] = None
    special_approval_note: Annotated[Text, Col("特批说明", show="grouped")] = None
    disposition: Annotated[Text, Col("处理办法", show="shown", choices="处理办法",
        aliases=("处理方式", "处理方法"), help="由领导写明；补单重做、换货会重新计入未交数量",
        source="37")] = None
    remelt_approver: Annotated[Text, Col("回炉审批人", roles=("总经理",), show="grouped")] = None
    remelt_approved_date: Annotated[Date, Col("回炉审批日期", show="grouped")] = None
    request_returned_date: Annotated[Date, Col("申请回传客户日期")] = None
    announced_date: Annotated[Date, Col("客户预告日期", group="收货")] = None
    is_list_received: Annotated[Flag, Col("退货明细已收")] = None
    return_carrier: Annotated[Text, Col("退货承运商", show="grouped")] = None
    return_waybill_no: Annotated[Code, Col("退货货运单号", show="grouped")] = None
    freight_payer: Annotated[Text, Col("运费承担", show="grouped", choices="运费承担")] = None
    expected_arrival_date: Annotated[Date, Col("预计到货日期", show="grouped")] = None
    arrived_date: Annotated[Date, Col("实际到货日期", show="shown")] = None
    received_qty: Annotated[Qty, Col("实收数量", show="shown", help="仓库点收的数量")] = None
    model_check: Annotated[Text, Col("型号核对", show="grouped", choices="型号核对")] = None
    gap_qty: Annotated[Qty, Col("数量差异", computed=True, show="grouped",
        formula='IF([@实收数量]="","",[@实收数量]-[@申请数量])')] = None
    gap_action: Annotated[Text, Col("差异处理", show="grouped")] = None
    storage_place: Annotated[Text, Col("存放库位")] = None
    refuse_reason: Annotated[Text, Col("拒收原因", show="grouped")] = None
    storekeeper_sign: Annotated[Text, Col("仓管员签核", roles=("仓管员",), group="签核", show="grouped")] = None
    warehouse_head_sign: Annotated[Text, Col("仓库主管签核", roles=("仓库主管",), show="grouped")] = None
    sales_admin_sign: Annotated[Text, Col("销管员签核", roles=("销管员",), show="grouped")] = None
    sales_manager_sign: Annotated[Text, Col("销售领导签核", roles=("销售主管",), show="grouped")] = None
    finance_sign: Annotated[Text, Col("财务签核", roles=("财务",), show="grouped")] = None
    all_signed_date: Annotated[Date, Col("签核完成日期", show="grouped")] = None
    return_note_no: Annotated[Code, Col("退货单号", group="入账", computed=True, show="shown")] = None
    return_note_date: Annotated[Date, Col("退货单日期", show="grouped")] = None
    billed_by: Annotated[Text, Col("打单人", show="grouped")] = None
    note_storekeeper_sign: Annotated[Text, Col("退货单仓管签名", roles=("仓管员", "仓库主管"), show="grouped")] = None
    note_sales_admin_sign: Annotated[Text, Col("退货单销管签名", roles=("销管员",), show="grouped")] = None
    note_returned_date: Annotated[Date, Col("退货单回传日期", show="grouped")] = None
    unit_price: Annotated[Price, Col("单价", computed=True, show="grouped", formula=line_number("单价"))] = None
    return_amount: Annotated[Amount, Col("退货金额", computed=True, show="shown",
        formula='IF(OR([@实收数量]="",[@单价]=""),"",ROUND([@实收数量]*[@单价],2))')] = None
    offset_mode: Annotated[Text, Col("冲账方式", show="grouped", choices="冲账方式")] = None
    statement_month: Annotated[Code, Col("对账月份", computed=True, show="grouped",
        formula=month_stated("退货单日期"), number_format="@")] = None
    red_invoice_no: Annotated[Code, Col("红字发票号")] = None
    inspection_result: Annotated[Text, Col("检验结论", group="处理", show="grouped", choices="检验结果")] = None
    good_qty: Annotated[Qty, Col("良品数量")] = None
    repair_qty: Annotated[Qty, Col("返修数量")] = None
    scrapped_qty: Annotated[Qty, Col("报废数量")] = None
    replacement_order_no: Annotated[Code, Col("补货订单号", show="grouped")] = None
    replacement_line_no: Annotated[Count, Col("补货行号", show="grouped")] = None
    allowance_amount: Annotated[Amount, Col("折让金额", show="grouped")] = None
    finished_date: Annotated[Date, Col("处理完成日期", show="grouped")] = None
    status: Annotated[Text, Col("状态", required=True, show="shown", choices="退货状态", width=10)] = None
    remark: Annotated[Text, Col("备注", show="shown", width=24)] = None
    # fmt: on
