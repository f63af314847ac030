"""Exemptions: departures of the content from the proofs, each with its reason."""

from __future__ import annotations

from collections.abc import Iterator

from data.content.resolve.shared_fields import shared
from data.content.resolve.symbols import Symbols
from engine.model.exemptions import Exemption, IndistinctAnswers


def exemptions(names: Symbols) -> Iterator[tuple[str, Exemption]]:
    """The permissive codes that may rest on unknown findings."""
    taken: set[tuple[str, str]] = set()
    for key, model in names.models.exemptions.exemption.items():
        place = f"exemptions.toml [exemption.{key}]"
        names.cited(model.cites, place)
        names.require("no finding", model.findings, names.findings, place)
        names.check_codes(filter(None, (*model.codes, model.asks, model.instead)), place)
        pairs = {(code, finding) for code in model.codes for finding in model.findings}
        for code, finding in sorted(pairs & taken):
            names.fault(place, f"{code} is exempted from {finding} already")
        taken |= pairs
        yield key, Exemption(key, **shared(model, Exemption))


def unread(names: Symbols) -> Iterator[tuple[str, str]]:
    """The findings that no rule reads, with the reason."""
    for number, model in enumerate(names.models.exemptions.unread, start=1):
        place = f"exemptions.toml [[unread]] {number}"
        names.require("no question", model.findings, names.asked, place)
        for finding in model.findings:
            yield finding, model.because


def alike(names: Symbols) -> Iterator[IndistinctAnswers]:
    """The answers that no rule tells apart."""
    for number, model in enumerate(names.models.exemptions.alike, start=1):
        place = f"exemptions.toml [[alike]] {number}"
        names.require("no question", [model.finding], names.asked, place)
        if (finding := names.findings.get(model.finding)) and finding.options:
            names.require(f"{model.finding}: no value", model.values, finding.options, place)
        yield IndistinctAnswers(model.finding, frozenset(model.values), model.because)
