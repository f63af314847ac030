"""Scope: whether words are stated, denied, doubtful, or not of this patient now."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import Final

from data.reader.layout import Sentence
from data.reader.lexicon import Mark


class Sign(Enum):
    """The ways in which words are meant; a later one outweighs an earlier one."""

    STATED = 0
    DENIED = 1
    DOUBTFUL = 2
    NOT_MEANT = 3


_COMMA: Final = frozenset({",", "("})
_AND: Final = frozenset({"and", "&", "with"})


class Scope:
    """The sign of each word of a sentence."""

    def __init__(self, sentence: Sentence, asks: Sequence[str] = ()) -> None:
        """Read the cues from the beginning to the end."""
        self._words = [token.word for token in sentence.tokens]
        self.signs = [Sign.STATED] * len(self._words)
        self.starts = [0] * len(self._words)
        """For each word, where its part of the sentence begins."""
        self._marks = {mark.first: mark for mark in sentence.marks}
        self._breaks = sentence.breaks
        tokens = sentence.tokens
        self._asking = {
            at
            for at in range(1, len(tokens))
            if tokens[at].word == "?" and tokens[at - 1].end < tokens[at].start
        }
        """Question marks that stand before what they doubt."""
        self._done: dict[Sign, int] = {}
        self._or_after = self._alternatives()
        end = self._asked(asks)
        self._read(end)
        self.starts[end:] = self.starts[end - 1 : end] * (len(self._words) - end)
        if "scope_family" in sentence.roles:
            self._set(0, len(self.signs), Sign.NOT_MEANT)
        elif sentence.roles & {"scope_earlier", "scope_doubt"}:
            self._set(0, len(self.signs), Sign.DOUBTFUL)

    def of(self, first: int, last: int) -> Sign:
        """The one sign of some words; doubtful where they differ."""
        signs = set(self.signs[first:last])
        return signs.pop() if len(signs) == 1 else max(*signs, Sign.DOUBTFUL, key=_weight)

    def _set(self, first: int, last: int, sign: Sign) -> None:
        for at in range(first, last):
            self.signs[at] = max(self.signs[at], sign, key=_weight)

    def _roles(self, at: int) -> frozenset[str]:
        mark = self._marks.get(at)
        roles = mark.roles if mark else frozenset[str]()
        return roles - {"scope_hedge_after"} if at in self._asking else roles

    def _alternatives(self) -> list[bool]:
        """For each word, whether "or" follows before its list is broken off."""
        found, after = [False] * (len(self._words) + 1), False
        for at in reversed(range(len(self._words))):
            roles = self._roles(at)
            if "scope_or" in roles:
                after = True
            elif roles & {"scope_break", "scope_end", "scope_not"}:
                after = False
            found[at] = after
        return found

    def _asked(self, asks: Sequence[str]) -> int:
        """The number of words to read: a question's own mark at its end is no doubt."""
        words = self._words
        return len(words) - (bool(words) and words[0] in asks and words[-1] == "?")

    def _read(self, end: int) -> None:
        """Go through the words once; each cue changes what holds from there on."""
        holds, doubt, planned, start, at, before = Sign.STATED, False, False, 0, 0, 0
        while at < end:
            mark = self._marks.get(at, Mark(at, at + 1, frozenset()))
            roles, word = self._roles(at), self._words[at]
            if "scope_end" in roles:
                before, holds, doubt, start = start, Sign.STATED, False, at
            elif word in _COMMA:
                doubt, start = False, at + 1
                holds = self._after_comma(holds, mark.last)
            elif word in _AND or at in self._breaks:
                after = mark.last if word in _AND else len(self._words)
                holds = self._after_comma(holds, after, joined=True)
            elif (word == ")" and not planned) or at in self._asking:
                start = at + (word == ")")
            if "scope_not" in roles:
                if at and self._words[at - 1] == ":":
                    self._set(before, at, Sign.DENIED)
                holds = Sign.DENIED
            self._backwards(roles, start, at)
            doubt = doubt or "scope_hedge" in roles
            planned = planned or bool(roles & {"scope_plan", "scope_plan_ahead"})
            for place in range(at, mark.last):
                self.starts[place] = start
                self._set(place, place + 1, holds)
                if doubt or planned:
                    self._set(place, place + 1, Sign.NOT_MEANT if planned else Sign.DOUBTFUL)
            at = mark.last

    def _after_comma(self, holds: Sign, at: int, *, joined: bool = False) -> Sign:
        """The sense after a comma or "and": a denial goes on in a list that ends with "or"."""
        if holds is Sign.STATED:
            return holds
        if at < len(self._words) and self._words[at] in _AND:
            at += 1
        if "scope_break" in self._roles(at):
            return Sign.STATED
        if "scope_not" in self._roles(at):
            return Sign.DENIED
        goes_on = at < len(self._words) and self._or_after[at] and not joined
        return Sign.DENIED if goes_on and holds is Sign.DENIED else Sign.DOUBTFUL

    def _backwards(self, roles: frozenset[str], start: int, at: int) -> None:
        """Apply a cue that stands after what it means."""
        if "scope_not_after" in roles:
            joined = any(word in _AND for word in self._words[start:at])
            self._behind(start, at, Sign.DOUBTFUL if joined else Sign.DENIED)
        if "scope_hedge_after" in roles:
            self._behind(start, at, Sign.DOUBTFUL)
        if "scope_plan" in roles:
            self._behind(start, at, Sign.NOT_MEANT)

    def _behind(self, start: int, at: int, sign: Sign) -> None:
        """Set the sign of the words before a cue, none of them twice."""
        self._set(max(start, self._done.get(sign, 0)), at, sign)
        self._done[sign] = at


def _weight(sign: Sign) -> int:
    return sign.value
