"""What a template of a form may say: the placeholders that every form has, its own, and the headers of its tables."""

from __future__ import annotations

from collections.abc import Mapping

from gendan_xl.forms._form import MANY_PAGES, PRICED, UNPRICED, Form
from gendan_xl.forms._rows import fields_by_header
from gendan_xl.printing.paper import LOW, ROOMY
from gendan_xl.printing.placeholders import LAST_PAGE, Vocabulary
from gendan_xl.schema.table import table
from gendan_xl.text import header_key

MOST_SIGNERS = 8
COMMON: Mapping[str, str] = {
    "公司名称": "设置里的公司名称",
    "公司地址": "设置里的公司地址",
    "公司电话": "设置里的公司电话",
    "公司信息": "公司地址和电话连写",
    "标题": "编号规则里的标题",
    "单据号": "这张单的号码",
    "日期": "开单日期",
    "订单号": "属于哪张订单",
    "制单人": "谁开的单",
    "备注": "备注",
    "条款": "这种单据固定的说明文字",
    "联次": "第几联、给谁，来自编号规则",
    "页码": "第几页",
    "总页数": "一共几页",
    "接页说明": "不是最后一页时为“（接下页）”",
    "承前页": "多页时上一页带过来的累计",
    "大写金额": "合计金额的大写，带价时才有",
    **{
        f"签核{number}": f"第 {number} 个签核栏，含角色名，如 制单：王五；角色来自编号规则"
        for number in range(1, MOST_SIGNERS + 1)
    },
}
"""The placeholders that every form has: name → what it shows."""
FLAGS: Mapping[str, str] = {
    PRICED: "单据带价时",
    UNPRICED: "单据不带价时",
    MANY_PAGES: "超过一页时",
    ROOMY: "纸高超过 100 毫米时",
    LOW: "纸高不到 100 毫米（241×93）时",
    LAST_PAGE: "最后一页（其他页留空）",
}
"""What a row or a column of every template may be limited to: flag → when it stands there."""
PER_TOTAL: Mapping[str, str] = {
    "本页": "这一页的小计",
    "承前": "前面各页的累计",
    "累计": "到这一页为止的累计",
    "合计": "全部的合计，只在最后一页",
}
"""The sums of a column: what stands before its name → what it is."""


def vocabulary(form: Form) -> Vocabulary:
    """Return the placeholders that templates of a form may use: its own, and the headers of its tables. What is only
    told of a customer is none of a line's: a line is a row of the form's table, of an order, of a product."""
    headers = {header for name in tables(form) for header in fields_by_header(name)}
    of_lines = {header for name in tables(form) if name != "customers" for header in fields_by_header(name)}
    totals = {word + name for word in PER_TOTAL for name in form.layout.totals}
    fields = headers | totals | {*COMMON, *form.fields}
    line = of_lines | {"序号", *form.line_fields} if form.layout.columns else set()
    return Vocabulary(frozenset(fields), frozenset(line), frozenset({*FLAGS, *form.flags}), _synonyms(form))


def _synonyms(form: Form) -> Mapping[str, str]:
    """Return what others call the columns of the tables of a form → its own word for it, else the header."""
    own = {*form.fields, *form.line_fields}
    found: dict[str, str] = {}
    for name in tables(form):
        for column in table(name).columns().values():
            words = [header_key(word) for word in (column.header, *column.col.aliases)]
            meant = next((word for word in words if word in own), words[0])
            for word in words[1:]:
                found.setdefault(word, meant)
    return found


def tables(form: Form) -> tuple[str, ...]:
    """Return the tables whose headers are placeholders of a form, those that are asked first at the front."""
    return tuple(dict.fromkeys((form.table, *form.more_tables, "orders", "customers", "products")))
