"""Formulas between Excel's English A1 form and Calc's, and writing them with their syntax checked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from gendan_xl.errors import GendanError
from gendan_xl.hosts.office import uno

if TYPE_CHECKING:
    from gendan_xl.hosts.calc_range import Range

_EXCEL, _CALC = 3, 0  # com.sun.star.sheet.AddressConvention: XL_OOX is the one with Excel's separators
_IN_ERROR = 4  # com.sun.star.sheet.FormulaResult.ERROR
_SYNTAX_ERRORS = frozenset({501, 507, 508, 509, 510, 511, 512, 514, 516})
_VARIABLE = re.compile(r'"(?:[^"]|"")*"|(?<=[A-Z])\$?[0-9]+')
_TEXT = re.compile(r'"(?:[^"]|"")*"')
_THIS_ROW = re.compile(r"\[@\[?([^\[\]]+)\]?\]")
_HOLE = "\0"


class Formulas:
    """The translator of one document. It learns: formulas that differ only in rows and texts are parsed once."""

    def __init__(self, doc: Any) -> None:
        self._parsers = {convention: _parser(doc, convention) for convention in (_EXCEL, _CALC)}
        self._learned: dict[tuple[int, str], str] = {}
        self._first_cell = uno().createUnoStruct("com.sun.star.table.CellAddress")

    def calc(self, formula: str) -> str:
        """Return Excel's formula in the words of Calc's API."""
        if _names_table(formula):
            return _separated(_THIS_ROW.sub(r"[[#This Row],[\1]]", formula), ",", ";")
        return self._translate(formula, _EXCEL, _CALC)

    def excel(self, formula: str) -> str:
        """Return a formula of Calc's API in Excel's words."""
        return (
            _separated(formula, ";", ",")
            if _names_table(formula)
            else self._translate(formula, _CALC, _EXCEL)
        )

    def _translate(self, formula: str, source: int, target: int) -> str:
        variables = _VARIABLE.findall(formula)
        key = source, _VARIABLE.sub(_HOLE, formula)
        if key not in self._learned:
            tokens = self._parsers[source].parseFormula(formula.removeprefix("="), self._first_cell)
            translated = f"={self._parsers[target].printFormula(tokens, self._first_cell)}"
            if _VARIABLE.findall(translated) != variables:
                return translated
            self._learned[key] = _VARIABLE.sub(_HOLE, translated)
        first, *rest = self._learned[key].split(_HOLE)
        return first + "".join(variable + text for variable, text in zip(variables, rest, strict=True))

    def write(self, area: Range, formulas: Sequence[Sequence[Any]]) -> None:
        """Write formulas and constants over an area of their size. GendanError GD986, and the cells as they were,
        when Calc does not understand one."""
        api, rows = area.api, [["" if text is None else str(text) for text in row] for row in formulas]
        before = api.getFormulaArray()
        written = (tuple(self.calc(text) if text[:1] == "=" else text for text in row) for row in rows)
        api.setFormulaArray(tuple(written))
        if fault := _first_fault(api):
            api.setFormulaArray(before)
            raise _not_understood(area(fault[0] + 1, fault[1] + 1), rows[fault[0]][fault[1]])


def _parser(doc: Any, convention: int) -> Any:
    parser = doc.createInstance("com.sun.star.sheet.FormulaParser")
    parser.CompileEnglish, parser.FormulaConvention = True, convention
    return parser


def _names_table(formula: str) -> bool:
    """Tell whether a formula refers to the columns of a table: Calc's parser does not know them, its cells do."""
    return "[" in _TEXT.sub("", formula)


def _separated(formula: str, old: str, new: str) -> str:
    """Return a formula with another separator between arguments."""
    texts = _TEXT.findall(formula)
    first, *rest = _TEXT.sub(_HOLE, formula).replace(old, new).split(_HOLE)
    return first + "".join(text + part for text, part in zip(texts, rest, strict=True))


def _first_fault(api: Any) -> tuple[int, int] | None:
    """Return (row, column), from 0 within the area, of the first formula with faulty syntax."""
    origin = api.RangeAddress
    for part in api.queryFormulaCells(_IN_ERROR).getRangeAddresses():
        for row in range(part.StartRow - origin.StartRow, part.EndRow - origin.StartRow + 1):
            for column in range(
                part.StartColumn - origin.StartColumn, part.EndColumn - origin.StartColumn + 1
            ):
                if api.getCellByPosition(column, row).getError() in _SYNTAX_ERRORS:
                    return row, column
    return None


def _not_understood(cell: Range, formula: str) -> GendanError:
    return GendanError(
        "GD986",
        f"{cell.sheet.name}!{cell.get_address(False, False)} 的公式 Calc 看不懂，没有写入：{formula}",
        f"Calc does not understand the formula of {cell.sheet.name}!{cell.address}, not written: {formula}",
    )
