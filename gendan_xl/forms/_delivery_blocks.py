"""What forbids a delivery note (requirements 12 and 28)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gendan_xl.errors import Message
from gendan_xl.findings import Finding
from gendan_xl.schema.deliveries import EXTRA_TYPES

_STOPPING = {
    "待评审": (
        "还没有确认",
        "is not confirmed",
        "先完成评审并确认订单",
        "review and confirm the order first",
    ),
    "暂停": ("已暂停", "is paused", "先恢复订单", "resume the order first"),
    "已取消": (
        "已取消",
        "is cancelled",
        "取消的订单不再出单；取消错了的，先把订单状态改回来",
        "nothing is made out for it; if that is wrong, set the status of the order back first",
    ),
}


@dataclass(frozen=True, slots=True)
class DeliveryCheck:
    """What is known about one line to be delivered. None always means: this ledger does not keep it.

    `delivered_qty` was delivered before this note (without voids); `over_rate` is the allowed excess, 0.05 for
    5 %; blank text in `price_approver` means that nobody has approved; `earlier` names the notes the line is on already,
    where only the journal knows. `due_amount` must have come in before the goods leave, `received_amount` has; both with
    tax. `missing_papers` are those that should go with the goods and are not ready. `sheet`, `row` and `col` are its place.
    """

    order_no: str
    line_no: str
    qty: Decimal
    ordered_qty: Decimal | None = None
    delivered_qty: Decimal | None = None
    over_rate: Decimal | None = None
    delivery_type: str | None = None
    status: str | None = None
    price_approver: str | None = None
    is_supply_stopped: bool | None = None
    due_amount: Decimal | None = None
    received_amount: Decimal = Decimal(0)
    missing_papers: str = ""
    released_by: str | None = None
    release_reason: str | None = None
    earlier: str = ""
    sheet: str = ""
    row: int = 0
    col: int = 0

    @property
    def key(self) -> str:
        """The line as people name it: SO1-2."""
        return f"{self.order_no}-{self.line_no}" if self.line_no else self.order_no


_REQUIRED = {"GD790": "12", "GD747": "32", "GD592": "29"} | dict.fromkeys(
    ("GD590", "GD745", "GD791", "GD792"), "28"
)
"""Code → the requirement behind it."""


def blocks(checks: Sequence[DeliveryCheck]) -> list[Finding]:
    """Return every reason why these lines may not be delivered; [] when they may."""
    return [finding for check in checks for finding in _judge(check, checks)]


def _judge(check: DeliveryCheck, all_checks: Sequence[DeliveryCheck]) -> Iterator[Finding]:
    if check.qty <= 0:
        qty = _plain(check.qty)
        yield _finding(
            check,
            "GD591",
            f"发货数量是 {qty}",
            f"the quantity to deliver is {qty}",
            "填大于 0 的数量；客户退货登记在退货表",
            "enter one above 0; returns go to 退货",
        )
    if check.earlier:
        yield _finding(
            check,
            "GD592",
            f"已经出过送货单：{check.earlier}",
            f"is on a delivery note already: {check.earlier}",
            "确实还要再出，请加 --again；以前开错的先用 gendan void 作废",
            "add --again to make another one all the same; void a wrong one by gendan void first",
        )
    if check.status in _STOPPING:
        zh, en, fix, fix_en = _STOPPING[check.status]
        yield _finding(check, "GD791", f"订单{zh}", f"the order {en}", fix, fix_en)
    is_charged = check.delivery_type not in EXTRA_TYPES
    if is_charged and check.price_approver is not None and not check.price_approver.strip():
        yield _finding(
            check,
            "GD790",
            "销管员还没有审价",
            "the price is not approved by sales administration",
            "请销管员核对单价，在发货表填写发货审价人",
            "have sales administration check the price and sign in 发货审价人",
        )
    is_released = bool(check.released_by and check.release_reason)
    if check.missing_papers and not is_released:
        yield _finding(
            check,
            "GD747",
            f"随货资料还缺：{check.missing_papers}",
            f"papers that go with it are missing: {check.missing_papers}",
            "补齐后在随货资料表填领取日期；货先走、资料后补的，填写放行人和放行原因",
            "get them and enter 领取日期 in 随货资料; to send the goods first enter 放行人 and 放行原因",
        )
    if check.is_supply_stopped and not is_released:
        yield _finding(
            check,
            "GD792",
            "客户已停止供货",
            "deliveries to this customer are stopped",
            "请销售主管或财务填写放行人和放行原因",
            "the sales manager or finance must enter 放行人 and 放行原因",
        )
    yield from _unpaid(check, all_checks)
    yield from _over_delivery(check, all_checks)


def _unpaid(check: DeliveryCheck, all_checks: Sequence[DeliveryCheck]) -> Iterator[Finding]:
    """Compare what came in with what the terms ask for before goods leave; said once of an order."""
    held = [other for other in all_checks if not (other.released_by and other.release_reason)]
    if check.due_amount is None or check.received_amount >= check.due_amount or held[:1] != [check]:
        return
    due, received = f"{check.due_amount:,.2f}", f"{check.received_amount:,.2f}"
    left = f"{check.due_amount - check.received_amount:,.2f}"
    yield _finding(
        check,
        "GD745",
        f"按付款条件发货前应收 {due}，已收 {received}，还差 {left}",
        f"{due} is to be paid before the goods leave; {received} came in, {left} are missing",
        "收到款、在收款表登记并写上订单号后再出；要先发的，请销售主管或财务填写放行人和放行原因",
        "enter the receipt with its order number; to send it all the same the sales manager or finance must enter 放行人 and 放行原因",
    )


def _over_delivery(check: DeliveryCheck, all_checks: Sequence[DeliveryCheck]) -> Iterator[Finding]:
    """Compare all that is delivered of the line, also twice on this note, with what may be."""
    same = [
        other for other in all_checks if other.key == check.key and other.delivery_type not in EXTRA_TYPES
    ]
    if check.ordered_qty is None or check.delivered_qty is None or not same or same[-1] is not check:
        return
    most = check.ordered_qty * (1 + (check.over_rate or Decimal(0)))
    total = check.delivered_qty + _sum(other.qty for other in same)
    if total > most:
        done, now = _plain(check.delivered_qty), _plain(total - check.delivered_qty)
        limit, ordered, over = _plain(most), _plain(check.ordered_qty), _plain(total - most)
        yield _finding(
            check,
            "GD590",
            f"超出可发数量：订购 {ordered}，最多可发 {limit}，已发 {done}，本次 {now}，超 {over}",
            f"over-delivery: ordered {ordered}, at most {limit}, delivered {done}, now {now}, {over} too many",
            f"把本次数量减到 {_plain(max(most - check.delivered_qty, Decimal(0)))} 以内，或先修改订单数量或溢装率",
            "deliver less, or change the ordered quantity or 溢装率 first",
        )


def _sum(values: Iterable[Decimal]) -> Decimal:
    return sum(values, Decimal(0))


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _finding(check: DeliveryCheck, code: str, zh: str, en: str, fix: str, fix_en: str) -> Finding:
    message = Message(f"{check.key} {zh}", f"{check.key}: {en}")
    return Finding(
        code, "error", message, Message(fix, fix_en), check.sheet, check.row, check.col, key=check.key,
        source=_REQUIRED.get(code, ""),
    )  # fmt: skip
