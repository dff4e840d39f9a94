"""The table 订单台账."""

from typing import Annotated

from gendan_xl.schema.column import (
    Amount,
    Clock,
    Code,
    Col,
    Count,
    Date,
    Days,
    Flag,
    Moment,
    Number,
    Price,
    Qty,
    Rate,
    Text,
)
from gendan_xl.schema.table import Meta, Table


class Orders(Table):
    """An order line: what was ordered, promised, made, shipped and paid."""

    # fmt: off
    meta = Meta("orders", "订单台账", aliases=("订单", "订单明细", "订单跟踪表", "跟单表", "销售订单",
        "未交订单", "订单进度表"), present="core", help="一行一个订单明细：接单、交期、进度、发货都从这里看",
        tab_color="1F4E79", source="1")

    order_no: Annotated[Code, Col("订单号", group="订单", key=True, show="shown", aliases=("单号", "销售单号",
        "订单编号", "SO号", "销售订单号", "销售订单编号", "订单号码", "单据编号", "销售凭证", "SO", "Order No",
        "Sales Order", "订单编码", "单据号", "订单"), width=16, help="同一张订单的各行写同一个订单号")] = None
    line_no: Annotated[Count, Col("行号", key=True, show="shown", aliases=("项次", "分录号", "订单行号",
        "行项目", "行项目号", "分录", "Line No", "Item"), width=6, help="同一订单内从 1 起，不重复")] = None
    contract_no: Annotated[Code, Col("合同号", show="grouped", level="order",
        aliases=("合同编号", "合同号码", "Contract No"))] = None
    customer_order_no: Annotated[Code, Col("客户订单号", show="shown", level="order", aliases=("客户单号",
        "客户PO", "PO号", "客户PO号", "客户采购订单号", "采购订单号", "客户采购单号", "PO No", "Customer PO",
        "PO", "PO#", "PO号码", "客户PO#", "客户订单编号"), help="客户采购单上的号码")] = None
    order_date: Annotated[Date, Col("下单日期", required=True, show="shown", level="order", aliases=("订单日期",
        "接单日期", "单据日期", "下单日", "接单日", "订货日期", "凭证日期", "Order Date", "订单日"),
        help="收到客户订单的日期")] = None
    order_time: Annotated[Clock, Col("下单时间", show="grouped", level="order", aliases=("接单时间",))] = None
    order_channel: Annotated[Text, Col("接单方式", required=True, show="grouped", level="order",
        choices="接单方式", aliases=("下单方式", "订单来源"))] = None
    order_type: Annotated[Text, Col("订单类型", required=True, show="grouped", choices="订单类型",
        aliases=("单据类型", "销售类型", "订单性质", "业务类型"))] = None
    customer_no: Annotated[Code, Col("客户编号", required=True, show="grouped", level="order",
        refers="customers.customer_no", aliases=("客户编码", "客户代码", "客户代号", "售达方", "Customer No",
        "Customer Code"))] = None
    customer_name: Annotated[Text, Col("客户名称", required=True, show="shown", level="order",
        aliases=("客户全称", "客户", "客户简称", "购货单位", "购货单位名称", "售达方名称", "买方", "Customer",
        "客户名", "购货方"),
        width=23)] = None
    end_customer: Annotated[Text, Col("终端客户", show="grouped", level="order",
        aliases=("终端客户全称", "最终客户", "最终用户"))] = None
    settlement_unit: Annotated[Text, Col("结算单位", level="order",
        aliases=("结算公司简称", "结算公司", "付款客户"))] = None
    project_no: Annotated[Code, Col("项目号", level="order", aliases=("工程号", "项目编号", "项目编码",
        "项目代号", "工程编号"))] = None
    sales_person: Annotated[Text, Col("业务员", required=True, show="shown", level="order", refers="staff.name",
        aliases=("业务员姓名", "销售员", "业务人员", "销售人员", "业务", "业务担当", "Sales", "销售"), width=9)] = None
    sales_department: Annotated[Text, Col("销售部门", level="order",
        aliases=("部门", "业务部门", "销售组织"))] = None
    clerk: Annotated[Text, Col("跟单员", required=True, show="shown", level="order", refers="staff.name",
        aliases=("跟单", "跟单人", "跟单人员", "订单员", "Merchandiser"), width=9)] = None
    source_order_no: Annotated[Code, Col("原订单号", show="grouped",
        aliases=("参考订单号", "来源订单号", "原单号", "复制自"),
        help="本单由哪张旧单复制而来；填了就必须填复制核对人")] = None
    copy_checked_by: Annotated[Text, Col("复制核对人", show="grouped", help="逐项核对过复制内容的人",
        source="3")] = None
    copy_checked_date: Annotated[Date, Col("复制核对日期", show="grouped")] = None
    product_no: Annotated[Code, Col("产品编号", group="产品", required=True, show="shown",
        refers="products.product_no", aliases=("品号", "料号", "存货编码", "物料编码", "产品编码", "产品代码",
        "货号", "物料号", "物料代码", "物料", "商品编码", "款号", "Item No", "Part No", "Material", "物料编号",
        "产品料号", "商品编号"),
        width=15)] = None
    product_name: Annotated[Text, Col("产品名称", required=True, show="shown", aliases=("品名", "存货名称",
        "货品名称", "产品", "物料名称", "物料描述", "商品名称", "名称", "Product", "Description",
        "品名规格", "产品名称及规格"), width=20,
        help="照客户订单填写，不要用公式从产品表带出，否则编号错了看不出来", source="3")] = None
    model: Annotated[Text, Col("型号", show="grouped", aliases=("产品型号", "机型", "Model"))] = None
    spec: Annotated[Text, Col("规格", required=True, show="shown", aliases=("规格型号", "产品规格", "物料规格",
        "规格描述", "尺寸", "Specification", "Spec", "型号规格"), width=18)] = None
    opening_direction: Annotated[Text, Col("开向", aliases=("开启方向", "左右", "左右开"))] = None
    color: Annotated[Text, Col("颜色", show="shown", aliases=("颜色编号", "色号", "外观颜色", "Color",
        "Colour"), width=9)] = None
    surface: Annotated[Text, Col("表面处理", aliases=("表面", "表面颜色", "表处"))] = None
    material: Annotated[Text, Col("材质", show="grouped", aliases=("材料", "Material Grade"))] = None
    technical_data: Annotated[Text, Col("技术参数")] = None
    drawing_no: Annotated[Code, Col("图号", show="grouped", aliases=("图纸号", "产品图号", "图纸编号"))] = None
    drawing_version: Annotated[Text, Col("图纸版本")] = None
    customer_product_no: Annotated[Code, Col("客户品号", show="grouped", aliases=("客户料号", "客户物料号",
        "客户产品编号", "客户货号", "客户物料编码"))] = None
    customer_product_name: Annotated[Text, Col("客户品名", aliases=("客户物料名称", "客户产品名称"))] = None
    customer_spec: Annotated[Text, Col("客户规格", aliases=("客户规格型号",))] = None
    product_category: Annotated[Text, Col("产品类别", computed=True, show="grouped",
        aliases=("产品分类", "存货分类", "品类", "类别"))] = None
    product_line: Annotated[Text, Col("产品线", computed=True, aliases=("产品系列", "系列"))] = None
    purpose: Annotated[Text, Col("用途", aliases=("产品应用", "应用"))] = None
    kit_group: Annotated[Code, Col("配套组", show="grouped", help="同一套的主件、配件写同一个组号",
        source="3")] = None
    main_line_no: Annotated[Count, Col("主件行号", show="grouped", help="配件行写主件的行号")] = None
    packing_terms: Annotated[Text, Col("包装要求", show="grouped",
        aliases=("包装", "包装方式", "包装说明"))] = None
    label_terms: Annotated[Text, Col("标识要求", show="grouped",
        aliases=("标签要求", "唛头", "唛头要求"))] = None
    certificate_terms: Annotated[Text, Col("认证要求", aliases=("认证",))] = None
    inspection_standard: Annotated[Text, Col("检验标准")] = None
    papers: Annotated[Text, Col("随货资料", show="grouped")] = None
    special_terms: Annotated[Text, Col("特殊要求", show="shown", aliases=("特殊说明", "客户要求", "订单要求"),
        width=20)] = None
    unit: Annotated[Text, Col("单位", group="数量金额", required=True, show="shown", choices="单位",
        aliases=("业务单位", "计量单位", "销售单位", "主计量单位", "主单位", "Unit", "UOM"), width=6)] = None
    ordered_qty: Annotated[Qty, Col("订购数量", required=True, show="shown", aliases=("订单数量", "数量",
        "主数量", "订货数量", "下单数量", "销售数量", "订单量", "Qty", "Quantity", "Order Qty", "订单数",
        "订货量"))] = None
    spare_qty: Annotated[Qty, Col("备品数量", show="grouped", aliases=("备品", "赠品数量"))] = None
    over_rate: Annotated[Rate, Col("溢装率", show="grouped", help="允许多发的比例，如 3%", source="28")] = None
    short_rate: Annotated[Rate, Col("短装率", show="grouped", help="允许少发的比例，如 3%")] = None
    unit_price: Annotated[Price, Col("单价", required=True, show="shown", aliases=("单价-原币", "含税单价",
        "原币含税单价", "原币单价", "销售单价", "单价(含税)", "Unit Price", "Price", "不含税单价",
        "未税单价"),
        help="按“是否含税”一列理解；未填按含税")] = None
    is_tax_included: Annotated[Flag, Col("是否含税", required=True, show="grouped", aliases=("含税",))] = None
    tax_rate: Annotated[Rate, Col("税率", required=True, show="grouped", aliases=("税率%", "增值税率"),
        width=7)] = None
    amount: Annotated[Amount, Col("金额", computed=True, show="shown", aliases=("订单金额", "价税合计",
        "原币价税合计", "含税金额", "总金额", "金额-原币", "Amount", "总价", "总额", "小计", "合计金额"),
        formula='IF(OR([@订购数量]="",[@单价]=""),"",ROUND([@订购数量]*[@单价],2))', source="13")] = None
    net_amount: Annotated[Amount, Col("不含税金额", computed=True, show="grouped", aliases=("原币无税金额",
        "无税金额", "未税金额", "净额", "净值"),
        formula='IF([@金额]="","",IF([@是否含税]="否",[@金额],ROUND([@金额]/(1+N([@税率])),2)))',
        source="13")] = None
    tax_amount: Annotated[Amount, Col("税额", computed=True, show="grouped", aliases=("原币税额", "税金"),
        formula='IF([@金额]="","",IF([@是否含税]="否",ROUND([@金额]*N([@税率]),2),[@金额]-[@不含税金额]))')] = None
    currency: Annotated[Text, Col("币种", required=True, show="grouped", level="order", choices="币种",
        aliases=("币别", "货币", "Currency"), width=7)] = None
    exchange_rate: Annotated[Number, Col("汇率", show="grouped", level="order", aliases=("Exchange Rate",),
        number_format="0.0000##")] = None
    price_source: Annotated[Text, Col("价格来源", show="grouped", choices="价格来源")] = None
    quotation_no: Annotated[Code, Col("报价单号", show="grouped", aliases=("报价单编号",))] = None
    list_price: Annotated[Price, Col("价格表单价", computed=True, show="grouped", source="10")] = None
    price_gap: Annotated[Price, Col("价差", computed=True, show="grouped",
        formula='IF(OR([@单价]="",N([@价格表单价])=0),"",[@单价]-[@价格表单价])')] = None
    special_price_approver: Annotated[Text, Col("特批价审批人", show="grouped", help="低于价格表的单价由谁特批",
        source="10")] = None
    special_price_date: Annotated[Date, Col("特批价审批日期", show="grouped")] = None
    requested_date: Annotated[Date, Col("客户要求交期", group="交期", required=True, show="shown",
        aliases=("客户交期", "需求日期", "要货日期", "客户要求日期", "客户要求交货日期", "客户需求日期",
        "客户要求到货日期", "要求交期", "要求交货日期", "请求交货日期", "Requested Date", "要求交货期"),
        help="客户希望的日期", source="15")] = None
    pmc_date: Annotated[Date, Col("预交日期", show="shown", aliases=("预交日", "预交时间", "PMC交期",
        "预交货日", "预计发货日期", "预发货日期", "预计完工日期", "生产交期", "工厂交期"),
        help="PMC 答复的可交日期，不等于对客户的承诺", source="15")] = None
    confirmed_date: Annotated[Date, Col("确认交期", show="shown", aliases=("回复客户交期", "回复交期",
        "承诺交期", "承诺日期", "已确认交期", "确认交货日期", "答复交期", "约定交期", "合同交期",
        "Confirmed Date", "Promised Date"), help="书面答复客户的日期", source="15")] = None
    first_confirmed_date: Annotated[Date, Col("首次确认交期", computed=True, show="grouped",
        aliases=("首次回复交期",), help="第一次答复客户的交期，写入后不再改", source="15")] = None
    due_basis: Annotated[Text, Col("交期口径", show="grouped", choices="交期口径",
        help="交期按发货日还是到货日计算")] = None
    is_split: Annotated[Flag, Col("是否分批", show="grouped")] = None
    split_terms: Annotated[Text, Col("分批要求", show="grouped")] = None
    urgency: Annotated[Text, Col("紧急程度", show="shown", choices="紧急程度",
        aliases=("加急", "优先级", "急单", "订单级别"), width=9,
        help="按下单到客户要求交期的自然日：>15 正常，11–15 急单，6–10 特急，≤5 急插", source="9")] = None
    suggested_urgency: Annotated[Text, Col("建议紧急程度", computed=True, show="grouped", choices="紧急程度",
        formula='IF(OR([@下单日期]="",[@客户要求交期]=""),"",IF([@客户要求交期]-[@下单日期]>参数_急单上限天数,"正常",IF([@客户要求交期]-[@下单日期]>参数_特急上限天数,"急单",IF([@客户要求交期]-[@下单日期]>参数_急插上限天数,"特急","急插"))))',
        source="9")] = None
    priority_score: Annotated[Number, Col("优先级得分", computed=True, source="30")] = None
    earliest_date: Annotated[Date, Col("最早可行交期", computed=True, show="grouped")] = None
    slack_days: Annotated[Days, Col("宽裕天数", computed=True, show="grouped")] = None
    first_reviewer: Annotated[Text, Col("初审人", group="受理评审")] = None
    first_reviewed_time: Annotated[Moment, Col("初审时间")] = None
    first_review_result: Annotated[Text, Col("初审结论", choices="初审结论")] = None
    open_question: Annotated[Text, Col("疑问事项", show="grouped", help="不清楚的地方写在这里，并取得书面确认",
        source="4")] = None
    written_confirmed_by: Annotated[Text, Col("书面确认人", show="grouped", source="4")] = None
    written_confirmed_date: Annotated[Date, Col("书面确认日期", show="grouped")] = None
    contract_match: Annotated[Text, Col("合同一致性", choices="合同一致性")] = None
    joint_reviewer: Annotated[Text, Col("汇审人")] = None
    joint_reviewed_time: Annotated[Moment, Col("汇审时间")] = None
    review_result: Annotated[Text, Col("评审结论", computed=True, show="shown", choices="评审结论",
        source="5")] = None
    released_time: Annotated[Moment, Col("过单时间", show="shown", aliases=("审核时间", "过单日期", "审核日期"),
        help="订单审核完成、转出的时间；10:00 以后从次工作日算", source="5a, 6")] = None
    pmc_replied_by: Annotated[Text, Col("预交回复人")] = None
    pmc_replied_time: Annotated[Moment, Col("预交回复时间", show="grouped",
        help="PMC 答复预交日期的时间")] = None
    reply_due_time: Annotated[Moment, Col("应回复时间", computed=True, show="grouped", source="6")] = None
    replied_time: Annotated[Moment, Col("回复客户时间", show="shown",
        aliases=("回复时间", "交期回复时间", "交期回复日期"), help="书面答复客户交期与价格的时间",
        source="6")] = None
    reply_channel: Annotated[Text, Col("回复方式", show="grouped", choices="接单方式")] = None
    countersigned_date: Annotated[Date, Col("客户回签日期", show="grouped")] = None
    reply_status: Annotated[Text, Col("回复状态", computed=True, choices="回复状态")] = None
    settlement_mode: Annotated[Text, Col("结算方式", group="商务", required=True, show="grouped", level="order",
        choices="结算方式", aliases=("结算方式名称",))] = None
    payment_terms: Annotated[Text, Col("付款条件", required=True, show="grouped", level="order",
        aliases=("收付款协议", "付款方式", "收款条件", "付款条款"))] = None
    credit_days: Annotated[Days, Col("账期天数", show="grouped", level="order")] = None
    prepaid_rate: Annotated[Rate, Col("预付比例", show="grouped", level="order")] = None
    prepaid_due_amount: Annotated[Amount, Col("应收预付款", computed=True, show="grouped",
        formula='IF(OR([@金额]="",N([@预付比例])=0),"",ROUND([@金额]*[@预付比例],2))')] = None
    received_amount: Annotated[Amount, Col("已收金额", computed=True, show="grouped")] = None
    paid_status: Annotated[Text, Col("收款状态", computed=True, show="shown", choices="收款状态",
        aliases=("付款状态", "收款情况", "是否收款"))] = None
    delivery_place: Annotated[Text, Col("交货地点", required=True, show="grouped",
        aliases=("送货地址", "收货地址", "交货地址", "到货地点"), width=24)] = None
    consignee: Annotated[Text, Col("收货人", required=True, show="grouped",
        aliases=("收货联系人", "收货单位联系人", "联系人"))] = None
    consignee_phone: Annotated[Code, Col("联系方式", required=True, show="grouped",
        aliases=("联系电话", "收货电话", "收货人电话", "电话"), help="收货人电话")] = None
    transport_mode: Annotated[Text, Col("运输方式", show="grouped", choices="运输方式", aliases=("发运方式",
        "运输", "交货方式", "送货方式", "物流方式"))] = None
    freight_payer: Annotated[Text, Col("运费承担", choices="运费承担")] = None
    trade_terms: Annotated[Text, Col("贸易条款", level="order",
        aliases=("价格条款", "成交方式", "国际贸易条款"))] = None
    penalty_terms: Annotated[Text, Col("违约责任", level="order")] = None
    is_installed: Annotated[Flag, Col("是否安装")] = None
    acceptance_mode: Annotated[Text, Col("验收方式", choices="验收方式")] = None
    is_special: Annotated[Flag, Col("是否特殊订单", group="技术样品", show="grouped")] = None
    technical_confirmed_date: Annotated[Date, Col("技术确认日期", computed=True, show="grouped", source="8")] = None
    sample_terms: Annotated[Text, Col("样品要求", show="grouped")] = None
    sample_approved_date: Annotated[Date, Col("批板日期", computed=True, show="grouped", source="8")] = None
    supply_mode: Annotated[Text, Col("供货方式", group="生产", required=True, show="shown", choices="供货方式",
        aliases=("供应方式", "供应类型"), source="5a")] = None
    route_name: Annotated[Text, Col("工艺路线", required=True, show="shown", choices="工艺路线",
        aliases=("工艺", "工艺流程", "路线"))] = None
    production_unit: Annotated[Text, Col("生产单位", show="grouped",
        aliases=("生产车间", "车间", "生产部门", "加工厂"))] = None
    production_no: Annotated[Code, Col("生产单号", show="grouped", aliases=("工单号", "生产订单号", "制令单号",
        "工单", "生产任务单号", "制造命令单号", "工令单号", "生产订单"))] = None
    schedule_date: Annotated[Date, Col("排产日期", show="grouped", aliases=("排产", "排产时间", "排单日期",
        "投产日期"))] = None
    planned_start_date: Annotated[Date, Col("计划开工日期", show="grouped", aliases=("开工日期", "计划开始日期", "计划开工"))] = None
    planned_finish_date: Annotated[Date, Col("计划完工日期", show="grouped", aliases=("完工日期", "计划完成日期"))] = None
    planned_ship_date: Annotated[Date, Col("计划出货日期", show="shown", aliases=("计划发货日期", "出货日期",
        "计划出货日", "出货计划", "发货计划日期"), help="准备哪天发货；不能晚于确认交期")] = None
    available_qty: Annotated[Qty, Col("可用库存", computed=True, show="grouped", aliases=("现有库存量",
        "现存量", "库存数量", "可用量", "库存", "库存数"))] = None
    warehouse: Annotated[Text, Col("仓库", aliases=("仓库名称", "发货仓库"))] = None
    merge_hint: Annotated[Text, Col("并单提示", computed=True, source="35")] = None
    status: Annotated[Text, Col("状态", group="进度", required=True, show="shown", choices="订单状态",
        aliases=("订单状态", "单据状态", "行状态", "Status"), width=10, help="由跟单员填；与记录不符会提示",
        source="7")] = None
    current_milestone: Annotated[Text, Col("当前节点", computed=True, show="shown", aliases=("当前工序",
        "当前进度", "进度", "生产进度"))] = None
    done_rate: Annotated[Rate, Col("完成率", computed=True, show="grouped")] = None
    progress_status: Annotated[Text, Col("进度状态", computed=True, show="shown", choices="进度状态",
        source="17")] = None
    forecast_date: Annotated[Date, Col("预计交期", computed=True, show="shown",
        aliases=("预计交货日期", "预计完成交期", "最新交期"), source="17")] = None
    days_late: Annotated[Days, Col("延误天数", computed=True, show="shown",
        aliases=("逾期天数", "超期天数", "延期天数", "拖期天数"),
        formula='IF(OR([@确认交期]="",[@订购数量]="",[@状态]="已取消"),"",IF(OR([@未交数量]<=0,[@结案方式]<>""),IF(N([@最近发货日期])>0,MAX(0,[@最近发货日期]-[@确认交期]),""),MAX(0,N([@预计交期])-[@确认交期],今日-[@确认交期])))',
        width=9, source="17, 18")] = None
    delay_reason: Annotated[Text, Col("延误原因", show="shown", choices="延误原因",
        aliases=("延期原因", "逾期原因", "未交原因", "超期原因"), width=16, help="超期时必填",
        source="19")] = None
    responsible_party: Annotated[Text, Col("责任方", show="grouped", choices="责任方", source="19")] = None
    delay_note: Annotated[Text, Col("延误说明", show="grouped")] = None
    delay_notified_time: Annotated[Moment, Col("延误通知客户时间")] = None
    next_follow_date: Annotated[Date, Col("下次跟进日期", show="shown", help="到这天会出现在今日清单")] = None
    updated_date: Annotated[Date, Col("最近更新日期", show="grouped")] = None
    stocked_qty: Annotated[Qty, Col("已入库数量", group="交付", computed=True,
        aliases=("入库数量", "累计入库数量", "完工数量"))] = None
    picked_qty: Annotated[Qty, Col("已备数量", computed=True)] = None
    delivered_qty: Annotated[Qty, Col("已发数量", computed=True, show="shown", aliases=("已交订单数量",
        "已交数量", "已发货数量", "累计发货数量", "出库数量", "已出库数量", "累计出库数量", "已出数量",
        "已交货数量", "Shipped Qty", "发货数量", "出货数量", "已发货", "已出货数", "已出货数量"),
        formula='IF([@订单号]="","",SUMPRODUCT(SUMIFS(发货[发货数量],发货[订单号],[@订单号],发货[行号],[@行号],发货[状态],{"已发货","已签收","已验收","整改中"},发货[发货类型],"<>样品",发货[发货类型],"<>备品")))')] = None
    returned_qty: Annotated[Qty, Col("已退数量", computed=True, show="grouped",
        aliases=("退货数量", "累计退货数量"),
        formula='IF([@订单号]="","",SUMIFS(退货[实收数量],退货[订单号],[@订单号],退货[行号],[@行号],退货[状态],"<>拒收"))')] = None
    open_qty: Annotated[Qty, Col("未交数量", computed=True, show="shown", aliases=("未交订单数量", "欠数",
        "欠交数量", "未发数量", "未出数量", "未发货数量", "剩余数量", "未清数量", "欠货数量", "Open Qty",
        "未交货数量", "未发货", "欠交数", "未出货数量", "未出货"),
        formula='IF([@订购数量]="","",[@订购数量]-[@已发数量]+SUMIFS(退货[实收数量],退货[订单号],[@订单号],退货[行号],[@行号],退货[处理办法],"补单重做")+SUMIFS(退货[实收数量],退货[订单号],[@订单号],退货[行号],[@行号],退货[处理办法],"换货"))',
        source="29")] = None
    delivered_amount: Annotated[Amount, Col("已交金额", computed=True, show="grouped",
        aliases=("已交金额-原币", "已发金额", "累计发货金额"),
        formula='IF(OR([@订单号]="",[@单价]=""),"",ROUND([@已发数量]*[@单价],2))')] = None
    open_amount: Annotated[Amount, Col("未交金额", computed=True, show="grouped",
        aliases=("未交金额-原币", "未发金额", "欠交金额"),
        formula='IF(OR([@未交数量]="",[@单价]=""),"",ROUND([@未交数量]*[@单价],2))')] = None
    last_shipped_date: Annotated[Date, Col("最近发货日期", computed=True, show="grouped",
        aliases=("实际出货日期", "实际发货日期", "发货日期", "实际交货日期", "最后发货日期"))] = None
    signed_date: Annotated[Date, Col("签收日期", computed=True, show="grouped")] = None
    accepted_date: Annotated[Date, Col("验收日期", computed=True, show="grouped")] = None
    acceptance_result: Annotated[Text, Col("验收结果", computed=True, show="grouped")] = None
    is_on_time: Annotated[Flag, Col("是否准时", computed=True)] = None
    is_in_full: Annotated[Flag, Col("是否足量", computed=True)] = None
    pause_reason: Annotated[Text, Col("暂停原因", group="结案", show="grouped")] = None
    resume_date: Annotated[Date, Col("预计恢复日期")] = None
    cancel_reason: Annotated[Text, Col("取消原因", show="grouped")] = None
    cancel_approver: Annotated[Text, Col("取消审批人", show="grouped")] = None
    cancelled_date: Annotated[Date, Col("取消日期", show="grouped")] = None
    close_mode: Annotated[Text, Col("结案方式", show="grouped", choices="结案方式",
        aliases=("结束", "结案", "是否结案", "关闭状态"), source="7")] = None
    closed_by: Annotated[Text, Col("结案人")] = None
    closed_date: Annotated[Date, Col("结案日期", show="grouped", aliases=("关闭日期", "结束日期"))] = None
    missing_files: Annotated[Text, Col("档案缺项", computed=True, source="44a")] = None
    order_folder: Annotated[Text, Col("订单文件夹", computed=True)] = None
    version_no: Annotated[Count, Col("版本号", computed=True, show="grouped")] = None
    finding_count: Annotated[Count, Col("问题数", computed=True, show="grouped")] = None
    remark: Annotated[Text, Col("备注", show="shown", aliases=("备注-业务", "订单备注", "行备注", "说明",
        "摘要", "Remark", "Remarks", "备注说明"), width=24)] = None
    # fmt: on


UNSURE_HEADERS: dict[str, tuple[str, ...]] = {
    "序号": ("line_no",),  # only where it repeats within an order: else it numbers the rows of the sheet
    "计划交货日期": ("requested_date", "confirmed_date"),
    "交货日期": ("requested_date", "confirmed_date"),
    "交期": ("requested_date", "confirmed_date"),
    "交货期": ("requested_date", "confirmed_date"),
    "订单交期": ("requested_date", "confirmed_date"),
    "计划交期": ("pmc_date", "confirmed_date"),
}
"""Headers whose meaning the values or the user must decide → the fields they may be."""
