"""The modules of the built add-in, read back exactly by two readers that share no code with us."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest

from gendan_xl.addin.build import build
from gendan_xl.addin.sources import macros, modules
from gendan_xl.addin.vba_project import Module, vba_project

olevba = pytest.importorskip("oletools.olevba")
pyopenvba = pytest.importorskip("pyopenvba")


@pytest.fixture(scope="module")
def xlam(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("xlam") / "gendan.xlam"
    path.write_bytes(build(macros()))
    return path


@pytest.fixture(scope="module")
def written() -> dict[str, str]:
    return {module.name: module.source() for module in modules(macros())}


def test_oletools_reads_what_was_written(xlam: Path, written: dict[str, str]) -> None:
    found = olevba.VBA_Parser(str(xlam)).extract_macros()
    texts = {name.split(".")[0]: text.replace("\r\n", "\n") for _, _, name, text in found}
    assert texts == {name: text.replace("\r\n", "\n") for name, text in written.items()}


def test_pyopenvba_reads_what_was_written_and_finds_no_fault(xlam: Path, written: dict[str, str]) -> None:
    with pyopenvba.ExcelFile(xlam) as file:
        assert file.validate() == []
        assert {name: file.get_module(name) for name in file.module_names()} == written
    report = pyopenvba.check_file(xlam)
    assert report.complete and report.issues == ()


def test_the_project_is_open_and_compiled_from_source(xlam: Path) -> None:
    olefile = pytest.importorskip("olefile")
    project = olefile.OleFileIO(io.BytesIO(zipfile.ZipFile(xlam).read("xl/vbaProject.bin")))
    assert project.openstream("VBA/_VBA_PROJECT").read() == bytes.fromhex("CC61FFFF000000")
    lines = dict(
        line.split("=", 1)
        for line in project.openstream("PROJECT").read().decode().splitlines()
        if "=" in line
    )
    key = sum(lines["ID"].strip('"').encode()) & 0xFF
    assert [decrypted(lines[name].strip('"'), key) for name in ("CMG", "DPB", "GC")] == [
        bytes(4),
        b"\0",
        b"\xff",
    ]


def decrypted(hidden: str, key: int) -> bytes:
    """Undo the data encryption of [MS-OVBA] 2.4.3.3."""
    seed, version, project_key, *rest = bytes.fromhex(hidden)
    assert (seed ^ version, seed ^ project_key) == (2, key)
    plain, before, last, last_plain = bytearray(), version, project_key, key
    for byte in rest:
        last_plain = byte ^ ((before + last_plain) & 0xFF)
        plain.append(last_plain)
        before, last = last, byte
    ignored = (seed & 6) >> 1
    (length,) = struct.unpack_from("<I", plain, ignored)
    assert len(plain) == ignored + 4 + length
    return bytes(plain[ignored + 4 :])


def test_text_that_windows_would_garble_is_refused() -> None:
    with pytest.raises(UnicodeEncodeError):
        vba_project("gendan", [Module("Words", text="' 订单\n")])


@pytest.mark.parametrize("names", [("gendan",), ("Same", "SAME")])
def test_names_that_clash_are_refused(names: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="names of their own"):
        vba_project("Gendan", [Module(name) for name in names])
