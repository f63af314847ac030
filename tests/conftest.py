"""What all tests share: the shipped content, compiled once."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings

from data.content.cases import Case, cases
from data.content.loader import SHIPPED, Content, load
from data.input.case import parse_case
from engine.advice.facts import derive, point
from engine.diagram.compiler import Compiled, compile_pathway
from engine.model.answers import Answers
from tests.support.plain_driver import workspace  # noqa: F401  (fixtures)
from tests.support.stores import place, store  # noqa: F401  (fixtures)

FAULTS = bool(os.environ.get("SPINEPATH_FAULTS"))
"""Set where faults are planted in the code: does a test fail? Never mind its smallest example."""

settings.register_profile(
    "spinepath",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    derandomize=FAULTS or bool(os.environ.get("CI")),
    phases=(Phase.explicit, Phase.generate) if FAULTS else tuple(Phase),
)
settings.load_profile("spinepath")

CASES = {case.id: case for case in cases()}
"""The dossier's cases by their number."""


@pytest.fixture(scope="session")
def content() -> Content:
    """The shipped content."""
    return load()


@pytest.fixture(scope="session")
def compiled(content: Content) -> Compiled:
    """The shipped pathway, ready to decide."""
    return compile_pathway(content.pathway)


@pytest.fixture(scope="session")
def typical(compiled: Compiled) -> list[Answers]:
    """The cases' answers, vignettes first: patients that reach the depths of the pathway."""
    return [answers_of(compiled, case) for case in CASES.values()]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the shipped content that a test may spoil."""
    with_files = tmp_path / "pathway"
    shutil.copytree(str(SHIPPED), with_files)
    return with_files


def spoil(directory: Path, name: str, old: str, new: str) -> None:
    """Replace the first occurrence of some text in a file of a copy."""
    path = directory / name
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def answers_of(compiled: Compiled, case: Case) -> Answers:
    """A case's answers, read as the command line reads them."""
    return parse_case(json.dumps({"findings": case.findings}).encode(), compiled.pathway)


def codes_of(compiled: Compiled, answers: Answers) -> frozenset[str]:
    """What `decide` recommends, without the reasons that take most of its time."""
    here = point(compiled, derive(compiled.pathway, answers))
    roots = compiled.functions.recommendations.items()
    return frozenset(code for code, root in roots if compiled.diagram.value(root, here))
