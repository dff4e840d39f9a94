"""The published list of forms, made from the registry."""

from __future__ import annotations

from gendan_xl.forms import all_forms
from gendan_xl.forms._form import Form, Need
from gendan_xl.forms._rows import Row
from gendan_xl.intake.ledger import TableData
from gendan_xl.schema.numbering import DEFAULT_NUMBERING
from gendan_xl.schema.table import table

_HEAD = """# 单据 · Forms

由代码生成（`gendan generate`）。出单：`gendan form 单据 文件 编号`，或 `--order 订单号`、`--customer 客户`、`--month 月份`、`--all`
（全部该出的）；功能区里每种单据也有按钮。哪一栏由谁签、用什么纸、几联，公司在「编号规则」表里改，这里列的是缺省。

* **出单前要签**：这一格空着就不出单、不占号（GD793），并说明缺谁的签核；带 * 的看情况，有的只印出姓名。
* **会拦下的检查**：这些行有[规则](rules.md)报出的错误时不出单。除此以外，每种单据还有自己的拦截（没有单价、已取消、超量、
  没有评估……），当场说明哪一格、怎么改。

Every form of `gendan form KIND FILE`, generated from the registry: what it is for and its name on the command line, the
tables it is filled from, the approvals that it waits for (* only in some cases), the checks that stop it, who signs
below, paper and copies. The last three are defaults: a company changes them in 编号规则.
"""
_TITLES = (
    "单据 · 命令",
    "用途",
    "数据来自",
    "出单前要签",
    "会拦下的检查",
    "印出的签字栏",
    "纸张",
    "联次",
    "要求",
)


def render() -> str:
    """Return the list as Markdown: one table, a line for each form in the order of the ribbon."""
    lines = [_line(_TITLES), _line(["---"] * len(_TITLES))]
    return "\n".join([_HEAD, *lines, *(_line(_cells(form)) for form in all_forms()), ""])


def _line(cells: list[str] | tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


def _cells(form: Form) -> list[str]:
    rule = next(row for row in DEFAULT_NUMBERING if row["kind"] == form.label)
    tables = dict.fromkeys((form.table, *form.more_tables))
    _, _, purpose = form.help.zh.partition("：")
    return [
        f"**{form.label}**<br>`{form.verb}`",
        f"{purpose}<br>*{form.help.en}*",
        "、".join(table(name).meta.sheet for name in tables),
        "、".join(dict.fromkeys(_approval(form, need) for need in form.needs)),
        "、".join(f"[{code}](rules.md#{code.lower()})" for code in form.rules),
        str(rule["sign_roles"]),
        str(rule["paper"]),
        str(rule["copies"]),
        form.source,
    ]


def _approval(form: Form, need: Need) -> str:
    """Return whose approval is asked for; with a star where a row does not always need it."""
    blank = Row(TableData(table(form.table), {}, []), 0)
    return need.role if need.when(blank) else f"{need.role}*"
