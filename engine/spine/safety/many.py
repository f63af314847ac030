"""The safety check of many patients at once, with the same result as one after the other.

A statement about many patients is a whole number with one bit for each, so that `and`, `or` and
`not` of conditions are single operations. A condition without parts is evaluated once for each
different set of the answers that it reads.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import reduce
from operator import and_, or_
from typing import Final, TypeAlias

from engine.model.answers import Answers
from engine.model.columns import Columns
from engine.model.library import Violation
from engine.spine.safety import RULES
from engine.spine.safety.conditions import Condition, Join, Reading, WatchedAnswers
from engine.spine.safety.rule import STOPS, DecisionStep, SafetyRule, last_step

Bits: TypeAlias = int
"""One bit for each patient, the first patient's the lowest."""

_READ: Final[dict[Condition, tuple[str, ...]]] = {}
"""The findings that a condition without parts was seen to read; found anew where it reads more."""


def violations_of_many(
    patients: Columns, codes: Sequence[Collection[str]]
) -> list[tuple[Violation, ...]]:
    """The safety rules that each page breaks.

    Args:
        patients: what is known of each.
        codes: the recommendations that the page of each shows.

    Returns:
        for each patient what `violations` returns.
    """
    found: list[list[Violation]] = [[] for _ in codes]
    if codes:
        ward = _Ward(patients)
        pages = _Pages(codes, ward)
        for rule in RULES:
            if suspects := pages.faulty(rule):
                for number in _members(suspects & ward.satisfying(rule.when)):
                    reading, shown = Reading(patients.answers(number)), frozenset(codes[number])
                    if violation := rule.broken(reading, shown, last_step(reading)):
                        found[number].append(violation)
    return [tuple(violations) for violations in found]


class _Ward:
    """Many patients, and which of them satisfy a condition."""

    def __init__(self, patients: Columns) -> None:
        self._patients = patients
        self.everyone: Final[Bits] = (1 << patients.size) - 1
        self._known: dict[Condition, Bits] = {}
        self._groups: dict[tuple[str, ...], list[tuple[Answers, Bits]]] = {}

    def satisfying(self, condition: Condition) -> Bits:
        """The patients whose answers satisfy a condition."""
        found = self._known.get(condition)
        if found is None:
            parts = map(self.satisfying, condition.parts)
            if not condition.parts:
                found = self._evaluated(condition)
            elif condition.join is Join.ALL:
                found = reduce(and_, parts)
            else:
                found = reduce(or_, parts)
                if condition.join is Join.NONE:
                    found ^= self.everyone
            self._known[condition] = found
        return found

    def _evaluated(self, condition: Condition) -> Bits:
        """Evaluate a condition once for each different set of the answers that it reads."""
        while True:
            keys = _READ.get(condition, ())
            read, holding = set(keys), 0
            for answers, group in self._grouped(keys):
                watched = WatchedAnswers(answers)
                if condition.holds(watched):
                    holding |= group
                read |= watched.keys_read
            if read == set(keys):
                return holding
            _READ[condition] = tuple(sorted(read))

    def _grouped(self, keys: tuple[str, ...]) -> list[tuple[Answers, Bits]]:
        """The patients by their answers to some findings: these of each group, and all of it."""
        found = self._groups.get(keys)
        if found is None:
            patients = self._patients
            found = self._groups[keys] = [
                (patients.answers(group[0], keys), bits_of(group, patients.size))
                for group in patients.groups(keys)
            ]
        return found


class _Pages:
    """The codes that many pages show, and which of them may break a rule."""

    def __init__(self, codes: Sequence[Collection[str]], ward: _Ward) -> None:
        self._everyone = ward.everyone
        shown: defaultdict[str, list[int]] = defaultdict(list)
        for number, page in enumerate(codes):
            for code in page:
                shown[code].append(number)
        self._shown = {code: bits_of(numbers, len(codes)) for code, numbers in shown.items()}
        self._ends: dict[DecisionStep, Bits] = {}
        going_on = ward.everyone
        for stop, step in STOPS:
            self._ends[step] = going_on & ward.satisfying(stop)
            going_on ^= self._ends[step]
        self._ends[DecisionStep.LATER] = going_on

    def faulty(self, rule: SafetyRule) -> Bits:
        """The pages that break a rule if its condition holds."""
        given = self._some(rule.given) if rule.given else self._everyone
        missing = self._everyone & ~reduce(and_, map(self._of, rule.requires), self._everyone)
        if rule.one_of:
            missing |= self._everyone & ~self._some(rule.one_of)
        wrong = self._some(rule.forbids)
        if rule.only:
            wrong |= self._some(self._shown.keys() - set(rule.only))
        once = 0
        for code in rule.exclusive:
            wrong |= once & self._of(code)
            once |= self._of(code)
        return given & (missing & self._due(rule.step) | wrong)

    def _due(self, step: DecisionStep) -> Bits:
        """The patients whose pathway arrives at a step."""
        return reduce(or_, (bits for end, bits in self._ends.items() if end >= step))

    def _of(self, code: str) -> Bits:
        return self._shown.get(code, 0)

    def _some(self, codes: Iterable[str]) -> Bits:
        return reduce(or_, map(self._of, codes), 0)


def bits_of(numbers: Iterable[int], size: int) -> Bits:
    """The bits of some patients among `size`."""
    held = bytearray(size // 8 + 1)
    for number in numbers:
        held[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(held, "little")


def _members(bits: Bits) -> Iterator[int]:
    """The numbers of the patients whose bits are set, the lowest first."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
