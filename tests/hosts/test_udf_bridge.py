"""Python functions in the cells of a real Calc."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

pytest.importorskip("xlwings")


def test_functions_are_called_from_cells(calc_app: Any, tmp_path: Path) -> None:
    from gendan_xl.hosts.udf_bridge import offer

    seen: list[Any] = []

    def gd_test_sum(first: Any, second: Any = 2, third: Any = 3) -> Any:
        seen.append((first, second, third))
        return first + second + third

    def gd_test_twice(rows: Any) -> Any:
        seen.append(rows)
        return [[None if value is None else value * 2 for value in row] for row in rows]

    def gd_test_fail(value: Any) -> Any:
        raise ValueError("坏")

    offer(
        calc_app, {"gd_test_sum": gd_test_sum, "gd_test_twice": gd_test_twice, "gd_test_fail": gd_test_fail}
    )
    book = calc_app.books.add()
    sheet = book.sheets[0]
    sheet["A1"].value = [[1, None, "文"]]
    sheet["A2"].formula, sheet["B2"].formula = "=GD_TEST_SUM(A1)", "=gd_test_sum(1,10,20)"
    sheet["C2"].formula, sheet["D2"].formula = "=gd_test_fail(A1)", "=gd_test_sum(1/0)"
    assert seen == [(1.0, 2, 3), (1.0, 10.0, 20.0)]
    assert sheet["A2:D2"].options(err_to_str=True).value == [6, 31, "#ValueError: 坏", "#DIV/0!"]
    sheet["A4:C4"].api.setArrayFormula("=GD_TEST_TWICE(A1:C1)")
    assert (seen[-1], sheet["A4:C4"].value) == (((1.0, None, "文"),), [2, None, "文文"])

    book.close()

    made = openpyxl.Workbook()
    made.active.append([1, "=GD_TEST_SUM(A1)"])
    made.save(tmp_path / "udf.xlsx")
    offer(calc_app, {"gd_test_sum": lambda first: 100})
    book = calc_app.books.open(tmp_path / "udf.xlsx")
    assert (book.sheets[0]["B1"].value, book.sheets[0]["B1"].formula) == (100, "=GD_TEST_SUM(A1)")
    book.close()
