"""Exemptions: departures of the content from the proofs, each with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from data.content.resolve.shared_fields import shared
from data.content.resolve.symbols import Symbols
from data.input.faults import nearest
from engine.model.exemptions import Exemption, IndistinctAnswers
from engine.model.pathway import Recommendation


def exemptions(
    names: Symbols, codes: Mapping[str, Recommendation]
) -> Iterator[tuple[str, Exemption]]:
    """The permissive codes that may rest on unknown findings."""
    taken: set[tuple[str, str]] = set()
    for key, model in names.models.exemptions.exemption.items():
        place = f"exemptions.toml [exemption.{key}]"
        names.cited(model.cites, place)
        names.require("no finding", model.findings, names.findings, place)
        named = filter(None, (*model.codes, model.asks, model.instead))
        names.check_codes(named, codes, place)
        pairs = {(code, finding) for code in model.codes for finding in model.findings}
        for code, finding in sorted(pairs & taken):
            names.fault(place, f"{code} is exempted from {finding} already")
        taken |= pairs
        yield key, Exemption(key, **shared(model, Exemption))


def unread(names: Symbols) -> Iterator[tuple[str, str]]:
    """The findings that no rule reads, with the reason."""
    for number, model in enumerate(names.models.exemptions.unread, start=1):
        _require_findings(names, model.findings, f"exemptions.toml [[unread]] {number}")
        for finding in model.findings:
            yield finding, model.because


def alike(names: Symbols) -> Iterator[IndistinctAnswers]:
    """The answers that no rule tells apart."""
    for number, model in enumerate(names.models.exemptions.alike, start=1):
        place = f"exemptions.toml [[alike]] {number}"
        _require_findings(names, [model.finding], place)
        options = names.findings[model.finding].options if model.finding in names.findings else ()
        for value in model.values:
            if options and value not in options:
                hint = nearest(value, options)
                names.fault(place, f"{model.finding} cannot be {value!r}; {hint}")
        yield IndistinctAnswers(model.finding, frozenset(model.values), model.because)


def _require_findings(names: Symbols, findings: Iterable[str], place: str) -> None:
    for key in findings:
        finding = names.findings.get(key)
        if finding is None or finding.derived:
            names.fault(place, f"no finding {key!r} is asked; {nearest(key, names.findings)}")
