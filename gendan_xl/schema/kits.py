"""The table 配套."""

from typing import Annotated

from gendan_xl.schema.column import Code, Col, Date, Flag, Qty, Rate, Text
from gendan_xl.schema.formulas import master_text
from gendan_xl.schema.table import Meta, Table


class Kits(Table):
    """A part that goes with a main product, and how many."""

    # fmt: off
    meta = Meta("kits", "配套", aliases=("配套表", "配套清单"), present="core", help="主件配哪些配件、各配多少",
        tab_color="548235", source="3")

    main_no: Annotated[Code, Col("主件编号", key=True, show="shown", refers="products.product_no",
        aliases=("母件编码", "父项编码"))] = None
    part_no: Annotated[Code, Col("配件编号", key=True, show="shown", refers="products.product_no",
        aliases=("子件编码", "子项编码"))] = None
    match_condition: Annotated[Text, Col("匹配条件", key=True, show="shown", help="可空；如 开向=左")] = None
    main_name: Annotated[Text, Col("主件名称", computed=True, show="shown",
        formula=master_text("主件编号", "产品", "产品编号", "产品名称"))] = None
    part_name: Annotated[Text, Col("配件名称", computed=True, show="shown", aliases=("子件名称",),
        formula=master_text("配件编号", "产品", "产品编号", "产品名称"))] = None
    main_base_qty: Annotated[Qty, Col("主件基数", required=True, show="shown", aliases=("基本用量分母", "底数"),
        help="几个主件配……")] = None
    part_qty: Annotated[Qty, Col("配件数量", required=True, show="shown",
        aliases=("基本用量", "用量", "配件用量"), help="……几个配件")] = None
    unit: Annotated[Text, Col("单位", show="shown", choices="单位", width=6)] = None
    kit_type: Annotated[Text, Col("配套类型", required=True, show="shown", choices="配套类型")] = None
    option_group: Annotated[Text, Col("选配组", show="shown")] = None
    match_dimension: Annotated[Text, Col("匹配维度", show="grouped", choices="匹配维度")] = None
    main_value: Annotated[Text, Col("主件取值", show="grouped")] = None
    part_spec: Annotated[Text, Col("配件规格要求", show="shown")] = None
    rounding: Annotated[Text, Col("取整方式", show="shown", choices="取整方式")] = None
    spare_rate: Annotated[Rate, Col("备品率", show="shown")] = None
    packing: Annotated[Text, Col("包装方式", show="grouped")] = None
    is_priced_apart: Annotated[Flag, Col("是否单独计价", show="grouped")] = None
    start_date: Annotated[Date, Col("生效日期", show="grouped")] = None
    end_date: Annotated[Date, Col("失效日期", show="grouped")] = None
    confirmed_by: Annotated[Text, Col("确认人", show="shown")] = None
    remark: Annotated[Text, Col("备注", show="shown", width=24)] = None
    # fmt: on
