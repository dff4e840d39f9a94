"""The table 设置 and the parameters it holds, typed."""

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    NonNegativeFloat,
    NonNegativeInt,
    PositiveFloat,
    PositiveInt,
)

from gendan_xl.schema.column import Col, Date, Prose, Text
from gendan_xl.schema.table import Meta, Table


class Settings(Table):
    """One parameter of the workbook."""

    # fmt: off
    meta = Meta("settings", "设置", aliases=("参数",), present="core", help="全部参数：改「值」一列即可",
        tab_color="1F4E79")

    group: Annotated[Text, Col("分组", key=True, show="shown")] = None
    parameter: Annotated[Text, Col("参数", key=True, show="shown", width=22)] = None
    value: Annotated[Prose, Col("值", required=True, show="shown", width=16)] = None
    unit: Annotated[Text, Col("单位", show="shown", width=8)] = None
    data_type: Annotated[Text, Col("数据类型", show="shown")] = None
    allowed_values: Annotated[Text, Col("可选值", show="shown", width=24)] = None
    default_value: Annotated[Prose, Col("默认值", computed=True, show="shown")] = None
    note: Annotated[Text, Col("说明", show="shown", width=40)] = None
    source: Annotated[Text, Col("依据", show="grouped")] = None
    changed_by: Annotated[Text, Col("修改人", show="grouped")] = None
    changed_date: Annotated[Date, Col("修改日期", show="grouped")] = None
    # fmt: on


@dataclass(frozen=True, slots=True)
class Setting:
    """A parameter as the sheet 设置 shows it: its name, group, unit and where it comes from."""

    name: str
    group: str
    unit: str = ""
    choices: tuple[str, ...] = ()
    help: str = ""
    source: str = ""


_WORDS = "{} 里写表头，[] 里的内容没有就不印；换行用 Alt+Enter"


_POINTS = r"^\s*[^\s=＝、]+\s*[=＝]\s*\d{1,3}(\s*、\s*[^\s=＝、]+\s*[=＝]\s*\d{1,3})*\s*$"
"""How points are written: A=4、B=3."""


class SettingsValues(BaseModel):
    """The parameters of a workbook, each with its default. Source: spec tables, settings and their defaults."""

    model_config = ConfigDict(defer_build=True, extra="forbid", frozen=True)

    # fmt: off
    # 交期
    due_basis: Annotated[Literal["发货日", "到货日"], Setting("交期口径", "交期", choices=("发货日", "到货日"),
        help="确认交期指发货日还是到货日；客户另有约定写在客户表", source="15")] = "发货日"
    early_tolerance_days: Annotated[NonNegativeInt, Setting("提前容差", "交期", "自然日",
        help="比确认交期早多少天以内仍算准时", source="18")] = 2
    late_tolerance_days: Annotated[NonNegativeInt, Setting("延迟容差", "交期", "自然日",
        help="比确认交期晚多少天以内仍算准时", source="18")] = 2
    due_soon_days: Annotated[NonNegativeInt, Setting("临期天数", "交期", "工作日",
        help="到期前几个工作日变黄", source="17")] = 2
    major_delay_days: Annotated[PositiveInt, Setting("重大延误天数", "交期", "自然日",
        help="延误满几天算重大异常", source="18, 21")] = 3
    rush_max_days: Annotated[PositiveInt, Setting("急单上限天数", "交期", "自然日",
        help="下单到客户要求交期不超过几天算急单，超过算正常", source="9")] = 15
    urgent_max_days: Annotated[PositiveInt, Setting("特急上限天数", "交期", "自然日", source="9")] = 10
    instant_max_days: Annotated[PositiveInt, Setting("急插上限天数", "交期", "自然日", source="9")] = 5
    production_lock_milestone: Annotated[str, Setting("投产锁定点", "交期",
        help="这个节点开工后不再受理变更；工艺路线里另有标记的以标记为准", source="25")] = "领料出库"
    track_frequency: Annotated[Literal["每日", "隔日"], Setting("跟踪频率", "交期", choices=("每日", "隔日"),
        help="节点没有写频率时用", source="14")] = "每日"
    # 日历
    rest_pattern: Annotated[Literal["双休", "单休", "大小周", "无休"], Setting("休息制度", "日历",
        choices=("双休", "单休", "大小周", "无休"), help="单休 = 周日休息", source="16")] = "单休"
    alternate_anchor_date: Annotated[dt.date | None, Setting("大周基准日", "日历",
        help="大小周时填：任意一个双休周里的一天", source="16")] = None
    shifts: Annotated[str, Setting("班次", "日历", help="用、分开", source="6")] = "08:00-12:00、13:30-17:30"
    # 时限
    release_cutoff: Annotated[dt.time, Setting("过单截止", "时限",
        help="这个时间以后的订单从次工作日算", source="6")] = dt.time(10)
    intake_reply_hours: Annotated[PositiveFloat, Setting("受理回复时限", "时限", "小时",
        help="处理并回复一张订单", source="6")] = 24
    customer_reply_hours: Annotated[PositiveFloat, Setting("客户书面回复时限", "时限", "小时", source="6")] = 48
    customer_reply_from: Annotated[Literal["PMC回复", "下单"], Setting("客户回复起算", "时限",
        choices=("PMC回复", "下单"), help="书面回复时限从哪里算起", source="6")] = "PMC回复"
    pmc_reply_workdays: Annotated[NonNegativeInt, Setting("PMC回复时限", "时限", "工作日",
        help="下单后第几个工作日的截止时间前", source="6")] = 1
    pmc_reply_cutoff: Annotated[dt.time, Setting("PMC截止", "时限", source="6")] = dt.time(17)
    major_complaint_hours: Annotated[PositiveFloat, Setting("重大投诉响应时限", "时限", "小时", source="22")] = 2
    complaint_solution_hours: Annotated[PositiveFloat, Setting("普通投诉方案时限", "时限", "小时",
        source="22")] = 24
    after_sales_contact_hours: Annotated[PositiveFloat, Setting("售后联系时限", "时限", "小时", source="22")] = 24
    clock_mode: Annotated[Literal["自然小时跳过休息日", "自然小时"], Setting("计时方式", "时限",
        choices=("自然小时跳过休息日", "自然小时"), source="6")] = "自然小时跳过休息日"
    # 变更
    free_change_days: Annotated[NonNegativeInt, Setting("免费变更天数", "变更", "自然日",
        help="含下单当天", source="25")] = 3
    # 分配
    priority_points: Annotated[str, Field(pattern=_POINTS), Setting("优先级分值", "分配",
        help="客户等级的分 × 利润贡献的分，分高的先得货；没有写的算 1 分", source="30")] = "A=4、B=3、C=2、D=1、高=3、中=2、低=1"
    # 价格与金额
    tax_rate: Annotated[float, Field(ge=0, lt=1), Setting("默认税率", "价格",
        help="13 / 9 / 6 / 3 / 1 / 0 %", source="13")] = 0.13
    price_decimals: Annotated[int, Field(ge=0, le=6), Setting("单价小数位", "价格", "位", source="13")] = 4
    amount_decimals: Annotated[int, Field(ge=0, le=4), Setting("金额小数位", "价格", "位", source="13")] = 2
    rounding_gap: Annotated[NonNegativeFloat, Setting("尾差", "价格", "元",
        help="合计与明细之间允许的差", source="13")] = 0.01
    over_rate: Annotated[NonNegativeFloat, Setting("溢装率", "价格",
        help="订单和客户都没有约定时用", source="28")] = 0.0
    short_rate: Annotated[NonNegativeFloat, Setting("短装率", "价格",
        help="订单和客户都没有约定时用", source="28")] = 0.0
    # 对账
    statement_day: Annotated[int, Field(ge=1, le=28), Setting("月结单截止", "对账", "日",
        help="每月几号前出上月月结单", source="38")] = 5
    statement_return_workdays: Annotated[PositiveInt, Setting("对账回传时限", "对账", "工作日", source="38")] = 5
    reminder_workdays: Annotated[NonNegativeInt, Setting("催款提前", "对账", "工作日",
        help="应收日前几个工作日提醒", source="39")] = 1
    ageing_days: Annotated[str, Setting("账龄分段", "对账", "天", help="用、分开", source="41")] = "0、30、60、90、180"
    sales_summary_days: Annotated[PositiveInt, Setting("销售汇总时限", "对账", "天",
        help="月末后几天内完成", source="40")] = 3
    # 单据
    company_name: Annotated[str, Setting("公司名称", "单据", help="印在单据抬头", source="27")] = ""
    company_address: Annotated[str, Setting("公司地址", "单据", help="印在单据抬头")] = ""
    company_phone: Annotated[str, Setting("公司电话", "单据", help="印在单据抬头")] = ""
    company_english_name: Annotated[str, Setting("公司英文名称", "单据", help="印在商业发票、外销装箱单")] = ""
    company_english_address: Annotated[str, Setting("公司英文地址", "单据", help="印在商业发票、外销装箱单")] = ""
    bank_details: Annotated[str, Setting("收款银行", "单据", help="印在人民币的催款提醒：开户行、账号")] = ""
    foreign_bank_details: Annotated[str, Setting("外币收款银行", "单据",
        help="印在商业发票和外币的催款提醒，英文：Bank、A/C、SWIFT；空着用收款银行")] = ""
    page_per_copy: Annotated[Literal["是", "否"], Setting("A4每联一页", "单据", choices=("是", "否"),
        help="A4 纸是否每一联各打一页；针式连续纸一次打出各联", source="27")] = "是"
    lines_241x140: Annotated[PositiveInt, Setting("每页行数 241×140", "单据", "行", source="27")] = 8
    lines_241x280: Annotated[PositiveInt, Setting("每页行数 241×280", "单据", "行", source="27")] = 20
    lines_a4: Annotated[PositiveInt, Setting("每页行数 A4", "单据", "行", source="27")] = 25
    number_digits: Annotated[PositiveInt, Setting("流水位数", "单据", "位",
        help="编号规则里没有写时用", source="44")] = 3
    number_reset: Annotated[Literal["日", "月", "年", "不复位"], Setting("流水复位", "单据",
        choices=("日", "月", "年", "不复位"), help="编号规则里没有写时用", source="44")] = "日"
    order_folder: Annotated[str, Setting("订单文件夹", "单据",
        help="可用 {订单号}、{客户简称}", source="44")] = "{订单号}-{客户简称}订单"
    # 跟进
    commitments_weekday: Annotated[Literal["周一", "周二", "周三", "周四", "周五", "周六", "周日"],
        Setting("协作公示", "跟进", choices=("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
        source="20a")] = "周一"
    sample_follow_up_days: Annotated[PositiveInt, Setting("样品回访天数", "跟进", "天", source="44b")] = 7
    complaint_follow_up_days: Annotated[PositiveInt, Setting("投诉回访天数", "跟进", "天", source="22")] = 3
    key_customer_follow_up_days: Annotated[PositiveInt, Setting("重点客户回访天数", "跟进", "天",
        source="44b")] = 30
    # 话术: {表头} is filled in; what stands in [] is left out where one of its {} is blank
    four_part_text: Annotated[str, Setting("卡点四段式", "话术", help=_WORDS, source="21")] = (
        "【卡点】{订单号}[-{行号}][ {客户简称}][ {品名}]\n问题：{问题}\n责任：{责任}\n方案：{方案}\n时间：{时间} 前")
    four_part_text_en: Annotated[str, Setting("卡点四段式英文", "话术", help=_WORDS, source="21")] = (
        "STUCK: {订单号}[-{行号}][ · {客户简称}][ · {品名}]\nProblem: {问题}\nWho: {责任}\nPlan: {方案}\nBy: {时间}")
    delay_text: Annotated[str, Setting("延期通知", "话术", help=_WORDS, source="43")] = (
        "{称呼}，您好：\n非常抱歉，贵司订单[ {客户订单号}]（我司单号 {订单号}）的 {品名}[ {规格}]，不能按原定的 {原交期} {发到}。\n"
        "原因：{原因}。\n新的时间：{新交期} 前{发到}。\n补救办法：{补救}。\n给贵司带来不便，深表歉意[，有问题请随时联系 {联系}]。\n[{公司名称}]")
    delay_text_en: Annotated[str, Setting("延期通知英文", "话术", help=_WORDS, source="43")] = (
        "Dear {称呼},\nWe are sorry that {品名}[ {规格}] of your order[ {客户订单号}] (our No. {订单号}) cannot be {发到} by "
        "{原交期} as agreed.\nCause: {原因}.\nNew time: {发到} by {新交期}.\nRemedy: {补救}.\n"
        "We apologize for the inconvenience[ and are at your service: {联系}].\n[{公司名称}]")
    progress_text: Annotated[str, Setting("客户周报", "话术", help=_WORDS, source="43")] = (
        "{称呼}，您好：\n截至 {今天}，贵司在我司未完成的订单共 {订单数} 张 {行数} 行，进度如下：\n{明细}\n"
        "[有问题请随时联系 {联系}。]\n[{公司名称}]")
    progress_text_en: Annotated[str, Setting("客户周报英文", "话术", help=_WORDS, source="43")] = (
        "Dear {称呼},\nProgress of your open orders with us (orders: {订单数}, lines: {行数}) as of {今天}:\n{明细}\n"
        "[For any question: {联系}.]\n[{公司名称}]")
    progress_line: Annotated[str, Setting("客户周报明细", "话术", help="客户周报里 {明细} 的每一行", source="43")] = (
        "{序号}. {订单号}[-{行号}][（贵司 {客户订单号}）] {品名}[ {规格}]：订购 {订购数量}[ {单位}]，未交 {未交}[，当前节点 {当前节点}][，{进度}]，"
        "交期 {交期}[，预计 {预计}]")
    progress_line_en: Annotated[str, Setting("客户周报明细英文", "话术", help="客户周报英文里 {明细} 的每一行", source="43")] = (
        "{序号}. {订单号}[-{行号}][ (your {客户订单号})] {品名}[ {规格}]: ordered {订购数量}[ {单位}], open {未交}[, {进度}], "
        "due {交期}[, expected {预计}]")
    # fmt: on

    def bank(self, *, is_foreign: bool) -> str:
        """Return the bank that money is to be sent to, from abroad or at home; where only one is known, that."""
        own, other = self.bank_details, self.foreign_bank_details
        return (other or own) if is_foreign else (own or other)


@cache
def all_settings() -> dict[str, Setting]:
    """Return field of SettingsValues → its parameter, in the order of the sheet."""
    return {
        name: next(mark for mark in info.metadata if isinstance(mark, Setting))
        for name, info in SettingsValues.model_fields.items()
    }


def setting_text(value: object) -> str:
    """Return a default as the sheet shows it in 默认值: times as 10:00, nothing as ''."""
    if value is None:
        return ""
    return value.strftime("%H:%M") if isinstance(value, dt.time) else str(value)
