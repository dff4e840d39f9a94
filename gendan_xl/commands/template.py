"""`gendan template`: what is wrong with a company's own template, which placeholders there are, and how it comes out."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from gendan_xl.commands._action import Action
from gendan_xl.commands._clock import clock_arguments, moment
from gendan_xl.commands.form import find_form
from gendan_xl.errors import GendanError, Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gendan_xl.forms._form import Form
    from gendan_xl.printing.template_sheet import TemplateSheet

_NEEDED = {"check": "模板文件", "new": "哪种单据", "try": "模板文件"}
_EXAMPLE = {"check": "送货单.xlsx", "new": "送货单", "try": "送货单.xlsx"}
_SIGNS = {"error": "✗", "warning": "!", "info": "·"}


def _arguments(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add(
        "what",
        choices=("check", "list", "new", "try"),
        metavar="动作",
        help="check 查模板的毛病、list 列出模板或一种单据的占位符、new 另存一份默认模板来改、try 填上示例看效果 · what to do",
    )
    add(
        "names",
        nargs="*",
        metavar="单据或文件",
        help="check 文件、list [单据]、new 单据、try [单据] 文件 · kind of document or file",
    )
    add(
        "--form",
        default="",
        metavar="单据",
        help="是哪种单据的模板，默认看文件名 · kind, if its name does not tell",
    )
    add("--out", default="", metavar="文件", help="new、try 写到哪里 · file to write")
    add("--paper", default="", metavar="纸张", help="try：换一种纸看看 · another paper")
    add("--unpriced", action="store_true", help="try：看不带价的样子 · without prices")
    clock_arguments(parser)


def _run(args: Namespace) -> int:
    if not args.names and args.what != "list":
        raise GendanError(
            "GD903", f"请写上{_NEEDED[args.what]}，如 gendan template {args.what} {_EXAMPLE[args.what]}",
            f"name what it is for, as in gendan template {args.what} {_EXAMPLE[args.what]}",
        )  # fmt: skip
    doing = {"check": _check, "list": _list, "new": _new, "try": _try}
    return doing[args.what](args)


def _check(args: Namespace) -> int:
    results = []
    for name in args.names:
        try:
            results.append(_check_one(_located(name, args.lang), args))
        except GendanError as problem:
            print(f"✗ {name}：{problem.text(args.lang)}", file=sys.stderr)
            results.append(2)
    return max(results)


def _check_one(path: Path, args: Namespace) -> int:
    from gendan_xl.forms._template_advice import advice
    from gendan_xl.forms._vocabulary import vocabulary
    from gendan_xl.printing.template_problems import find_problems

    sheet = _read(path)
    form = _form_of(path, args.form)
    found = find_problems(sheet, vocabulary(form)) or advice(sheet, form)
    for finding in found:
        print(f"{_SIGNS[finding.level]} {finding.text(args.lang)}")
    errors = sum(finding.level == "error" for finding in found)
    print(_verdict(path, form, errors).text(args.lang))
    if not errors:
        print(_room(sheet, form).text(args.lang))
    return 1 if errors else 0


def _verdict(path: Path, form: Form, errors: int) -> Message:
    if errors:
        return Message(
            f"{path.name}（{form.label}）有 {errors} 处要改，改好保存后再查一次。",
            f"{path.name} ({form.verb}): {errors} problem(s); correct them and check again.",
        )
    return Message(f"{path.name} 可以用作{form.label}的模板。", f"{path.name} can be used for {form.verb}.")


def _room(sheet: TemplateSheet, form: Form) -> Message:
    """Return on which paper it is printed and how many lines a page has and could have."""
    from gendan_xl.forms._template_advice import capacity, paper_and_lines

    paper, lines = paper_and_lines(sheet, form)
    if not lines:
        return Message(f"默认用 {paper.name} 纸。", f"Paper: {paper.name}.")
    most = capacity(sheet, form, paper)
    return Message(
        f"默认用 {paper.name} 纸，每页 {lines} 行，最多放得下 {most} 行。",
        f"Paper: {paper.name}, {lines} lines a page, {most} at most.",
    )


def _list(args: Namespace) -> int:
    """Print the templates of all forms (those that hold for a workbook when one is named), or what one may show."""
    from gendan_xl.commands._kinds import is_book
    from gendan_xl.text import table_lines

    if args.names and not is_book(args.names[0]):
        return _list_placeholders(find_form(args.names[0]), args.lang)
    beside = Path(args.names[0] if args.names else ".")
    head = (
        ("单据", "模板", "纸张", "每页行数", "来自")
        if args.lang != "en"
        else ("form", "template", "paper", "lines", "from")
    )
    print(
        "\n".join(table_lines([head, *_templates(beside if beside.is_file() else beside / "x", args.lang)]))
    )
    return 0


def _templates(book: Path, lang: str) -> Iterator[tuple[str, ...]]:
    """Yield kind, file, paper, lines of a page, and the folder of each template that holds for a workbook."""
    from gendan_xl.forms import all_forms
    from gendan_xl.forms._template_advice import paper_and_lines
    from gendan_xl.printing.template_files import find_template, is_own

    standard = "标准" if lang != "en" else "standard"
    for form in all_forms():
        path = find_template(form.template, book)
        paper, lines = paper_and_lines(_read(path), form)
        name = form.label if lang != "en" else form.verb
        yield name, path.name, paper.name, str(lines or ""), str(path.parent) if is_own(path) else standard


def _list_placeholders(form: Form, lang: str) -> int:
    from gendan_xl.forms._placeholders import by_group, described
    from gendan_xl.text import table_lines

    zh = lang != "en"
    head = ("占位符", "是什么") if zh else ("placeholder", "what it is")
    print("\n".join(table_lines([head, *described(form)])))
    print(
        "\n还可以写这些列：单头里写 {{列名}}，明细行里写 {{行.列名}}（客户表的列只写在单头）" if zh else
        "\nThese columns too: {{column}} in the head, {{行.column}} in the line (those of 客户 in the head only)"
    )  # fmt: skip
    print("\n".join(table_lines(by_group(form))))
    return 0


def _new(args: Namespace) -> int:
    from gendan_xl.package.files import write_atomic
    from gendan_xl.printing.template_files import FOLDER, find_template

    form = find_form(args.names[0])
    out = Path(args.out) if args.out else Path(FOLDER) / form.template
    if out.exists():
        raise GendanError(
            "GD091", f"{out} 已经有了，没有覆盖：请用 --out 换一个文件名",
            f"{out} exists and was left alone: choose another name with --out",
        )  # fmt: skip
    out.parent.mkdir(parents=True, exist_ok=True)
    write_atomic(out, find_template(form.template, out.parent / form.template).read_bytes())
    print(out)
    print(
        Message(
            f"改好样子后放在工作簿旁边的 {FOLDER} 文件夹里，叫 {form.template}，出单就用它；改完先 gendan template check",
            f"restyle it and keep it as {FOLDER}/{form.template} beside the workbook; then gendan template check",
        ).text(args.lang)
    )
    return 0


def _try(args: Namespace) -> int:
    from gendan_xl.books.office import find_office, to_pdf
    from gendan_xl.forms._sample import sample
    from gendan_xl.forms._vocabulary import vocabulary
    from gendan_xl.package.files import read_bytes, write_atomic
    from gendan_xl.printing.render import Printer
    from gendan_xl.printing.template import Template

    path = _located(args.names[-1], args.lang)
    data = read_bytes(path)
    form = _form_of(path, args.form or (args.names[0] if len(args.names) > 1 else ""))
    template = Template(data, path.name, vocabulary(form))
    document = sample(form, template, moment(args), args.paper, is_priced=not args.unpriced)
    out = Path(args.out) if args.out else path.with_name(f"{path.stem}-试填.xlsx")
    write_atomic(out, Printer(template).fill(document.pages(), document.setup))
    print(out)
    paper = document.setup.paper
    if find_office():
        print(to_pdf(out, None if paper.code else (paper.width, paper.height)))
    return 0


def _located(name: str, lang: str) -> Path:
    """Return a template by path; one that is not there is looked for in xlsx_templates beside it, and that is said."""
    from gendan_xl.printing.template_files import FOLDER

    path = Path(name)
    kept = path.parent / FOLDER / path.name
    if path.exists() or not kept.is_file():
        return path
    print(Message(f"用的是 {kept}", f"taken from {kept}").text(lang))
    return kept


def _read(path: Path) -> TemplateSheet:
    from gendan_xl.package.files import read_bytes
    from gendan_xl.printing.template_sheet import TemplateSheet

    return TemplateSheet(read_bytes(path), path.name)


def _form_of(path: Path, name: str) -> Form:
    """Return the form that a template is for, by name or by that of its file. GendanError GD090 when neither tells."""
    from gendan_xl.forms import all_forms

    if name:
        return find_form(name)
    said = [form for form in all_forms() if form.label in path.stem or form.verb in path.stem]
    if not said:
        raise GendanError(
            "GD090", f"从文件名“{path.name}”看不出是哪种单据的模板，请加 --form，例如 --form 送货单",
            f"{path.name} does not tell which form it is for: add --form, such as --form delivery-note",
        )  # fmt: skip
    return max(said, key=lambda form: len(form.label))


ACTION = Action(
    verb="template",
    label="模板",
    help=Message(
        "表单模板：检查、列占位符、试填（公司自己的版式）",
        "templates of forms: check, list placeholders, try",
    ),
    run=_run,
    arguments=_arguments,
    group="单据",
)
