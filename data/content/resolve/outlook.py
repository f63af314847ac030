"""Resolve outlook.toml to the results that the page looks ahead to."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from data.content.resolve.symbols import Symbols
from data.content.schema.outlook import OutcomeModel
from data.input.faults import nearest
from data.input.kinds import is_legal
from engine.model.outcomes import Awaited, Outcome


def awaited(names: Symbols, codes: Collection[str]) -> Iterator[tuple[str, Awaited]]:
    """The awaited results, with the possible outcomes of each."""
    for key, model in names.models.outlook.outlook.items():
        place = f"outlook.toml [outlook.{key}]"
        names.check_codes(model.codes, codes, place)
        if not model.codes and not model.when:
            names.fault(place, "codes or when: one of them says while it is awaited")
        outcomes = tuple(
            _outcome(names, name, outcome, f"{place[:-1]}.outcome.{name}]")
            for name, outcome in model.outcome.items()
        )
        table = names.table(model.when, place) if model.when else ()
        yield key, Awaited(key, model.title, tuple(model.codes), table, outcomes)


def _outcome(names: Symbols, key: str, model: OutcomeModel, place: str) -> Outcome:
    names.cited(model.cites, place)
    for name, value in model.facts.items():
        finding = names.findings.get(name)
        if finding is None:
            names.fault(place, f"facts: no finding {name!r}; {nearest(name, names.findings)}")
        elif not finding.kind.single:
            names.fault(place, f"facts: {name} has readings; name what is derived from them")
        elif not is_legal(finding, value):
            legal = ", ".join(finding.options) or f"{finding.low} to {finding.high}"
            names.fault(place, f"facts: {name} = {value!r} is not one of: {legal}")
    for name in model.renews:
        if name not in names.findings or names.findings[name].derived:
            names.fault(place, f"renews: no question {name!r}; {nearest(name, names.findings)}")
    return Outcome(key, model.says, dict(model.facts), frozenset(model.renews), tuple(model.cites))
