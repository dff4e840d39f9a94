"""Writing a file: whole or not at all."""

import errno
import os
from pathlib import Path

import pytest

from gendan_xl.errors import GendanError
from gendan_xl.package import files


def test_replaces_keeps_mode_and_last_version(tmp_path):
    path = tmp_path / "台账.xlsx"
    path.write_bytes(b"old")
    path.chmod(0o640)
    files.write_atomic(path, b"new", backup=True)
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "台账.xlsx.bak").read_bytes() == b"old"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["台账.xlsx", "台账.xlsx.bak"]


def test_new_file_takes_the_mode_of_its_model(tmp_path):
    model = tmp_path / "a.xlsx"
    model.write_bytes(b"")
    model.chmod(0o604)
    files.write_atomic(tmp_path / "b.xlsx", b"x", keep_mode_of=model)
    assert (tmp_path / "b.xlsx").stat().st_mode & 0o777 == 0o604


def test_a_link_stays_a_link(tmp_path):
    real, link = tmp_path / "real.xlsx", tmp_path / "link.xlsx"
    real.write_bytes(b"old")
    link.symlink_to(real)
    files.write_atomic(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


@pytest.mark.parametrize(
    ("number", "code"), [(errno.ENOSPC, "GD952"), (errno.EACCES, "GD951"), (errno.EIO, "GD953")]
)
@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failure_leaves_the_old_file_and_no_rest(tmp_path, monkeypatch, number, code, step):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")

    def fail(*_):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail) if step == "fsync" else monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(GendanError, match=code):
        files.write_atomic(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_missing_folder_and_missing_file_are_named(tmp_path):
    with pytest.raises(GendanError, match="文件夹不存在"):
        files.write_atomic(tmp_path / "没有" / "a.xlsx", b"x")
    with pytest.raises(GendanError, match="找不到文件"):
        files.read_bytes(tmp_path / "a.xlsx")
