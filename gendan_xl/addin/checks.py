"""What may keep the add-in from working on a computer, said in a sentence with the remedy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PureWindowsPath

from gendan_xl.addin.build import NAME
from gendan_xl.addin.environment import Environment
from gendan_xl.addin.plan import Step
from gendan_xl.addin.sources import XLWINGS
from gendan_xl.books.locks import owner_of


def held(env: Environment) -> Iterator[Step]:
    """Say whether Excel has the add-in open."""
    if owner_of(env.addins / NAME):
        yield Step(
            "obstacle",
            f"Excel 正在使用 {NAME}：请关闭全部 Excel 窗口后再试",
            f"Excel is using {NAME}: close all its windows and try again",
        )


def package(env: Environment) -> Iterator[Step]:
    """Say whether xlwings is there in the one version that fits, and its DLL where Excel looks for it."""
    if not env.xlwings:
        yield Step(
            "obstacle",
            '没有安装 xlwings：请运行 pip install "gendan-xl[live]"',
            'xlwings is missing: run pip install "gendan-xl[live]"',
        )
        return
    if env.xlwings != XLWINGS:
        yield Step(
            "obstacle",
            f"需要 xlwings {XLWINGS}，装的是 {env.xlwings}：请运行 pip install xlwings=={XLWINGS}",
            f"xlwings {XLWINGS} is needed, {env.xlwings} is installed: run pip install xlwings=={XLWINGS}",
        )
        return
    yield Step("fine", f"xlwings {XLWINGS}", f"xlwings {XLWINGS}")
    yield from _dll(env) if env.system == "windows" else _script(env)


def _dll(env: Environment) -> Iterator[Step]:
    places = (env.python.parent, env.python.parent.parent)
    for bits in (64, 32):
        name = f"xlwings{bits}-{XLWINGS}.dll"
        found = next((place / name for place in places if (place / name).is_file()), None)
        if found:
            yield Step(
                "fine",
                f"{bits} 位 Excel 的单元格函数：{found}",
                f"cell functions of {bits}-bit Excel: {found}",
            )
        else:
            yield Step(
                "warning",
                f"{places[0]} 和 {places[1]} 里没有 {name}：{bits} 位 Excel 不能用 gd_ 函数，按钮不受影响",
                f"{name} is not in {places[0]} or {places[1]}: no gd_ functions in {bits}-bit Excel, the buttons work",
            )
    if env.is_user_site:
        yield Step(
            "warning",
            "gendan-xl 是用 pip --user 装的，Excel 找不到 xlwings 的 DLL：请装在虚拟环境里",
            "gendan-xl was installed with pip --user, where Excel does not find xlwings' DLL: install it in a virtual environment",
        )


def _script(env: Environment) -> Iterator[Step]:
    if env.xlwings_folder and (env.xlwings_folder / f"xlwings-{XLWINGS}.applescript").is_file():
        return
    yield Step(
        "obstacle",
        "xlwings 安装不完整（缺 AppleScript）：请重装 xlwings",
        "xlwings is incomplete (no AppleScript): install it again",
    )


def python_path(env: Environment) -> Iterator[Step]:
    """Judge the path of Python, which goes through VBA, cmd and a DLL that know only the system's code page."""
    path = str(env.python)
    try:
        path.encode(env.code_page)
    except UnicodeEncodeError:
        yield Step(
            "obstacle",
            f"Python 的路径 {path} 里有 Excel 读不出的字：请把虚拟环境建在纯英文路径，如 C:\\gendan",
            f"Excel cannot read the path of Python, {path}: make the virtual environment under an ASCII path such as C:\\gendan",
        )
        return
    if not path.isascii():
        yield Step(
            "warning",
            f"Python 的路径 {path} 含中文，单元格函数可能启动不了：建议用纯英文路径，如 C:\\gendan",
            f"the path of Python, {path}, is not ASCII and cell functions may not start: prefer a path such as C:\\gendan",
        )
    if any(env.python.is_relative_to(folder) for folder in env.cloud):
        yield Step(
            "warning",
            f"Python 在 OneDrive 文件夹里（{path}），同步时会启动失败：请装到本机文件夹",
            f"Python lies in a OneDrive folder ({path}) and may fail to start while it synchronises: use a local folder",
        )


def excel(env: Environment) -> Iterator[Step]:
    """Say which program answers for Excel on Windows."""
    if env.system != "windows":
        return
    program = env.excel_server.lower()
    if not program:
        yield Step(
            "warning",
            "没有找到 Excel：加载项装好后，要有桌面版 Excel 才能用",
            "Excel was not found: the add-in needs the desktop Excel",
        )
    elif "wps" in program or PureWindowsPath(
        program.split('"')[1] if '"' in program else program
    ).name.startswith("et.exe"):
        yield Step(
            "warning",
            "WPS 占用了 Excel 的注册，按钮会连到 WPS 而失败：请在 WPS 的“配置和修复工具”里取消兼容注册，或只用 gendan 命令",
            "WPS is registered in Excel's place, buttons would reach WPS and fail: undo that in WPS's configuration tool, or use the gendan commands",
        )
    elif "windowsapps" in program:
        yield Step(
            "warning",
            "这是 Microsoft Store 版 Office，可能连不上 Python：出错时请改装桌面版",
            "this is Office from the Microsoft Store, which may not reach Python: install the desktop version if it fails",
        )
    else:
        yield Step("fine", f"Excel：{env.excel_server}", f"Excel: {env.excel_server}")
