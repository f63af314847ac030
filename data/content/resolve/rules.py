"""Thresholds, conditions, sections, rules and recommendations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from data.content.resolve.shared_fields import shared
from data.content.resolve.symbols import Symbols
from data.content.schema.rules import RecommendationModel
from data.text.telephones import unknown_numbers
from engine.model.pathway import (
    Concept,
    Contradiction,
    Recommendation,
    Remark,
    Rule,
    Section,
    Threshold,
)
from engine.model.place import TO_DO, Leads, Place
from engine.model.urgency import Urgency


def thresholds(names: Symbols) -> Iterator[tuple[str, Threshold]]:
    """The named numbers."""
    for key, model in names.models.thresholds.threshold.items():
        names.cited(model.cites, f"thresholds.toml [threshold.{key}]")
        yield key, Threshold(key, **shared(model, Threshold))


def contradictions(names: Symbols) -> Iterator[tuple[str, Contradiction]]:
    """The pairs of answers that cannot both be right."""
    for key, model in names.models.contradictions.contradiction.items():
        place = f"contradictions.toml [contradiction.{key}]"
        names.cited(model.cites, place)
        contradiction = Contradiction(
            key, model.says, names.table(model.when, place), meanwhile=model.meanwhile
        )
        _define(names, contradiction, place)
        yield key, contradiction


def concepts(names: Symbols) -> Iterator[tuple[str, Concept]]:
    """The named conditions, each of which may use earlier ones."""
    for key, model in names.models.concepts.concept.items():
        place = f"concepts.toml [concept.{key}]"
        concept = Concept(
            key, model.says, names.table(model.when, place), names.table(model.unless, place)
        )
        _define(names, concept, place)
        yield key, concept


def remarks(names: Symbols, known: Mapping[str, Section]) -> Iterator[tuple[str, Remark]]:
    """The remarks; those without a section hold if no section has ended the page."""
    last = list(known)[-1]
    for key, model in names.models.remarks.remark.items():
        place = f"remarks.toml [remark.{key}]"
        names.cited(model.cites, place)
        section = model.section or last
        names.require("section: no section", [section], known, place)
        tied = {"section": section, "when": names.table(model.when, place)}
        yield key, Remark(key, **shared(model, Remark) | tied | {"place": Place(model.place)})


def _define(names: Symbols, concept: Concept, place: str) -> None:
    if concept.key in names.findings:
        names.fault(place, "a finding has the same name")
    if concept.key in names.models.recommendations.recommendation:
        names.fault(place, "a recommendation has the same name")
    names.conditions[concept.key] = concept


def recommendations(names: Symbols) -> Iterator[tuple[str, Recommendation]]:
    """The codes with their words."""
    for code, model in names.models.recommendations.recommendation.items():
        place = f"recommendations.toml [recommendation.{code}]"
        names.cited([*model.cites, *(e.source for e in model.evidence)], place)
        for name in unknown_numbers(model.plain):
            names.fault(place, f"plain: {{{name}}} is no telephone number")
        _check_place(names, model, place)
        _check_reasons(names, model, place)
        tied = {
            "urgency": Urgency[model.urgency.upper()],
            "evidence": tuple((e.source, e.says) for e in model.evidence),
            "place": Place(model.place),
            "leads": Leads(model.leads),
        }
        yield code, Recommendation(code, **shared(model, Recommendation) | tied)


def _check_place(names: Symbols, model: RecommendationModel, place: str) -> None:
    """Check the place of a recommendation on the page, and its words in a folded line."""
    folds, kinds = names.models.page.fold, names.models.page.kind
    names.require("fold: page.toml has no kind", filter(None, [model.fold]), folds, place)
    names.require("kind: page.toml has no kind", [model.kind], kinds, place)
    told = model.kind in kinds and kinds[model.kind].withheld
    if not model.fold and (model.place == "not_now" or model.permissive or told):
        names.fault(place, f"fold: its kind is missing; page.toml has {', '.join(folds)}")
    if model.leads != "no" and model.place not in TO_DO:
        names.fault(place, f"leads: only what stands in {' or '.join(TO_DO)} can be the next step")


def instead(names: Symbols) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The groups of codes of which one takes the place of another."""
    for key, codes in names.models.page.instead.items():
        names.check_codes(codes, f"page.toml [instead.{key}]")
        yield key, codes


def sections(names: Symbols) -> Iterator[tuple[str, Section]]:
    """The chapters of rules, in decision order."""
    for name, model in names.models.sections.items():
        section = model.section
        gate = names.table(section.gate or (), f"{name} [section]")
        if section.stops and not gate:
            names.fault(f"{name} [section]", "stops: a section that stops needs a gate")
        yield section.key, Section(**shared(section, Section) | {"gate": gate})


def _check_reasons(names: Symbols, model: RecommendationModel, place: str) -> None:
    """Check that a withheld code names its reasons where its fold asks for them."""
    legal = [*names.findings, *names.conditions]
    names.require("names: no finding or concept", model.names, legal, place)
    fold = names.models.page.fold.get(model.fold)
    if model.place == "not_now" and fold and fold.reasons and not model.names:
        names.fault(place, f"names: {fold.title} not given names the findings that are its reasons")


def rules(names: Symbols) -> Iterator[tuple[str, Rule]]:
    """The rules of all sections."""
    seen: dict[str, str] = {}
    for name, model in names.models.sections.items():
        for key, rule in model.rule.items():
            place = f"{name} [rule.{key}]"
            if key in seen:
                names.fault(place, f"{seen[key]} has a rule of the same name")
            seen[key] = name
            code = rule.gives or key
            names.require("gives: no recommendation", [code], names.recommendations, place)
            names.cited(rule.cites, place)
            tied = {
                "gives": code,
                "when": names.table(rule.when, place),
                "unless": names.table(rule.unless, place),
                "urgency": Urgency[rule.urgency.upper()] if rule.urgency else None,
            }
            yield key, Rule(key, model.section.key, **shared(rule, Rule) | tied)
