"""The table 人员."""

from typing import Annotated

from gendan_xl.schema.column import Code, Col, Date, Flag, Text
from gendan_xl.schema.table import Meta, Table


class Staff(Table):
    """A person with department, role and rights."""

    # fmt: off
    meta = Meta("staff", "人员", aliases=("员工", "人员名单"), present="start", help="人员、角色、签批权限",
        tab_color="7F7F7F", source="10")

    name: Annotated[Text, Col("姓名", key=True, show="shown", aliases=("员工姓名", "人员"), width=10)] = None
    staff_no: Annotated[Code, Col("工号", show="shown", aliases=("员工编号",))] = None
    department: Annotated[Text, Col("部门", required=True, show="shown", choices="部门")] = None
    role: Annotated[Text, Col("角色", required=True, show="shown", choices="角色",
        help="签批时以此为准")] = None
    superior: Annotated[Text, Col("上级", show="shown")] = None
    deputy: Annotated[Text, Col("代理人", show="shown")] = None
    deputy_start_date: Annotated[Date, Col("代理起", show="grouped")] = None
    deputy_end_date: Annotated[Date, Col("代理止", show="grouped")] = None
    phone: Annotated[Code, Col("电话", show="shown", help="按文本保存，前面的 0 不会丢")] = None
    wecom: Annotated[Code, Col("企业微信", show="grouped")] = None
    approvable_kinds: Annotated[Text, Col("可审批单据", show="shown", width=28, help="用、分开")] = None
    has_special_price_right: Annotated[Flag, Col("特批价权限", show="shown",
        help="可以特批低于价格表的单价")] = None
    is_active: Annotated[Flag, Col("是否在职", show="shown")] = None
    remark: Annotated[Text, Col("备注", show="shown", width=24)] = None
    # fmt: on
