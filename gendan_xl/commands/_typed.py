"""Values as they are typed on a Chinese keyboard: full-width digits and signs, quotes left around them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from gendan_xl.text import clean

_QUOTED = re.compile(r"\s*[\"'“”‘’「『＂＇](.*)[\"'“”‘’」』＂＇]\s*", re.DOTALL)


def typed(value: str) -> str:
    """Return a number, day, month or name of the command line: full-width forms folded, quotes around it gone."""
    return clean(unquoted(value))


def unquoted(value: str) -> str:
    """Return text without the quotes around it, straight or Chinese."""
    match = _QUOTED.fullmatch(value)
    return match[1] if match else value


READ_AS: Mapping[str, Callable[[str], str]] = {
    **dict.fromkeys(("文件", "新文件", "文件夹", "位置", "单据或文件", "工作簿名"), unquoted),
    **dict.fromkeys(("月份", "日期", "时间", "行号", "纸张"), typed),
    **dict.fromkeys(("编号", "订单号", "变更单号", "单据号", "产品编号", "客户", "责任人"), typed),
    **dict.fromkeys(("单据", "报表", "种类", "表"), typed),
}
"""What an argument is called in the help → how its value is read; free text is left as it stands."""
