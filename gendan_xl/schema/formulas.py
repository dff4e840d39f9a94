"""The look-ups that several tables share, as Excel table formulas that every spreadsheet program knows."""

from __future__ import annotations

ORDER_CUSTOMER = (
    """IF([@订单号]="","",IFERROR(INDEX(客户[客户简称],MATCH(INDEX(订单台账[客户编号],"""
    """MATCH([@订单号],订单台账[订单号],0)),客户[客户编号],0))&"","""
    """IFERROR(INDEX(订单台账[客户名称],MATCH([@订单号],订单台账[订单号],0))&"","")))"""
)
"""Short name of the customer of the row's order; the order's own name of it where 客户 does not have it."""


def master_text(number: str, sheet: str, key: str, column: str) -> str:
    """Return the formula that looks the row's `number` up in the key column of a master table."""
    return (
        f'IF([@{number}]="","",IFERROR(INDEX({sheet}[{column}],MATCH([@{number}],{sheet}[{key}],0))&"",""))'
    )


def order_text(column: str) -> str:
    """Return the formula of an order's text: the first line of the row's order."""
    return master_text("订单号", "订单台账", "订单号", column)


def order_value(column: str) -> str:
    """Return the formula of an order's date or number: the first line of the row's order."""
    return order_text(column).replace('&""', "")


def line_text(column: str) -> str:
    """Return the formula of an order line's text, by order and line number."""
    match = "MATCH(1,INDEX((订单台账[订单号]=[@订单号])*(订单台账[行号]=[@行号]),0),0)"
    return f'IF([@订单号]="","",IFERROR(INDEX(订单台账[{column}],{match})&"",""))'


def line_number(column: str) -> str:
    """Return the formula of an order line's number, by order and line number."""
    return f'IF([@订单号]="","",SUMIFS(订单台账[{column}],订单台账[订单号],[@订单号],订单台账[行号],[@行号]))'


def month_stated(date: str) -> str:
    """Return the formula of the month whose statement has the row's `date`: the next one after the customer's
    对账截止日."""
    cutoff = "SUMIFS(客户[对账截止日],客户[客户编号],[@客户编号])"
    months = f"IF(AND({cutoff}>0,DAY([@{date}])>{cutoff}),1,0)"
    return f'IF([@{date}]="","",TEXT(EDATE([@{date}],{months}),"yyyymm"))'
