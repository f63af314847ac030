"""The words of a reader, as the content lists them, ready to be found in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeAlias

from data.reader.tokens import Spelling, Token, split

FOLDER: Final = "reading"
_READ: Final = "binding", "phrases", "plain", "scope"
_PARTS: Final = "part_own", "part_other", "part_near"
Roles: TypeAlias = frozenset[str]
"""The meanings that a phrase can have."""
NO_ROLES: Final = frozenset[str]()


@dataclass(slots=True)
class _Node:
    """A word on the way through the listed phrases."""

    next: dict[str, _Node] = field(default_factory=dict)
    roles: Roles = NO_ROLES


class Mark(NamedTuple):
    """A listed phrase in a text: its tokens from `first` up to `last`, and what it can mean."""

    first: int
    last: int
    roles: Roles

    @property
    def span(self) -> tuple[int, int]:
        """The tokens from the first up to the last."""
        return self.first, self.last


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words that the content lists for a reader.

    Attributes:
        tables: the files by name, each as it is written.
        spelling: mends misspelt words.
        keys: the roles of phrases that name a finding.
        measured: those of them that a number belongs to.
        read: the roles of phrases that are read, in prose, results or scores.
        plain: the words that change nothing there.
    """

    tables: Mapping[str, Any]
    spelling: Spelling
    keys: Roles
    measured: Roles
    read: Mapping[str, Roles]
    plain: Mapping[str, frozenset[str]]
    _root: _Node

    def finding(self, rule: Mapping[str, Any], kind: str) -> str:
        """The finding that a rule gives in a kind of report; empty where it gives none."""
        if rule["form"] == "site" or kind in rule.get("part", ()):
            return str(self.tables["kinds"]["kind"][kind].get("levels", ""))
        return str(rule.get("finding", {}).get(kind, ""))

    def tokens(self, text: str, start: int) -> list[Token]:
        """The tokens of a text that begins at a place of the whole, their words mended."""
        return split(text, start, self.spelling.mended)

    def marks(self, tokens: Sequence[Token]) -> list[Mark]:
        """The listed phrases in a row of words, the longest first, none within another."""
        found: list[Mark] = []
        words, last = [token.word for token in tokens], 0
        for at, word in enumerate(words):
            if at < last or word not in self._root.next:
                continue
            node, roles, end = self._root, NO_ROLES, at
            while end < len(words) and (step := node.next.get(words[end])):
                node, end = step, end + 1
                if node.roles:
                    last, roles = end, node.roles
            if roles:
                found.append(Mark(at, last, roles))
        return found

    def unread(self, tokens: Sequence[Token], marks: Sequence[Mark], where: str) -> bool:
        """Return whether a word stands there that may change what is said.

        Args:
            tokens: the words.
            marks: the phrases in them.
            where: the list of the words that change nothing there.
        """
        read, plain = self.read[where], self.plain[where]
        known = {at for m in marks if m.roles & read for at in range(m.first, m.last)}
        words = ((at, token.word) for at, token in enumerate(tokens))
        return any(w.isalpha() and at not in known and w not in plain for at, w in words)

    def unread_in(self, line: str, where: str) -> bool:
        """Return whether such a word stands in a line."""
        tokens = split(line)
        return self.unread(tokens, self.marks(tokens), where)

    def named(self, line: str) -> Iterator[tuple[Mapping[str, Any] | None, int, int]]:
        """The analytes that a line names, each with its place; None for one of no finding."""
        analytes = {f"analyte_{a['id']}": a for a in self.tables["results"]["analyte"]}
        tokens = split(line)
        for mark in self.marks(tokens):
            after = [token.word for token in tokens[mark.last : mark.last + 1]]
            if after == ["/"] and mark.first and tokens[mark.first - 1].word[0].isdecimal():
                continue  # a unit such as K/uL
            for role in mark.roles:
                if role.startswith("analyte_"):
                    place = tokens[mark.first].start, tokens[mark.last - 1].end
                    yield analytes.get(role), *place

    def analyte(self, name: str) -> Mapping[str, Any] | None:
        """The analyte of which some words are the whole name."""
        found = list(self.named(name))
        whole = len(found) == 1 and found[0][2] - found[0][1] == len(name.strip())
        return found[0][0] if whole else None


def load(directory: Path) -> Lexicon:
    """The lexicon of a pathway; the same object for the same folder."""
    return _load(directory / FOLDER)


@lru_cache(maxsize=4)
def _load(folder: Path) -> Lexicon:
    import tomllib  # late: who only imports the reader does without

    tables = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in folder.glob("*.toml")}
    root = _Node()
    known: set[str] = set()
    classes = tables["synonyms"]["class"]
    for role, says in phrases(tables):
        for phrase in says:
            for words in _spelt(phrase, classes):
                node = root
                for word in words:
                    node = node.next.setdefault(word, _Node())
                    known.add(word)
                node.roles |= {role}
    mending = tables["synonyms"]["mending"]
    known.update(mending["guards"])
    spelling = Spelling(known, mending["targets"], mending["strict"])
    rules = tables["phrases"]["key"]
    keys = frozenset(rule["id"] for rule in rules)
    measured = frozenset(rule["id"] for rule in rules if "units" in rule)
    analytes = tables["results"]["analyte"]
    units = {word for item in analytes for unit in item["units"] for word in re.split(r"\W", unit)}
    also = {"prose": tables["binding"]["bridge"], "results": units}
    plain = {
        name: frozenset((*listed, *also.get(name, ())))
        for name, listed in tables["plain"].items()
        if name != "phrases"
    }
    read = {
        "prose": keys.union(*(tables[name].get("phrases", ()) for name in _READ), _PARTS),
        "results": frozenset(("analyte_other", *(f"analyte_{item['id']}" for item in analytes))),
        "scores": NO_ROLES,
    }
    return Lexicon(tables, spelling, keys, measured, read, plain, root)


def phrases(tables: Mapping[str, Any]) -> Iterator[tuple[str, Sequence[str]]]:
    """Every listed phrase with the role that it plays."""
    for table in tables.values():
        for role, entry in table.get("phrases", {}).items():
            yield role, entry["says"]
        for analyte in table.get("analyte", ()):
            yield f"analyte_{analyte['id']}", analyte["says"]
        for rule in table.get("key", ()):
            yield rule["id"], rule.get("says", ())


@lru_cache(maxsize=4096)
def _words(choice: str) -> tuple[str, ...]:
    """The words of a part of a phrase."""
    return tuple(token.word for token in split(choice))


def _spelt(phrase: str, classes: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """The rows of words that a phrase stands for.

    `@name` is any word of a class, `a|b` either word; a word with `?` after it may be left out.
    """
    parts: list[list[tuple[str, ...]]] = []
    for word in phrase.split():
        left_out, word = word.endswith("?") and len(word) > 1, word.rstrip("?") or word
        choices = [
            _words(choice)
            for name in word.split("|")
            for choice in (classes[name[1:]] if name.startswith("@") else [name])
        ]
        parts.append([*choices, ()] if left_out else choices)
    for row in product(*parts):
        words = tuple(word for choice in row for word in choice)
        if words:
            yield words
