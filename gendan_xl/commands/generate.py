"""`gendan generate`: write what is derived from the code into docs/ and macros/, or check that it is fresh."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path

from gendan_xl.commands._action import Action
from gendan_xl.errors import GendanError, Message


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--check", action="store_true", help="只检查是否最新 · only check that they are fresh"
    )


def documents() -> Iterator[tuple[str, str]]:
    """Yield (path in the repository, text) of every generated file."""
    from gendan_xl.addin.functions import functions_vba
    from gendan_xl.addin.ribbon import ribbon_vba, ribbon_xml
    from gendan_xl.commands._buttons import buttons
    from gendan_xl.rules import _reference
    from gendan_xl.schema import dictionary
    from gendan_xl.udfs import CATEGORY, UDFS
    from gendan_xl.udfs import _reference as functions

    yield "docs/data-dictionary.md", dictionary.render()
    yield "docs/rules.md", _reference.render()
    yield "docs/functions.md", functions.render()
    yield "macros/customUI14.xml", ribbon_xml(buttons())
    yield "macros/GendanRibbon.bas", ribbon_vba(buttons())
    yield "macros/GendanUdfs.bas", functions_vba(UDFS.values(), CATEGORY)


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
    stale = [(name, text) for name, text in documents() if _current(root / name) != text]
    if args.check and stale:
        names = "、".join(name for name, _ in stale)
        raise GendanError(
            "GD943", f"{names} 不是最新的：请运行 gendan generate", f"{names} is stale: run gendan generate"
        )
    for name, text in stale:
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, encoding="utf-8", newline="\n")
        print(f"written: {name}" if args.lang == "en" else f"已生成 {name}")
    return 0


def _current(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


ACTION = Action(
    "generate",
    "生成文档",
    Message("从源代码生成文档", "write the documents derived from the code"),
    _run,
    _arguments,
    "开发",
)
