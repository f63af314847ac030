"""The proofs: the shipped content holds them, and a planted fault of each kind is found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from engine.advice.decide import decide
from engine.advice.facts import derive, point
from engine.diagram.compiler import Compiled, compile_pathway
from engine.diagram.diagram import FALSE, DiagramTooLargeError
from engine.model.answers import UNKNOWN
from engine.model.conditions import Clause, Row, Table, UnaryTest
from engine.model.exemptions import Exemption, IndistinctAnswers
from engine.model.pathway import Pathway
from engine.proofs import (
    KINDS,
    Proof,
    consistency,
    coverage,
    dead_ends,
    derivation_trials,
    patterns,
    skip_logic,
    unknown_safety,
)
from engine.proofs.answer_space import AnswerSpace
from engine.proofs.claims import Claim, Failure
from engine.proofs.derivation_trials import learning
from engine.proofs.reasons import named_reasons
from engine.proofs.witness_search import patient, shown
from tests.support.effort import slow_but

Fault = Callable[[Pathway], Pathway]
Claims = Callable[[AnswerSpace], Iterator[Claim]]


@pytest.fixture(scope="module")
def shipped(compiled: Compiled) -> Compiled:
    return compile_pathway(compiled.pathway)


@pytest.mark.slow
@pytest.mark.mutation
def test_the_shipped_content_is_proved(shipped: Compiled, proofs: tuple[Proof, ...]) -> None:
    assert [failure for proof in proofs for failure in proof.failures] == []
    assert sum(proof.claims for proof in proofs) > 2000
    assert patterns(shipped) > 1e70


def _with(pathway: Pathway, kind: str, items: Any) -> Pathway:
    parts: dict[str, Any] = {kind: items}
    return replace(pathway, **parts)


def changed(kind: str, key: str, **parts: Any) -> Fault:
    """Give one item of one kind other parts."""

    def broken(pathway: Pathway) -> Pathway:
        items = getattr(pathway, kind)
        return _with(pathway, kind, {**items, key: replace(items[key], **parts)})

    return broken


def without(kind: str, key: str) -> Fault:
    """Drop one item."""

    def broken(pathway: Pathway) -> Pathway:
        items = getattr(pathway, kind)
        return _with(pathway, kind, {k: item for k, item in items.items() if k != key})

    return broken


def with_item(kind: str, key: str, item: object) -> Fault:
    """Add one item."""

    def broken(pathway: Pathway) -> Pathway:
        return _with(pathway, kind, {**getattr(pathway, kind), key: item})

    return broken


def without_rows(key: str, name: str) -> Fault:
    """Drop the rows of a concept that name something."""

    def broken(pathway: Pathway) -> Pathway:
        def keep(row: Row) -> bool:
            return all(clause.name != name for clause in row)

        concept = pathway.concepts[key]
        changed = replace(
            concept,
            when=tuple(filter(keep, concept.when)),
            unless=tuple(filter(keep, concept.unless)),
        )
        return replace(pathway, concepts={**pathway.concepts, key: changed})

    return broken


def with_condition(key: str, *more: Clause) -> Fault:
    def broken(pathway: Pathway) -> Pathway:
        rule = pathway.rules[key]
        changed = replace(rule, when=tuple((*row, *more) for row in rule.when))
        return replace(pathway, rules={**pathway.rules, key: changed})

    return broken


def with_row(key: str, *clauses: Clause) -> Fault:
    """Give a concept one more row."""

    def broken(pathway: Pathway) -> Pathway:
        concept = pathway.concepts[key]
        changed = replace(concept, when=(*concept.when, clauses))
        return replace(pathway, concepts={**pathway.concepts, key: changed})

    return broken


def never_revised(key: str) -> Fault:
    """Say of a derived finding that nothing revises it."""

    def broken(pathway: Pathway) -> Pathway:
        finding = pathway.findings[key]
        assert finding.derived
        derived = replace(finding.derived, revised_by=frozenset())
        return changed("findings", key, derived=derived)(pathway)

    return broken


def of_derivations(space: AnswerSpace) -> Iterator[Claim]:
    return derivation_trials.derivations(space.learning, space.pathway)


def rests(code: str) -> Claims:
    """The claims that one code does not rest on an unknown."""
    return lambda space: unknown_safety.unknowns(space, [code])


def exempt(code: str, finding: str) -> Exemption:
    return Exemption("planted", (code,), (finding,), "No reason.", ("tool",))


OPEN_GATE: Table = ((),)
LATE: Table = ((Clause("inr", UnaryTest("known", number=True)),),)

FAULTS: dict[str, tuple[Fault, Claims, str]] = {
    "no cement state is left": (
        without("rules", "augmentation_not_yet"),
        consistency.complete,
        "cement state",
    ),
    "two drug states meet": (
        changed("rules", "oral_bisphosphonate_start", unless=()),
        consistency.exclusive,
        "drug",
    ),
    "infection no longer blocks cement": (
        without_rows("cement_blocked", "cement_infection"),
        consistency.invariants,
        "SR13",
    ),
    "coagulation is not asked for": (
        without_rows("cement_safety_unknown", "inr"),
        consistency.invariants,
        "SR16",
    ),
    "the brace comes without its evidence": (
        without("rules", "evidence_brace_weak"),
        consistency.invariants,
        "SR49",
    ),
    "MRI in spite of an unsafe device": (
        changed("rules", "mri_spine_without_contrast", unless=()),
        consistency.invariants,
        "SR21",
    ),
    "an emergency that depends on age": (
        with_condition("emergency_spine_pathway", Clause("fragility_age", test=True)),
        consistency.monotone_emergency,
        "emergency",
    ),
    "cement while the ligaments are unknown": (
        without_rows("cement_safety_unknown", "ligaments"),
        rests("augmentation_consider"),
        "augmentation_consider does not rest on unknown ligaments",
    ),
    "routine care of what may be a child": (
        without_rows("routine_open", "age_years"),
        rests("conservative_care"),
        "conservative_care does not rest on unknown age_years",
    ),
    "an exemption is struck out": (
        without("exemptions", "lines_of_the_report"),
        rests("augmentation_consider"),
        "augmentation_consider does not rest on unknown cord_signal_change",
    ),
    "an exemption that nothing needs": (
        with_item("exemptions", "planted", exempt("augmentation_consider", "inr")),
        rests("augmentation_consider"),
        "augmentation_consider needs its exemption from inr",
    ),
    "an exemption of what rests on nothing": (
        with_item("exemptions", "planted", exempt("augmentation_consider", "smoker")),
        rests("augmentation_consider"),
        "augmentation_consider hangs on smoker",
    ),
    "an exemption of what permits nothing": (
        with_item("exemptions", "planted", exempt("dxa_order", "age_years")),
        rests("dxa_order"),
        "is of a permissive code",
    ),
    "the page does not ask for what it rests on": (
        without("rules", "ask_symptoms"),
        rests("conservative_care"),
        "ask_symptoms asks where",
    ),
    "another code does not take the place": (
        changed("exemptions", "firmer_diagnosis", instead="dxa_order"),
        rests("oral_bisphosphonate_may_start"),
        "dxa_order replaces oral_bisphosphonate_may_start",
    ),
    "a section swallows the later ones": (
        changed("sections", "child", gate=OPEN_GATE),
        coverage.reachable,
        "fires for some",
    ),
    "a row that another row covers": (
        with_row("suspicious", Clause("infection_path", test=True), Clause("X02", test=True)),
        coverage.every_cell_matters,
        "suspicious when row 5 changes something",
    ),
    "a concept that nothing uses": (
        lambda p: with_item("concepts", "idle", replace(p.concepts["acute"], key="idle"))(p),
        coverage.used,
        "concept idle is used",
    ),
    "a question that no rule reads": (
        without("rules", "secondary_cause_coeliac"),
        coverage.used,
        "ttg_iga is read by a rule",
    ),
    "a context question without a reason": (
        lambda p: replace(p, unread={}),
        coverage.used,
        "user_role says why no rule reads it",
    ),
    "a question that is called context": (
        lambda p: replace(p, unread={**p.unread, "smoker": "No reason."}),
        coverage.used,
        "smoker is read by a rule",
    ),
    "two answers that no rule tells apart": (
        lambda p: replace(p, alike=tuple(a for a in p.alike if a.finding != "spep")),
        coverage.distinct,
        "spep: not_done, pending are told apart",
    ),
    "two answers that are told apart after all": (
        lambda p: replace(
            p, alike=(*p.alike, IndistinctAnswers("smoker", frozenset({"yes", "no"}), ""))
        ),
        coverage.distinct,
        "smoker: no, yes count alike",
    ),
    "a question asked by a later one": (
        changed("findings", "smoker", asked_when=LATE),
        skip_logic.hidden,
        "smoker is asked by what stands before it",
    ),
    "a derived finding that changes unannounced": (
        never_revised("acuity"),
        of_derivations,
        "acuity changes once known only by",
    ),
    "a final value that is not": (
        lambda p: changed(
            "findings",
            "film_grade",
            derived=replace(p.findings["film_grade"].derived, final=frozenset({"mild"})),  # type: ignore[type-var]
        )(p),
        of_derivations,
        "film_grade keeps a value that is final",
    ),
}


QUICK = ("MRI in spite of an unsafe device", "two answers that no rule tells apart")
"""Faults that the quick suite plants as well."""


@pytest.mark.parametrize("fault", slow_but(QUICK, FAULTS, pytest.mark.mutation))
def test_a_planted_fault_is_found(compiled: Compiled, fault: str) -> None:
    spoil, claims, says = FAULTS[fault]
    space = AnswerSpace(compile_pathway(spoil(compiled.pathway)))
    broken = [claim.says for claim in claims(space) if claim.broken != FALSE]
    assert any(says in claim for claim in broken), broken[:5]


def failure_of(compiled: Compiled, fault: Fault, says: str) -> tuple[Compiled, Failure]:
    broken = compile_pathway(fault(compiled.pathway))
    space = AnswerSpace(broken)
    proofs = (kind.checked(space) for kind in KINDS)
    return broken, next(f for p in proofs for f in p.failures if says in f.says)


@pytest.mark.slow
@pytest.mark.mutation
def test_a_failed_proof_shows_a_patient(compiled: Compiled) -> None:
    """The witness of a broken invariant is a case, and the case shows what is claimed not to be."""
    fault = without("rules", "evidence_brace_weak")
    broken, failure = failure_of(compiled, fault, "SR49")
    assert failure.patterns > 0
    assert failure.case is not None
    codes = decide(broken, failure.case).codes
    assert "brace_optional" in codes
    assert "evidence_brace_weak" not in codes


@pytest.mark.slow
def test_a_dead_end_shows_a_patient(compiled: Compiled) -> None:
    """With clotting never measured again, nothing frees somebody whose INR was once too high."""
    releases = compiled.pathway.releases
    lasting = {key: why for key, why in releases.renewable.items() if key != "inr"}
    pathway = replace(compiled.pathway, releases=replace(releases, renewable=lasting))
    space = AnswerSpace(compile_pathway(pathway))
    stuck = {claim.says: claim.broken for claim in dead_ends.dead_ends(space)}
    says = (
        "augmentation_block_coagulopathy is freed by what is not answered yet or by a newer result"
    )
    _, case = shown(space, stuck[says])
    assert case is not None
    assert "inr" in case
    assert "augmentation_block_coagulopathy" in decide(space.compiled, case).codes


@pytest.mark.slow
@pytest.mark.mutation
def test_a_patient_whose_advice_rests_on_an_unknown(compiled: Compiled) -> None:
    fault = without_rows("routine_open", "age_years")
    space = AnswerSpace(compile_pathway(fault(compiled.pathway)))
    says = "physiotherapy does not rest on unknown age_years"
    lost = next(claim.broken for claim in rests("physiotherapy")(space) if claim.says == says)
    _, case = shown(space, lost)
    assert case is not None
    assert "age_years" not in case
    assert "physiotherapy" in decide(space.compiled, case).codes
    assert "physiotherapy" not in decide(space.compiled, {**case, "age_years": 12}).codes


@pytest.mark.slow
@pytest.mark.mutation
def test_every_derived_value_is_some_patients(shipped: Compiled) -> None:
    """The search for a patient finds one for each value a derived finding was seen to take."""
    for variable, domain in enumerate(shipped.domains):
        finding = shipped.pathway.findings[domain.key]
        if not finding.derived:
            continue
        moves = learning(shipped, finding).moves.values()
        seen = {p for masks in moves for mask in masks for p in range(domain.size) if mask >> p & 1}
        reached = {p for masks in moves for p, mask in enumerate(masks) if mask != 1 << p}
        for position in reached & seen:
            found = patient(shipped, {variable: position})
            assert found is not None, (domain.key, position)
            facts = derive(shipped.pathway, found)
            assert point(shipped, facts)[variable] == position
            assert facts.get(domain.key, UNKNOWN) == UNKNOWN or position


@pytest.mark.slow
@pytest.mark.mutation
def test_no_patient_is_made_up(shipped: Compiled) -> None:
    """A combination that no patient has gives none: a male who counts as pregnant unasked."""
    variables = shipped.variables
    sex = shipped.domains[variables["sex"]].position("male")
    yes = shipped.domains[variables["pregnant"]].position("yes")
    no = shipped.domains[variables["pregnancy"]].position("no")
    wanted = {variables["sex"]: sex, variables["pregnancy"]: no, variables["pregnant"]: yes}
    assert patient(shipped, wanted) is None


def test_a_diagram_that_explodes_names_the_concept(
    compiled: Compiled, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.diagram.diagram.BUDGET", 2_000)
    with pytest.raises(DiagramTooLargeError, match="split it into concepts"):
        compile_pathway(compiled.pathway)


def test_a_text_names_what_its_rules_read(shipped: Compiled) -> None:
    claims = list(named_reasons(AnswerSpace(shipped)))
    assert len(claims) >= 9
    assert all(claim.broken == FALSE for claim in claims)


@pytest.mark.parametrize(
    ("names", "fault"),
    [
        (("infusion_blocked", "childbearing"), "not named: calcium"),
        (
            ("infusion_blocked", "hypocalcaemia", "childbearing", "dental_invasive_planned"),
            "not read: dental_invasive_planned",
        ),
    ],
)
def test_a_reason_that_the_rule_does_not_have_is_found(
    shipped: Compiled, names: tuple[str, ...], fault: str
) -> None:
    planted = changed("recommendations", "zoledronate_blocked", names=names)(shipped.pathway)
    claims = named_reasons(AnswerSpace(replace(shipped, pathway=planted)))
    broken = [claim.says for claim in claims if claim.broken != FALSE]
    assert broken == [f"zoledronate_blocked names the findings that its rules read ({fault})"]
