"""延期通知: to the customer, with the cause, the exact new day and hour, and the remedy (requirements 21, 43)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gendan_xl.cells import Value
from gendan_xl.errors import GendanError, Message
from gendan_xl.forms._form import Case
from gendan_xl.forms._rows import Row, same
from gendan_xl.planning.english import cause_in_english, remedies_in_english
from gendan_xl.planning.words import (
    Facts,
    Kind,
    Language,
    Words,
    compose,
    customer_of,
    exact,
    is_of,
    is_open,
    lacking,
    language_of,
    letter_values,
    order_lines,
    product_name,
    short_name,
)  # fmt: skip

TITLE = "延期通知"
KIND = Kind(
    "delay_text",
    ("orders", "customers", "products", "incidents", "milestones"),
    frozenset({"称呼", "联系", "公司名称", "今天", "品名", "原交期", "新交期", "原因", "补救", "发到"}),
)
_GOES = {"zh": ("发货", "到货"), "en": ("shipped", "delivered")}
_NO_COMPENSATION = (None, "无")


@dataclass(frozen=True, slots=True)
class Given:
    """What the user says instead of the workbook: cause, remedy, the new day or moment, the language."""

    cause: str = ""
    remedy: str = ""
    until: dt.date | None = None
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class _Records:
    """What the workbook records of a late order line."""

    order: Row
    incident: Row | None
    milestone: Row | None

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows whose headers a text may name, the order first."""
        return tuple(row for row in (self.order, self.incident, self.milestone) if row)


def delay_notices(
    case: Case, order_no: str = "", lines: Sequence[str] = (), given: Given | None = None
) -> list[Words]:
    """Return the notices of the late lines of an order (of all orders), lines with the same facts in one.

    GendanError GD924 when the named order is unknown or nothing of it is late.
    """
    given = given or Given()
    open_lines = [row for row in order_lines(case, order_no) if is_of(row, lines) and is_open(row)]
    found = [(row, records := _records(case, row), _new_date(records, given)) for row in open_lines]
    late = [(records, new) for row, records, new in found if _is_late(case, row, new, bool(order_no))]
    if order_no and not late:
        raise _not_late(order_no, found)
    return [_notice(case, group, new, given) for group, new in _grouped(late, given)]


def _records(case: Case, order: Row) -> _Records:
    incidents = [row for row in case.rows("incidents") if _concerns(row, order) and row["status"] != "已关闭"]
    milestones = [row for row in case.rows("milestones") if _concerns(row, order)]
    late = [row for row in milestones if _is_behind(row, case.today)]
    telling = [row for row in late if row["delay_reason"] or row["action"]] or late
    affecting = [row for row in incidents if row["new_forecast_date"]] or incidents
    return _Records(order, affecting[-1] if affecting else None, telling[0] if telling else None)


def _concerns(row: Row, order: Row) -> bool:
    is_same = same(row["order_no"]) == same(order["order_no"])
    return is_same and (row["line_no"] is None or same(row["line_no"]) == same(order["line_no"]))


def _is_behind(row: Row, today: dt.date) -> bool:
    planned = row["planned_end_date"]
    return bool(planned and planned < today and row["actual_end_date"] is None and not row["is_skipped"])


def _old_date(order: Row) -> dt.date | None:
    """Return the day that the customer was told."""
    day: dt.date | None = order["confirmed_date"] or order["requested_date"]
    return day


def _new_date(records: _Records, given: Given) -> dt.date | None:
    """Return the new day (or moment): as given, as the incident says, as the schedule expects."""
    incident = records.incident["new_forecast_date"] if records.incident else None
    day: dt.date | None = given.until or incident or records.order["forecast_date"]
    return day


def _is_late(case: Case, order: Row, new: dt.date | None, is_named: bool) -> bool:
    """Tell whether a line misses its day: by its new day, or, where it has none, because the day has passed."""
    old = _old_date(order)
    if old is None:
        return is_named and new is not None
    return _day(new) > old if new else old < case.today


def _day(moment: dt.date) -> dt.date:
    return moment.date() if isinstance(moment, dt.datetime) else moment


def _not_late(order_no: str, found: Sequence[tuple[Row, _Records, dt.date | None]]) -> GendanError:
    days = [f"{row.key} 交期 {_old_date(row)}，预计 {new}" for row, _, new in found if new and _old_date(row)]
    told = "；".join(days) or "没有未交的行，或还没有预计交期"
    return GendanError(
        "GD924", f"订单 {order_no} 没有延期（{told}）：要通知新的时间请加 --until 日期和时间",
        f"order {order_no} is not late; to tell a new time add --until",
    )  # fmt: skip


Late = tuple[_Records, "dt.date | None"]


def _grouped(late: Sequence[Late], given: Given) -> list[tuple[list[_Records], dt.date | None]]:
    """Return the lines of an order that are late in the same way together."""
    groups: dict[tuple[object, ...], tuple[list[_Records], dt.date | None]] = {}
    for records, new in late:
        order = records.order
        key = (
            same(order["order_no"]),
            _old_date(order),
            new,
            _cause(records, given),
            _remedy(records, given),
        )
        groups.setdefault(key, ([], new))[0].append(records)
    return list(groups.values())


def _cause(records: _Records, given: Given) -> str:
    milestone, incident = records.milestone, records.incident
    found = (
        given.cause,
        records.order["delay_reason"],
        incident["incident_type"] if incident else None,
        milestone["delay_reason"] if milestone else None,
    )
    return str(next(filter(None, found), ""))


def _remedy(records: _Records, given: Given) -> str:
    """Return what is offered: the plan of the incident or of the late milestone, and the compensation."""
    milestone, incident = records.milestone, records.incident
    if given.remedy:
        return given.remedy
    plan = (incident["solution"] if incident else None) or (milestone["action"] if milestone else None)
    mode = incident["compensation_mode"] if incident else None
    extra = mode if mode not in _NO_COMPENSATION else None
    return "，".join(str(one) for one in (plan, extra) if one)


# --- the text --------------------------------------------------------------------------------------------------


def _notice(case: Case, group: Sequence[_Records], new: dt.date | None, given: Given) -> Words:
    records = group[0]
    order = records.order
    language = given.language or language_of(customer_of(case, order), order)
    key = "、".join(one.order.key for one in group)
    about = Words(TITLE, key, short_name(case, order), place=order.data.place(order.index, "order_no"))
    facts = _facts(case, group, new, given, language)
    when = facts.values["新交期"]
    if isinstance(when, dt.datetime) and when < case.now:
        fix = Message(
            f"现在的新交期 {when:%Y-%m-%d %H:%M} 已经过了：先 gendan schedule 重新排期，或用 --until",
            f"the new time {when:%Y-%m-%d %H:%M} is past: schedule anew or use --until",
        )
        return replace(about, lacks=(lacking(about, facts, "新交期", fix),))
    return compose(case, KIND, facts, about, language)


def _facts(
    case: Case, group: Sequence[_Records], new: dt.date | None, given: Given, language: Language
) -> Facts:
    records, order = group[0], group[0].order
    customer, cause, remedy = customer_of(case, order), _cause(records, given), _remedy(records, given)
    when, notes = exact(case.settings, new) if new else (None, ())
    basis = order["due_basis"] or (customer["due_basis"] if customer else None) or case.settings.due_basis
    values: dict[str, Value] = {
        **letter_values(case, customer, order, language),
        "品名": "、".join(dict.fromkeys(product_name(case, one.order, language) for one in group)),
        "原交期": _old_date(order),
        "新交期": when,
        "原因": cause_in_english(cause) if language == "en" else cause,
        "补救": remedies_in_english(remedy) if language == "en" else remedy,
        "发到": _GOES[language][basis == "到货日"],
    }
    if len(group) > 1:
        values["规格"] = None
    sources, fixes = _sources(records), _fixes(cause, remedy)
    rows = (*records.rows, *((customer,) if customer else ()))
    return Facts(rows, values, sources, notes, fixes)


def _sources(records: _Records) -> dict[str, tuple[Row, str]]:
    """Return the cells in which a clerk enters what is lacking."""
    sources = {
        "原因": (records.order, "delay_reason"),
        "新交期": (records.order, "forecast_date"),
        "原交期": (records.order, "confirmed_date"),
    }
    if records.incident:
        return sources | {"补救": (records.incident, "solution")}
    return sources | ({"补救": (records.milestone, "action")} if records.milestone else {})


def _fixes(cause: str, remedy: str) -> dict[str, Message]:
    """Return what to do about missing facts; a cause or remedy that is there lacks its English."""
    english = Message("“{}”没有英文说法：用 {} 写英文", "{} has no English here: write it with {}")
    here = {
        "原因": Message(
            "在“延误原因”里选，或用 --cause 写", "choose it in 延误原因, or write it with --cause"
        ),
        "补救": Message(
            "在「异常」的方案或「节点」的处理措施里写，或用 --remedy 写",
            "enter it in 方案 of 异常 or 处理措施 of 节点, or write it with --remedy",
        ),
        "新交期": Message(
            "先 gendan schedule 排期，或在「异常」填新预计交期，或用 --until 写新的日期和时间",
            "schedule first, or enter 新预计交期 in 异常, or give it with --until",
        ),
    }
    for name, text, option in (("原因", cause, "--cause"), ("补救", remedy, "--remedy")):
        if text:
            here[name] = Message(english.zh.format(text, option), english.en.format(text, option))
    return here
