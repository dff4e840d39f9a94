"""生产通知书 (制造命令单): what the workshops make of an order, how, and by when (requirements 5, 5a, 8, 14)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from gendan_xl.cells import Value
from gendan_xl.errors import GendanError, Message
from gendan_xl.forms._form import Asked, Case, Draft, Form
from gendan_xl.forms._gather import documents, selected_orders
from gendan_xl.forms._released import asked_changes, work_blocks
from gendan_xl.forms._rows import Row, same
from gendan_xl.printing.layout import Band, Column, Layout, boxed

STEPS = 10
"""So many milestones are printed."""
_MADE = frozenset({None, "自制", "外协"})
"""供货方式 that need the workshop."""
_TO_MAKE = frozenset({"已确认", "已排产"})
_STEP_FIELDS = ("节点", "部门", "开始", "完成")


def gather(case: Case, asked: Asked) -> Sequence[Draft]:
    """Return a draft for every order and route: what goes the same way through the workshops is one command.

    GendanError GD087 or GD597 when there is nothing to make.
    """
    found = documents(case, asked, "orders", "order_no", _is_due)
    drafts: dict[tuple[str, str], list[Row]] = {}
    for number, rows in found.items():
        for row in rows:
            if (
                row["supply_mode"] in _MADE
                and (not asked.is_every or _is_due(row))
                and _is_selected(case, asked, row)
            ):
                drafts.setdefault((number, str(row["route_name"] or "")), []).append(row)
    if not drafts:
        raise _nothing(found)
    routes = {number: sum(one == number for one, _ in drafts) for number, _ in drafts}
    return [_draft(case, rows, one_of=routes[number]) for (number, _), rows in drafts.items()]


def _is_due(row: Row) -> bool:
    return row["status"] in _TO_MAKE and not row["production_no"]


def _is_selected(case: Case, asked: Asked, row: Row) -> bool:
    """Tell whether a line is selected itself, or its order through another table."""
    chosen = selected_orders(case, asked).get(same(row["order_no"]), ())
    return not chosen or row.index in {one.index for one in chosen}


def _nothing(orders: Iterable[str]) -> GendanError:
    some = "、".join(list(orders)[:5])
    return GendanError(
        "GD597", f"{some} 没有要生产的行：供货方式都是库存或外购；要生产的请先改供货方式",
        f"{some} has no line to be made: all come from stock or suppliers; correct 供货方式 if not",
    )  # fmt: skip


def _draft(case: Case, rows: Sequence[Row], *, one_of: int) -> Draft:
    route, steps = str(rows[0]["route_name"] or ""), _steps(case, rows)
    return Draft(
        f"{rows[0]['order_no']} {route}".strip() if one_of > 1 else str(rows[0]["order_no"]),
        rows,
        values=_values(rows) | _step_values(steps[:STEPS]),
        lines=[_line(case, row) for row in rows],
        order=rows[0],
        customer=case.customer(rows[0]["customer_no"]),
        blocks=work_blocks(case, rows),
        notes=[*asked_changes(case, rows), *_notes(rows, steps)],
    )


def _line(case: Case, row: Row) -> dict[str, Value]:
    product = case.product(row["product_no"])
    drawing = row["drawing_no"] or (product["drawing_no"] if product else None)
    version = row["drawing_version"] or (product["drawing_version"] if product else None)
    looks = (row["color"], row["surface"], row["material"])
    return {
        "数量": row.decimal("ordered_qty"),
        "图号版本": " ".join(str(part) for part in (drawing, version) if part),
        "颜色材质": " ".join(dict.fromkeys(str(look) for look in looks if look)),
        "交期": _due(row),
    }


def _due(row: Row) -> Value:
    """Return the day that the schedule counts back from: the one confirmed, else another one that says what it is."""
    if row["confirmed_date"]:
        return row["confirmed_date"]  # type: ignore[no-any-return]
    for field, word in (("pmc_date", "预交"), ("requested_date", "要求")):
        if row[field]:
            return f"{word} {row[field]:%m-%d}"
    return None


def _values(rows: Sequence[Row]) -> dict[str, Value]:
    fields = {
        "技术要求": ("technical_data", "opening_direction", "certificate_terms"),
        "检验要求": ("inspection_standard",),
        "包装": ("packing_terms",),
        "标识": ("label_terms",),
        "特殊说明": ("special_terms", "sample_terms"),
        "紧急程度": ("urgency",),
        "生产单位": ("production_unit",),
    }
    planned = sorted({row["pmc_date"] for row in rows if row["pmc_date"]})
    return {
        **{name: _each(rows, of) for name, of in fields.items()},
        "预交日期": "、".join(f"{day:%m-%d}" for day in planned),
    }


def _each(rows: Sequence[Row], fields: Sequence[str]) -> str:
    """Return what the lines say: once where they agree, else with their line numbers."""
    said: dict[str, list[str]] = {}
    for place, row in enumerate(rows, 1):
        text = "，".join(str(row[field]) for field in fields if row[field])
        if text:
            said.setdefault(text, []).append(str(place))
    if len(said) == 1 and len(next(iter(said.values()))) == len(rows):
        return next(iter(said))
    return "；".join(f"第 {'、'.join(places)} 项：{text}" for text, places in said.items())


# --- the route -------------------------------------------------------------------------------------------------


def _steps(case: Case, rows: Sequence[Row]) -> list[list[Row]]:
    """Return the milestones of the lines in the order of the route; those of the same name together."""
    lines = {same(row["line_no"]) for row in rows}
    found: dict[str, list[Row]] = {}
    every = case.rows_of("milestones", "order_no", rows[0]["order_no"])
    own = [row for row in every if same(row["line_no"]) in lines]
    for row in sorted(own, key=lambda row: row["seq_no"] or 0):
        if row["milestone_name"] and not row["is_skipped"]:
            found.setdefault(str(row["milestone_name"]), []).append(row)
    return list(found.values())


def _step_values(steps: Sequence[Sequence[Row]]) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for place, rows in enumerate(steps, 1):
        ends = [row["locked_date"] or row["planned_end_date"] for row in rows]
        texts = (
            f"{place}. {rows[0]['milestone_name']}",
            str(rows[0]["processor"] or rows[0]["department"] or ""),
            _days(row["planned_start_date"] for row in rows),
            _days(ends),
        )
        values |= {f"{name}{place}": text for name, text in zip(_STEP_FIELDS, texts, strict=True)}
    return values


def _days(days: Iterable[dt.date | None]) -> str:
    """Return 03-12, or 03-12～15 where the lines differ."""
    known = sorted(day for day in days if day)
    if not known:
        return ""
    first, last = known[0], known[-1]
    if first == last:
        return f"{first:%m-%d}"
    return f"{first:%m-%d}～{last:%d}" if first.month == last.month else f"{first:%m-%d}～{last:%m-%d}"


def _notes(rows: Sequence[Row], steps: Sequence[Sequence[Row]]) -> Iterator[Message]:
    order = rows[0]["order_no"]
    for row in rows:
        if row["sample_terms"] and not row["sample_approved_date"] and row["order_type"] != "样品":
            yield Message(
                f"{row.key} 要求样品，客户还没有批板：批板以后再做大货",
                f"{row.key} asks for a sample that is not approved yet: approval comes before the bulk",
            )
    if not steps:
        yield Message(
            f"{order} 还没有节点，工艺路线一栏留空：先用 gendan schedule 排期再出更好",
            f"{order} has no milestones yet: schedule it first",
        )
    if len(steps) > STEPS:
        yield Message(f"{order} 有 {len(steps)} 个节点，只印前 {STEPS} 个", f"{order} has {len(steps)} milestones, {STEPS} are printed")  # fmt: skip


def _step_bands() -> Iterator[Band]:
    weights = (2.4, 1.4, 1.7, 1.7, 1.7, 1.5, 1.6)
    yield Band(
        ("工艺路线", "责任部门", "计划开始", "计划完成", "实际完成", "完成数量", "签字"),
        15,
        weights,
        is_boxed=True,
    )
    for place in range(1, STEPS + 1):
        marks = tuple(f"{{{{{name}{place}}}}}" for name in _STEP_FIELDS)
        yield Band((*marks, "", "", ""), 18, weights, is_boxed=True)


FORM = Form(
    verb="production-order",
    label="生产通知书",
    help=Message(
        "生产通知书（制造命令单）：做什么、怎么做、各节点几号完成",
        "production order: what to make, how, by when",
    ),
    source="5, 5a, 8, 14",
    table="orders",
    number_field="production_no",
    gather=gather,
    fields=(
        *("技术要求", "检验要求", "包装", "标识", "特殊说明"),
        *(f"{name}{place}" for place in range(1, STEPS + 1) for name in _STEP_FIELDS),
    ),
    line_fields=("数量", "图号版本", "颜色材质", "交期"),
    layout=Layout(
        head=(
            Band(
                ("通知单号：{{单据号}}", "PMC 预交：{{预交日期}}", "下达日期：{{日期}}"),
                18,
                weights=(2, 1, 1),
            ),
            boxed("订单号", "{{订单号}}", "客户", "{{客户简称}}", "紧急程度", "{{紧急程度}}"),
            boxed("生产单位", "{{生产单位}}", "工艺路线", "{{工艺路线}}", "跟单员", "{{跟单员}}"),
        ),
        columns=(
            Column("序号", 9, align="center"),
            Column("产品编号", 24),
            Column("产品名称", 38),
            Column("规格", 32),
            Column("图号版本", 24, "图号／版本"),
            Column("颜色材质", 20, "颜色／材质"),
            Column("单位", 9, align="center"),
            Column("数量", 15, align="right", is_total=True),
            Column("交期", 20, "确认交期", align="center"),
        ),
        body=(
            boxed("技术参数与图纸要求", "{{技术要求}}", height=54, weights=(1, 6)),
            boxed("包装要求", "{{包装}}", "标识要求", "{{标识}}", height=36, weights=(1, 2.5, 1, 2.5)),
            boxed("检验要求", "{{检验要求}}", height=24, weights=(1, 6)),
            Band(("特殊要求", "{{特殊说明}}"), 60, (1, 6), is_boxed=True, size=12),
            *_step_bands(),
        ),
        signers=4,
    ),
    terms="车间按单生产，完成一个节点填一行实际完成日期和数量并签字；不能按期完成的当天告诉 PMC 和跟单员。",
    icon="ControlProperties",
    place=20,
)
