"""Shortage allocation for people: the rows of its list, as text for a terminal and as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import groupby

from gendan_xl.cells import Value
from gendan_xl.commands._open import Opened
from gendan_xl.errors import GendanError, Message
from gendan_xl.forms._form import Case
from gendan_xl.forms._rows import same
from gendan_xl.forms._shortage import Allocated, allocated, stock
from gendan_xl.intake.uncalculated import require_results
from gendan_xl.text import table_lines
from gendan_xl.words import show


def allocation(opened: Opened, products: Sequence[str] = (), *, everything: bool = False) -> list[Allocated]:
    """Return what the open lines get: of the products named, else of those that are short (of all with `everything`).

    GendanError GD925 without stock, GD926 for a product that no open order is for, GD010 without formula results.
    """
    require_results(opened.ledger)
    context = opened.context
    case = Case(opened.ledger, context.settings, context.calendar, context.now)
    found = allocated(case, stock(case))
    if products:
        return _of(found, products)
    short = {one.share.demand.product_no for one in found if one.share.shortage}
    return [one for one in found if everything or one.share.demand.product_no in short]


def _of(found: Sequence[Allocated], products: Sequence[str]) -> list[Allocated]:
    wanted = {same(product): product for product in products}
    unknown = [
        text for key, text in wanted.items() if key not in {one.share.demand.product_no for one in found}
    ]
    if unknown:
        raise GendanError(
            "GD926", f"没有未交订单要产品 {'、'.join(unknown)}：请核对产品编号",
            f"no open order is for {', '.join(unknown)}: check the product number",
        )  # fmt: skip
    return [one for one in found if one.share.demand.product_no in wanted]


HEADERS = (
    "产品编号", "产品名称", "位次", "订单行", "客户", "等级", "利润", "得分", "交期", "需求", "分得", "缺", "可补日期", "说明", "位置",
)  # fmt: skip
"""The columns of the list; the last leads to the order line."""


def row_of(one: Allocated, lang: str) -> list[Value]:
    """Return an order line as the list shows it, the link to its place aside."""
    share, demand = one.share, one.share.demand
    return [
        one.row["product_no"],
        one.row["product_name"],
        share.position,
        demand.key,
        one.row["customer_name"],
        demand.grade,
        demand.profit,
        demand.score,
        demand.due,
        demand.qty,
        share.qty,
        share.shortage,
        share.later_date,
        share.why.text(lang),
        "",
    ]


def summary(found: Sequence[Allocated], lang: str) -> str:
    """Return how much is short."""
    short = [one for one in found if one.share.shortage]
    products = len({one.share.demand.product_no for one in short})
    zh = f"{products} 种产品不够，{len(short)} 个订单行缺货" if short else "库存够，没有缺货。"
    en = f"{products} products short, {len(short)} order lines lack goods" if short else "Nothing is short."
    return Message(zh, en).text(lang)


def as_text(found: Sequence[Allocated], lang: str) -> str:
    """Return the list product by product, a line and its reason each."""
    lines = [summary(found, lang)]
    for product, held in groupby(found, key=lambda one: one.share.demand.product_no):
        own = list(held)
        lines.append(f"\n{own[0].row['product_no'] or product}  {own[0].row['product_name'] or ''}".rstrip())
        cells = [
            (f"{one.share.position}.", one.share.demand.key, _given(one, lang), one.share.why.text(lang))
            for one in own
        ]
        lines += [f"  {line}" for line in table_lines(cells)]
    return "\n".join(lines)


def _given(one: Allocated, lang: str) -> str:
    share = one.share
    given, lacks, coming = show(share.qty), show(share.shortage), show(share.in_transit)
    zh, en = (f"（在途 {coming}）", f" ({coming} to come)") if share.in_transit else ("", "")
    zh, en = f"得 {given}{zh}", f"gets {given}{en}"
    if share.shortage:
        zh, en = f"{zh} 缺 {lacks}", f"{en} lacks {lacks}"
    return Message(zh, en).text(lang)


def as_json(found: Sequence[Allocated], lang: str) -> str:
    """Return the list as one JSON document; quantities as text, exactly."""
    lines = [
        {
            "product": one.row["product_no"],
            "rank": one.share.position,
            "order_line": one.share.demand.key,
            "customer": one.row["customer_name"],
            "score": one.share.demand.score,
            "due": one.share.demand.due.isoformat() if one.share.demand.due else None,
            "wanted": show(one.share.demand.qty),
            "allocated": show(one.share.qty),
            "from_stock": show(one.share.from_stock),
            "short": show(one.share.shortage),
            "later": show(one.share.later),
            "later_date": one.share.later_date.isoformat() if one.share.later_date else None,
            "why": one.share.why.text(lang),
        }
        for one in found
    ]
    return json.dumps({"lines": lines}, ensure_ascii=False, indent=2)
