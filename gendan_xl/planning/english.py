"""What texts to customers abroad say for our words; words of a company's own have no English here."""

from __future__ import annotations

import re
from collections.abc import Mapping

CAUSES: Mapping[str, str] = {
    "原计划错误": "a mistake in our schedule",
    "机器设备故障": "a machine breakdown",
    "材料没跟上": "late materials",
    "不良率报废率过高": "too many rejects, which we are making again",
    "临时或特急订单影响": "urgent orders ahead of yours",
    "前制程延误累积": "a delay in an earlier process",
    "员工情绪缺勤流动": "a shortage of workers",
    "图纸未确认": "drawings not yet confirmed",
    "款未到": "payment not yet received",
    "外协迟": "a late subcontractor",
    "物流迟": "a delay in transport",
    "客户原因": "a matter to be settled on your side",
    "设备故障": "a machine breakdown",
    "质量偏差": "a quality deviation",
    "物料短缺": "a shortage of material",
    "外协": "a late subcontractor",
    "物流延误": "a delay in transport",
    "物流破损": "damage in transport",
    "清关": "customs clearance",
    "天气": "bad weather",
    "人员": "a shortage of workers",
}
"""延误原因 and 异常类型."""

REMEDIES: Mapping[str, str] = {
    "赶工": "overtime",
    "加班": "overtime",
    "备用产线": "a second production line",
    "备用供应商": "a backup supplier",
    "加急补货": "urgent replenishment",
    "加急": "priority in production",
    "分批": "a partial shipment first",
    "空运": "air freight",
    "快递": "express delivery",
    "折扣": "a discount",
    "赠品": "free goods",
    "换货": "a replacement",
    "退款": "a refund",
}
"""What is offered against a delay, as it stands in a plan; the longer words first."""

PROGRESS: Mapping[str, tuple[str, str]] = {
    "未开始": ("待生产", "not started"),
    "进行中": ("进行中", "in progress"),
    "临期": ("进行中", "in progress"),
    "节点超期": ("进行中", "in progress"),
    "预计延误": ("预计延期", "expected late"),
    "超期": ("已延期", "late"),
    "按期完成": ("已完成待发", "ready"),
    "超期完成": ("已完成待发", "ready"),
    "待评审": ("待确认", "under review"),
    "已确认": ("已确认", "confirmed"),
    "已排产": ("已排产", "scheduled"),
    "生产中": ("生产中", "in production"),
    "部分入库": ("部分完工", "partly finished"),
    "已入库": ("已完工待发", "ready"),
    "部分发货": ("部分已发", "partly shipped"),
    "暂停": ("暂停", "on hold"),
    "整改中": ("整改中", "being put right"),
}
"""进度状态 or 状态 → what a customer reads, in Chinese and English."""

STEPS: Mapping[str, str] = {
    "排产": "production planning",
    "领料出库": "issue of materials",
    "首件检验": "first article inspection",
    "生产": "production",
    "成品检验": "final inspection",
    "成品入库": "to the warehouse",
    "焊接": "welding",
    "涂装": "painting",
    "总装": "final assembly",
    "质检合格": "final inspection",
    "入库": "to the warehouse",
    "物料采购": "purchase of materials",
    "白茬": "carcase work",
    "外协": "subcontracted work",
    "成品生产": "finishing",
    "质检": "final inspection",
    "打样": "sample making",
    "寄样": "dispatch of the sample",
    "客户批板": "your approval of the sample",
    "产前样": "pre-production sample",
    "产前确认": "your pre-production approval",
    "备货": "picking",
    "发货": "dispatch",
    "交货": "delivery",
}
"""The milestones of the default routes."""

_CHINESE = re.compile(r"[\u3400-\u9fff]")


def is_chinese(text: str) -> bool:
    """Return whether a reader must know Chinese."""
    return bool(_CHINESE.search(text))


def cause_in_english(text: str) -> str:
    """Return a cause in English, "" where it has none."""
    return text if not is_chinese(text) else CAUSES.get(text, "")


def remedies_in_english(text: str) -> str:
    """Return the remedies that a plan names, in English: 「赶工，分批先发」 is overtime, a partial shipment first."""
    if not is_chinese(text):
        return text
    found: list[str] = []
    for word, english in REMEDIES.items():
        if word in text:
            text = text.replace(word, "")
            found.append(english)
    return ", ".join(dict.fromkeys(found))
