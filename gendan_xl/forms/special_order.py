"""特殊订单确认: drawing, materials and sketch of a special order, confirmed by the customer and archived (requirement 8)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gendan_xl.cells import Value
from gendan_xl.errors import Message
from gendan_xl.findings import Finding
from gendan_xl.forms._form import Asked, Case, Draft, Form
from gendan_xl.forms._gather import documents
from gendan_xl.forms._rows import Row
from gendan_xl.forms._tick import choice
from gendan_xl.printing.layout import Band, Layout, boxed

_SIX, _FOUR, _TWO = (1, 1, 1, 1, 1, 1), (1, 2, 1, 2), (1, 5)
_DONE = ("已完成", "已取消")


def gather(case: Case, asked: Asked) -> Sequence[Draft]:
    """Return a draft for every confirmation asked for; with nothing asked, for those that are not finished."""
    found = documents(case, asked, "technical_confirms", "confirm_no", lambda row: row["status"] not in _DONE)
    return [_draft(case, key, rows[0]) for key, rows in found.items()]


def _draft(case: Case, key: str, row: Row) -> Draft:
    order = case.order(row["order_no"], row["line_no"])
    missing = list(_missing(row, order))
    return Draft(
        key,
        [row],
        values=_values(case, row, order, missing),
        order=order,
        customer=case.customer(order["customer_no"]) if order else None,
        blocks=list(_too_early(row)),
        notes=[
            Message(
                f"{key} 还不能转 PMC：缺{'、'.join(missing)}",
                f"{key} is not ready for PMC: {', '.join(missing)}",
            )
        ]
        if missing
        else [],
    )


def _values(case: Case, row: Row, order: Row | None, missing: Sequence[str]) -> dict[str, Value]:
    stop = (
        f"未齐：{'、'.join(missing)}。未齐之前不得转 PMC，不得投产。"
        if missing
        else "技术确认已齐，可以转 PMC。"
    )
    return {
        "类型选项": choice(case, "样品类型", row["kind"]),
        "图号": row["customer_drawing_no"] or (order["drawing_no"] if order else None),
        "图纸版本": row["drawing_version"] or (order["drawing_version"] if order else None),
        "技术确认日期": row["technical_confirmed_date"],
        "放行": stop,
        "备注": row["remark"],
    }


def _missing(row: Row, order: Row | None) -> Iterator[str]:
    """Yield what must be there before PMC gets the order, and the sample before the bulk."""
    if not row["customer_confirmed_date"]:
        yield "客户确认"
    if not row["technical_confirmed_date"]:
        yield "技术确认"
    if not row["archive_no"]:
        yield "归档"
    if order and order["sample_terms"] and not order["sample_approved_date"]:
        yield "客户批板"


def _too_early(row: Row) -> Iterator[Finding]:
    """Yield GD798 where the order went to PMC before engineering confirmed and archived it."""
    if not row["passed_to_pmc_date"]:
        return
    for field in ("technical_confirmed_date", "archive_no"):
        if not row[field]:
            sheet, line, col = row.data.place(row.index, field)
            header = row.data.header(row.index, field)
            yield Finding(
                "GD798", "error",
                Message(f"确认单 {row.key} 已转 PMC，{header}却是空的", f"{row.key} went to PMC without {header}"),
                Message(f"补上{header}，或清空转PMC日期", f"enter {header}, or clear the day it went to PMC"),
                sheet, line, col, "technical_confirms", row.key, header,
            )  # fmt: skip


FORM = Form(
    verb="special-order",
    label="特殊订单确认",
    help=Message(
        "特殊订单确认单：截面图、用料清单、料头、加工草图，客户确认",
        "special order: drawing, materials, sketch",
    ),
    source="8",
    table="technical_confirms",
    number_field="confirm_no",
    gather=gather,
    fields=("类型选项", "放行", "加工草图", "客户签章"),
    layout=Layout(
        head=(Band(("确认单号：{{确认单号}}", "日期：{{日期}}"), 18, weights=(3, 1)),),
        body=(
            boxed("客户", "{{客户全称}}", weights=_TWO, height=20),
            boxed("订单号", "{{订单号}}－{{行号}}", "客户订单号", "{{客户订单号}}", weights=_FOUR, height=20),
            boxed(
                "产品",
                "{{产品名称}}　{{规格}}",
                "订购数量",
                "{{订购数量}} {{单位}}",
                weights=_FOUR,
                height=28,
            ),
            boxed(
                "颜色", "{{颜色}}", "表面处理", "{{表面处理}}", "材质", "{{材质}}", weights=_SIX, height=20
            ),
            boxed("技术参数", "{{技术参数}}", "确认交期", "{{确认交期}}", weights=_FOUR, height=20),
            boxed("类型", "{{类型选项}}", "客户样板号", "{{客户样板号}}", weights=(2, 5, 2, 3), height=20),
            boxed(
                "图号",
                "{{图号}}",
                "图纸版本",
                "{{图纸版本}}",
                "加工草图号",
                "{{加工草图号}}",
                weights=_SIX,
                height=20,
            ),
            boxed("型材截面图\n（可贴图）", "{{型材截面图}}", height=128, weights=_TWO),
            boxed("用料清单", "{{用料清单}}", height=86, weights=_TWO),
            boxed("料头", "{{料头}}", height=24, weights=_TWO),
            boxed("特殊加工\n说明", "{{特殊加工说明}}", height=44, weights=_TWO),
            boxed("加工草图\n（可贴图）", "{{加工草图}}", height=128, weights=_TWO),
            boxed(
                "技术支持",
                "{{技术支持人}}",
                "确认日期",
                "{{技术确认日期}}",
                "归档编号",
                "{{归档编号}}",
                weights=_SIX,
                height=20,
            ),
            boxed(
                "样品要求",
                "{{样品要求}}",
                "客户批板",
                "{{批板日期}}",
                "转PMC",
                "{{转PMC日期}}",
                weights=_SIX,
                height=20,
            ),
            boxed(
                "客户确认",
                "{{与客户确认人}}　{{与客户确认日期}}",
                "客户签章",
                "{{客户签章}}",
                weights=_FOUR,
                height=50,
            ),
            boxed("放行", "{{放行}}", weights=_TWO, height=20),
        ),
        signers=4,
    ),
    icon="ControlProperties",
    place=15,
)
