"""The proofs of a small pathway: every claim in words, and a fault for each kind of claim."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import product
from math import prod
from textwrap import fill
from typing import Any

import pytest

from engine.advice.decide import decide
from engine.diagram.compiler import Compiled, compile_pathway
from engine.diagram.diagram import FALSE
from engine.model.answers import UNKNOWN
from engine.model.conditions import Clause
from engine.model.exemptions import Exemption, IndistinctAnswers
from engine.model.findings import Derivation
from engine.model.pathway import Concept, Group, Invariant, Pathway, Rule
from engine.model.place import Leads
from engine.model.release import Releases, Unreleased
from engine.model.unary_tests import parse_cell
from engine.model.urgency import Urgency
from engine.proofs import (
    consistency,
    coverage,
    dead_ends,
    derivation_trials,
    number_cells,
    patterns,
    prove,
    skip_logic,
    unknown_safety,
)
from engine.proofs.answer_space import AnswerSpace
from engine.proofs.claims import Claim
from engine.spine.derivations.inputs import yes_no
from tests.support.goldens import check_page
from tests.support.small_pathway import (
    FINDINGS,
    FUNCTIONS,
    RETROPULSION,
    SMALL,
    choice,
    row,
    with_items,
)

Claims = Callable[[AnswerSpace], Iterator[Claim]]

KINDS: Mapping[str, Claims] = {
    "complete": consistency.complete,
    "exclusive": consistency.exclusive,
    "invariants": consistency.invariants,
    "next step": consistency.one_next_step,
    "unknowns": unknown_safety.unknowns,
    "dead ends": dead_ends.dead_ends,
    "emergency": consistency.monotone_emergency,
    "reachable": coverage.reachable,
    "every cell": coverage.every_cell_matters,
    "used": coverage.used,
    "distinct": coverage.distinct,
    "hidden": skip_logic.hidden,
    "cells": number_cells.cells,
    "derivations": lambda space: derivation_trials.derivations(space.learning, space.pathway),
}


def rule(key: str, **parts: Any) -> dict[str, Rule]:
    return {key: replace(SMALL.rules[key], **parts)}


def space_of(pathway: Pathway) -> AnswerSpace:
    return AnswerSpace(compile_pathway(pathway))


def broken(pathway: Pathway, kind: str) -> set[str]:
    return {claim.says for claim in KINDS[kind](space_of(pathway)) if claim.broken != FALSE}


def test_every_claim_is_made_and_holds() -> None:
    """A certificate counts, word by word, content that a reader can check by hand."""
    lines: list[str] = []
    for kind, claims in KINDS.items():
        lines.append(kind)
        for claim in claims(space_of(SMALL)):
            lines.append(f"  {claim.says}")
            assert claim.broken == FALSE, claim.says
    lines.append("certificate")
    for proof in prove(compile_pathway(SMALL)):
        lines += fill(f"  {proof.title} ({proof.claims}), {proof.how}", 80).splitlines()
        for note in proof.notes:
            lines += fill(f"    {note}", 80).splitlines()
        assert proof.failures == ()
    check_page("prove-small", "\n".join(lines))


LATE = (row(note="yes"),)
NEVER = (row(numb="yes"), row(numb="no"), row(numb="unknown"))
FAULTS: dict[str, tuple[Pathway, str, set[str]]] = {
    "nobody is advised": (
        replace(SMALL, rules=rule("spine") | rule("net", when=(row(pain="present"),))),
        "complete",
        {"an end", "some recommendation holds"},
    ),
    "an end is missing": (
        with_items(
            SMALL,
            groups={"ends": Group("ends", "an end", ("emergency_spine_pathway",), always=True)},
        ),
        "complete",
        {"an end"},
    ),
    "two ways at once": (
        with_items(SMALL, rules=rule("care", unless=(row(age="< 18"),))),
        "exclusive",
        {"one way at most (conservative_care, physiotherapy)"},
    ),
    "a result that is not renewed": (
        replace(SMALL, releases=replace(SMALL.releases, renewable={})),
        "dead ends",
        {"urgent_spine_review is freed by what is not answered yet or by a newer result"},
    ),
    "only an emergency ends a screen": (
        replace(SMALL, releases=Releases(frozenset({"safety_net_advice"}))),
        "dead ends",
        {"safety_net_advice is freed by what is not answered yet or by a newer result"},
    ),
    "a permanent block that ends": (
        replace(
            SMALL,
            releases=replace(
                SMALL.releases,
                permanent=(
                    Unreleased(
                        "high", ("urgent_spine_review",), (row(crp="> 10"),), "It is.", ("tool",)
                    ),
                ),
            ),
        ),
        "dead ends",
        {"urgent_spine_review has no release while high holds"},
    ),
    "nothing leads": (
        with_items(
            SMALL,
            recommendations={
                "safety_net_advice": replace(
                    SMALL.recommendations["safety_net_advice"], leads=Leads.NO
                )
            },
        ),
        "next step",
        {
            f"beside {code} stands a next step"
            for code in (
                "safety_net_advice",
                "physiotherapy",
                "ask_symptoms",
                "brace_optional",
                "work_advice",
                "dxa_order",
            )
        },
    ),
    "two things first": (
        with_items(SMALL, rules=rule("inflamed", urgency=Urgency.ROUTINE)),
        "next step",
        {"conservative_care and urgent_spine_review weigh the same and never meet"},
    ),
    "care of the numb": (
        with_items(SMALL, rules=rule("care", when=(row(pain="present", film_retropulsion="no"),))),
        "invariants",
        {"SR1.1: No care of the numb"},
    ),
    "care of who has retropulsion": (
        with_items(SMALL, rules=rule("care", when=(row(numb="no", pain="present"),))),
        "invariants",
        {"SR1.2: No care of the numb"},
    ),
    "nobody sends those without pain": (
        with_items(
            SMALL,
            rules=rule("physio", when=(row(sore=True),)),
            invariants={
                "SR2": Invariant(
                    "SR2",
                    "Who has no pain is sent",
                    (row(pain="none", numb="no", physiotherapy=False),),
                )
            },
        ),
        "invariants",
        {"SR2.1: Who has no pain is sent"},
    ),
    "care while pain is unknown": (
        with_items(
            SMALL,
            rules=rule("care", when=(row(numb="no", pain="present", film_retropulsion="no"),)),
        ),
        "unknowns",
        {"conservative_care does not rest on unknown pain_nrs"},
    ),
    "care while the film is unknown": (
        with_items(
            SMALL,
            rules=rule(
                "care",
                when=(row(numb="no", pain="present", pain_nrs="known"),),
                unless=(row(sore=True), row(age="< 18"), row(film_retropulsion="yes")),
            ),
        ),
        "unknowns",
        {"conservative_care does not rest on unknown film_retropulsion"},
    ),
    "nobody asks for the age": (
        with_items(SMALL, rules=rule("ask", when=(row(pain="unknown"),))),
        "unknowns",
        {"ask_symptoms asks where conservative_care rests on unknown age"},
    ),
    "nothing takes the place": (
        with_items(SMALL, rules=rule("work", when=(row(job="heavy"),))),
        "unknowns",
        {"work_advice replaces brace_optional where job ends it"},
    ),
    "an exemption is lacking": (
        replace(SMALL, exemptions={}),
        "unknowns",
        {
            "conservative_care does not rest on unknown age",
            "brace_optional does not rest on unknown job",
        },
    ),
    "an exemption that nothing needs": (
        with_items(SMALL, rules=rule("care", unless=(row(sore=True), row(age=["unknown"])))),
        "unknowns",
        {"conservative_care needs its exemption from age"},
    ),
    "an exemption from what is not read": (
        with_items(SMALL, rules=rule("care", unless=(row(sore=True),))),
        "unknowns",
        {"conservative_care hangs on age, as its exemption says"},
    ),
    "an exemption of what permits nothing": (
        with_items(
            SMALL,
            exemptions={"idle": Exemption("idle", ("physiotherapy",), ("age",), "So.", ())},
        ),
        "unknowns",
        {"the exemption of physiotherapy from age is of a permissive code"},
    ),
    "an emergency that hangs on age": (
        with_items(SMALL, rules=rule("spine", when=(row(age=">= 18"),))),
        "emergency",
        {"the emergency does not hang on age"},
    ),
    "a sign that hides another": (
        with_items(
            SMALL,
            concepts={
                "emergency": Concept(
                    "emergency", "numbness", (row(numb="yes"), row(pain="present"))
                )
            },
            rules=rule("spine", unless=(row(numb="yes", pain="present"),)),
        ),
        "emergency",
        {"adding numb keeps the emergency", "adding pain keeps the emergency"},
    ),
    "a rule that never fires": (
        with_items(SMALL, rules=rule("work", when=(row(job="heavy", numb="yes"),))),
        "reachable",
        {"rule work fires for some patient"},
    ),
    "an invariant of nobody": (
        with_items(
            SMALL,
            invariants={
                "SR1": replace(
                    SMALL.invariants["SR1"],
                    never=(row(sore=True, pain="none", conservative_care=True),),
                )
            },
        ),
        "reachable",
        {"SR1.1 speaks of some patient"},
    ),
    "a row too many": (
        with_items(
            SMALL, rules=rule("physio", when=(*SMALL.rules["physio"].when, row(pain="none")))
        ),
        "every cell",
        {"physio when row 1 changes something", "physio when row 4 changes something"},
    ),
    "a cell too many": (
        with_items(SMALL, rules=rule("brace", when=(row(numb=["no", "unknown"], age="known"),))),
        "every cell",
        {"brace when row 1, numb changes something"},
    ),
    "an exception too many": (
        with_items(SMALL, rules=rule("work", unless=(row(job="sitting"),))),
        "every cell",
        {"work unless row 1 changes something"},
    ),
    "a remark with a cell too many": (
        with_items(
            SMALL,
            remarks={"odd": replace(SMALL.remarks["odd"], when=(row(X01=True, pain="none"),))},
        ),
        "every cell",
        {"odd when row 1, pain changes something"},
    ),
    "a concept with a row too many": (
        with_items(
            SMALL,
            concepts={
                "sore": replace(SMALL.concepts["sore"], unless=(row(pain="none"),)),
            },
        ),
        "every cell",
        {"sore unless row 1 changes something"},
    ),
    "a contradiction with an exception too many": (
        with_items(
            SMALL,
            contradictions={
                "X01": replace(SMALL.contradictions["X01"], unless=(row(pain="present"),))
            },
        ),
        "every cell",
        {"X01 unless row 1 changes something"},
    ),
    "a concept that nothing uses": (
        with_items(SMALL, concepts={"idle": Concept("idle", "idle", (row(pain="none"),))}),
        "used",
        {"concept idle is used"},
    ),
    "a question that nothing reads": (
        replace(SMALL, unread={}),
        "used",
        {"note says why no rule reads it", "role says why no rule reads it"},
    ),
    "a question that is called context": (
        replace(SMALL, unread={**SMALL.unread, "job": "So."}),
        "used",
        {"job is read by a rule"},
    ),
    "readings that are called context": (
        replace(SMALL, unread={**SMALL.unread, "xray_levels": "So."}),
        "used",
        {"xray_levels is read by a rule"},
    ),
    "two answers that no rule tells apart": (
        replace(SMALL, alike=()),
        "distinct",
        {"job: heavy, standing are told apart"},
    ),
    "two answers that are told apart after all": (
        replace(
            SMALL,
            alike=(*SMALL.alike, IndistinctAnswers("pain", frozenset({"none", "present"}), "")),
        ),
        "distinct",
        {"pain: none, present count alike"},
    ),
    "a question that a later one opens": (
        with_items(SMALL, findings={"pain_nrs": replace(FINDINGS["pain_nrs"], asked_when=LATE)}),
        "hidden",
        {"pain_nrs is asked by what stands before it"},
    ),
    "a question that itself opens": (
        with_items(SMALL, findings={"note": replace(FINDINGS["note"], asked_when=LATE)}),
        "hidden",
        {"note is asked by what stands before it"},
    ),
    "a finding that stands before what it is derived from": (
        replace(
            SMALL,
            findings={"film_retropulsion": FINDINGS["film_retropulsion"], **FINDINGS},
        ),
        "hidden",
        {"film_retropulsion is derived from what stands before it"},
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_breaks_its_own_claims_and_no_other_of_the_kind(fault: str) -> None:
    pathway, kind, says = FAULTS[fault]
    assert broken(pathway, kind) == says


def test_a_rule_that_is_not_cut_where_it_says() -> None:
    """As if the cuts of a number stood in the wrong order."""
    compiled = compile_pathway(SMALL)
    domains = [
        replace(domain, cuts=domain.cuts[::-1]) if domain.key == "crp" else domain
        for domain in compiled.domains
    ]
    claims = list(number_cells.cells(AnswerSpace(replace(compiled, domains=tuple(domains)))))
    assert [(claim.says, claim.example) for claim in claims if claim.broken] == [
        ("crp > 10 is cut where it says", {"crp": 10.01}),
        ("crp >= 30 is cut where it says", {"crp": 10.01}),
    ]


def test_of_some_codes_alone() -> None:
    claims = unknown_safety.unknowns(space_of(replace(SMALL, exemptions={})), ["brace_optional"])
    assert [(claim.says, claim.broken != FALSE) for claim in claims] == [
        ("brace_optional does not rest on unknown numb", False),
        ("brace_optional does not rest on unknown job", True),
    ]
    some = list(unknown_safety.unknowns(space_of(SMALL), ["conservative_care", "physiotherapy"]))
    assert all(claim.broken == FALSE for claim in some)
    assert {claim.says.partition(" ")[0] for claim in some} == {"conservative_care", "ask_symptoms"}


def test_what_is_known_is_not_learnt_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work moves what is derived from it while it is unknown, and no more."""
    monkeypatch.setitem(FUNCTIONS, "planted", lambda facts: yes_no(facts.choice("job") == "heavy"))
    derivation = Derivation("planted", ("job",), revised_by=frozenset({"job"}))
    strained = choice("strained", "yes", "no", derived=derivation)
    easy = Clause("strained", parse_cell("no", strained, {}))

    def resting(*cells: Clause) -> set[str]:
        pathway = with_items(
            replace(SMALL, exemptions={}),
            findings={"strained": strained},
            rules=rule("brace", when=((*row(numb="no"), *cells, easy),), unless=()),
        )
        claims = unknown_safety.unknowns(space_of(pathway), ["brace_optional"])
        return {claim.says for claim in claims if claim.broken != FALSE}

    assert resting() == {"brace_optional does not rest on unknown job"}
    assert resting(*row(job=["sitting", "standing"])) == set()


def test_answers_that_a_derivation_reads_are_not_compared() -> None:
    derivation = Derivation("film_retropulsion", ("job",))
    strained = choice("strained", "yes", "no", derived=derivation)
    pathway = with_items(SMALL, findings={"strained": strained})
    assert list(coverage.distinct(space_of(replace(pathway, alike=())))) == []


def test_what_is_derived_and_unknown_may_become_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever of its inputs is learnt, even one that was never seen to move it by itself."""
    monkeypatch.setitem(FUNCTIONS, "planted", lambda facts: facts.choice("job"))
    derivation = Derivation("planted", ("job", "pain"))
    work = replace(FINDINGS["job"], key="work", derived=derivation)
    cells = (*row(numb="no"), Clause("work", parse_cell("unknown", work, {})))
    pathway = with_items(
        replace(SMALL, exemptions={}),
        findings={"work": work},
        rules=rule("brace", when=(cells,), unless=()),
    )
    claims = unknown_safety.unknowns(space_of(pathway), ["brace_optional"])
    assert {claim.says for claim in claims if claim.broken != FALSE} == {
        "brace_optional does not rest on unknown job",
        "brace_optional does not rest on unknown pain",
    }


def test_the_patterns_are_those_of_every_finding() -> None:
    assert patterns(compile_pathway(SMALL)) == 3**8 * 4**2


# --- what a failed proof shows -----------------------------------------------------------------


def enumerated(compiled: Compiled, root: int) -> int:
    """At how many points a function is true, one by one."""
    points = product(*(range(domain.size) for domain in compiled.domains))
    return sum(compiled.diagram.value(root, point) for point in points)


def test_a_failure_shows_a_patient_and_counts_the_patterns() -> None:
    pathway, _, (says,) = FAULTS["care of who has retropulsion"]
    compiled = compile_pathway(pathway)
    proof = next(proof for proof in prove(compiled) if proof.title.startswith("No safety"))
    (failure,) = proof.failures
    assert (failure.says, proof.claims) == (says, 2)
    claims = {claim.says: claim.broken for claim in consistency.invariants(AnswerSpace(compiled))}
    assert failure.patterns == enumerated(compiled, claims[says]) > 0
    assert failure.witness["film_retropulsion"] == "yes"
    assert UNKNOWN not in failure.witness.values()
    assert failure.case is not None
    assert "film_retropulsion" not in failure.case
    assert "conservative_care" in decide(compiled, failure.case).codes
    assert decide(compiled, failure.case).facts["film_retropulsion"] == "yes"


def test_of_many_failures_five_are_looked_into() -> None:
    never = tuple(
        row(job=job, numb=numb) for job in FINDINGS["job"].options for numb in ("yes", "no")
    )
    bad = replace(SMALL.invariants["SR1"], never=never)
    compiled = compile_pathway(with_items(SMALL, invariants={"SR1": bad}))
    proof = next(proof for proof in prove(compiled) if proof.title.startswith("No safety"))
    assert [f.says.partition(":")[0] for f in proof.failures] == [f"SR1.{n}" for n in range(1, 7)]
    assert all(f.case and f.witness and f.patterns for f in proof.failures[:5])
    assert [(f.case, f.witness, f.patterns) for f in proof.failures[5:]] == [(None, {}, 0)]


def test_a_patient_is_found_among_the_levels() -> None:
    finding = replace(
        FINDINGS["film_retropulsion"],
        derived=Derivation("thoracic_level", ("xray_levels",), frozenset()),
    )
    pathway = FAULTS["care of who has retropulsion"][0]
    never = (row(film_retropulsion="yes", conservative_care=True),)
    bad = replace(SMALL.invariants["SR1"], never=never)
    pathway = with_items(pathway, findings={"film_retropulsion": finding}, invariants={"SR1": bad})
    (failure,) = next(
        p for p in prove(compile_pathway(pathway)) if p.title.startswith("No saf")
    ).failures
    assert failure.case is not None
    levels = failure.case["xray_levels"]
    assert isinstance(levels, tuple)
    assert any(str(reading["level"]).startswith("T") for reading in levels)


def test_what_no_patient_shows_is_counted_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FUNCTIONS, "planted", lambda facts: UNKNOWN)
    finding = replace(
        FINDINGS["film_retropulsion"], derived=Derivation("planted", ("xray_levels",))
    )
    bad = replace(SMALL.invariants["SR1"], never=(row(film_retropulsion="yes"),))
    pathway = with_items(SMALL, findings={"film_retropulsion": finding}, invariants={"SR1": bad})
    compiled = compile_pathway(pathway)
    (failure,) = next(p for p in prove(compiled) if p.title.startswith("No safety")).failures
    assert failure.case is None
    assert failure.witness == {"film_retropulsion": "yes"}
    assert failure.patterns == prod(domain.size for domain in compiled.domains) // 3


def test_a_claim_checked_otherwise_shows_its_example() -> None:
    pathway = with_items(
        SMALL,
        findings={
            "film_retropulsion": replace(
                FINDINGS["film_retropulsion"], options={"no": "No"}, derived=RETROPULSION
            )
        },
        rules=rule("physio", when=(row(pain="none"), row(sore=True)))
        | rule("care", when=(row(numb="no", pain="present", pain_nrs="known"),)),
        invariants={"SR1": replace(SMALL.invariants["SR1"], never=(row(numb="yes", sore=True),))},
    )
    proof = prove(compile_pathway(pathway))[-1]
    failure = next(f for f in proof.failures if "a value that it may have" in f.says)
    assert failure.case == failure.witness
    assert failure.patterns == 0
    readings = failure.witness["xray_levels"]
    assert isinstance(readings, tuple)
    assert any(reading.get("retropulsion") == "yes" for reading in readings)


def test_permanent_blocks_are_counted_with_their_reasons() -> None:
    entry = Unreleased("old", ("urgent_spine_review",), (row(age=">= 50"),), "Age.", ("tool",))
    space = space_of(replace(SMALL, releases=replace(SMALL.releases, permanent=(entry,))))
    assert list(dead_ends.notes(space)) == [
        "blocks permanent: 1",
        "urgent_spine_review, permanent (old): Age.",
        "blocks not released by anything that is asked yet: 0",
    ]
