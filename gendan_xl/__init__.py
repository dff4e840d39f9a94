"""gendan-xl: the order-tracking workbook stays the user interface, Python does the rest."""

__version__ = "0.1.0"
