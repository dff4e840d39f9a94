"""The table 库存."""

from typing import Annotated

from gendan_xl.schema.column import Code, Col, Date, Qty, Text
from gendan_xl.schema.formulas import master_text
from gendan_xl.schema.table import Meta, Table


class Stock(Table):
    """The stock of a product in one warehouse and lot."""

    # fmt: off
    meta = Meta("stock", "库存", aliases=("库存表", "现存量"), present="request", help="库存",
        tab_color="A6A6A6", source="5a")

    product_no: Annotated[Code, Col("产品编号", key=True, show="shown", refers="products.product_no",
        aliases=("存货编码", "物料编码", "品号", "料号"), width=15)] = None
    warehouse: Annotated[Text, Col("仓库", key=True, show="shown")] = None
    lot_no: Annotated[Code, Col("批号", key=True, show="shown")] = None
    stock_date: Annotated[Date, Col("日期", required=True, show="shown")] = None
    product_name: Annotated[Text, Col("产品名称", computed=True, show="shown",
        formula=master_text("产品编号", "产品", "产品编号", "产品名称"), width=20)] = None
    unit: Annotated[Text, Col("单位", show="shown", choices="单位", width=6)] = None
    stock_qty: Annotated[Qty, Col("现存数量", required=True, show="shown",
        aliases=("现存量", "库存数量", "结存数量"))] = None
    allocated_qty: Annotated[Qty, Col("已分配数量", show="shown")] = None
    sealed_qty: Annotated[Qty, Col("封存数量", show="shown")] = None
    available_qty: Annotated[Qty, Col("可用数量", computed=True, show="shown",
        formula='IF([@现存数量]="","",[@现存数量]-N([@已分配数量])-N([@封存数量]))')] = None
    in_transit_qty: Annotated[Qty, Col("在途数量", show="shown")] = None
    expected_arrival_date: Annotated[Date, Col("预计到货日期", show="shown")] = None
    safety_qty: Annotated[Qty, Col("安全库存", show="shown")] = None
    remark: Annotated[Text, Col("备注", show="shown", width=24)] = None
    # fmt: on
