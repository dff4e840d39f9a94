"""The blank workbook, from the schema alone; with rows it becomes the demonstration."""

from gendan_xl.books.blank.build import build_book, chosen_tables
from gendan_xl.books.blank.defaults import default_rows
from gendan_xl.books.blank.layout import FIRST_ROW, HEADER_ROW

__all__ = ["FIRST_ROW", "HEADER_ROW", "build_book", "chosen_tables", "default_rows"]
