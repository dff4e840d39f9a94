"""The XML layer: changed bytes only, whatever the writing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gendan_xl.errors import GendanError
from gendan_xl.package.scan import (
    Document,
    decode_escapes,
    encode_escapes,
    escape,
    mask,
    to_utf8,
    unescape,
    with_attributes,
)

any_text = st.text(st.characters(codec="utf-8")).filter(lambda text: "\r" not in text)


@given(st.text().filter(lambda text: "\r" not in text))
def test_any_text_survives_cells(text):
    assert decode_escapes(unescape(escape(encode_escapes(text)))) == text


@given(any_text)
def test_attributes_are_set_and_dropped(value):
    tag = with_attributes(b"<c r='A1' s = \"3\"  t='n'/>", s=value, t=None, new=1)
    element = Document(b"<a>" + tag + b"</a>").root.kids[0] if encode_escapes(value) == value else None
    if element:
        assert element.attrs == {"r": "A1", "s": value, "new": "1"}


def test_an_attribute_is_not_found_inside_another():
    assert with_attributes(b"<f x=' s=\"1\"'>", s=2) == b'<f x=\' s="1"\' s="2">'


def test_hidden_markup_is_blanked_in_place():
    xml = b"<?xml version='1.0'?><a><!-- <row> --><![CDATA[<row>]]><?pi <row>?><b/></a>"
    masked = mask(xml)
    assert len(masked) == len(xml)
    assert b"row" not in masked
    assert masked.endswith(b"<b/></a>")
    with pytest.raises(GendanError, match="DOCTYPE"):
        mask(b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY x 'y'>]><a/>")


def test_a_document_changes_only_what_it_is_told():
    xml = b"<x:a xmlns:x='m'>\n <x:b  q='1' ><x:t>old &amp; dim</x:t></x:b><!-- <x:c> --><x:d/>\n</x:a>"
    document = Document(xml)
    assert document.render() == xml
    assert not document.touched
    b, d = document.root.kids
    document.set(b, q=2)
    document.append(d, b"<e/>")
    document.append(d, b'<e f="1"/>')
    assert document.text(b.kids[0]) == "old & dim"
    document.set_text(b.kids[0], "new <")
    document.insert(document.root, "b c d", "c", b"<c><k/></c>")
    assert document.render() == (
        b"<x:a xmlns:x='m'>\n <x:b q=\"2\" ><x:t>new &lt;</x:t></x:b><x:c><x:k/></x:c><!-- <x:c> -->"
        b'<x:d><x:e/><x:e f="1"/></x:d>\n</x:a>'
    )


@pytest.mark.parametrize("xml", [b"", b"<a>", b"<a></b>", b"<!DOCTYPE a><a/>", b"<a>" * 300 + b"</a>" * 300])
def test_what_is_no_sound_xml_is_refused(xml):
    with pytest.raises(GendanError, match="GD052"):
        Document(xml)


def test_other_encodings_become_utf8():
    for encoding in ("utf-16", "gb18030"):
        xml = f'<?xml version="1.0" encoding="{encoding}"?><a>订单</a>'.encode(encoding)
        assert Document(to_utf8(xml)).root.name == "a"
        assert to_utf8(xml) == '<?xml version="1.0" encoding="UTF-8"?><a>订单</a>'.encode()
