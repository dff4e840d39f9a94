"""The papers that travel with the goods: which are asked for, which are ready (requirement 32)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gendan_xl.intake.ledger import Ledger
from gendan_xl.text import header_key

_BETWEEN = re.compile(r"[、，,；;/\n+＋]")
_UNASKED = frozenset({"样品", "备品"})


@dataclass(frozen=True, slots=True)
class Papers:
    """Papers in normal form: `required` by (order_no, line_no) with their names as written, `ready` by (order_no, line_no,
    batch_no), where None stands for all lines or batches."""

    required: Mapping[tuple[Any, Any], Mapping[str, str]]
    ready: Mapping[tuple[Any, Any, Any], frozenset[str]]

    def missing(self, order_no: Any, line_no: Any, batch_no: Any, delivery_type: str | None) -> list[str]:
        """Return the papers of a batch that are asked for and not ready; none are asked for with 样品 and 备品."""
        required = {} if delivery_type in _UNASKED else self.required.get((order_no, line_no), {})
        places = ((line_no, batch_no), (line_no, None), (None, None))
        ready = frozenset().union(*(self.ready.get((order_no, *place), frozenset()) for place in places))
        return [name for key, name in required.items() if key not in ready]


def papers(ledger: Ledger) -> Papers | None:
    """Return the papers of a book, None where it keeps no 随货资料."""
    data = ledger.get("shipment_papers")
    if not data or not len(data) or not {"order_no", "paper_name"} <= data.columns.keys():
        return None
    return Papers(_required(ledger), _ready(ledger))


def _required(ledger: Ledger) -> Mapping[tuple[Any, Any], Mapping[str, str]]:
    """Return what each order line asks for: by itself, its product and its customer."""
    by_product = dict(ledger.rows("products", ("product_no", "papers")))
    by_customer = dict(ledger.rows("customers", ("customer_no", "papers")))
    rows = ledger.rows("orders", ("order_no", "line_no", "papers", "product_no", "customer_no"))
    return {
        (order_no, line_no): _names(own, by_product.get(product), by_customer.get(customer))
        for order_no, line_no, own, product, customer in rows
    }


def _names(*texts: str | None) -> dict[str, str]:
    names = (name.strip() for text in texts if text for name in _BETWEEN.split(text))
    return {header_key(name): name for name in names if header_key(name)}


def _ready(ledger: Ledger) -> Mapping[tuple[Any, Any, Any], frozenset[str]]:
    found: dict[tuple[Any, Any, Any], frozenset[str]] = defaultdict(frozenset)
    fields = ("order_no", "line_no", "batch_no", "paper_name", "collected_date", "sent_date", "status")
    for order_no, line_no, batch_no, name, collected, sent, status in ledger.rows("shipment_papers", fields):
        if name and (collected or sent or status == "已完成"):
            found[order_no, line_no, batch_no] |= {header_key(name)}
    return dict(found)
