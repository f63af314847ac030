"""Reasons and counterfactuals: against enumeration, and on patients through `decide`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, combinations, islice, pairwise
from math import inf
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from data.wording.reasons import Reasons
from engine.advice import minimal_reasons
from engine.advice.applicability import enabled
from engine.advice.comparison import compare
from engine.advice.counterfactuals import Counterfactuals
from engine.advice.decide import decide
from engine.advice.facts import derive, point
from engine.advice.minimal_reasons import grounds, smallest
from engine.advice.route import Passage, route
from engine.diagram.compiler import Compiled
from engine.diagram.diagram import FALSE, TRUE, Diagram
from engine.diagram.partial_values import CAN_BE_FALSE, CAN_BE_TRUE, possible_values
from engine.diagram.sample_values import alternatives
from engine.diagram.shortest_path import cheapest_path, critical_variables
from engine.model.answers import Answers
from engine.model.kinds import Kind
from tests.support.cases import CASES, answers_of, codes_of
from tests.support.effort import examples, slow_but
from tests.support.formulas import POINTS, SIZES, build, formulas, truth
from tests.support.random_patients import Patients

points = st.sampled_from(POINTS)
prices = st.tuples(
    *(st.tuples(*(st.sampled_from([1, 2, 3, inf]) for _ in range(size))) for size in SIZES)
)


@given(formulas, points, prices)
def test_the_cheapest_way_is_the_cheapest_of_all_points(
    formula: Any, here: Sequence[int], costs: Sequence[Sequence[float]]
) -> None:
    diagram = Diagram(SIZES)
    root = build(diagram, formula)
    for leaf in (FALSE, TRUE):
        lowest = min(
            (
                sum(costs[v][a] for v, (a, b) in enumerate(zip(there, here, strict=True)) if a != b)
                for there in POINTS
                if truth(formula, there) == (leaf == TRUE)
            ),
            default=inf,
        )
        way = cheapest_path(diagram, root, leaf, here, costs)
        assert (inf if way is None else way.cost) == lowest
        if way is not None:
            there = [way.moves.get(v, position) for v, position in enumerate(here)]
            assert truth(formula, there) == (leaf == TRUE)


def test_of_equally_cheap_ways_the_one_that_keeps_earlier_positions_is_taken() -> None:
    diagram = Diagram(SIZES)
    root = build(diagram, ("or", ("is", 0, {1}), ("is", 1, {1})))
    way = cheapest_path(diagram, root, TRUE, (0, 0, 0, 0), [[1.0] * size for size in SIZES])
    assert way is not None
    assert (way.moves, way.cost) == ({1: 1}, 1)


@given(formulas, points)
def test_decisive_variables_change_it_alone(formula: Any, here: Sequence[int]) -> None:
    diagram = Diagram(SIZES)
    expected = {
        v
        for there in POINTS
        if truth(formula, there) != truth(formula, here)
        for v in range(len(SIZES))
        if all(a == b or n == v for n, (a, b) in enumerate(zip(there, here, strict=True)))
    }
    assert critical_variables(diagram, build(diagram, formula), here) == expected


def _forces(formula: Any, here: Sequence[int], kept: frozenset[int]) -> bool:
    same = [there for there in POINTS if all(there[v] == here[v] for v in kept)]
    return len({truth(formula, there) for there in same}) == 1


@given(formulas, points)
def test_no_smaller_set_forces_the_result(formula: Any, here: Sequence[int]) -> None:
    diagram = Diagram(SIZES)
    chosen = smallest(diagram, build(diagram, formula), here)
    assert _forces(formula, here, chosen)
    for fewer in combinations(range(len(SIZES)), max(len(chosen) - 1, 0)):
        assert not chosen or not _forces(formula, here, frozenset(fewer))


def _all_met(diagram: Diagram, ways: Iterable[Iterable[int]]) -> int:
    """The function that turns false where all variables of some way do."""
    literals = [diagram.literal(variable, [1]) for variable in range(len(diagram.sizes))]
    return diagram.every(diagram.some(literals[v] for v in way) for way in ways)


@given(st.lists(st.sets(st.integers(0, 6), min_size=1), min_size=1, max_size=8))
@example([{0, 1}, {0, 2, 5}, {0, 5}, {1, 2}, {3, 6}, {4, 5}, {4, 6}])
def test_the_smallest_set_meets_every_way_out(ways: list[set[int]]) -> None:
    diagram = Diagram([2] * 7)
    chosen = smallest(diagram, _all_met(diagram, ways), [1] * 7)
    assert all(chosen & way for way in ways)
    for fewer in combinations(range(7), len(chosen) - 1):
        assert not all(way.intersection(fewer) for way in ways)


@pytest.mark.parametrize("limit", ["_ROUNDS", "_BRANCHES"])
def test_a_search_that_takes_too_long_ends(monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    """Of `3 or (0 and 1 and 2)` the one variable is the smallest; three do as well."""
    ways = [{0, 3}, {1, 3}, {2, 3}]
    diagram = Diagram([2] * 4)
    root = _all_met(diagram, ways)
    assert smallest(diagram, root, [1] * 4) == {3}
    monkeypatch.setattr(minimal_reasons, limit, 0)
    assert smallest(diagram, root, [1] * 4) == {0, 1, 2}


SEVERAL_WAYS = ("or", *(("and", ("is", v, {1}), ("is", v + 1, {1})) for v in (0, 2)))


@given(formulas, points)
@example(SEVERAL_WAYS, (1, 1, 1, 1))
def test_a_search_cut_short_is_still_irredundant(formula: Any, here: Sequence[int]) -> None:
    diagram = Diagram(SIZES)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(minimal_reasons, "_ROUNDS", 0)
        chosen = smallest(diagram, build(diagram, formula), here)
    assert _forces(formula, here, chosen)
    assert not any(_forces(formula, here, chosen - {variable}) for variable in chosen)


def _patients(compiled: Compiled) -> Iterator[Answers]:
    """Cases that reach deep and random ones, as an interview would have them."""
    cases = (answers_of(compiled, CASES[number]) for number in ("V02", "V05", "V11", "V30"))
    both = chain.from_iterable(zip(cases, Patients(compiled.pathway, seed=11), strict=False))
    for answers in islice(both, examples(8)):
        yield enabled(compiled, answers)[1]


def _kept(compiled: Compiled, answers: Answers, keys: Sequence[str]) -> Answers:
    """The answers that some findings are, or are computed from."""
    derivations = {key: compiled.pathway.findings[key].derived for key in keys}
    names = {name for key, d in derivations.items() for name in (d.inputs if d else (key,))}
    return {key: value for key, value in answers.items() if key in names}


@pytest.mark.sampled
def test_the_grounds_force_the_result_whatever_the_other_answers_are(compiled: Compiled) -> None:
    """Kept as they are, unknown ones included, they give the same with any other answers."""
    others = Patients(compiled.pathway, seed=12)
    for answers in _patients(compiled):
        here = point(compiled, derive(compiled.pathway, answers))
        strangers = [others.patient() for _ in range(4)]
        for code, root in compiled.functions.recommendations.items():
            keys = [ground.finding for ground in grounds(compiled, root, here)]
            kept = _kept(compiled, answers, keys)
            asked = _kept(compiled, {key: key for key in compiled.pathway.findings}, keys)
            for stranger in strangers:
                mixed = {k: v for k, v in stranger.items() if k not in asked} | dict(kept)
                held = code in codes_of(compiled, mixed)
                assert held == compiled.diagram.value(root, here), (code, keys)


@pytest.mark.sampled
def test_no_ground_can_be_left_out_or_allow_more(compiled: Compiled) -> None:
    diagram = compiled.diagram
    for answers in islice(_patients(compiled), 6):
        here = point(compiled, derive(compiled.pathway, answers))
        for root in compiled.functions.recommendations.values():
            masks = [domain.everything for domain in compiled.domains]
            for ground in grounds(compiled, root, here):
                masks[compiled.variables[ground.finding]] = ground.allowed
            assert possible_values(diagram, masks)(root) != CAN_BE_FALSE | CAN_BE_TRUE
            for variable, mask in enumerate(masks):
                assert mask >> here[variable] & 1
                for position in range(diagram.sizes[variable]):
                    if not mask >> position & 1:
                        wider = [*masks]
                        wider[variable] |= 1 << position
                        outcome = possible_values(diagram, wider)(root)
                        assert outcome == CAN_BE_FALSE | CAN_BE_TRUE


@pytest.mark.slow
@pytest.mark.mutation
@pytest.mark.parametrize("learnt", [False, True])
def test_the_nearest_change_really_changes_it(compiled: Compiled, learnt: bool) -> None:
    found = 0
    for answers in _patients(compiled):
        before = decide(compiled, answers).codes
        changes = Counterfactuals(compiled, answers)
        for code, root in compiled.functions.recommendations.items():
            change = changes.nearest(root, learnt=learnt)
            if change is None:
                continue
            found += 1
            _, after, _ = enabled(compiled, {**answers, **change.answers})
            assert (code in decide(compiled, after).codes) != (code in before), code
            assert all(answers.get(key) != value for key, value in change.answers.items())
            assert not learnt or change.answers.keys().isdisjoint(answers)
            assert change.answers.keys() <= after.keys()
    assert found > 50


@pytest.mark.slow
@pytest.mark.mutation
def test_a_single_answer_that_changes_it_is_found(compiled: Compiled) -> None:
    """The nearest change is one answer where some other answer to one question does it."""
    for answers in islice(_patients(compiled), 5):
        applies, _, here = enabled(compiled, answers)
        alone: dict[str, set[str]] = {}
        for key in applies:
            finding = compiled.pathway.findings[key]
            if finding.lasting or (finding.kind is Kind.LEVELS and key not in answers):
                continue
            for value in alternatives(compiled, key, answers):
                there = enabled(compiled, {**answers, key: value})[2]
                for code, root in compiled.functions.recommendations.items():
                    if compiled.diagram.value(root, there) != compiled.diagram.value(root, here):
                        alone.setdefault(code, set()).add(key)
        changes = Counterfactuals(compiled, answers)
        for code in compiled.functions.recommendations:
            root = compiled.functions.recommendations[code]
            single = {key for change in changes.single(root) for key in change.answers}
            assert single - {"age_years", "sex"} == alone.get(code, set())
        for code in alone:
            root = compiled.functions.recommendations[code]
            change = changes.nearest(root)
            assert change is not None
            assert len(change.answers) == 1, (code, alone[code], change)


@pytest.mark.slow
@pytest.mark.mutation
def test_age_is_named_only_where_nothing_else_would_do(compiled: Compiled) -> None:
    answers = enabled(compiled, answers_of(compiled, CASES["V02"]))[1]
    changes = Counterfactuals(compiled, answers)
    named = 0
    for root in compiled.functions.recommendations.values():
        change = changes.nearest(root)
        if change is not None and {"age_years", "sex"} & change.answers.keys():
            named += 1
            assert changes.nearest(root, learnt=True) is None
    assert named > 2


def test_the_route_ends_where_a_section_stops(compiled: Compiled) -> None:
    stops = route(compiled, enabled(compiled, {"motor_deficit": "new"})[2])
    end = next(n for n, stop in enumerate(stops) if stop.section.key == "emergency")
    assert stops[end].passage is Passage.STOPS
    assert stops[end].fired
    assert Passage.STOPS not in {stop.passage for stop in stops[:end]}
    assert {stop.passage for stop in stops[end + 1 :]} == {Passage.NOT_REACHED}


@pytest.mark.sampled
def test_the_route_gives_what_is_advised(compiled: Compiled) -> None:
    """Along the way the same rules fire as in the advice, and nothing after its end."""
    for answers in _patients(compiled):
        advice = decide(compiled, answers)
        stops = route(compiled, enabled(compiled, answers)[2])
        fired = {rule.key for stop in stops for rule in stop.fired}
        assert fired == {rule.key for item in advice.recommended for rule in item.rules}
        silent = [s for s in stops if s.passage in (Passage.PASSED, Passage.NOT_REACHED)]
        assert not any(stop.fired for stop in silent)


@pytest.mark.sampled
def test_a_comparison_accounts_for_every_recommendation(compiled: Compiled) -> None:
    pages = [decide(compiled, answers) for answers in _patients(compiled)]
    for before, after in pairwise(pages):
        found = compare(before, after)
        gained = {item.code for item in found.gained}
        lost = {item.code for item in found.lost}
        assert gained == set(after.codes) - set(before.codes)
        assert lost == set(before.codes) - set(after.codes)
        assert len(found.moved) + found.kept == len(set(before.codes) & set(after.codes))
        for pair in found.moved:
            old, new = pair.before, pair.after
            assert old.recommendation == new.recommendation
            assert (old.urgency, old.settled) != (new.urgency, new.settled)
        assert compare(after, after).same


def test_reasons_in_words(compiled: Compiled) -> None:
    """Not asked is never called not known, and what is computed says from what."""
    answers: Answers = {"neuro_exam_done": "yes", "age_years": 72, "back_pain": "present"}
    active = enabled(compiled, answers)[1]
    reasons = Reasons(compiled, active, decide(compiled, active).facts)
    missing = reasons.grounds("complete_red_flags")
    assert missing.own == ("Mechanism: not asked",)
    assert "Age: 72 years (the same if 18 years or more; not known)" in missing.before
    healed = reasons.grounds("augmentation_block_unproven").own
    assert healed[-1].startswith("Age of the fracture [worked out; 6 missing]: not known")
    learnt = reasons.change("out_of_scope_child", learnt=False)
    assert learnt.single == ("Age: 17 years or less (now 72 years)",)


@pytest.mark.slow
@pytest.mark.mutation
def test_ranges_in_words_claim_no_more_than_is_so(compiled: Compiled) -> None:
    """Every number of the cells or trials inside a named range changes the recommendation."""
    answers = enabled(compiled, answers_of(compiled, CASES["V30"]))[1]
    reasons = Reasons(compiled, answers, decide(compiled, answers).facts)
    here = enabled(compiled, answers)[2]
    names = {f.short: f for f in compiled.pathway.findings.values() if f.derived is None}
    seen = 0
    for code, root in compiled.functions.recommendations.items():
        for words in reasons.change(code, learnt=False).single:
            short, _, says = words.partition(": ")
            finding = names[short]
            bound = re.match(r"(?:below |above )?([-\d.]+)(?: \S+)? or (less|more)", says)
            if not finding.kind.numeric or bound is None or " or " in says.removeprefix(bound[0]):
                continue
            limit = float(bound[1])
            inside = [
                value
                for value in alternatives(compiled, finding.key, answers)
                if isinstance(value, int | float)
                and (value <= limit if bound[2] == "less" else value >= limit)
            ]
            for value in inside:
                there = enabled(compiled, {**answers, finding.key: value})[2]
                assert compiled.diagram.value(root, there) != compiled.diagram.value(root, here)
                seen += 1
    assert seen > 10


def test_what_would_change_it_names_what_takes_its_place(compiled: Compiled) -> None:
    """Anaemia does not end the MRI: one with contrast is advised in its place."""
    answers = {
        k: v for k, v in answers_of(compiled, CASES["V02"]).items() if k != "haemoglobin_g_l"
    }
    advice = decide(compiled, answers)
    assert "mri_spine_without_contrast" in advice.codes
    near = Reasons(compiled, answers, advice.facts).change(
        "mri_spine_without_contrast", learnt=True
    )
    (line,) = [words for words in near.single if words.startswith("Haemoglobin")]
    contrast = compiled.pathway.recommendations["mri_spine_with_contrast"].title
    assert line.endswith(f"replaced by {contrast}")
    after = decide(compiled, {**answers, "haemoglobin_g_l": 118})
    assert "mri_spine_with_contrast" in after.codes
    assert "mri_spine_without_contrast" not in after.codes


@pytest.mark.parametrize("number", slow_but(["V02"], ["V02", "V05", "V06"], pytest.mark.mutation))
def test_what_replaces_holds_where_the_other_has_gone(compiled: Compiled, number: str) -> None:
    answers = answers_of(compiled, CASES[number])
    advice = decide(compiled, answers)
    nearby = Counterfactuals(compiled, answers)
    for code in advice.codes[:6]:
        for change in nearby.single(compiled.functions.recommendations[code])[:4]:
            after = decide(compiled, {**answers, **change.answers}).codes
            for other in nearby.replacing(code, change):
                assert other in after
                assert other not in advice.codes
                assert other in compiled.pathway.alternatives(code)
