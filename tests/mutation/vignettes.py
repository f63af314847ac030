"""Vignettes made from the diagram: for each cell, row, value and cut a patient whom it decides.

The diagram of the content is compared with that of the content without the cell; where the two
differ, this cell alone decides, and a real patient there becomes a vignette. Its twin is the same
patient with that one finding changed so that the cell is satisfied, if the advice then differs.

What they expect is what the content says today: they notice that it changes, not that it is right.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from engine.advice.decide import Advice, decide
from engine.advice.facts import derive, point
from engine.diagram.compiler import Compiled
from engine.model.answers import UNKNOWN, Answers, Value
from engine.model.pathway import Pathway
from tests.mutation.content_mutants import mutants
from tests.mutation.mutant_diagram import Faulty, Page, Space, page_at
from tests.mutation.patients_for import PatientsFor, reaches

TARGETS: Final = ("cell dropped", "row dropped", "rule dropped", "value dropped", "threshold moved")
"""The kinds of fault from which vignettes are made. The others are only measured."""

Document = dict[str, Any]


@dataclass(frozen=True)
class Made:
    """A vignette: a patient and what is advised.

    Attributes:
        why: the part of the content that decides here.
        base: the number of the twin, counted from 1; 0 for none.
    """

    why: str
    answers: Answers
    base: int = 0


def made(pathway: Pathway) -> list[Made]:
    """The vignettes of a pathway, always the same."""
    targets = [mutant for mutant in mutants(pathway) if mutant.kind in TARGETS]
    space = Space(pathway, targets)
    patients = PatientsFor(space.base)
    found: list[Made] = []
    points: list[Sequence[int]] = []

    def add(vignette: Made) -> int:
        """Keep a vignette unless it is kept already; its number."""
        known = [number for number, old in enumerate(found) if old.answers == vignette.answers]
        if not known:
            found.append(vignette)
            points.append(point(space.base, derive(pathway, vignette.answers)))
        return known[0] if known else len(found) - 1

    for faulty in space.faulty(targets):
        where, value = faulty.codes or faulty.rules, faulty.base.diagram.value
        number = next((n for n, here in enumerate(points) if value(where, here)), None)
        if number is None:
            answers = patients.find(faulty.base, where)
            if answers is None or not reaches(faulty.base, where, answers):
                continue
            number = add(Made(faulty.mutant.what, answers))
        twin = _twin(faulty, patients, found[number].answers)
        if twin is not None:
            add(Made(faulty.mutant.what, twin, base=number + 1))
    return found


def _twin(faulty: Faulty, patients: PatientsFor, answers: Answers) -> Answers | None:
    """The patient with the finding of a dropped cell changed so that the advice differs."""
    if faulty.mutant.kind != "cell dropped":
        return None
    base = faulty.base
    key = faulty.mutant.what.rpartition(": ")[2]
    variable = base.variables.get(key)
    if variable is None or base.pathway.findings[key].derived is not None:
        return None
    before = _page(base, answers)
    for value in patients.values[variable].values():
        changed: dict[str, Value] = {k: v for k, v in answers.items() if k != key}
        if value != UNKNOWN:
            changed[key] = value
        if changed != answers and _page(base, changed) != before:
            return changed
    return None


def _page(compiled: Compiled, answers: Answers) -> Page:
    return page_at(compiled, point(compiled, derive(compiled.pathway, answers)))


def expected(pathway: Pathway, advice: Advice) -> Document:
    """The content of a page, as a vignette expects it.

    Of the rules only those that share their code with others: the rest follow from the codes.
    """
    givers = Counter(rule.gives for rule in pathway.rules.values())
    by_urgency: dict[str, list[str]] = {}
    for item in advice.recommended:
        by_urgency.setdefault(item.urgency.name.lower(), []).append(item.recommendation.code)
    fired = (rule for item in advice.recommended for rule in item.rules)
    parts = {
        "rules": sorted(rule.key for rule in fired if givers[rule.gives] > 1),
        "remarks": sorted(remark.key for remark in advice.remarks),
        "conflicts": sorted(conflict.key for conflict in advice.conflicts),
    }
    codes = {urgency: sorted(codes) for urgency, codes in by_urgency.items()}
    return {"advice": codes} | {name: keys for name, keys in parts.items() if keys}


def documents(compiled: Compiled) -> Iterator[Document]:
    """The vignettes as they are kept."""
    kept = made(compiled.pathway)
    for number, vignette in enumerate(kept, start=1):
        stated = {key: _plain(value) for key, value in sorted(vignette.answers.items())}
        document: Document = {"id": f"G{number:03}", "why": vignette.why}
        if vignette.base:
            twin = kept[vignette.base - 1].answers
            keys = sorted(twin.keys() | vignette.answers.keys())
            document["base"] = f"G{vignette.base:03}"
            document["change"] = {
                key: stated.get(key) for key in keys if twin.get(key) != vignette.answers.get(key)
            }
        else:
            document["findings"] = stated
        yield document | expected(compiled.pathway, decide(compiled, vignette.answers))


def _plain(value: Value) -> object:
    if isinstance(value, frozenset):
        return sorted(value)
    return [dict(reading) for reading in value] if isinstance(value, tuple) else value


def rendered(found: Sequence[Document]) -> str:
    """The vignettes as a JSON text, a line for each."""
    note = "generated, expectation not clinically signed"
    lines = ",\n".join(f"  {json.dumps(one, separators=(', ', ': '))}" for one in found)
    return f'{{\n "note": "{note}",\n "cases": [\n{lines}\n ]\n}}\n'
