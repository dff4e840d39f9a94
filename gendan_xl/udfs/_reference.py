"""The published reference of the cell functions, made from their declarations."""

from __future__ import annotations

from gendan_xl.udfs._declare import UDFS, Udf

_HEAD = """# 单元格函数 · Cell functions

由代码生成（`gendan generate`），例子就是测试。装好加载项以后在单元格里像内置函数一样用，函数向导的「跟单」类里也能找到。

* **一个公式管一列**：参数可以是一格，也可以是一列（`=gd_workday(A2:A500,3)`），结果同样大小；单格参数对整列有效。新版 Excel
  自动溢出；旧版先选好结果区域，按 Ctrl+Shift+Enter。一列用一个公式比逐格写快几十倍。
* **表格参数**（价格、发货、厂历……）连表头一起选：`价格[#All]` 或 `价格!A8:Z300`。按表头认列，别的台账的常用叫法也认得，列的顺序不限。不要选整列。
* **日期**可以是日期、日期文本（`2026-3-5`、`2026年3月5日`）或序列号；结果是日期，单元格请设日期格式。没有年份的「4.2」不猜。
* **空格子**：要用到的参数空着，结果也空；日期 0（公式引用空格子的结果）也当作空。
* **错误**不会弹窗，而是一小段以 `#` 开头的文字：`#日期?`、`#数字?`、`#整数?` 是那一格读不懂；`#区域大小?` 是几个区域长短不一；
  `#没有「价格」的表头?` 是选区里没有表头；`#没有价格?`、`#没有配套?` 是查不到。传入的 `#N/A` 等原样传出。筛出错误：`=LEFT(B2)="#"`。
* **日历**：不写 `calendar` 时按国家日历；工作簿所在文件夹（或上级）有 [gendan-calendar.json](calendar.md) 的照它（Windows 的
  Excel 会说出是哪本工作簿，LibreOffice 不会）。工作簿里的 `厂历` 要写成参数 `厂历[#All]`，休息制度不是单休的写 `rest`：
  这样改了厂历，公式才会自动重算。
* 没有公布放假安排的年份只按休息制度和厂历推算，`gd_unpublished` 说明是哪些日子。

One formula serves a whole column: pass ranges and get the same shape back. Ranges that are tables are selected with
their header row; so is 厂历, for only arguments make Excel compute anew. Blanks give blanks; what cannot be read gives short text that begins with `#`. Functions run in Excel
for Windows (as in every xlwings add-in) and, through the bridge of `gendan_xl.hosts`, in LibreOffice Calc.
"""


def render() -> str:
    """Return the reference as Markdown: the functions in one table, then each with its arguments and examples."""
    index = ["| 函数 | 用途 |", "|---|---|"]
    index += [f"| [{entry.name}](#{entry.name}) | {entry.help} |" for entry in UDFS.values()]
    return "\n".join([_HEAD, *index, "", *map(_entry, UDFS.values())])


def _entry(entry: Udf) -> str:
    names = ", ".join(f"[{a.name}]" if a.is_optional else a.name for a in entry.arguments)
    lines = [
        f"## {entry.name}",
        "",
        f"`={entry.name}({names})`",
        "",
        entry.help,
        "",
        f"*{entry.help_en}*",
        "",
    ]
    lines += ["| 参数 | 说明 |", "|---|---|"]
    lines += [f"| {a.name}{'（可省略）' if a.is_optional else ''} | {a.help} |" for a in entry.arguments]
    lines += ["", "| 例 | 结果 |", "|---|---|"]
    lines += [f"| `{formula}` | {shown or '（空）'} |" for formula, shown in entry.examples.items()]
    return "\n".join([*lines, ""])
