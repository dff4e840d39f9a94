"""The table 产品."""

from typing import Annotated

from gendan_xl.schema.column import Code, Col, Count, Date, Days, Flag, Number, Price, Qty, Rate, Text
from gendan_xl.schema.table import Meta, Table


class Products(Table):
    """A product as it is sold."""

    # fmt: off
    meta = Meta("products", "产品", aliases=("产品资料", "物料", "存货档案", "商品"), present="core",
        help="产品资料", tab_color="548235", source="3, 32")

    product_no: Annotated[Code, Col("产品编号", key=True, show="shown", aliases=("品号", "料号", "存货编码",
        "物料编码", "产品编码", "产品代码", "货号", "物料代码", "商品编码"), width=15)] = None
    product_name: Annotated[Text, Col("产品名称", required=True, show="shown", aliases=("品名", "存货名称",
        "货品名称", "物料名称", "物料描述", "商品名称"), width=20)] = None
    former_name: Annotated[Text, Col("曾用名", show="grouped")] = None
    model: Annotated[Text, Col("型号", show="shown")] = None
    spec: Annotated[Text, Col("规格", required=True, show="shown", aliases=("规格型号",), width=18)] = None
    opening_direction: Annotated[Text, Col("开向", show="grouped")] = None
    color: Annotated[Text, Col("颜色", show="shown", width=9)] = None
    surface: Annotated[Text, Col("表面处理", show="grouped")] = None
    material: Annotated[Text, Col("材质", show="grouped")] = None
    length: Annotated[Text, Col("长度", show="grouped")] = None
    unit: Annotated[Text, Col("单位", required=True, show="shown", choices="单位",
        aliases=("计量单位", "主计量单位", "基本单位"), width=6)] = None
    second_unit: Annotated[Text, Col("辅助单位", show="grouped")] = None
    unit_factor: Annotated[Number, Col("换算率", show="grouped")] = None
    product_category: Annotated[Text, Col("产品类别", show="shown",
        aliases=("存货分类", "产品分类", "物料组"))] = None
    product_line: Annotated[Text, Col("产品线", show="grouped")] = None
    drawing_no: Annotated[Code, Col("图号", show="grouped")] = None
    drawing_version: Annotated[Text, Col("图纸版本", show="grouped")] = None
    technical_data: Annotated[Text, Col("技术参数")] = None
    is_kit: Annotated[Flag, Col("是否套件", show="shown")] = None
    supply_mode: Annotated[Text, Col("供货方式", show="shown", choices="供货方式")] = None
    default_supplier: Annotated[Text, Col("默认供应商", show="grouped")] = None
    default_route: Annotated[Text, Col("默认工艺路线", required=True, show="shown", choices="工艺路线")] = None
    lead_days: Annotated[Days, Col("标准交期天数", show="shown")] = None
    rush_lead_days: Annotated[Days, Col("加急交期天数", show="grouped")] = None
    daily_capacity_qty: Annotated[Qty, Col("日产能", show="grouped")] = None
    min_order_qty: Annotated[Qty, Col("最小起订量", show="grouped")] = None
    safety_qty: Annotated[Qty, Col("安全库存", show="shown")] = None
    unit_weight: Annotated[Number, Col("单重", show="grouped")] = None
    per_carton_qty: Annotated[Qty, Col("每箱数量", show="shown")] = None
    carton_weight: Annotated[Number, Col("箱毛重", show="grouped")] = None
    carton_volume: Annotated[Number, Col("箱体积")] = None
    packing: Annotated[Text, Col("包装方式", show="shown")] = None
    certificate: Annotated[Text, Col("认证")] = None
    standard: Annotated[Text, Col("执行标准")] = None
    inspection_standard: Annotated[Text, Col("检验标准", show="grouped")] = None
    papers: Annotated[Text, Col("随货资料", show="grouped")] = None
    warranty_months: Annotated[Count, Col("质保月数")] = None
    standard_cost: Annotated[Price, Col("标准成本", show="grouped")] = None
    reference_price: Annotated[Price, Col("参考售价", show="shown", aliases=("售价", "标准售价"))] = None
    tax_rate: Annotated[Rate, Col("税率", show="grouped", width=7)] = None
    tax_code: Annotated[Code, Col("税收分类编码")] = None
    customs_code: Annotated[Code, Col("海关编码")] = None
    english_name: Annotated[Text, Col("英文品名", aliases=("英文名称", "英文产品名称"),
        help="印在商业发票和外销装箱单上；客户另有叫法的写在订单的客户品名", source="32")] = None
    status: Annotated[Text, Col("状态", show="shown", choices="产品状态", width=10)] = None
    replaced_by_no: Annotated[Code, Col("替代产品编号", show="grouped")] = None
    manual_link: Annotated[Text, Col("工艺手册链接")] = None
    picture: Annotated[Text, Col("图片")] = None
    created_date: Annotated[Date, Col("建档日期")] = None
    updated_date: Annotated[Date, Col("更新日期")] = None
    remark: Annotated[Text, Col("备注", show="shown", width=24)] = None
    # fmt: on
