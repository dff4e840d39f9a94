"""Shortage allocation: who gets what when there is not enough, and the sentence that says why."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from gendan_xl.domain.allocation import Demand, Share, Supply, allocate, matrix_score, read_points, whole
from gendan_xl.schema.settings import SettingsValues

DAY = dt.date(2026, 3, 16)
POINTS = read_points(SettingsValues().priority_points)


def demand(key: str, qty: float, **more: object) -> Demand:
    score = matrix_score(str(more.get("grade", "")), str(more.get("profit", "")), POINTS)
    return Demand(key, "3085A", Decimal(str(qty)), **({"unit": "套", "score": score} | more))  # type: ignore[arg-type]


def shares(demands: list[Demand], **supplies: Supply) -> dict[str, Share]:
    by_product = {name.replace("P", "", 1): supply for name, supply in supplies.items()}
    return {share.demand.key: share for share in allocate(demands, by_product)}


def test_the_matrix_decides_then_due_date_urgency_credit_and_number() -> None:
    better = [
        demand("K9", 10, grade="A", profit="高"),
        demand("K8", 10, grade="A", profit="中", due=DAY),  # 8 points, before B 高 = 9
        demand("K7", 10, grade="B", profit="中", due=DAY),
        demand("K6", 10, grade="B", profit="中", due=DAY + dt.timedelta(1), urgency="特急"),
        demand("K5", 10, grade="B", profit="中", due=DAY + dt.timedelta(1), urgency="急单", credit="A"),
        demand("K4", 10, grade="B", profit="中", due=DAY + dt.timedelta(1), urgency="急单", credit="B"),
        demand("K41", 10, grade="B", profit="中", due=DAY + dt.timedelta(1), urgency="急单", credit="B"),
        demand("K3", 10),
    ]
    found = allocate(reversed(better), {"3085A": Supply(Decimal(25))})
    assert [share.demand.key for share in found] == [one.key for one in better]
    assert [int(share.qty) for share in found] == [10, 10, 5, 0, 0, 0, 0, 0]


def test_the_sentence_tells_rank_score_who_was_before_and_what_comes() -> None:
    found = shares(
        [
            demand("SO1-1", 50, grade="A", profit="高", due=DAY),
            demand("SO2-1", 40, grade="B", profit="中", due=DAY),
            demand("SO3-1", 30, grade="B", profit="中", due=DAY + dt.timedelta(9)),
        ],
        P3085A=Supply(Decimal(70), ((DAY + dt.timedelta(5), Decimal(25)), (None, Decimal(10)))),
    )
    assert [str(share.why) for share in found.values()] == [
        "A 级客户×利润高＝12 分，交期 2026-03-16，3 单中排第 1，库存共 70、在途 35，要 50 得 50",
        "B 级客户×利润中＝6 分，交期 2026-03-16，3 单中排第 2，前面 SO1-1 得 50，库存共 70、在途 35，"
        "要 40 得 20，缺 20，2026-03-21 到货后可补 20",
        "B 级客户×利润中＝6 分，交期 2026-03-25，3 单中排第 3，前面 SO1-1 得 50、SO2-1 得现货 20＋在途 20，与 SO2-1 同分，交期较晚，"
        "库存共 70、在途 35，要 30 得在途 5，缺 25，到货日期未定后可补 10",
    ]
    assert found["SO2-1"].why.en == (
        "grade B × profit medium = 6 points, due 2026-03-16, number 2 of 3, before it SO1-1 got 50, "
        "of 70 in stock and 35 to come it gets 20 of 40, 20 are short, 20 come on 2026-03-21"
    )


def test_of_many_before_it_the_nearest_are_named() -> None:
    many = [demand(f"SO{number}-1", 10, score=9) for number in range(1, 5)]
    assert "前面 SO2-1 得 10、SO3-1 得 10 等 3 单共得 30，与 SO3-1 同分，单号在后，" in str(
        shares(many, P3085A=Supply(Decimal(35)))["SO4-1"].why
    )


def test_a_kit_is_given_in_proportion_and_leaves_the_rest_to_others() -> None:
    kit = [demand("SO1-1", 50, grade="A", profit="高", kit="SO1/1")]
    kit.append(replace(kit[0], key="SO1-2", product_no="CZM04", qty=Decimal(100)))
    found = shares([*kit, demand("SO2-1", 30)], P3085A=Supply(Decimal(60)), PCZM04=Supply(Decimal(41)))
    assert {key: int(share.qty) for key, share in found.items()} == {"SO1-2": 41, "SO1-1": 20, "SO2-1": 30}
    assert "配套的其他件不够" in found["SO1-1"].why.zh
    assert "配套" not in found["SO1-2"].why.zh


def test_points_are_those_of_the_settings() -> None:
    assert matrix_score("A", "中", POINTS) == 8
    assert matrix_score("B", "", POINTS) == matrix_score("B", "?", POINTS) == 3
    assert read_points(" VIP = 10、A＝4") == {"VIP": 10, "A": 4}
    with pytest.raises(ValidationError):
        SettingsValues(priority_points="A4，B3")


def test_no_supply_and_no_demand() -> None:
    assert allocate([], {}) == []
    assert allocate([demand("SO1-1", 0), demand("SO1-2", -3)], {"3085A": Supply(Decimal(5))}) == []
    [nothing] = allocate([demand("SO1-1", 5)], {})
    assert (nothing.qty, nothing.shortage) == (0, 5)
    assert "没有在途可补" in nothing.why.zh


def test_measured_units_keep_their_fractions_counted_ones_do_not() -> None:
    assert [whole(Decimal("2.56789"), unit) for unit in ("套", "米", "kg")] == [
        2,
        Decimal("2.5678"),
        Decimal("2.5678"),
    ]
    assert whole(Decimal("2.001"), "只", up=True) == 3
    assert whole(Decimal("0.00001"), "米", up=True) == Decimal("0.0001")


# --- whatever the numbers ----------------------------------------------------------------------------------------

quantities = st.decimals(0, 500, places=1)
days = st.none() | st.dates(dt.date(2026, 3, 1), dt.date(2026, 3, 31))
demands = st.lists(
    st.builds(
        Demand, st.uuids().map(str), st.sampled_from("XY"), quantities, days, st.integers(1, 9), st.sampled_from(["A", "B", "D", ""]),
        st.sampled_from(["高", "低", ""]), st.sampled_from(["急插", "正常", "?"]), st.sampled_from(["A", ""]),
        st.sampled_from(["", "", "K1", "K2"]), st.sampled_from(["套", "米"]),
    ),
    max_size=8, unique_by=lambda one: one.key,
)  # fmt: skip
supplies = st.dictionaries(
    st.sampled_from("XY"), st.builds(Supply, quantities, st.lists(st.tuples(days, quantities), max_size=3).map(tuple))
)  # fmt: skip


@given(demands, supplies)
def test_never_more_than_there_is_nor_than_is_asked_for(
    wanted: list[Demand], there: dict[str, Supply]
) -> None:
    found = allocate(wanted, there)
    for share in found:
        assert 0 <= share.from_stock <= share.qty <= share.qty + share.later <= share.demand.qty
        assert share.demand.unit == "米" or (share.qty + share.later) % 1 == 0
    for product in "XY":
        supply = there.get(product, Supply())
        own = [share for share in found if share.demand.product_no == product]
        assert sum(share.from_stock for share in own) <= supply.free
        assert sum(share.qty + share.later for share in own) <= supply.free + supply.in_transit


@given(demands, supplies)
def test_nobody_behind_gets_what_one_before_lacks(wanted: list[Demand], there: dict[str, Supply]) -> None:
    found = allocate([replace(one, kit="", unit="米") for one in wanted], there)
    for first, second in ((a, b) for at, a in enumerate(found) for b in found[at + 1 :]):
        if first.demand.product_no == second.demand.product_no and first.qty + first.later < first.demand.qty:
            assert second.qty + second.later == 0


@given(demands, supplies, st.integers(0, 7))
def test_a_better_customer_gets_no_less(wanted: list[Demand], there: dict[str, Supply], at: int) -> None:
    plain = [replace(one, kit="") for one in wanted]
    if not plain:
        return
    chosen = plain[at % len(plain)]
    better = [replace(one, score=12) if one is chosen else one for one in plain]
    had, has = (
        sum(share.qty + share.later for share in allocate(some, there) if share.demand.key == chosen.key)
        for some in (plain, better)
    )
    assert has >= had
