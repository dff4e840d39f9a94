"""Compound files read back by olefile, and their search trees walked as Windows does."""

from __future__ import annotations

import io
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gendan_xl.addin.compound import Tree, compound_file

olefile = pytest.importorskip("olefile")

NONE, SECTOR = 0xFFFFFFFF, 512
names = st.text("abcdefghijKLMNOPQR0123_", min_size=1, max_size=31)
streams = st.dictionaries(
    names, st.integers(0, 9000).map(lambda n: bytes(i % 251 for i in range(n))), max_size=20
)


def one_of_each(tree: dict[str, bytes]) -> dict[str, bytes]:
    """Names are the same whatever their case."""
    return dict({n.upper(): (n, d) for n, d in tree.items()}.values())


@given(streams, streams.filter(bool))
def test_every_stream_comes_back(top: dict[str, bytes], inner: dict[str, bytes]) -> None:
    top, inner = one_of_each(top), one_of_each(inner)
    top = {name: data for name, data in top.items() if name.upper() != "VBA"}
    file = compound_file({**top, "VBA": inner})
    found = olefile.OleFileIO(io.BytesIO(file), raise_defects=olefile.DEFECT_INCORRECT)
    assert not found.parsing_issues
    paths = {(name,): data for name, data in top.items()} | {("VBA", n): data for n, data in inner.items()}
    assert {tuple(path) for path in found.listdir()} == set(paths)
    assert all(found.openstream(list(path)).read() == data for path, data in paths.items())


def entries(file: bytes) -> list[tuple[str, int, int, int, int]]:
    """Return (name, color, left, right, child) of the directory's records in order."""
    (start,) = struct.unpack_from("<I", file, 48)
    raw = file[SECTOR * (start + 1) :]
    out = []
    while struct.unpack_from("<H", raw, len(out) * 128 + 64)[0]:
        text, length, _, color, left, right, child = struct.unpack_from("<64sHBBIII", raw, len(out) * 128)
        out.append((text[: length - 2].decode("utf-16-le"), color, left, right, child))
        if (len(out) + 1) * 128 > len(raw):
            break
    return out


@given(st.integers(1, 20))
def test_the_tree_of_a_storage_is_sorted_and_red_black(count: int) -> None:
    tree: Tree = {"".join(chr(65 + n % 7) for _ in range(1 + n % 5)) + str(n): b"x" for n in range(count)}
    records = entries(compound_file(tree))

    def walk(place: int, red_above: bool) -> tuple[list[str], int]:
        if place == NONE:
            return [], 1
        name, color, left, right, _ = records[place]
        assert color == 1 or not red_above
        before, black_left = walk(left, color == 0)
        after, black_right = walk(right, color == 0)
        assert black_left == black_right
        return [*before, name, *after], black_left + color

    found, _ = walk(records[0][4], False)
    assert found == sorted(tree, key=lambda name: (len(name), name.upper()))


def test_a_project_beyond_the_header_is_refused() -> None:
    with pytest.raises(ValueError, match="too large"):
        compound_file({"big": bytes(8_000_000)})
