"""The shipped cases and content in tests: a case's answers, a copy that is spoilt."""

from __future__ import annotations

import json
from pathlib import Path

from data.content.cases import Case, cases
from data.input.case import parse_case
from engine.advice.facts import derive, point
from engine.diagram.compiler import Compiled
from engine.model.answers import Answers

CASES = {case.id: case for case in cases()}
"""The dossier's cases by their number."""


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
    """The codes that `decide` recommends, without the reasons that take most of its time."""
    here = point(compiled, derive(compiled.pathway, answers))
    roots = compiled.functions.recommendations.items()
    return frozenset(code for code, root in roots if compiled.diagram.value(root, here))
