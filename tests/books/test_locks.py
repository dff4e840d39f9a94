"""Owner-lock files name who has a workbook open."""

import pytest

from gendan_xl.books.locks import owner_of, refuse_if_open
from gendan_xl.errors import GendanError


def excel_lock(name: str) -> bytes:
    ansi, wide = name.encode("gbk"), name.encode("utf-16-le")
    return (
        (bytes([len(ansi)]) + ansi).ljust(54, b" ")
        + len(name).to_bytes(2, "little")
        + wide.ljust(109, b" \0"[:1])
    )


@pytest.mark.parametrize(
    ("lock", "content", "program", "user"),
    [
        ("~$台账.xlsx", excel_lock("王跟单"), "Excel/WPS", "王跟单"),
        ("~$台账.xlsx", b"\x03Eva" + b" " * 40, "Excel/WPS", "Eva"),
        ("~$台账.xlsx", b"", "Excel/WPS", ""),
        (".~台账.xlsx", b"", "WPS", ""),
        (
            ".~lock.台账.xlsx#",
            "李四,lisi,PC-01,22.11.2026 10:00,file:///home/lisi;".encode(),
            "LibreOffice",
            "李四",
        ),
        (
            ".~lock.台账.xlsx#",
            b"\\,root,lisi,PC-01,22.11.2026 10:00,file:///home/lisi;",
            "LibreOffice",
            "root",
        ),
        (".~lock.台账.xlsx#", b",lisi,PC-01,22.11.2026 10:00,file:///home/lisi;", "LibreOffice", "lisi"),
    ],
)
def test_the_owner_is_named(tmp_path, lock, content, program, user):
    path = tmp_path / "台账.xlsx"
    (tmp_path / lock).write_bytes(content)
    owner = owner_of(path)
    assert (owner.program, owner.user) == (program, user)
    with pytest.raises(GendanError) as raised:
        refuse_if_open(path)
    assert raised.value.code == "GD954"
    for part in (program, f"正被 {user}", lock):
        assert part in str(raised.value)


def test_without_a_lock_file_nobody_has_it_open(tmp_path):
    (tmp_path / "~$别的.xlsx").write_bytes(b"")
    assert owner_of(tmp_path / "台账.xlsx") is None
    refuse_if_open(tmp_path / "台账.xlsx")
