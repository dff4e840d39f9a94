"""The buttons for LibreOffice Calc: an extension (.oxt) with the menu 跟单, and its installation.

A button is a Basic procedure of two steps: let this LibreOffice listen on the pipe of its user, and run our command
in our own Python, which then works on the open workbook over that pipe. Nothing else runs inside LibreOffice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.sax.saxutils import escape

from gendan_xl import __version__
from gendan_xl.addin.ribbon import Button, in_order, procedure
from gendan_xl.errors import GendanError
from gendan_xl.hosts.office import Office, uno, unohelper
from gendan_xl.package.zip import assemble, pack

IDENTIFIER, NAME, TITLE = "org.gendan.xl", "gendan.oxt", "跟单"
_PLACE = "user"
_DATA = 'xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"'
_CALC = "com.sun.star.sheet.SpreadsheetDocument"
_BASIC = """Global acceptor As Object

Sub GendanPress(verb As String)
  Dim pipe As String
  pipe = Environ("GENDAN_PIPE")
  If pipe = "" Then pipe = "gendan"
  If IsNull(acceptor) Then
    acceptor = CreateUnoService("com.sun.star.office.Acceptor")
    On Error Resume Next
    acceptor.initialize(Array("pipe,name=" & pipe & ";urp;", True))
    On Error Goto 0
  End If
  Shell("{program}", 0, "{arguments} " & verb, False)
End Sub
"""


def build(buttons: Iterable[Button], command: Sequence[str]) -> bytes:
    """Return the extension whose buttons run `command` followed by the button's verb. The same input, the same bytes."""
    shown = in_order(buttons)
    parts = {
        "META-INF/manifest.xml": _MANIFEST,
        "description.xml": _DESCRIPTION,
        "Addons.xcu": _menu(shown),
        "gendan/script.xlb": _LIBRARY.format('<library:element library:name="Buttons"/>'),
        "gendan/dialog.xlb": _LIBRARY.format(""),
        "gendan/Buttons.xba": _module(shown, command),
    }
    return assemble(pack(name, text.encode()) for name, text in parts.items())


def install(office: Office, extension: bytes) -> None:
    """Add the extension to a LibreOffice's profile, in place of an older one; its next start shows the buttons.

    GendanError GD987 when that fails.
    """
    with TemporaryDirectory(prefix="gendan-oxt-") as folder:
        file = Path(folder) / NAME
        file.write_bytes(extension)
        with _explained():
            _manager(office).addExtension(file.as_uri(), (), _PLACE, None, _consent())


def uninstall(office: Office) -> None:
    """Take the extension away. GendanError GD987 when that fails."""
    with _explained():
        _manager(office).removeExtension(IDENTIFIER, NAME, _PLACE, None, _consent())


def installed(office: Office) -> str:
    """Return the version that is installed, '' for none."""
    try:
        return str(_manager(office).getDeployedExtension(_PLACE, IDENTIFIER, NAME, None).getVersion())
    except _deployment_errors():
        return ""


def _manager(office: Office) -> Any:
    return office.context.getValueByName("/singletons/com.sun.star.deployment.ExtensionManager")


def _consent() -> Any:
    """Return what the extension manager asks before it acts: always yes (it would ask about the older version)."""
    base: Any = unohelper().Base
    environment: Any = uno().getClass("com.sun.star.ucb.XCommandEnvironment")
    handler: Any = uno().getClass("com.sun.star.task.XInteractionHandler")
    approve = uno().getTypeByName("com.sun.star.task.XInteractionApprove")

    class Consent(base, environment, handler):  # type: ignore[misc]
        def getInteractionHandler(self) -> Consent:  # noqa: N802
            return self

        def getProgressHandler(self) -> None:  # noqa: N802
            return None

        def handle(self, request: Any) -> None:
            for choice in request.getContinuations():
                if choice.queryInterface(approve):
                    choice.select()

    return Consent()


def _deployment_errors() -> tuple[type[Exception], ...]:
    names = ("deployment.DeploymentException", "lang.IllegalArgumentException", "ucb.CommandFailedException")
    return tuple(uno().getClass(f"com.sun.star.{name}") for name in names)


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except _deployment_errors() as error:
        raise GendanError(
            "GD987",
            f"LibreOffice 的扩展管理没有成功（{error}）：请关闭全部 LibreOffice 窗口后再试",
            f"LibreOffice's extension manager failed ({error}): close its windows and try again",
        ) from error


# --- the parts of the file -------------------------------------------------------------------------------------

_MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="http://openoffice.org/2001/manifest">
  <manifest:file-entry manifest:full-path="gendan/" manifest:media-type="application/vnd.sun.star.basic-library"/>
  <manifest:file-entry manifest:full-path="Addons.xcu" manifest:media-type="application/vnd.sun.star.configuration-data"/>
</manifest:manifest>
"""
_DESCRIPTION = f"""<?xml version="1.0" encoding="UTF-8"?>
<description xmlns="http://openoffice.org/extensions/description/2006">
  <identifier value="{IDENTIFIER}"/>
  <version value="{__version__}"/>
  <display-name><name lang="zh">跟单 gendan-xl</name><name lang="en">gendan-xl</name></display-name>
</description>
"""
_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="gendan" library:readonly="true" library:passwordprotected="false">
{}</library:library>
"""


def _module(buttons: Sequence[Button], command: Sequence[str]) -> str:
    program, *arguments = (word.replace('"', '""') for word in command)
    subs = (f'\nSub {procedure(b.verb)}()\n  GendanPress("{b.verb}")\nEnd Sub\n' for b in buttons)
    code = _BASIC.format(program=program, arguments=" ".join(arguments)) + "".join(subs)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE script:module PUBLIC '
        '"-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">\n'
        '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Buttons" '
        f'script:language="StarBasic">{escape(code)}</script:module>\n'
    )


def _menu(buttons: Sequence[Button]) -> str:
    groups = [[_item(button) for button in members] for _, members in groupby(buttons, key=lambda b: b.group)]
    items = [item for group in groups for item in (_values(URL="private:separator"), *group)][1:]
    submenu = "".join(_node(f"M{number:02}", item) for number, item in enumerate(items))
    menu = _values(Title=TITLE, Context=_CALC) + f'<node oor:name="Submenu">\n{submenu}</node>\n'
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<oor:component-data {_DATA} '
        'oor:name="Addons" oor:package="org.openoffice.Office">\n<node oor:name="AddonUI">\n'
        f'<node oor:name="OfficeMenuBar">\n{_node(IDENTIFIER, menu)}</node>\n</node>\n</oor:component-data>\n'
    )


def _node(name: str, inside: str) -> str:
    return f'<node oor:name="{name}" oor:op="replace">\n{inside}</node>\n'


def _item(button: Button) -> str:
    return _values(URL=url(button.verb), Title=button.label, Target="_self")


def url(verb: str) -> str:
    """Return the address of a button's procedure, which LibreOffice dispatches."""
    return f"vnd.sun.star.script:gendan.Buttons.{procedure(verb)}?language=Basic&location=application"


def _values(**values: str) -> str:
    return "".join(
        f'<prop oor:name="{name}" oor:type="xs:string"><value>{escape(value)}</value></prop>\n'
        for name, value in values.items()
    )
