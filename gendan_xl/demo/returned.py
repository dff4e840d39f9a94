"""What customers sent back: a repaired lot, one broken on the road, and what is wrong with neither."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from gendan_xl.demo.choose import Story, copied
from gendan_xl.demo.master import Row

_APPROVER, _STOREKEEPER, _WAREHOUSE, _ADMIN, _FINANCE = "钱正宏", "孙大伟", "卢建国", "董秀兰", "施雅琴"
_COPIED = ("customer_no", "order_no", "line_no", "note_no", "product_no")


def make_returns(deliveries: Sequence[Row], today: dt.date) -> list[Row]:
    """Return 退货: two requests on goods that were signed for, one closed and one on its way."""
    repaired, broken = _returned(deliveries)
    return [_repaired(repaired, today), _broken(broken, today)]


def make_complaints(deliveries: Sequence[Row], today: dt.date) -> list[Row]:
    """Return 投诉: the report behind the lot that was repaired."""
    row, asked = _returned(deliveries)[0], today - dt.timedelta(days=17)
    copied: Row = {field: row[field] for field in (*_COPIED, "product_name", "spec", "shipped_date")}
    return [copied | {
        "complaint_no": _complaint_no(today), "complaint_time": dt.datetime.combine(asked, dt.time(10, 30)),
        "received_by": "罗小芸", "intake_channel": "微信", "complainant": row["consignee"], "complaint_qty": 12,
        "complaint_type": "外观", "content": "电镀面起泡，客户要求返修", "severity": "普通",
        "responded_time": dt.datetime.combine(asked, dt.time(11, 5)),
        "solution_time": dt.datetime.combine(asked, dt.time(17, 20)), "is_founded": True, "signed_by": _APPROVER,
        "signed_date": asked, "analysed_by": "梁红梅", "cause_analysis": "电镀前除油不净", "responsible_party": "生产环节",
        "department": "生产", "solution": "退回返修，七天内补发", "replied_date": asked, "replied_by": "罗小芸",
        "customer_confirmed_date": asked + dt.timedelta(days=1), "satisfaction": "满意",
        "follow_up_date": asked + dt.timedelta(days=4), "status": "已关闭",
    }]  # fmt: skip


def make_more_returns(story: Story) -> list[Row]:
    """Return requests on their way: two counted and signed, one of them not by finance, and one not yet approved."""
    return [_counted(story, 9, 6, "错发", "混入另一种色号"), _half_signed(story), _asked(story)]


def _counted(story: Story, ago: int, qty: float, kind: str, reason: str) -> Row:
    row = story.delivery(lambda one: bool(one.get("receipt_returned_date")))
    asked, arrived = story.workday(-ago), story.workday(2 - ago)
    return _request(row, asked, qty, kind, reason) | {
        "approved_date": asked, "fault_party": "我方", "disposition": "良品入库", "customer_demand": "退回冲减货款", "handler": "罗小芸",
        "is_customer_sealed": True, "arrived_date": arrived, "received_qty": qty, "carton_qty": 1.0, "model_check": "相符",
        "storekeeper_sign": _STOREKEEPER, "warehouse_head_sign": _WAREHOUSE, "sales_admin_sign": _ADMIN,
        "sales_manager_sign": _APPROVER, "finance_sign": _FINANCE, "all_signed_date": arrived, "freight_payer": "我方",
        "storage_place": "退货区 T1", "offset_mode": "抵货款", "inspection_result": "合格", "status": "待签核",
    }  # fmt: skip


def _half_signed(story: Story) -> Row:
    return _counted(story, 6, 4, "多发", "比订单多发一盒") | {"finance_sign": None, "all_signed_date": None}


def _asked(story: Story) -> Row:
    row = story.delivery(lambda one: bool(one.get("receipt_returned_date")))
    return _request(row, story.workday(0), 8, "错发", "规格发成另一档，客户要求换") | {
        "approver": None, "approved_date": None, "approval_result": None, "fault_party": "我方", "handler": "罗小芸",
        "customer_demand": "换同数量正确规格，运费我方出", "is_customer_sealed": True, "status": "待审批",
    }  # fmt: skip


def make_more_complaints(story: Story) -> list[Row]:
    """Return a major complaint whose solution the customer is to confirm, and one that was just registered."""
    return [_major(story), _new(story)]


def _complaint(story: Story, day: int, hour: int) -> Row:
    row = story.delivery(lambda one: bool(one.get("receipt_returned_date")))
    time = story.at(day, hour, 20)
    return copied(row, *_COPIED, "product_name", "spec", "shipped_date") | {
        "complaint_no": f"TSB{time:%Y%m%d}001", "complaint_time": time, "received_by": "邹海燕", "intake_channel": "电话",
        "complainant": row["consignee"], "complainant_phone": row["consignee_phone"],
    }  # fmt: skip


def _major(story: Story) -> Row:
    return _complaint(story, -4, 9) | {
        "complaint_qty": 36.0, "complaint_type": "质量", "content": "装门后 36 副执手下垂，回位弹簧无力", "severity": "重大",
        "customer_demand": "三天内换齐，承担拆装工费", "has_sample": True, "responded_time": story.at(-4, 10, 5), "responded_by": _APPROVER,
        "first_contact_time": story.at(-4, 9, 40), "solution_time": story.at(-4, 16, 30), "is_founded": True, "signed_by": _APPROVER,
        "signed_date": story.workday(-4), "analysed_by": "梁红梅", "analysed_date": story.workday(-4),
        "cause_analysis": "弹簧热处理硬度偏低（HRC 38，标准 42–46），供方批次问题", "responsible_party": "供应商", "department": "采购",
        "interim_action": "该批弹簧 1,200 只封存", "corrective_action": "换发弹簧组件 40 套，派人上门更换",
        "preventive_action": "弹簧来料每批加检硬度 5 只", "solution": "换件 + 工费补偿", "compensation_mode": "折扣",
        "compensation_amount": 720.0, "compensation_approver": "潘文博", "reshipped_qty": 40.0, "reshipped_date": story.workday(-2),
        "replied_date": story.workday(-4), "replied_by": "邹海燕", "status": "待客户确认",
    }  # fmt: skip


def _new(story: Story) -> Row:
    """Return one that was answered; the mistake takes away who signed the answer."""
    return _complaint(story, -1, 14) | {
        "complaint_qty": 2.0, "complaint_type": "少件", "content": "两箱各少一包安装螺丝", "severity": "普通",
        "customer_demand": "补寄螺丝", "first_contact_time": story.at(-1, 14, 50), "responded_time": story.at(-1, 14, 50),
        "solution_time": story.at(-1, 17), "is_founded": True, "signed_by": _APPROVER, "signed_date": story.workday(-1),
        "analysed_by": "梁红梅", "cause_analysis": "包装线配件包漏放", "short_weight": 0.0, "responsible_party": "生产环节",
        "department": "生产", "solution": "当天补寄 3 包，末箱称重复核", "replied_date": story.workday(-1), "replied_by": "邹海燕",
        "status": "待客户确认",
    }  # fmt: skip


def _returned(deliveries: Sequence[Row]) -> tuple[Row, Row]:
    """Return the deliveries of which part came back: an old one, and one just signed for."""
    signed = [row for row in deliveries if row.get("receipt_returned_date")]
    return signed[2], signed[-1]


def _complaint_no(today: dt.date) -> str:
    return f"TSB{today - dt.timedelta(days=17):%Y%m%d}001"


def _request(row: Row, day: dt.date, qty: float, kind: str, reason: str) -> Row:
    copied: Row = {
        field: row[field]
        for field in (
            "customer_no",
            "order_no",
            "line_no",
            "note_no",
            "product_no",
            "product_name",
            "spec",
            "unit",
        )
    }
    return copied | {
        "request_no": f"TS{day:%Y%m%d}001", "request_line_no": 1, "request_date": day,
        "requested_qty": qty, "return_type": kind, "return_reason": reason,
        "customer_contact": row["consignee"], "approver": _APPROVER, "approved_date": day + dt.timedelta(days=1),
        "approval_result": "同意",
    }  # fmt: skip


def _repaired(row: Row, today: dt.date) -> Row:
    asked = today - dt.timedelta(days=16)
    arrived = asked + dt.timedelta(days=5)
    posted = arrived + dt.timedelta(days=1)
    return _request(row, asked, 12, "质量", "电镀面起泡") | {
        "fault_party": "我方", "complaint_no": _complaint_no(today), "disposition": "返修", "arrived_date": arrived, "received_qty": 12, "model_check": "相符",
        "storekeeper_sign": _STOREKEEPER, "warehouse_head_sign": _WAREHOUSE, "sales_admin_sign": _ADMIN,
        "sales_manager_sign": _APPROVER, "finance_sign": _FINANCE, "all_signed_date": posted,
        "return_note_no": f"TH{posted:%Y%m%d}001", "return_note_date": posted, "offset_mode": "抵货款",
        "inspection_result": "不合格", "status": "已入账",
    }  # fmt: skip


def _broken(row: Row, today: dt.date) -> Row:
    asked = today - dt.timedelta(days=3)
    return _request(row, asked, 5, "运输损坏", "外箱压扁，面板变形") | {
        "fault_party": "运输方", "disposition": "换货", "expected_arrival_date": today + dt.timedelta(days=2),
        "return_carrier": row["carrier"], "status": "待到货",
    }  # fmt: skip
