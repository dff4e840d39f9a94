"""The folder of this user in which the log and the record for 撤销上次 are kept, and the log itself."""

from __future__ import annotations

import logging
import os
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path

_KEPT, _COPIES = 256 * 1024, 2


def user_folder() -> Path:
    """Return the folder, made when it is not there: GENDAN_HOME, else where the system keeps such things."""
    if own := os.environ.get("GENDAN_HOME"):
        folder = Path(own)
    elif sys.platform == "win32":
        folder = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "gendan"
    elif sys.platform == "darwin":
        folder = Path.home() / "Library" / "Application Support" / "gendan"
    else:
        folder = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "gendan"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def log_file() -> Path:
    """Return the log that support asks for."""
    return user_folder() / "gendan.log"


def live_log() -> logging.Logger:
    """Return the log of the buttons: some hundred kilobytes at most, the oldest lines go first."""
    log = logging.getLogger("gendan_xl.live")
    wanted = str(log_file().absolute())
    if not any(getattr(handler, "baseFilename", "") == wanted for handler in log.handlers):
        for handler in list(log.handlers):
            log.removeHandler(handler)
            handler.close()
        writer = RotatingFileHandler(
            wanted, maxBytes=_KEPT, backupCount=_COPIES, encoding="utf-8", delay=True
        )
        writer.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        log.addHandler(writer)
        log.setLevel(logging.INFO)
        log.propagate = False
    return log
