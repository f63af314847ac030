"""Words of a text with their exact places; a misspelt word is mended only towards a listed word."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Final, NamedTuple

_TOKEN: Final = re.compile(
    r"[^\W\d_]{2,}-\r?\n[ \t]*[^\W\d_]+|per cent\b|[^\W\d_]{1,3}\d{1,2}(?![^\W_])|[^\W\d_]+"
    r"|\d+(?:\.\d+)?|\S"
)
_DIVIDED: Final = re.compile(r"-\s+")

_SAME: Final = {
    **dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2212), "-"),
    **dict.fromkeys((0x2018, 0x2019), "'"),
    **dict.fromkeys((0x201C, 0x201D), '"'),
    0x00A0: " ",
}
"""Signs that mean the same, one for one, so that places stay."""

ONE_SLIP: Final = 7
TWO_SLIPS: Final = 8
"""Lengths from which a word may hold one or two slips."""


class Token(NamedTuple):
    """A word, number or sign: as it is compared, and where it stands."""

    word: str
    start: int
    end: int


def plain(text: str) -> str:
    """The text in small letters with one kind of dash and quote, character for character."""
    same = text.translate(_SAME)
    small = same.lower()
    return small if len(small) == len(same) else "".join(_small(letter) for letter in same)


def _small(letter: str) -> str:
    small = letter.lower()
    return small if len(small) == 1 else letter


def split(text: str, start: int = 0, mended: Callable[[str], str] = str) -> list[Token]:
    """The tokens of a text that begins at a place of the whole, each word mended.

    A word that the end of a line divides is one word.
    """
    found = ((_DIVIDED.sub("", m[0]), m) for m in _TOKEN.finditer(plain(text)))
    return [Token(mended(word), start + m.start(), start + m.end()) for word, m in found]


class Spelling:
    """Mends misspelt words towards listed words."""

    def __init__(self, known: Iterable[str], targets: Iterable[str], strict: Iterable[str]) -> None:
        """Take the known words, the words to mend towards, and those mended from one slip only."""
        self._known = frozenset(known)
        self._strict = frozenset(strict)
        self._targets: dict[str, list[str]] = {}
        for word in sorted(targets):
            self._targets.setdefault(word[0], []).append(word)
        self.mended = lru_cache(maxsize=4096)(self._mended)

    def _mended(self, word: str) -> str:
        """The listed word that is meant, or the word as it stands."""
        if len(word) < ONE_SLIP or word in self._known or not word.isalpha():
            return word
        allowed = 2 if len(word) >= TWO_SLIPS else 1
        best, found = allowed + 1, word
        for target in self._targets.get(word[0], ()):
            limit = min(best - 1, 1 if target in self._strict else allowed)
            if abs(len(target) - len(word)) > limit or limit < 1:
                continue
            slips = _slips(word, target)
            if slips <= limit:
                best, found = slips, target
        return found


def _slips(one: str, other: str) -> int:
    """Insertions, losses, changes and swaps of neighbours between two words."""
    before: list[int] = []
    above = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, wanted in enumerate(other, 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, above = above, row
    return above[-1]
