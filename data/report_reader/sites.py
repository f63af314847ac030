"""Sites that a text names: single, in a list, as a pair or as a range, by the content's rules."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from data.report_reader.tokens import Token
from data.report_reader.word_files import SitesFile


class Named(NamedTuple):
    """Sites named together: the tokens from `first` up to `last`.

    Attributes:
        names: what is named, in the words of the content.
        places: how many sites or spaces between sites are named.
        elsewhere: whether one of them is of another part of the body.
        plain: whether each is named by itself; not for a pair, a range, or a name from outside.
    """

    first: int
    last: int
    names: tuple[str, ...]
    places: int
    plain: bool
    elsewhere: bool = False

    @property
    def span(self) -> tuple[int, int]:
        """The tokens from the first up to the last."""
        return self.first, self.last


class SiteNames:
    """Finds the names of sites in a row of words."""

    def __init__(self, table: SitesFile) -> None:
        """Take the names, the letters they are written with, and the words between them."""
        self._order = table.names
        self._written: dict[str, str] = {
            f"{short}{name[1:]}": name for name in self._order for short in table.written[name[0]]
        }
        outside = "|".join(table.outside)
        letters = "|".join(short for each in table.written.values() for short in each)
        self.written = re.compile(rf"\s*(?:{letters})\d{{1,2}}\b", re.IGNORECASE)
        """A name at the beginning of a line."""
        self._foreign = re.compile(rf"(?:{outside})\d{{1,2}}")
        self._elsewhere = re.compile(rf"(?:{'|'.join(table.elsewhere)})\d{{1,2}}")
        self._unclear, self._body = frozenset(table.unclear), frozenset(table.body)
        self._list, self._span = frozenset(table.list), frozenset(table.span)
        self._pair, self._skip = frozenset(table.pair), frozenset(table.skip)

    def find(self, tokens: Sequence[Token], *, unclear: bool) -> list[Named]:
        """All sites named, those that belong together as one.

        Args:
            tokens: the words.
            unclear: whether some names mean something else here unless a body is named with them.
        """
        found, at = [], 0
        while at < len(tokens):
            if self._name(tokens, at, unclear) is None:
                at += 1
                continue
            group = self._group(tokens, at, unclear)
            found.append(group)
            at = group.last
        return found

    def _name(self, tokens: Sequence[Token], at: int, unclear: bool) -> str | None:
        """The name at a place; empty for a site that the content does not know."""
        word = tokens[at].word
        name = self._written.get(word)
        if name is None:
            return "" if self._foreign.fullmatch(word) else None
        following = tokens[at + 1].word if at + 1 < len(tokens) else ""
        if unclear and name in self._unclear and following not in self._body:
            return None
        return name

    def _group(self, tokens: Sequence[Token], at: int, unclear: bool) -> Named:
        first, last, plain, places = at, at + 1, True, 1
        names = [self._name(tokens, at, unclear) or ""]
        while last + 1 < len(tokens):
            sign, step = tokens[last].word, last + 1
            if sign in self._list:
                while step + 1 < len(tokens) and tokens[step].word in self._skip | self._list:
                    step += 1
                name = self._name(tokens, step, unclear)
                if name is None or name in names:  # a site named again begins another list
                    break
                names.append(name)
                places += 1
            elif sign in self._pair | self._span:
                name = self._name(tokens, step, unclear)
                if name is None and not (sign in self._pair and tokens[step].word.isdecimal()):
                    break
                plain = False
                names += self._between(names[-1], name)
            else:
                break
            last = step + 1
        known = [name for name in names if name]
        plain = plain and len(known) == len(names)
        away = any(self._elsewhere.fullmatch(token.word) for token in tokens[first:last])
        return Named(first, last, tuple(dict.fromkeys(known)), places, plain, away)

    def _between(self, one: str, other: str | None) -> list[str]:
        """The sites after one up to another."""
        if not one or not other:
            return [other or ""]
        first, last = self._order.index(one), self._order.index(other)
        return [*self._order[first + 1 : last + 1]] or [other]
