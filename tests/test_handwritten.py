"""Files written in Notepad: the encoding, Chinese punctuation and .txt are named, in Chinese without parser's English."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gendan_xl.errors import GendanError
from gendan_xl.handwritten import read_handwritten

GOOD = '{"years": {\n"2027": {"notice": "通知：春节，“国庆”", "off": [],\n"work": []}}}'
TOML = '[settings]\n"税率" = "9%"\n'


def refusal(tmp_path: Path, content: bytes, parse: Callable[[str], Any]) -> str:
    (tmp_path / "文件").write_bytes(content)
    with pytest.raises(GendanError) as raised:
        read_handwritten(tmp_path / "文件", parse, "GD970")
    said = raised.value.message.zh.removeprefix(str(tmp_path / "文件"))
    assert not re.search("[a-z]{2}", said), said
    return said


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_what_is_right_is_read(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "文件").write_bytes(GOOD.encode(encoding))
    assert read_handwritten(tmp_path / "文件", json.loads, "GD970") == json.loads(GOOD)


@pytest.mark.parametrize("encoding", ["gbk", "utf-16"])
def test_another_encoding(tmp_path: Path, encoding: str) -> None:
    assert "请在记事本里另存为 UTF-8" in refusal(tmp_path, GOOD.encode(encoding), json.loads)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[],\n", "[]，\n", "第 2 行附近有中文标点 ，："),
        ('"2027"', "“2027”", "第 2 行附近有中文标点 “ ”："),
        ('"work":', '"work"：', "第 3 行附近有中文标点 ：："),
        ("[],\n", "[]\n", "第 3 行附近写法不对"),
        ("}}}", "}}", "第 3 行附近写法不对"),
    ],
)
def test_json_by_its_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert said in refusal(tmp_path, GOOD.replace(old, new).encode(), json.loads)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"9%"', "“9%”", "第 2 行附近有中文标点 “ ”："),
        ("[settings]", "【settings】", "第 1 行附近有中文标点 【 】："),
        (" = ", " ", "第 2 行附近写法不对"),
        ('9%"\n', "9%", "第 2 行附近写法不对"),
    ],
)
def test_toml_by_its_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert said in refusal(tmp_path, TOML.replace(old, new).encode(), tomllib.loads)
