"""The table 技术确认."""

from typing import Annotated

from gendan_xl.schema.column import Code, Col, Count, Date, Text
from gendan_xl.schema.formulas import ORDER_CUSTOMER
from gendan_xl.schema.table import Meta, Table


class TechnicalConfirms(Table):
    """A technical confirmation of a special order."""

    # fmt: off
    meta = Meta("technical_confirms", "技术确认", present="request", help="特殊订单的技术确认",
        tab_color="A6A6A6", source="8")

    confirm_no: Annotated[Code, Col("确认单号", key=True, show="shown")] = None
    order_no: Annotated[Code, Col("订单号", required=True, show="shown", refers="orders.order_no",
        width=16)] = None
    line_no: Annotated[Count, Col("行号", required=True, show="shown", width=6)] = None
    customer_short_name: Annotated[Text, Col("客户简称", computed=True, show="shown", formula=ORDER_CUSTOMER,
        width=12)] = None
    kind: Annotated[Text, Col("类型", required=True, show="shown", choices="样品类型")] = None
    customer_sample_no: Annotated[Code, Col("客户样板号", show="shown")] = None
    customer_drawing_no: Annotated[Code, Col("客户图号", show="shown")] = None
    drawing_version: Annotated[Text, Col("图纸版本", show="shown")] = None
    section_drawing: Annotated[Text, Col("型材截面图", show="shown")] = None
    material_list: Annotated[Text, Col("用料清单", show="shown")] = None
    offcut: Annotated[Text, Col("料头", show="shown")] = None
    special_process: Annotated[Text, Col("特殊加工说明", show="shown")] = None
    customer_confirmed_by: Annotated[Text, Col("与客户确认人", show="shown")] = None
    customer_confirmed_date: Annotated[Date, Col("与客户确认日期", show="shown")] = None
    sketch_no: Annotated[Code, Col("加工草图号", show="shown")] = None
    engineer: Annotated[Text, Col("技术支持人", show="shown")] = None
    technical_confirmed_date: Annotated[Date, Col("技术确认日期", show="shown")] = None
    archive_no: Annotated[Code, Col("归档编号", show="shown")] = None
    passed_to_pmc_date: Annotated[Date, Col("转PMC日期", show="shown")] = None
    status: Annotated[Text, Col("状态", show="shown", choices="办理状态", width=10)] = None
    remark: Annotated[Text, Col("备注", show="shown", width=24)] = None
    # fmt: on
