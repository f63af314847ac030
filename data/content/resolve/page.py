"""Parts of every page and of the leaflet, tied to concepts, checklists and codes."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from data.content.resolve.symbols import Symbols
from engine.model.conditions import Table, clauses
from engine.model.page import AdviceKind, Emergency, Leaflet, Page, RedFlags

_FILE: Final = "pathway.toml"


def page(names: Symbols) -> Page:
    """The parts of pathway.toml and page.toml about pages, leaflet and kinds."""
    complete = names.models.page.complete
    names.check_codes(complete, "page.toml [complete]")
    kinds = {key: AdviceKind(**dict(kind)) for key, kind in names.models.page.kind.items()}
    return Page(
        _emergency(names),
        _red_flags(names),
        _leaflet(names),
        kinds,
        _plain_words(names),
        frozenset(complete),
    )


def _emergency(names: Symbols) -> Emergency | None:
    """The code of an emergency and the concept of its signs; None where the pathway has none."""
    model = names.models.pathway.emergency
    if model is None:
        return None
    names.check_codes([model.code], f"{_FILE} [emergency]")
    _check_concepts(names, [model.concept], "emergency")
    return Emergency(**dict(model))


def _red_flags(names: Symbols) -> RedFlags:
    """The checklist and the concepts whose findings are red flags."""
    model, known = names.models.pathway.red_flags, names.models.findings.checklist
    names.require("no checklist", filter(None, [model.checklist]), known, f"{_FILE} [red_flags]")
    _check_concepts(names, model.concepts, "red_flags")
    return RedFlags(**dict(model))


def _leaflet(names: Symbols) -> Leaflet:
    """The content of the leaflet."""
    model = names.models.pathway.leaflet
    names.check_codes([model.return_advice, *model.also], f"{_FILE} [leaflet]")
    return Leaflet(**dict(model))


def _plain_words(names: Symbols) -> Table:
    """The rows, over asked findings, of those who read plain words."""
    place = f"{_FILE} [plain_words]"
    rows = names.table(names.models.pathway.plain_words.when, place)
    tested = dict.fromkeys(clause.name for clause in clauses(rows))
    names.require("when: no question", tested, names.asked, place)
    return rows


def _check_concepts(names: Symbols, concepts: Collection[str], table: str) -> None:
    names.require("no concept", concepts, names.models.concepts.concept, f"{_FILE} [{table}]")
