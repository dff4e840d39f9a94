"""Rules about milestones (GD42x, GD43x)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence

from gendan_xl.intake.ledger import Ledger
from gendan_xl.rules._lookups import Key
from gendan_xl.rules._missing import Hit
from gendan_xl.rules._rule import lookup, rule
from gendan_xl.rules._sequence import misplaced
from gendan_xl.schema.milestones import Milestones

DONE = ("按期完成", "超期完成")


@lookup
def unrecorded(ledger: Ledger) -> frozenset[str]:
    """The milestones whose completion a company's own layout does not record, or seldom: half as often as others."""
    if not ledger.adopted:
        return frozenset()
    rows = ledger.rows("milestones", ("milestone_name", "actual_end_date"))
    recorded = Counter(name for name, day in rows if day)
    usual = max(recorded.values(), default=0)
    return frozenset(name for name, _ in rows if 2 * recorded[name] < usual or not usual)


@rule("GD421", table=Milestones, level="warning", by=("order_no", "line_no"), at="planned_end_date", source="14, 47",
      zh="节点「{milestone_name}」计划完成 {planned_end_date} {relation}「{other}」{other_date}{likely}",
      en="Milestone {milestone_name} is planned for {planned_end_date}, {relation} {other} on {other_date}{likely}",
      fix="改正日期，或检查节点顺序", fix_en="Correct the date, or check the order of the milestones")  # fmt: skip
def planned_out_of_order(
    seq_no: Sequence[float | None], milestone_name: Sequence[str | None], planned_end_date: Sequence[dt.date | None],
    predecessors: Sequence[str | None] = (), is_skipped: Sequence[bool | None] = (),
) -> list[Hit]:  # fmt: skip
    """节点的计划完成日期与前后节点顺序不符，多半是年份或月份写错；能看出来时给出可能的正确日期。
    有前置节点的按前置节点比，没有的按节点序号比；同一天可以。

    The planned dates of an order's milestones are out of order, mostly by a slip of year or month; the date that was
    probably meant is proposed. Predecessors decide where they are given, the sequence otherwise; the same day is fine.

    错:
    | 订单号 | 行号 | 节点序号 | 节点名称 | 计划完成日期 | 报 |
    |---|---|---|---|---|---|
    | SO2603-014 | 1 | 1 | 排产 | 2026-03-04 |  |
    | SO2603-014 | 1 | 2 | 焊接 | 2027-03-10 | ✗ |
    | SO2603-014 | 1 | 3 | 涂装 | 2026-03-13 |  |
    | SO2603-014 | 1 | 4 | 总装 | 2026-03-18 |  |

    对:
    | 订单号 | 行号 | 节点序号 | 节点名称 | 计划完成日期 | 前置节点 |
    |---|---|---|---|---|---|
    | SO2603-014 | 1 | 1 | 物料采购 | 2026-03-10 | 0 |
    | SO2603-014 | 1 | 2 | 白茬 | 2026-03-09 | 0 |
    | SO2603-014 | 1 | 3 | 外协 | 2026-03-13 | 2 |
    | SO2603-014 | 1 | 4 | 成品生产 | 2026-03-20 | 1,3 |
    """
    return misplaced(seq_no, milestone_name, planned_end_date, predecessors, is_skipped)


@rule("GD422", table=Milestones, level="warning", by=("order_no", "line_no"), at="actual_end_date", source="14, 47",
      zh="节点「{milestone_name}」实际完成 {actual_end_date} {relation}「{other}」{other_date}{likely}",
      en="Milestone {milestone_name} was finished on {actual_end_date}, {relation} {other} on {other_date}{likely}",
      fix="改正日期；确是交叉作业的不用改", fix_en="Correct the date, unless the work really overlapped")  # fmt: skip
def finished_out_of_order(
    seq_no: Sequence[float | None], milestone_name: Sequence[str | None],
    actual_end_date: Sequence[dt.date | None], predecessors: Sequence[str | None] = (),
    is_skipped: Sequence[bool | None] = (),
) -> list[Hit]:  # fmt: skip
    """节点的实际完成日期与前后节点顺序不符，多半是年份或月份写错；能看出来时给出可能的正确日期。

    The days on which an order's milestones were finished are out of order, mostly by a slip of year or month; the
    date that was probably meant is proposed.

    错:
    | 今天 | 订单号 | 行号 | 节点序号 | 节点名称 | 实际完成日期 | 报 |
    |---|---|---|---|---|---|---|
    | 2026-06-01 | SO2603-014 | 1 | 1 | 排产 | 2026-03-04 |  |
    | 2026-06-01 | SO2603-014 | 1 | 2 | 焊接 | 2026-05-10 | ✗ |
    | 2026-06-01 | SO2603-014 | 1 | 3 | 涂装 | 2026-03-13 |  |

    对:
    | 今天 | 订单号 | 行号 | 节点序号 | 节点名称 | 实际完成日期 |
    |---|---|---|---|---|---|
    | 2026-06-01 | SO2603-014 | 1 | 1 | 排产 | 2026-03-04 |
    | 2026-06-01 | SO2603-014 | 1 | 2 | 焊接 |  |
    | 2026-06-01 | SO2603-014 | 1 | 3 | 涂装 | 2026-03-04 |
    """
    return misplaced(seq_no, milestone_name, actual_end_date, predecessors, is_skipped)


@rule("GD423", table=Milestones, level="error", at="actual_start_date", source="14",
      zh="节点「{milestone_name}」实际开始 {actual_start_date} 晚于实际完成 {actual_end_date}",
      en="Milestone {milestone_name} was started on {actual_start_date}, after it was finished on {actual_end_date}",
      fix="改正其中一个日期", fix_en="Correct one of the dates")  # fmt: skip
def finished_before_start(actual_start_date: dt.date, actual_end_date: dt.date) -> bool:
    """实际开始不能晚于实际完成。

    A milestone cannot be finished before it is started.

    错:
    | 订单号 | 行号 | 节点名称 | 实际开始日期 | 实际完成日期 |
    |---|---|---|---|---|
    | SO2603-014 | 1 | 焊接 | 2026-03-12 | 2026-03-10 |

    对:
    | 订单号 | 行号 | 节点名称 | 实际开始日期 | 实际完成日期 |
    |---|---|---|---|---|
    | SO2603-014 | 1 | 焊接 | 2026-03-10 | 2026-03-10 |
    """
    return actual_start_date > actual_end_date


@rule("GD424", table=Milestones, level="error", at="actual_end_date", source="17",
      zh="节点「{milestone_name}」实际完成日期 {actual_end_date} 还没到",
      en="Milestone {milestone_name} is said to be finished on {actual_end_date}, which is yet to come",
      fix="改正日期；还没完成的清空", fix_en="Correct the date, or clear it when the work is not done")  # fmt: skip
def finished_in_future(actual_end_date: dt.date, today: dt.date) -> bool:
    """实际完成日期不能在今天之后：实际栏不写计划。

    An actual date cannot be after today: plans belong in the planned columns.

    错:
    | 今天 | 订单号 | 行号 | 节点名称 | 实际完成日期 |
    |---|---|---|---|---|
    | 2026-03-16 | SO2603-014 | 1 | 焊接 | 2026-03-18 |

    对:
    | 今天 | 订单号 | 行号 | 节点名称 | 实际完成日期 |
    |---|---|---|---|---|
    | 2026-03-16 | SO2603-014 | 1 | 焊接 | 2026-03-16 |
    """
    return actual_end_date > today


@rule("GD425", table=Milestones, level="warning", at="planned_start_date", source="15",
      zh="节点「{milestone_name}」计划开始 {planned_start_date} 晚于计划完成 {planned_end_date}",
      en="Milestone {milestone_name} is planned to start on {planned_start_date}, after it is finished on {planned_end_date}",
      fix="改正其中一个日期，或重新排期", fix_en="Correct one of the dates, or schedule anew")  # fmt: skip
def planned_end_before_start(planned_start_date: dt.date, planned_end_date: dt.date) -> bool:
    """计划开始不能晚于计划完成。

    The planned start cannot be later than the planned finish.

    错:
    | 订单号 | 行号 | 节点名称 | 计划开始日期 | 计划完成日期 |
    |---|---|---|---|---|
    | SO2603-014 | 1 | 焊接 | 2026-03-12 | 2026-03-10 |

    对:
    | 订单号 | 行号 | 节点名称 | 计划开始日期 | 计划完成日期 |
    |---|---|---|---|---|
    | SO2603-014 | 1 | 焊接 | 2026-03-10 | 2026-03-12 |
    """
    return planned_start_date > planned_end_date


@rule("GD426", table=Milestones, level="warning", by=("order_no", "line_no"), at="planned_end_date", source="15",
      zh="节点「{milestone_name}」计划完成 {planned_end_date} 晚于订单的确认交期 {due}",
      en="Milestone {milestone_name} is planned for {planned_end_date}, after the order's confirmed date {due}",
      fix="提前计划，或把新交期告诉客户", fix_en="Move the plan forward, or tell the customer a new date")  # fmt: skip
def planned_after_due_date(
    order_no: Sequence[str], planned_end_date: Sequence[dt.date], due_dates: Mapping[Key, dt.date],
    line_no: Sequence[float | None] = (), actual_end_date: Sequence[dt.date | None] = (),
    is_skipped: Sequence[bool | None] = (),
) -> list[Hit]:  # fmt: skip
    """没完成的节点计划排到了确认交期之后，这样排一定交不了；一行订单只报最后一个节点。

    A milestone that is still open is planned beyond the date promised to the customer; of an order line the last one
    is reported.

    订单台账:
    | 订单号 | 行号 | 确认交期 |
    |---|---|---|
    | SO2603-014 | 1 | 2026-03-20 |

    错:
    | 订单号 | 行号 | 节点名称 | 计划完成日期 |
    |---|---|---|---|
    | SO2603-014 | 1 | 总装 | 2026-03-23 |

    对:
    | 订单号 | 行号 | 节点名称 | 计划完成日期 |
    |---|---|---|---|
    | SO2603-014 | 1 | 总装 | 2026-03-20 |
    """
    due = due_dates.get((order_no[0], line_no[0]))
    if due is None or max(planned_end_date) <= due:
        return []
    late = [
        row
        for row, day in enumerate(planned_end_date)
        if day > due and not actual_end_date[row] and not is_skipped[row]
    ]
    return [(late[-1], {"due": due})] if late else []


@rule("GD431", table=Milestones, level="error", at="actual_end_date", source="17",
      zh="节点「{milestone_name}」状态是{status}，没有实际完成日期", en="Milestone {milestone_name} is {status} without an actual date",
      fix="补填实际完成日期", fix_en="Enter the day on which it was finished")  # fmt: skip
def done_without_date(status: str, actual_end_date: dt.date | None) -> bool:
    """写了完成的节点必须有实际完成日期。

    A milestone that is done must say when.

    错:
    | 订单号 | 行号 | 节点名称 | 状态 | 实际完成日期 |
    |---|---|---|---|---|
    | SO2603-014 | 1 | 焊接 | 按期完成 |  |

    对:
    | 订单号 | 行号 | 节点名称 | 状态 | 实际完成日期 |
    |---|---|---|---|---|
    | SO2603-014 | 1 | 焊接 | 按期完成 | 2026-03-10 |
    | SO2603-014 | 1 | 涂装 | 进行中 |  |
    """
    return actual_end_date is None and status in DONE


@rule("GD432", table=Milestones, level="warning", by=("order_no", "line_no"), at="actual_end_date", source="17",
      zh="节点「{milestone_name}」没有实际完成日期，后面的「{later}」已在 {later_date} 完成",
      en="Milestone {milestone_name} has no actual date, yet the later {later} was finished on {later_date}",
      fix="补填实际完成日期；没做的选跳过并写原因", fix_en="Enter the day it was finished, or skip it with a reason")  # fmt: skip
def forgotten_milestone(
    seq_no: Sequence[float], milestone_name: Sequence[str], actual_end_date: Sequence[dt.date | None],
    unrecorded: frozenset[str], predecessors: Sequence[str | None] = (), is_skipped: Sequence[bool | None] = (),
) -> list[Hit]:  # fmt: skip
    """后面的节点已经完成，前面的却没有完成日期，多半是忘了记。公司自己的台账里不记、很少记实际的节点不算；
    写了前置节点（并行）的不比。

    A later milestone is finished while this one has no date: mostly forgotten. Milestones whose actual dates a
    company's own ledger does not record, or seldom, do not count, nor do parallel ones (with predecessors).

    错:
    | 订单号 | 行号 | 节点序号 | 节点名称 | 实际完成日期 | 报 |
    |---|---|---|---|---|---|
    | SO2603-014 | 1 | 1 | 排产 | 2026-03-04 |  |
    | SO2603-014 | 1 | 2 | 焊接 |  | ✗ |
    | SO2603-014 | 1 | 3 | 涂装 | 2026-03-13 |  |

    对:
    | 订单号 | 行号 | 节点序号 | 节点名称 | 实际完成日期 |
    |---|---|---|---|---|
    | SO2603-014 | 1 | 1 | 排产 | 2026-03-04 |
    | SO2603-014 | 1 | 2 | 焊接 |  |
    | SO2603-014 | 1 | 3 | 涂装 |  |
    """
    if None not in actual_end_date or not any(actual_end_date[actual_end_date.index(None) :]):
        return []
    if any(predecessors):
        return []
    last = max((row for row, day in enumerate(actual_end_date) if day), key=seq_no.__getitem__)
    words = {"later": milestone_name[last], "later_date": actual_end_date[last]}
    return [
        (row, words)
        for row, day in enumerate(actual_end_date)
        if day is None
        and not is_skipped[row]
        and milestone_name[row] not in unrecorded
        and seq_no[row] < seq_no[last]
    ]


@rule("GD433", table=Milestones, level="warning", at="delay_reason", source="17, 19",
      zh="节点「{milestone_name}」应在 {planned_end_date} 完成，已超期，没有写延误原因",
      en="Milestone {milestone_name} was due on {planned_end_date}, is overdue, and no reason is given",
      fix="选延误原因和责任方；已完成的补填实际完成日期", fix_en="Choose the reason and the responsible party; enter the date when it is done")  # fmt: skip
def milestone_overdue_without_reason(
    order_no: str, milestone_name: str | None, planned_end_date: dt.date, actual_end_date: dt.date | None,
    delay_reason: str | None, today: dt.date, unrecorded: frozenset[str], idle_lines: frozenset[Key],
    line_no: float | None = None, is_skipped: bool | None = None,
) -> bool:  # fmt: skip
    """超期没完成的节点要写延误原因。已发货、结案、取消、暂停的订单不查；没有地方记实际完成的节点（只有计划）不算超期。

    An overdue milestone needs its reason, unless its order is shipped, closed, cancelled or paused. Milestones that have no cell for their completion are never overdue.

    错:
    | 今天 | 订单号 | 行号 | 节点名称 | 计划完成日期 | 实际完成日期 | 延误原因 |
    |---|---|---|---|---|---|---|
    | 2026-03-16 | SO2603-014 | 1 | 焊接 | 2026-03-13 |  |  |

    对:
    | 今天 | 订单号 | 行号 | 节点名称 | 计划完成日期 | 实际完成日期 | 延误原因 |
    |---|---|---|---|---|---|---|
    | 2026-03-16 | SO2603-014 | 1 | 焊接 | 2026-03-13 |  | 材料没跟上 |
    | 2026-03-16 | SO2603-014 | 2 | 焊接 | 2026-03-16 |  |  |
    | 2026-03-16 | SO2603-014 | 3 | 焊接 | 2026-03-13 | 2026-03-13 |  |
    """
    late = planned_end_date < today and actual_end_date is None and delay_reason is None
    return (
        late and not is_skipped and milestone_name not in unrecorded and (order_no, line_no) not in idle_lines
    )


@rule("GD434", table=Milestones, level="warning", at="skip_reason", source="14",
      zh="节点「{milestone_name}」跳过了，没有写原因", en="Milestone {milestone_name} was skipped without a reason",
      fix="补填跳过原因", fix_en="Enter the reason")  # fmt: skip
def skipped_without_reason(is_skipped: bool, skip_reason: str | None) -> bool:
    """跳过的节点要写原因。

    A skipped milestone needs its reason.

    错:
    | 订单号 | 行号 | 节点名称 | 是否跳过 | 跳过原因 |
    |---|---|---|---|---|
    | SO2603-014 | 1 | 外协 | 是 |  |

    对:
    | 订单号 | 行号 | 节点名称 | 是否跳过 | 跳过原因 |
    |---|---|---|---|---|
    | SO2603-014 | 1 | 外协 | 是 | 自制 |
    | SO2603-014 | 2 | 外协 | 否 |  |
    """
    return is_skipped and skip_reason is None
