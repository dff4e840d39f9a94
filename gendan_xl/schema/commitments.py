"""The table 协作台账."""

from typing import Annotated

from gendan_xl.schema.column import Code, Col, Count, Date, Days, Flag, Moment, Number, Text
from gendan_xl.schema.table import Meta, Table


class Commitments(Table):
    """What a department promised for an order, and whether it kept it."""

    # fmt: off
    meta = Meta("commitments", "协作台账", aliases=("协作",), present="start", help="各部门答应的事与是否兑现",
        tab_color="7F7F7F", source="20a")

    commitment_no: Annotated[Code, Col("承诺编号", key=True, show="shown")] = None
    registered_date: Annotated[Date, Col("登记日期", required=True, show="shown")] = None
    source: Annotated[Text, Col("来源", show="grouped")] = None
    order_no: Annotated[Code, Col("订单号", show="shown", refers="orders.order_no", width=16)] = None
    line_no: Annotated[Count, Col("行号", show="shown", width=6)] = None
    milestone_name: Annotated[Text, Col("节点名称", show="shown")] = None
    incident_no: Annotated[Code, Col("异常单号", show="grouped")] = None
    problem: Annotated[Text, Col("卡点问题", required=True, show="shown", width=30)] = None
    department: Annotated[Text, Col("责任部门", required=True, show="shown", choices="部门", width=9)] = None
    owner: Annotated[Text, Col("责任人", required=True, show="shown", refers="staff.name", width=9)] = None
    promise: Annotated[Text, Col("承诺内容", show="grouped")] = None
    solution: Annotated[Text, Col("解决方案", show="shown", width=30)] = None
    promised_time: Annotated[Moment, Col("承诺完成时间", required=True, show="shown",
        help="写到几点，如 2026-03-12 18:00")] = None
    finished_time: Annotated[Moment, Col("实际完成时间", show="shown")] = None
    is_kept: Annotated[Flag, Col("是否兑现", computed=True, show="shown",
        formula='IF(OR([@承诺完成时间]="",[@实际完成时间]=""),"",IF([@实际完成时间]<=[@承诺完成时间],"是","否"))')] = None
    overdue_days: Annotated[Days, Col("逾期天数", computed=True, show="shown",
        formula='IF([@承诺完成时间]="","",MAX(0,INT(IF([@实际完成时间]="",今日,[@实际完成时间]))-INT([@承诺完成时间])))')] = None
    failure_reason: Annotated[Text, Col("未兑现原因", show="shown")] = None
    raised_by: Annotated[Text, Col("提出人", show="grouped")] = None
    partner_department: Annotated[Text, Col("协作部门", show="grouped", choices="部门")] = None
    score: Annotated[Number, Col("协作积分", show="grouped")] = None
    published_date: Annotated[Date, Col("公示日期", show="grouped")] = None
    verified_by: Annotated[Text, Col("验证人", show="grouped")] = None
    status: Annotated[Text, Col("状态", show="shown", choices="办理状态", width=10)] = None
    remark: Annotated[Text, Col("备注", show="shown", width=24)] = None
    # fmt: on
