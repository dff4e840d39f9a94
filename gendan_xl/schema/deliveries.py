"""The table 发货."""

from typing import Annotated

from gendan_xl.schema.column import Amount, Code, Col, Count, Date, Flag, Moment, Number, Price, Qty, Text
from gendan_xl.schema.formulas import line_number, line_text, master_text, month_stated, order_text
from gendan_xl.schema.table import Meta, Table

EXTRA_TYPES = frozenset({"补货", "换货", "样品", "备品"})
"""发货类型 that do not count against the ordered quantity and are not paid for."""


class Deliveries(Table):
    """A batch of one order line, planned and shipped."""

    # fmt: off
    meta = Meta("deliveries", "发货", aliases=("发货计划", "发货明细", "出货", "送货"), present="core",
        help="发货计划与实际发货在同一张表：先填计划，打单、发货、签收后补填", tab_color="1F4E79",
        source="27–34")

    order_no: Annotated[Code, Col("订单号", group="计划", key=True, show="shown", refers="orders.order_no",
        width=16)] = None
    line_no: Annotated[Count, Col("行号", key=True, show="shown", width=6)] = None
    batch_no: Annotated[Count, Col("批次", key=True, show="shown", aliases=("批次号", "发货批次"), width=6,
        help="同一订单行从 1 起")] = None
    delivery_type: Annotated[Text, Col("发货类型", required=True, show="shown", choices="发货类型")] = None
    related_no: Annotated[Code, Col("关联单号", show="grouped")] = None
    customer_no: Annotated[Code, Col("客户编号", computed=True, show="grouped",
        formula=order_text("客户编号"))] = None
    customer_short_name: Annotated[Text, Col("客户简称", computed=True, show="shown",
        formula=master_text("客户编号", "客户", "客户编号", "客户简称"), width=12)] = None
    customer_order_no: Annotated[Code, Col("客户订单号", computed=True, show="grouped",
        formula=order_text("客户订单号"))] = None
    product_no: Annotated[Code, Col("产品编号", computed=True, show="grouped", formula=line_text("产品编号"),
        width=15)] = None
    product_name: Annotated[Text, Col("产品名称", computed=True, show="shown", formula=line_text("产品名称"),
        width=20)] = None
    spec: Annotated[Text, Col("规格", computed=True, show="shown", formula=line_text("规格"), width=18)] = None
    unit: Annotated[Text, Col("单位", computed=True, show="shown", formula=line_text("单位"), width=6)] = None
    ordered_qty: Annotated[Qty, Col("订购数量", computed=True, show="shown",
        formula=line_number("订购数量"))] = None
    open_qty: Annotated[Qty, Col("未交数量", computed=True, show="shown",
        formula=line_number("未交数量"))] = None
    planned_date: Annotated[Date, Col("计划发货日期", required=True, show="shown",
        aliases=("计划出货日期",))] = None
    time_slot: Annotated[Text, Col("时段", show="shown", choices="时段", width=7)] = None
    planned_qty: Annotated[Qty, Col("计划数量", required=True, show="shown", help="各批计划数量之和 = 订购数量",
        source="29")] = None
    is_firm: Annotated[Flag, Col("是否确定", show="grouped")] = None
    required_arrival_date: Annotated[Date, Col("要求到货日期")] = None
    priority_score: Annotated[Number, Col("优先级得分", computed=True, source="30")] = None
    ready_notified_date: Annotated[Date, Col("完工通知客户日期", show="grouped")] = None
    pick_list_no: Annotated[Code, Col("备货单号", group="备货", computed=True, show="grouped")] = None
    pick_price_approver: Annotated[Text, Col("备货审价人", roles=("销管员",), show="grouped", source="12")] = None
    pick_price_approved_date: Annotated[Date, Col("备货审价日期", show="grouped")] = None
    picked_qty: Annotated[Qty, Col("实备数量", show="grouped")] = None
    carton_qty: Annotated[Qty, Col("箱数", show="grouped")] = None
    per_carton_qty: Annotated[Qty, Col("每箱数量")] = None
    carton_no: Annotated[Code, Col("箱号")] = None
    net_weight: Annotated[Number, Col("净重")] = None
    gross_weight: Annotated[Number, Col("毛重")] = None
    volume: Annotated[Number, Col("体积")] = None
    lot_no: Annotated[Code, Col("生产批号")] = None
    picker: Annotated[Text, Col("备货人", show="grouped")] = None
    picked_date: Annotated[Date, Col("备货日期", show="grouped")] = None
    gap_reason: Annotated[Text, Col("差异原因", show="grouped")] = None
    unit_price: Annotated[Price, Col("单价", group="打单", computed=True, show="shown",
        formula=line_number("单价"))] = None
    amount: Annotated[Amount, Col("金额", computed=True, show="shown",
        formula='IF(OR([@发货数量]="",[@单价]=""),"",ROUND([@发货数量]*[@单价],2))')] = None
    shipped_qty: Annotated[Qty, Col("发货数量", required=True, show="shown",
        aliases=("出货数量", "出库数量", "实发数量", "送货数量"), help="打单时填；只计划的批次留空")] = None
    spare_qty: Annotated[Qty, Col("备品数量", show="grouped")] = None
    billed_by: Annotated[Text, Col("打单人", show="grouped")] = None
    posted_date: Annotated[Date, Col("入账日期")] = None
    sales_note_no: Annotated[Code, Col("销货单号")] = None
    note_no: Annotated[Code, Col("送货单号", computed=True, show="shown",
        aliases=("发货单号", "出库单号", "出货单号"))] = None
    note_line_no: Annotated[Count, Col("送货单行号", computed=True, show="grouped")] = None
    print_count: Annotated[Count, Col("打印次数", computed=True, show="grouped")] = None
    price_approver: Annotated[Text, Col("发货审价人", roles=("销管员",), show="shown", help="发货单价格由谁审核，未审不能放行",
        source="12")] = None
    price_approved_time: Annotated[Moment, Col("发货审价时间", show="grouped")] = None
    releaser: Annotated[Text, Col("放行人", roles=("销售主管", "财务"), show="grouped", source="28")] = None
    release_reason: Annotated[Text, Col("放行原因", show="grouped", help="未收款或停供客户要发货时必填")] = None
    released_date: Annotated[Date, Col("放行日期", show="grouped")] = None
    shipped_date: Annotated[Date, Col("发货日期", group="发运", show="shown", aliases=("出货日期", "出库日期",
        "送货日期", "实际发货日期"))] = None
    storekeeper: Annotated[Text, Col("发货仓管员", show="grouped")] = None
    transport_mode: Annotated[Text, Col("运输方式", show="shown", choices="运输方式")] = None
    carrier: Annotated[Text, Col("承运商", show="shown", aliases=("物流公司", "快递公司", "货运公司"))] = None
    vehicle_no: Annotated[Code, Col("车牌号", show="grouped")] = None
    driver: Annotated[Text, Col("司机", show="grouped")] = None
    driver_phone: Annotated[Code, Col("司机电话", show="grouped")] = None
    departure_time: Annotated[Moment, Col("出车时间")] = None
    pickup_time: Annotated[Moment, Col("提货时间")] = None
    freight_payer: Annotated[Text, Col("运费承担", show="grouped", choices="运费承担")] = None
    freight_amount: Annotated[Amount, Col("运费", show="grouped")] = None
    waybill_no: Annotated[Code, Col("货运单号", show="shown",
        aliases=("物流单号", "运单号", "快递单号"))] = None
    delivery_address: Annotated[Text, Col("收货地址", show="grouped", width=30)] = None
    consignee: Annotated[Text, Col("收货人", show="grouped")] = None
    consignee_phone: Annotated[Code, Col("收货电话", show="grouped")] = None
    expected_arrival_date: Annotated[Date, Col("预计到货日期", show="grouped")] = None
    is_papers_complete: Annotated[Flag, Col("随货资料齐否", computed=True, source="32")] = None
    arrived_date: Annotated[Date, Col("到货日期", group="签收", show="grouped")] = None
    transport_incident: Annotated[Text, Col("运输异常")] = None
    signed_by: Annotated[Text, Col("签收人", show="grouped")] = None
    signed_date: Annotated[Date, Col("签收日期", show="shown")] = None
    signed_qty: Annotated[Qty, Col("签收数量", show="shown", aliases=("实收数量", "客户实收数量"))] = None
    signed_gap_qty: Annotated[Qty, Col("签收差异", computed=True, show="grouped",
        formula='IF([@签收数量]="","",[@签收数量]-[@发货数量])')] = None
    receipt_returned_date: Annotated[Date, Col("回单收回日期", show="grouped")] = None
    papers_sent_date: Annotated[Date, Col("单据回传客户日期")] = None
    installer: Annotated[Text, Col("安装人", group="验收")] = None
    installed_date: Annotated[Date, Col("安装完成日期")] = None
    acceptance_mode: Annotated[Text, Col("验收方式", choices="验收方式")] = None
    accepted_date: Annotated[Date, Col("验收日期", show="grouped")] = None
    acceptance_result: Annotated[Text, Col("验收结果", show="grouped", choices="验收结果", source="34")] = None
    acceptance_no: Annotated[Code, Col("验收单号", computed=True)] = None
    returned_qty: Annotated[Qty, Col("已退数量", group="结算", computed=True, show="grouped",
        formula='IF([@送货单号]="","",SUMIFS(退货[实收数量],退货[送货单号],[@送货单号],退货[订单号],[@订单号],退货[行号],[@行号],退货[状态],"<>拒收"))')] = None
    statement_month: Annotated[Code, Col("对账月份", computed=True, show="grouped",
        formula=month_stated("发货日期"), number_format="@")] = None
    statement_no: Annotated[Code, Col("对账单号", computed=True)] = None
    invoice_no: Annotated[Code, Col("发票号", computed=True)] = None
    status: Annotated[Text, Col("状态", required=True, show="shown", choices="发货状态", width=10)] = None
    void_reason: Annotated[Text, Col("作废原因", show="grouped")] = None
    remark: Annotated[Text, Col("备注", show="shown", width=24)] = None
    # fmt: on
