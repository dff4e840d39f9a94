"""The zip layer: raw copies, limits, refusals."""

import io
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gendan_xl.errors import GendanError
from gendan_xl.package.zip import RawZip, assemble, pack


def make_zip(members: dict[str, bytes], **options: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", **options) as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return out.getvalue()


names = st.text(
    st.characters(codec="utf-8", exclude_characters="\0\\/.", exclude_categories=["C"]),
    min_size=1,
    max_size=8,
)


@given(st.dictionaries(names, st.binary(max_size=300), min_size=1, max_size=5), st.data())
def test_replacing_one_member_leaves_the_raw_bytes_of_the_others(members, data):
    if len({name.lower() for name in members}) < len(members):
        return
    before = make_zip(members, compression=zipfile.ZIP_DEFLATED)
    chosen = data.draw(st.sampled_from(sorted(members)))
    after = RawZip(before).build({chosen: [b"new", memoryview(b"body")]}, added={"新部件.xml": b"x"})
    with zipfile.ZipFile(io.BytesIO(after)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [*members, "新部件.xml"]
        assert archive.read(chosen) == b"newbody"
    old, new = RawZip(before), RawZip(after)
    for name in set(members) - {chosen}:
        assert new.read(name) == old.read(name) == members[name]
        was, now = old._members[name], new._members[name]
        assert before[was.start : was.end] == after[now.start : now.end]


def test_nothing_changed_is_the_same_file():
    before = make_zip({"a.xml": b"1" * 999, "b.xml": b"2"}, compression=zipfile.ZIP_DEFLATED)
    assert RawZip(before).build({}) == before


def test_data_descriptors_are_copied():
    class Unseekable(io.RawIOBase):
        def __init__(self):
            self.parts = []

        def writable(self):
            return True

        def write(self, piece):
            self.parts.append(bytes(piece))
            return len(piece)

    out = Unseekable()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xml", b"a" * 500)
        archive.writestr("b.xml", b"b" * 500)
    after = RawZip(b"".join(out.parts)).build({"a.xml": b"new"})
    with zipfile.ZipFile(io.BytesIO(after)) as archive:
        assert archive.read("a.xml") == b"new"
        assert archive.read("b.xml") == b"b" * 500


def test_packed_parts_assemble_into_a_zip_twice_the_same():
    parts = [pack("[Content_Types].xml", b"<Types/>"), pack("xl/工作表.xml", b"x" * 5000)]
    data = assemble(parts)
    assert data == assemble(parts)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert archive.read("xl/工作表.xml") == b"x" * 5000


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_harmful_packages_are_refused():
    lying = bytearray(make_zip({"a.xml": b"hello"}))
    at = lying.rindex(b"PK\1\2")
    struct.pack_into("<I", lying, at + 24, 4)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.xml", b"1")
        archive.writestr("A.xml", b"2")
    for hostile in (out.getvalue(), make_zip({"../a.xml": b"1"}), make_zip({"/a.xml": b"1"})):
        with pytest.raises(GendanError, match="GD051"):
            RawZip(hostile)
    with pytest.raises(GendanError, match="GD051"):
        RawZip(bytes(lying)).read("a.xml")


def test_a_part_that_unpacks_beyond_the_limits_is_not_read(monkeypatch):
    bomb = make_zip({"a.xml": b" " * (1 << 20)}, compression=zipfile.ZIP_DEFLATED)
    monkeypatch.setattr("gendan_xl.package.zip.MAX_RATIO", 100)
    with pytest.raises(GendanError, match="GD051"):
        RawZip(bomb).read("a.xml")


def test_overlapping_members_are_refused():
    data = bytearray(make_zip({"a.xml": b"1" * 50, "b.xml": b"2" * 50}))
    first, second = data.index(b"PK\1\2"), data.rindex(b"PK\1\2")
    data[second + 42 : second + 46] = data[first + 42 : first + 46]
    with pytest.raises(GendanError, match="GD051"):
        RawZip(bytes(data))


@pytest.mark.parametrize("data", [b"", b"hello", b"PK\3\4" + b"\0" * 40, b"\xd0\xcf\x11\xe0" + b"\0" * 600])
def test_what_is_no_package_is_said_so(data):
    with pytest.raises(GendanError, match="GD050"):
        RawZip(data)
