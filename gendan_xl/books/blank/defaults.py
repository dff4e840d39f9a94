"""The rows that a new workbook starts with: settings, lists, numbering, routes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from gendan_xl.schema.numbering import DEFAULT_NUMBERING
from gendan_xl.schema.options import OPTION_ALIASES, OPTIONS
from gendan_xl.schema.routes import DEFAULT_ROUTES
from gendan_xl.schema.settings import SettingsValues, all_settings, setting_text

Rows = Sequence[Mapping[str, Any]]


def default_rows(settings: SettingsValues | None = None) -> dict[str, Rows]:
    """Return table name → rows (field → value) of a new workbook; `settings` are the values to write."""
    return {
        "settings": list(_settings(settings or SettingsValues())),
        "options": list(_options()),
        "numbering": DEFAULT_NUMBERING,
        "routes": DEFAULT_ROUTES,
    }


def _settings(values: SettingsValues) -> Iterator[dict[str, Any]]:
    defaults = SettingsValues()
    for field, setting in all_settings().items():
        default = getattr(defaults, field)
        yield {
            "group": setting.group,
            "parameter": setting.name,
            "value": getattr(values, field),
            "unit": setting.unit,
            "data_type": _type_name(SettingsValues.model_fields[field].annotation, default),
            "allowed_values": "、".join(setting.choices),
            "default_value": setting_text(default),
            "note": setting.help,
            "source": f"需求 {setting.source}" if setting.source else "",
        }


def _type_name(annotation: object, default: object) -> str:
    if isinstance(default, dt.time):
        return "时间"
    if isinstance(default, int | float):
        return "数字"
    return "日期" if "date" in str(annotation) else "文字"


def _options() -> Iterator[dict[str, Any]]:
    for name, values in OPTIONS.items():
        aliases = OPTION_ALIASES.get(name, {})
        for number, value in enumerate(values, 1):
            yield {
                "list_name": name,
                "code": f"{number:02}",
                "label": value,
                "aliases": aliases.get(value),
                "sort_no": number,
            }
