"""Kinds of documents, reports and texts as a clerk names them, and what to say of a name that nobody knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Protocol, TypeVar

from gendan_xl.errors import GendanError
from gendan_xl.text import header_key

MOST = 3
"""So many kinds are offered for an unknown one."""
_ALIKE = 0.5
"""Half of the characters must be the same."""
_BOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".et", ".csv"})
_CALLED: Mapping[str, tuple[str, ...]] = {
    "出货单": ("送货单", "发货单"),
    "出库单": ("发货单", "送货单"),
    "交货单": ("送货单",),
    "随货单": ("送货单",),
    "放行单": ("发货单",),
    "销售单": ("销货单", "生产通知书"),
    "拣货单": ("备货单",),
    "领料单": ("定额发料单",),
    "制造命令单": ("生产通知书",),
    "生产单": ("生产通知书",),
    "工单": ("生产通知书",),
    "箱单": ("装箱单",),
    "形式发票": ("商业发票", "报价单"),
    "开票申请": ("发票申请",),
    "签收单": ("送货单", "验收单"),
    "合同变更单": ("客户合同修改单",),
    "变更单": ("客户合同修改单", "变更评估报告"),
    "客诉单": ("投诉处理报告",),
    "8d": ("投诉处理报告",),
    "账单": ("对账单", "月结单"),
    "催款单": ("催款提醒",),
    "欠款": ("应收账龄",),
    "准交率": ("交期达成率", "准时足量率"),
    "准时率": ("准时足量率", "交期达成率"),
    "日报": ("今日要做",),
    "周报": ("客户周报", "客户进度表"),
    "进度表": ("客户进度表", "看板"),
    "横道图": ("甘特图",),
}
"""What others call it → our kinds."""


class Named(Protocol):
    """A kind: its name on the command line and its Chinese one."""

    @property
    def verb(self) -> str:
        """The name on the command line."""

    @property
    def label(self) -> str:
        """The Chinese name."""


K = TypeVar("K", bound=Named)


def find_kind(name: str, kinds: Iterable[K]) -> K | None:
    """Return the kind of that name, in either language, full or half width, simplified or traditional."""
    wanted = header_key(name)
    return next((one for one in kinds if wanted in (header_key(one.verb), header_key(one.label))), None)


def kind_first(words: Sequence[str], kinds: Sequence[Named]) -> list[str]:
    """Return the words of a command in their order, kind, workbooks, the rest, however they were written.

    Words without a kind are left as they are.
    """
    kind = next((word for word in words if find_kind(word, kinds)), None)
    if kind is None:
        return list(words)
    rest = list(words)
    rest.remove(kind)
    return [kind, *sorted(rest, key=lambda word: not is_book(word))]


def is_book(word: str) -> bool:
    """Tell whether a word of a command is a workbook, there or not, or a folder of them."""
    return bool(word) and (Path(word).suffix.lower() in _BOOKS or Path(word).exists())


def unknown_kind(code: str, name: str, kinds: Iterable[Named], noun: str, verb: str) -> GendanError:
    """Return the error that there is no such kind (`noun` in Chinese), with those that may be meant."""
    every = list(kinds)
    if is_book(name):
        return GendanError(
            code, f"请在文件名前写上哪种{noun}，如 gendan {verb} {every[0].label} {name}（全部见 gendan {verb} --list）",
            f"name the kind before the file: gendan {verb} {every[0].verb} {name} (all: gendan {verb} --list)",
        )  # fmt: skip
    near = _near(header_key(name), every)
    zh, en = "、".join(one.label for one in near), ", ".join(one.verb for one in near)
    return GendanError(
        code,
        f"没有“{name}”这种{noun}{f'，是不是 {zh}？' if near else '：'}全部见 gendan {verb} --list",
        f"there is no {verb} {name!r}{f'; did you mean {en}?' if near else ':'} gendan {verb} --list shows all",
    )


def _near(wanted: str, kinds: Sequence[Named]) -> list[Named]:
    """Return the kinds that a name may mean: by another word for it, as a part of theirs, by likeness."""
    names = {header_key(name): one for one in kinds for name in (one.label, one.verb)}
    called = [header_key(label) for label in _CALLED.get(wanted, ())]
    parts = [name for name in names if len(wanted) > 1 and (wanted in name or name in wanted)]
    alike = get_close_matches(wanted, names, MOST, _ALIKE)
    found = [names[name] for name in (*called, *parts, *alike) if name in names]
    return list({one.verb: one for one in found}.values())[:MOST]
