"""The advice in brief: codes, urgency and next step, for many patients one after the other.

The decision and the safety check are those of `checked_advice`; reasons, releases and all that
could still change are left out, as they take most of the time.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.advice.checked import broken_rules
from engine.advice.facts import derive, point
from engine.advice.page import next_step
from engine.advice.recommended import Recommended
from engine.diagram.compiler import Compiled
from engine.model.answers import Answers
from engine.model.library import Violation
from engine.model.pathway import Rule
from engine.model.urgency import Urgency


@dataclass(frozen=True, slots=True)
class Brief:
    """The advice in brief for one set of answers.

    Attributes:
        codes: of the recommendations that hold now, most urgent first.
        urgency: of the most urgent of them; None without any.
        next_step: the code of what to do first; None where nothing is to be done.
        refused: the safety rules that the advice would have broken; then it has no codes.
    """

    codes: tuple[str, ...] = ()
    urgency: Urgency | None = None
    next_step: str | None = None
    refused: tuple[Violation, ...] = ()


class Briefs:
    """Gives the advice in brief, patient after patient."""

    def __init__(self, compiled: Compiled) -> None:
        """Number the recommendations in their order."""
        self.compiled = compiled
        self._places = {code: at for at, code in enumerate(compiled.pathway.recommendations)}

    def __call__(self, answers: Answers) -> Brief:
        """The advice in brief, equal to that of `checked_advice`.

        Args:
            answers: values by finding key; each is legal for its finding.
        """
        pathway = self.compiled.pathway
        here = point(self.compiled, derive(pathway, answers))
        given: dict[str, list[Rule]] = {}
        for rule in self.compiled.rows.at(here).fired:
            given.setdefault(rule.gives, []).append(rule)
        held = [
            Recommended(pathway.recommendations[code], tuple(given[code]), (), settled=False)
            for code in sorted(given, key=self._places.__getitem__)
        ]
        items = sorted(held, key=lambda item: item.rank)
        codes = tuple(item.code for item in items)
        broken = broken_rules(pathway, answers, codes)
        if broken or not items:
            return Brief(refused=broken)
        first = next_step(items)
        step = None if first is None else first.code
        return Brief(codes, items[0].urgency, step)
