"""产品投诉处理报告: a complaint from the call to the customer's word, with its clocks (requirement 22)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from gendan_xl.cells import Value
from gendan_xl.domain.clock import due_time, hours_run
from gendan_xl.edits import SetCell
from gendan_xl.errors import Message
from gendan_xl.forms._form import Asked, Case, Draft, Form, Need
from gendan_xl.forms._gather import documents
from gendan_xl.forms._rows import Row
from gendan_xl.forms._tick import choice, yes_no
from gendan_xl.printing.layout import Band, Layout, boxed

_OWN = ("责任方", "责任部门", "备注", "生产批号")
"""Headers that the order has too: what stands there says nothing about the complaint."""
_SIX, _FOUR, _TWO = (1, 1, 1, 1, 1, 1), (1, 2, 1, 2), (1, 5)
_WIDE = (2, 6, 2, 2)
_CLOSED = "已关闭"


def gather(case: Case, asked: Asked) -> Sequence[Draft]:
    """Return a draft for every complaint asked for; with nothing asked, those that are not closed."""
    found = documents(case, asked, "complaints", "complaint_no", lambda row: row["status"] != _CLOSED)
    return [_draft(case, key, rows[:1]) for key, rows in found.items()]


def _draft(case: Case, key: str, rows: Sequence[Row]) -> Draft:
    row = rows[0]
    return Draft(
        key,
        rows,
        values=_values(case, row),
        order=case.order(row["order_no"], row["line_no"]),
        customer=case.customer(row["customer_no"]),
        edits=list(_edits(case, row)),
    )


def _values(case: Case, row: Row) -> dict[str, Value]:
    due, solution_due = clocks(case, row)
    compensation = row.decimal("compensation_amount")
    return {
        **{header: row.shown(header) for header in _OWN},
        "应响应时间": due,
        "应出方案时间": solution_due,
        "响应结果": verdict(case, due, _answered(row)),
        "方案结果": verdict(case, solution_due, row["solution_time"]),
        "投诉类型选项": choice(case, "投诉类型", row["complaint_type"]),
        "严重程度选项": choice(case, "严重程度", row["severity"]),
        "问题样品选项": yes_no(row["has_sample"], "有", "无"),
        "成立选项": yes_no(row["is_founded"]),
        "责任方选项": choice(case, "责任方", row["responsible_party"]),
        "补偿方式选项": choice(case, "补偿方式", row["compensation_mode"]),
        "补偿金额": None if compensation is None else f"{compensation:,.2f} 元",
        "满意度选项": choice(case, "满意度", row["satisfaction"]),
    }


def clocks(case: Case, row: Row) -> tuple[dt.datetime | None, dt.datetime | None]:
    """Return by when a complaint is to be answered and by when it is to have its solution.

    A major one is answered by a supervisor within 2 hours, another contacted within 24 (requirement 22).
    """
    start, settings = row["complaint_time"], case.settings
    if start is None:
        return None, None
    is_major = row["severity"] == "重大"
    hours = settings.major_complaint_hours if is_major else settings.after_sales_contact_hours
    ends = (
        due_time(start, one, case.calendar, settings) for one in (hours, settings.complaint_solution_hours)
    )
    return next(ends), next(ends)


def verdict(case: Case, due: dt.datetime | None, done: dt.datetime | None) -> str:
    """Return whether a deadline was kept: 按时, 超时 3.5 小时, 已超时（未完成）; '' while its time runs."""
    if due is None or (done is None and case.now <= due):
        return ""
    if done is None:
        return "已超时（未完成）"
    late = hours_run(due, done, case.calendar, case.settings)
    return f"超时 {max(late, 0.1):.1f} 小时" if done > due else "按时"


def _answered(row: Row) -> dt.datetime | None:
    """Return when the customer was answered; a first contact does for complaints that are not major."""
    times = (row["responded_time"], None if row["severity"] == "重大" else row["first_contact_time"])
    given = [time for time in times if time]
    return min(given) if given else None


def _edits(case: Case, row: Row) -> Iterator[SetCell]:
    """Yield the clocks for the columns that the program fills."""
    due, solution_due = clocks(case, row)
    results = (verdict(case, due, _answered(row)), verdict(case, solution_due, row["solution_time"]))
    is_late = any("超时" in result for result in results) if any(results) else None
    new: Mapping[str, Value] = {
        "response_due_time": due,
        "solution_due_time": solution_due,
        "is_late": is_late,
    }
    for field, value in new.items():
        sheet, line, col = row.data.place(row.index, field)
        if col and value is not None and row[field] != value:
            yield SetCell(
                sheet, line, col, row[field], value, f"{row.key} {row.data.header(row.index, field)}"
            )


def _section(title: str) -> Band:
    return boxed(title, height=15)


FORM = Form(
    verb="complaint-report",
    label="投诉处理报告",
    help=Message(
        "产品投诉处理报告：受理、签批、原因、措施、答复", "complaint report: intake, cause, actions, reply"
    ),
    source="22",
    table="complaints",
    number_field="complaint_no",
    is_living=True,
    gather=gather,
    needs=(
        Need("signed_by", "领导（签批人）", "22", lambda row: row["replied_date"] is not None),
        Need("compensation_approver", "补偿审批人", "22", lambda row: bool(row["compensation_amount"])),
    ),
    fields=(
        *("响应结果", "方案结果", "投诉类型选项", "严重程度选项", "问题样品选项", "成立选项", "责任方选项"),
        *("补偿方式选项", "满意度选项", "领导意见"),
    ),
    layout=Layout(
        head=(Band(("投诉单号：{{投诉单号}}", "打印日期：{{日期}}"), 16, weights=(2, 1)),),
        body=(
            _section("一、投诉受理"),
            boxed("客户", "{{客户全称}}", "投诉时间", "{{投诉时间}}", height=24, weights=_FOUR),
            boxed(
                "投诉人",
                "{{投诉人}}",
                "电话",
                "{{投诉人电话}}",
                "受理人",
                "{{受理人}}　{{受理方式}}",
                weights=_SIX,
            ),
            boxed(
                "订单号", "{{订单号}}", "送货单号", "{{送货单号}}", "发货日期", "{{发货日期}}", weights=_SIX
            ),
            boxed("产品", "{{产品名称}}　{{规格}}", "生产批号", "{{生产批号}}", height=24, weights=_WIDE),
            boxed(
                "投诉数量",
                "{{投诉数量}} {{单位}}",
                "问题样品",
                "{{问题样品选项}}",
                "严重程度",
                "{{严重程度选项}}",
                weights=_SIX,
            ),
            boxed("投诉类型", "{{投诉类型选项}}", weights=_TWO),
            boxed("投诉内容", "{{投诉内容}}", height=45, weights=_TWO),
            boxed("客户诉求", "{{客户诉求}}", height=26, weights=_TWO),
            boxed(
                "应响应时间",
                "{{应响应时间}}",
                "响应时间",
                "{{响应时间}}",
                "是否超时",
                "{{响应结果}}",
                weights=_SIX,
            ),
            boxed(
                "应出方案时间",
                "{{应出方案时间}}",
                "方案时间",
                "{{方案时间}}",
                "是否超时",
                "{{方案结果}}",
                weights=_SIX,
            ),
            _section("二、核实与领导签批"),
            boxed(
                "是否成立",
                "{{成立选项}}",
                "封存数量",
                "{{封存数量}}",
                "检测报告号",
                "{{检测报告号}}",
                weights=_SIX,
            ),
            boxed("不成立理由", "{{不成立理由}}", height=20, weights=_TWO),
            boxed(
                "领导意见",
                "{{领导意见}}",
                "签批／日期",
                "{{领导签批人}}　{{签批日期}}",
                height=40,
                weights=_FOUR,
            ),
            _section("三、品质原因分析"),
            boxed("原因分析", "{{原因分析}}", height=48, weights=_TWO),
            boxed("责任方", "{{责任方选项}}", weights=_TWO),
            boxed(
                "责任部门",
                "{{责任部门}}",
                "品质分析人",
                "{{品质分析人}}",
                "完成日期",
                "{{分析完成日期}}",
                weights=_SIX,
            ),
            _section("四、措施与处理方案"),
            boxed("临时措施", "{{临时措施}}", height=34, weights=_TWO),
            boxed("纠正措施", "{{纠正措施}}", height=34, weights=_TWO),
            boxed("预防措施", "{{预防措施}}", height=34, weights=_TWO),
            boxed("处理方案", "{{处理方案}}", height=42, weights=_TWO),
            boxed("补偿方式", "{{补偿方式选项}}", "补偿金额", "{{补偿金额}}", weights=_WIDE),
            boxed(
                "返工单号",
                "{{返工单号}}",
                "补货订单号",
                "{{补货订单号}}",
                "补发日期",
                "{{补发日期}}",
                weights=_SIX,
            ),
            _section("五、答复与客户确认"),
            boxed(
                "答复日期",
                "{{回复客户日期}}",
                "答复人",
                "{{回复人}}",
                "回复函号",
                "{{回复函号}}",
                weights=_SIX,
            ),
            boxed("客户满意度", "{{满意度选项}}", "客户确认", "{{客户确认日期}}", weights=_FOUR),
        ),
        signers=4,
    ),
    icon="ReviewNewComment",
    place=70,
)
