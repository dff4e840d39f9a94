"""The table 用料定额."""

from typing import Annotated

from gendan_xl.schema.column import Code, Col, Days, Flag, Qty, Rate, Text
from gendan_xl.schema.formulas import master_text
from gendan_xl.schema.table import Meta, Table


class Bom(Table):
    """A material of a product."""

    # fmt: off
    meta = Meta("bom", "用料定额", present="request", help="单位产品用料", tab_color="A6A6A6", source="5a")

    product_no: Annotated[Code, Col("产品编号", key=True, show="shown", refers="products.product_no",
        width=15)] = None
    material_no: Annotated[Code, Col("物料编号", key=True, show="shown")] = None
    product_name: Annotated[Text, Col("产品名称", computed=True, show="shown",
        formula=master_text("产品编号", "产品", "产品编号", "产品名称"), width=20)] = None
    material_name: Annotated[Text, Col("物料名称", show="shown")] = None
    spec: Annotated[Text, Col("规格", show="shown", width=18)] = None
    unit: Annotated[Text, Col("单位", show="shown", choices="单位", width=6)] = None
    unit_usage_qty: Annotated[Qty, Col("单位用量", required=True, show="shown")] = None
    waste_rate: Annotated[Rate, Col("损耗率", show="shown")] = None
    is_key: Annotated[Flag, Col("是否关键物料", show="shown")] = None
    is_long_lead: Annotated[Flag, Col("是否长周期", show="shown")] = None
    lead_days: Annotated[Days, Col("提前期天数", show="shown")] = None
    issue_milestone: Annotated[Text, Col("领用节点", show="shown")] = None
    remark: Annotated[Text, Col("备注", show="shown", width=24)] = None
    # fmt: on
