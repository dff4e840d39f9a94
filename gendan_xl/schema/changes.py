"""The table 变更."""

from typing import Annotated

from gendan_xl.schema.column import Amount, Code, Col, Count, Date, Days, Flag, Moment, Qty, Text
from gendan_xl.schema.formulas import ORDER_CUSTOMER, line_text, order_value
from gendan_xl.schema.table import Meta, Table


class Changes(Table):
    """One changed field of a customer change request."""

    # fmt: off
    meta = Meta("changes", "变更", aliases=("订单变更", "变更单"), present="core",
        help="客户变更：一行一个被改的字段", tab_color="1F4E79", source="23–26")

    change_no: Annotated[Code, Col("变更单号", group="申请", key=True, show="shown")] = None
    change_line_no: Annotated[Count, Col("变更行号", key=True, show="shown")] = None
    order_no: Annotated[Code, Col("订单号", required=True, show="shown", refers="orders.order_no",
        width=16)] = None
    line_no: Annotated[Count, Col("行号", show="shown", width=6)] = None
    customer_short_name: Annotated[Text, Col("客户简称", computed=True, show="shown", formula=ORDER_CUSTOMER,
        width=12)] = None
    product_name: Annotated[Text, Col("产品名称", computed=True, show="shown", formula=line_text("产品名称"),
        width=20)] = None
    ordered_time: Annotated[Moment, Col("下单时间", computed=True, show="grouped",
        formula=order_value("下单日期"))] = None
    requested_time: Annotated[Moment, Col("提出时间", required=True, show="shown")] = None
    requesting_party: Annotated[Text, Col("提出方", required=True, show="shown", choices="提出方")] = None
    requested_by: Annotated[Text, Col("提出人", show="grouped")] = None
    handled_by: Annotated[Text, Col("受理人", show="grouped", refers="staff.name")] = None
    written_basis: Annotated[Text, Col("书面依据", show="grouped")] = None
    change_type: Annotated[Text, Col("变更类型", required=True, show="shown", choices="变更类型")] = None
    changed_field: Annotated[Text, Col("变更字段", required=True, show="shown",
        help="写台账的列名，如 订购数量")] = None
    old_value: Annotated[Text, Col("变更前", computed=True, show="shown", width=16)] = None
    new_value: Annotated[Text, Col("变更后", required=True, show="shown", width=16)] = None
    change_reason: Annotated[Text, Col("变更原因", show="shown")] = None
    days_since_order: Annotated[Days, Col("距下单天数", computed=True, show="grouped",
        formula='IF(OR([@提出时间]="",[@下单时间]=""),"",INT([@提出时间])-INT([@下单时间]))')] = None
    is_free_period: Annotated[Flag, Col("是否免费期内", computed=True, show="shown")] = None
    status_at_request: Annotated[Text, Col("提出时订单状态", computed=True, show="grouped")] = None
    pmc_answer: Annotated[Text, Col("PMC答复", group="PMC", show="shown", choices="PMC答复")] = None
    pmc_answered_by: Annotated[Text, Col("PMC答复人", roles=("PMC",), show="grouped")] = None
    pmc_answered_time: Annotated[Moment, Col("PMC答复时间", show="shown")] = None
    issued_qty: Annotated[Qty, Col("已投料数量", show="grouped")] = None
    finished_qty: Annotated[Qty, Col("已完工数量", show="grouped")] = None
    pmc_note: Annotated[Text, Col("PMC说明", show="grouped")] = None
    assessment_no: Annotated[Code, Col("评估报告号", group="评估", computed=True, show="grouped")] = None
    delay_days: Annotated[Days, Col("交期影响天数", show="shown")] = None
    new_confirmed_date: Annotated[Date, Col("新确认交期", show="shown")] = None
    cost_effect_amount: Annotated[Amount, Col("成本影响", show="grouped")] = None
    fee_amount: Annotated[Amount, Col("变更费用", show="shown")] = None
    fee_payer: Annotated[Text, Col("费用承担方", show="grouped", choices="责任归属")] = None
    material_effect: Annotated[Text, Col("物料影响", show="grouped")] = None
    assessed_by: Annotated[Text, Col("评估人", show="grouped")] = None
    assessed_date: Annotated[Date, Col("评估日期", show="grouped")] = None
    customer_accepted_date: Annotated[Date, Col("客户接受日期", show="grouped")] = None
    loss_amount: Annotated[Amount, Col("损失金额", group="取消", show="grouped")] = None
    alternatives: Annotated[Text, Col("备选方案", show="grouped")] = None
    recommendation: Annotated[Text, Col("决策建议", show="grouped")] = None
    penalty_amount: Annotated[Amount, Col("违约金", show="grouped")] = None
    decided_by: Annotated[Text, Col("决策人", show="grouped")] = None
    decided_date: Annotated[Date, Col("决策日期", show="grouped")] = None
    order_change_no: Annotated[Code, Col("合同修改单号", group="审批执行", computed=True, show="shown")] = None
    approver: Annotated[Text, Col("审批人", roles=("客服计划员", "销售主管"), show="shown")] = None
    approved_date: Annotated[Date, Col("审批日期", show="shown")] = None
    approval_result: Annotated[Text, Col("审批结论", show="grouped", choices="审批结论")] = None
    passed_to_pmc_time: Annotated[Moment, Col("转PMC时间", show="grouped")] = None
    departments_to_notify: Annotated[Text, Col("通知部门", show="grouped")] = None
    departments_pending: Annotated[Text, Col("未确认部门", computed=True, show="grouped")] = None
    notified_date: Annotated[Date, Col("通知完成日期", show="grouped")] = None
    answer_channel: Annotated[Text, Col("答复客户方式", show="grouped")] = None
    answered_date: Annotated[Date, Col("答复客户日期", show="grouped")] = None
    countersigned_date: Annotated[Date, Col("客户回签日期", show="shown")] = None
    new_order_no: Annotated[Code, Col("新订单号", show="grouped")] = None
    ledger_updated_time: Annotated[Moment, Col("台账更新时间", computed=True, show="grouped")] = None
    updated_by: Annotated[Text, Col("更新人", show="grouped")] = None
    version_no: Annotated[Count, Col("版本号", computed=True, show="grouped")] = None
    status: Annotated[Text, Col("状态", required=True, show="shown", choices="变更状态", width=10)] = None
    remark: Annotated[Text, Col("备注", show="shown", width=24)] = None
    # fmt: on
