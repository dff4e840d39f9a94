"""The compression of VBA streams ([MS-OVBA] 2.4.1): a small LZ77 in chunks of 4096 bytes."""

from __future__ import annotations

import struct

CHUNK = 4096
_SHORTEST = 3


def compress(data: bytes) -> bytes:
    """Return the compressed container of a stream; always the same bytes for the same text."""
    chunks = (_container(data[start : start + CHUNK]) for start in range(0, len(data), CHUNK))
    return b"\x01" + b"".join(chunks)


def _container(chunk: bytes) -> bytes:
    packed = _pack(chunk)
    if len(packed) > CHUNK:  # noise does not shrink: it is stored, and a stored chunk is always full
        return struct.pack("<H", 0x3FFF) + chunk.ljust(CHUNK, b"\0")
    return struct.pack("<H", 0xB000 | (len(packed) - 1)) + packed


def _pack(chunk: bytes) -> bytes:
    """Return a chunk as groups of eight tokens, each group led by a byte that tells copies from literals."""
    out, seen, at = bytearray(), dict[bytes, list[int]](), 0
    while at < len(chunk):
        flags, tokens = 0, bytearray()
        for bit in range(8):
            if at >= len(chunk):
                break
            length, source = _longest(chunk, at, seen)
            if length:
                flags |= 1 << bit
                tokens += _copy(at, source, length)
            else:
                tokens.append(chunk[at])
            for passed in range(at, at + max(length, 1)):
                seen.setdefault(chunk[passed : passed + _SHORTEST], []).append(passed)
            at += max(length, 1)
        out.append(flags)
        out += tokens
    return bytes(out)


def _offset_bits(at: int) -> int:
    """Return how many bits of a copy token hold the offset, which grows with the position in the chunk."""
    return max(4, (at - 1).bit_length()) if at else 4


def _copy(at: int, source: int, length: int) -> bytes:
    return struct.pack("<H", (at - source - 1) << (16 - _offset_bits(at)) | (length - _SHORTEST))


def _longest(chunk: bytes, at: int, seen: dict[bytes, list[int]]) -> tuple[int, int]:
    """Return (length, start) of the longest and nearest earlier run of what comes at `at`; length 0 for none."""
    limit = min((0xFFFF >> _offset_bits(at)) + _SHORTEST, len(chunk) - at)
    if limit < _SHORTEST:
        return 0, 0
    length, source = 0, 0
    for candidate in reversed(seen.get(chunk[at : at + _SHORTEST], ())):
        same = _SHORTEST
        while same < limit and chunk[candidate + same] == chunk[at + same]:
            same += 1
        if same > length:
            length, source = same, candidate
        if length == limit:
            break
    return length, source
