"""Functions of kits and deliveries: what belongs to a main item, what is still to be delivered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gendan_xl.rules._kits import Ratio, kit_ratios
from gendan_xl.rules._lookups import kept, resupplied, shipped
from gendan_xl.udfs._arrays import Cells, answers, each, filled, read
from gendan_xl.udfs._declare import UdfError, udf
from gendan_xl.udfs._ranges import ledger_of


@udf(
    {"=gd_kit(A2:A20,B2:B20,配套[#All])": "每个配件一行：主件编号、配件编号、配件名称、应配数量、备注"},
    main_no="主件编号，一格或一列", qty="主件数量", kit_range="配套区域（含表头）",
)  # fmt: skip
def gd_kit(main_no: Cells, qty: Cells, kit_range: Cells) -> Cells:
    """主件要配的全部配件：每个配件一行（主件编号、配件编号、配件名称、应配数量、备注），多个主件依次往下排。

    The components of main items with their quantities, one row each: main, part, name, quantity, condition
    (requirement 3).
    """
    ledger = ledger_of(kits=kit_range)
    kept(ledger, "kits", "main_no", "part_no", "part_qty")
    fields = (
        "main_no", "part_no", "part_name", "main_base_qty", "part_qty", "match_condition", "kit_type",
    )  # fmt: skip
    lines = ledger.rows("kits", fields)

    def explode(main: str, count: float) -> list[list[object]]:
        found = [line for line in lines if line[0] == main]
        return [_component(line, count) for line in found] or [[main, "#没有配套?"]]

    out: list[list[object]] = []
    for found in answers(explode, read(main_no, "code"), read(qty, "number")):
        out.extend([[found]] if isinstance(found, str) else found or [])
    return filled(out)


def _component(line: Sequence[Any], count: float) -> list[object]:
    main, part, name, base, part_qty, condition, kind = line
    needed = Ratio(base, part_qty, 0).expected(count) if base and part_qty else "#配套数量?"
    return [main, part, name, needed, condition or (kind if kind == "多选一" else None)]


@udf(
    {'=gd_kit_qty("3085A",B2:B20,50,配套[#All])': "一列应配数量"},
    main_no="主件编号，一格或一列", part_no="配件编号", qty="主件数量", kit_range="配套区域（含表头）",
)  # fmt: skip
def gd_kit_qty(main_no: Cells, part_no: Cells, qty: Cells, kit_range: Cells) -> Cells:
    """若干主件应配多少某配件（不含备品）；配套表没有这一对，或分条件、多选一时为“#没有配套?”。

    How many of a part so many main items need; not said where it depends on a condition.
    """
    ledger = ledger_of(kits=kit_range)
    kept(ledger, "kits", "main_no", "part_no", "part_qty")
    ratios = kit_ratios(ledger)

    def needed(main: str, part: str, count: float) -> int:
        if (main, part) not in ratios:
            raise UdfError("#没有配套?")
        return ratios[main, part].expected(count)

    return each(needed, read(main_no, "code"), read(part_no, "code"), read(qty, "number"))


@udf(
    {"=gd_open_qty(A2:A500,B2:B500,C2:C500,发货[#All],退货[#All])": "一列未交数量"},
    order_no="订单号，一格或一列", line_no="行号", ordered_qty="订购数量", delivery_range="发货区域（含表头）",
    return_range="退货区域（含表头），可空",
)  # fmt: skip
def gd_open_qty(
    order_no: Cells, line_no: Cells, ordered_qty: Cells, delivery_range: Cells, return_range: Cells = None
) -> Cells:
    """未交数量 = 订购数量 - 已发数量（样品、备品不算）+ 退货后补单、换货的数量。发货行看不清时为“#发货数量?”。

    What is still to be delivered: ordered, less shipped, plus what returns put back on order (requirement 29).
    """
    ledger = ledger_of(deliveries=delivery_range, returns=return_range)
    sent, again = shipped(ledger), resupplied(ledger)

    def still(order: str, line: int, ordered: float) -> float:
        found = sent.get((order, line))
        if found and not found.is_known:
            raise UdfError("#发货数量?")
        return ordered - (found.normal + found.resupply if found else 0) + again.get((order, line), 0)

    return each(still, read(order_no, "code"), read(line_no, "whole"), read(ordered_qty, "number"))
