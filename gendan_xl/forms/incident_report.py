"""异常处理单: a disturbance in four parts, 问题—责任—方案—时间, with an exact hour (requirement 21)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from gendan_xl.cells import Value
from gendan_xl.errors import Message
from gendan_xl.findings import Finding
from gendan_xl.forms._form import Asked, Case, Draft, Form
from gendan_xl.forms._gather import documents
from gendan_xl.forms._rows import Row, same
from gendan_xl.forms._tick import OPEN, TICKED, choice, yes_no
from gendan_xl.printing.layout import Band, Layout, boxed

REMEDIES = ("赶工", "备用产线", "加急补货", "分批", "延期补偿", "上报最高层")
"""What is offered against a delay, in this order (requirement 21)."""

_SIX, _FOUR, _TWO = (1, 1, 1, 1, 1, 1), (1, 2, 1, 2), (1, 5)
_OWN = ("责任方", "责任部门", "备注")
_PARTS = (("problem", "问题"), ("department", "责任"), ("owner", "责任"), ("solution", "方案"))


def gather(case: Case, asked: Asked) -> Sequence[Draft]:
    """Return a draft for every incident asked for; with nothing asked, those that are not closed."""
    found = documents(case, asked, "incidents", "incident_no", lambda row: row["status"] != "已关闭")
    return [_draft(case, key, rows[0]) for key, rows in found.items()]


def _draft(case: Case, key: str, row: Row) -> Draft:
    order = case.order(row["order_no"], row["line_no"])
    return Draft(
        key,
        [row],
        values=_values(case, row),
        order=order,
        customer=case.customer(order["customer_no"]) if order else None,
        blocks=[*_parts(row), *_time(row)],
    )


def _values(case: Case, row: Row) -> dict[str, Value]:
    plan = str(row["solution"] or "")
    return {
        **{header: row.shown(header) for header in _OWN},
        "等级选项": choice(case, "异常等级", row["grade"]),
        "停线选项": yes_no(row["is_line_stopped"]),
        "影响交期选项": yes_no(row["is_due_date_affected"]),
        "责任方选项": choice(case, "责任方", row["responsible_party"]),
        "补救选项": "　".join((TICKED if name in plan else OPEN) + name for name in REMEDIES),
        "推荐预案": _risk_plan(case, row),
    }


def _risk_plan(case: Case, row: Row) -> str:
    """Return the prepared answers to incidents of this kind (requirement 20c), or what the sheet says."""
    if row["suggested_plan_no"]:
        return str(row["suggested_plan_no"])
    plans = (
        plan for plan in case.rows("risk_plans") if same(plan["risk_type"]) == same(row["incident_type"])
    )
    return "；".join(f"{plan['plan_no'] or ''} {plan['response'] or ''}".strip() for plan in plans)


# --- the four parts --------------------------------------------------------------------------------------------


def _parts(row: Row) -> Iterator[Finding]:
    for field, part in _PARTS:
        if not row[field]:
            header = row.data.header(row.index, field)
            yield _lacks(
                row, field,
                Message(f"异常 {row.key} 四段式缺“{part}”：{header}是空的", f"incident {row.key} lacks {header}"),
                Message(f"补上{header}再出单", f"enter {header} first"),
            )  # fmt: skip


def _time(row: Row) -> Iterator[Finding]:
    """Yield the finding on a promise without an exact hour: blank, a day alone, or words such as 尽快."""
    promised, is_words = row["promised_time"], row.index in row.data.unclean("promised_time")
    if promised and promised.time() != dt.time():
        return
    said = (
        f"只写到 {promised:%m-%d}，没有写到几点"
        if promised
        else "不是确切的日期和时间"
        if is_words
        else "是空的"
    )
    en = "names no hour" if promised else "is no exact date and time" if is_words else "is blank"
    yield _lacks(
        row, "promised_time",
        Message(f"异常 {row.key} 的承诺完成时间{said}（不能写大概、尽快）", f"the promised time of incident {row.key} {en}"),
        Message("写到几点，如 2026-03-16 18:00", "write day and hour, such as 2026-03-16 18:00"),
    )  # fmt: skip


def _lacks(row: Row, field: str, message: Message, fix: Message) -> Finding:
    sheet, line, col = row.data.place(row.index, field)
    header = row.data.header(row.index, field)
    return Finding("GD798", "error", message, fix, sheet, line, col, "incidents", row.key, header)


FORM = Form(
    verb="incident-report",
    label="异常处理单",
    help=Message("异常处理单：问题、责任、方案、时间四段式", "incident report: problem, who, plan, time"),
    source="20c, 21",
    table="incidents",
    number_field="incident_no",
    is_living=True,
    gather=gather,
    fields=("等级选项", "停线选项", "影响交期选项", "责任方选项", "补救选项"),
    layout=Layout(
        head=(Band(("异常单号：{{异常单号}}", "打印日期：{{日期}}"), 18, weights=(2, 1)),),
        body=(
            boxed(
                "发现时间",
                "{{发现时间}}",
                "发现人",
                "{{发现人}}",
                "上报人",
                "{{上报人}}",
                weights=_SIX,
                height=21,
            ),
            boxed("订单号", "{{订单号}}－{{行号}}", "客户", "{{客户简称}}", weights=_FOUR, height=21),
            boxed("产品", "{{产品名称}}　{{规格}}", "原交期", "{{确认交期}}", weights=_FOUR, height=27),
            boxed(
                "异常类型",
                "{{异常类型}}",
                "等级",
                "{{等级选项}}",
                "是否停线",
                "{{停线选项}}",
                weights=_SIX,
                height=21,
            ),
            boxed(
                "影响数量",
                "{{影响数量}}",
                "预计延误",
                "{{预计延误天数}} 天",
                "发生节点",
                "{{节点名称}}",
                weights=_SIX,
                height=21,
            ),
            boxed("一、问题", height=15),
            boxed("问题描述", "{{问题描述}}", height=68, weights=_TWO),
            boxed("二、责任", height=15),
            boxed(
                "责任部门",
                "{{责任部门}}",
                "责任人",
                "{{责任人}}",
                "牵头人",
                "{{牵头人}}",
                weights=_SIX,
                height=21,
            ),
            boxed("责任方", "{{责任方选项}}", weights=_TWO, height=21),
            boxed("原因分析", "{{原因分析}}", height=54, weights=_TWO),
            boxed("三、方案", height=15),
            boxed("临时措施", "{{临时措施}}", height=34, weights=_TWO),
            boxed("解决方案", "{{方案}}", height=68, weights=_TWO),
            boxed("补救方式", "{{补救选项}}", weights=_TWO, height=21),
            boxed("推荐预案", "{{推荐预案}}", height=29, weights=_TWO),
            boxed("四、时间", height=15),
            boxed(
                "承诺完成", "{{承诺完成时间}} 前", "实际完成", "{{实际完成时间}}", weights=_FOUR, height=21
            ),
            boxed("影响交期", "{{影响交期选项}}", "新预计交期", "{{新预计交期}}", weights=_FOUR, height=21),
            boxed("五、处理与关闭", height=15),
            boxed("协调会", "{{协调会时间}}", "参会部门", "{{参会部门}}", weights=_FOUR, height=21),
            boxed("处理结果", "{{处理结果}}", height=46, weights=_TWO),
            boxed("预防措施", "{{预防措施}}", height=42, weights=_TWO),
            boxed(
                "通知客户",
                "{{通知客户时间}}",
                "验证人",
                "{{验证人}}",
                "关闭日期",
                "{{关闭日期}}",
                weights=_SIX,
                height=21,
            ),
        ),
        signers=4,
    ),
    icon="TraceError",
    place=72,
)
