"""Binding: which site, degree or number the words of a sentence belong to."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Iterable
from functools import cached_property
from typing import Final

from data.report_reader.layout import Sentence
from data.report_reader.lexicon import NO_ROLES, Lexicon, Mark, Roles
from data.report_reader.numbers import Number, numbers
from data.report_reader.scope import Scope, Sign
from data.report_reader.sites import Named, SiteNames
from data.report_reader.word_files import KeyModel

Limits = tuple[int, int]
_PART: Final = frozenset({",", ")", "and", "&", "+", "beside", "plus"})
"""Words that part two statements."""
AND_WITH: Final = _PART | {"with", "without", "/"}
"""Words that part two findings, each with its degree."""


def hull(*spans: Limits) -> Limits:
    """The words from the first of some to the last."""
    return min(first for first, _ in spans), max(last for _, last in spans)


def within(limits: Limits, mark: Mark | Number) -> bool:
    """Return whether a mark begins between two places."""
    return limits[0] <= mark.first < limits[1]


class Binding:
    """Binds the words of a sentence: its scope, its sites, which words lead from one to another."""

    def __init__(self, sentence: Sentence, lexicon: Lexicon, names: SiteNames, kind: str) -> None:
        """Read the sentence as one of a kind of document."""
        self.sentence = sentence
        self.words = [token.word for token in sentence.tokens]
        self.scope = Scope(sentence, lexicon.files.scope.asks)
        table = lexicon.files.binding
        self.table = table
        self.keys, self.measured = lexicon.keys, lexicon.measured
        self._regions = lexicon.files.sites.region
        self._clauses: dict[frozenset[str], list[int]] = {}
        self._known: dict[Limits, Roles] = {}
        self._bridge = frozenset(table.bridge)
        self._ahead = frozenset(table.ahead)
        unclear = kind in lexicon.files.sites.unclear_in
        self.unread = lexicon.unread(sentence.tokens, sentence.marks, "prose")
        self.sites = names.find(sentence.tokens, unclear=unclear)

    @cached_property
    def _led(self) -> list[bool]:
        """Say of each word whether it may stand between a statement and its site."""
        led = [word in self._bridge or word[0].isdecimal() for word in self.words]
        roles = frozenset(self.table.bridge_roles)
        for mark in self.sentence.marks:
            if mark.roles & roles:
                led[mark.first : mark.last] = [True] * (mark.last - mark.first)
        return led

    def leads(self, first: int, last: int) -> bool:
        """Return whether some words lead from a statement to its site."""
        return all(self._led[first:last])

    def segment(self, at: int) -> Limits:
        """The part of the sentence in which a word stands."""
        start = self.scope.starts[at]
        return start, self._ends[start]

    @cached_property
    def _ends(self) -> dict[int, int]:
        """The end of each part of the sentence, by its beginning."""
        return {start: at + 1 for at, start in enumerate(self.scope.starts)}

    def clause(self, at: int, parts: frozenset[str] = _PART) -> Limits:
        """The words around a place up to those that part two statements."""
        if parts not in self._clauses:
            sited = {place for site in self.sites for place in range(*site.span)}
            ends = {m.first for m in self.sentence.marks if "scope_end" in m.roles}
            told = enumerate(self.words)
            ends = {n for n in ends if self.words[n] != ":"} | {n for n, w in told if w in parts}
            self._clauses[parts] = [0, *sorted(ends - sited), len(self.words)]
        places = self._clauses[parts]
        number = bisect_right(places, at, hi=len(places) - 1)
        return places[number - 1], places[number]

    def named(self, mark: Mark) -> list[Mark]:
        """The findings that are named between the words around a mark that part findings."""
        near = self.clause(mark.first, AND_WITH)
        return [m for m in self.sentence.marks if within(near, m) and m.roles & self.keys]

    def owns(self, site: Named, mark: Mark) -> bool:
        """Return whether a site is the only one that a phrase can be of.

        It is where the sentence names no other, or the words around the phrase name no other, or
        it follows the phrase with "of" or "at" alone between.
        """
        between = {*self.words[mark.last : site.first]}
        if self.sites == [site] or (between and between <= self._ahead):
            return True
        limits = self.clause(mark.first)
        inside = [one for one in self.sites if limits[0] <= one.first < limits[1]]
        return inside == [site] and len(site.names) == 1

    def roles(self, limits: Limits) -> Roles:
        """The roles of the phrases between two places."""
        if limits not in self._known:
            inside = (mark.roles for mark in self.sentence.marks if within(limits, mark))
            self._known[limits] = NO_ROLES.union(*inside)
        return self._known[limits]

    def sites_of(self, mark: Mark) -> list[Named]:
        """The sites that a statement names: those that listed words alone lead to.

        A site just before it counts first, unless a word such as "of" points ahead.
        """
        if not self.sites:
            return []
        ahead = self._chain(mark, [site for site in self.sites if site.first >= mark.last])
        behind = [site for site in reversed(self.sites) if site.last <= mark.first]
        points = self.words[mark.last : mark.last + 1]
        if ahead and (not behind or (points and points[0] in self._ahead)):
            return ahead
        if behind and ahead and self._shut(mark, ahead[0]):
            ahead = []
        chain = self._chain(mark, behind)
        near = behind and not {*self.words[behind[0].last : mark.first]} & {",", "and", "&"}
        return (chain if near else []) or ahead or chain

    def _shut(self, mark: Mark, site: Named) -> bool:
        """Return whether a site after a mark begins another statement."""
        between = self.words[mark.last : site.first]
        closed = ")" in between and "(" not in between
        points = {*between} & self._ahead and AND_WITH.isdisjoint(between)
        return closed or ("affected" not in mark.roles and not points)

    def _chain(self, mark: Mark, sites: Iterable[Named]) -> list[Named]:
        """The sites to which listed words alone lead, past no other statement about sites."""
        found: list[Named] = []
        low, high = mark.span
        for site in sites:
            first, last = (high, site.first) if site.first >= high else (site.last, low)
            others = (m for m in self.sentence.marks if first <= m.first < last and m != mark)
            if not self.leads(first, last) or any("affected" in m.roles for m in others):
                break
            found.append(site)
            low, high = min(low, site.first), max(high, site.last)
        return sorted(found)

    def place_of(self, mark: Mark) -> str:
        """The sites of a statement in the report's own words; empty for none."""
        sites = self.sites_of(mark)
        words = self.words[sites[0].first : sites[-1].last] if sites else []
        said = " ".join(word.upper() if word[-1].isdecimal() else word for word in words)
        return re.sub(r" ?([-/_]) ?", r"\1", said)

    @property
    def label(self) -> tuple[int, tuple[str, ...]] | None:
        """The lines and the sites that a name before a colon makes them speak of."""
        first = self.sites[0] if self.sites else None
        titled = first and first.first == 0 and self.words[first.last : first.last + 1] == [":"]
        return (self.sentence.run, first.names) if first and titled and first.plain else None

    @property
    def apart(self) -> bool:
        """Return whether a word such as "latter" or "first" speaks of some of its sites alone."""
        return "scope_some" in self.sentence.roles

    def region(self, mark: Mark) -> tuple[str, Limits] | None:
        """The one region whose site a statement means without its number, and the words."""
        first, last = self.clause(mark.first)
        found = {
            (name, at)
            for name, words in self._regions.items()
            for at in range(first, last)
            if self.words[at] in words
        }
        doubt = self.roles(self.segment(mark.first)) & {"part_other", "structure", "scope_some"}
        named = [words for words in self._regions.values() if {*words} & {*self.words}]
        if not found or len(named) != 1 or doubt:
            return None
        name, at = found.pop()
        return name, (min(at, mark.first), max(at + 1, mark.last))

    def begun(self, mark: Mark) -> Mark:
        """The statement about sites that a mark begins; else the mark itself."""
        later = [m for m in self.sentence.marks if "affected" in m.roles and m.first >= mark.last]
        if not later:
            return mark
        between = mark.last, later[0].first
        passed = any(between[0] <= site.first < between[1] for site in self.sites)
        parted = {*self.words[slice(*between)]} & {",", ";", "and", "&"}
        return later[0] if self.leads(*between) and not passed and not parted else mark

    def clear(self, site: Named) -> bool:
        """Return whether the words beside a site leave no doubt that it is itself meant."""
        table, words, at = self.table, self.words, site.last
        following = words[at : at + 2]
        if not following or following[0] not in table.side:
            following = following[:1]
        leading = words[max(0, site.first - 3) : site.first]
        if {*following} & {*table.not_after} or {*leading} & {*table.not_before}:
            return False
        return site.plain

    def degree(self, mark: Mark, roles: Container[str]) -> list[Mark]:
        """The words of degree right before a statement, with listed words alone between."""
        found: list[Mark] = []
        ends = {m.last: m for m in self.sentence.marks if any(role in roles for role in m.roles)}
        within = {at for site in self.sites for at in range(site.first, site.last)}
        at = mark.first
        while at > 0:
            word = self.words[at - 1]
            if at in ends:
                found.append(ends[at])
                at = ends[at].first
                continue
            passed = self._led[at - 1] and word not in self.table.ends_degree
            if not (word in self.table.joins_degrees if found else passed or at - 1 in within):
                break
            at -= 1
        return found

    def own_numbers(self, mark: Mark, rule: KeyModel) -> list[Number]:
        """The numbers beside a statement; inexact where one of the sentence is not of one name."""
        found = list(numbers(self.words, (0, len(self.words)), rule, self.table))
        measured = [m for m in self.sentence.marks if m.roles & self.measured]
        near = self.clause(mark.first)
        own = found
        if len(measured) > 1 or len(found) > 1:
            own = [number for number in found if within(near, number)]
        named = [sum(within(self.clause(n.first), m) for m in measured) for n in found]
        alone = len(found) == 1 or {*named} == {1}
        return [n._replace(exact=n.exact and alone) for n in own]

    def denial(self, mark: Mark) -> Mark:
        """The last words of denial before a mark; an empty mark at its beginning for none."""
        cues = [m for m in self.sentence.marks if "scope_not" in m.roles and m.last <= mark.first]
        return cues[-1] if cues else Mark(mark.first, mark.first, frozenset())

    def sign(self, first: int, last: int) -> Sign:
        """The sign of some words."""
        return self.scope.of(first, last)
