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
    from gendan_xl.forms._form import Form
    from gendan_xl.printing.template_sheet import TemplateSheet

_SIGNS = {"error": "✗", "warning": "!", "info": "·"}


def _arguments(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add(
        "what",
        choices=("check", "list", "new", "try"),
        metavar="动作",
        help="check 查模板的毛病、list 列出占位符、new 另存一份默认模板来改、try 填上示例看效果 · what to do",
    )
    add(
        "names",
        nargs="+",
        metavar="单据或文件",
        help="check 文件、list 单据、new 单据、try [单据] 文件 · kind of document or file",
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
    from gendan_xl.forms._pages import vocabulary
    from gendan_xl.forms._template_advice import advice
    from gendan_xl.printing.template_problems import find_problems

    form = _form_of(path, args.form)
    sheet = _read(path)
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
    from gendan_xl.forms._placeholders import described
    from gendan_xl.text import table_lines

    form = find_form(args.names[0])
    head = ("占位符", "来自", "是什么") if args.lang != "en" else ("placeholder", "from", "what it is")
    print("\n".join(table_lines([head, *(one.row for one in described(form))])))
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
    from gendan_xl.forms._pages import vocabulary
    from gendan_xl.forms._sample import sample
    from gendan_xl.package.files import read_bytes, write_atomic
    from gendan_xl.printing.render import Printer
    from gendan_xl.printing.template import Template

    path = _located(args.names[-1], args.lang)
    form = _form_of(path, args.form or (args.names[0] if len(args.names) > 1 else ""))
    template = Template(read_bytes(path), path.name, vocabulary(form))
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
