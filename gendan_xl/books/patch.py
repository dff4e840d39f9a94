"""Applying edits to a workbook file: only what they name changes, every other byte of the package stays."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from gendan_xl.books.locks import refuse_if_open
from gendan_xl.cells import MAX_COL, MAX_ROW, Value
from gendan_xl.edits import AddFormat, AppendRow, Edit, SetCell
from gendan_xl.errors import GendanError, Message
from gendan_xl.package.cells import CellWrite, agrees, formula_of, read, shown
from gendan_xl.package.files import read_bytes, write_atomic
from gendan_xl.package.formats import Formats
from gendan_xl.package.growth import Growth
from gendan_xl.package.scan import broken
from gendan_xl.package.sheet import Area, Row, Sheet
from gendan_xl.package.styles import Styles, no_styles
from gendan_xl.package.tables import Table, pivot_areas, tables_of
from gendan_xl.package.workbook import SheetPart, Workbook
from gendan_xl.package.zip import Body

_LISTED = 5
_WRITABLE = (".xlsx", ".xlsm", ".xltx", ".xltm")


@dataclass(slots=True)
class Applied:
    """What was done: the changed parts, how many cells and rows, the formats that were not there yet, and what the
    user should know."""

    parts: tuple[str, ...] = ()
    cells: int = 0
    rows: int = 0
    formats: list[AddFormat] = field(default_factory=list)
    warnings: list[Message] = field(default_factory=list)


def apply(path: Path, edits: Sequence[Edit], *, out: Path | None = None, backup: bool = False) -> Applied:
    """Apply edits to the file at `path`, or to a copy at `out`: all of them or none.

    GendanError tells why nothing was written: GD954 open in another program, GD955 changed meanwhile,
    GD956 a kind of file that cannot be edited, GD958 a copy that would replace a file or be of another kind, and
    those of `apply_bytes`.
    """
    target = out or path
    _check_kind(path)
    if out:
        _check_copy(path, out)
    refuse_if_open(target)
    data = read_bytes(path)
    new, applied = apply_bytes(data, edits)
    if new is data and target == path:
        return applied
    refuse_if_open(target)
    if read_bytes(path) != data:
        raise GendanError(
            "GD955",
            f"{path.name} 在处理期间被别的程序改动，没有写入：请重新运行",
            f"{path.name} was changed by another program meanwhile, nothing was written: run it again",
        )
    write_atomic(target, new, keep_mode_of=path, backup=backup)
    return applied


def preview(path: Path, edits: Sequence[Edit]) -> Applied:
    """Return what `apply` would do, and raise what it would raise but for a file open elsewhere; writes nothing."""
    _check_kind(path)
    return apply_bytes(read_bytes(path), edits)[1]


def _check_kind(path: Path) -> None:
    """Refuse files that are no xlsx or xlsm."""
    suffix = path.suffix.lower()
    if suffix not in _WRITABLE:
        raise GendanError(
            "GD956",
            f"不能直接修改 {suffix or '没有扩展名'} 文件 {path.name}：请在 Excel 或 WPS 中另存为 .xlsx 后再试",
            f"Cannot edit {path.name}: save it as .xlsx in Excel or WPS first",
        )


def _check_copy(path: Path, out: Path) -> None:
    """Refuse a copy over another file, or under the name of another kind of file."""
    if out.suffix.lower() != path.suffix.lower():
        zh, en = f"的扩展名要和 {path.name} 一样", f"must end like {path.name}"
    elif out.exists():
        zh, en = "已经存在，没有覆盖：请换一个名字", "exists and was left alone: choose another name"
    else:
        return
    raise GendanError("GD958", f"新文件 {out} {zh}", f"the new file {out} {en}")


def apply_bytes(data: bytes, edits: Sequence[Edit]) -> tuple[bytes, Applied]:
    """Return the workbook with all edits applied; the very same bytes when there is nothing to change.

    A SetCell on a formula cell is refused unless it `is_cached`. GendanError: GD050–GD056 the package, GD060 an old value no longer stands,
    GD061 a place that must not be written, GD062–GD063 tables, GD064 values, GD065 no such sheet.
    """
    try:
        return _Patch(Workbook(data)).run(data, edits)
    except (ValueError, LookupError) as error:  # a number, address or reference in the file that is none
        raise broken("xlsx", str(error)) from error


class _Patch:
    """One run over one workbook."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._applied = Applied()
        part = next(iter(book.related(book.part, "styles")), None)
        self._styles = Styles(book.document(part)) if part else None
        self._mismatches: list[Message] = []
        self._refusals: list[Message] = []

    def run(self, data: bytes, edits: Sequence[Edit]) -> tuple[bytes, Applied]:
        """Apply all edits, sheet by sheet."""
        by_sheet: dict[str, list[Edit]] = defaultdict(list)
        for edit in edits:
            by_sheet[edit.sheet].append(edit)
        changed: dict[str, Body] = {}
        for name, own in by_sheet.items():
            place = self._sheet_part(name)
            sheet = Sheet(self._book.read(place.part), place.part, self._styles, date1904=self._book.date1904)
            self._edit_sheet(place, sheet, own)
            if sheet.touched:
                self._warn_of_protection(place, sheet)
                changed[place.part] = sheet.finish()
        self._raise_problems()
        if not changed:
            return data, self._applied
        return self._book.zip.build(self._finish(changed)), self._applied

    def _finish(self, changed: dict[str, Body]) -> dict[str, Body]:
        if self._applied.cells or self._applied.rows:
            self._book.recalculate_on_load()
        if self._styles:
            self._styles.finish()
        if self._book.is_signed:
            self._warn("数字签名因修改而失效", "the digital signature is no longer valid")
        changed |= self._book.changed()
        self._applied.parts = tuple(sorted(changed))
        return changed

    def _sheet_part(self, name: str) -> SheetPart:
        if name not in self._book.sheets:
            have = "、".join(self._book.sheets)
            raise GendanError(
                "GD065",
                f"没有工作表「{name}」（现有：{have}）：请检查名称",
                f"No sheet {name} (there are: {have})",
            )
        return self._book.sheets[name]

    def _warn(self, zh: str, en: str) -> None:
        self._applied.warnings.append(Message(zh, en))

    def _warn_of_protection(self, place: SheetPart, sheet: Sheet) -> None:
        protection = sheet.document.root.child("sheetProtection")
        if protection and protection.attrs.get("sheet") in ("1", "true"):
            self._warn(
                f"工作表「{place.name}」有保护，已照样写入",
                f"sheet {place.name} is protected; written all the same",
            )

    def _edit_sheet(self, place: SheetPart, sheet: Sheet, edits: list[Edit]) -> None:
        tables = tables_of(self._book, place)
        sheet.data_areas = [table.body for table in tables]
        sets = self._grouped(place, [edit for edit in edits if isinstance(edit, SetCell)])
        self._guard(place, sheet, tables, sets)
        growths = self._grow(place, sheet, tables, [edit for edit in edits if isinstance(edit, AppendRow)])
        self._write(place, sheet, sets, growths)
        formats = [edit for edit in edits if isinstance(edit, AddFormat)]
        if formats and not self._styles:
            raise no_styles()
        if formats and self._styles:
            installed = Formats(sheet.document, self._styles)
            self._applied.formats += [edit for edit in formats if installed.add(edit)]

    def _grouped(self, place: SheetPart, edits: list[SetCell]) -> dict[int, dict[int, SetCell]]:
        """Return the cells to set by row and column."""
        sets: dict[int, dict[int, SetCell]] = defaultdict(dict)
        for edit in edits:
            if not (1 <= edit.row <= MAX_ROW and 1 <= edit.col <= MAX_COL):
                self._refuse(place, f"({edit.row}, {edit.col})", "超出工作表", "lies outside the sheet")
            elif sets[edit.row].setdefault(edit.col, edit) != edit:
                self._refuse(place, edit.cell, "被两个不同的修改同时写入", "is set twice")
        return sets

    def _refuse(self, place: SheetPart, cell: str, zh: str, en: str) -> None:
        self._refusals.append(Message(f"{place.name}!{cell} {zh}", f"{place.name}!{cell} {en}"))

    def _guard(
        self, place: SheetPart, sheet: Sheet, tables: list[Table], sets: dict[int, dict[int, SetCell]]
    ) -> None:
        """Note every cell to set that lies where nothing may be written."""
        rows = sorted(sets)
        for where, zh, en, may_anchor in self._guarded(place, sheet, tables):
            top, left, bottom, right = where
            for row in rows[bisect_left(rows, top) :]:
                if row > bottom:
                    break
                for col, edit in sets[row].items():
                    if left <= col <= right and not (may_anchor and (row, col) == (top, left)):
                        self._refuse(place, edit.cell, zh, en)

    def _guarded(
        self, place: SheetPart, sheet: Sheet, tables: list[Table]
    ) -> Iterator[tuple[Area, str, str, bool]]:
        """Yield the areas with the reason against writing there, and whether their first cell may be written."""
        for where in sheet.areas("mergeCells"):
            yield where, "在合并单元格内部", "lies inside a merged cell", True
        for where in sheet.array_areas:
            yield where, "属于数组公式或模拟运算表", "belongs to an array formula or data table", False
        for where in pivot_areas(self._book, place):
            yield where, "在数据透视表内", "lies inside a pivot table", False
        for table in tables:
            top, left, bottom, right = table.where
            if table.header_rows:
                yield (top, left, top, right), "是表的表头", "is a table header", False
            if table.totals_rows:
                yield (bottom, left, bottom, right), "在表的汇总行", "lies in a totals row", False

    def _grow(
        self, place: SheetPart, sheet: Sheet, tables: list[Table], edits: list[AppendRow]
    ) -> list[Growth]:
        """Plan the rows to append, table by table."""
        by_name: dict[str, list[AppendRow]] = defaultdict(list)
        for edit in edits:
            by_name[edit.table].append(edit)
        growths = []
        for name, rows in by_name.items():
            table = next((t for t in tables if t.name.lower() == name.lower()), None)
            if not table:
                raise GendanError(
                    "GD063",
                    f"工作表「{place.name}」没有表「{name}」：请检查名称",
                    f"No table {name} on sheet {place.name}",
                )
            growth = Growth(self._book, place, sheet, table)
            growth.append([row.values for row in rows])
            growths.append(growth)
            self._applied.rows += len(rows)
            self._applied.warnings += growth.warnings
        return growths

    def _write(
        self, place: SheetPart, sheet: Sheet, sets: dict[int, dict[int, SetCell]], growths: list[Growth]
    ) -> None:
        """Verify and write all cells of a sheet in one pass down its rows."""
        models = {row: growth.model for growth in growths for row in growth.writes}
        for number in sorted({*sets, *models}):
            row = sheet.row(number)
            writes = {
                col: write for growth in growths for col, write in growth.writes.get(number, {}).items()
            }
            for col, edit in sets.get(number, {}).items():
                if col in writes:
                    self._refuse(place, edit.cell, "同时被追加的行写入", "is also written by an appended row")
                elif write := self._checked(place, sheet, row, edit):
                    writes[col] = write
                    self._applied.cells += 1
            if writes and not self._mismatches and not self._refusals:
                sheet.write(number, row, writes, models.get(number))

    def _checked(self, place: SheetPart, sheet: Sheet, row: Row | None, edit: SetCell) -> CellWrite | None:
        """Return the write of a cell whose old value stands; None when refused or nothing is to be done."""
        tag, body = sheet.cell(row, edit.col)
        formula = formula_of(body)
        if edit.is_cached:
            return CellWrite(edit.new, formula) if formula else None
        if formula:
            self._refuse(place, edit.cell, "是公式，不能用值覆盖", "holds a formula")
            return None
        found = read(tag, body, self._book.shared_string)
        if not agrees(found, edit.old, date1904=self._book.date1904):
            self._note_mismatch(place, edit, found)
            return None
        if _is_same(edit.old, edit.new):
            return None
        return CellWrite(edit.new, formula)

    def _note_mismatch(self, place: SheetPart, edit: SetCell, found: Value) -> None:
        is_1904 = self._book.date1904
        want, have = shown(edit.old, None, date1904=is_1904), shown(found, edit.old, date1904=is_1904)
        where = f"{place.name}!{edit.cell}"
        self._mismatches.append(
            Message(f"{where} 应为「{want}」，现为「{have}」", f"{where} expected {want}, found {have}")
        )

    def _raise_problems(self) -> None:
        """Raise what was noted, refusals first, as one sentence."""
        if self._refusals:
            zh, en = _listed(self._refusals)
            raise GendanError("GD061", f"{zh}：没有写入，请改在 Excel 中处理", f"{en}: nothing was written")
        if self._mismatches:
            zh, en = _listed(self._mismatches)
            raise GendanError(
                "GD060",
                f"{zh}：文件已有改动，没有写入，请重新运行",
                f"{en}: the file has changed, nothing was written",
            )


def _is_same(old: Value, new: Value) -> bool:
    return type(old) is type(new) and old == new


def _listed(messages: list[Message]) -> tuple[str, str]:
    """Return the first messages as one list, with the count of the others."""
    more = len(messages) - _LISTED
    zh = "；".join(m.zh for m in messages[:_LISTED]) + (f"；另有 {more} 处" if more > 0 else "")
    en = "; ".join(m.en for m in messages[:_LISTED]) + (f"; and {more} more" if more > 0 else "")
    return zh, en
