"""What the columns of a workbook mean, and the gendan.toml in which a company keeps that."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from gendan_xl.errors import GendanError, Message
from gendan_xl.handwritten import read_handwritten
from gendan_xl.package.files import write_atomic
from gendan_xl.schema.table import Table
from gendan_xl.text import header_key

Role = Literal["", "planned", "actual", "plan_only"]
FILE_NAME = "gendan.toml"
KEY_SUBSTITUTES = ("project_no", "production_no", "customer_order_no", "contract_no")
"""Fields that name an order where the ledger has no order number, best first."""
ROLE_NAMES: dict[Role, str] = {"planned": "计划", "actual": "实际", "plan_only": "只有计划"}
_MILESTONE = "节点"


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What one sheet column is taken for: a field of the table, a milestone in a role, or nothing.

    `header` is the text of the sheet, `confidence` 0 to 1; `is_question` asks the user to confirm.
    """

    col: int
    header: str
    field: str = ""
    milestone: str = ""
    role: Role = ""
    confidence: float = 0.0
    reason: Message = Message("", "")
    is_question: bool = False

    @property
    def is_mapped(self) -> bool:
        """Whether the column is read at all."""
        return bool(self.field or self.milestone)


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """How one sheet is read as a table. `header_row` is the (last) header row, counted from 1.

    `values` maps field → {text of the sheet → value} ("" for blank), `constants` field → value for every row,
    `settings` name → value of the settings of this layout,
    `missing` are important fields without a column, `doubles` pairs (column used, column ignored) of one field.
    """

    sheet: str
    table: type[Table]
    header_row: int
    columns: tuple[ColumnMapping, ...]
    fingerprint: str = ""
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    constants: Mapping[str, Any] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    doubles: tuple[tuple[ColumnMapping, ColumnMapping], ...] = ()
    is_own: bool = False
    is_saved: bool = False

    @property
    def fields(self) -> dict[str, int]:
        """Field → sheet column."""
        return {column.field: column.col for column in self.columns if column.field}

    @property
    def key_cols(self) -> tuple[int, ...]:
        """Sheet columns of the fields that name a row, the order's name first."""
        fields = self.fields
        first = (fields[self.order_key],) if self.order_key in fields else ()
        return first + tuple(fields[name] for name in self.table.key_fields() if name in fields)

    @property
    def order_key(self) -> str:
        """The field that names an order: order_no, or what stands for it; '' in other tables without orders."""
        if self.table.meta.name != "orders":
            return ""
        names = ("order_no",) if self.is_own else ("order_no", *KEY_SUBSTITUTES)
        return next((name for name in names if name in self.fields), "")

    @property
    def order_key_header(self) -> str:
        """The sheet's header of what stands for the order number, '' where it has order numbers."""
        key = self.order_key
        return next((c.header for c in self.columns if c.field == key and key != "order_no"), "")

    @property
    def unmapped(self) -> tuple[ColumnMapping, ...]:
        """Columns with a header that are left in peace."""
        return tuple(column for column in self.columns if not column.is_mapped)


@dataclass(frozen=True, slots=True)
class BookMapping:
    """How a whole book is read; sheets that are no table are absent."""

    sheets: tuple[SheetMapping, ...]

    @property
    def settings(self) -> dict[str, Any]:
        """The settings that its layouts bring with them."""
        return {name: value for sheet in self.sheets for name, value in sheet.settings.items()}


@dataclass(frozen=True, slots=True)
class SavedLayout:
    """One [[ledger]] of gendan.toml: header → what the column is taken for, as the user left it."""

    table: str
    columns: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]]
    settings: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Saved:
    """The contents of a gendan.toml: layouts by header fingerprint, and settings for all of them."""

    path: Path
    layouts: Mapping[str, SavedLayout] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)


def fingerprint(headers: Sequence[str]) -> str:
    """Return the identity of a header row: the same for next month's export."""
    return hashlib.sha256("|".join(filter(None, map(header_key, headers))).encode()).hexdigest()[:12]


def meaning(column: ColumnMapping, table: type[Table]) -> str:
    """Return what a column is taken for as gendan.toml says it: 订单号, 节点:下料:计划, or '' for nothing."""
    if column.milestone:
        return f"{_MILESTONE}:{column.milestone}:{ROLE_NAMES[column.role]}"
    return table.header(column.field) if column.field else ""


def read_meaning(text: str, table: type[Table], saved: Path) -> tuple[str, str, Role]:
    """Return (field, milestone, role) of such a word. GendanError GD007 when it means nothing."""
    if not text:
        return "", "", ""
    kind, _, rest = text.replace("：", ":").partition(":")
    if kind == _MILESTONE and rest:
        name, _, role_name = rest.rpartition(":")
        role: Role | None = next((role for role, zh in ROLE_NAMES.items() if zh == role_name), None)
        if name and role:
            return "", name, role
    for name, column in table.columns().items():
        if text in (column.header, name):
            return name, "", ""
    raise GendanError(
        "GD007",
        f"{saved} 里的“{text}”不是「{table.meta.sheet}」表的列名：请改成列名（如 订单号）、节点:下料:计划，或留空",
        f'{text!r} in {saved} is no column of {table.meta.sheet}: write a header, "节点:下料:计划" or ""',
    )


# --- gendan.toml -----------------------------------------------------------------------------------------------


def load_for(path: Path) -> Saved | None:
    """Return the gendan.toml that holds for a workbook: of its folder or the nearest parent; None without one."""
    folder = path.resolve().parent
    for place in (folder, *folder.parents):
        if (place / FILE_NAME).is_file():
            return load(place / FILE_NAME)
    return None


def load(path: Path) -> Saved:
    """Read a gendan.toml. GendanError GD007 when it is not well formed."""
    data = read_handwritten(path, tomllib.loads, "GD007")
    try:
        layouts = {str(entry["fingerprint"]): _layout(entry) for entry in data.get("ledger", [])}
        settings = dict(data.get("settings", {}))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise GendanError(
            "GD007",
            f"{path} 的 [[ledger]] 或 [settings] 不完整：请改正它，或删掉后重新 gendan adopt --save",
            f"{path} has an incomplete [[ledger]] or [settings]: correct it, or delete it and run gendan adopt --save",
        ) from error
    return Saved(path, layouts, settings)


def _layout(entry: Mapping[str, Any]) -> SavedLayout:
    values = {header: dict(pairs) for header, pairs in entry.get("values", {}).items()}
    return SavedLayout(str(entry["table"]), dict(entry["columns"]), values, dict(entry.get("settings", {})))


_PREFACE = """# gendan adopt --save 写的列对应；左边是台账的表头，右边是含义，可以手工修改，改过的以您写的为准。
# 右边可写：列名（如 订单号）、节点:下料:计划、节点:下料:实际、节点:选料:只有计划；留空表示不用这一列。
"""


def to_save(mapping: BookMapping, saved: Saved | None) -> str:
    """Return the TOML to append to gendan.toml: the layouts that it lacks, '' when it has all."""
    known = set(saved.layouts if saved else ())
    blocks = []
    for sheet in mapping.sheets:
        if not sheet.is_own and sheet.fingerprint not in known:
            known.add(sheet.fingerprint)
            blocks.append(_block(sheet))
    return "\n".join(blocks)


def save(path: Path, mapping: BookMapping) -> bool:
    """Append new layouts to a gendan.toml, leaving what stands there. False when nothing was new."""
    saved = load(path) if path.exists() else None
    text = to_save(mapping, saved)
    if text:
        before = path.read_text(encoding="utf-8-sig").rstrip("\n") if saved else _PREFACE.rstrip("\n")
        write_atomic(path, f"{before}\n\n{text}".encode())
    return bool(text)


def _block(sheet: SheetMapping) -> str:
    head = {"fingerprint": sheet.fingerprint, "sheet": sheet.sheet, "table": sheet.table.meta.name}
    lines = ["[[ledger]]", *(_pair(*pair) for pair in head.items()), "", "[ledger.columns]"]
    for name, column in zip(column_names(sheet.columns), sheet.columns, strict=True):
        note = "  # 请确认：" + column.reason.zh if column.is_question else ""
        lines.append(_pair(name, meaning(column, sheet.table)) + note)
    for name, pairs in sheet.values.items():
        lines += ["", f"[ledger.values.{_toml(sheet.table.header(name))}]"]
        lines += [_pair(old, new) for old, new in pairs.items()]
    if sheet.settings:
        lines += ["", "[ledger.settings]", *(_pair(name, value) for name, value in sheet.settings.items())]
    return "\n".join([*lines, ""])


def column_names(columns: Sequence[ColumnMapping]) -> list[str]:
    """Return the headers as keys: the second 日期 of a sheet is 日期#2."""
    seen: dict[str, int] = {}
    names = []
    for column in columns:
        seen[column.header] = count = seen.get(column.header, 0) + 1
        names.append(column.header if count == 1 else f"{column.header}#{count}")
    return names


def _pair(key: str, value: str) -> str:
    is_bare = key.isascii() and key.isidentifier()
    return f"{key if is_bare else _toml(key)} = {_toml(value)}"


def _toml(text: str) -> str:
    """Return a TOML basic string: JSON's escapes are among TOML's."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
