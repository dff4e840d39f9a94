"""The settings that hold for a workbook: its 设置 sheet, else gendan.toml, else the defaults."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from gendan_xl.errors import GendanError, Message
from gendan_xl.findings import Finding
from gendan_xl.intake.ledger import Ledger, TableData
from gendan_xl.schema.settings import SettingsValues, all_settings


def read_settings(ledger: Ledger, saved: Mapping[str, Any]) -> tuple[SettingsValues, list[Finding]]:
    """Return the settings and a finding for each value on the 设置 sheet that cannot be used.

    `saved` are those of gendan.toml, by Chinese name or field; a bad one is GendanError GD008.
    """
    values = dict(_saved(saved))
    findings = []
    if table := ledger.get("settings"):
        for index, field, text in _rows(table):
            if problem := _problem(field, text):
                findings.append(_finding(table, index, field, text, problem))
            else:
                values[field] = text
    return SettingsValues.model_validate(values), findings


def _saved(saved: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    names = {setting.name: field for field, setting in all_settings().items()}
    for name, value in saved.items():
        field = names.get(name, name)
        if field not in all_settings():
            raise GendanError(
                "GD008",
                f"gendan.toml 的 [settings] 里没有“{name}”这个参数，名称见设置表",
                f"gendan.toml names an unknown setting {name!r}",
            )
        if problem := _problem(field, value):
            raise GendanError(
                "GD008",
                f"gendan.toml 的参数“{name}”不能是“{value}”：{problem.zh}",
                f"gendan.toml: {name} cannot be {value!r}: {problem.en}",
            )
        yield field, value


def _rows(table: TableData) -> Iterator[tuple[int, str, str]]:
    """Yield (row index, field, text) of the parameters that have a value."""
    names = {setting.name: field for field, setting in all_settings().items()}
    rows = zip(table.values("parameter"), table.values("value"), strict=True)
    for index, (name, text) in enumerate(rows):
        if name in names and text is not None:
            yield index, names[name], text


def _problem(field: str, value: Any) -> Message | None:
    """Return why a value cannot be the setting's, None when it can."""
    try:
        SettingsValues.model_validate({field: value})
    except ValidationError as error:
        choices = all_settings()[field].choices
        reason = error.errors()[0]["msg"]
        hint = "可以填 " + " / ".join(choices) if choices else "参看默认值的写法"
        return Message(hint, reason)
    return None


def _finding(table: TableData, index: int, field: str, text: str, problem: Message) -> Finding:
    setting = all_settings()[field]
    sheet, row, col = table.place(index, "value")
    return Finding(
        "GD009", "error",
        Message(
            f"参数“{setting.name}”不能是“{text}”，暂用默认值",
            f"setting {setting.name} cannot be {text!r}, the default is used",
        ),
        problem, sheet, row, col, "settings", setting.name, "值", text,
    )  # fmt: skip
