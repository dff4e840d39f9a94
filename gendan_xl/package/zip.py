"""The zip container of a workbook: members are read with limits and copied byte for byte when rebuilt."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from gendan_xl.errors import GendanError

MAX_PARTS, MAX_PART, MAX_TOTAL, MAX_RATIO = 20_000, 512 << 20, 2 << 30, 2_000
Body = bytes | Sequence[bytes | memoryview]
"""What a part holds: its bytes, or pieces of them in order (so that a big part is never joined)."""

_LOCAL = struct.Struct("<4sHHHHHIIIHH")
_CENTRAL = struct.Struct("<4sHHHHHHIIIHHHHHII")
_END = struct.Struct("<4sHHHHIIH")
_UTF8_NAME, _DEFLATED, _1980 = 0x800, 8, 0x21
_BIG, _CHUNK = 1 << 20, 1 << 18


def refused(zh: str, en: str) -> GendanError:
    """Return the error for a package that is broken or made to harm."""
    return GendanError(
        "GD051",
        f"文件结构不安全或已损坏（{zh}）：请用 Excel 打开后另存为新文件",
        f"Unsafe or damaged package ({en}): open it in Excel and save it as a new file",
    )


@dataclass(frozen=True)
class PackedPart:
    """A member compressed once and written many times. `date` is the DOS date-time pair (time, date)."""

    name: bytes
    data: bytes
    size: int
    crc: int
    moment: tuple[int, int] = (0, _1980)
    made_by: int = 20
    attributes: tuple[int, int] = (0, 0)

    @property
    def flag(self) -> int:
        """The general purpose flag: set when the name is not plain ASCII."""
        return 0 if self.name.isascii() else _UTF8_NAME

    @cached_property
    def local(self) -> bytes:
        """The local header with its name, behind which the data stands."""
        sizes = (self.crc, len(self.data), self.size)
        head = (b"PK\3\4", 20, self.flag, _DEFLATED, *self.moment, *sizes, len(self.name), 0)
        return _LOCAL.pack(*head) + self.name

    @cached_property
    def record(self) -> bytes:
        """The record of the central directory, but for the place of the member."""
        sizes = (self.crc, len(self.data), self.size)
        head = (b"PK\1\2", self.made_by, 20, self.flag, _DEFLATED, *self.moment, *sizes)
        return _CENTRAL.pack(*head, len(self.name), 0, 0, 0, *self.attributes, 0) + self.name


def pack(name: str, body: Body, level: int | None = None) -> PackedPart:
    """Compress one member with a fixed timestamp. Without `level`: 6 for small parts, 1 from 1 MB."""
    pieces = [body] if isinstance(body, bytes) else body
    size = sum(len(piece) for piece in pieces)
    return pack_stream(name, pieces, (1 if size > _BIG else 6) if level is None else level)


def pack_stream(name: str, pieces: Iterable[bytes | memoryview], level: int = 1) -> PackedPart:
    """Compress one member whose pieces are made on the way, so that it is never held unpacked."""
    deflate = zlib.compressobj(level, zlib.DEFLATED, -15)
    crc, size, out = 0, 0, io.BytesIO()
    for chunk in _chunks(pieces):
        crc, size = zlib.crc32(chunk, crc), size + len(chunk)
        out.write(deflate.compress(chunk))
    out.write(deflate.flush())
    return PackedPart(name.encode(), out.getvalue(), size, crc)


def _chunks(pieces: Iterable[bytes | memoryview]) -> Iterator[bytes]:
    """Yield the pieces joined to chunks of some size: compressing thousands of small ones is slow."""
    gathered: list[bytes | memoryview] = []
    size = 0
    for piece in pieces:
        gathered.append(piece)
        size += len(piece)
        if size > _CHUNK:
            yield b"".join(gathered)
            gathered, size = [], 0
    yield b"".join(gathered)


def assemble(parts: Iterable[PackedPart]) -> bytes:
    """Return the zip file of the parts, in their order."""
    writer = _Writer()
    for part in parts:
        writer.add(part)
    return writer.finish(b"")


class _Writer:
    """Collects members and their directory records."""

    def __init__(self) -> None:
        self._out: list[bytes | memoryview] = []
        self._size = 0
        self._directory: list[bytes] = []

    def _put(self, piece: bytes | memoryview) -> None:
        self._out.append(piece)
        self._size += len(piece)

    def add(self, part: PackedPart) -> None:
        self.copy(part.local, part.record)
        self._put(part.data)

    def copy(self, raw: bytes | memoryview, record: bytes) -> None:
        self._directory.append(record[:42] + struct.pack("<I", self._size) + record[46:])
        self._put(raw)

    def finish(self, comment: bytes) -> bytes:
        directory, count = b"".join(self._directory), len(self._directory)
        if self._size + len(directory) >= 0xFFFFFFFF or count >= 0xFFFF:
            raise refused("结果超过 4 GB", "the result exceeds 4 GB")
        end = _END.pack(b"PK\5\6", 0, 0, count, count, len(directory), self._size, len(comment))
        return b"".join([*self._out, directory, end, comment])


@dataclass(frozen=True, slots=True)
class _Member:
    """Where a member lies in the file: its span (header to next header) and its directory record."""

    info: zipfile.ZipInfo
    start: int
    end: int
    record: bytes

    @property
    def raw_name(self) -> bytes:
        return self.record[46 : 46 + struct.unpack_from("<H", self.record, 28)[0]]


class RawZip:
    """A zip file held as bytes. Raises GendanError GD050 (no package) or GD051 (unsafe) at once."""

    def __init__(self, data: bytes) -> None:
        if data[:4] == b"\xd0\xcf\x11\xe0":
            raise GendanError(
                "GD050",
                "文件有打开密码或是旧版 .xls：请在 Excel 中去掉密码并另存为 .xlsx",
                "The file is encrypted or an old .xls: remove the password and save it as .xlsx in Excel",
            )
        try:
            archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, struct.error, NotImplementedError) as error:
            raise GendanError(
                "GD050",
                "不是有效的 Excel 文件（已损坏或不完整）：请重新取得这个文件",
                "Not a valid Excel file (damaged or incomplete): get the file again",
            ) from error
        self.data = data
        self.comment = archive.comment
        _check_infos(archive.infolist())
        self._members = {m.info.filename: m for m in _locate(data, archive.infolist(), archive.start_dir)}

    def names(self) -> list[str]:
        """Return the member names in directory order."""
        return list(self._members)

    def size(self, name: str) -> int:
        """Return the unpacked size of a member."""
        return self._members[name].info.file_size

    def read(self, name: str) -> bytes:
        """Return a member unpacked. KeyError when missing; GD051 when it breaks a limit or its checksum."""
        member = self._members[name]
        info = member.info
        if info.file_size > MAX_PART or info.file_size > MAX_RATIO * max(info.compress_size, 1) + 4096:
            raise refused(f"{name} 解压后过大", f"{name} unpacks to {info.file_size} bytes")
        packed = self._packed(member)
        body = bytes(packed) if info.compress_type == zipfile.ZIP_STORED else _inflate(packed, info)
        if len(body) != info.file_size or zlib.crc32(body) != info.CRC:
            raise refused(f"{name} 校验和不符", f"{name} fails its checksum")
        return body

    def packed(self, name: str) -> PackedPart:
        """Return a member compressed, checked like `read`, with a fixed timestamp."""
        member, body = self._members[name], self.read(name)
        if member.info.compress_type == zipfile.ZIP_STORED:
            return pack(name, body)
        return PackedPart(member.raw_name, bytes(self._packed(member)), len(body), member.info.CRC)

    def _packed(self, member: _Member) -> memoryview:
        name_size, extra_size = struct.unpack_from("<HH", self.data, member.start + 26)
        start = member.start + 30 + name_size + extra_size
        return memoryview(self.data)[start : start + member.info.compress_size]

    def build(
        self,
        changed: Mapping[str, Body | PackedPart],
        added: Mapping[str, Body | PackedPart] | None = None,
        removed: Iterable[str] = (),
    ) -> bytes:
        """Return the zip with some members replaced; every other member keeps its raw bytes and its place.

        A member that is packed already is taken as it is.
        """
        writer, gone, view = _Writer(), frozenset(removed), memoryview(self.data)
        for name, member in self._members.items():
            if name in gone:
                continue
            if name in changed:
                writer.add(_repack(member, changed[name]))
            else:
                writer.copy(view[member.start : member.end], member.record)
        for name, body in (added or {}).items():
            writer.add(body if isinstance(body, PackedPart) else pack(name, body))
        return writer.finish(self.comment)


def _repack(member: _Member, body: Body | PackedPart) -> PackedPart:
    """Compress a new body under the name, moment and attributes of the old member."""
    part, record = body if isinstance(body, PackedPart) else pack("", body), member.record
    moment, attributes = struct.unpack_from("<HH", record, 12), struct.unpack_from("<HI", record, 36)
    made_by = struct.unpack_from("<H", record, 4)[0]
    return PackedPart(member.raw_name, part.data, part.size, part.crc, moment, made_by, attributes)


def _inflate(packed: memoryview, info: zipfile.ZipInfo) -> bytes:
    """Inflate at most one byte more than the directory promises."""
    if info.compress_type != zipfile.ZIP_DEFLATED:
        raise refused(f"{info.filename} 压缩方式不支持", f"{info.filename} uses an unknown compression")
    inflate, out, left = zlib.decompressobj(-15), io.BytesIO(), info.file_size + 1
    try:
        for start in range(0, len(packed), _CHUNK):
            left -= out.write(inflate.decompress(packed[start : start + _CHUNK], left))
            if left <= 0:
                break
    except zlib.error as error:
        raise refused(f"{info.filename} 无法解压", f"{info.filename} cannot be unpacked") from error
    return out.getvalue()


def _check_infos(infos: list[zipfile.ZipInfo]) -> None:
    """Refuse too many or too large parts, and names that are duplicate or odd."""
    if len(infos) > MAX_PARTS:
        raise refused("部件过多", "too many parts")
    if sum(info.file_size for info in infos) > MAX_TOTAL:
        raise refused("解压后过大", "the unpacked size is over the limit")
    seen: set[str] = set()
    for info in infos:
        name = info.filename
        if name.lower() in seen:
            raise refused(f"部件重复 {name}", f"duplicate part {name}")
        seen.add(name.lower())
        if (
            name.startswith("/")
            or "\\" in info.orig_filename
            or ".." in name.split("/")
            or "\0" in info.orig_filename
        ):
            raise refused("部件名异常", f"odd part name {info.orig_filename!r}")
        if info.flag_bits & 1:
            raise GendanError(
                "GD050", "文件被压缩密码加密：请先解密", "The zip is encrypted: decrypt it first"
            )


def _locate(data: bytes, infos: list[zipfile.ZipInfo], directory: int) -> list[_Member]:
    """Return the members in directory order. Refuses overlaps, zip64 and headers that disagree."""
    starts = sorted({info.header_offset for info in infos})
    if not infos or len(starts) != len(infos):
        raise refused("部件重叠或没有部件", "overlapping members, or none")
    ends = dict(zip(starts, [*starts[1:], directory], strict=True))
    members, position = [], directory
    for info in infos:
        start, end = info.header_offset, ends[info.header_offset]
        record = _record(data, position)
        position += len(record)
        if data[start : start + 4] != b"PK\3\4":
            raise refused("部件头缺失", "a local header is missing")
        name_size, extra_size = struct.unpack_from("<HH", data, start + 26)
        member = _Member(info, start, end, record)
        if data[start + 30 : start + 30 + name_size] != member.raw_name:
            raise refused("部件名前后不一致", "local and central names disagree")
        if start + 30 + name_size + extra_size + info.compress_size > end:
            raise refused("部件重叠", "overlapping members")
        members.append(member)
    return members


def _record(data: bytes, position: int) -> bytes:
    """Return one raw record of the central directory."""
    if data[position : position + 4] != b"PK\1\2":
        raise refused("目录损坏", "bad central directory")
    record = data[position : position + 46 + sum(struct.unpack_from("<HHH", data, position + 28))]
    if 0xFFFFFFFF in (*struct.unpack_from("<II", record, 20), struct.unpack_from("<I", record, 42)[0]):
        raise refused("zip64 格式", "zip64")
    return record
