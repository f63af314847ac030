"""Scope: whether words are stated, denied, doubtful, or not of this patient now."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Final

from data.report_reader.layout import Sentence
from data.report_reader.lexicon import NO_ROLES, Roles


class Sign(IntEnum):
    """The ways in which words are meant; a later one outweighs an earlier one."""

    STATED = 0
    DENIED = 1
    DOUBTFUL = 2
    NOT_MEANT = 3


_COMMA: Final = frozenset({",", "("})
_ENDS: Final = frozenset({",", ".", ")", ";"})
_AND: Final = frozenset({"and", "&", "with"})


class Scope:
    """The sign of each word of a sentence."""

    def __init__(self, sentence: Sentence, asks: Sequence[str]) -> None:
        """Read the cues from the beginning to the end.

        Args:
            sentence: the whole.
            asks: words that begin a question, whose mark at the end is no doubt.
        """
        tokens = sentence.tokens
        words = self._words = [token.word for token in tokens]
        whole = Sign.STATED
        if "scope_family" in sentence.roles:
            whole = Sign.NOT_MEANT
        elif sentence.roles & {"scope_earlier", "scope_doubt"}:
            whole = Sign.DOUBTFUL
        self.signs = [whole] * len(words)
        self.starts = [0] * len(words)
        """The beginning of each word's part of the sentence."""
        self._breaks = sentence.breaks
        self._asking = {
            at
            for at in range(1, len(tokens))
            if words[at] == "?" and tokens[at - 1].end < tokens[at].start
        }
        """Question marks that stand before what they doubt."""
        self._lasts = {mark.first: mark.last for mark in sentence.marks}
        self._roles = {
            mark.first: mark.roles - {"scope_hedge_after"}
            if mark.first in self._asking
            else mark.roles
            for mark in sentence.marks
        }
        self._done: dict[Sign, int] = {}
        self._or_after = self._alternatives()
        end = len(words) - (bool(words) and words[0] in asks and words[-1] == "?")
        self._read(end)
        self.starts[end:] = self.starts[end - 1 : end] * (len(words) - end)

    def of(self, first: int, last: int) -> Sign:
        """The one sign of some words; doubtful where they differ."""
        signs = set(self.signs[first:last])
        return signs.pop() if len(signs) == 1 else max(*signs, Sign.DOUBTFUL)

    def _set(self, first: int, last: int, sign: Sign) -> None:
        for at in range(first, last):
            self.signs[at] = max(self.signs[at], sign)

    def _alternatives(self) -> list[bool]:
        """Say of each word whether "or" follows before its list is broken off."""
        found, after = [False] * (len(self._words) + 1), False
        for at in reversed(range(len(self._words))):
            roles = self._roles.get(at, NO_ROLES)
            after = "scope_or" in roles or (
                after and not roles & {"scope_break", "scope_end", "scope_not"}
            )
            found[at] = after
        return found

    def _read(self, end: int) -> None:
        """Go through the words once; each cue changes what holds from there on."""
        holds, doubt, planned, start, at, before = Sign.STATED, False, False, 0, 0, 0
        while at < end:
            last, word = self._lasts.get(at, at + 1), self._words[at]
            roles = self._roles.get(at, NO_ROLES)
            if "scope_end" in roles:
                before, start = start, at
                if word != ":":  # a list after a colon is of what stands before it
                    holds, doubt = Sign.STATED, False
            elif word in _COMMA:
                doubt, start = False, at + 1
                holds = self._after_comma(holds, last)
            elif word in _AND or at in self._breaks:
                holds = self._after_comma(holds, last if word in _AND else end, joined=True)
            elif (word == ")" and not planned) or at in self._asking:
                start = at + (word == ")")
            if "scope_not" in roles:
                if at and self._words[at - 1] == ":":
                    self._set(before, at, Sign.DENIED)
                holds = Sign.DENIED
                ends = last >= end or self._words[last] in _ENDS
                if ends and word != "without":  # no word follows that it denies
                    near = max((one for one in self._lasts if start <= one < at), default=at)
                    self._set(near, at, Sign.DOUBTFUL)
            self._backwards(roles, start, at)
            ahead = "scope_hedge_after" in roles and start == at  # no word stands before it
            doubt = doubt or "scope_hedge" in roles or ahead
            planned = planned or bool(roles & {"scope_plan", "scope_plan_ahead"})
            self.starts[at:last] = [start] * (last - at)
            sign = Sign.NOT_MEANT if planned else Sign.DOUBTFUL if doubt else holds
            self._set(at, last, max(sign, holds))
            at = last

    def _after_comma(self, holds: Sign, at: int, *, joined: bool = False) -> Sign:
        """The sense after a comma or "and": a denial goes on in a list that ends with "or"."""
        if holds is Sign.STATED:
            return holds
        if at < len(self._words) and self._words[at] in _AND:
            at += 1
        roles = self._roles.get(at, NO_ROLES)
        if "scope_break" in roles:
            return Sign.STATED
        if "scope_not" in roles:
            return Sign.DENIED
        goes_on = at < len(self._words) and self._or_after[at] and not joined
        return Sign.DENIED if goes_on and holds is Sign.DENIED else Sign.DOUBTFUL

    def _backwards(self, roles: Roles, start: int, at: int) -> None:
        """Apply a cue to the words before it that it means, to none of them twice."""
        joined = not _AND.isdisjoint(self._words[start:at]) if "scope_not_after" in roles else False
        for cue, sign in (
            ("scope_not_after", Sign.DOUBTFUL if joined else Sign.DENIED),
            ("scope_hedge_after", Sign.DOUBTFUL),
            ("scope_plan", Sign.NOT_MEANT),
        ):
            if cue in roles:
                self._set(max(start, self._done.get(sign, 0)), at, sign)
                self._done[sign] = at
