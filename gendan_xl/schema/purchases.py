"""The table 采购跟踪."""

from typing import Annotated

from gendan_xl.schema.column import Amount, Code, Col, Count, Date, Days, Flag, Qty, Text
from gendan_xl.schema.table import Meta, Table


class Purchases(Table):
    """A purchased or outsourced item that an order waits for."""

    # fmt: off
    meta = Meta("purchases", "采购跟踪", aliases=("采购", "采购进度"), present="start",
        help="订单等待的采购与外协件", tab_color="7F7F7F", source="20b")

    purchase_no: Annotated[Code, Col("采购单号", key=True, show="shown", aliases=("采购订单号",))] = None
    line_no: Annotated[Count, Col("行号", key=True, show="shown", width=6, help="采购单的行号")] = None
    order_no: Annotated[Code, Col("订单号", show="shown", refers="orders.order_no", width=16)] = None
    order_line_no: Annotated[Count, Col("订单行号", show="shown")] = None
    kind: Annotated[Text, Col("类型", required=True, show="shown", choices="采购类型")] = None
    supplier_no: Annotated[Code, Col("供应商编号", required=True, show="shown", aliases=("供应商编码",))] = None
    supplier_name: Annotated[Text, Col("供应商名称", computed=True, show="shown", aliases=("供应商",))] = None
    material_no: Annotated[Code, Col("物料编号", show="grouped", aliases=("物料编码", "存货编码"))] = None
    material_name: Annotated[Text, Col("物料名称", required=True, show="shown")] = None
    spec: Annotated[Text, Col("规格", show="shown", width=18)] = None
    unit: Annotated[Text, Col("单位", show="shown", choices="单位", width=6)] = None
    purchased_qty: Annotated[Qty, Col("采购数量", required=True, show="shown")] = None
    is_key: Annotated[Flag, Col("是否关键物料", show="shown")] = None
    is_long_lead: Annotated[Flag, Col("是否长周期", show="grouped")] = None
    purchase_days: Annotated[Days, Col("采购周期天数", show="grouped")] = None
    ordered_date: Annotated[Date, Col("下单日期", show="shown")] = None
    needed_date: Annotated[Date, Col("需求日期", show="shown")] = None
    promised_date: Annotated[Date, Col("供应商承诺日期", show="shown")] = None
    expected_date: Annotated[Date, Col("最新预计到货日期", show="shown")] = None
    days_late: Annotated[Days, Col("延误天数", computed=True, show="shown",
        formula='IF([@需求日期]="","",MAX(0,IF([@实际到货日期]="",MAX(今日,N([@最新预计到货日期])),[@实际到货日期])-[@需求日期]))',
        width=9)] = None
    reminder_note: Annotated[Text, Col("催货记录", show="grouped")] = None
    next_reminder_date: Annotated[Date, Col("下次催货日期", show="grouped")] = None
    issued_date: Annotated[Date, Col("发料日期", show="grouped")] = None
    drawing_sent_date: Annotated[Date, Col("图纸交付日期")] = None
    received_date: Annotated[Date, Col("实际到货日期", show="shown")] = None
    received_qty: Annotated[Qty, Col("到货数量", show="shown")] = None
    inspection_result: Annotated[Text, Col("检验结果", show="grouped", choices="检验结果")] = None
    good_qty: Annotated[Qty, Col("合格数量", show="grouped")] = None
    short_qty: Annotated[Qty, Col("欠料数量", computed=True, show="shown",
        formula='IF([@采购数量]="","",MAX(0,[@采购数量]-N([@到货数量])))')] = None
    awaiting_milestone: Annotated[Text, Col("等待节点", show="shown")] = None
    delay_days: Annotated[Days, Col("影响交期天数", computed=True, show="grouped")] = None
    delay_reason: Annotated[Text, Col("延误原因", show="grouped", choices="延误原因", width=16,
        help="超期时必填")] = None
    backup_supplier: Annotated[Text, Col("备用供应商", show="grouped")] = None
    buyer: Annotated[Text, Col("采购员", show="shown")] = None
    bonus_amount: Annotated[Amount, Col("奖惩金额")] = None
    status: Annotated[Text, Col("状态", show="shown", choices="采购状态", width=10)] = None
    remark: Annotated[Text, Col("备注", show="shown", width=24)] = None
    # fmt: on
