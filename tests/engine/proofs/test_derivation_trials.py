"""Derived findings as the proofs take them: what learning moves, what is tried, who has it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from engine.advice.facts import derive, point
from engine.diagram.compiler import Compiled, compile_pathway
from engine.diagram.diagram import TRUE
from engine.model.answers import UNKNOWN, Value
from engine.model.conditions import Clause
from engine.model.facts import Facts
from engine.model.findings import Derivation, Finding
from engine.model.kinds import Kind
from engine.model.pathway import Threshold
from engine.model.unary_tests import parse_cell
from engine.proofs import derivation_trials, sample_inputs
from engine.proofs.answer_space import AnswerSpace
from engine.proofs.derivation_trials import DerivationTrials, fields_read, learning
from engine.proofs.sample_inputs import SampleInputs
from engine.proofs.witness_search import patient, shown
from engine.spine.derivations.readings import any_sign
from tests.support.small_pathway import (
    FINDINGS,
    FUNCTIONS,
    SITES,
    SMALL,
    choice,
    finding,
    row,
    with_items,
)


def with_derived(derived: Finding, *inputs: Finding) -> Compiled:
    """The small pathway with one more derived finding, which a rule reads."""
    added = {item.key: item for item in (*inputs, derived)}
    test = "yes" if derived.options else ">= 7"
    clause = Clause(derived.key, parse_cell(test, derived, {}))
    return compile_pathway(
        with_items(
            SMALL, findings=added, rules={"work": replace(SMALL.rules["work"], when=((clause,),))}
        )
    )


def given(monkeypatch: pytest.MonkeyPatch, function: Callable[[Facts], Value]) -> None:
    monkeypatch.setitem(FUNCTIONS, "planted", function)


P, Q = choice("p", "yes", "no"), choice("q", "yes", "no")
BOTH = choice(
    "both", "yes", "no", derived=Derivation("planted", ("p", "q"), final=frozenset({"no"}))
)


def both_of(facts: Facts) -> str:
    states = {facts.choice("p"), facts.choice("q")}
    return "no" if "no" in states else UNKNOWN if UNKNOWN in states else "yes"


def test_learning_is_seen_in_full_where_it_is_little(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, both_of)
    found = learning(with_derived(BOTH, P, Q), BOTH)
    assert found.how == "every combination of the values tried"
    assert found.moves == {"p": [0b111, 0b010, 0b100], "q": [0b111, 0b010, 0b100]}
    assert (found.faults, found.revised, found.choices) == ({}, frozenset(), ("p", "q"))
    after = {(p, q) for p in range(3) for q in range(3)} - {(0, 0)}
    assert found.seen == {
        (p, q, 2 if 2 in (p, q) else 1 if (p, q) == (1, 1) else 0) for p, q in after
    }


@pytest.mark.parametrize(
    ("function", "says"),
    [
        (
            lambda facts: "maybe" if facts.choice("p") == "yes" else UNKNOWN,
            derivation_trials._LEGAL,
        ),
        (lambda facts: "yes" if facts.choice("q") == "yes" else "no", derivation_trials._FINAL),
        (lambda facts: "no" if facts.choice("q") == "no" else "yes", derivation_trials._REVISED),
    ],
)
def test_a_function_that_does_not_do_as_said(
    monkeypatch: pytest.MonkeyPatch, function: Callable[[Facts], Value], says: str
) -> None:
    given(monkeypatch, function)
    compiled = with_derived(BOTH, P, Q)
    found = learning(compiled, BOTH)
    assert says in found.faults
    assert UNKNOWN not in found.faults[says].values()
    claims = {
        claim.says: claim
        for claim in derivation_trials.derivations({"both": found}, compiled.pathway)
    }
    assert claims[f"both {says}"].broken == TRUE
    assert claims[f"both {says}"].example == found.faults[says]


def test_what_is_said_to_revise_has_to(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, lambda facts: "no" if facts.choice("q") == "no" else "yes")
    derived = replace(
        BOTH, derived=Derivation("planted", ("p", "q"), revised_by=frozenset({"p", "q"}))
    )
    compiled = with_derived(derived, P, Q)
    found = learning(compiled, derived)
    assert not found.faults
    assert found.revised == {"q"}
    claims = derivation_trials.derivations({"both": found}, compiled.pathway)
    assert [claim.says for claim in claims if claim.broken] == ["p can revise both"]


def test_only_what_is_asked_is_learnt(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, both_of)
    hidden = replace(Q, asked_when=((Clause("p", parse_cell("yes", P, {})),),))
    learnt = learning(with_derived(BOTH, P, hidden), BOTH)
    assert learnt.moves == {"p": [0b111, 0b010, 0b100], "q": [0b111, 0b010, 0b100]}
    assert (0, 1, 0) not in learnt.seen
    steps = list(DerivationTrials(with_derived(BOTH, P, hidden), BOTH))
    assert all(step.after["p"] == "yes" for step in steps if step.learnt == "q")
    elsewhere = replace(Q, asked_when=(row(age=">= 18"), row(open=True)))
    steps = list(DerivationTrials(with_derived(BOTH, P, elsewhere), BOTH))
    assert {step.after["p"] for step in steps if step.learnt == "q"} == {"yes", "no", UNKNOWN}


A = finding("a", Kind.INTEGER, low=0.0, high=10.0)
TOTAL = finding(
    "total",
    Kind.INTEGER,
    low=0.0,
    high=20.0,
    derived=Derivation("planted", ("a", "p"), revised_by=frozenset({"p"})),
)


@pytest.mark.parametrize(
    ("change", "moved"),
    [(0, [0b010, 0b100]), (5, [0b110, 0b100]), (-5, [0b010, 0b110])],
)
def test_a_number_moves_from_every_cell_alike(
    monkeypatch: pytest.MonkeyPatch, change: int, moved: list[int]
) -> None:
    def total(facts: Facts) -> Value:
        a = facts.number("a")
        return UNKNOWN if a is None else a + change * (facts.choice("p") == "yes")

    given(monkeypatch, total)
    found = learning(with_derived(TOTAL, P, A), TOTAL)
    assert found.how == "every combination of the values tried, numbers at and beside every limit"
    assert found.moves["p"] == [0b001, *moved]
    assert found.moves["a"] == [0b111, 0b010, 0b100]
    assert found.choices == ("p",)


def test_a_number_that_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    def total(facts: Facts) -> Value:
        a = facts.number("a")
        return UNKNOWN if a is None or facts.choice("p") == "yes" else a

    given(monkeypatch, total)
    found = learning(with_derived(TOTAL, P, A), TOTAL)
    assert found.moves["p"] == [0b001, 0b011, 0b101]


def test_of_many_combinations_some_are_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, both_of)
    monkeypatch.setattr(derivation_trials, "_FULL", 8)
    monkeypatch.setattr(derivation_trials, "_DRAWN", 50)
    trials = DerivationTrials(with_derived(BOTH, P, Q), BOTH)
    assert trials.how == "100 combinations drawn from the values tried"
    steps = list(trials)
    assert steps == list(trials)
    assert 80 < len(steps) < 120
    for step in steps:
        assert step.before == {**step.after, step.learnt: UNKNOWN}
        assert step.after[step.learnt] != UNKNOWN
    known = sum(value != UNKNOWN for step in steps for value in step.after.values())
    assert known < 2 * len(steps)


def test_an_asked_finding_has_nothing_to_learn() -> None:
    with pytest.raises(ValueError, match=r"^pain is not derived$"):
        learning(compile_pathway(SMALL), FINDINGS["pain"])


def test_of_readings_only_the_fields_that_are_looked_at_count() -> None:
    compiled = compile_pathway(SMALL)
    derived = FINDINGS["film_retropulsion"]
    assert fields_read(compiled, derived) == {"retropulsion"}
    given_by_level = replace(derived, derived=Derivation("thoracic_level", ("xray_levels",)))
    assert fields_read(compiled, given_by_level) == {"level"}
    steps = list(DerivationTrials(compiled, derived))
    assert any(step.before["xray_levels"] == UNKNOWN for step in steps)
    partly = [step for step in steps if isinstance(step.before["xray_levels"], tuple)]
    assert partly
    for step in partly:
        before, after = step.before["xray_levels"], step.after["xray_levels"]
        assert isinstance(before, tuple)
        assert isinstance(after, tuple)
        gone = [
            new.keys() - old.keys() for old, new in zip(before, after, strict=True) if old != new
        ]
        assert gone == [{"retropulsion"}]


# --- the values that are tried -----------------------------------------------------------------


def test_the_values_that_stand_for_all() -> None:
    probes = SampleInputs(compile_pathway(SMALL))
    assert probes(FINDINGS["job"]) == ("sitting", "standing", "heavy")
    drugs = probes(FINDINGS["bone_harming_drugs"])
    assert len(drugs) == len(set(drugs)) == 2**3
    assert {len(chosen) for chosen in drugs if isinstance(chosen, frozenset)} == {0, 1, 2, 3}
    assert probes(FINDINGS["pain_nrs"]) == (0, 3, 6, 7, 8, 9, 10)
    assert probes(FINDINGS["crp"]) == (
        *(0, 4.995, 9.99, 10, 10.01, 20.0, 29.99, 30, 30.01, 265.005, 500),
    )
    assert probes(FINDINGS["note"]) is probes(FINDINGS["note"])


def test_of_many_choices_the_small_sets_are_tried() -> None:
    four = finding("four", Kind.SEVERAL, options={str(n): "" for n in range(4)})
    assert len(set(SampleInputs(compile_pathway(SMALL))(four))) == 2**4
    many = finding("many", Kind.SEVERAL, options={str(n): "" for n in range(10)})
    sets = SampleInputs(compile_pathway(SMALL))(many)
    assert [len(chosen) for chosen in sets if isinstance(chosen, frozenset)] == [
        *[0] * 1,
        *[1] * 10,
        *[2] * 45,
        10,
    ]


def test_a_number_is_tried_about_the_limits_of_what_is_derived_from_it() -> None:
    probes = SampleInputs(with_derived(TOTAL, P, A))
    assert probes(A) == (0, 3, 6, 7, 8, 9, 10)
    assert probes(TOTAL) == (0, 3, 6, 7, 8, 14, 20)


PERCENT = Threshold("bent", 20.0, "%", "Bent from here.", ("tool",))
DEGREES = Threshold("tilted", 35.0, "degrees", "Tilted from here.", ("tool",))


def test_a_field_is_tried_about_the_thresholds_of_its_unit() -> None:
    pathway = with_items(SMALL, thresholds={"bent": PERCENT, "tilted": DEGREES})
    probes = SampleInputs(compile_pathway(pathway))
    sign, loss = FINDINGS["xray_levels"].fields
    assert probes.field(sign) == ("yes", "no")
    assert probes.field(loss) == (0, 9.995, 19.99, 20, 20.01, 60.005, 100)
    assert probes.field(replace(loss, unit="")) == (0, 50, 100)


def test_readings_of_one_level_and_of_two() -> None:
    readings = SampleInputs(compile_pathway(SMALL), ["retropulsion"])(FINDINGS["xray_levels"])
    first, singles, pairs = readings[0], readings[1:13], readings[13:]
    assert first == ()
    assert singles == (
        *(
            ({"level": level, **sign},)
            for level in ("T12", "L1", "T10", "L4")
            for sign in ({}, {"retropulsion": "yes"}, {"retropulsion": "no"})
        ),
    )
    assert len(pairs) == 300
    levels = [tuple(level["level"] for level in pair) for pair in pairs if isinstance(pair, tuple)]
    assert (
        levels == [("T11", "T12"), ("T12", "L1"), ("L1", "L2"), ("T12", "L4"), ("T10", "T12")] * 60
    )
    seen = {
        level.get("retropulsion") for pair in pairs if isinstance(pair, tuple) for level in pair
    }
    assert seen == {None, "yes", "no"}


def test_of_many_readings_some_are_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sample_inputs, "_SINGLES", 17)
    monkeypatch.setattr(sample_inputs, "_PAIRS", 0)
    compiled = compile_pathway(SMALL)
    readings = SampleInputs(compiled)(FINDINGS["xray_levels"])
    assert len(readings) == 18
    levels = [
        level["level"]
        for reading in readings[1:]
        if isinstance(reading, tuple)
        for level in reading
    ]
    assert levels == ["T12", "L1", "T10", "L4"] * 4 + ["T12"]
    assert readings == SampleInputs(compiled)(FINDINGS["xray_levels"])
    # 4 levels x 3 signs x 4 losses, what is left out included.
    monkeypatch.setattr(sample_inputs, "_SINGLES", 48)
    every = SampleInputs(compiled)(FINDINGS["xray_levels"])
    assert len({repr(reading) for reading in every}) == len(every) == 49


@pytest.mark.parametrize(
    ("wanted", "case"),
    [
        ({"film_retropulsion": "yes"}, {"xray_levels": ({"level": "T12", "retropulsion": "yes"},)}),
        ({"film_retropulsion": "no"}, {"xray_levels": ()}),
        ({"film_retropulsion": "yes", "pain": "none"}, None),
        ({"harmed": "no", "numb": "unknown", "age": ">= 18"}, None),
        ({"job": "heavy"}, {"job": "heavy"}),
        ({}, {}),
    ],
)
def test_a_patient_has_what_is_wanted_and_nothing_more(
    wanted: dict[str, str], case: dict[str, Value] | None
) -> None:
    compiled = compile_pathway(SMALL)
    positions = {
        compiled.variables[key]: min(
            compiled.domains[compiled.variables[key]].positions(parse_cell(cell, FINDINGS[key], {}))
        )
        for key, cell in wanted.items()
    }
    found = patient(compiled, positions)
    assert found is not None
    here = point(compiled, derive(compiled.pathway, found))
    assert all(here[variable] == position for variable, position in positions.items())
    if case is not None:
        assert {k: worded(v) for k, v in found.items()} == {k: worded(v) for k, v in case.items()}
    for key in found:
        less = {name: value for name, value in found.items() if name != key}
        there = point(compiled, derive(compiled.pathway, less))
        assert any(there[variable] != position for variable, position in positions.items())


def worded(value: Value) -> object:
    """A value without the level at which something is found, as any will do."""
    if isinstance(value, tuple):
        return [{k: v for k, v in reading.items() if k != "level"} for reading in value]
    return value


def test_combinations_that_look_like_patients_are_shown_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Both is no where p is no, so of `both is yes or q is no` a patient has the latter alone."""
    given(monkeypatch, lambda facts: "no" if facts.choice("q") == "no" else UNKNOWN)
    compiled = with_derived(BOTH, P, Q)
    space = AnswerSpace(compiled)
    variables = compiled.variables
    says_yes = space.diagram.literal(variables["both"], [1])
    q_is_no = space.diagram.literal(variables["q"], [2])
    chosen, case = shown(space, space.diagram.disjunction(says_yes, q_is_no))
    assert chosen[variables["q"]] == 2
    assert case == {"q": "no"}
    assert shown(space, says_yes) == ({variables["both"]: 1}, None)


def test_a_patient_is_found_step_by_step(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twenty signs at once are more than a draw hits upon; one after the other they are found."""
    fields = tuple(choice(f"sign{n}", "yes", "no") for n in range(20))
    film = finding("film", Kind.LEVELS, sites=SITES, fields=fields)
    derived = {
        f"any{n}": choice(f"any{n}", "yes", "no", derived=Derivation(f"any{n}", ("film",)))
        for n in range(20)
    }

    def seen(number: int) -> Callable[[Facts], Value]:
        return lambda facts: any_sign(facts.levels("film"), f"sign{number}")

    for number in range(20):
        monkeypatch.setitem(FUNCTIONS, f"any{number}", seen(number))
    compiled = compile_pathway(with_items(SMALL, findings={"film": film, **derived}))
    wanted = {compiled.variables[key]: 1 + number % 2 for number, key in enumerate(derived)}
    found = patient(compiled, wanted)
    assert found is not None
    here = point(compiled, derive(compiled.pathway, found))
    assert {variable: here[variable] for variable in wanted} == wanted
    assert found.keys() == {"film"}
    readings = found["film"]
    assert isinstance(readings, tuple)
    levels = [str(reading["level"]) for reading in readings]
    assert levels == sorted(levels, key=SITES.names.index)
    signs = [key for reading in readings for key in reading if key != "level"]
    odd = [f"sign{n}" for n in range(1, 20, 2)]
    assert sorted(signs) == sorted([*(f"sign{n}" for n in range(0, 20, 2)), *odd * len(levels)])
