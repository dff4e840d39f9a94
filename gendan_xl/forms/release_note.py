"""发货单: the priced release that the store ships by; a print of the delivery note, under its number (requirement 27)."""

from __future__ import annotations

from dataclasses import replace

from gendan_xl.errors import Message
from gendan_xl.forms._delivery_layout import FIELDS, LAYOUT, LINE_FIELDS
from gendan_xl.forms._delivery_lines import is_charged
from gendan_xl.forms._delivery_prints import gather
from gendan_xl.forms._form import Form, Need

FORM = Form(
    verb="release-note",
    label="发货单",
    help=Message(
        "发货单：仓库据以发货的带价内部放行单，与送货单同号",
        "release note: the priced internal print of a delivery note",
    ),
    source="12, 27",
    table="deliveries",
    asked_by="deliveries.note_no",
    number_field="note_no",
    gather=gather,
    needs=(Need("price_approver", "销管员", "12", when=is_charged),),
    fields=FIELDS,
    line_fields=LINE_FIELDS,
    layout=replace(LAYOUT, signers=3),
    terms="凭此单发货；销管员审价签名后方可放行。",
    icon="FilePrintPreview",
    place=36,
    is_print=True,
)
