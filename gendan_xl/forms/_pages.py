"""From a draft to its pages: values by placeholder, lines cut into pages, totals carried from page to page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from gendan_xl.cells import Value
from gendan_xl.domain.money import rmb_words, round_money
from gendan_xl.errors import GendanError
from gendan_xl.forms import _bilingual
from gendan_xl.forms._form import MANY_PAGES, PRICED, UNPRICED, Asked, Case, Draft, Form
from gendan_xl.forms._numbering import names, numbering
from gendan_xl.forms._rows import Row
from gendan_xl.forms._vocabulary import MOST_SIGNERS
from gendan_xl.printing.filing import document_name
from gendan_xl.printing.geometry import Setup
from gendan_xl.printing.layout import BILINGUAL
from gendan_xl.printing.paper import find_paper
from gendan_xl.printing.render import Page
from gendan_xl.printing.template_sheet import TemplateSheet
from gendan_xl.text import clean
from gendan_xl.words import show

_NO_VALUES: Mapping[str, Value] = {}
END_MARK = "以下空白"
FOLLOWS = "（接下页）"
_REMARK = "备注"
MAKERS = frozenset({"制单", "制单人", "打单员", "编制人", "跟单员", "经办人", "申请人", "登记人"})
"""Roles whose signature, when it is the first, is that of who makes the document out."""
MONEY = ("单价", "金额", "不含税金额", "税额")
"""What a document without prices never shows, whatever its template asks for."""


@dataclass(slots=True, eq=False)
class Found(Mapping[str, Value]):
    """Values by placeholder, found when asked for: what the form computes, else the first row with such a column.

    A remark is only that of the first row: what we note on a customer is not for its documents.
    """

    own: Mapping[str, Value]
    rows: tuple[Row, ...] = ()

    def __getitem__(self, name: str) -> Value:
        own = self.own
        if name in own:
            return own[name]
        rows = self.rows[:1] if name == _REMARK else self.rows
        return next((value for row in rows if (value := row.shown(name)) is not None), None)

    def get(self, name: str, default: Any = None) -> Any:
        """Return a value: every placeholder has one, None for a blank."""
        own = self.own
        return own[name] if name in own else self[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.own)

    def __len__(self) -> int:
        return len(self.own)

    @property
    def plain(self) -> Mapping[str, Value]:
        """The same values, as a dict where none has to be looked for in rows."""
        return self if self.rows else self.own

    def with_own(self, **more: Value) -> Found:
        """Return these values with more that are computed."""
        return Found({**self.own, **more}, self.rows)


@dataclass(frozen=True)
class Document:
    """A draft on its way to paper, with its number (the label of its kind while it has none) and the template that
    may name paper and lines of its own."""

    form: Form
    case: Case
    asked: Asked
    draft: Draft
    number: str
    template: TemplateSheet | None = None

    @cached_property
    def rule(self) -> Mapping[str, Value]:
        """Its row of 编号规则."""
        return numbering(self.case, self.form.label)

    @property
    def title(self) -> str:
        """What stands on top of it."""
        return str(self.draft.title or self.rule.get("title") or self.form.label)

    @property
    def is_bilingual(self) -> bool:
        """Whether it is in Chinese and English."""
        return BILINGUAL in self.draft.flags

    @property
    def is_priced(self) -> bool:
        """Whether it shows money."""
        own = self.draft.is_priced
        return bool(self.rule.get("is_priced") if own is None else own)

    @cached_property
    def order_no(self) -> str:
        """The order that it belongs to, '' for none or several."""
        return clean(str(self.draft.order["order_no"])) if self.draft.order else ""

    @property
    def maker(self) -> str:
        """Who makes it out: as asked, else the clerk of the order."""
        return self.asked.by or str((self.draft.order["clerk"] if self.draft.order else None) or "")

    @property
    def file_name(self) -> str:
        """The name without extension under which it is filed (requirement 44)."""
        about = self.order_no or self.draft.key
        return document_name((about,), self.asked.date, self.title, self.number)

    @cached_property
    def setup(self) -> Setup:
        """How it is laid out: as its template says, else as 编号规则 does. GendanError GD081 for an unknown paper."""
        usual = find_paper(str(self.rule.get("paper") or "A4"))
        own = self.template.told("paper") if self.template else ""
        paper = find_paper(self.asked.paper or own or usual.name)
        if not self.form.layout.columns:
            return Setup(paper, 0, self._flags(1))
        lines = int(str(self.rule.get("lines_per_page") or 0)) if paper == usual else 0
        if self.template and paper == find_paper(own or usual.name):
            lines = int(self.template.told("page_lines") or lines)
        lines = lines or _settings_lines(self.case, paper.name) or paper.lines
        return Setup(paper, lines, self._flags(-(-len(self._lines) // lines)))

    def _flags(self, sheets: int) -> frozenset[str]:
        priced = {PRICED if self.is_priced else UNPRICED}
        return frozenset(priced | self.draft.flags | ({MANY_PAGES} if sheets > 1 else set()))

    @property
    def copies(self) -> Sequence[str]:
        """The names of its copies."""
        own = self.draft.copies
        found = names(self.rule.get("copies")) if own is None else own
        return [_bilingual.both(copy) for copy in found] if self.is_bilingual else found

    # --- lines -------------------------------------------------------------------------------------------------

    @cached_property
    def _lines(self) -> list[Found]:
        draft = self.draft
        secret: dict[str, Value] = {} if self.is_priced else dict.fromkeys(MONEY)
        given = draft.lines if draft.lines is not None else [_NO_VALUES] * len(draft.rows)
        own = [{**line, **secret, "序号": place} for place, line in enumerate(given, 1)]
        if len(draft.rows) != len(own):
            return [Found(line) for line in own]
        return [self._line(line, row) for line, row in zip(own, draft.rows, strict=True)]

    def _line(self, own: Mapping[str, Value], row: Row) -> Found:
        order = self.case.order(row["order_no"], row["line_no"]) if row["order_no"] else None
        product = self.case.product(row["product_no"] or (order["product_no"] if order else None))
        return Found(own, tuple(source for source in (row, order, product) if source))

    # --- pages -------------------------------------------------------------------------------------------------

    def pages(self) -> list[Page]:
        """Return the pages to fill, copy after copy. GendanError GD082 when a form with lines has none."""
        size, lines = self.setup.lines, self._lines
        if size and not lines:
            raise _nothing(self)
        self._refuse_gaps()
        chunks = [lines[start : start + size] for start in range(0, len(lines), size)] if size else [[]]
        split = self.case.settings.page_per_copy == "是" and not self.setup.paper.is_carbon
        named = [f"第{'一二三四五六七八九'[place]}联 {copy}" for place, copy in enumerate(self.copies[:9])]
        copies = named if split and named else ["　".join(named)]
        return [self._page(chunks, number, copy) for copy in copies for number in range(len(chunks))]

    def _refuse_gaps(self) -> None:
        """Refuse to print money where a line has none. GendanError GD084; a price of zero is one."""
        if not self.is_priced or not any(column.name == "金额" for column in self.form.layout.columns):
            return
        gaps = [str(line[self.form.end_column] or "") for line in self._lines if line["金额"] is None]
        if gaps:
            raise GendanError(
                "GD084",
                f"{self.title}要带价，但没有单价：{'、'.join(gaps)}；请先补单价，或改为不带价",
                f"the document shows prices but lacks one for: {'; '.join(gaps)}; enter it or print without",
            )

    def _page(self, chunks: Sequence[Sequence[Found]], number: int, copy: str) -> Page:
        before = [line for chunk in chunks[:number] for line in chunk]
        here = chunks[number]
        is_last = number == len(chunks) - 1
        lines = [line.plain for line in here]
        if is_last and len(lines) < self.setup.lines:
            lines.append({self.form.end_column: _bilingual.END_MARK if self.is_bilingual else END_MARK})
        paging: dict[str, Value] = {
            "页码": number + 1,
            "总页数": len(chunks),
            "联次": copy,
            "接页说明": "" if is_last else FOLLOWS,
        }
        values = self._values.with_own(**paging, **self._totals(before, here, is_last))
        if not is_last and values["大写金额"]:
            values = values.with_own(大写金额=FOLLOWS)
        return Page(values.plain, lines, is_last)

    def _totals(self, before: Sequence[Found], here: Sequence[Found], is_last: bool) -> dict[str, Value]:
        totals: dict[str, Value] = {"承前页": ""}
        for name in self.form.layout.totals:
            page = running = _sum(here, name)
            held = None
            if before:
                held, running = _sum(before, name), _sum([*before, *here], name)
            totals |= {f"本页{name}": page, f"承前{name}": held, f"累计{name}": running}
            totals[f"合计{name}"] = self.draft.values.get(f"合计{name}", running) if is_last else None
        if before and (carried := "　".join(self._carried(totals))):
            totals["承前页"] = f"承前页：{carried}"
        return totals

    def _carried(self, totals: Mapping[str, Value]) -> Iterator[str]:
        """Yield what is carried from the pages before: 数量 120, 金额 1,234.50."""
        amounts = {column.name for column in self.form.layout.columns if column.number_format}
        for name in self.form.layout.totals:
            held = totals[f"承前{name}"]
            if held is not None:
                yield f"{name} {f'{held:,.2f}' if name in amounts else show(held)}"

    @cached_property
    def _values(self) -> Found:
        """The values that are the same on every page."""
        draft = self.draft
        sources = (*draft.rows[:1], draft.order, draft.customer)
        secret: dict[str, Value] = {} if self.is_priced else dict.fromkeys(MONEY)
        own = {**self._common(), **draft.values, **secret}
        return Found(own, tuple(source for source in sources if source))

    def _common(self) -> dict[str, Value]:
        settings, by = self.case.settings, self.maker
        parts = (("地址：", settings.company_address), ("电话：", settings.company_phone))
        return {
            "公司名称": settings.company_name,
            "公司地址": settings.company_address,
            "公司电话": settings.company_phone,
            "公司信息": "　".join(label + text for label, text in parts if text),
            "标题": self.title,
            "单据号": self.number,
            "日期": self.asked.date,
            "制单人": by,
            "条款": self.form.terms,
            "大写金额": self._words(),
            **self._signatures(by),
            **(_bilingual.letterhead(settings) if self.is_bilingual else {}),
        }

    def _words(self) -> str:
        """Return the amount in words; in another currency its code and the figure, USD 628.32."""
        amount = self.draft.amount
        if amount is None or not self.is_priced:
            return ""
        if self.draft.currency in ("", "CNY", "RMB", "人民币"):
            return "人民币" + rmb_words(amount)
        return f"{self.draft.currency} {round_money(amount):,.2f}"

    def _signatures(self, by: str) -> dict[str, Value]:
        """Return the text of each signature box: the role, with the name of who made it out or has approved."""
        roles = names(self.rule.get("sign_roles"))[:MOST_SIGNERS]
        known = {need.role: row[need.field] for need in self.form.needs for row in self.draft.rows[:1]}
        if roles and roles[0] in MAKERS:
            known[roles[0]] = known.get(roles[0]) or by
        shown = _bilingual.both if self.is_bilingual else str
        return {
            f"签核{place}": f"{shown(role)}：{known.get(role) or ''}" for place, role in enumerate(roles, 1)
        }


def _sum(lines: Sequence[Found], name: str) -> Decimal | None:
    """Return the sum of a column; None without a number, and for quantities in different units, which say nothing."""
    found = [line.get(name) for line in lines]
    numbers = [value for value in found if isinstance(value, (Decimal, int, float))]
    if not numbers or ("数量" in name and len({line.get("单位") for line in lines}) > 1):
        return None
    return sum([Decimal(repr(n)) if isinstance(n, float) else Decimal(n) for n in numbers], Decimal(0))


def _settings_lines(case: Case, paper: str) -> int:
    settings = case.settings
    known = {"241×140": settings.lines_241x140, "241×280": settings.lines_241x280, "A4": settings.lines_a4}
    return known.get(paper, 0)


def _nothing(document: Document) -> GendanError:
    return GendanError(
        "GD082",
        f"{document.title} {document.draft.key} 没有任何明细行，不能出单：请先登记明细",
        f"{document.form.label} {document.draft.key} has no lines: enter them first",
    )
