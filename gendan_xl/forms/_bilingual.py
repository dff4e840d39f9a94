"""What papers of two languages say beside our words: who signs, whose copy it is, who we are."""

from __future__ import annotations

from collections.abc import Mapping

from gendan_xl.schema.settings import SettingsValues

END_MARK = "以下空白 End"
_ENGLISH: Mapping[str, str] = {
    "制单": "Prepared by", "制单人": "Prepared by", "备货人": "Packed by", "仓管员": "Warehouse", "跟单员": "Merchandiser",
    "业务员": "Sales", "销售主管": "Sales Manager", "销管员": "Sales Admin", "财务": "Finance", "总经理": "General Manager",
    "存根": "File", "客户": "Customer", "报关": "Customs", "银行": "Bank", "仓库": "Warehouse",
}  # fmt: skip


def both(word: str) -> str:
    """Return a role or the name of a copy with its English, alone where we have none."""
    return f"{word} {_ENGLISH[word]}" if word in _ENGLISH else word


def letterhead(settings: SettingsValues) -> dict[str, str]:
    """Return the head of the paper in English; what is not set stays as it is at home."""
    name, address, phone = (
        settings.company_english_name,
        settings.company_english_address,
        settings.company_phone,
    )
    about = "　".join(part for part in (address, f"Tel: {phone}" if phone else "") if part)
    return {"公司名称": name or settings.company_name} | ({"公司信息": about} if address else {})
