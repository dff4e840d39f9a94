"""The routes of a book: its 工艺路线 table where it keeps one, the trade's usual ones otherwise (requirement 14)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from gendan_xl.domain.schedule import Route, RouteStep, make_route, step_numbers
from gendan_xl.errors import GendanError
from gendan_xl.intake.ledger import Ledger
from gendan_xl.schema.routes import DEFAULT_ROUTES

_FIELDS = (
    "route_name", "version", "seq_no", "milestone_name", "department", "default_owner", "lead_days",
    "rush_lead_days", "buffer_days", "predecessor_nos", "track_frequency", "due_soon_days", "is_skippable",
    "is_production_lock", "is_disabled",
)  # fmt: skip


def routes_of(ledger: Ledger) -> dict[str, Route]:
    """Return route name → network, the highest version of each. GendanError when a route is impossible."""
    return {name: network(name, steps) for name, steps in steps_of(ledger).items()}


def steps_of(ledger: Ledger) -> dict[str, list[RouteStep]]:
    """Return route name → its steps, the highest version of each; they may not make a network yet."""
    rows = ledger.rows("routes", _FIELDS)
    own = [dict(zip(_FIELDS, row, strict=True)) for row in rows]
    versions: dict[str, dict[str, list[RouteStep]]] = {}
    for row in own or DEFAULT_ROUTES:
        if row.get("seq_no") is not None and row.get("route_name") and not row.get("is_disabled"):
            steps = versions.setdefault(str(row["route_name"]), {})
            steps.setdefault(str(row.get("version") or ""), []).append(route_step(row))
    return {name: steps[max(steps)] for name, steps in versions.items()}


def network(name: str, steps: Iterable[RouteStep]) -> Route:
    """Return the network of a route's steps. GendanError, which names the route, when it is impossible."""
    try:
        return make_route(steps)
    except GendanError as problem:
        words = problem.message
        raise GendanError(
            problem.code, f"工艺路线“{name}”：{words.zh}", f"route {name}: {words.en}"
        ) from problem


def route_step(row: Mapping[str, Any]) -> RouteStep:
    """Return a step from a row of 工艺路线."""
    rush, soon = row.get("rush_lead_days"), row.get("due_soon_days")
    return RouteStep(
        seq=int(row["seq_no"]),
        name=row.get("milestone_name") or "",
        lead_days=_whole(row.get("lead_days"), 1),
        rush_lead_days=None if rush is None else int(rush),
        buffer_days=_whole(row.get("buffer_days"), 0),
        predecessors=step_numbers(row.get("predecessor_nos")),
        department=row.get("department") or "",
        owner=row.get("default_owner") or "",
        track=row.get("track_frequency") or "",
        due_soon_days=None if soon is None else int(soon),
        is_skippable=bool(row.get("is_skippable")),
        is_production_lock=bool(row.get("is_production_lock")),
    )


def names_of(route: Route, predecessors: Iterable[int]) -> str:
    """Return predecessors as a cell shows them."""
    return "、".join(str(seq) for seq in predecessors)


def _whole(value: float | None, usual: int) -> int:
    return usual if value is None else int(value)
