"""The table 风险预案."""

from typing import Annotated

from gendan_xl.schema.column import Amount, Code, Col, Count, Date, Days, Text
from gendan_xl.schema.table import Meta, Table


class RiskPlans(Table):
    """A typical risk with its prepared answer."""

    # fmt: off
    meta = Meta("risk_plans", "风险预案", present="start", help="常见风险与预案", tab_color="7F7F7F",
        source="20c")

    plan_no: Annotated[Code, Col("预案号", key=True, show="shown")] = None
    risk_type: Annotated[Text, Col("风险类型", required=True, show="shown", choices="异常类型")] = None
    scenario: Annotated[Text, Col("场景", required=True, show="shown", width=22)] = None
    for_customer: Annotated[Text, Col("适用客户", show="grouped")] = None
    for_product_category: Annotated[Text, Col("适用产品类别", show="grouped")] = None
    for_transport_mode: Annotated[Text, Col("适用运输方式", show="grouped", choices="运输方式")] = None
    probability: Annotated[Text, Col("发生概率", show="grouped", choices="高中低")] = None
    impact: Annotated[Text, Col("影响程度", show="grouped", choices="高中低")] = None
    warning_sign: Annotated[Text, Col("预警信号", show="shown")] = None
    preventive_action: Annotated[Text, Col("预防措施", show="shown", width=26)] = None
    response: Annotated[Text, Col("应急方案", required=True, show="shown", width=40)] = None
    backup_transport_mode: Annotated[Text, Col("替代运输方式", show="grouped", choices="运输方式")] = None
    backup_carrier: Annotated[Text, Col("备用承运商", show="shown")] = None
    backup_supplier: Annotated[Text, Col("备用供应商", show="shown")] = None
    extra_days: Annotated[Days, Col("预计增加天数", show="shown")] = None
    extra_amount: Annotated[Amount, Col("预计增加费用", show="grouped")] = None
    department: Annotated[Text, Col("责任部门", show="shown", choices="部门", width=9)] = None
    owner: Annotated[Text, Col("责任人", show="shown", refers="staff.name", width=9)] = None
    approved_by: Annotated[Text, Col("批准人", show="grouped")] = None
    updated_date: Annotated[Date, Col("更新日期", show="grouped")] = None
    used_count: Annotated[Count, Col("使用次数", computed=True, show="shown")] = None
    remark: Annotated[Text, Col("备注", show="shown", width=24)] = None
    # fmt: on
