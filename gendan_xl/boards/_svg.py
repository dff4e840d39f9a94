"""A Gantt chart as SVG: one row an order line, its milestones as stretches of one bar; readable in greyscale."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from html import escape

from gendan_xl.boards._bars import Part, Scale, stretches
from gendan_xl.domain.calendar import WorkCalendar
from gendan_xl.errors import Message
from gendan_xl.planning.standings import LineStanding, StepStanding
from gendan_xl.schema.colors import STATUS_STYLES
from gendan_xl.text import width

_ROW, _TOP, _LEFT, _MARGIN = 24, 92, 330, 16
_DAY, _WEEK = 16, 30
FONT = "Microsoft YaHei, PingFang SC, Noto Sans CJK SC, Source Han Sans SC, WenQuanYi Micro Hei, SimHei, sans-serif"
_FILLS: Mapping[Part, str] = {
    "done": f"#{STATUS_STYLES['按期完成'].fill}", "done_late": "url(#done_late)",
    "overdue": "url(#overdue)", "late": "url(#late)", "plan": "#FFFFFF",
}  # fmt: skip
_WORDS: Mapping[Part, Message] = {
    "plan": Message("计划", "planned"), "done": Message("按期完成", "done in time"), "done_late": Message("超期完成", "done late"),
    "overdue": Message("超期", "overdue"), "late": Message("预计延误", "expected late"),
}  # fmt: skip
TITLE, _DUE, _TODAY = (
    Message("订单甘特图", "Gantt chart of orders"),
    Message("交期", "due"),
    Message("今天", "today"),
)
_HATCHES = f"""<defs>
<pattern id="overdue" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">\
<rect width="6" height="6" fill="#{STATUS_STYLES["超期"].fill}"/><rect width="2" height="6" fill="#8B0000"/></pattern>
<pattern id="done_late" width="5" height="5" patternUnits="userSpaceOnUse">\
<rect width="5" height="5" fill="#{STATUS_STYLES["超期完成"].fill}"/><rect width="1.6" height="5" fill="#6B2B2B"/></pattern>
<pattern id="late" width="6" height="6" patternUnits="userSpaceOnUse">\
<rect width="6" height="6" fill="#{STATUS_STYLES["预计延误"].fill}"/><circle cx="3" cy="3" r="1.2" fill="#3F1F69"/></pattern>
</defs>"""


def gantt_svg(lines: Sequence[LineStanding], scale: Scale, calendar: WorkCalendar, lang: str) -> str:
    """Return the picture of order lines over the days of a scale; its words are in `lang` ("zh" or "en")."""
    return "\n".join(_Chart(lines, scale, calendar, lang).draw()) + "\n"


class _Chart:
    def __init__(
        self, lines: Sequence[LineStanding], scale: Scale, calendar: WorkCalendar, lang: str
    ) -> None:
        self._lines, self._scale, self._calendar, self._lang = lines, scale, calendar, lang
        self._step = _DAY if scale.days == 1 else _WEEK
        self._right = _LEFT + self._step * len(scale.starts)
        self._bottom = _TOP + _ROW * max(len(lines), 1)

    def draw(self) -> Iterator[str]:
        wide, high = self._right + _MARGIN, self._bottom + _MARGIN
        yield (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" viewBox="0 0 {wide} {high}" '
            f'font-family="{FONT}" font-size="12">'
        )
        yield _HATCHES
        yield f'<rect width="{wide}" height="{high}" fill="#FFFFFF"/>'
        yield _text(
            _MARGIN, 30, f"{TITLE.text(self._lang)}  {self._scale.today}", size=20, bold=True, color="#1F4E79"
        )
        yield from self._legend()
        yield from self._days()
        for number, line in enumerate(self._lines):
            yield from self._line(_TOP + _ROW * number, line)
        yield from self._now()
        yield "</svg>"

    def _x(self, day: dt.date) -> float:
        """Return where a day begins, within the chart."""
        place = _LEFT + (day - self._scale.starts[0]).days * self._step / self._scale.days
        return min(max(place, _LEFT), self._right)

    def _legend(self) -> Iterator[str]:
        for number, (part, word) in enumerate(_WORDS.items()):
            left = _LEFT + number * 100
            yield _rect(left, 18, 22, 14, _FILLS[part])
            yield _text(left + 28, 30, word.text(self._lang))

    def _days(self) -> Iterator[str]:
        """Yield the head with months and days, and the rest days as grey columns."""
        rests, before = self._scale.rests(self._calendar), None
        for start, is_rest in zip(self._scale.starts, rests, strict=True):
            left = self._x(start)
            if is_rest:
                high = self._bottom - _TOP + 18
                yield f'<rect x="{left:g}" y="{_TOP - 18}" width="{self._step}" height="{high}" fill="#E8E8E8"/>'
            if start.month != before:
                yield _text(left, _TOP - 26, f"{start.year}-{start.month:02}", bold=True)
            before = start.month
            yield _text(
                left + self._step / 2, _TOP - 5, str(start.day), size=9, anchor="middle", color="#595959"
            )

    def _line(self, top: float, line: LineStanding) -> Iterator[str]:
        yield f'<line x1="{_MARGIN}" y1="{top}" x2="{self._right}" y2="{top}" stroke="#D9D9D9"/>'
        yield _text(_MARGIN, top + 16, _fitted(f"{line.key} {line.product}", 30), size=11, bold=True)
        yield _text(_LEFT - 8, top + 16, _fitted(line.customer, 16), size=11, anchor="end")
        for step in line.steps:
            yield from self._step_bar(top, step)
        if line.due and self._scale.column(line.due) is not None:
            middle = self._x(line.due) + self._step / self._scale.days / 2
            yield f'<path d="M{middle:g} {top + 2} l5 6 l-5 6 l-5 -6 z" fill="#1F4E79"><title>{_DUE.text(self._lang)} {line.due}</title></path>'

    def _step_bar(self, top: float, step: StepStanding) -> Iterator[str]:
        for one in stretches(step, self._scale.today):
            left, right = self._x(one.first), self._x(one.last + dt.timedelta(days=1))
            if right > left:
                said = f"{step.name} {_WORDS[one.part].text(self._lang)} {one.first} – {one.last} {step.who}".strip()
                yield _rect(left, top + 5, right - left, _ROW - 10, _FILLS[one.part], said)
                if one.part in ("plan", "done") and width(step.name) * 5 < right - left:
                    yield _text((left + right) / 2, top + 16, step.name, size=9, anchor="middle")

    def _now(self) -> Iterator[str]:
        if self._scale.column(self._scale.today) is not None:
            left = self._x(self._scale.today)
            yield f'<rect x="{left:g}" y="{_TOP - 18}" width="{self._step / self._scale.days:g}" height="{self._bottom - _TOP + 18}" fill="none" stroke="#C00000" stroke-width="1.5"/>'
            yield _text(left, self._bottom + 12, _TODAY.text(self._lang), size=10, bold=True, color="#C00000")


def _rect(left: float, top: float, wide: float, high: float, fill: str, said: str = "") -> str:
    title = f"<title>{escape(said)}</title>" if said else ""
    return (
        f'<rect x="{left:g}" y="{top:g}" width="{wide:g}" height="{high:g}" fill="{fill}" stroke="#404040" '
        f'stroke-width="0.7">{title}</rect>'
    )


def _text(
    left: float, base: float, text: str, *, size: int = 12, bold: bool = False, anchor: str = "start",
    color: str = "#202020",
) -> str:  # fmt: skip
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{left:g}" y="{base:g}" font-size="{size}" text-anchor="{anchor}" fill="{color}"{weight}>'
        f"{escape(text)}</text>"
    )


def _fitted(text: str, columns: int) -> str:
    """Return text cut to a width in columns."""
    while width(text) > columns:
        text = text[:-2] + "…"
    return text
