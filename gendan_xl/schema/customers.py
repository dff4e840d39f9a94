"""The table 客户."""

from typing import Annotated

from gendan_xl.schema.column import Amount, Code, Col, Count, Date, Days, Flag, Rate, Text
from gendan_xl.schema.table import Meta, Table


class Customers(Table):
    """A customer with the terms agreed."""

    # fmt: off
    meta = Meta("customers", "客户", aliases=("客户资料", "客户档案", "客户登记表"), present="core",
        help="客户资料与约定", tab_color="548235", source="44b")

    customer_no: Annotated[Code, Col("客户编号", group="基本", key=True, show="shown",
        aliases=("客户编码", "客户代码", "客户代号"))] = None
    full_name: Annotated[Text, Col("客户全称", required=True, show="shown",
        aliases=("客户名称", "公司名称", "单位名称", "购货单位"), width=26)] = None
    short_name: Annotated[Text, Col("客户简称", required=True, show="shown", aliases=("简称",),
        width=12)] = None
    former_name: Annotated[Text, Col("曾用名", show="grouped")] = None
    customer_type: Annotated[Text, Col("客户类型", show="grouped")] = None
    grade: Annotated[Text, Col("客户等级", required=True, show="shown", choices="客户等级",
        aliases=("等级", "客户级别", "客户分类"), source="30")] = None
    profit_class: Annotated[Text, Col("利润贡献", show="grouped", choices="利润贡献", source="30")] = None
    credit_grade: Annotated[Text, Col("信用等级", show="grouped", choices="客户等级")] = None
    credit_limit_amount: Annotated[Amount, Col("信用额度", show="grouped")] = None
    receivable_amount: Annotated[Amount, Col("应收余额", computed=True, show="grouped")] = None
    available_credit_amount: Annotated[Amount, Col("可用额度", computed=True, show="grouped",
        formula='IF([@信用额度]="","",[@信用额度]-N([@应收余额]))')] = None
    region: Annotated[Text, Col("区域", show="grouped")] = None
    country: Annotated[Text, Col("国别")] = None
    industry: Annotated[Text, Col("行业")] = None
    sales_person: Annotated[Text, Col("业务员", required=True, show="shown", refers="staff.name",
        aliases=("专管业务员", "专营业务员", "销售员"), width=9)] = None
    clerk: Annotated[Text, Col("跟单员", show="shown", refers="staff.name", width=9)] = None
    since_date: Annotated[Date, Col("开发日期")] = None
    contact: Annotated[Text, Col("联系人", group="联系", required=True, show="shown",
        aliases=("主要联系人",))] = None
    position: Annotated[Text, Col("职务")] = None
    phone: Annotated[Code, Col("电话", required=True, show="shown", aliases=("联系电话", "固定电话"),
        help="按文本保存，前面的 0 不会丢")] = None
    mobile: Annotated[Code, Col("手机", show="grouped")] = None
    fax: Annotated[Code, Col("传真", show="grouped")] = None
    wechat: Annotated[Code, Col("微信", show="grouped")] = None
    email: Annotated[Text, Col("邮箱", show="grouped")] = None
    address: Annotated[Text, Col("地址", required=True, show="shown", aliases=("公司地址", "联系地址"),
        width=30)] = None
    statement_contact: Annotated[Text, Col("对账联系人")] = None
    statement_phone: Annotated[Code, Col("对账电话")] = None
    default_address: Annotated[Text, Col("默认收货地址", group="收货", show="grouped", width=30)] = None
    default_consignee: Annotated[Text, Col("默认收货人", show="grouped")] = None
    default_phone: Annotated[Code, Col("默认收货电话", show="grouped")] = None
    receiving_hours: Annotated[Text, Col("收货时间要求", show="grouped")] = None
    default_transport_mode: Annotated[Text, Col("默认运输方式", show="grouped", choices="运输方式")] = None
    default_carrier: Annotated[Text, Col("默认承运商", show="grouped")] = None
    transit_days: Annotated[Days, Col("运输天数", show="shown")] = None
    freight_payer: Annotated[Text, Col("运费承担", show="grouped", choices="运费承担")] = None
    settlement_mode: Annotated[Text, Col("结算方式", group="结算", required=True, show="shown",
        choices="结算方式", aliases=("付款方式",))] = None
    payment_terms: Annotated[Text, Col("付款条件", show="shown")] = None
    credit_days: Annotated[Days, Col("账期天数", show="shown", aliases=("账期", "信用期限"))] = None
    credit_start: Annotated[Text, Col("账期起算", show="grouped", choices="账期起算",
        help="空着：月结按对账截止日（一个月一个到期日），其他按送货日")] = None
    statement_day: Annotated[Count, Col("对账截止日", show="grouped", help="每月几号；31 = 月末")] = None
    payment_day: Annotated[Count, Col("付款日", show="grouped")] = None
    prepaid_rate: Annotated[Rate, Col("预付比例", show="grouped")] = None
    invoice_order: Annotated[Text, Col("票款顺序", show="grouped", choices="票款顺序", source="39")] = None
    is_tax_included: Annotated[Flag, Col("价格含税", show="grouped")] = None
    currency: Annotated[Text, Col("币种", show="grouped", choices="币种", width=7)] = None
    invoice_type: Annotated[Text, Col("发票类型", show="grouped", choices="发票类型")] = None
    tax_rate: Annotated[Rate, Col("税率", show="grouped", width=7)] = None
    invoice_title: Annotated[Text, Col("开票抬头", show="grouped")] = None
    tax_no: Annotated[Code, Col("税号", show="grouped", aliases=("纳税人识别号", "统一社会信用代码",
        "税务登记号"))] = None
    bank_name: Annotated[Text, Col("开户行", show="grouped")] = None
    bank_account: Annotated[Code, Col("银行账号", show="grouped")] = None
    invoice_address: Annotated[Text, Col("开票地址电话")] = None
    invoice_recipient: Annotated[Text, Col("发票收件人")] = None
    invoice_mail_address: Annotated[Text, Col("发票邮寄地址")] = None
    contract_no: Annotated[Code, Col("合同编号", group="约定")] = None
    contract_end_date: Annotated[Date, Col("合同到期日")] = None
    change_terms: Annotated[Text, Col("变更协议")] = None
    free_change_days: Annotated[Days, Col("免费变更天数", show="grouped")] = None
    over_rate: Annotated[Rate, Col("溢装率", show="grouped")] = None
    short_rate: Annotated[Rate, Col("短装率", show="grouped")] = None
    early_tolerance_days: Annotated[Days, Col("提前容差天数", show="grouped", source="18")] = None
    late_tolerance_days: Annotated[Days, Col("延迟容差天数", show="grouped", source="18")] = None
    due_basis: Annotated[Text, Col("交期口径", show="shown", choices="交期口径", source="15")] = None
    report_cycle_days: Annotated[Days, Col("进度反馈周期", show="grouped")] = None
    note_title: Annotated[Text, Col("送货单标题", show="grouped")] = None
    is_note_priced: Annotated[Flag, Col("送货单带价", show="shown")] = None
    note_copies: Annotated[Count, Col("送货单联数", show="grouped")] = None
    note_template: Annotated[Text, Col("送货单模板", show="grouped")] = None
    papers: Annotated[Text, Col("随货资料", show="grouped")] = None
    label_terms: Annotated[Text, Col("标识要求")] = None
    acceptance_mode: Annotated[Text, Col("验收方式", show="grouped", choices="验收方式")] = None
    objection_days: Annotated[Days, Col("异议期天数")] = None
    follow_up_days: Annotated[Days, Col("回访周期", group="状态", show="grouped")] = None
    last_follow_up_date: Annotated[Date, Col("最近回访日期", computed=True, show="grouped")] = None
    is_stopped: Annotated[Flag, Col("是否停止供货", show="shown")] = None
    stop_reason: Annotated[Text, Col("停供原因", show="grouped")] = None
    registered_by: Annotated[Text, Col("登记人")] = None
    created_date: Annotated[Date, Col("建档日期", show="grouped")] = None
    updated_date: Annotated[Date, Col("更新日期")] = None
    updated_by: Annotated[Text, Col("更新人")] = None
    remark: Annotated[Text, Col("备注", show="shown", width=24)] = None
    # fmt: on
