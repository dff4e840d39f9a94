"""The table of ratios: us and our peers side by side, in fresh processes, rounds interleaved, medians.

`python bench/run.py [--rounds N] [--lines N] [--only WORD]`. CPU is user + system time of the process, memory its
peak resident set, both from the kernel (so on Linux and macOS only). This program itself stays small: the kernel
counts what a process had before it became another one. Never part of a test: times are for reading.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
PYTHON = sys.executable
LINES, TODAY = 10_000, "2026-06-15"
ENVIRONMENT = os.environ | {"OPENPYXL_DEFUSEDXML": "False", "PYTHONPATH": str(HERE.parent)}
ENVIRONMENT.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed package has its byte code


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run cost: CPU seconds of the process, of the work alone where the task says so, peak MB."""

    cpu: float
    work: float
    memory: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """A line of the table: our cost of `measure` against a peer's (or a limit in seconds)."""

    title: str
    ours: str
    peer: str
    measure: str
    target: str
    is_faster: bool = True
    """Whether the ratio is peer ÷ ours (higher is better) or ours ÷ peer (lower is better)."""


COMPARISONS = (
    Comparison(
        "gendan check ÷ python-calamine read", "check", "calamine", "cpu", "≤ 2 (1.5)", is_faster=False
    ),
    Comparison("openpyxl read-only read ÷ gendan check", "check", "openpyxl_read", "cpu", "≥ 3"),
    Comparison("pandas read ÷ gendan check", "check", "pandas_read", "cpu", ""),
    Comparison("10k due dates: openpyxl ÷ gendan, CPU", "gendan_patch", "openpyxl_patch", "cpu", "≥ 30 (60)"),
    Comparison("10k due dates: openpyxl ÷ gendan, memory", "gendan_patch", "openpyxl_patch", "memory", "≥ 6"),
    Comparison(
        "200 delivery notes: openpyxl ÷ gendan, work", "gendan_notes", "openpyxl_notes", "work", "≥ 60"
    ),
    Comparison(
        "200 delivery notes: XlsxWriter from scratch ÷ gendan, work",
        "gendan_notes",
        "xlsxwriter_notes",
        "work",
        "≥ 15",
    ),
    Comparison(
        "200 delivery notes: gendan ÷ writing the finished bytes, work",
        "gendan_notes",
        "finished_notes",
        "work",
        "≤ 8",
        is_faster=False,
    ),
    Comparison("200 delivery notes: openpyxl ÷ gendan, process", "gendan_notes", "openpyxl_notes", "cpu", ""),
    Comparison("cold check of 60 orders, CPU s", "cold_check", "", "cpu", "≤ 0.40", is_faster=False),
    Comparison(
        "on-time pivots of 100k lines: gendan ÷ pandas flat pivot",
        "gendan_report",
        "pandas_report",
        "cpu",
        "≤ 2",
        is_faster=False,
    ),
    Comparison("gendan --help ÷ bare python", "help", "bare_python", "cpu", "≤ 6", is_faster=False),
)


def commands(folder: Path, lines: int) -> dict[str, list[str]]:
    """Make the workbooks in `folder` and return task → command."""
    print(f"making the workbooks ({lines:,} order lines) …", file=sys.stderr)
    maker = [PYTHON, str(HERE / "make_books.py"), str(folder), "--lines", str(lines), "--today", TODAY]
    subprocess.run(maker, env=ENVIRONMENT, check=True)
    lines_book, reports = folder / "lines.xlsx", [PYTHON, str(HERE / "reports.py")]
    subprocess.run([*reports, "make", str(lines_book)], env=ENVIRONMENT, check=True)
    book, small, edits = folder / "big.xlsx", folder / "small.xlsx", folder / "edits.pickle"
    gendan = [PYTHON, "-m", "gendan_xl"]
    day = ["--format", "json", "--today", TODAY]
    task = [PYTHON, str(HERE / "tasks.py")]
    reads = ("calamine", "openpyxl_read", "pandas_read")
    patches = ("gendan_patch", "openpyxl_patch")
    notes = ("gendan_notes", "openpyxl_notes", "xlsxwriter_notes", "finished_notes")
    return (
        {"check": [*gendan, "check", str(book), *day]}
        | {name: [*task, name, str(book)] for name in reads}
        | {name: [*task, name, str(book), str(edits), str(folder / f"{name}.xlsx")] for name in patches}
        | {name: [*task, name] for name in notes}
        | {
            "gendan_report": [*reports, "gendan", str(lines_book), str(folder / "ours.xlsx")],
            "pandas_report": [*reports, "pandas", str(lines_book), str(folder / "theirs.xlsx")],
        }
        | {"cold_check": [*gendan, "check", str(small), *day], "help": [*gendan, "--help"]}
        | {"bare_python": [PYTHON, "-c", "pass"]}
    )


def run(command: Sequence[str]) -> Cost:
    """Run one command in a fresh process and return what it cost. RuntimeError when it failed."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT)
    assert process.stdout and process.stderr
    said = process.stdout.read()
    problem = process.stderr.read().decode(errors="replace")
    _, status, used = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        raise RuntimeError(f"{' '.join(command)} failed: {problem[-600:]}")
    per_mb = 1024 if sys.platform.startswith("linux") else 1024 * 1024
    own = said.strip().splitlines()[-1:] if command[1].endswith("tasks.py") else []
    cpu = used.ru_utime + used.ru_stime
    return Cost(cpu, float(own[0]) if own else cpu, used.ru_maxrss / per_mb)


def measure(tasks: dict[str, list[str]], rounds: int) -> dict[str, Cost]:
    """Run every task once a round and return the medians; the first round is not counted when there are more."""
    costs: dict[str, list[Cost]] = {name: [] for name in tasks}
    for number in range(rounds):
        for name, command in tasks.items():
            print(f"round {number + 1}/{rounds}  {name}", file=sys.stderr)
            costs[name].append(run(command))
    return {name: _median(found[1:] or found) for name, found in costs.items()}


def _median(costs: Iterable[Cost]) -> Cost:
    found = list(costs)
    return Cost(
        *(statistics.median(getattr(cost, name) for cost in found) for name in ("cpu", "work", "memory"))
    )


def report(costs: dict[str, Cost], rounds: int) -> str:
    """Return costs and ratios as two Markdown tables."""
    lines = [
        f"Python {platform.python_version()}, {os.cpu_count()} cores, {rounds} rounds, medians", "",
        "| task | CPU s | work s | peak MB |", "|---|---:|---:|---:|",
        *(f"| {name} | {c.cpu:.2f} | {c.work:.3f} | {c.memory:.0f} |" for name, c in costs.items()), "",
        "| comparison | ratio | target |", "|---|---:|---|",
    ]  # fmt: skip
    for item in COMPARISONS:
        if item.ours in costs and (not item.peer or item.peer in costs):
            lines.append(f"| {item.title} | {_ratio(item, costs):.2f} | {item.target} |")
    return "\n".join(lines)


def _ratio(item: Comparison, costs: dict[str, Cost]) -> float:
    ours: float = getattr(costs[item.ours], item.measure)
    peer: float = getattr(costs[item.peer], item.measure) if item.peer else 1.0
    return peer / ours if item.is_faster else ours / peer


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--lines", type=int, default=LINES)
    parser.add_argument("--only", default="", help="only tasks whose name contains this word")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="gendan-bench-") as folder:
        tasks = {
            name: command for name, command in commands(Path(folder), args.lines).items() if args.only in name
        }
        print(report(measure(tasks, args.rounds), args.rounds))


if __name__ == "__main__":
    main()
