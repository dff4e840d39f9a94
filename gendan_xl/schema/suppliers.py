"""The table 供应商."""

from typing import Annotated

from gendan_xl.schema.column import Amount, Code, Col, Days, Flag, Rate, Text
from gendan_xl.schema.table import Meta, Table


class Suppliers(Table):
    """A supplier or processor."""

    # fmt: off
    meta = Meta("suppliers", "供应商", present="request", help="供应商与外协厂", tab_color="A6A6A6",
        source="20b")

    supplier_no: Annotated[Code, Col("供应商编号", key=True, show="shown")] = None
    supplier_name: Annotated[Text, Col("名称", required=True, show="shown")] = None
    kind: Annotated[Text, Col("类型", required=True, show="shown", choices="采购类型")] = None
    supplied_goods: Annotated[Text, Col("供应内容", show="shown")] = None
    contact: Annotated[Text, Col("联系人", show="shown")] = None
    phone: Annotated[Code, Col("电话", show="shown", help="按文本保存，前面的 0 不会丢")] = None
    address: Annotated[Text, Col("地址", show="shown", width=30)] = None
    grade: Annotated[Text, Col("等级", show="shown")] = None
    lead_days: Annotated[Days, Col("交货周期天数", show="shown")] = None
    due_agreement: Annotated[Text, Col("交期协议", show="shown")] = None
    bonus_terms: Annotated[Text, Col("奖惩条款", show="shown")] = None
    deposit_amount: Annotated[Amount, Col("质量保证金", show="shown")] = None
    backup_supplier_no: Annotated[Code, Col("备用供应商编号", show="shown")] = None
    on_time_rate: Annotated[Rate, Col("准时率", computed=True, show="shown")] = None
    pass_rate: Annotated[Rate, Col("合格率", computed=True, show="shown")] = None
    is_disabled: Annotated[Flag, Col("是否停用", show="shown", help="停用后保留，但不再使用")] = None
    remark: Annotated[Text, Col("备注", show="shown", width=24)] = None
    # fmt: on
