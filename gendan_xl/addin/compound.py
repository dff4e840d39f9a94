"""The compound file ([MS-CFB] version 3) that holds a VBA project: storages and streams in one file of sectors."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Tree = Mapping[str, "bytes | Tree"]
"""What a storage holds: streams (bytes) and storages by name."""

_SECTOR, _MINI_SECTOR, _MINI_LIMIT = 512, 64, 4096
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_FAT_IN_HEADER, _LINKS = 109, _SECTOR // 4
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_RED, _BLACK = 0, 1
_ENTRY = struct.Struct("<64sHBBIII16sIQQIQ")
_HEADER = struct.Struct("<8s16sHHHHH6sIIIIIIIII")


@dataclass(slots=True)
class _Entry:
    """One record of the directory; the numbers left, right and child are places in it."""

    name: str
    kind: int
    data: bytes = b""
    color: int = _BLACK
    left: int = _FREE
    right: int = _FREE
    child: int = _FREE
    start: int = 0
    size: int = 0

    def packed(self) -> bytes:
        name = f"{self.name}\0".encode("utf-16-le")
        return _ENTRY.pack(
            name, len(name), self.kind, self.color, self.left, self.right, self.child,
            bytes(16), 0, 0, 0, self.start, self.size,
        )  # fmt: skip


_NO_ENTRY = _ENTRY.pack(b"", 0, 0, 0, _FREE, _FREE, _FREE, bytes(16), 0, 0, 0, 0, 0)


class _Chains:
    """Pieces of one size and, for each, the number of the next piece of its stream."""

    def __init__(self, size: int) -> None:
        self.size, self.pieces, self.links = size, list[bytes](), list[int]()

    def put(self, data: bytes) -> int:
        """Add a stream and return the number of its first piece."""
        if not data:
            return _END
        first = len(self.pieces)
        self.pieces += [
            data[at : at + self.size].ljust(self.size, b"\0") for at in range(0, len(data), self.size)
        ]
        self.links += [*range(first + 1, len(self.pieces)), _END]
        return first


def compound_file(tree: Tree) -> bytes:
    """Return the file of a tree of storages and streams, without times; ValueError above 7 MB."""
    entries = _directory(tree)
    sectors, mini = _Chains(_SECTOR), _Chains(_MINI_SECTOR)
    for entry in entries[1:]:
        if entry.kind == _STREAM:
            entry.size = len(entry.data)
            entry.start = (sectors if entry.size >= _MINI_LIMIT else mini).put(entry.data)
    small = b"".join(mini.pieces)
    entries[0].start, entries[0].size = sectors.put(small), len(small)
    records = b"".join(entry.packed() for entry in entries)
    directory_at = sectors.put(records + _NO_ENTRY * (-len(entries) % (_SECTOR // _ENTRY.size)))
    mini_fat_at = sectors.put(_table(mini.links))
    return _file(sectors, directory_at, mini_fat_at, -(-len(mini.links) // _LINKS))


def _file(sectors: _Chains, directory_at: int, mini_fat_at: int, mini_fat_sectors: int) -> bytes:
    used, count = len(sectors.pieces), 1
    while count * _LINKS < used + count:
        count += 1
    if count > _FAT_IN_HEADER:
        raise ValueError("the VBA project is too large")
    header = _HEADER.pack(
        bytes.fromhex("D0CF11E0A1B11AE1"), bytes(16), 0x3E, 3, 0xFFFE, 9, 6, bytes(6), 0,
        count, directory_at, 0, _MINI_LIMIT, mini_fat_at, mini_fat_sectors, _END, 0,
    )  # fmt: skip
    places = [*range(used, used + count), *[_FREE] * (_FAT_IN_HEADER - count)]
    fat = _table([*sectors.links, *[_FAT] * count])
    return header + struct.pack(f"<{_FAT_IN_HEADER}I", *places) + b"".join(sectors.pieces) + fat


def _table(links: Sequence[int]) -> bytes:
    """Return links as whole sectors."""
    padded = [*links, *[_FREE] * (-len(links) % _LINKS)]
    return struct.pack(f"<{len(padded)}I", *padded)


def _directory(tree: Tree) -> list[_Entry]:
    entries = [_Entry("Root Entry", _ROOT)]
    entries[0].child = _add(entries, tree)
    return entries


def _add(entries: list[_Entry], tree: Tree) -> int:
    """Append what a storage holds, storages with their content after it; return the top of its search tree."""
    names = sorted(tree, key=lambda name: (len(name), name.upper()))
    first = len(entries)
    for name in names:
        item = tree[name]
        entries.append(_Entry(name, _STREAM, item) if isinstance(item, bytes) else _Entry(name, _STORAGE))
    full = (len(names) + 1).bit_length() - 1  # levels without a gap; entries below them are red
    top = _search_tree(entries, range(first, first + len(names)), full)
    for place, name in enumerate(names, first):
        item = tree[name]
        if not isinstance(item, bytes):
            entries[place].child = _add(entries, item)
    return top


def _search_tree(entries: list[_Entry], places: Sequence[int], black_levels: int) -> int:
    """Link sorted entries into a balanced red-black tree and return its top."""
    if not places:
        return _FREE
    middle = len(places) // 2
    top = entries[places[middle]]
    top.color = _BLACK if black_levels > 0 else _RED
    top.left = _search_tree(entries, places[:middle], black_levels - 1)
    top.right = _search_tree(entries, places[middle + 1 :], black_levels - 1)
    return places[middle]
