"""Make the pictures of README.md from the real thing: `.venv/bin/python docs/make_pictures.py`.

LibreOffice Calc is started on a screen of its own (Xvfb) with workbooks that gendan has just made; nothing is drawn
by hand. Needs Debian or Ubuntu packages, which it names when they are missing.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import xlsxwriter
from picture_forms import forms
from picture_reports import reports
from python_calamine import CalamineWorkbook

from gendan_xl.cells import a1
from gendan_xl.package.workbook import Workbook
from gendan_xl.schema.colors import STATUS_STYLES

Word = str | bytes | Path

IMAGES = Path(__file__).with_name("images")
GENDAN = (sys.executable, "-m", "gendan_xl")
TOOLS = ("soffice", "Xvfb", "xdotool", "convert", "montage", "fc-match", "pdftoppm")
PACKAGES = "libreoffice-calc libreoffice-gtk3 libreoffice-l10n-zh-cn fonts-noto-cjk xvfb xdotool imagemagick poppler-utils"
SCREEN = ("DISPLAY", "SAL_USE_VCLPLUGIN", "GTK_THEME")
PIPE = "gendan_pictures"
SECONDS = 90
"""The longest to wait for a program."""

PROFILE = """<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Linguistic/General"><prop oor:name="UILocale"><value>zh-CN</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc"><prop oor:name="ShowTipOfTheDay"><value>false</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Layout/Line"><prop oor:name="PageBreak"><value>false</value></prop></item>
<item oor:path="/org.openoffice.Setup/Product"><prop oor:name="ooSetupLastVersion"><value>99.9</value></prop></item>
</oor:items>"""
"""LibreOffice in Chinese, without its greetings and the dashed lines of pages."""
FONTS = """<fontconfig><include>/etc/fonts/fonts.conf</include><match>
<edit name="family" mode="assign" binding="strong"><string>Noto Sans CJK SC</string></edit></match></fontconfig>"""
"""One Chinese font for all, as those of Windows are missing."""

SHADOW = """-resize 50% -bordercolor #bbb -border 1 ( +clone -background black -shadow 35x6+0+3 ) +swap
-background white -layers merge +repage -colors 64"""

WIDE = (
    "排产日期 计划交货日期 客户 项目号 产品 数量 选料 喷涂 下料要求 下料实际 加工要求 加工实际 检验 包装 发货"
)
CABINS = ("轿厢+中分门", "轿厢+井架", "井架", "轿厢+旁开门")


def main() -> None:
    """Write the pictures, or say what is missing."""
    if missing := [tool for tool in TOOLS if not shutil.which(tool)]:
        sys.exit(f"缺少 Missing {' '.join(missing)}：请先安装 please install: sudo apt install {PACKAGES}")
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="gendan-pictures-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "fonts.conf").write_text(FONTS)
        os.environ["GENDAN_PIPE"] = PIPE
        os.environ["FONTCONFIG_FILE"] = str(folder / "fonts.conf")
        output(*GENDAN, "demo", folder / "demo")
        orders(folder)
        checked(folder)
        delivery_note(folder)
        forms(folder)
        reports(folder, PROFILE)
        wide(folder)


def orders(folder: Path) -> None:
    """The order ledger, scrolled to where all colours are seen."""
    book = folder / "demo" / "跟单工作簿.xlsx"
    rows = CalamineWorkbook.from_path(book).get_sheet_by_name("订单台账").to_python(skip_empty_area=False)
    states = [row[rows[1].index("进度状态")] for row in rows]
    screens = [states[first : first + 24] for first in range(2, len(states) - 24)]
    best = max(range(len(screens)), key=lambda number: min(map(screens[number].count, STATUS_STYLES)))
    set_view(book, "订单台账", a1(best + 3, rows[1].index("供货方式") + 1))
    screenshot(folder, book, ("1366", "800"), "orders")


def checked(folder: Path) -> None:
    """What the button 校验 leaves in the open workbook: the list of problems, coloured cells, notes."""
    from gendan_xl.hosts.connect import active_book

    book_file = Path(
        shutil.copy(folder / "demo" / "跟单工作簿.xlsx", folder)
    )  # the other one is still locked
    with calc(folder, book_file, ("1366", "700"), "checked"):
        subprocess.run(
            (*GENDAN, "check", "--live"), check=False, stdout=subprocess.DEVNULL
        )  # 1: it finds errors
        book = active_book()
        view = book.api.CurrentController
        shoot("problems")
        orders = book.sheets["订单台账"]
        orders.activate()
        note = max(orders.notes, key=lambda note: (note.location.column, -note.location.row))
        view.setFirstVisibleRow(note.location.row - 7)
        view.setFirstVisibleColumn(note.location.column - 13)
        note.api.IsVisible = True
        frame = note.api.AnnotationShape
        size = frame.Size
        size.Width, size.Height = 7000, 2300
        frame.Size = size
        shoot("checked")


def delivery_note(folder: Path) -> None:
    """The printed delivery note as a sheet of paper with a shadow."""
    pdf = next((folder / "demo").rglob("*.pdf"))
    output("pdftoppm", "-r", "220", "-png", "-singlefile", pdf, folder / "note")
    output("convert", folder / "note.png", *SHADOW.split(), f"png8:{IMAGES / 'delivery-note.png'}")


def wide(folder: Path) -> None:
    """A company's own ledger with a column for every process, coloured by schedule."""
    book, today = folder / "生产进度表.xlsx", dt.date.today()
    with xlsxwriter.Workbook(book) as workbook:
        base = {"font_name": "微软雅黑", "font_size": 10, "border": 1, "align": "center", "valign": "vcenter"}
        cell, title = workbook.add_format(base), workbook.add_format(base | {"font_size": 16})
        head = workbook.add_format(base | {"bold": True, "bg_color": "#D9E1F2"})
        day = workbook.add_format(base | {"num_format": 'm"月"d"日"'})
        page = workbook.add_worksheet("生产进度")
        page.merge_range("A1:O1", f"电梯轿厢生产进度表（{today.year}年）", title)
        page.write_row("A2", WIDE.split(), head)
        for row in range(24):
            for col, value in enumerate(wide_row(row, today)):
                page.write(row + 2, col, value, day if isinstance(value, dt.date) else cell)
        page.set_row(0, 32)
        page.set_column("A:O", 10)
        page.set_column("B:B", 12)
        page.set_column("E:E", 14)
        page.freeze_panes("A3")
        page.set_selection("C3")
    output(*GENDAN, "adopt", book, "--save")
    output(*GENDAN, "schedule", book)
    screenshot(folder, book, ("1366", "700"), "wide")


def wide_row(number: int, today: dt.date) -> Iterator[object]:
    """Yield an invented row: planned days, for two of the processes also actual ones, some late, some missing."""
    start, late = today + dt.timedelta(number * 2 - 30), (0, 0, 2, 0, -1, 1, 0)[number % 7]
    yield from (start, start + dt.timedelta(14))
    yield from (f"客户{'ACBED'[number * 3 % 5]}", f"XM{today:%y}{number + 101:04}")
    yield from (CABINS[number * 3 % 4], 1 + number % 3)
    for days in (1, 3, 5, 8, 10, 11, 14):
        yield start + dt.timedelta(days)
        if days in (5, 8):
            done = start + dt.timedelta(days + late)
            yield done if done < today and number % 5 else None


def set_view(path: Path, sheet: str, corner: str) -> None:
    """Have the workbook open on a sheet, scrolled to the cell that is to stand in the corner."""
    book = Workbook(path.read_bytes())
    main = book.document(book.part)
    for view in main.root.grandchildren("bookViews"):
        main.set(view, activeTab=list(book.sheets).index(sheet))
    for name, entry in book.sheets.items():
        document = book.document(entry.part)
        for view in document.root.grandchildren("sheetViews"):
            document.set(view, tabSelected=int(name == sheet))
            for pane in view.children("pane") if name == sheet else ():
                document.set(pane, topLeftCell=corner)
    path.write_bytes(book.zip.build(book.changed()))


def screenshot(folder: Path, book: Path, size: tuple[str, str], name: str) -> None:
    """Photograph Calc with the workbook open."""
    with calc(folder, book, size, name):
        shoot(name)


def shoot(name: str) -> None:
    """Photograph the screen when nothing on it moves any more."""
    shot = wait_for(still)
    output("convert", "ppm:-", "+dither", "-colors", "128", f"png8:{IMAGES / name}.png", given=shot)


@contextmanager
def calc(folder: Path, book: Path, size: tuple[str, str], name: str) -> Iterator[None]:
    """Show Calc with the workbook open on a screen of its own; it listens on the pipe of `gendan --live`."""
    user = folder / name / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(PROFILE)
    screen = ("-screen", "0", f"{'x'.join(size)}x24", "-nolisten", "tcp")
    with running("Xvfb", "-displayfd", "1", *screen) as server:
        display = server.stdout.readline().decode().strip() if server.stdout else ""
        os.environ.update(zip(SCREEN, (f":{display}", "gtk3", "Adwaita"), strict=True))
        words = (
            f"-env:UserInstallation={user.parent.as_uri()}",
            f"--accept=pipe,name={PIPE};urp;",
            "--norestore",
        )
        with running("soffice", *words, book):
            window = wait_for(
                lambda: output("xdotool", "search", "--onlyvisible", "--name", book.stem)
            ).split()[0]
            output("xdotool", "windowmove", window, "0", "0", "windowsize", window, *size)
            wait_for(still)
            output("xdotool", "windowfocus", window, "key", "ctrl+F5")  # hides the side bar
            yield
    for variable in SCREEN:  # gone with its server: LibreOffice without a window would look for it
        os.environ.pop(variable, None)


def still() -> bytes:
    """Return a picture of the screen, nothing while it is changing."""
    before = output("import", "-window", "root", "ppm:-")
    time.sleep(2)
    return before if output("import", "-window", "root", "ppm:-") == before else b""


def wait_for(found: Callable[[], bytes]) -> bytes:
    """Ask again until there is an answer."""
    end = time.monotonic() + SECONDS
    while not (answer := found()):
        if time.monotonic() > end:
            sys.exit(
                f"LibreOffice 没有在 {SECONDS} 秒内准备好，请重试 LibreOffice was not ready in {SECONDS} s, try again"
            )
        time.sleep(0.5)
    return answer


def output(*command: Word, given: bytes = b"") -> bytes:
    """Run a tool and return what it writes; a search may find nothing."""
    return subprocess.run(command, input=given, stdout=subprocess.PIPE, check=command[1] != "search").stdout


@contextmanager
def running(*command: Word) -> Iterator[subprocess.Popen[bytes]]:
    """Start a program with its children and stop them all at the end."""
    pipe, null = subprocess.PIPE, subprocess.DEVNULL
    with subprocess.Popen(command, stdout=pipe, stderr=null, start_new_session=True) as process:
        try:
            yield process
        finally:
            os.killpg(process.pid, signal.SIGTERM)


if __name__ == "__main__":
    main()
