"""Notes on the cells of Calc."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gendan_xl.hosts.calc_range import Range

_NOTES = 8  # com.sun.star.sheet.CellFlags.ANNOTATION


class Note:
    """The note of a cell; its UNO annotation is fetched when first needed."""

    def __init__(self, location: Range, api: Any = None) -> None:
        self.location, self._uno = location, api

    @property
    def api(self) -> Any:
        """The UNO annotation."""
        if self._uno is None:
            place = self.location
            self._uno = place.sheet.api.getCellByPosition(place.column - 1, place.row - 1).getAnnotation()
        return self._uno

    @property
    def text(self) -> str:
        """What it says, '' for a cell without a note."""
        return str(self.api.getString())

    @text.setter
    def text(self, value: str) -> None:
        self.api.setString(value)

    def delete(self) -> None:
        """Take the note away."""
        self.location.api.clearContents(_NOTES)
