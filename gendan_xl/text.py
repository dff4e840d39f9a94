"""Normal forms of text, so that 「订单号 」, 「訂單號」 and 「订 单 号」 are one word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_TRADITIONAL = str.maketrans(
    "訂單號戶編碼貨產計劃際開關數價額總幣稅規類顏長寬備註發運輸參考業務員結條預實報審評業製造線節點點還質檢驗"
    "壓廠庫倉領採購單據賬帳項時間聯繫電話傳約複復圖紙術標識證樣變調狀態剩餘應補責圍緊極處歸屬執對齊樣錄",
    "订单号户编码货产计划际开关数价额总币税规类颜长宽备注发运输参考业务员结条预实报审评业制造线节点点还质检验"
    "压厂库仓领采购单据账账项时间联系电话传约复复图纸术标识证样变调状态剩余应补责围紧极处归属执对齐样录",
)
_MORE = (
    "稱称門门確确認认區区優优級级財财訊讯個个幾几買买賣卖費费繳缴減减資资組组裝装噴喷塗涂鋸锯鍍镀氣气車车測测試试鎖锁鐵铁鋁铝銅铜鋼钢膠胶"
    "漿浆進进達达遲迟過过週周雙双較较銷销櫃柜櫥橱簽签書书釋释說说錢钱銀银匯汇餘余滿满沖冲損损換换廢废殘残壞坏問问題题險险擔担負负權权層层"
    "經经監监師师職职隊队團团絡络郵邮遞递體体積积淨净輕轻徑径藍蓝綠绿紅红黃黄銹锈選选輔辅刪删鑽钻鑄铸鍛锻縫缝繡绣燙烫織织與与於于為为從从"
    "來来會会內内後后併并盤盘臨临歷历曆历儲储載载陸陆飛飞專专屬属隨随設设計计劃划類类細细終终緩缓給给統统絕绝續续維维網网"
)
_TRADITIONAL |= str.maketrans(_MORE[::2], _MORE[1::2])
_SPACE = re.compile(r"[\s\u200b\ufeff]+")
_NOISE = re.compile(r"[\s\u200b\ufeff:：*＊、,，.。/\\_\-—–~()（）\[\]【】<>《》\"'“”‘’]+")
_BETWEEN_NAMES = re.compile("[、；;/\\n]")
_HAN = r"[\u3400-\u9fff（）]"
_BESIDE_HAN = re.compile(rf"(?<={_HAN}) | (?={_HAN})")
_UNIT_NOTE = re.compile(r"[（(][^（()）]*[)）]\s*$")


def clean(value: str) -> str:
    """Return text with full-width forms folded, inner white space single and the ends bare (NFKC)."""
    return _SPACE.sub(" ", unicodedata.normalize("NFKC", value)).strip()


@lru_cache(maxsize=8192)
def header_key(value: str) -> str:
    """Return the form under which headers are compared: no spaces, no punctuation, simplified, lower case."""
    folded = unicodedata.normalize("NFKC", value).translate(_TRADITIONAL)
    return _NOISE.sub("", folded).lower()


def split_names(names: str | None) -> list[str]:
    """Return the `header_key` of names that stand in one cell, parted by 、 ； or /."""
    return [header_key(name) for name in _BETWEEN_NAMES.split(names or "") if name.strip()]


@lru_cache(maxsize=8192)
def plain_name(value: str) -> str:
    """Return a name in one way of writing: 客户 C, 客户　Ｃ and 客户C are 客户C; brackets in Chinese are full width."""
    text = clean(value)
    if text.isascii():
        return text
    return _BESIDE_HAN.sub("", text.replace("(", "（").replace(")", "）"))


@lru_cache(maxsize=8192)
def bare_header_key(value: str) -> str:
    """Return `header_key` without a trailing note in brackets: 数量(件) is 数量."""
    return header_key(_UNIT_NOTE.sub("", unicodedata.normalize("NFKC", value)))


def width(value: str, wide: str = "WF") -> int:
    """Return how many terminal columns text takes: Chinese characters take two.

    `wide` are the East Asian widths that take two; in Chinese fonts ×, Φ and ① do too: "WFA".
    """
    return sum(
        0 if unicodedata.combining(ch) else 2 if unicodedata.east_asian_width(ch) in wide else 1
        for ch in value
    )


def pad(value: str, columns: int) -> str:
    """Return text filled up with spaces to a width in terminal columns."""
    return value + " " * max(0, columns - width(value))


def table_lines(rows: Sequence[Sequence[str]], gap: str = "  ") -> list[str]:
    """Return rows of text as aligned lines; the last column is left as long as it is."""
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    return [gap.join(map(pad, row, [*widths[:-1], 0])).rstrip() for row in rows]
