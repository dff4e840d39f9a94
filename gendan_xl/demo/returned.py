"""What customers sent back: a repaired lot, one broken on the road, and what is wrong with neither."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

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


def _returned(deliveries: Sequence[Row]) -> tuple[Row, Row]:
    """Return the deliveries of which part came back: an old one, and one just signed for."""
    signed = [row for row in deliveries if row.get("receipt_returned_date")]
    return signed[2], signed[-1]


def _complaint_no(today: dt.date) -> str:
    return f"KS{today - dt.timedelta(days=17):%Y%m%d}001"


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
