"""Pictures as PNG."""

from __future__ import annotations

import shutil
import struct
import subprocess

import pytest

from gendan_xl.boards._png import png_of
from gendan_xl.boards._svg import FONT


def test_the_picture_as_png_shows_chinese() -> None:
    """Other characters, another picture: a font that lacks them would draw the same boxes."""
    pytest.importorskip("resvg_py")
    if shutil.which("fc-list") and not subprocess.run(["fc-list", ":lang=zh-cn"], capture_output=True).stdout:
        pytest.skip("no Chinese font here")
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30" font-family="{}"><text y="20">{}</text></svg>'
    first, second = (png_of(svg.format(FONT, text)) for text in ("订单甲", "甘特图"))
    assert struct.unpack(">II", first[16:24]) == (180, 60)
    assert first.startswith(b"\x89PNG") and first != second
