"""The words of a reader, as the content lists them, ready to be found in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias

from data.input.model import read
from data.report_reader.tokens import Spelling, Token, split
from data.report_reader.word_files import AnalyteModel, KeyModel, WordFiles

FOLDER: Final = "reading"
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
        files: the files in which they stand.
        spelling: mends misspelt words.
        keys: the roles of phrases that name a finding.
        measured: those of them that a number belongs to.
        read: the roles of phrases that are read, in prose, results or scores.
        plain: the words that change nothing there.
    """

    files: WordFiles
    spelling: Spelling
    keys: Roles
    measured: Roles
    read: Mapping[str, Roles]
    plain: Mapping[str, frozenset[str]]
    _root: _Node

    def finding(self, rule: KeyModel, kind: str) -> str:
        """The finding that a rule gives in a kind of report; empty where it gives none."""
        if rule.form == "site" or kind in rule.part:
            return self.files.kinds.kind[kind].levels
        return rule.finding.get(kind, "")

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

    def named(self, line: str) -> Iterator[tuple[AnalyteModel | None, int, int]]:
        """The analytes that a line names, each with its place; None for one of no finding."""
        analytes = {f"analyte_{one.id}": one for one in self.files.results.analyte}
        tokens = split(line)
        for mark in self.marks(tokens):
            after = [token.word for token in tokens[mark.last : mark.last + 1]]
            if after == ["/"] and mark.first and tokens[mark.first - 1].word[0].isdecimal():
                continue  # a unit such as K/uL
            for role in mark.roles:
                if role.startswith("analyte_"):
                    place = tokens[mark.first].start, tokens[mark.last - 1].end
                    yield analytes.get(role), *place

    def analyte(self, name: str) -> AnalyteModel | None:
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
    files = read(WordFiles, tables)
    root = _Node()
    known: set[str] = set()
    for role, says in phrases(files):
        for phrase in says:
            for words in _spelt(phrase, files.synonyms.classes):
                node = root
                for word in words:
                    node = node.next.setdefault(word, _Node())
                    known.add(word)
                node.roles |= {role}
    mending, rules, analytes = files.synonyms.mending, files.phrases.key, files.results.analyte
    known.update(mending.guards)
    spelling = Spelling(known, mending.targets, mending.strict)
    keys = frozenset(rule.id for rule in rules)
    measured = frozenset(rule.id for rule in rules if rule.units)
    units = {word for item in analytes for unit in item.units for word in re.split(r"\W", unit)}
    plain = {
        "prose": frozenset((*files.plain.prose, *files.binding.bridge)),
        "results": frozenset((*files.plain.results, *units)),
        "scores": frozenset(files.plain.scores),
    }
    listed = (files.binding, files.phrases, files.plain, files.scope)
    roles = {
        "prose": keys.union(*(file.phrases for file in listed), _PARTS),
        "results": frozenset(("analyte_other", *(f"analyte_{item.id}" for item in analytes))),
        "scores": NO_ROLES,
    }
    return Lexicon(files, spelling, keys, measured, roles, plain, root)


def phrases(files: WordFiles) -> Iterator[tuple[str, Sequence[str]]]:
    """The listed phrases with the role that they play."""
    for _, file in files:
        for role, entry in file.phrases.items():
            yield role, entry.says
    for analyte in files.results.analyte:
        yield f"analyte_{analyte.id}", analyte.says
    for rule in files.phrases.key:
        yield rule.id, rule.says


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
