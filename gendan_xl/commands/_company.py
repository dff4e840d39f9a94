"""Where the company's name, printed on every document, is to be entered."""

from __future__ import annotations

from gendan_xl.commands._open import Opened
from gendan_xl.errors import Message
from gendan_xl.intake.mapping import load_for


def no_company(opened: Opened) -> Message:
    """Say where the company's name is to be entered; for a company's own ledger with the lines to paste."""
    line = '"公司名称" = "……"'
    saved = load_for(opened.path)
    if not opened.ledger.adopted:
        return Message(
            "公司名称是空的：请在设置表填写“公司名称”", "the company's name is blank: enter 公司名称 in 设置"
        )
    if saved is None:
        return Message(
            f"公司名称是空的：请先 gendan adopt {opened.path} --save，再在写好的 gendan.toml 末尾加上\n[settings]\n{line}",
            f"the company's name is blank: run gendan adopt {opened.path} --save, then add to gendan.toml\n[settings]\n{line}",
        )
    if saved.settings:
        return Message(
            f"公司名称是空的：请在 {saved.path} 的 [settings] 下面加一行\n{line}",
            f"the company's name is blank: add below [settings] of {saved.path}\n{line}",
        )
    return Message(
        f"公司名称是空的：请在 {saved.path} 的末尾加上这两行\n[settings]\n{line}",
        f"the company's name is blank: add at the end of {saved.path}\n[settings]\n{line}",
    )
