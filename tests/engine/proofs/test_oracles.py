"""Second opinions on diagram and proofs: Kleene logic, the rows themselves, a solver."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from data.content.loader import SHIPPED, load
from engine.advice.decide import statuses
from engine.diagram.compiler import Compiled, compile_pathway
from engine.diagram.diagram import FALSE
from engine.diagram.partial_values import CAN_BE_FALSE, CAN_BE_TRUE
from engine.proofs.answer_space import AnswerSpace
from engine.proofs.consistency import complete, exclusive, invariants
from tests.support.effort import sample, some_and_all
from tests.support.kleene_oracle import Interpreter
from tests.support.oracles.row_formulas import Formulas, samples
from tests.support.oracles.z3_solver import Solver

SHIPPED_FILES = Path(str(SHIPPED))

GROUPS: Mapping[str, Callable[[Formulas, str], int]] = {
    "conditions": Formulas.condition,
    "gates": Formulas.gate,
    "rules": Formulas.rule,
    "recommendations": Formulas.recommendation,
    "remarks": Formulas.remark,
    "asked_when": Formulas.asked_when,
}


@pytest.mark.parametrize("step", some_and_all(50))
@pytest.mark.parametrize("group", GROUPS)
def test_rows_and_diagram_are_equal_at_every_point(
    compiled: Compiled, group: str, step: int
) -> None:
    """Exhaustive in all: every function of the content, over all values of its findings."""
    formulas = Formulas(compiled)
    for name, node in list(getattr(compiled.functions, group).items())[::step]:
        assert formulas.agree(node, GROUPS[group](formulas, name)), name


def test_the_comparison_finds_a_difference(compiled: Compiled) -> None:
    """A rule without one of its rows is not what the diagram says."""
    rule = next(r for r in compiled.pathway.rules.values() if len(r.when) > 1)
    shorter = replace(rule, when=rule.when[1:])
    pathway = replace(compiled.pathway, rules={**compiled.pathway.rules, rule.key: shorter})
    formulas = Formulas(replace(compiled, pathway=pathway))
    assert not formulas.agree(compiled.functions.rules[rule.key], formulas.rule(rule.key))


def test_kleene_logic_agrees_on_random_states(compiled: Compiled) -> None:
    """Sampled: states in which each finding may still have any of some of its values."""
    random = Random(31)
    values = [samples(domain) for domain in compiled.domains]
    decided = 0
    for _ in range(150):
        share = random.choice((0.1, 0.5, 0.9))
        masks = [_mask(random, domain.size, share) for domain in compiled.domains]
        possible = {
            domain.key: [v for p, v in sample.items() if mask >> p & 1]
            for domain, sample, mask in zip(compiled.domains, values, masks, strict=True)
        }
        oracle = Interpreter(compiled.pathway, possible)
        for code, status in statuses(compiled, masks).items():
            truth = oracle.recommendation(code)
            if truth is not None:
                decided += 1
                assert status == (CAN_BE_TRUE if truth else CAN_BE_FALSE), code
    assert decided > 5_000


def _mask(random: Random, size: int, share: float) -> int:
    """A set of values: with some probability one alone, otherwise any."""
    if random.random() < share:
        return 1 << random.randrange(size)
    return random.randrange(1, 1 << size)


def verdicts(directory: Path) -> tuple[set[str], set[str]]:
    """The claims on groups and invariants that the engine finds broken, and the solver."""
    solver = Solver(directory)
    space = AnswerSpace(compile_pathway(load(directory).pathway))
    claims = [*complete(space), *exclusive(space), *invariants(space)]
    assert {claim.says for claim in claims} == {says for says, _ in solver.claims()}
    return {claim.says for claim in claims if claim.broken != FALSE}, solver.broken()


@pytest.mark.slow
@pytest.mark.mutation
def test_the_solver_proves_what_we_prove() -> None:
    """Exhaustive: no patient breaks an invariant or a group; numbers are not cut into cells."""
    assert len(list(Solver(SHIPPED_FILES).claims())) > 120
    assert verdicts(SHIPPED_FILES) == (set(), set())


def rows(directory: Path) -> list[tuple[Path, int]]:
    """The lines of the concepts and sections that hold one row of a table and no more."""
    files = [directory / "concepts.toml", *sorted((directory / "sections").iterdir())]
    return [
        (path, number)
        for path in files
        for number, line in enumerate(path.read_text("utf-8").splitlines())
        if re.fullmatch(r"  \{.*\},", line)
    ]


def assert_same_verdicts(copy: Path, every: int) -> int:
    """Drop one row after the other; how many of those faults break a claim."""
    shutil.copytree(SHIPPED_FILES, copy)
    caught = 0
    for path, number in rows(copy)[::every]:
        text = path.read_text("utf-8")
        lines = text.splitlines(keepends=True)
        path.write_text("".join(lines[:number] + lines[number + 1 :]), "utf-8")
        ours, theirs = verdicts(copy)
        assert ours == theirs, (path.name, lines[number])
        caught += bool(ours)
        path.write_text(text, "utf-8")
    return caught


@pytest.mark.slow
@pytest.mark.mutation
def test_the_solver_breaks_what_we_break(tmp_path: Path) -> None:
    assert assert_same_verdicts(tmp_path / "pathway", every=sample(3, 40)) >= sample(10, 2)
