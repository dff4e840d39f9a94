"""What goes wrong or is changed on the way: changes of orders, incidents, acceptances, more returns and complaints."""

from __future__ import annotations

import datetime as dt

from gendan_xl.demo.choose import Story, copied
from gendan_xl.demo.master import Row, number
from gendan_xl.demo.orders import Phase

_PMC, _PLANNER, _VICE, _QUALITY, _MAKER = "魏东", "柳春燕", "潘文博", "梁红梅", "韩志刚"


def make_troubles(story: Story) -> dict[str, list[Row]]:
    """Return 变更, 异常 and 验收整改; what they say of orders and deliveries is written there too."""
    return {
        "changes": [_approved(story), _refused(story), _to_assess(story)],
        "incidents": [_solved(story), _major(story), _day_only(story)],
        "acceptances": [_passed(story), *_failed(story)],
    }


# --- 变更 ------------------------------------------------------------------------------------------------------


def _change(story: Story, line: Row, asked: dt.datetime, kind: str, header: str, old: str, new: str) -> Row:
    customer = story.master.customers[str(line["customer_no"])]
    return copied(line, "order_no", "line_no") | {
        "change_no": story.number("BG", asked.date()), "change_line_no": 1, "requested_time": asked,
        "requesting_party": "客户", "requested_by": customer["contact"], "handled_by": line["clerk"],
        "written_basis": "客户微信，附盖章变更函", "change_type": kind, "changed_field": header, "old_value": old,
        "new_value": new, "pmc_answered_by": _PMC, "pmc_answered_time": asked + dt.timedelta(hours=2),
    }  # fmt: skip


def _quantity(story: Story, line: Row, asked: dt.datetime, share: float) -> Row:
    old = number(line["ordered_qty"])
    return _change(story, line, asked, "数量", "订购数量", f"{old:g}", f"{old * share:g}")


def _approved(story: Story) -> Row:
    line = story.line((Phase.PLANNED,), lambda row: bool(row["confirmed_date"]))
    ordered = line["order_date"]
    assert isinstance(ordered, dt.date)
    return _quantity(story, line, dt.datetime.combine(ordered, dt.time(15, 20)), 1.5) | {
        "change_reason": "客户门店加单", "pmc_answer": "B可变更", "pmc_note": "未投料，数量可改", "issued_qty": 0.0,
        "finished_qty": 0.0, "is_free_period": True, "delay_days": 0, "fee_amount": 0.0, "approver": _PLANNER,
        "approved_date": story.workday(-1), "approval_result": "同意", "status": "已批准",
    }  # fmt: skip


def _refused(story: Story) -> Row:
    line = story.line((Phase.READY, Phase.SHIPPED), lambda row: row["supply_mode"] == "自制")
    asked = story.at(-6, 10, 15)
    return _change(story, line, asked, "颜色", "颜色", str(line["color"]), "香槟金") | {
        "change_reason": "样板间换色", "pmc_answer": "A已在生产不可变更", "pmc_note": "已电镀，不能改色",
        "issued_qty": line["ordered_qty"], "finished_qty": line["ordered_qty"], "answer_channel": "邮件",
        "answered_date": asked.date(), "status": "已拒绝",
    }  # fmt: skip


def _to_assess(story: Story) -> Row:
    """Return one after the free days; an address does not touch production, so that it can still be changed."""
    early = story.workday(-4)
    line = story.line(
        (Phase.WORKING, Phase.READY),
        lambda row: isinstance(row["order_date"], dt.date) and row["order_date"] <= early,
    )
    new = "四川省成都市双流区物流大道 9 号项目工地"
    asked = story.at(-1, 14, 10)
    return _change(story, line, asked, "地址", "交货地点", str(line["delivery_place"]), new) | {
        "change_reason": "客户改送项目工地", "pmc_answer": "B可变更", "pmc_note": "不影响生产，改走专车", "issued_qty": line["ordered_qty"],
        "finished_qty": 0.0, "is_free_period": False, "delay_days": 1, "cost_effect_amount": 860.0, "fee_amount": 600.0,
        "fee_payer": "客户", "material_effect": "无；外箱改贴项目标签", "alternatives": "① 专车直送，运费差额客户承担；② 先到原仓，由客户转运",
        "recommendation": "建议①，收运费差额 600 元", "assessed_by": "邹海燕", "assessed_date": story.today, "status": "待评估",
    }  # fmt: skip


# --- 异常 ------------------------------------------------------------------------------------------------------


def _incident(story: Story, line: Row, found: dt.datetime, kind: str, milestone: str) -> Row:
    return copied(line, "order_no", "line_no") | {
        "incident_no": story.number("YC", found.date()), "found_time": found, "found_by": "车间班长", "reported_by": _MAKER,
        "milestone_name": milestone, "incident_type": kind, "affected_qty": line["ordered_qty"], "department": "生产",
        "owner": _MAKER, "responsible_party": "生产环节", "is_line_stopped": False,
    }  # fmt: skip


def _solved(story: Story) -> Row:
    line = story.line((Phase.SIGNED, Phase.DONE))
    return _incident(story, line, story.at(-14, 9, 40), "质量偏差", "成品检验") | {
        "grade": "一般", "expected_delay_days": 1, "problem": "成品检验发现 6 件电镀面有麻点", "affected_qty": 6.0,
        "department": "品质", "owner": _QUALITY, "cause_analysis": "镀前抛光砂痕没有去净", "solution": "6 件退镀重做，补抛光一道",
        "promised_time": story.at(-13, 17), "finished_time": story.at(-13, 15, 30), "outcome": "当天补齐，按期发货",
        "is_due_date_affected": False, "preventive_action": "抛光首件加检，每两小时抽 5 件", "verified_by": "孙大伟",
        "closed_date": story.workday(-12), "status": "已关闭",
    }  # fmt: skip


def _major(story: Story) -> Row:
    line = story.line((Phase.WORKING, Phase.PLANNED), lambda row: bool(row["confirmed_date"]))
    due = line["confirmed_date"]
    assert isinstance(due, dt.date)
    return _incident(story, line, story.at(-1, 8, 50), "设备故障", "机加工") | {
        "grade": "重大", "expected_delay_days": 3, "problem": "2 号冲床主轴轴承损坏，该订单冲压停产，其余机台排满",
        "cause_analysis": "轴承超过保养周期 40 天，没有更换", "interim_action": "急件转 4 号冲床夜班生产",
        "solution": "供应商今天送轴承，明天上午装好；周末加班两班补回 2 天，剩余外协冲压", "promised_time": story.at(2, 18),
        "lead_by": _VICE, "meeting_time": story.at(-1, 13, 30), "meeting_departments": "生产、PMC、采购、跟单",
        "meeting_result": "加班加外协，交期延 1 天", "is_due_date_affected": True,
        "new_forecast_date": story.master.calendar.add_workdays(max(due, story.today), 1),
        "customer_notified_time": story.at(-1, 16, 20), "customer_answer": "同意延 1 天，要求分批先发", "status": "处理中",
    }  # fmt: skip


def _day_only(story: Story) -> Row:
    """Return one whose promise still has its hour; the mistake takes it away."""
    line = story.line((Phase.WORKING,))
    return _incident(story, line, story.at(0, 8, 30), "物料短缺", "领料出库") | {
        "grade": "一般", "expected_delay_days": 1, "problem": "304 不锈钢板到货推迟，库存只够一半", "department": "采购",
        "owner": "蒋丽", "responsible_party": "供应商", "cause_analysis": "供应商轧机检修", "solution": "先领现有板料开工，余量催到后补领",
        "promised_time": story.at(1, 17), "is_due_date_affected": False, "status": "处理中",
    }  # fmt: skip


# --- 验收整改 --------------------------------------------------------------------------------------------------


def _acceptance(story: Story, row: Row, day: dt.date) -> Row:
    row |= {"acceptance_mode": "现场", "accepted_date": day}
    return copied(row, "order_no", "line_no", "batch_no", "note_no") | {
        "acceptance_no": story.number("YS", day), "rework_seq_no": 1, "accepted_date": day, "acceptance_mode": "现场",
        "customer_acceptor": row["signed_by"], "accompanied_by": "邹海燕", "acceptance_standard": "合同第 6 条及封样；外观、开合、配件齐全",
    }  # fmt: skip


def _day_after(row: Row) -> dt.date:
    signed = row["signed_date"]
    assert isinstance(signed, dt.date)
    return signed + dt.timedelta(days=1)


def _passed(story: Story) -> Row:
    row = story.delivery(lambda one: _is_past(story, one))
    day = _day_after(row)
    row |= {"acceptance_result": "合格"}
    return _acceptance(story, row, day) | {
        "acceptance_result": "合格",
        "returned_date": day,
        "status": "已完成",
    }


def _failed(story: Story) -> list[Row]:
    row = story.delivery(lambda one: _is_past(story, one) and story.line_of(one)["status"] == "已签收")
    head = _acceptance(story, row, _day_after(row)) | {"acceptance_result": "不合格", "status": "办理中"}
    row |= {"acceptance_result": "不合格", "status": "整改中"}
    for line in story.tables["orders"]:
        if line["order_no"] == row["order_no"]:
            line["status"] = "整改中"
    first: Row = {
        "rejected_qty": 3.0, "rework_content": "3 件表面碰伤，更换", "department": "品质", "owner": _QUALITY,
        "due_time": story.at(3, 17),
    }  # fmt: skip
    second: Row = {
        "rework_seq_no": 2, "rejected_qty": 5.0, "rework_content": "5 件缺配件包，补寄到现场", "department": "仓库",
        "owner": "孙大伟", "due_time": story.at(2, 12),
    }  # fmt: skip
    return [head | first, head | second]


def _is_past(story: Story, row: Row) -> bool:
    return bool(row["note_no"]) and _day_after(row) <= story.today
