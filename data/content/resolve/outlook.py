"""Resolve outlook.toml to the results that the page looks ahead to."""

from __future__ import annotations

from collections.abc import Iterator

from data.content.resolve.symbols import Symbols
from data.content.schema.outlook import OutcomeModel
from data.input.kinds import is_legal
from engine.model.outcomes import AwaitedOutcomes, Outcome


def awaited(names: Symbols) -> Iterator[tuple[str, AwaitedOutcomes]]:
    """The awaited results, with the possible outcomes of each."""
    for key, model in names.models.outlook.outlook.items():
        place = f"outlook.toml [outlook.{key}]"
        names.check_codes(model.codes, place)
        if not model.codes and not model.when:
            names.fault(place, "codes or when: one of them says while it is awaited")
        outcomes = tuple(
            _outcome(names, name, outcome, f"{place[:-1]}.outcome.{name}]")
            for name, outcome in model.outcome.items()
        )
        table = names.table(model.when or (), place)
        yield key, AwaitedOutcomes(key, model.title, tuple(model.codes), table, outcomes)


def _outcome(names: Symbols, key: str, model: OutcomeModel, place: str) -> Outcome:
    names.cited(model.cites, place)
    for name, value in model.facts.items():
        finding = names.findings.get(name)
        if finding is None:
            names.require("facts: no finding", [name], names.findings, place)
        elif not finding.kind.single:
            names.fault(place, f"facts: {name} has readings; name what is derived from them")
        elif not is_legal(finding, value):
            legal = ", ".join(finding.options) or f"{finding.low} to {finding.high}"
            names.fault(place, f"facts: {name} = {value!r} is not one of: {legal}")
    names.require("renews: no question", model.renews, names.asked, place)
    return Outcome(key, model.says, dict(model.facts), frozenset(model.renews), tuple(model.cites))
