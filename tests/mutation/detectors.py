"""Detectors of a mutant: lint, proofs, the dossier's cases, the safety check, vignettes, digest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from data.content.loader import Content
from engine.diagram.compiler import compile_pathway
from engine.model.pathway import Pathway
from engine.proofs import prove
from engine.spine.safety import violations
from tests.mutation.content_mutants import Mutant
from tests.mutation.kept_vignettes import answers_of, kept
from tests.mutation.many_patients import ManyPatients, bits
from tests.mutation.mutant_diagram import changing
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


class Jury:
    """Asks every killer about every mutant."""

    def __init__(self, content: Content, proofs: int) -> None:
        """Prepare the patients; the proofs are asked of every n-th mutant only, or of none."""
        self.content = content
        self._pathway = content.pathway
        self._proofs = proofs
        compiled = compile_pathway(self._pathway)
        self._cases = list(CASES.values())
        self._patients = ManyPatients(
            self._pathway,
            [
                *(answers_of_case(compiled, case) for case in self._cases),
                *(answers_of(self._pathway, case) for case in kept()),
            ],
        )
        self._safe: dict[tuple[int, frozenset[str]], bool] = {}

    def verdicts(self, mutants: Sequence[Mutant]) -> Iterator[Verdict]:
        """Judge each mutant."""
        changed = [self._patients.changed(mutant.pathway) for mutant in mutants]
        unseen = [mutant for mutant, who in zip(mutants, changed, strict=True) if not who]
        others = iter(changing(self._pathway, unseen))
        seen = 0
        for mutant, who in zip(mutants, changed, strict=True):
            effect = self._effect(mutant, changes_advice=bool(who) or next(others))
            seen += effect is Effect.ADVICE
            proved = effect is Effect.ADVICE and self._proofs > 0 and seen % self._proofs == 0
            killers: set[Killer] = set()
            if effect is not Effect.NOTHING:
                killers.add(Killer.DIGEST)
                if any(self._lint(mutant.pathway)):
                    killers.add(Killer.LINT)
            if who:
                killers |= set(self._noticed(mutant, who))
            if proved and _is_disproved(mutant.pathway):
                killers.add(Killer.PROOFS)
            yield Verdict(mutant.kind, mutant.what, effect, frozenset(killers), proved)

    def _effect(self, mutant: Mutant, *, changes_advice: bool) -> Effect:
        pathway, wrong = self._pathway, mutant.pathway
        if changes_advice or _urgencies(pathway) != _urgencies(wrong):
            return Effect.ADVICE
        return Effect.CITATION if _cites(pathway) != _cites(wrong) else Effect.NOTHING

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

    def _noticed(self, mutant: Mutant, changed: int) -> Iterator[Killer]:
        """Ask the patients whose page is another."""
        codes = self._patients.codes(mutant.pathway)
        of_cases = (1 << len(self._cases)) - 1
        if any(not self._is_as_expected(n, codes) for n in bits(changed & of_cases)):
            yield Killer.CASES
        if any(not self._is_safe(n, codes) for n in bits(changed)):
            yield Killer.SAFETY
        if changed & ~of_cases:
            yield Killer.VIGNETTES

    def _is_as_expected(self, number: int, codes: Mapping[str, int]) -> bool:
        """Return whether a case shows what it demands, and nothing that it forbids."""
        case, shown = self._cases[number], _shown(codes, number)
        return shown.issuperset(case.expect) and shown.isdisjoint(case.forbid)

    def _is_safe(self, number: int, codes: Mapping[str, int]) -> bool:
        """Return whether the page of a patient breaks no safety rule."""
        shown = _shown(codes, number)
        if (number, shown) not in self._safe:
            broken = violations(self._patients.patients[number], shown)
            self._safe[number, shown] = not broken
        return self._safe[number, shown]


def _shown(codes: Mapping[str, int], number: int) -> frozenset[str]:
    return frozenset(code for code, who in codes.items() if who >> number & 1)


def _is_disproved(pathway: Pathway) -> bool:
    return any(proof.failures for proof in prove(compile_pathway(pathway)))


def _urgencies(pathway: Pathway) -> list[object]:
    rules, codes = pathway.rules.values(), pathway.recommendations.values()
    return [*(rule.urgency for rule in rules), *(code.urgency for code in codes)]


def _cites(pathway: Pathway) -> list[object]:
    groups = (pathway.rules, pathway.recommendations, pathway.remarks, pathway.thresholds)
    return [part.cites for group in groups for part in group.values()]
