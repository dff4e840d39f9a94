"""The functions for cells, one each: values or whole columns in, the same shape out (`=gd_workday(A2:A500, 3)`).

What cannot be read comes back as short text such as 「#日期?」, blanks as blanks. Ranges that are tables are selected
with their header row. The functions stand in the modules of this folder by subject; all of them are found here by
name, as xlwings' `generate_vba_wrapper` and the VBA wrappers made of `UDFS` want it.
"""

from __future__ import annotations

from gendan_xl.registry import modules
from gendan_xl.udfs._declare import CATEGORY as CATEGORY
from gendan_xl.udfs._declare import UDFS as UDFS

modules("udfs")
globals().update({name: entry.function for name, entry in UDFS.items()})
