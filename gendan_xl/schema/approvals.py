"""The table 签核."""

from typing import Annotated

from gendan_xl.schema.column import Code, Col, Count, Flag, Moment, Text
from gendan_xl.schema.table import Meta, Table


class Approvals(Table):
    """One signature of a document."""

    # fmt: off
    meta = Meta("approvals", "签核", present="request", help="签核记录", tab_color="A6A6A6", source="44")

    document_no: Annotated[Code, Col("单据号", key=True, show="shown")] = None
    step_no: Annotated[Count, Col("步骤", key=True, show="shown")] = None
    role: Annotated[Text, Col("角色", required=True, show="shown", choices="角色",
        help="签批时以此为准")] = None
    signer: Annotated[Text, Col("签核人", show="shown")] = None
    result: Annotated[Text, Col("结论", show="shown", choices="审批结论")] = None
    signed_time: Annotated[Moment, Col("签核时间", show="shown")] = None
    opinion: Annotated[Text, Col("意见", show="shown")] = None
    is_unauthorised: Annotated[Flag, Col("是否越权", computed=True, show="shown")] = None
    is_late: Annotated[Flag, Col("是否超时", computed=True, show="shown")] = None
    # fmt: on
