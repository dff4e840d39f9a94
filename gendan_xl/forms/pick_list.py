"""备货单: what the store lays ready for an order, at approved prices (requirements 12, 27, 30)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from gendan_xl.cells import Value
from gendan_xl.domain.allocation import Supply
from gendan_xl.domain.money import line_amount
from gendan_xl.errors import GendanError, Message
from gendan_xl.findings import Finding
from gendan_xl.forms._batches import gap, left_out, twice
from gendan_xl.forms._delivery_blocks import DeliveryCheck, blocks
from gendan_xl.forms._delivery_lines import VOID, is_charged, note_of, plain
from gendan_xl.forms._form import PRICED, Asked, Case, Draft, Form, Need
from gendan_xl.forms._gather import documents, selected_orders
from gendan_xl.forms._pick_stock import PickStock
from gendan_xl.forms._rows import Row, same
from gendan_xl.printing.layout import Band, Column, Layout, boxed

_NOTHING = Decimal(0)


def gather(case: Case, asked: Asked) -> Sequence[Draft]:
    """Return a draft for every order with batches to pick. GendanError GD087 or GD597 when there are none."""
    found = documents(case, asked, "deliveries", "order_no")
    picked = [_asked_rows(case, asked, rows) for rows in found.values()]
    if not any(picked):
        raise _nothing(asked)
    there = PickStock(case)
    is_named = _is_named(asked)
    lacking = [rows for rows in picked if rows and not is_named and there.has_nothing(rows)]
    drafts = [_draft_of_read(case, rows, there) for rows in picked if rows and rows not in lacking]
    return [*drafts, _left_out(lacking)] if lacking else drafts


def _is_named(asked: Asked) -> bool:
    return bool(asked.keys or asked.order_no or asked.selected)


def _left_out(lacking: Sequence[Sequence[Row]]) -> Draft:
    """Return what is said instead of the lists of orders that nothing is there for."""
    orders = [str(rows[0]["order_no"]) for rows in lacking]
    names, count = "、".join(orders), len(orders)
    said = Message(
        f"缺货，不开备货单：{names}（共 {count} 张，到货或入库后再出；写上订单号可看原因）",
        f"nothing in stock, no pick list: {names} ({count}; name one to see why)",
    )
    return Draft("", left_out=said)


def _asked_rows(case: Case, asked: Asked, rows: Sequence[Row]) -> list[Row]:
    """Return the batches of an order that are to be picked: those on no pick list first, else those of its last one."""
    every = [row for row in rows if _is_open(case, row) and _is_wanted(case, asked, row)]
    fresh = [row for row in every if not _number(case, row)]
    if fresh and not asked.is_again:
        return fresh
    last = max((_number(case, row) for row in every), default="")
    return [row for row in every if _number(case, row) == last] if _is_named(asked) or asked.is_again else []


def _is_open(case: Case, row: Row) -> bool:
    return row["status"] != VOID and not row["shipped_date"] and not note_of(case.noted, row)


def _is_wanted(case: Case, asked: Asked, row: Row) -> bool:
    chosen, lines = (
        asked.selected.get("deliveries", ()),
        selected_orders(case, asked).get(same(row["order_no"]), ()),
    )
    return (
        (not asked.day or row["planned_date"] == asked.day)
        and (asked.batch_no is None or row["batch_no"] == asked.batch_no)
        and (not chosen or row.index in chosen)
        and (not lines or bool(chosen) or same(row["line_no"]) in {same(line["line_no"]) for line in lines})
    )


def _number(case: Case, row: Row) -> str:
    number = str(row["pick_list_no"] or "")
    return "" if number in case.noted.voids else number


def _draft_of_read(case: Case, rows: Sequence[Row], there: PickStock) -> Draft:
    """Return the draft of the batches that have a quantity; a batch without one does not stop the others."""
    gaps = [gap(case, row) for row in rows if row.decimal("planned_qty") is None]
    fine = [row for row in rows if row.decimal("planned_qty") is not None]
    if not fine:
        order = case.order(rows[0]["order_no"])
        return Draft(str(rows[0]["order_no"]), rows, order=order, blocks=gaps)
    made = _draft(case, fine, there)
    return replace(made, notes=[*map(left_out, gaps), *made.notes])


def _draft(case: Case, rows: Sequence[Row], there: PickStock) -> Draft:
    orders = [case.order(row["order_no"], row["line_no"]) for row in rows]
    order = orders[0] or case.order(rows[0]["order_no"])
    lines = [_line(case, row, own, there.supply) for row, own in zip(rows, orders, strict=True)]
    amounts = [line["金额"] for line in lines if isinstance(line["金额"], Decimal)]
    return Draft(
        str(rows[0]["order_no"]),
        rows,
        values=_values(rows, orders),
        lines=lines,
        order=order,
        customer=case.customer(order["customer_no"] if order else rows[0]["customer_no"]),
        currency=str((order and order["currency"]) or "CNY"),
        blocks=[*twice(case, rows), *_blocks(rows, orders), *there.blocks(rows)],
        notes=list(there.notes(rows)),
        amount=sum(amounts, _NOTHING) if amounts else None,
    )


def _line(case: Case, row: Row, order: Row | None, supply: Mapping[str, Supply]) -> dict[str, Value]:
    qty, price = row.decimal("planned_qty"), _price(row, order)
    product = same(_product(row, order))
    return {
        "数量": qty,
        "单价": price,
        "金额": None if price is None or qty is None else line_amount(qty, price),
        "可用库存": supply[product].free if product in supply else None,
        "仓库": _warehouses(case, product) or (order["warehouse"] if order else None),
    }


def _price(row: Row, order: Row | None) -> Decimal | None:
    """Return the price of the batch, else of its order line; what is not charged costs nothing unless it says so."""
    own = row.decimal("unit_price")
    if own is not None or not is_charged(row):
        return own or _NOTHING
    return order.decimal("unit_price") if order else None


def _product(row: Row, order: Row | None) -> object:
    return row["product_no"] or (order["product_no"] if order else None)


def _warehouses(case: Case, product: str) -> str:
    """Return where a product lies: its warehouses that hold any."""
    rows = (row for row in case.rows_of("stock", "product_no", product) if row["stock_qty"])
    return "、".join(dict.fromkeys(str(row["warehouse"]) for row in rows if row["warehouse"]))


def _values(rows: Sequence[Row], orders: Sequence[Row | None]) -> dict[str, Value]:
    days = sorted(
        {
            f"{row['planned_date']:%Y-%m-%d} {row['time_slot'] or ''}".strip()
            for row in rows
            if row["planned_date"]
        }
    )
    return {
        "计划发货": "、".join(days),
        "包装": _each(orders, "packing_terms"),
        "标识": _each(orders, "label_terms"),
    }


def _each(orders: Sequence[Row | None], field: str) -> str:
    """Return what the order lines say, each once."""
    return "；".join(dict.fromkeys(str(row[field]) for row in orders if row and row[field]))


def _blocks(rows: Sequence[Row], orders: Sequence[Row | None]) -> list[Finding]:
    """Return why these batches may not be picked: no quantity, an order that is not confirmed or stopped (28)."""
    return blocks([_check(row, order) for row, order in zip(rows, orders, strict=True)])


def _check(row: Row, order: Row | None) -> DeliveryCheck:
    sheet, line, col = row.data.place(row.index, "planned_qty")
    qty, status = row.decimal("planned_qty") or _NOTHING, order["status"] if order else None
    number = plain(row["line_no"])
    return DeliveryCheck(str(row["order_no"]), number, qty, status=status, sheet=sheet, row=line, col=col)


def _nothing(asked: Asked) -> GendanError:
    day = f"{asked.day:%Y-%m-%d} " if asked.day else ""
    return GendanError(
        "GD597", f"没有{day and ' ' + day}要备货的批次：都已出过备货单、已打单或已作废（补打请加 --again）；新的请先在发货表登记",
        f"there is no batch {day}to pick: all are on a pick list, billed or void (add --again to print again); enter new ones first",
    )  # fmt: skip


FORM = Form(
    verb="pick-list",
    label="备货单",
    help=Message("备货单：销管审过价，仓库照单备货、填实备和箱数", "pick list: what the store lays ready"),
    source="12, 27, 30",
    table="deliveries",
    number_field="pick_list_no",
    gather=gather,
    needs=(Need("pick_price_approver", "销管员", "12", when=is_charged),),
    fields=("计划发货", "包装", "标识"),
    line_fields=("数量", "金额", "可用库存", "仓库"),
    layout=Layout(
        head=(
            Band(("客户：{{客户名称}}", "备货单号：{{单据号}}"), weights=(2, 1)),
            Band(("订单号：{{订单号}}　客户订单号：{{客户订单号}}", "日期：{{日期}}"), weights=(2, 1)),
            Band(("交货地点：{{交货地点}}　{{运输方式}}", "计划发货：{{计划发货}}"), weights=(2, 1)),
        ),
        columns=(
            Column("序号", 8, align="center"),
            Column("产品编号", 19),
            Column("产品名称", 30, is_wide=True),
            Column("规格", 22, is_wide=True),
            Column("单位", 9, align="center"),
            Column("数量", 14, "应备数量", align="right", is_total=True),
            Column("可用库存", 13, "库存", align="right"),
            Column("仓库", 12),
            Column("单价", 12, align="right", number_format="#,##0.00##", only=PRICED),
            Column("金额", 15, align="right", number_format="#,##0.00", only=PRICED, is_total=True),
            Column("实备数量", 13, "实备", align="right"),
            Column("箱数", 10, align="right"),
            Column("差异原因", 14, "差异"),
        ),
        body=(boxed("包装要求", "{{包装}}", "标识要求", "{{标识}}", height=24, weights=(1.2, 3.6, 1.4, 3.6)),),
        signers=3,
    ),
    terms="仓库照单备货，实备、箱数当面填写；数量或型号不符的写明差异，交跟单员改单后再发货。",
    icon="FileStartWorkflow",
    place=30,
    is_large=True,
)  # fmt: skip
