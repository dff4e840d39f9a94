"""The wheel carries gendan.xlam, built from macros/ while the wheel is."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CarryTheAddin(BuildHookInterface):  # type: ignore[misc]
    """Puts the built add-in beside the code that installs it; an editable installation builds it when asked."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the file to the wheel."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from gendan_xl.addin.build import NAME, build

        built = Path(self.directory) / NAME
        built.parent.mkdir(parents=True, exist_ok=True)
        built.write_bytes(build(Path(self.root) / "macros"))
        build_data["force_include"][str(built)] = f"gendan_xl/addin/{NAME}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Leave nothing but the wheel."""
        (Path(self.directory) / "gendan.xlam").unlink(missing_ok=True)
