"""Who signs: names in approvals must be persons of 人员 whose role allows it; the roles stand at the columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from gendan_xl.intake.ledger import Ledger, TableData
from gendan_xl.rules._lookups import kept
from gendan_xl.rules._rule import lookup, rule
from gendan_xl.schema.changes import Changes
from gendan_xl.schema.complaints import Complaints
from gendan_xl.schema.deliveries import Deliveries
from gendan_xl.schema.quotations import Quotations
from gendan_xl.schema.returns import Returns
from gendan_xl.schema.samples import Samples

_HEADS = frozenset({"副总", "总经理"})
"""Who may sign for every role."""
_FIX = "请{roles}（副总、总经理也可以）核对并填本人姓名；人员有变动的先改人员表"
_FIX_EN = "Have one of {roles} (or the management) sign under their own name; keep 人员 up to date"
Roles = Mapping[str, frozenset[str]]


@lookup
def roles_by_name(ledger: Ledger) -> Roles:
    """The roles of each person in 人员, with those of the persons that he or she is deputy of."""
    kept(ledger, "staff", "name", "role")
    found: dict[str, frozenset[str]] = {}
    for name, role, deputy in ledger.rows("staff", ("name", "role", "deputy")):
        for person in filter(None, (name, deputy)):
            found[person] = found.get(person, frozenset()) | {role or ""}
    return found


def _strangers(data: TableData, known: Roles) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Yield (row, words) for every name in the signed columns of a table that may not stand there."""
    for field, column in data.table.columns().items():
        roles = column.col.roles
        allowed = _HEADS.union(roles)
        for index, name in enumerate(data.values(field) if roles and field in data.columns else ()):
            if name and not known.get(name, frozenset()) & allowed:
                header = data.header(index, field)
                yield index, {"at": field, "header": header, "name": name, "roles": "、".join(roles)}


@rule("GD748", table=Deliveries, level="warning", by=(), at="releaser", source="12, 28",
      zh="送货 {order_no} 的{header} {name} 不在人员表里，或角色不能签（{roles}）",
      en="{name}, who signed {header} of delivery {order_no}, is not in the table of staff, or has no role for it ({roles})",
      fix=_FIX, fix_en=_FIX_EN)  # fmt: skip
def delivery_signed_by_wrong_person(
    data: TableData, roles_by_name: Roles
) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """备货、发货由销管员审价，放行是销售主管或财务；副总、总经理和代理人可以代签。

    Prices are approved by sales administration, goods released by the sales manager or finance, a deputy, or the
    management.

    人员:
    | 姓名 | 角色 | 代理人 |
    |---|---|---|
    | 钱正宏 | 销售主管 | 何倩 |
    | 董秀兰 | 销管员 |  |
    | 孙大伟 | 仓管员 |  |

    错:
    | 订单号 | 备货审价人 | 发货审价人 | 放行人 |
    |---|---|---|---|
    | SO2603-014 | 孙大伟 | 董秀兰 |  |
    | SO2603-015 | 董秀兰 | 老王 |  |
    | SO2603-016 | 董秀兰 | 董秀兰 | 孙大伟 |

    对:
    | 订单号 | 备货审价人 | 发货审价人 | 放行人 |
    |---|---|---|---|
    | SO2603-014 | 董秀兰 | 董秀兰 | 钱正宏 |
    | SO2603-015 | 董秀兰 |  | 何倩 |
    """
    return _strangers(data, roles_by_name)


@rule("GD749", table=Returns, level="warning", by=(), at="approver", source="36, 37",
      zh="退货 {request_no} 的{header} {name} 不在人员表里，或角色不能签（{roles}）",
      en="{name}, who signed {header} of return {request_no}, is not in the table of staff, or has no role for it ({roles})",
      fix=_FIX, fix_en=_FIX_EN)  # fmt: skip
def return_signed_by_wrong_person(
    data: TableData, roles_by_name: Roles
) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """退货的签核各由其人：审批和销售领导是销售主管，仓管员、仓库主管、销管员、财务各签各的，回炉是总经理；副总、总经理和代理人可以代签。

    Each signature of a return is given by who has its role in the table of staff, a deputy, or the management.

    人员:
    | 姓名 | 角色 | 代理人 |
    |---|---|---|
    | 钱正宏 | 销售主管 | 何倩 |
    | 孙大伟 | 仓管员 |  |
    | 施雅琴 | 财务 |  |
    | 郑远山 | 总经理 |  |

    错:
    | 退货申请号 | 审批人 | 仓管员签核 | 财务签核 |
    |---|---|---|---|
    | TS1 | 老王 | 孙大伟 | 施雅琴 |
    | TS2 | 钱正宏 | 施雅琴 | 施雅琴 |

    对:
    | 退货申请号 | 审批人 | 仓管员签核 | 财务签核 |
    |---|---|---|---|
    | TS1 | 何倩 | 孙大伟 | 施雅琴 |
    | TS2 | 郑远山 | 孙大伟 |  |
    """
    return _strangers(data, roles_by_name)


@rule("GD750", table=Changes, level="warning", by=(), at="approver", source="24",
      zh="变更 {change_no} 的{header} {name} 不在人员表里，或角色不能签（{roles}）",
      en="{name}, who signed {header} of change {change_no}, is not in the table of staff, or has no role for it ({roles})",
      fix=_FIX, fix_en=_FIX_EN)  # fmt: skip
def change_answered_by_wrong_person(
    data: TableData, roles_by_name: Roles
) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """变更由 PMC 答复、客服计划员（或销售主管）审批；副总、总经理和代理人可以代签。

    A change is answered by PMC and approved by customer planning or the sales manager, a deputy, or the management.

    人员:
    | 姓名 | 角色 | 代理人 |
    |---|---|---|
    | 郑远山 | 总经理 |  |
    | 柳春燕 | 客服计划员 |  |
    | 魏东 | PMC |  |

    错:
    | 变更单号 | PMC答复人 | 审批人 |
    |---|---|---|
    | BG1 | 柳春燕 | 柳春燕 |
    | BG2 | 魏东 | 魏东 |

    对:
    | 变更单号 | PMC答复人 | 审批人 |
    |---|---|---|
    | BG1 | 魏东 | 柳春燕 |
    | BG2 | 魏东 | 郑远山 |
    | BG3 |  |  |
    """
    return _strangers(data, roles_by_name)


@rule("GD751", table=Complaints, level="warning", by=(), at="signed_by", source="22",
      zh="投诉 {complaint_no} 的{header} {name} 不在人员表里，或角色不能签（{roles}）",
      en="{name}, who signed {header} of complaint {complaint_no}, is not in the table of staff, or has no role for it ({roles})",
      fix=_FIX, fix_en=_FIX_EN)  # fmt: skip
def complaint_signed_by_wrong_person(
    data: TableData, roles_by_name: Roles
) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """投诉由销售主管签批，补偿由销售主管或财务审批；副总、总经理和代理人可以代签。

    A complaint is signed by the sales manager and a compensation approved by them or finance, a deputy, or the management.

    人员:
    | 姓名 | 角色 | 代理人 |
    |---|---|---|
    | 钱正宏 | 销售主管 | 何倩 |
    | 孙大伟 | 仓管员 |  |
    | 施雅琴 | 财务 |  |
    | 郑远山 | 总经理 |  |

    错:
    | 投诉单号 | 领导签批人 | 补偿审批人 |
    |---|---|---|
    | TSB1 | 孙大伟 |  |
    | TSB2 | 钱正宏 | 孙大伟 |

    对:
    | 投诉单号 | 领导签批人 | 补偿审批人 |
    |---|---|---|
    | TSB1 | 钱正宏 | 施雅琴 |
    | TSB2 | 郑远山 |  |
    """
    return _strangers(data, roles_by_name)


@rule("GD752", table=Quotations, level="warning", by=(), at="finance_reviewer", source="11",
      zh="报价 {quotation_no} 的{header} {name} 不在人员表里，或角色不能签（{roles}）",
      en="{name}, who signed {header} of quotation {quotation_no}, is not in the table of staff, or has no role for it ({roles})",
      fix=_FIX, fix_en=_FIX_EN)  # fmt: skip
def quotation_reviewed_by_wrong_person(
    data: TableData, roles_by_name: Roles
) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """报价由财务、总经理审核；副总和代理人可以代签。

    A quotation is reviewed by finance and by the general manager, a deputy, or the management.

    人员:
    | 姓名 | 角色 | 代理人 |
    |---|---|---|
    | 孙大伟 | 仓管员 |  |
    | 施雅琴 | 财务 |  |
    | 郑远山 | 总经理 |  |

    错:
    | 报价单号 | 财务审核人 | 总经理审核人 |
    |---|---|---|
    | BJ1 | 孙大伟 | 郑远山 |
    | BJ2 | 施雅琴 | 施雅琴 |

    对:
    | 报价单号 | 财务审核人 | 总经理审核人 |
    |---|---|---|
    | BJ1 | 施雅琴 | 郑远山 |
    | BJ2 | 施雅琴 |  |
    """
    return _strangers(data, roles_by_name)


@rule("GD753", table=Samples, level="warning", by=(), at="approver", source="8",
      zh="样品 {sample_no} 的{header} {name} 不在人员表里，或角色不能签（{roles}）",
      en="{name}, who signed {header} of sample {sample_no}, is not in the table of staff, or has no role for it ({roles})",
      fix=_FIX, fix_en=_FIX_EN)  # fmt: skip
def sample_approved_by_wrong_person(
    data: TableData, roles_by_name: Roles
) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """寄样由销售主管审批；副总、总经理和代理人可以代签。

    Samples are sent with the approval of the sales manager, a deputy, or the management.

    人员:
    | 姓名 | 角色 | 代理人 |
    |---|---|---|
    | 钱正宏 | 销售主管 | 何倩 |
    | 孙大伟 | 仓管员 |  |

    错:
    | 样品单号 | 审批人 |
    |---|---|
    | YP1 | 孙大伟 |
    | YP2 | 老王 |

    对:
    | 样品单号 | 审批人 |
    |---|---|
    | YP1 | 钱正宏 |
    | YP2 | 何倩 |
    | YP3 |  |
    """
    return _strangers(data, roles_by_name)
