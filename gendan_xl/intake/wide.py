"""Milestones kept as columns of the order ledger: 选料 · 下料要求 · 下料实际 … (one date per order and step)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from gendan_xl.intake.ledger import ColumnData, Part, TableData
from gendan_xl.intake.mapping import ColumnMapping, Role
from gendan_xl.schema.milestones import Milestones
from gendan_xl.schema.routes import DEFAULT_ROUTES
from gendan_xl.text import bare_header_key

PLANNED_ENDINGS = ("要求", "计划", "应完成", "预计", "计划完成", "要求完成", "目标")
ACTUAL_ENDINGS = ("实际", "实际完成", "完成", "完工", "已完成")
_TIME_ENDINGS = ("日期", "时间", "日")

_SHOP_STEPS = (
    "选料", "备料", "领料", "采购", "来料", "开料", "下料", "落料", "裁剪", "裁断", "开裁", "冲压", "折弯",
    "剪板", "激光", "钣金", "机加", "机加工", "加工", "车床", "铣床", "钻孔", "铆接", "打磨", "抛光", "酸洗",
    "磷化", "电镀", "氧化", "喷砂", "喷涂", "喷粉", "喷漆", "喷塑", "烤漆", "油漆", "丝印", "印刷", "印花",
    "绣花", "贴膜", "贴皮", "封边", "热处理", "注塑", "压铸", "铸造", "锻造", "成型", "硫化", "组装", "装配",
    "预装", "安装", "调试", "老化", "测试", "首件", "检验", "全检", "品检", "检测", "包装", "打包", "装箱",
    "出货", "出库", "装车", "发运", "送货", "批板", "大货", "车缝", "缝制", "后整", "整烫", "水洗", "出图",
    "图纸", "设计", "下单生产",
)  # fmt: skip
STEPS = frozenset(_SHOP_STEPS) | {str(row["milestone_name"]) for row in DEFAULT_ROUTES}
"""Names of steps as workshops head their columns: those of the default routes and other usual ones."""


@dataclass(frozen=True, slots=True)
class WideStep:
    """A milestone of a wide ledger with its sheet columns (0 for none)."""

    name: str
    seq_no: int
    planned_col: int
    actual_col: int

    @property
    def is_plan_only(self) -> bool:
        """Whether no cell records its completion: such a step is never overdue."""
        return not self.actual_col


def step_of(header: str) -> tuple[str, Role] | None:
    """Read a header as (step, role): 下料要求 is ("下料", "planned"), 选料 is ("选料", ""). None when it names none."""
    key = _without(bare_header_key(header), _TIME_ENDINGS)
    for role, endings in (("actual", ACTUAL_ENDINGS), ("planned", PLANNED_ENDINGS)):
        for word in sorted(endings, key=len, reverse=True):
            name = key.removesuffix(word) if key.endswith(word) else key.removeprefix(word)
            if name != key and name:
                return (name, role) if name in STEPS or key.endswith(word) else None  # type: ignore[return-value]
    return (key, "") if key in STEPS else None


def is_known_step(name: str) -> bool:
    """Tell whether a step's name is in the vocabulary."""
    return name in STEPS


def _without(key: str, endings: Sequence[str]) -> str:
    for ending in endings:
        if key.endswith(ending) and len(key) > len(ending) + 1:
            return key.removesuffix(ending)
    return key


def steps(columns: Sequence[ColumnMapping]) -> tuple[WideStep, ...]:
    """Return the milestones of mapped columns in the order of the sheet."""
    found: dict[str, dict[str, int]] = {}
    for column in columns:
        if column.milestone:
            kind = "actual" if column.role == "actual" else "planned"
            found.setdefault(column.milestone, {}).setdefault(kind, column.col)
    return tuple(
        WideStep(name, number, cols.get("planned", 0), cols.get("actual", 0))
        for number, (name, cols) in enumerate(found.items(), 1)
    )


def milestones(
    orders: TableData, part: Part, columns: Sequence[ColumnMapping], days: dict[int, ColumnData]
) -> TableData:
    """Return the milestones of the orders of one sheet: each order line × each step, blank dates included.

    `days` holds the typed dates by sheet column. Cells are those of the wide sheet.
    """
    made = steps(columns)
    rows = range(part.start, part.stop)
    width, total = len(made), len(made) * len(rows)
    data: dict[str, ColumnData] = {}
    for name in ("order_no", "line_no"):
        if name in orders.columns:
            data[name] = _repeated(orders.columns[name], rows, width)
    data["seq_no"] = ColumnData([step.seq_no for step in made] * len(rows))
    data["milestone_name"] = ColumnData([step.name for step in made] * len(rows))
    data["planned_end_date"] = _woven([days.get(step.planned_col) for step in made], len(rows))
    if any(step.actual_col for step in made):
        data["actual_end_date"] = _woven([days.get(step.actual_col) for step in made], len(rows))

    def locate(index: int, name: str) -> tuple[int, int]:
        order, number = divmod(index, width)
        row, col = part.locate(order, name if name in ("order_no", "line_no") else "")
        wide = {"planned_end_date": made[number].planned_col, "actual_end_date": made[number].actual_col}
        return row, wide.get(name, col)

    return TableData(Milestones, data, [Part(part.sheet, 0, total, locate, part.header_row)] if total else [])


def _repeated(column: ColumnData, rows: range, times: int) -> ColumnData:
    values = [value for value in column.values[rows.start : rows.stop] for _ in range(times)]
    dirty = {(i - rows.start) * times + j for i in column.dirty if i in rows for j in range(times)}
    return ColumnData(values, dirty)


def _woven(columns: Sequence[ColumnData | None], length: int) -> ColumnData:
    """Return the columns row by row: a1 b1 c1 a2 b2 c2 …"""
    blank: list[Any] = [None] * length
    lists = [column.values if column else blank for column in columns]
    width = len(columns)
    dirty = {i * width + j for j, column in enumerate(columns) if column for i in column.dirty}
    return ColumnData([value for row in zip(*lists, strict=True) for value in row], dirty)
