"""客户登记表: all that is known of a customer on one page, and what is still missing (requirement 44b)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gendan_xl.cells import Value
from gendan_xl.errors import Message
from gendan_xl.forms._form import Asked, Case, Draft, Form, Need
from gendan_xl.forms._gather import documents
from gendan_xl.forms._rows import Row, fields_by_header
from gendan_xl.printing.layout import Band, Layout, boxed
from gendan_xl.words import show

_ASKED = (
    ("full_name",), ("short_name",), ("address",), ("contact",), ("phone", "mobile"), ("email", "wechat"),
    ("default_address",), ("settlement_mode",), ("grade",), ("credit_grade", "credit_limit_amount"),
)  # fmt: skip
"""What a complete record has (requirement 44b): fields of which one is enough. Nobody is asked for a 传真 he has not."""
_ASKED_BY_TERMS = {"月结": "credit_days", "票到付款": "credit_days", "预付加尾款": "prepaid_rate"}
"""结算方式 → the field without which nobody knows when to pay."""
_RATES = ("预付比例", "税率", "溢装率", "短装率")
_AMOUNTS = ("信用额度", "应收余额", "可用额度")
_DAYS = ("账期天数", "运输天数", "免费变更天数", "异议期天数", "回访周期")


def gather(case: Case, asked: Asked) -> Sequence[Draft]:
    """Return a draft for every customer; with nothing named, for those whose record has gaps."""
    found = documents(case, asked, "customers", "customer_no", lambda row: bool(_gaps(row)))
    return [_draft(key, rows[0]) for key, rows in found.items()]


def _draft(key: str, customer: Row) -> Draft:
    return Draft(key, [customer], values=_values(customer), customer=customer, notes=_notes(customer))


def _gaps(customer: Row) -> list[str]:
    """Return the headers of what is missing: 邮箱或微信 where one of them is enough."""
    by_terms = _ASKED_BY_TERMS.get(str(customer["settlement_mode"]))
    asked = [*_ASKED, *([(by_terms,)] if by_terms else [])]
    blank = [fields for fields in asked if all(customer[field] in (None, "") for field in fields)]
    return ["或".join(customer.data.table.header(field) for field in fields) for fields in blank]


def _notes(customer: Row) -> list[Message]:
    gaps = "、".join(_gaps(customer))
    if not gaps:
        return []
    return [
        Message(
            f"{customer.key} 登记不全，还缺：{gaps}",
            f"the record of {customer.key} lacks {gaps}",
        )
    ]


def _values(customer: Row) -> Mapping[str, Value]:
    shown: dict[str, Value] = {name: _percent(customer, name) for name in _RATES}
    shown |= {name: _amount(customer, name) for name in _AMOUNTS}
    shown |= {name: _with_unit(customer, name, "天") for name in _DAYS}
    return shown | {"待补资料": "、".join(_gaps(customer)) or "无"}


def _number(customer: Row, header: str) -> str:
    value = customer.decimal(fields_by_header("customers")[header])
    return "" if value is None else show(value)


def _percent(customer: Row, header: str) -> str:
    value = customer.decimal(fields_by_header("customers")[header])
    return "" if value is None else f"{show(value * 100)}%"


def _amount(customer: Row, header: str) -> str:
    value = customer.decimal(fields_by_header("customers")[header])
    return "" if value is None else f"{value:,.2f}"


def _with_unit(customer: Row, header: str, unit: str) -> str:
    number = _number(customer, header)
    return f"{number} {unit}" if number else ""


_HEIGHT = 21.0
_PAIRS = (1.0, 3.2, 1.0, 3.2)
_THIRDS = (1.0, 1.8) * 3
_WIDE = (1.0, 7.4)


def _row(*names: str, height: float = _HEIGHT) -> Band:
    """Return a row of one, two or three headers with their values; 收货人=默认收货人 labels a header otherwise."""
    texts = []
    for name in names:
        label, _, header = name.partition("=")
        texts += [label, f"{{{{{header or label}}}}}"]
    return boxed(*texts, height=height, weights={1: _WIDE, 2: _PAIRS}.get(len(names), _THIRDS))


def _section(title: str) -> Band:
    return Band((title,), height=18, is_boxed=True)


FORM = Form(
    verb="customer-record",
    label="客户登记表",
    help=Message("客户登记表：一个客户一页，缺什么写明", "customer record: a page for each customer, with what is missing"),
    source="44b",
    table="customers",
    is_once=True,
    gather=gather,
    needs=(
        Need("registered_by", "登记人", "44b", when=lambda row: False),
        Need("sales_person", "业务员", "44b", when=lambda row: False),
    ),
    fields=("待补资料",),
    layout=Layout(
        head=(Band(("客户编号：{{客户编号}}", "登记表号：{{单据号}}", "日期：{{日期}}"), height=18),),
        body=(
            _section("一、基本资料"),
            _row("客户全称", "客户简称"),
            _row("曾用名", "客户类型", "行业"),
            _row("客户等级", "利润贡献", "开发日期"),
            _row("国别", "区域", "跟单员"),
            _section("二、联系"),
            _row("地址"),
            _row("联系人", "职务", "电话"),
            _row("手机", "传真", "微信"),
            _row("邮箱", "对账人=对账联系人", "对账电话"),
            _section("三、收货"),
            _row("收货地址=默认收货地址"),
            _row("收货人=默认收货人", "收货电话=默认收货电话", "收货时间=收货时间要求"),
            _row("运输方式=默认运输方式", "承运商=默认承运商", "运输天数"),
            _section("四、结算与信用"),
            _row("结算方式", "付款条件"),
            _row("账期天数", "账期起算", "截止日=对账截止日"),
            _row("预付比例", "票款顺序", "币种"),
            _row("信用等级", "信用额度", "应收余额"),
            _row("停止供货=是否停止供货", "停供原因"),
            _section("五、开票"),
            _row("开票抬头", "税号"),
            _row("开户行", "银行账号"),
            _row("地址电话=开票地址电话", "邮寄地址=发票邮寄地址", height=27),
            _row("发票类型", "税率", "收票人=发票收件人"),
            _section("六、约定"),
            _row("交期口径", "溢装率", "短装率"),
            _row("验收方式", "异议期=异议期天数", "免费变更=免费变更天数"),
            _row("标识要求", "随货资料", height=30),
            boxed("备注", "{{备注}}", height=42, weights=_WIDE),
            boxed("待补资料", "{{待补资料}}", height=27, weights=_WIDE),
        ),
        signers=3,
    ),
    icon="AddressBook",
    place=90,
)  # fmt: skip
