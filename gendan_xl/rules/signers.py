"""Who signs: names in approvals must be persons of 人员 whose role allows it (requirements 12, 28)."""

from __future__ import annotations

from collections.abc import Mapping

from gendan_xl.intake.ledger import Ledger
from gendan_xl.rules._lookups import kept
from gendan_xl.rules._rule import lookup, rule
from gendan_xl.schema.deliveries import Deliveries

_HEADS = frozenset({"副总", "总经理"})
"""Who may sign for every role."""
_RELEASE = _HEADS | {"销售主管", "财务"}
_PRICES = _HEADS | {"销管员"}


@lookup
def roles_by_name(ledger: Ledger) -> Mapping[str, frozenset[str]]:
    """The roles of each person in 人员, with those of the persons that he or she is deputy of."""
    kept(ledger, "staff", "name", "role")
    found: dict[str, frozenset[str]] = {}
    for name, role, deputy in ledger.rows("staff", ("name", "role", "deputy")):
        for person in filter(None, (name, deputy)):
            found[person] = found.get(person, frozenset()) | {role or ""}
    return found


@rule("GD748", table=Deliveries, level="warning", at="releaser", source="28",
      zh="送货 {order_no} 的放行人 {releaser} 不在人员表里，或角色不能放行",
      en="{releaser}, who released {order_no}, is not in the table of staff, or has no role for it",
      fix="请销售主管、财务、副总或总经理放行，填本人姓名；人员有变动的先改人员表",
      fix_en="Have the sales manager, finance or the management release it under their own name; keep 人员 up to date")  # fmt: skip
def released_by_wrong_person(releaser: str, roles_by_name: Mapping[str, frozenset[str]]) -> bool:
    """放行人要是人员表里的销售主管、财务、副总、总经理，或他们的代理人。

    Who releases goods must be the sales manager, finance or the management in the table of staff, or a deputy of theirs.

    人员:
    | 姓名 | 角色 | 代理人 |
    |---|---|---|
    | 钱正宏 | 销售主管 | 何倩 |
    | 孙大伟 | 仓管员 |  |

    错:
    | 订单号 | 放行人 |
    |---|---|
    | SO2603-014 | 孙大伟 |
    | SO2603-015 | 老王 |

    对:
    | 订单号 | 放行人 |
    |---|---|
    | SO2603-014 | 钱正宏 |
    | SO2603-015 | 何倩 |
    """
    return not roles_by_name.get(releaser, frozenset()) & _RELEASE


@rule("GD749", table=Deliveries, level="warning", at="price_approver", source="12",
      zh="送货 {order_no} 的发货审价人 {price_approver} 不在人员表里，或角色不是销管员",
      en="{price_approver}, who approved the prices of {order_no}, is not in the table of staff as sales administration",
      fix="请销管员审价并填本人姓名；人员有变动的先改人员表",
      fix_en="Have sales administration approve them under their own name; keep 人员 up to date")  # fmt: skip
def prices_approved_by_wrong_person(price_approver: str, roles_by_name: Mapping[str, frozenset[str]]) -> bool:
    """发货审价人要是人员表里的销管员（副总、总经理也可以），或他们的代理人。

    Who approves the prices of a delivery must be sales administration in the table of staff (or the management), or a
    deputy of theirs.

    人员:
    | 姓名 | 角色 |
    |---|---|
    | 董秀兰 | 销管员 |
    | 罗小芸 | 跟单员 |

    错:
    | 订单号 | 发货审价人 |
    |---|---|
    | SO2603-014 | 罗小芸 |

    对:
    | 订单号 | 发货审价人 |
    |---|---|
    | SO2603-014 | 董秀兰 |
    """
    return not roles_by_name.get(price_approver, frozenset()) & _PRICES


@rule("GD750", table=Deliveries, level="warning", at="pick_price_approver", source="12",
      zh="送货 {order_no} 的备货审价人 {pick_price_approver} 不在人员表里，或角色不是销管员",
      en="{pick_price_approver}, who approved the pick list of {order_no}, is not in the table of staff as sales administration",
      fix="请销管员审价并填本人姓名；人员有变动的先改人员表",
      fix_en="Have sales administration approve them under their own name; keep 人员 up to date")  # fmt: skip
def pick_list_approved_by_wrong_person(
    pick_price_approver: str, roles_by_name: Mapping[str, frozenset[str]]
) -> bool:
    """备货审价人要是人员表里的销管员（副总、总经理也可以），或他们的代理人。

    Who approves the prices of a pick list must be sales administration in the table of staff (or the management), or a
    deputy of theirs.

    人员:
    | 姓名 | 角色 |
    |---|---|
    | 董秀兰 | 销管员 |
    | 罗小芸 | 跟单员 |

    错:
    | 订单号 | 备货审价人 |
    |---|---|
    | SO2603-014 | 罗小芸 |

    对:
    | 订单号 | 备货审价人 |
    |---|---|
    | SO2603-014 | 董秀兰 |
    """
    return not roles_by_name.get(pick_price_approver, frozenset()) & _PRICES
