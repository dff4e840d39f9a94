"""XML parts as bytes: a tree that knows where everything stands, so that only what is changed changes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from gendan_xl.errors import GendanError

ATTRIBUTES = rb"""[^<>"'/]*(?:"[^"]*"[^<>"'/]*|'[^']*'[^<>"'/]*)*"""
"""What stands between an element's name and the end of its start tag, for use inside patterns."""

_TAG = re.compile(rb"<([^\s/>]+)" + ATTRIBUTES + rb"/?>")
_ATTRIBUTE = re.compile(rb"""\s+([^\s=<>"'/]+)\s*=\s*("[^"]*"|'[^']*')""")
_HIDDEN = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>", re.S)
_DECLARED = re.compile(rb"""(<\?xml[^>]*?\sencoding\s*=\s*)(["'])([^"']+)\2""")
_ENTITY = re.compile(r"&(?:#x([0-9A-Fa-f]+)|#([0-9]+)|(\w+));")
_MAX_DEPTH = 200
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_QUOTED = _ESCAPED | str.maketrans({'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def broken(part: str, detail: str) -> GendanError:
    """Return the error for a part that is no sound XML."""
    return GendanError(
        "GD052",
        f"文件内部结构读不懂（{part}：{detail}）：请用 Excel 打开后另存为新文件",
        f"Cannot read the inner structure ({part}: {detail}): open it in Excel and save it as a new file",
    )


def to_utf8(raw: bytes, part: str = "XML") -> bytes:
    """Return a part in UTF-8, its declaration changed to match when it came in another encoding."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _declared_utf8(raw, "utf-16", part)
    declared = _DECLARED.match(raw.removeprefix(b"\xef\xbb\xbf")[:200])
    if declared and declared[3].lower() not in (b"utf-8", b"utf8", b"us-ascii", b"ascii"):
        return _declared_utf8(raw, declared[3].decode("latin-1"), part)
    return raw


def _declared_utf8(raw: bytes, encoding: str, part: str) -> bytes:
    try:
        return _DECLARED.sub(rb"\1\2UTF-8\2", raw.decode(encoding).encode(), count=1)
    except (LookupError, UnicodeDecodeError) as error:
        raise broken(part, encoding) from error


def mask(xml: bytes, part: str = "XML") -> bytes:
    """Return the same length with comments, CDATA and instructions blanked, so that every `<` left opens a tag.

    Refuses DOCTYPE. What has none of these (nearly every part) is returned as it is.
    """
    if not _has(xml, b"<!") and not _has(xml, b"<?"):
        return xml
    masked = _HIDDEN.sub(lambda match: b" " * len(match[0]), xml)
    if b"<!" in masked:
        raise broken(part, "DOCTYPE")
    return masked


def _has(xml: bytes, mark: bytes) -> bool:
    """Return whether a mark stands after the declaration; its second byte, mostly absent, is searched fastest."""
    start = xml.find(b">") + 1
    return xml.find(mark[1:], start) >= 0 and xml.find(mark, start) >= 0


def escape(text: str) -> bytes:
    """Return text as element content."""
    return text.translate(_ESCAPED).encode()


def quote(text: str) -> bytes:
    """Return text as an attribute value with its quotes."""
    return b'"' + text.translate(_QUOTED).encode() + b'"'


def unescape(raw: bytes) -> str:
    """Return the text of element content or of an attribute value: entities, CDATA and line ends resolved."""
    if b"<" not in raw:
        return _resolve(raw)
    pieces, position = [], 0
    for hidden in _HIDDEN.finditer(raw):
        pieces.append(_resolve(raw[position : hidden.start()]))
        if hidden[0].startswith(b"<![CDATA["):
            pieces.append(hidden[0][9:-3].decode())
        position = hidden.end()
    return "".join([*pieces, _resolve(raw[position:])])


def _resolve(raw: bytes) -> str:
    text = raw.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    return _ENTITY.sub(_character, text) if "&" in text else text


def _character(entity: re.Match[str]) -> str:
    if entity[3]:
        return _NAMED.get(entity[3], entity[0])
    code = int(entity[1], 16) if entity[1] else int(entity[2])
    return chr(code) if code < 0x110000 else "\ufffd"


def encode_escapes(text: str) -> str:
    """Return text with characters that XML cannot hold as Excel's _xHHHH_, line ends as one line feed."""
    plain = _LOOKS_ESCAPED.sub("_x005F_", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _NOT_XML.sub(lambda match: f"_x{ord(match[0]):04X}_", plain)


def decode_escapes(text: str) -> str:
    """Return text with Excel's _xHHHH_ resolved."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def attributes(tag: bytes) -> dict[bytes, bytes]:
    """Return the raw attributes of a start tag: name → value as written, without quotes."""
    return {name: value[1:-1] for name, value in _ATTRIBUTE.findall(tag)}


def with_attributes(tag: bytes, **changes: str | int | None) -> bytes:
    """Return a start tag with plain attributes set, or dropped where None."""
    for name, value in changes.items():
        found = next((m for m in _ATTRIBUTE.finditer(tag) if m[1] == name.encode()), None)
        new = b"" if value is None else b" " + name.encode() + b"=" + quote(str(value))
        if found:
            tag = tag[: found.start()] + new + tag[found.end() :]
        elif new:
            end = -2 if tag.endswith(b"/>") else -1
            tag = tag[:end].rstrip() + new + tag[end:]
    return tag


@dataclass(eq=False, slots=True)
class Element:
    """An element and its place: `<` at `start`, content from `body` to `close`, after it `end`.

    `space` is the namespace, `name` the local name, `prefix` as written with its colon (b"x:" or b"").
    Namespaced attributes are keyed "namespace}name".
    """

    space: str
    name: str
    prefix: bytes
    attrs: dict[str, str]
    start: int
    body: int
    close: int = 0
    end: int = 0
    kids: list[Element] = field(default_factory=list)

    def children(self, name: str) -> Iterator[Element]:
        """Yield the children of this name in the element's own namespace."""
        return (kid for kid in self.kids if kid.name == name and kid.space == self.space)

    def child(self, name: str) -> Element | None:
        """Return the first such child."""
        return next(self.children(name), None)

    def grandchildren(self, group: str) -> list[Element]:
        """Return what the first child `group` holds; nothing without one."""
        parent = self.child(group)
        return parent.kids if parent else []

    def walk(self, name: str) -> Iterator[Element]:
        """Yield every element of this local name below, in any namespace."""
        for kid in self.kids:
            if kid.name == name:
                yield kid
            yield from kid.walk(name)


class Document:
    """One XML part with the changes gathered for it; `render` writes them all at once.

    Raises GendanError GD052 when the part is not sound XML or has a DOCTYPE.
    """

    def __init__(self, xml: bytes, part: str = "XML") -> None:
        self.part = part
        self._xml = xml
        self.root = self._parse()
        self._tags: dict[Element, bytes] = {}
        self._texts: dict[Element, bytes] = {}
        self._appended: dict[Element, list[bytes]] = {}
        self._inserted: list[tuple[int, bytes]] = []
        self._removed: list[Element] = []

    def _parse(self) -> Element:
        parser = expat.ParserCreate(namespace_separator="}")
        root = Element("", "", b"", {}, 0, 0)
        stack = [root]

        def doctype(*_: object) -> None:
            raise broken(self.part, "DOCTYPE")

        def start(name: str, attrs: dict[str, str]) -> None:
            at = parser.CurrentByteIndex
            tag = _TAG.match(self._xml, at)
            if not tag or len(stack) > _MAX_DEPTH:
                raise broken(self.part, f"byte {at}")
            space, _, local = name.rpartition("}")
            prefix = tag[1][: tag[1].find(b":") + 1]
            element = Element(space, local, prefix, attrs, at, tag.end())
            stack[-1].kids.append(element)
            stack.append(element)

        def end(_: str) -> None:
            element = stack.pop()
            if self._xml[element.body - 2 : element.body] == b"/>":
                element.close = element.end = element.body
            else:
                element.close = parser.CurrentByteIndex
                element.end = self._xml.index(b">", element.close) + 1

        parser.StartDoctypeDeclHandler, parser.StartElementHandler, parser.EndElementHandler = (
            doctype,
            start,
            end,
        )
        try:
            parser.Parse(self._xml, True)
        except expat.ExpatError as error:
            raise broken(self.part, str(error)) from error
        return root.kids[0]

    @property
    def touched(self) -> bool:
        """Whether there is any change."""
        return bool(self._tags or self._texts or self._appended or self._inserted or self._removed)

    def raw(self, element: Element) -> bytes:
        """Return an element as it stands in the part, unchanged."""
        return self._xml[element.start : element.end]

    def tag(self, element: Element) -> bytes:
        """Return the start tag with the changes so far."""
        return self._tags.get(element) or self._xml[element.start : element.body]

    def text(self, element: Element) -> str:
        """Return the text inside an element without child elements, with the changes so far."""
        return unescape(self._texts.get(element) or self._xml[element.body : element.close])

    def set(self, element: Element, **changes: str | int | None) -> None:
        """Set attributes of an element; None drops one."""
        new = with_attributes(self.tag(element), **changes)
        if new != self.tag(element):
            self._tags[element] = new
        element.attrs.update({name: str(value) for name, value in changes.items()})

    def set_text(self, element: Element, text: str) -> None:
        """Replace the text of an element that has some."""
        self._texts[element] = escape(text)

    def remove(self, element: Element) -> None:
        """Take out an element that has no other change."""
        self._removed.append(element)

    def append(self, parent: Element, xml: bytes) -> None:
        """Add a last child, written without prefix; its elements take the parent's."""
        self._appended.setdefault(parent, []).append(prefixed(xml, parent.prefix))

    def insert(self, parent: Element, order: str, name: str, xml: bytes) -> None:
        """Add a child where the schema wants it: after the last that may precede it in `order` (names, spaced)."""
        if parent.close == parent.body == parent.end:
            raise broken(self.part, f"empty {parent.name}")
        names, position = order.split(), parent.body
        before = names[: names.index(name) + 1]
        for kid in parent.kids:
            if kid.space == parent.space and kid.name in before:
                position = kid.end
        self._inserted.append((position, prefixed(xml, parent.prefix)))

    def render(self) -> bytes:
        """Return the part with all changes."""
        splices = [(at, at, xml) for at, xml in self._inserted]
        splices += [(e.body, e.close, text) for e, text in self._texts.items()]
        splices += [(e.start, e.end, b"") for e in self._removed]
        for element in self._tags.keys() | self._appended.keys():
            splices += self._element_splices(element)
        pieces, position = [], 0
        for start, end, new in sorted(splices, key=lambda splice: splice[:2]):
            pieces += [self._xml[position:start], new]
            position = end
        return b"".join([*pieces, self._xml[position:]])

    def _element_splices(self, element: Element) -> list[tuple[int, int, bytes]]:
        tag, kids = self.tag(element), b"".join(self._appended.get(element, ()))
        if kids and element.end == element.body:
            close = b"</" + element.prefix + element.name.encode() + b">"
            return [(element.start, element.end, tag[:-2].rstrip() + b">" + kids + close)]
        return [(element.start, element.body, tag), (element.close, element.close, kids)]


def prefixed(xml: bytes, prefix: bytes) -> bytes:
    """Return XML of our own making (no comments, text escaped) with a prefix on every element name without one."""
    return re.sub(rb"<(/?)(?=[A-Za-z]+[\s/>])", rb"<\1" + prefix, xml) if prefix else xml
