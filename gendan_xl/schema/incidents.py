"""The table 异常."""

from typing import Annotated

from gendan_xl.schema.column import Amount, Code, Col, Count, Date, Days, Flag, Moment, Qty, Text
from gendan_xl.schema.formulas import ORDER_CUSTOMER, line_text
from gendan_xl.schema.table import Meta, Table


class Incidents(Table):
    """A disturbance: problem, person, plan, time."""

    # fmt: off
    meta = Meta("incidents", "异常", aliases=("异常处理", "异常单"), present="core",
        help="异常处理：问题—责任—方案—时间", tab_color="1F4E79", source="19, 21")

    incident_no: Annotated[Code, Col("异常单号", key=True, show="shown")] = None
    found_time: Annotated[Moment, Col("发现时间", required=True, show="shown")] = None
    found_by: Annotated[Text, Col("发现人", show="grouped")] = None
    reported_by: Annotated[Text, Col("上报人")] = None
    order_no: Annotated[Code, Col("订单号", show="shown", refers="orders.order_no", width=16)] = None
    line_no: Annotated[Count, Col("行号", show="shown", width=6)] = None
    milestone_name: Annotated[Text, Col("节点名称", show="shown")] = None
    customer_short_name: Annotated[Text, Col("客户简称", computed=True, show="shown", formula=ORDER_CUSTOMER,
        width=12)] = None
    product_name: Annotated[Text, Col("产品名称", computed=True, show="shown", formula=line_text("产品名称"),
        width=20)] = None
    incident_type: Annotated[Text, Col("异常类型", required=True, show="shown", choices="异常类型")] = None
    grade: Annotated[Text, Col("等级", required=True, show="shown", choices="异常等级")] = None
    suggested_grade: Annotated[Text, Col("建议等级", computed=True, show="grouped")] = None
    affected_qty: Annotated[Qty, Col("影响数量", show="grouped")] = None
    expected_delay_days: Annotated[Days, Col("预计延误天数", show="shown")] = None
    is_line_stopped: Annotated[Flag, Col("是否停线", show="grouped")] = None
    stopped_time: Annotated[Moment, Col("停线开始时间", show="grouped")] = None
    resumed_time: Annotated[Moment, Col("恢复时间", show="grouped")] = None
    problem: Annotated[Text, Col("问题描述", required=True, show="shown", width=30)] = None
    department: Annotated[Text, Col("责任部门", required=True, show="shown", choices="部门", width=9)] = None
    owner: Annotated[Text, Col("责任人", required=True, show="shown", refers="staff.name", width=9)] = None
    responsible_party: Annotated[Text, Col("责任方", show="shown", choices="责任方")] = None
    cause_code: Annotated[Code, Col("原因代码", show="grouped")] = None
    cause_analysis: Annotated[Text, Col("原因分析", show="grouped", width=26)] = None
    solution: Annotated[Text, Col("方案", required=True, show="shown", width=30,
        help="怎么解决，写清做法")] = None
    promised_time: Annotated[Moment, Col("承诺完成时间", required=True, show="shown",
        help="写到几点，如 2026-03-12 18:00")] = None
    interim_action: Annotated[Text, Col("临时措施", show="grouped")] = None
    process_note: Annotated[Text, Col("处理过程", show="grouped")] = None
    outcome: Annotated[Text, Col("处理结果", show="shown")] = None
    finished_time: Annotated[Moment, Col("实际完成时间", show="shown")] = None
    is_late: Annotated[Flag, Col("是否超时", computed=True, show="shown",
        formula='IF([@承诺完成时间]="","",IF(IF([@实际完成时间]="",今日,[@实际完成时间])>[@承诺完成时间],"是","否"))')] = None
    lead_by: Annotated[Text, Col("牵头人", show="grouped")] = None
    escalated_to: Annotated[Text, Col("升级对象", show="grouped")] = None
    escalated_time: Annotated[Moment, Col("升级时间", show="grouped")] = None
    meeting_time: Annotated[Moment, Col("协调会时间", show="grouped")] = None
    meeting_departments: Annotated[Text, Col("参会部门", show="grouped")] = None
    meeting_result: Annotated[Text, Col("会议结论", show="grouped")] = None
    suggested_plan_no: Annotated[Code, Col("推荐预案", computed=True, show="grouped")] = None
    used_plan_no: Annotated[Code, Col("采用预案号", show="grouped")] = None
    is_due_date_affected: Annotated[Flag, Col("是否影响交期", show="shown")] = None
    new_forecast_date: Annotated[Date, Col("新预计交期", show="shown")] = None
    customer_notified_time: Annotated[Moment, Col("通知客户时间", show="shown")] = None
    customer_answer: Annotated[Text, Col("客户答复", show="grouped")] = None
    compensation_mode: Annotated[Text, Col("补偿方式", show="grouped", choices="补偿方式")] = None
    compensation_amount: Annotated[Amount, Col("补偿金额", show="grouped")] = None
    compensation_approver: Annotated[Text, Col("补偿审批人")] = None
    loss_amount: Annotated[Amount, Col("损失金额")] = None
    complaint_no: Annotated[Code, Col("投诉单号", show="grouped")] = None
    preventive_action: Annotated[Text, Col("预防措施", show="grouped", width=26)] = None
    verified_by: Annotated[Text, Col("验证人", show="grouped")] = None
    closed_date: Annotated[Date, Col("关闭日期", show="grouped")] = None
    status: Annotated[Text, Col("状态", required=True, show="shown", choices="异常状态", width=10)] = None
    remark: Annotated[Text, Col("备注", show="shown", width=24)] = None
    # fmt: on
