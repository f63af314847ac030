"""The proofs: the shipped content holds them, and a planted fault of each kind is found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from engine.compile import Compiled, compile_pathway
from engine.decide import point
from engine.prove import Failure, patterns, prove
from engine.tables import Clause, Pathway, Row

Fault = Callable[[Pathway], Pathway]


def failures(pathway: Pathway) -> list[Failure]:
    return [failure for proof in prove(compile_pathway(pathway)) for failure in proof.failures]


def test_the_shipped_content_is_proved(compiled: Compiled) -> None:
    fresh = compile_pathway(compiled.pathway)
    proofs = prove(fresh)
    assert [proof.failures for proof in proofs] == [()] * len(proofs)
    assert sum(proof.claims for proof in proofs) > 400
    assert patterns(fresh) > 1e70


def without_rows(key: str, name: str) -> Fault:
    """Drop the rows of a concept that name something."""

    def broken(pathway: Pathway) -> Pathway:
        def keep(row: Row) -> bool:
            return all(clause.name != name for clause in row)

        concept = pathway.concepts[key]
        spoiled = replace(
            concept,
            when=tuple(filter(keep, concept.when)),
            unless=tuple(filter(keep, concept.unless)),
        )
        return replace(pathway, concepts={**pathway.concepts, key: spoiled})

    return broken


def without_rule(key: str) -> Fault:
    def broken(pathway: Pathway) -> Pathway:
        return replace(pathway, rules={k: r for k, r in pathway.rules.items() if k != key})

    return broken


def without_exceptions(key: str) -> Fault:
    def broken(pathway: Pathway) -> Pathway:
        rule = replace(pathway.rules[key], unless=())
        return replace(pathway, rules={**pathway.rules, key: rule})

    return broken


def with_open_gate(key: str) -> Fault:
    def broken(pathway: Pathway) -> Pathway:
        section = replace(pathway.sections[key], gate=((),))
        return replace(pathway, sections={**pathway.sections, key: section})

    return broken


def with_condition(key: str, *more: Clause) -> Fault:
    def broken(pathway: Pathway) -> Pathway:
        rule = pathway.rules[key]
        spoiled = replace(rule, when=tuple((*row, *more) for row in rule.when))
        return replace(pathway, rules={**pathway.rules, key: spoiled})

    return broken


FAULTS: dict[str, tuple[Fault, str]] = {
    "no cement state is left": (without_rule("augmentation_not_yet"), "cement state"),
    "two drug states meet": (without_exceptions("oral_bisphosphonate_start"), "drug"),
    "infection no longer blocks cement": (
        without_rows("cement_blocked", "cement_infection"),
        "SR13",
    ),
    "coagulation is not asked for": (without_rows("cement_safety_unknown", "inr"), "SR16"),
    "the brace comes without its evidence": (without_rule("evidence_brace_weak"), "SR49"),
    "MRI in spite of an unsafe device": (
        without_exceptions("mri_spine_without_contrast"),
        "SR21",
    ),
    "a section swallows the later ones": (with_open_gate("child"), "fires for some"),
    "an emergency that depends on age": (
        with_condition("emergency_spine_pathway", Clause("fragility_age", test=True)),
        "emergency",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(compiled: Compiled, fault: str) -> None:
    spoil, says = FAULTS[fault]
    found = failures(spoil(compiled.pathway))
    assert any(says in failure.says for failure in found), [f.says for f in found][:5]
    assert all(failure.patterns > 0 for failure in found)


def test_a_witness_breaks_the_claim(compiled: Compiled) -> None:
    broken = compile_pathway(without_rule("evidence_brace_weak")(compiled.pathway))
    failure = next(f for p in prove(broken) for f in p.failures if "SR49" in f.says)
    here = point(broken, failure.witness)
    codes = broken.functions.recommendations
    assert broken.diagram.value(codes["brace_optional"], here)
    assert not broken.diagram.value(codes["evidence_brace_weak"], here)
