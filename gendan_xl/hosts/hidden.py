"""The user's LibreOffice for a moment and without a window, as the extension manager needs it: needs no display."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from gendan_xl.hosts.connect import pipe_name
from gendan_xl.hosts.office import Office, check_profile, program, resolve, run_until_answers

_OWN = "GENDAN_OWN"


@contextmanager
def users_office() -> Iterator[Office]:
    """Give the LibreOffice of this user: the one at work, which stays, else one that is started and ended here (2–4 s).

    Nothing that was started is left running, after errors too. GendanError GD984 when it is not installed, its
    settings cannot be written, or it does not answer.
    """
    context = resolve(pipe_name())
    office = _started() if context is None else Office(context)
    try:
        yield office
    finally:
        office.stop()


def _started() -> Office:
    """Start one; where the user has one open that did not listen to us, that one took the call and now does."""
    mark = uuid.uuid4().hex
    words = [str(program()), f"-env:{_OWN}={mark}", f"--accept=pipe,name={pipe_name()};urp;"]
    words += ["--headless", "--norestore", "--nologo", "--nodefault", "--nofirststartwizard"]
    check_profile()
    process, context = run_until_answers(words, pipe_name())
    return Office(context, process if _own(context) == mark else None)


def _own(context: Any) -> str:
    """Return the mark with which a LibreOffice was started, '' for one that was not by us."""
    expander = context.getValueByName("/singletons/com.sun.star.util.theMacroExpander")
    return str(expander.expandMacros(f"${{{_OWN}}}"))
