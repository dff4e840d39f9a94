"""The table 投诉."""

from typing import Annotated

from gendan_xl.schema.column import Amount, Code, Col, Count, Date, Flag, Moment, Number, Qty, Text
from gendan_xl.schema.formulas import master_text
from gendan_xl.schema.table import Meta, Table


class Complaints(Table):
    """A customer complaint, from the call to the confirmed solution."""

    # fmt: off
    meta = Meta("complaints", "投诉", aliases=("客诉", "客户投诉"), present="core",
        help="客户投诉受理、分析、处理、结案", tab_color="1F4E79", source="22")

    complaint_no: Annotated[Code, Col("投诉单号", group="受理", key=True, show="shown")] = None
    complaint_time: Annotated[Moment, Col("投诉时间", required=True, show="shown")] = None
    received_by: Annotated[Text, Col("受理人", required=True, show="shown", refers="staff.name")] = None
    intake_channel: Annotated[Text, Col("受理方式", show="grouped", choices="接单方式")] = None
    customer_no: Annotated[Code, Col("客户编号", required=True, show="shown",
        refers="customers.customer_no")] = None
    customer_short_name: Annotated[Text, Col("客户简称", computed=True, show="shown",
        formula=master_text("客户编号", "客户", "客户编号", "客户简称"), width=12)] = None
    complainant: Annotated[Text, Col("投诉人", show="grouped")] = None
    complainant_phone: Annotated[Code, Col("投诉人电话", show="grouped")] = None
    order_no: Annotated[Code, Col("订单号", show="shown", refers="orders.order_no", width=16)] = None
    line_no: Annotated[Count, Col("行号", show="shown", width=6, help="订单的行号")] = None
    note_no: Annotated[Code, Col("送货单号", show="grouped", help="由程序编号，不要手填")] = None
    product_no: Annotated[Code, Col("产品编号", show="grouped", refers="products.product_no", width=15)] = None
    product_name: Annotated[Text, Col("产品名称", computed=True, show="shown",
        formula=master_text("产品编号", "产品", "产品编号", "产品名称"), width=20)] = None
    spec: Annotated[Text, Col("规格", computed=True, show="grouped",
        formula=master_text("产品编号", "产品", "产品编号", "规格"), width=18)] = None
    lot_no: Annotated[Code, Col("生产批号", show="grouped")] = None
    shipped_date: Annotated[Date, Col("发货日期", computed=True, show="grouped")] = None
    complaint_qty: Annotated[Qty, Col("投诉数量", show="shown")] = None
    complaint_type: Annotated[Text, Col("投诉类型", required=True, show="shown", choices="投诉类型")] = None
    content: Annotated[Text, Col("投诉内容", required=True, show="shown", width=30)] = None
    customer_demand: Annotated[Text, Col("客户诉求", show="grouped")] = None
    severity: Annotated[Text, Col("严重程度", required=True, show="shown", choices="严重程度",
        help="重大 2 小时内由主管答复，普通 24 小时内出方案")] = None
    response_due_time: Annotated[Moment, Col("应响应时间", computed=True, show="shown")] = None
    responded_time: Annotated[Moment, Col("响应时间", show="shown")] = None
    responded_by: Annotated[Text, Col("响应人", show="grouped")] = None
    solution_due_time: Annotated[Moment, Col("应出方案时间", computed=True, show="shown")] = None
    solution_time: Annotated[Moment, Col("方案时间", show="shown")] = None
    first_contact_time: Annotated[Moment, Col("首次联系时间", show="grouped")] = None
    is_late: Annotated[Flag, Col("是否超时", computed=True, show="grouped")] = None
    photo: Annotated[Text, Col("照片")] = None
    has_sample: Annotated[Flag, Col("问题样品")] = None
    is_founded: Annotated[Flag, Col("是否成立", group="核实", show="shown")] = None
    unfounded_reason: Annotated[Text, Col("不成立理由", show="grouped")] = None
    short_weight: Annotated[Number, Col("少件产品重量", show="grouped")] = None
    theoretical_weight: Annotated[Number, Col("理论重量", computed=True)] = None
    sealed_qty: Annotated[Qty, Col("封存数量", show="grouped")] = None
    sealed_place: Annotated[Text, Col("封存地点")] = None
    sealed_date: Annotated[Date, Col("封存日期")] = None
    test_report_no: Annotated[Code, Col("检测报告号", show="grouped")] = None
    third_party: Annotated[Text, Col("第三方机构")] = None
    third_party_report_no: Annotated[Code, Col("第三方报告号")] = None
    signed_by: Annotated[Text, Col("领导签批人", roles=("销售主管",), group="处理", show="grouped")] = None
    signed_date: Annotated[Date, Col("签批日期", show="grouped")] = None
    analysed_by: Annotated[Text, Col("品质分析人", show="grouped")] = None
    cause_analysis: Annotated[Text, Col("原因分析", show="shown", width=26)] = None
    analysed_date: Annotated[Date, Col("分析完成日期", show="grouped")] = None
    responsible_party: Annotated[Text, Col("责任方", show="shown", choices="责任方")] = None
    department: Annotated[Text, Col("责任部门", show="grouped", choices="部门", width=9)] = None
    interim_action: Annotated[Text, Col("临时措施", show="grouped")] = None
    corrective_action: Annotated[Text, Col("纠正措施", show="grouped")] = None
    preventive_action: Annotated[Text, Col("预防措施", show="grouped", width=26)] = None
    solution: Annotated[Text, Col("处理方案", show="shown", width=26)] = None
    compensation_mode: Annotated[Text, Col("补偿方式", show="grouped", choices="补偿方式")] = None
    compensation_amount: Annotated[Amount, Col("补偿金额", show="shown")] = None
    compensation_approver: Annotated[Text, Col("补偿审批人", roles=("销售主管", "财务"), show="grouped")] = None
    rework_no: Annotated[Code, Col("返工单号", show="grouped")] = None
    replacement_order_no: Annotated[Code, Col("补货订单号", show="grouped")] = None
    reshipped_qty: Annotated[Qty, Col("补发数量", show="grouped")] = None
    reshipped_date: Annotated[Date, Col("补发日期", show="grouped")] = None
    reshipped_waybill_no: Annotated[Code, Col("补发货运单号", show="grouped")] = None
    request_no: Annotated[Code, Col("退货申请号", show="grouped")] = None
    replied_date: Annotated[Date, Col("回复客户日期", group="答复结案", show="shown")] = None
    replied_by: Annotated[Text, Col("回复人", show="grouped")] = None
    reply_letter_no: Annotated[Code, Col("回复函号", show="grouped")] = None
    customer_confirmed_date: Annotated[Date, Col("客户确认日期", show="shown")] = None
    satisfaction: Annotated[Text, Col("满意度", show="shown", choices="满意度")] = None
    follow_up_date: Annotated[Date, Col("回访日期", show="grouped")] = None
    followed_up_by: Annotated[Text, Col("回访人")] = None
    reopen_count: Annotated[Count, Col("重开次数", show="grouped")] = None
    reopen_reason: Annotated[Text, Col("重开原因", show="grouped")] = None
    loss_amount: Annotated[Amount, Col("损失金额", show="grouped")] = None
    recourse_amount: Annotated[Amount, Col("向责任方追偿金额")] = None
    status: Annotated[Text, Col("状态", required=True, show="shown", choices="投诉状态", width=10)] = None
    remark: Annotated[Text, Col("备注", show="shown", width=24)] = None
    # fmt: on
