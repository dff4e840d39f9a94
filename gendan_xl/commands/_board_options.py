"""The options of `gendan report` that boards know, and reports some of them (今日要做, 看板, 甘特图, 客户进度表)."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from gendan_xl.errors import GendanError

_OPTIONS = ("owner", "customer", "paper", "pdf", "svg", "png")


def board_arguments(parser: ArgumentParser) -> None:
    """Add what boards can be limited to, and their further forms."""
    add = parser.add_argument
    add(
        "--owner",
        default="",
        metavar="责任人",
        help="今日要做、看板、甘特图：只要这个人的 · of this person only",
    )
    add("--customer", default="", metavar="客户", help="只要这个客户的 · of this customer only")
    add("--paper", choices=("A3", "A4"), help="看板、甘特图默认 A3，其余 A4 · paper")
    add("--pdf", action="store_true", help="同时出 PDF（需要 LibreOffice） · also a PDF")
    add("--svg", action="store_true", help="甘特图：同时出 SVG 图；只要图就写 --out 名.svg · also a picture")
    add("--png", action="store_true", help="甘特图：同时出 PNG 图；只要图就写 --out 名.png · also a PNG")


def refuse_board_options(args: Namespace, *allowed: str) -> None:
    """Refuse them, but for those `allowed`, for other reports and for open workbooks instead of passing over them.

    GendanError GD978.
    """
    if used := [f"--{name}" for name in _OPTIONS if name not in allowed and getattr(args, name)]:
        names = "、".join(used)
        raise GendanError(
            "GD978", f"{names} 只用于从文件出的今日要做、看板、甘特图、客户进度表", f"{names} are for boards made from files: today, board, gantt, progress"
        )  # fmt: skip
