"""The safety check of one page after another: what recurs is worked out once.

Patients differ, and what single answers satisfy recurs. A condition without parts is evaluated once
for each different set of the answers that it reads; those with parts follow from these, each from
its parts. A set of conditions or of rules is a whole number with one bit for each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import (
    Callable,
    Collection,
    Hashable,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
    Set,
)
from operator import itemgetter
from typing import Any, Final, TypeAlias

from engine.model.answers import Answers, Value
from engine.spine.safety.conditions import Condition, Join, WatchedAnswers
from engine.spine.safety.rule import STOPS, DecisionStep, SafetyRule

Bits: TypeAlias = int

MOST: Final = 4_000
"""The most results that are kept of one group; then they are forgotten, and found anew."""


class Screening:
    """Finds the rules that a page breaks."""

    def __init__(self, rules: Sequence[SafetyRule]) -> None:
        """Number the rules and the conditions."""
        self._rules = rules
        self._pages = _Pages(rules)
        self._conditions = _Conditions([*(stop for stop, _ in STOPS), *(r.when for r in rules)])
        bit, under = self._conditions.bit, defaultdict[Bits, Bits](int)
        for number, rule in enumerate(rules):
            under[bit[rule.when]] |= 1 << number
        self._under = [*under.items()]
        self._stops = [(bit[stop], step) for stop, step in STOPS]

    def broken(self, answers: Answers, codes: Set[str]) -> Sequence[SafetyRule]:
        """The rules that a page breaks."""
        satisfied = self._conditions.satisfied(answers)
        last = next((step for bit, step in self._stops if bit & satisfied), DecisionStep.LATER)
        applies = 0
        for bit, rules in self._under:
            if bit & satisfied:
                applies |= rules
        broken = applies & self._pages.suspects(codes, last)
        return [rule for n, rule in enumerate(self._rules) if broken >> n & 1] if broken else ()


class _Pages:
    """The rules that a page breaks if their conditions hold, by its codes."""

    def __init__(self, rules: Sequence[SafetyRule]) -> None:
        """Note for each code the rules that name it, by what they say of it."""
        self._due = {step: _bits(rule.step <= step for rule in rules) for step in DecisionStep}
        self._required = _by_code([rule.requires for rule in rules])
        self._one_of = _by_code([rule.one_of for rule in rules])
        self._forbidden = _by_code([rule.forbids for rule in rules])
        self._given = _by_code([rule.given for rule in rules])
        self._only = _by_code([rule.only for rule in rules])
        self._exclusive = _by_code([rule.exclusive for rule in rules])
        self._choices = _bits(bool(rule.one_of) for rule in rules)
        self._closed = _bits(bool(rule.only) for rule in rules)
        self._always = _bits(not rule.given for rule in rules)

    def suspects(self, codes: Set[str], last: DecisionStep) -> Bits:
        """The rules that a page with these codes breaks if their conditions hold."""
        given, chosen, wrong, once = self._always, 0, 0, 0
        for code in codes:
            given |= self._given.get(code, 0)
            chosen |= self._one_of.get(code, 0)
            wrong |= self._forbidden.get(code, 0) | self._closed & ~self._only.get(code, 0)
            rivals = self._exclusive.get(code, 0)
            wrong |= once & rivals
            once |= rivals
        missing = self._choices & ~chosen
        for code in self._required.keys() - codes:
            missing |= self._required[code]
        return given & (missing & self._due[last] | wrong)


class _Conditions:
    """The conditions that one patient after another satisfies.

    Attributes:
        bit: of each condition.
    """

    def __init__(self, conditions: Iterable[Condition]) -> None:
        """Number the conditions, parts first."""
        self.bit: dict[Condition, Bits] = {}
        for condition in conditions:
            self._number(condition)
        self._joined = [
            (bit, *self._joining(whole)) for whole, bit in self.bit.items() if whole.parts
        ]
        self._reads = {simple: frozenset[str]() for simple in self.bit if not simple.parts}
        self._group()

    def _number(self, condition: Condition) -> None:
        if condition not in self.bit:
            for part in _parts(condition):
                self._number(part)
            self.bit[condition] = 1 << len(self.bit)

    def _joining(self, condition: Condition) -> tuple[Bits, Bits, bool]:
        """The parts of a condition, and which of them are, or are not, exactly those satisfied."""
        parts = sum(self.bit[part] for part in {*_parts(condition)})
        every = condition.join is Join.ALL
        return parts, parts if every else 0, condition.join is not Join.ANY

    def satisfied(self, answers: Answers) -> Bits:
        """The conditions that some answers satisfy."""
        found = self._simple(answers)
        for bit, parts, those, exactly in self._joined:
            if (found & parts == those) is exactly:
                found |= bit
        return found

    def _simple(self, answers: Answers) -> Bits:
        """The conditions without parts that some answers satisfy."""
        tokens: dict[str, Any] = {**self._nothing}
        for key, value in answers.items():
            tokens[key] = value if type(value) is str else _token(value)
        found = 0
        for group in self._groups:
            values = group.values(tokens)
            bits = group.known.get(values)
            if bits is None:
                bits = self._evaluated(group, answers)
                if group not in self._groups:
                    return self._simple(answers)
                if len(group.known) >= MOST:
                    group.known.clear()
                group.known[values] = bits
            found |= bits
        return found

    def _evaluated(self, group: _Group, answers: Answers) -> Bits:
        """The conditions of a group that are satisfied; where one reads more, all group anew."""
        found, more = 0, False
        for condition in group.conditions:
            watched = WatchedAnswers(answers)
            if condition.holds(watched):
                found |= self.bit[condition]
            if not watched.keys_read <= self._reads[condition]:
                self._reads[condition] |= watched.keys_read
                more = True
        if more:
            self._group()
        return found

    def _group(self) -> None:
        """Group the conditions without parts by what they were seen to read."""
        groups: dict[frozenset[str], list[Condition]] = {}
        for condition, keys in self._reads.items():
            groups.setdefault(keys, []).append(condition)
        self._groups = [_Group(keys, conditions) for keys, conditions in groups.items()]
        self._nothing = dict.fromkeys(key for keys in groups for key in keys)


class _Group:
    """Conditions that read the same findings.

    Attributes:
        values: takes what stands for the values of the findings from what stands for all.
        known: the conditions that are satisfied, by these.
    """

    def __init__(self, keys: Collection[str], conditions: Sequence[Condition]) -> None:
        """Know nothing yet."""
        self.conditions = conditions
        self.values: Callable[[Mapping[str, Any]], Hashable] = (
            itemgetter(*sorted(keys)) if keys else lambda _: None
        )
        self.known: dict[Hashable, Bits] = {}


def _parts(condition: Condition) -> Iterator[Condition]:
    """The parts of a condition; those of a part in their place where that says the same."""
    merged = Join.ALL if condition.join is Join.ALL else Join.ANY
    for part in condition.parts:
        if part.parts and part.join is merged:
            yield from _parts(part)
        else:
            yield part


def _token(value: Value) -> Hashable:
    """Something equal for values that no condition tells apart; a bound stands for its number."""
    if isinstance(value, tuple):
        return repr(value)
    return float(value) if isinstance(value, float) else value


def _bits(truths: Iterable[bool]) -> Bits:
    return sum(1 << number for number, truth in enumerate(truths) if truth)


def _by_code(named: Sequence[Collection[str]]) -> Mapping[str, Bits]:
    """The rules that name each code, given the codes that each rule names."""
    found: dict[str, Bits] = {}
    for number, codes in enumerate(named):
        for code in codes:
            found[code] = found.get(code, 0) | 1 << number
    return found
