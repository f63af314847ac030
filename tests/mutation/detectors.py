"""Detectors of a mutant: lint, proofs, the dossier's cases, the safety check, vignettes, digest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from data.content.loader import Content
from engine.advice.facts import derive, point
from engine.diagram.compiler import compile_pathway
from engine.model.answers import Answers
from engine.model.pathway import Pathway
from engine.proofs import prove
from engine.spine.safety import violations
from tests.mutation.kept_vignettes import answers_of, kept
from tests.mutation.mutant_diagram import Faulty, Page, Space, page_at
from tests.support.cases import CASES
from tests.support.cases import answers_of as answers_of_case


class Killer(StrEnum):
    """The detectors, in the order in which they are asked."""

    LINT = "content lint"
    PROOFS = "proofs"
    CASES = "the dossier's cases"
    SAFETY = "safety check"
    VIGNETTES = "generated vignettes"
    DIGEST = "semantic digest"


class Effect(StrEnum):
    """The kinds of change that a mutant makes."""

    ADVICE = "changes advice"
    CITATION = "changes a citation"
    NOTHING = "changes nothing"


@dataclass(frozen=True)
class Verdict:
    """The result of a mutant; `proved` says whether the proofs were asked at all."""

    kind: str
    what: str
    effect: Effect
    killers: frozenset[Killer]
    proved: bool


@dataclass(frozen=True)
class _Patient:
    """A patient, his place and page, and the codes that a case demands and forbids."""

    answers: Answers
    here: Sequence[int]
    page: Page
    expected: frozenset[str]
    forbidden: frozenset[str]


class Jury:
    """Asks every killer about every mutant."""

    def __init__(self, content: Content, space: Space, proofs: int) -> None:
        """Prepare the patients; the proofs are asked of every n-th mutant only, or of none."""
        self.content = content
        self.space = space
        self._proofs = proofs
        self._seen = 0
        self._cases = [
            self._patient(answers_of_case(space.base, case), case.expect, case.forbid)
            for case in CASES.values()
        ]
        self._vignettes = [self._patient(answers_of(space.pathway, case)) for case in kept()]

    def _patient(
        self, answers: Answers, expected: Sequence[str] = (), forbidden: Sequence[str] = ()
    ) -> _Patient:
        here = point(self.space.base, derive(self.space.pathway, answers))
        page = page_at(self.space.base, here)
        return _Patient(answers, here, page, frozenset(expected), frozenset(forbidden))

    def verdict(self, faulty: Faulty) -> Verdict:
        """The detectors that notice one mutant."""
        mutant = faulty.mutant
        effect = self._effect(faulty)
        proved = self._is_proved(effect)
        killers: set[Killer] = set()
        if effect is not Effect.NOTHING:
            killers.add(Killer.DIGEST)
            if any(self._lint(mutant.pathway)):
                killers.add(Killer.LINT)
        if effect is Effect.ADVICE:
            killers |= set(self._noticed(faulty))
            if proved and _is_disproved(mutant.pathway):
                killers.add(Killer.PROOFS)
        return Verdict(mutant.kind, mutant.what, effect, frozenset(killers), proved)

    def _is_proved(self, effect: Effect) -> bool:
        """Return whether it is this mutant's turn to be proved, which takes a second or two."""
        self._seen += effect is Effect.ADVICE
        return effect is Effect.ADVICE and self._proofs > 0 and self._seen % self._proofs == 0

    def _effect(self, faulty: Faulty) -> Effect:
        pathway, wrong = self.space.pathway, faulty.mutant.pathway
        if faulty.codes or faulty.rules or _urgencies(pathway) != _urgencies(wrong):
            return Effect.ADVICE
        if pathway.thresholds != wrong.thresholds and self._derives_otherwise(wrong):
            return Effect.ADVICE
        return Effect.CITATION if _cites(pathway) != _cites(wrong) else Effect.NOTHING

    def _derives_otherwise(self, wrong: Pathway) -> bool:
        """Return whether some known patient's derived findings change."""
        return any(
            derive(wrong, patient.answers) != derive(self.space.pathway, patient.answers)
            for patient in (*self._cases, *self._vignettes)
        )

    def _lint(self, pathway: Pathway) -> Iterator[str]:
        """The faults of a mutant that the loader and the tests of the content refuse."""
        for parts in (pathway.rules, pathway.recommendations, pathway.remarks, pathway.thresholds):
            yield from (key for key, part in parts.items() if not part.cites)
        ruled = {cite for rule in pathway.rules.values() for cite in rule.cites}
        for key, statement in self.content.statements.items():
            if (key in ruled) == bool(statement.not_ruled):
                yield key
        yield from (s.key for s in pathway.sections.values() if s.stops and not s.gate)
        yield from pathway.recommendations.keys() - {r.gives for r in pathway.rules.values()}

    def _noticed(self, faulty: Faulty) -> Iterator[Killer]:
        """The detectors that notice changed advice."""
        cases = list(self._changed(faulty, self._cases))
        vignettes = list(self._changed(faulty, self._vignettes))
        if any(
            not patient.expected.isdisjoint(patient.page.codes - page.codes)
            or not patient.forbidden.isdisjoint(page.codes)
            for patient, page in cases
        ):
            yield Killer.CASES
        if any(violations(patient.answers, page.codes) for patient, page in (*cases, *vignettes)):
            yield Killer.SAFETY
        if vignettes:
            yield Killer.VIGNETTES

    def _changed(
        self, faulty: Faulty, patients: Sequence[_Patient]
    ) -> Iterator[tuple[_Patient, Page]]:
        """The patients whose page is another, with it."""
        wrong = faulty.mutant.pathway
        derives = wrong.thresholds != self.space.pathway.thresholds
        times = _urgencies(wrong) != _urgencies(self.space.pathway)
        where = faulty.base.diagram.disjunction(faulty.codes, faulty.rules)
        for patient in patients:
            here = patient.here
            if derives:
                here = point(faulty.compiled, derive(wrong, patient.answers))
            if times or here != patient.here or faulty.base.diagram.value(where, here):
                page = page_at(faulty.compiled, here)
                if page != patient.page:
                    yield patient, page


def _is_disproved(pathway: Pathway) -> bool:
    return any(proof.failures for proof in prove(compile_pathway(pathway)))


def _urgencies(pathway: Pathway) -> list[object]:
    rules, codes = pathway.rules.values(), pathway.recommendations.values()
    return [*(rule.urgency for rule in rules), *(code.urgency for code in codes)]


def _cites(pathway: Pathway) -> list[object]:
    groups = (pathway.rules, pathway.recommendations, pathway.remarks, pathway.thresholds)
    return [part.cites for group in groups for part in group.values()]
