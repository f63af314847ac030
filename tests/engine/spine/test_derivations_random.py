"""Derived findings on random patients: the argument behind what the proofs take from trials."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from random import Random

import pytest

from engine.advice.facts import given_facts
from engine.diagram.compiler import Compiled
from engine.model.answers import UNKNOWN, Answers, Value
from engine.model.facts import Facts
from engine.model.findings import Finding
from engine.model.kinds import Kind
from engine.proofs.derivation_trials import ObservedMoves, learning
from engine.spine.derivations import FUNCTIONS
from engine.spine.derivations.film_and_ct import film_destruction
from tests.support.random_patients import Patients


def derived(compiled: Compiled) -> list[Finding]:
    return [finding for finding in compiled.pathway.findings.values() if finding.derived]


def value(compiled: Compiled, finding: Finding, answers: Answers) -> Value:
    assert finding.derived
    known = {key: answer for key, answer in answers.items() if answer != UNKNOWN}
    return FUNCTIONS[finding.derived.function](given_facts(compiled.pathway, known))


def patients(compiled: Compiled, seed: int, count: int) -> Iterator[Answers]:
    yield from islice(Patients(compiled.pathway, seed), count)


@pytest.fixture(scope="module")
def learnt(compiled: Compiled) -> Mapping[str, ObservedMoves]:
    return {finding.key: learning(compiled, finding) for finding in derived(compiled)}


def with_less(answers: Answers, key: str) -> Iterator[Answers]:
    """The answers before one was known, or before one field of its readings was."""
    yield {name: answer for name, answer in answers.items() if name != key}
    readings = answers[key]
    for place, reading in enumerate(readings if isinstance(readings, tuple) else ()):
        assert isinstance(readings, tuple)
        for field in reading.keys() - {"level"}:
            less = {name: part for name, part in reading.items() if name != field}
            yield {**answers, key: (*readings[:place], less, *readings[place + 1 :])}


def is_asked(compiled: Compiled, key: str, answers: Answers) -> bool:
    """Return whether a question applies as far as the answers themselves tell."""
    rows = compiled.pathway.findings[key].asked_when
    return not rows or any(
        all(clause.test.matches(answers.get(clause.name, UNKNOWN)) for clause in row)  # type: ignore[union-attr]
        for row in rows
    )


@pytest.mark.slow
@pytest.mark.mutation
def test_learning_moves_a_derived_finding_as_the_proofs_take_it(
    compiled: Compiled, learnt: Mapping[str, ObservedMoves]
) -> None:
    moved = 0
    for answers in patients(compiled, seed=31, count=300):
        for finding in derived(compiled):
            assert finding.derived
            domain = compiled.domains[compiled.variables[finding.key]]
            after = value(compiled, finding, answers)
            for key in finding.derived.inputs:
                if key not in answers or not is_asked(compiled, key, answers):
                    continue
                for less in with_less(answers, key):
                    before = value(compiled, finding, less)
                    if before in (UNKNOWN, after):
                        continue
                    moved += 1
                    assert before not in finding.derived.final
                    assert key in finding.derived.revised_by, (finding.key, key)
                    mask = learnt[finding.key].moves[key][domain.position(before)]
                    assert mask >> domain.position(after) & 1, (finding.key, key, before, after)
    assert moved > 500


def test_a_derived_finding_reads_its_inputs_and_nothing_else(compiled: Compiled) -> None:
    for answers in patients(compiled, seed=32, count=150):
        for finding in derived(compiled):
            assert finding.derived
            inputs = {key: answers[key] for key in finding.derived.inputs if key in answers}
            assert value(compiled, finding, inputs) == value(compiled, finding, answers)


def test_the_order_of_the_levels_counts_for_nothing(compiled: Compiled) -> None:
    random = Random(33)
    for answers in patients(compiled, seed=33, count=150):
        shuffled = dict(answers)
        for key, finding in compiled.pathway.findings.items():
            readings = answers.get(key)
            if finding.kind is Kind.LEVELS and isinstance(readings, tuple):
                shuffled[key] = tuple(random.sample(readings, len(readings)))
        for finding in derived(compiled):
            assert value(compiled, finding, shuffled) == value(compiled, finding, answers)


@pytest.mark.parametrize(
    ("whole", "levels", "expected"),
    [
        (UNKNOWN, (), UNKNOWN),
        (UNKNOWN, ({"lytic": "no"},), UNKNOWN),
        (UNKNOWN, ({"lytic": "no", "pedicle_lost": "no"},), "no"),
        (UNKNOWN, ({"lytic": "no", "pedicle_lost": "no"}, {"lytic": "no"}), UNKNOWN),
        (UNKNOWN, ({"pedicle_lost": "yes"},), "yes"),
        ("no", (), "no"),
        ("no", ({"lytic": "yes"},), "yes"),
        ("yes", ({"lytic": "no", "pedicle_lost": "no"},), "yes"),
    ],
)
def test_destruction_is_excluded_by_the_whole_film_or_by_every_level(
    whole: str, levels: tuple[dict[str, str], ...], expected: str
) -> None:
    named = tuple({"level": f"L{n}", **level} for n, level in enumerate(levels, start=1))
    answers: dict[str, Value] = {"xray_levels": named}
    if whole != UNKNOWN:
        answers["xray_lytic_or_destructive"] = whole
    assert film_destruction(Facts(answers, {})) == expected
