"""The parser of the command line: what is wrong with a command is said in both languages, with a suggestion."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NoReturn

from gendan_xl.commands._typed import READ_AS, typed
from gendan_xl.errors import GendanError, Message

EXIT_WRONG = 2
_IN_ENGLISH = {"命令": "command", "动作": "action"}
"""Arguments whose names in the program say nothing."""
_LONG_DASH = r"-?([‐‑‒–—―−－])[‐‑‒–—―−－-]*[A-Za-z]"


class Parser(argparse.ArgumentParser):
    """Argparse whose complaints a clerk understands (没有命令 chekc，是不是 check？), with files and options in any order.

    `meant` returns the command that somebody may mean who wrote something else in its place, '' for none.
    """

    meant: Callable[[str], str] = staticmethod(lambda word: "")
    _is_sorting = False

    def __init__(self, **told: Any) -> None:
        super().__init__(**told, add_help=False)
        self._positionals.title, self._optionals.title = "参数 · arguments", "选项 · options"
        self.add_argument("-h", "--help", action="help", help="这个说明 · this help")

    def read_as_typed(self) -> None:
        """Let every argument that was added be read as its kind is typed: --month ２０２６－１０ is 2026-10."""
        for action in self._actions:
            action.type = action.type or READ_AS.get(str(action.metavar))

    def in_english(self, words: str) -> str:
        """Return words of argparse with the names of the arguments in English: 文件 is file."""
        for action in self._actions:
            if isinstance(action.metavar, str):
                words = words.replace(action.metavar, _IN_ENGLISH.get(action.metavar, action.dest))
        return words

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: Any = None
    ) -> tuple[Any, list[str]]:
        """Parse as argparse does, and refuse at once what this command does not know, to suggest its own options."""
        if self._is_sorting or self._subparsers:
            known, unknown = super().parse_known_args(args, namespace)
        else:
            self._is_sorting = True
            known, unknown = self.parse_known_intermixed_args(args, namespace)
            self._is_sorting = False
        if unknown and not self._is_sorting:
            self.error("unrecognized arguments: " + " ".join(unknown))
        return known, unknown

    def error(self, message: str) -> NoReturn:
        """End the program with one sentence and the place where the right way stands."""
        self._end(self._explained(message))

    def _explained(self, message: str) -> Message:
        """Return what argparse says in the words of a clerk; its own words where it says something rare."""
        for pattern, explain in _SAYINGS:
            if match := re.fullmatch(pattern, message, re.DOTALL):
                return explain(match, self)
        return Message("命令没有写对", message)

    def refuse_long_dashes(self, words: Iterable[str]) -> None:
        """End the program when an option begins with the dash that a Chinese keyboard or Word makes of --."""
        for word in words:
            if not word.isascii() and (match := re.match(_LONG_DASH, word)):
                dash = match[1]
                self._end(
                    Message(
                        f"“{word}”：选项要用两个英文减号 --，不是 {dash}",
                        f"{word!r}: an option begins with two hyphens --, not with {dash}",
                    )
                )

    def _end(self, message: Message) -> NoReturn:
        said = GendanError(
            "GD905",
            f"{message.zh}（写法见 {self.prog} --help）",
            f"{message.en} ({self.prog} --help shows how to write it)",
        )
        self.exit(EXIT_WRONG, f"{said.text('zh')}\n{said.text('en')}\n")


def _missing(match: re.Match[str], parser: Parser) -> Message:
    return Message(f"缺少 {match[1].replace(', ', '、')}", f"missing: {parser.in_english(match[1])}")


def _unknown(match: re.Match[str], parser: Parser) -> Message:
    word = next((word for word in match[1].split() if word.startswith("-")), match[1])
    if not word.startswith("-"):
        return Message(f"多写了“{match[1]}”，不知道是什么", f"what is {match[1]!r}?")
    word = word.partition("=")[0]
    zh, en = _near(word, parser._option_string_actions)
    return Message(f"没有选项 {word}{zh}", f"no option {word}{en}")


def _wrong_choice(match: re.Match[str], parser: Parser) -> Message:
    name, word, choices = match[1], match[2], re.findall(r"[^\s',]+", match[3])
    meant = parser.meant(word)
    zh, en = (f"，是不是 {meant}？", f"; did you mean {meant}?") if meant else _near(word, choices)
    if not zh:
        zh, en = f"，可选：{'、'.join(choices)}", f"; there are {', '.join(choices)}"
    if name.startswith("-"):
        return Message(f"{name} 没有“{word}”{zh}", f"{name} has no {word!r}{en}")
    return Message(f"没有“{word}”这个{name}{zh}", f"no {parser.in_english(name)} {word!r}{en}")


def _near(word: str, known: Iterable[str]) -> tuple[str, str]:
    """Return the question whether another word was meant, in both languages, '' when none is near."""
    from difflib import get_close_matches

    by_case = {one.lower(): one for one in known}
    near = [by_case[one] for one in get_close_matches(typed(word).lower(), by_case, n=1)]
    return (f"，是不是 {near[0]}？", f"; did you mean {near[0]}?") if near else ("", "")


def _no_value(match: re.Match[str], parser: Parser) -> Message:
    return Message(f"{match[1]} 后面缺少内容", f"{parser.in_english(match[1])} needs a value")


def _no_number(match: re.Match[str], _: Parser) -> Message:
    return Message(f"{match[1]} 要写数字，不能是“{match[2]}”", f"{match[1]} needs a number, not {match[2]!r}")


def _not_both(match: re.Match[str], _: Parser) -> Message:
    return Message(f"{match[1]} 和 {match[2]} 只能写一个", f"{match[1]} and {match[2]} exclude each other")


def _no_content(match: re.Match[str], _: Parser) -> Message:
    return Message(
        f"{match[1]} 后面不能带内容“{match[2]}”", f"{match[1]} takes no value, but has {match[2]!r}"
    )


def _ambiguous(match: re.Match[str], _: Parser) -> Message:
    return Message(f"{match[1]} 写得不全，可能是 {match[2]}", f"{match[1]} could be {match[2]}")


_SAYINGS = (
    (r"the following arguments are required: (.*)", _missing),
    (r"unrecognized arguments: (.*)", _unknown),
    (r"argument (.*?): invalid choice: '?(.*?)'? \(choose from (.*)\)", _wrong_choice),
    (r"argument (.*?): expected (?:one|at least one) argument", _no_value),
    (r"argument (.*?): invalid (?:int|float) value: '(.*)'", _no_number),
    (r"argument (.*?): not allowed with argument (.*)", _not_both),
    (r"argument (.*?): ignored explicit argument '(.*)'", _no_content),
    (r"ambiguous option: (\S+) could match (.*)", _ambiguous),
)
"""What argparse says (3.11 to 3.14), and how we say it."""
