"""A picture as PNG, drawn by resvg, which is installed with gendan-xl[png]: on every system, without LibreOffice."""

from __future__ import annotations

from gendan_xl.errors import GendanError

_SHARP, _LONG = 2, 1_000_000
"""Pixels for each unit of the picture; one alone where its text is longer than this, to bound the memory."""


def require_png() -> None:
    """GendanError GD979 where PNG cannot be made."""
    try:
        import resvg_py  # noqa: F401
    except ImportError as error:
        raise GendanError(
            "GD979", "没有安装画 PNG 的组件：请运行 pip install 'gendan-xl[png]'，或改用 --svg，浏览器、Word、Excel 都能打开",
            "what draws PNG is not installed: pip install 'gendan-xl[png]', or use --svg instead",
        ) from error  # fmt: skip


def png_of(svg: str) -> bytes:
    """Return an SVG picture as PNG, in the fonts of this computer. GendanError GD979 where that cannot be made."""
    require_png()
    import resvg_py

    return bytes(
        resvg_py.svg_to_bytes(svg, zoom=1 if len(svg) > _LONG else _SHARP, languages=["zh-CN", "en"])
    )
