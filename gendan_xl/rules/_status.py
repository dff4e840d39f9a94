"""Where an order or a delivery stands, as the rules compare it."""

from __future__ import annotations

ORDER_FLOW = (
    "待评审", "已确认", "已排产", "生产中", "部分入库", "已入库", "部分发货", "已发货", "已签收", "已完成",
)  # fmt: skip
"""The main line of 订单状态, in order; the side states 暂停, 已取消 and 整改中 stand beside it."""

CANCELLED, PAUSED = "已取消", "暂停"
BOUGHT = frozenset({"库存", "外购"})
"""供货方式 that skip production."""

RESUPPLY = frozenset({"补货", "换货"})
"""发货类型 that deliver again what was ordered once."""

_DELIVERY_FLOW = ("计划", "备货中", "待审价", "待放行", "已打单", "已发货", "已签收", "已验收", "整改中")
_ORDER_RANK = {name: rank for rank, name in enumerate(ORDER_FLOW)}
_DELIVERY_RANK = {name: rank for rank, name in enumerate(_DELIVERY_FLOW)}
_CLOSED = frozenset({CANCELLED, "已完成"})


def has_reached(status: str | None, step: str) -> bool:
    """Return whether an order on the main line stands at `step` or behind it."""
    return _ORDER_RANK.get(status or "", -1) >= _ORDER_RANK[step]


def is_before(status: str | None, step: str) -> bool:
    """Return whether an order on the main line has not come to `step` yet; False for side states."""
    return _ORDER_RANK.get(status or "", len(ORDER_FLOW)) < _ORDER_RANK[step]


def is_closed(status: str | None, closing_type: str | None) -> bool:
    """Return whether nothing more is to be done on an order line."""
    return status in _CLOSED or closing_type is not None


def is_released(status: str | None) -> bool:
    """Return whether a delivery is billed (已打单) or further."""
    return _DELIVERY_RANK.get(status or "", -1) >= _DELIVERY_RANK["已打单"]


def unsigned(releaser: str | None, reason: str | None) -> str:
    """Return what a release lacks: 放行人, 放行原因 or both; '' for none."""
    return "、".join(name for name, value in (("放行人", releaser), ("放行原因", reason)) if not value)


def has_left(status: str | None) -> bool:
    """Return whether a delivery has left the house (已发货 or further)."""
    return _DELIVERY_RANK.get(status or "", -1) >= _DELIVERY_RANK["已发货"]
