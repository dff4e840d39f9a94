"""The table 客户地址."""

from typing import Annotated

from gendan_xl.schema.column import Code, Col, Count, Days, Flag, Text
from gendan_xl.schema.formulas import master_text
from gendan_xl.schema.table import Meta, Table


class Addresses(Table):
    """A delivery address of a customer."""

    # fmt: off
    meta = Meta("addresses", "客户地址", present="request", help="客户的多个收货地址", tab_color="A6A6A6",
        source="33")

    customer_no: Annotated[Code, Col("客户编号", key=True, show="shown", refers="customers.customer_no")] = None
    address_no: Annotated[Count, Col("地址序号", key=True, show="shown")] = None
    customer_short_name: Annotated[Text, Col("客户简称", computed=True, show="shown",
        formula=master_text("客户编号", "客户", "客户编号", "客户简称"), width=12)] = None
    address: Annotated[Text, Col("地址", required=True, show="shown", width=30)] = None
    consignee: Annotated[Text, Col("收货人", required=True, show="shown")] = None
    phone: Annotated[Code, Col("电话", required=True, show="shown", help="按文本保存，前面的 0 不会丢")] = None
    receiving_hours: Annotated[Text, Col("收货时间要求", show="shown")] = None
    transport_mode: Annotated[Text, Col("运输方式", show="shown", choices="运输方式")] = None
    transit_days: Annotated[Days, Col("运输天数", show="shown")] = None
    is_default: Annotated[Flag, Col("是否默认", show="shown")] = None
    is_disabled: Annotated[Flag, Col("是否停用", show="shown", help="停用后保留，但不再使用")] = None
    remark: Annotated[Text, Col("备注", show="shown", width=24)] = None
    # fmt: on
