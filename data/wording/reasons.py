"""Reasons of a recommendation, and the changes that would end it, in words.

The sentences name findings as the questionnaire does. A derived finding names its answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from data.wording.kinds import NOT_ASKED, NOT_KNOWN, level_text, range_text, span_text, value_text
from engine.advice.applicability import enabled
from engine.advice.counterfactuals import Counterfactual, Counterfactuals
from engine.advice.minimal_reasons import MinimalReason, grounds
from engine.diagram.compiler import Compiled
from engine.diagram.domains import UNKNOWN_CELL, Domain
from engine.diagram.sample_values import alternatives
from engine.model.answers import UNKNOWN, Answers, LevelReading, Value
from engine.model.findings import Finding

BECAUSE: Final = "Because"
"""The label before the answers for which a recommendation holds."""


@dataclass(frozen=True, slots=True)
class Grounds:
    """The fewest findings that force a recommendation to hold, or not to.

    Attributes:
        own: those that its own rules read, in words.
        before: those that only decide whether an earlier step of the pathway stops here.
    """

    own: tuple[str, ...]
    before: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Nearby:
    """The nearest other answers with which it would be otherwise, in words.

    Attributes:
        single: each of these would do by itself.
        together: where none would, the fewest that would together; empty where none are near.
        replaced: the titles of what takes its place with those together.
    """

    single: tuple[str, ...]
    together: tuple[str, ...]
    replaced: tuple[str, ...] = ()


class Reasons:
    """The reasons for one set of answers, worked out as they are asked for."""

    def __init__(self, compiled: Compiled, active: Answers, facts: Mapping[str, Value]) -> None:
        """Take the answers whose questions apply, and the same with derived findings added."""
        self._compiled, self._active, self._facts = compiled, active, facts
        self._grounds: dict[str, Grounds] = {}
        self._changes: dict[tuple[str, bool], Nearby] = {}

    def grounds(self, code: str) -> Grounds:
        """The findings that force a recommendation to hold or not, whatever the others are."""
        if code not in self._grounds:
            root = self._compiled.functions.recommendations[code]
            found = grounds(self._compiled, root, self._here)
            sections = {r.section for r in self._compiled.pathway.rules.values() if r.gives == code}
            own = [ground for ground in found if not self._of_gates(ground, sections)]
            before = [ground for ground in found if ground not in own]
            self._grounds[code] = Grounds(
                *(tuple(_together(map(self._basis, part))) for part in (own, before))
            )
        return self._grounds[code]

    def change(self, code: str, *, learnt: bool) -> Nearby:
        """The nearest other answers that would change whether it holds.

        Args:
            code: of the recommendation.
            learnt: whether only what is not known yet may be otherwise.
        """
        if (code, learnt) not in self._changes:
            root = self._compiled.functions.recommendations[code]
            single = self._nearby.single(root, learnt=learnt)
            change = None if single else self._nearby.nearest(root, learnt=learnt)
            self._changes[code, learnt] = Nearby(
                single=self._each(code, single),
                together=self._changed([change.answers]) if change else (),
                replaced=self._replacing(code, change) if change else (),
            )
        return self._changes[code, learnt]

    @cached_property
    def _here(self) -> Sequence[int]:
        return enabled(self._compiled, self._active)[2]

    @cached_property
    def _nearby(self) -> Counterfactuals:
        return Counterfactuals(self._compiled, self._active)

    def _of_gates(self, ground: MinimalReason, sections: Iterable[str]) -> bool:
        """Return whether a finding is read by the gates of some sections."""
        functions, variable = self._compiled.functions, self._compiled.variables[ground.finding]
        return any(
            self._compiled.diagram.support(functions.gates[section]) >> variable & 1
            for section in sections
        )

    def _basis(self, ground: MinimalReason) -> tuple[str, str]:
        """A finding on which a result rests: its name, and what is known of it."""
        finding = self._compiled.pathway.findings[ground.finding]
        domain = self._compiled.domains[self._compiled.variables[finding.key]]
        value = self._facts.get(finding.key, UNKNOWN)
        also = _also(finding, domain, value, ground.allowed)
        return finding.short + self._computed(finding), self._said(finding, value) + also

    def _said(self, finding: Finding, value: Value) -> str:
        asked = finding.derived is not None or finding.key in self._active
        return value_text(finding, value) if asked else NOT_ASKED

    def _computed(self, finding: Finding) -> str:
        """The answers from which a derived finding is computed."""
        if finding.derived is None:
            return ""
        findings = self._compiled.pathway.findings
        known = [findings[key].short for key in finding.derived.inputs if key in self._facts]
        missing = len(finding.derived.inputs) - len(known)
        if not known:
            return f" [worked out; {missing} missing]"
        return f" [worked out from {', '.join(known)}{f'; {missing} missing' if missing else ''}]"

    def _each(self, code: str, changes: Iterable[Counterfactual]) -> tuple[str, ...]:
        """Each change by itself, with what takes the place of a code that then goes."""
        found: dict[tuple[str, tuple[str, ...]], list[Answers]] = {}
        for change in changes:
            for key in change.answers:
                found.setdefault((key, self._replacing(code, change)), []).append(change.answers)
        order = list(self._compiled.pathway.findings)
        return tuple(
            words + (f": replaced by {' and '.join(titles)}" if titles else "")
            for (_, titles), answers in sorted(found.items(), key=lambda i: order.index(i[0][0]))
            for words in self._changed(answers)
        )

    def _replacing(self, code: str, change: Counterfactual) -> tuple[str, ...]:
        """The titles of what takes the place of a code that goes with a change."""
        root = self._compiled.functions.recommendations[code]
        if not self._compiled.diagram.value(root, self._here):
            return ()
        titles = self._compiled.pathway.recommendations
        return tuple(titles[other].title for other in self._nearby.replacing(code, change))

    def _changed(self, changes: Iterable[Answers]) -> tuple[str, ...]:
        """Each other answer beside the present one, in questionnaire order."""
        values: dict[str, list[Value]] = {}
        for change in changes:
            for key, value in change.items():
                values.setdefault(key, []).append(value)
        order = [key for key in self._compiled.pathway.findings if key in values]
        return tuple(self._change_of(key, values[key]) for key in order)

    def _change_of(self, key: str, values: Sequence[Value]) -> str:
        finding = self._compiled.pathway.findings[key]
        now = self._active.get(key, UNKNOWN)
        words = " or ".join(dict.fromkeys(self._others(finding, values, now)))
        beside = "" if isinstance(now, tuple) else f" (now {self._said(finding, now)})"
        return f"{finding.short}: {words}{beside}"

    def _others(self, finding: Finding, values: Sequence[Value], now: Value) -> Iterator[str]:
        """Other values; of numbers their ranges, of readings only the levels read otherwise."""
        if finding.kind.numeric:
            yield from self._numbers(finding, values, now)
            return
        for value in values:
            if isinstance(value, tuple):
                yield "; ".join(level_text(finding, part) for part in _read_otherwise(value, now))
            else:
                yield value_text(finding, value)

    def _numbers(self, finding: Finding, values: Sequence[Value], now: Value) -> Iterator[str]:
        """Ranges of numbers; every number in them was tried, or is read like one that was."""
        domain = self._compiled.domains[self._compiled.variables[finding.key]]
        if finding.key not in self._nearby.branching:
            cells = sorted({domain.position(value) for value in values})
            yield from (span_text(finding, domain.cuts, run) for run in _runs(cells))
            return
        tried = (*alternatives(self._compiled, finding.key, self._active), now)
        ordered = sorted({value for value in tried if isinstance(value, int | float)})
        for run in _runs([n for n, value in enumerate(ordered) if value in values]):
            first = ordered[run[0]] if run[0] else None
            last = None if run[0] and run[-1] == len(ordered) - 1 else ordered[run[-1]]
            yield range_text(finding, first, last)


def _read_otherwise(value: Sequence[LevelReading], now: Value) -> Iterator[LevelReading]:
    """The readings that differ, level by level."""
    before = {part["level"]: part for part in now} if isinstance(now, tuple) else {}
    for reading in value:
        same = before.get(reading["level"], {})
        if reading != same:
            other = {name: part for name, part in reading.items() if same.get(name) != part}
            yield {"level": reading["level"], **other}


def _together(parts: Iterable[tuple[str, str]]) -> Iterator[str]:
    """One line for each; findings that say the same stand in one: `No: gout; allergy`."""
    names: dict[str, list[str]] = {}
    for name, says in parts:
        names.setdefault(says, []).append(name)
    for says, group in names.items():
        yield f"{group[0]}: {says}" if len(group) == 1 else f"{says}: {'; '.join(group)}"


def _also(finding: Finding, domain: Domain, value: Value, allowed: int) -> str:
    """The other values with the same result; empty without any."""
    here = domain.position(value)
    others = [n for n in range(domain.size) if allowed >> n & 1 and n != here]
    known = [n for n in others if n != UNKNOWN_CELL]
    if domain.choices:
        words = [value_text(finding, domain.choices[n - 1]) for n in known]
    else:
        cells = sorted({*known, here} - {UNKNOWN_CELL})
        words = [span_text(finding, domain.cuts, run) for run in _runs(cells)]
    if UNKNOWN_CELL in others:
        words.append(NOT_KNOWN)
    return f" (the same if {'; '.join(words)})" if words else ""


def _runs(positions: Sequence[int]) -> Iterator[range]:
    """The runs of neighbouring positions."""
    start = 0
    for end in range(1, len(positions) + 1):
        if end == len(positions) or positions[end] != positions[end - 1] + 1:
            yield range(positions[start], positions[end - 1] + 1)
            start = end
