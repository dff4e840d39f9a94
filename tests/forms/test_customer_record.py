"""客户登记表: everything in its box, and what is missing said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from gendan_xl.errors import GendanError
from gendan_xl.forms._form import Asked
from gendan_xl.forms.customer_record import FORM

DAY = dt.date(2026, 11, 22)
CUSTOMER: dict[str, Any] = {
    "customer_no": "C1", "full_name": "杭州临江门控有限公司", "short_name": "临江门控", "address": "杭州市纬五路288号",
    "contact": "李春梅", "phone": "0571-82886600", "fax": "0571-82886601", "settlement_mode": "月结", "grade": "A",
    "credit_limit_amount": 1200000.0, "tax_rate": 0.13, "prepaid_rate": 0.0, "credit_days": 30.0, "is_stopped": False,
    "sales_person": "何倩", "statement_day": 25, "email": "li@example.com", "default_address": "萧山纬五路288号",
}  # fmt: skip

GOLDEN = """\
A1→L1 永康市恒锐五金制品有限公司
A2 ·
A3→L3 客户登记表
A4→D4 客户编号：C1 | E4→H4 登记表号：KH20261122001 | I4→L4 日期：2026-11-22
A5→L5 一、基本资料
A6 客户全称 | B6→F6 杭州临江门控有限公司 | G6 客户简称 | H6→L6 临江门控
A7 曾用名 | E7 客户类型 | I7 行业
A8 客户等级 | B8→D8 A | E8 利润贡献 | I8 开发日期
A9 国别 | E9 区域 | I9 跟单员
A10→L10 二、联系
A11 地址 | B11→L11 杭州市纬五路288号
A12 联系人 | B12→D12 李春梅 | E12 职务 | I12 电话 | J12→L12 0571-82886600
A13 手机 | E13 传真 | F13→H13 0571-82886601 | I13 微信
A14 邮箱 | B14→D14 li@example.com | E14 对账人 | I14 对账电话
A15→L15 三、收货
A16 收货地址 | B16→L16 萧山纬五路288号
A17 收货人 | E17 收货电话 | I17 收货时间
A18 运输方式 | E18 承运商 | I18 运输天数
A19→L19 四、结算与信用
A20 结算方式 | B20→F20 月结 | G20 付款条件
A21 账期天数 | B21→D21 30 天 | E21 账期起算 | I21 截止日 | J21→L21 25
A22 预付比例 | B22→D22 0% | E22 票款顺序 | I22 币种
A23 信用等级 | E23 信用额度 | F23→H23 1,200,000.00 | I23 应收余额
A24 停止供货 | B24→F24 否 | G24 停供原因
A25→L25 五、开票
A26 开票抬头 | G26 税号
A27 开户行 | G27 银行账号
A28 地址电话 | G28 邮寄地址
A29 发票类型 | E29 税率 | F29→H29 13% | I29 收票人
A30→L30 六、约定
A31 交期口径 | E31 溢装率 | I31 短装率
A32 验收方式 | E32 异议期 | I32 免费变更
A33 标识要求 | G33 随货资料
A34 备注
A35 待补资料 | B35→L35 无
A36 ·
A37→D37 登记人： | E37→H37 业务员：何倩 | I37→L37 销售主管："""


def test_a_record_cell_by_cell(make_case: Callable[..., Any], printed: Callable[..., str]) -> None:
    there = make_case({"customers": [CUSTOMER]})
    [draft] = FORM.gather(there, Asked(DAY, keys=("C1",)))
    text = printed(FORM, there, draft, "KH20261122001")
    assert text.startswith(GOLDEN) and not draft.notes


@pytest.mark.parametrize(
    ("change", "gaps"),
    [
        ({"fax": None, "contact": ""}, "联系人"),
        ({"phone": None, "email": None, "default_address": None}, "电话或手机、邮箱或微信、默认收货地址"),
        ({"phone": None, "mobile": "139", "email": None, "wechat": "lcm"}, ""),
        ({"credit_days": None}, "账期天数"),
        ({"settlement_mode": "预付加尾款", "prepaid_rate": None}, "预付比例"),
        ({"credit_limit_amount": None}, "信用等级或信用额度"),
        ({"credit_limit_amount": None, "credit_grade": "A"}, ""),
    ],
)
def test_what_is_missing(make_case: Callable[..., Any], change: dict[str, Any], gaps: str) -> None:
    [draft] = FORM.gather(make_case({"customers": [CUSTOMER | change]}), Asked(DAY, keys=("C1",)))
    assert draft.values["待补资料"] == (gaps or "无")
    assert [note.zh for note in draft.notes] == ([f"C1 登记不全，还缺：{gaps}"] if gaps else [])


def test_unnamed_are_those_with_gaps_and_names_find_one(make_case: Callable[..., Any]) -> None:
    there = make_case({"customers": [CUSTOMER, {"customer_no": "C2", "short_name": "北固"}]})
    assert [draft.key for draft in FORM.gather(there, Asked(DAY))] == ["C2"]
    assert [draft.key for draft in FORM.gather(there, Asked(DAY, customer="临江门控"))] == ["C1"]
    with pytest.raises(GendanError, match="GD087"):
        FORM.gather(make_case({"customers": [CUSTOMER]}), Asked(DAY))
