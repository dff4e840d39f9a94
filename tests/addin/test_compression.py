"""Compressed VBA streams read back by oletools."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gendan_xl.addin.compression import compress

olevba = pytest.importorskip("oletools.olevba")

words = st.lists(
    st.sampled_from(["Dim x\r\n", "    ", "End Sub\r\n", "订单".encode().hex(), "a"]), max_size=2500
)


def read_back(packed: bytes) -> bytes:
    return bytes(olevba.decompress_stream(bytearray(packed)))


@given(words)
def test_program_text_comes_back(pieces: list[str]) -> None:
    text = "".join(pieces).encode()
    packed = compress(text)
    assert read_back(packed) == text
    assert len(packed) <= len(text) + len(text) // 8 + 10


def test_noise_is_stored_and_padded_to_a_whole_chunk() -> None:
    noise = b"".join(bytes([i * 197 % 256, i * i * 31 % 251, i * 7 % 253]) for i in range(2200))
    assert read_back(compress(noise)).rstrip(b"\0") == noise.rstrip(b"\0")
