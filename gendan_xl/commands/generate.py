"""`gendan generate`: write what is derived from the code into docs/, macros/ and xlsx_templates/, or check that it is fresh."""

from __future__ import annotations

import io
import zipfile
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path

from gendan_xl.commands._action import Action
from gendan_xl.errors import GendanError, Message


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--check", action="store_true", help="只检查是否最新 · only check that they are fresh"
    )


def documents() -> Iterator[tuple[str, bytes]]:
    """Yield (path in the repository, content) of every generated file."""
    yield from ((name, text.encode()) for name, text in _texts())
    yield from _templates()


def _texts() -> Iterator[tuple[str, str]]:
    from gendan_xl.addin.functions import functions_vba
    from gendan_xl.addin.ribbon import ribbon_vba, ribbon_xml
    from gendan_xl.commands._buttons import buttons
    from gendan_xl.exports import reference as export
    from gendan_xl.forms import _reference as forms
    from gendan_xl.rules import _reference
    from gendan_xl.schema import dictionary
    from gendan_xl.udfs import CATEGORY, UDFS
    from gendan_xl.udfs import _reference as functions

    yield "docs/data-dictionary.md", dictionary.render()
    yield "docs/export.md", export.render()
    yield "docs/rules.md", _reference.render()
    yield "docs/functions.md", functions.render()
    yield "docs/forms.md", forms.render()
    yield "macros/customUI14.xml", ribbon_xml(buttons())
    yield "macros/GendanRibbon.bas", ribbon_vba(buttons())
    yield "macros/GendanUdfs.bas", functions_vba(UDFS.values(), CATEGORY)


def _templates() -> Iterator[tuple[str, bytes]]:
    """Yield the default template of every form, drawn from its layout."""
    from gendan_xl.forms import all_forms
    from gendan_xl.printing.draw import draw
    from gendan_xl.printing.template_files import FOLDER

    for form in all_forms():
        drawn = io.BytesIO()
        draw(form.layout, form.label, drawn)
        yield f"{FOLDER}/{form.template}", drawn.getvalue()


def repository() -> Path:
    """Return the checkout that this package runs from. GendanError GD942 when it is installed elsewhere."""
    root = Path(__file__).resolve().parents[2]
    if not (root / "pyproject.toml").is_file() or not (root / "docs").is_dir():
        raise GendanError(
            "GD942", "gendan generate 只能在源代码目录里运行，安装好的程序不需要它",
            "gendan generate only runs from a source checkout; an installed gendan does not need it",
        )  # fmt: skip
    return root


def _run(args: Namespace) -> int:
    root = repository()
    stale = [(name, content) for name, content in documents() if not _is_same(root / name, content)]
    if args.check and stale:
        names = "、".join(name for name, _ in stale)
        raise GendanError(
            "GD943", f"{names} 不是最新的：请运行 gendan generate", f"{names} is stale: run gendan generate"
        )
    for name, content in stale:
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_bytes(content)
        print(f"written: {name}" if args.lang == "en" else f"已生成 {name}")
    return 0


def _is_same(path: Path, content: bytes) -> bool:
    """Tell whether a file holds this content; of workbooks the parts count, which zlib packs differently elsewhere."""
    if not path.is_file():
        return False
    there = path.read_bytes()
    return there == content or (path.suffix == ".xlsx" and _parts(there) == _parts(content))


def _parts(data: bytes) -> list[tuple[str, bytes]]:
    """Return the parts of a package in order; none where it is no package."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return []
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return [(name, package.read(name)) for name in package.namelist()]


ACTION = Action(
    "generate",
    "生成文档",
    Message("从源代码生成文档和默认模板", "write the documents and templates derived from the code"),
    _run,
    _arguments,
    "开发",
)
