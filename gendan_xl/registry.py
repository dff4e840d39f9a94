"""Being there is the whole registration: the modules of a folder are its members."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType


def modules(package: str) -> list[ModuleType]:
    """Import and return every public module of `gendan_xl.<package>`, in name order."""
    home = import_module(f"gendan_xl.{package}")
    names = sorted(m.name for m in iter_modules(home.__path__) if not m.name.startswith("_"))
    return [import_module(f"{home.__name__}.{name}") for name in names]
