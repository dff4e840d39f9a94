"""Before an order is made: quotations, samples, technical confirmations, what products are made of, what is in store."""

from __future__ import annotations

import datetime as dt

from gendan_xl.demo.choose import Story, copied
from gendan_xl.demo.master import Row, load, number
from gendan_xl.demo.orders import Phase
from gendan_xl.demo.stocked import make_stock

_FINANCE, _GM, _HEAD, _ENGINEER = "施雅琴", "郑远山", "钱正宏", "葛文涛"


def make_offers(story: Story) -> dict[str, list[Row]]:
    """Return 报价, 样品登记, 技术确认, 用料定额, 库存 and 随货资料."""
    return {
        "quotations": [*_reviewed(story), _half_reviewed(story)],
        "samples": [_approved_sample(story), _sent_sample(story), _new_sample(story)],
        "technical_confirms": [_confirmed(story), _passed_too_early(story)],
        "bom": load("bom"),
        "stock": make_stock(story),
        "shipment_papers": _papers(story),
    }


# --- 报价 ------------------------------------------------------------------------------------------------------


def _quoted(
    story: Story, customer_no: str, product_no: str, day: dt.date, qty: float, raise_by: float
) -> Row:
    product = story.master.products[product_no]
    old = story.master.price(customer_no, product_no)
    price = round(old * (1 + raise_by), 2)
    return copied(product, "product_no", "product_name", "spec", "unit", "lead_days") | {
        "customer_no": customer_no, "quotation_date": day, "quoted_qty": qty, "old_price": old, "quoted_price": price,
        "is_tax_included": True, "tax_rate": 0.13, "currency": "CNY", "trade_terms": "送货到贵司仓库，含运费",
        "payment_terms": story.master.customers[customer_no]["payment_terms"], "cost_price": round(old * 0.78, 2),
        "valid_until_date": day + dt.timedelta(days=30), "prepared_by": "何倩", "version": "1", "status": "草稿",
    }  # fmt: skip


def _reviewed(story: Story) -> list[Row]:
    day = story.workday(-3)
    signed: Row = {
        "quotation_no": story.number("BJ", day), "finance_reviewer": _FINANCE, "finance_reviewed_date": story.workday(-2),
        "gm_reviewer": _GM, "gm_reviewed_date": story.workday(-1), "quotation_reason": "铜、不锈钢涨价，季度调价",
        "material_note": "304 不锈钢按 13,800 元/吨，涨跌 5% 以内不调价",
    }  # fmt: skip
    wanted = (("HY4030", 2000, 0.04), ("HY5030", 2000, 0.04), ("HYZM40", 3000, 0.03))
    return [
        _quoted(story, "C006", product_no, day, qty, more) | signed | {"line_no": place}
        for place, (product_no, qty, more) in enumerate(wanted, start=1)
    ]


def _half_reviewed(story: Story) -> Row:
    day = story.workday(-1)
    return _quoted(story, "C008", "TJ06-L", day, 300, -0.05) | {
        "quotation_no": story.number("BJ", day), "line_no": 1, "finance_reviewer": _FINANCE, "finance_reviewed_date": day,
        "quotation_reason": "年度框架谈价", "remark": "等总经理审核",
    }  # fmt: skip


# --- 样品、技术确认 --------------------------------------------------------------------------------------------


def _sample(story: Story, customer_no: str, product_no: str, day: dt.date, kind: str, terms: str) -> Row:
    return copied(
        story.master.products[product_no], "product_no", "product_name", "spec", "color"
    ) | {
        "sample_no": story.number("YP", day), "registered_date": day, "kind": kind, "customer_no": customer_no,
        "customer_terms": terms, "requested_by": "方启明", "is_charged": False, "sample_qty": 2.0,
        "recipient": story.master.customers[customer_no]["contact"],
    }  # fmt: skip


def _approved_sample(story: Story) -> Row:
    day = story.workday(-5)
    return _sample(story, "C002", "ZS06-L", day, "产前样", "哑黑按封样，喷涂厚度 60–80μm；附盐雾报告") | {
        "approver": _HEAD, "approved_date": story.workday(-4), "due_date": story.workday(-1), "finished_date": story.workday(-1),
        "express_company": "顺安快运", "sealed_sample_no": "FY-ZS06-03", "storage_place": "样品柜 B2", "status": "办理中",
    }  # fmt: skip


def _sent_sample(story: Story) -> Row:
    day, sent = story.workday(-16), story.workday(-12)
    return _sample(story, "C011", "LS1200", day, "样品", "青古铜，酒店客房门；孔距 900") | {
        "approver": _HEAD, "approved_date": story.workday(-15), "due_date": sent, "finished_date": sent, "sent_date": sent,
        "express_company": "顺安快运", "express_no": "SA30881702", "is_charged": True, "fee_amount": 120.0,
        "follow_up_date": story.workday(-6), "followed_up_by": "邹海燕", "customer_opinion": "颜色可以，包角再圆一点",
        "approval_outcome": "修改后再批", "sample_approver": "于静", "sample_approved_date": story.workday(-6), "status": "办理中",
    }  # fmt: skip


def _new_sample(story: Story) -> Row:
    return _sample(story, "C018", "LS800", story.workday(0), "小样", "拉丝纹向竖纹，寄 2 对") | {
        "due_date": story.workday(4), "status": "待办", "remark": "等销售主管审批",
    }  # fmt: skip


def _confirm(story: Story, line: Row, kind: str, drawing: str) -> Row:
    day = story.workday(-2)
    return copied(line, "order_no", "line_no") | {
        "confirm_no": story.number("TD", day), "kind": kind, "customer_drawing_no": drawing, "drawing_version": "B",
        "engineer": _ENGINEER, "technical_confirmed_date": day, "section_drawing": "见附图，壁厚 3.0±0.1",
        "offcut": "料头 ≤ 35 mm，回炉", "sketch_no": f"{drawing}-S1", "status": "办理中",
    }  # fmt: skip


def _confirmed(story: Story) -> Row:
    line = _special(story)
    line["technical_confirmed_date"] = story.workday(-2)
    return _confirm(story, line, "样品", "QC-2207") | {
        "customer_sample_no": "YB-0417", "material_list": "① 304 不锈钢板 3.0 mm；② 轴芯 φ12，表面拉丝；③ 尼龙垫圈 4 只/副",
        "special_process": "四孔沉头改 90°，孔距按客户门扇开孔图；倒角 R2", "customer_confirmed_by": "客户工程部 沈工",
        "customer_confirmed_date": story.workday(-2), "archive_no": "DA-2207-B", "passed_to_pmc_date": story.workday(-1),
    }  # fmt: skip


def _passed_too_early(story: Story) -> Row:
    """Return one that went to PMC before engineering confirmed it: neither its form nor its production order is made."""
    return _confirm(story, _special(story), "小样", "QC-2219") | {
        "technical_confirmed_date": None, "material_list": "按标准用料", "customer_confirmed_by": "客户 顾工",
        "customer_confirmed_date": story.workday(-2), "passed_to_pmc_date": story.workday(-1), "remark": "技术确认、归档待补",
    }  # fmt: skip


def _special(story: Story) -> Row:
    """Return an order line as a special one."""
    line = story.line((Phase.NEW, Phase.CONFIRMED, Phase.PLANNED))
    line["is_special"] = True
    return line


# --- 随货资料 --------------------------------------------------------------------------------------------------


def _papers(story: Story) -> list[Row]:
    """Return the papers of the deliveries abroad, all ready, and of a domestic one that waits for its report."""
    abroad = [row for row in story.tables["deliveries"] if row["transport_mode"] == "海运"]
    rows = [_paper(story, row, name, is_ready=True) for row in abroad for name in ("装箱单", "产地证")]
    waiting = next(row for row in story.tables["deliveries"] if row["status"] == "待放行")
    return [*rows, _paper(story, waiting, "质检报告", is_ready=False)]


def _paper(story: Story, delivery: Row, name: str, *, is_ready: bool) -> Row:
    day = delivery.get("shipped_date") if is_ready else story.today
    return copied(delivery, "order_no", "line_no", "batch_no") | {
        "paper_name": name, "copy_count": 2, "requested_by": "罗小芸", "request_date": day,
        "issued_by_department": "品质" if name == "质检报告" else "跟单", "collected_date": day if is_ready else None,
        "dispatch_mode": "随货", "status": "已完成" if is_ready else "办理中",
        "paper_no": f"{name[0]}{number(delivery['line_no']):.0f}-{str(delivery['order_no'])[-7:]}" if is_ready else None,
    }  # fmt: skip
