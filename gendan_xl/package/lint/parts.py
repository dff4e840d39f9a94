"""The package itself: part names, content types, relationships, XML."""

from __future__ import annotations

from collections.abc import Iterator

from gendan_xl.package.lint.model import Fault, Package, repeated

_TYPES = "[Content_Types].xml"


def content_types(package: Package) -> Iterator[Fault]:
    """Every part has a content type, every type names a part, and no part is there twice."""
    for name in repeated(name.lower() for name in package.names):
        yield Fault("part-name", name, "two parts have this name")
    root = package.tree(_TYPES)
    if root is None:
        yield Fault("content-type", "", f"{_TYPES} {package.broken(_TYPES)}")
        return
    defaults = {entry.get("Extension", "").lower() for entry in root.iterfind("Default")}
    overrides = [entry.get("PartName", "").lstrip("/").lower() for entry in root.iterfind("Override")]
    for name in repeated(overrides):
        yield Fault("content-type", name, "the part's type is given twice")
    for name in overrides:
        if not package.name(name):
            yield Fault("content-type", name, "a type is given for a part that is not there")
    for name in package.names:
        extension = name.rpartition(".")[2].lower()
        if name != _TYPES and name.lower() not in overrides and extension not in defaults:
            yield Fault("content-type", name, "the part has no content type")


def part(package: Package, name: str) -> Iterator[Fault]:
    """The part is XML where it should be, and its relationships lead somewhere."""
    if not name.lower().endswith((".xml", ".rels")):
        return
    if wrong := package.broken(name):
        yield Fault("xml", "", wrong)
        return
    if not name.lower().endswith(".rels"):
        yield from _relationships(package, name)


def _relationships(package: Package, name: str) -> Iterator[Fault]:
    rels = package.rels(name)
    for identity in repeated(rel.id for rel in rels):
        yield Fault("relationship", identity, "the id is given twice")
    for rel in rels:
        is_place = rel.target.startswith("#") or rel.type == "hyperlink"
        if not rel.is_external and not is_place and not package.name(rel.target):
            yield Fault("relationship", rel.id, f"its target {rel.target} is not in the package")
    root, known = package.tree(name), {rel.id for rel in rels}
    for element in [] if root is None else root.iter():
        for key, value in element.attrib.items():
            if key.startswith("r_") and value and value not in known:
                yield Fault("relationship", value, f"<{element.tag}> names an id that is not there")
