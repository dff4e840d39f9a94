"""销货单: the print of a delivery that finance posts by; a print of the delivery note, under its number (requirement 27)."""

from __future__ import annotations

from dataclasses import replace

from gendan_xl.errors import Message
from gendan_xl.forms._delivery_layout import FIELDS, LAYOUT, LINE_FIELDS
from gendan_xl.forms._delivery_prints import gather
from gendan_xl.forms._form import Form

FORM = Form(
    verb="sales-note",
    label="销货单",
    help=Message("销货单：财务入账用，与送货单同号", "sales note: the print of a delivery note for posting"),
    source="12, 27",
    table="deliveries",
    asked_by="deliveries.note_no",
    number_field="note_no",
    gather=gather,
    fields=FIELDS,
    line_fields=LINE_FIELDS,
    layout=replace(LAYOUT, signers=2),
    terms="",
    icon="FilePrintQuick",
    place=37,
    is_print=True,
)
