"""Shortage allocation by the priority matrix: who gets the goods when there are not enough, and why (requirement 30)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

from gendan_xl.errors import Message
from gendan_xl.words import show

GRADES: Mapping[str, int] = {"A": 4, "B": 3, "C": 2, "D": 1}
URGENCIES: Mapping[str, int] = {"急插": 4, "特急": 3, "急单": 2, "正常": 1}
"""What breaks ties, credit by its grade; what is not filled in counts as the lowest."""

MEASURED = frozenset(
    {"米", "千克", "公斤", "克", "吨", "升", "平方米", "立方米", "M", "KG", "G", "T", "L", "M2"}
)
"""Units that are measured; all others are counted, in whole pieces."""
_FINEST = Decimal("0.0001")
_NOTHING = Decimal(0)
_PROFIT_WORDS: Mapping[str, str] = {"高": "high", "中": "medium", "低": "low"}


@dataclass(frozen=True, slots=True)
class Demand:
    """What an order line asks for: `qty` of a product by `due`, and what its priority is made of.

    `score` is its place in the priority matrix. Lines of one `kit` (blank: none) are only useful together: they are
    given in their proportion.
    """

    key: str
    product_no: str
    qty: Decimal
    due: dt.date | None = None
    score: int = 1
    grade: str = ""
    profit: str = ""
    urgency: str = ""
    credit: str = ""
    kit: str = ""
    unit: str = ""

    @property
    def rank(self) -> tuple[int, dt.date, int, int, str]:
        """What demands are sorted by, the first one first: score, due date, urgency, credit, number."""
        urgency, credit = URGENCIES.get(self.urgency, 1), GRADES.get(self.credit, 1)
        return -self.score, self.due or dt.date.max, -urgency, -credit, self.key


@dataclass(frozen=True, slots=True)
class Supply:
    """What there is of a product: `free` in stock now, and what comes by day (None: the day is not known)."""

    free: Decimal = _NOTHING
    arrivals: tuple[tuple[dt.date | None, Decimal], ...] = ()

    @property
    def in_transit(self) -> Decimal:
        """All that is to come."""
        return sum((qty for _, qty in self.arrivals), _NOTHING)


@dataclass(frozen=True, slots=True)
class Share:
    """What a demand gets: `qty` in time (`from_stock` of it lies there now), `later` too late, from `later_date` on.

    It is at `position` of `count` demands for the product; `why` says it all in one sentence.
    """

    demand: Demand
    qty: Decimal
    from_stock: Decimal
    later: Decimal
    later_date: dt.date | None
    position: int
    count: int
    why: Message

    @property
    def in_transit(self) -> Decimal:
        """What of `qty` comes in time."""
        return self.qty - self.from_stock

    @property
    def shortage(self) -> Decimal:
        """What is lacking on the day that it is due."""
        return max(self.demand.qty - self.qty, _NOTHING)


@dataclass(slots=True)
class _Lot:
    """Goods that are there from `day` on: dt.date.min in stock, dt.date.max on a day not known."""

    day: dt.date
    left: Decimal


@dataclass(slots=True)
class _Taken:
    """What a demand took, by lot; `is_held_back` when the other lines of its kit had less."""

    lots: list[tuple[dt.date, Decimal]] = field(default_factory=list)
    is_held_back: bool = False

    def sum(self, first: dt.date, last: dt.date) -> Decimal:
        return sum((qty for day, qty in self.lots if first <= day <= last), _NOTHING)


_Lots = Mapping[str, list[_Lot]]


def allocate(demands: Iterable[Demand], supplies: Mapping[str, Supply]) -> list[Share]:
    """Return the share of every demand, product by product, the first in rank first.

    Greedy in rank: a demand takes what is there before any behind it, stock first, then arrivals by day. A product
    without supply has nothing. Quantities are whole for counted units; demands of nothing are left out.
    """
    ranked = sorted((demand for demand in demands if demand.qty > 0), key=lambda demand: demand.rank)
    lots = {product: _lots(supply) for product, supply in supplies.items()}
    kits: dict[str, list[Demand]] = {}
    for demand in ranked:
        kits.setdefault(demand.kit or f"\0{demand.key}", []).append(demand)
    taken: dict[str, _Taken] = {}
    for kit in kits.values():  # in the order of their first demands
        taken |= _serve(kit, lots)
    queues: dict[str, list[Demand]] = {}
    for demand in ranked:
        queues.setdefault(demand.product_no, []).append(demand)
    return [
        share
        for product in sorted(queues)
        for share in _shares(queues[product], supplies.get(product, Supply()), taken)
    ]


def read_points(text: str) -> dict[str, int]:
    """Return the points of the matrix from their setting: A=4、B=3、高=3."""
    pairs = (pair.replace("＝", "=").partition("=") for pair in text.split("、"))
    return {name.strip(): int(points) for name, _, points in pairs}


def matrix_score(grade: str, profit: str, points: Mapping[str, int]) -> int:
    """Return the place in the matrix: points of the customer's grade × points of the profit, 1 for what has none."""
    return points.get(grade, 1) * points.get(profit, 1)


def whole(qty: Decimal | Fraction, unit: str, *, up: bool = False) -> Decimal:
    """Return a quantity as it can be handed out: whole pieces, or ten-thousandths of a measure; `up` rounds up."""
    step = _FINEST if unit.strip().upper() in MEASURED else Decimal(1)
    steps = Fraction(qty) / Fraction(step)
    return int(-(-steps // 1) if up else steps // 1) * step


def _lots(supply: Supply) -> list[_Lot]:
    arrivals = [_Lot(day or dt.date.max, qty) for day, qty in supply.arrivals if qty > 0]
    return [_Lot(dt.date.min, max(supply.free, _NOTHING)), *sorted(arrivals, key=lambda lot: lot.day)]


def _serve(kit: Sequence[Demand], lots: _Lots) -> dict[str, _Taken]:
    """Take for the demands of a kit (mostly a single one): as much as all of them can have in proportion."""
    parts = {one.key: _part(one, kit, lots, _last_day(one)) for one in kit}
    ever = min(_part(one, kit, lots, dt.date.max) for one in kit)
    taken = {}
    for one in kit:
        own = taken[one.key] = _Taken(is_held_back=parts[one.key] > min(parts.values()))
        for part, last in ((min(parts.values()), _last_day(one)), (ever, dt.date.max)):
            most = whole(Fraction(one.qty) * part, one.unit) - own.sum(dt.date.min, dt.date.max)
            own.lots += _take(one, most, lots, last)
    return taken


def _last_day(demand: Demand) -> dt.date:
    """Return the last day on which goods come in time; those of an unknown day never do."""
    return demand.due or dt.date.max - dt.timedelta(1)


def _part(demand: Demand, kit: Sequence[Demand], lots: _Lots, last: dt.date) -> Fraction:
    """Return which part of what a kit asks for of a product is there by a day, 1 for all of it."""
    wanted = sum((one.qty for one in kit if one.product_no == demand.product_no), _NOTHING)
    return min(Fraction(1), Fraction(_there(demand, lots, last)) / Fraction(wanted))


def _there(demand: Demand, lots: _Lots, last: dt.date) -> Decimal:
    """Return what is there of a product by a day."""
    return sum((lot.left for lot in lots.get(demand.product_no, []) if lot.day <= last), _NOTHING)


def _take(demand: Demand, most: Decimal, lots: _Lots, last: dt.date) -> Iterator[tuple[dt.date, Decimal]]:
    most = whole(min(most, _there(demand, lots, last)), demand.unit)
    for lot in lots.get(demand.product_no, []):
        qty = min(most, lot.left)
        if lot.day <= last and qty > 0:
            lot.left -= qty
            most -= qty
            yield lot.day, qty


def _shares(queue: Sequence[Demand], supply: Supply, taken: Mapping[str, _Taken]) -> Iterator[Share]:
    """Yield the shares of the demands for one product."""
    before: list[Share] = []
    for position, demand in enumerate(queue, 1):
        own, last = taken[demand.key], _last_day(demand)
        late = [day for day, _ in own.lots if day > last]
        days = [day for day in late if day < dt.date.max]
        share = Share(
            demand,
            qty=own.sum(dt.date.min, last),
            from_stock=own.sum(dt.date.min, dt.date.min),
            later=sum((qty for day, qty in own.lots if day > last), _NOTHING),
            later_date=max(days) if late and len(days) == len(late) else None,
            position=position,
            count=len(queue),
            why=Message("", ""),
        )
        share = replace(share, why=_why(share, before, supply, is_held_back=own.is_held_back))
        before.append(share)
        yield share


# --- why ---------------------------------------------------------------------------------------------------------


def _why(share: Share, before: Sequence[Share], supply: Supply, *, is_held_back: bool) -> Message:
    """Return the sentence: rank and score, who came before, what there was, what it gets."""
    parts = [_rank(share.demand, share.position, share.count), _before(share, before), _got(share, supply)]
    if is_held_back:
        parts.append(Message("配套的其他件不够，按能配齐的套数给", "the other parts of its kit are short"))
    if share.shortage:
        parts.append(_lacking(share))
    said = [part for part in parts if part.zh]
    return Message("，".join(part.zh for part in said), ", ".join(part.en for part in said))


def _rank(demand: Demand, position: int, count: int) -> Message:
    grade = f"{demand.grade} 级客户" if demand.grade else "客户未评级"
    profit = f"利润{demand.profit}" if demand.profit else "利润未填"
    due = f"{demand.due:%Y-%m-%d}" if demand.due else ""
    return Message(
        f"{grade}×{profit}＝{demand.score} 分，{'交期 ' + due if due else '没有交期'}，{count} 单中排第 {position}",
        f"grade {demand.grade or 'not given'} × profit {_PROFIT_WORDS.get(demand.profit, 'not given')} = "
        f"{demand.score} points, due {due or 'not given'}, number {position} of {count}",
    )


def _before(share: Share, before: Sequence[Share]) -> Message:
    """Return who came before and took what; why, where the points are the same."""
    takers = [one for one in before if one.qty + one.later]
    if not before:
        return Message("", "")
    tie = _tie(before[-1].demand, share.demand)
    if not takers:
        return tie
    named = [(one.demand.key, _goods(one.from_stock, one.in_transit + one.later)) for one in takers[-2:]]
    more, total = len(takers) - len(named), show(sum((one.qty + one.later for one in takers), _NOTHING))
    zh = "、".join(f"{key} 得{said.zh}" for key, said in named) + (
        f" 等 {len(takers)} 单共得 {total}" if more else ""
    )
    en = ", ".join(f"{key} got {said.en}" for key, said in named) + (
        f" ({len(takers)} got {total})" if more else ""
    )
    return Message(
        f"前面 {zh}{'，' + tie.zh if tie.zh else ''}", f"before it {en}{', ' + tie.en if tie.en else ''}"
    )


def _tie(first: Demand, second: Demand) -> Message:
    """Return what put the second behind the first when their scores are the same."""
    if first.score != second.score:
        return Message("", "")
    words = (
        ("交期较晚", "is due later"), ("不如它急", "is less urgent"), ("信用较低", "has less credit"),
        ("单号在后", "has the later number"),
    )  # fmt: skip
    pairs = zip(first.rank[1:], second.rank[1:], words, strict=True)
    zh, en = next(words for one, other, words in pairs if one != other)
    return Message(f"与 {first.key} 同分，{zh}", f"as many points as {first.key} but {en}")


def _got(share: Share, supply: Supply) -> Message:
    there, coming = show(max(supply.free, _NOTHING)), supply.in_transit
    zh = f"库存共 {there}" + (f"、在途 {show(coming)}" if coming else "")
    en = f"of {there} in stock" + (f" and {show(coming)} to come" if coming else "")
    wanted, own = show(share.demand.qty), _goods(share.from_stock, share.in_transit)
    return Message(f"{zh}，要 {wanted} 得{own.zh}", f"{en} it gets {own.en} of {wanted}")


def _goods(from_stock: Decimal, in_transit: Decimal) -> Message:
    """Return how much somebody gets, and of what: of stock unless something is said."""
    there, coming = show(from_stock), show(in_transit)
    if not in_transit:
        return Message(f" {there}", there)
    zh, en = (f"现货 {there}＋", f"{there} of stock + ") if from_stock else ("", "")
    return Message(f"{zh}在途 {coming}", f"{en}{coming} to come")


def _lacking(share: Share) -> Message:
    zh, en = f"缺 {show(share.shortage)}", f"{show(share.shortage)} are short"
    if not share.later:
        return Message(f"{zh}，没有在途可补", f"{en} with nothing to come")
    when = f"{share.later_date:%Y-%m-%d} 到货" if share.later_date else "到货日期未定"
    day = f"on {share.later_date}" if share.later_date else "on a day not known"
    later = show(share.later)
    return Message(f"{zh}，{when}后可补 {later}", f"{en}, {later} come {day}")
