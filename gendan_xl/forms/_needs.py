"""Approvals are cells that a named role fills: a form that needs one says whose is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gendan_xl.cells import Value
from gendan_xl.errors import Message
from gendan_xl.findings import Finding
from gendan_xl.forms._form import Draft, Form, Need
from gendan_xl.forms._rows import Row


def missing(form: Form, draft: Draft) -> Iterator[Finding]:
    """Yield GD793 for every approval that a draft lacks; columns that a company does not keep are not asked for."""
    for need in form.needs:
        for row in draft.rows:
            if need.field in row.data.columns and need.when(row) and not row[need.field]:
                yield _lacks(row, need)


def signatures(form: Form, draft: Draft) -> Mapping[str, Value]:
    """Return what 单据 records of the approvals of a draft: who gave the first and who the last."""
    names = [str(row[need.field]) for need in form.needs for row in draft.rows if row[need.field]]
    given = list(dict.fromkeys(names))
    if not given:
        return {}
    return {"reviewed_by": given[0]} | ({"approved_by": given[-1]} if len(given) > 1 else {})


def _lacks(row: Row, need: Need) -> Finding:
    sheet, line, col = row.data.place(row.index, need.field)
    header = row.data.header(row.index, need.field)
    return Finding(
        "GD793", "error",
        Message(
            f"{row.key} 还缺{need.role}的签核：“{header}”是空的",
            f"{row.key} lacks the approval of {need.role}: {header} is blank",
        ),
        Message(f"请{need.role}核对后在“{header}”填上姓名", f"have {need.role} check it and enter the name in {header}"),
        sheet, line, col, key=row.key, table=row.data.table.meta.name, column=header, source=need.source,
    )  # fmt: skip
