"""Rules about what one table says of another (GD3xx)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gendan_xl.rules._lookups import Rows
from gendan_xl.rules._rule import rule
from gendan_xl.schema.deliveries import Deliveries
from gendan_xl.schema.milestones import Milestones
from gendan_xl.schema.orders import Orders
from gendan_xl.schema.returns import Returns
from gendan_xl.text import header_key, split_names


@rule("GD301", table=Orders, level="error", at="customer_no", source="44b",
      zh="客户编号 {customer_no} 不在客户表", en="Customer number {customer_no} is not in the table of customers",
      fix="改正编号，或先登记客户", fix_en="Correct the number, or register the customer first")  # fmt: skip
def unknown_customer(customer_no: str, customers: Rows) -> bool:
    """订单的客户编号必须在客户表里登记过。

    The customer number of an order must be registered in the table of customers.

    客户:
    | 客户编号 | 客户全称 |
    |---|---|
    | C001 | 杭州永信门业有限公司 |

    错:
    | 订单号 | 客户编号 |
    |---|---|
    | SO2603-014 | C010 |

    对:
    | 订单号 | 客户编号 |
    |---|---|
    | SO2603-014 | C001 |
    """
    return customer_no not in customers


@rule("GD302", table=Orders, level="warning", at="customer_name", source="44b",
      zh="客户「{customer_name}」不在客户表", en="Customer {customer_name} is not in the table of customers",
      fix="改用客户表里的全称或简称，或先登记客户", fix_en="Use the full or short name of the table, or register the customer first")  # fmt: skip
def unknown_customer_name(customer_name: str, customer_names: Mapping[str, str]) -> bool:
    """订单的客户名称要与客户表的全称、简称或曾用名一致（空格、标点、繁简不论）。

    The customer's name must be a full, short or former name of the table of customers; spaces, punctuation and
    traditional characters do not matter.

    客户:
    | 客户编号 | 客户全称 | 客户简称 | 曾用名 |
    |---|---|---|---|
    | C001 | 杭州永信门业有限公司 | 永信门业 | 杭州永信门窗厂 |

    错:
    | 订单号 | 客户名称 |
    |---|---|
    | SO2603-014 | 永兴门业 |

    对:
    | 订单号 | 客户名称 |
    |---|---|
    | SO2603-014 | 永信门业 |
    | SO2603-015 | 杭州永信门业 有限公司 |
    | SO2603-016 | 杭州永信门窗厂 |
    """
    return header_key(customer_name) not in customer_names


@rule("GD303", table=Orders, level="error", at="customer_name", source="44b",
      zh="客户编号 {customer_no} 和客户名称「{customer_name}」不是同一家（该名称的编号是 {known_no}）",
      en="Customer number {customer_no} and name {customer_name} are not the same customer (that name has {known_no})",
      fix="改正编号或名称", fix_en="Correct the number or the name")  # fmt: skip
def customer_number_and_name_differ(
    customer_no: str, customer_name: str, customer_names: Mapping[str, str], customers: Rows
) -> Mapping[str, str] | None:
    """同一行的客户编号和客户名称在客户表里属于两家客户。

    Number and name in one line belong to two different customers.

    客户:
    | 客户编号 | 客户全称 | 客户简称 |
    |---|---|---|
    | C001 | 杭州永信门业有限公司 | 永信门业 |
    | C002 | 杭州永兴门业有限公司 | 永兴门业 |

    错:
    | 订单号 | 客户编号 | 客户名称 |
    |---|---|---|
    | SO2603-014 | C001 | 永兴门业 |

    对:
    | 订单号 | 客户编号 | 客户名称 |
    |---|---|---|
    | SO2603-014 | C001 | 永信门业 |
    | SO2603-015 | C001 | 没登记的 |
    """
    known = customer_names.get(header_key(customer_name), customer_no)
    return {"known_no": known} if known != customer_no and customer_no in customers else None


@rule("GD311", table=Orders, level="error", at="product_no", source="3",
      zh="产品编号 {product_no} 不在产品表", en="Product number {product_no} is not in the table of products",
      fix="改正编号，或先建产品档案", fix_en="Correct the number, or register the product first")  # fmt: skip
def unknown_product(product_no: str, products: Rows) -> bool:
    """订单的产品编号必须在产品表里。

    The product number of an order must be in the table of products.

    产品:
    | 产品编号 | 产品名称 |
    |---|---|
    | P-100 | 双面执手 |

    错:
    | 订单号 | 产品编号 |
    |---|---|
    | SO2603-014 | P-1OO |

    对:
    | 订单号 | 产品编号 |
    |---|---|
    | SO2603-014 | P-100 |
    """
    return product_no not in products


@rule("GD312", table=Orders, level="error", at="product_name", source="3 (A)",
      zh="产品编号 {product_no} 是「{listed}」，订单写的是「{product_name}」",
      en="Product number {product_no} is {listed}, the order says {product_name}",
      fix="对照客户订单，改正编号或名称", fix_en="Compare with the customer's order; correct the number or the name")  # fmt: skip
def product_number_and_name_differ(
    product_no: str, product_name: str, products: Rows
) -> Mapping[str, str] | None:
    """产品编号和产品名称对不上（三类常见错误之 A）。产品表的曾用名也算对。

    Product number and name do not fit each other (classic error A). Former names are accepted.

    产品:
    | 产品编号 | 产品名称 | 曾用名 |
    |---|---|---|
    | P-100 | 双面执手 | 双面把手 |
    | P-205 | 锁扣板 |  |

    错:
    | 订单号 | 产品编号 | 产品名称 |
    |---|---|---|
    | SO2603-014 | P-100 | 锁扣板 |

    对:
    | 订单号 | 产品编号 | 产品名称 |
    |---|---|---|
    | SO2603-014 | P-100 | 双面执手 |
    | SO2603-015 | P-100 | 双面把手 |
    | SO2603-016 | P-205 | 锁扣 板 |
    """
    listed = products.get(product_no, "product_name")
    if listed is None or listed == product_name:
        return None
    names = split_names(listed) + split_names(products.get(product_no, "former_name"))
    alike = header_key(product_name) in (header_key(listed), *names)
    return None if alike else {"listed": listed}


@rule("GD313", table=Orders, level="warning", at="unit", source="2",
      zh="产品 {product_no} 的单位是 {listed}，订单写的是 {unit}", en="Product {product_no} is counted in {listed}, the order says {unit}",
      fix="改单位并核对数量", fix_en="Correct the unit and check the quantity")  # fmt: skip
def unit_differs(product_no: str, unit: str, products: Rows) -> Mapping[str, str] | None:
    """订单的单位要与产品表的单位或辅助单位一致，否则数量会差几倍。

    The unit of an order must be the product's unit or its second unit, or the quantity is off by a factor.

    产品:
    | 产品编号 | 产品名称 | 单位 | 辅助单位 |
    |---|---|---|---|
    | P-100 | 双面执手 | 套 | 箱 |

    错:
    | 订单号 | 产品编号 | 单位 |
    |---|---|---|
    | SO2603-014 | P-100 | 个 |

    对:
    | 订单号 | 产品编号 | 单位 |
    |---|---|---|
    | SO2603-014 | P-100 | 套 |
    | SO2603-015 | P-100 | 箱 |
    """
    listed = products.get(product_no, "unit")
    if listed in (None, unit) or products.get(product_no, "second_unit") == unit:
        return None
    return {"listed": listed}


@rule("GD321", table=Milestones, level="error", by=("order_no", "line_no"), at="order_no", source="14",
      zh="节点的订单行 {order_no}-{line_no} 不在订单台账", en="The milestone's order line {order_no}-{line_no} is not in the ledger",
      fix="改正订单号和行号，或删除这些节点", fix_en="Correct order and line number, or delete these milestones")  # fmt: skip
def milestone_without_order(order_no: Sequence[str], line_no: Sequence[float], orders: Rows) -> bool:
    """节点必须属于订单台账里的一行；每个订单行只报一次。

    A milestone must belong to a line of the order ledger; each line is reported once.

    订单台账:
    | 订单号 | 行号 |
    |---|---|
    | SO2603-014 | 1 |

    错:
    | 订单号 | 行号 | 节点序号 | 节点名称 | 报 |
    |---|---|---|---|---|
    | SO2603-014 | 2 | 1 | 排产 | ✗ |
    | SO2603-014 | 2 | 2 | 焊接 |  |

    对:
    | 订单号 | 行号 | 节点序号 | 节点名称 |
    |---|---|---|---|
    | SO2603-014 | 1 | 1 | 排产 |
    """
    return (order_no[0], line_no[0]) not in orders


@rule("GD322", table=Deliveries, level="error", at="order_no", source="27",
      zh="发货的订单行 {order_no}-{line_no} 不在订单台账", en="The delivery's order line {order_no}-{line_no} is not in the ledger",
      fix="改正订单号和行号", fix_en="Correct order and line number")  # fmt: skip
def delivery_without_order(order_no: str, line_no: float, orders: Rows) -> bool:
    """发货必须属于订单台账里的一行。

    A delivery must belong to a line of the order ledger.

    订单台账:
    | 订单号 | 行号 |
    |---|---|
    | SO2603-014 | 1 |

    错:
    | 订单号 | 行号 | 批次 |
    |---|---|---|
    | SO2603-041 | 1 | 1 |

    对:
    | 订单号 | 行号 | 批次 |
    |---|---|---|
    | SO2603-014 | 1 | 1 |
    """
    return (order_no, line_no) not in orders


@rule("GD323", table=Returns, level="error", at="order_no", source="36",
      zh="退货的订单行 {order_no}-{line_no} 不在订单台账", en="The return's order line {order_no}-{line_no} is not in the ledger",
      fix="改正订单号和行号；无单退货应拒收", fix_en="Correct order and line number; refuse goods without an order")  # fmt: skip
def return_without_order(order_no: str, line_no: float, orders: Rows) -> bool:
    """退货必须属于订单台账里的一行。

    A return must belong to a line of the order ledger.

    订单台账:
    | 订单号 | 行号 |
    |---|---|
    | SO2603-014 | 1 |

    错:
    | 退货申请号 | 订单号 | 行号 |
    |---|---|---|
    | TH260301 | SO2603-014 | 3 |

    对:
    | 退货申请号 | 订单号 | 行号 |
    |---|---|---|
    | TH260301 | SO2603-014 | 1 |
    """
    return (order_no, line_no) not in orders


@rule("GD331", table=Orders, level="warning", at="route_name", source="14",
      zh="工艺路线「{route_name}」不在工艺路线表", en="Route {route_name} is not in the table of routes",
      fix="从下拉里选路线，或先建路线", fix_en="Choose a route from the list, or enter the route first")  # fmt: skip
def unknown_route(route_name: str, route_names: frozenset[str]) -> bool:
    """订单的工艺路线要在工艺路线表里，否则不能排节点。

    The route of an order must be in the table of routes, or its milestones cannot be planned.

    工艺路线:
    | 路线名称 | 节点序号 | 节点名称 |
    |---|---|---|
    | 机械 | 1 | 排产 |

    错:
    | 订单号 | 工艺路线 |
    |---|---|
    | SO2603-014 | 机械加工 |

    对:
    | 订单号 | 工艺路线 |
    |---|---|
    | SO2603-014 | 机械 |
    """
    return route_name not in route_names
