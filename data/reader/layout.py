"""Lines, sentences and headings of a text, each with its exact place in the whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from data.reader.lexicon import Lexicon, Mark
from data.reader.sites import SiteNames
from data.reader.tables import rows
from data.reader.tokens import Token

_ITEM: Final = re.compile(r"\s*(?:[-*•.>]+\s*(?=\S)|\d{1,2}[.)]\s+|\(\d{1,2}\)\s+)")
_STOP: Final = re.compile(
    r"(?<!\b[A-Z])(?<!\b[Mm]od)(?<!\b[Aa]pprox)(?<!\b[Ss]up)(?<!\b[Ii]nf)(?<!\bvs)[.!](?=\s|$)"
    r"|[.](?=[A-Z][a-z])|[?](?=\s+[A-Z])|//+|;"
)
_TITLE: Final = frozenset({"modality", "part", "title"})
_SECTION: Final = frozenset({"section"})
_PART: Final = frozenset({"part", "title"})
_ANY_HEADING: Final = _TITLE | _SECTION
_HEADING_WORDS: Final = 16
_NO_TITLE_AFTER: Final = frozenset({"section_comparison", "section_history", "section_technique"})
_COMPARISON: Final = "section_comparison"
_BRIEF: Final = frozenset({"section_comparison", "section_technique", "section_other"})
_BLANK: Final = re.compile(r"\n[ \t\r]*\n")
LONGEST: Final = 1000
"""Characters of a sentence; what is longer is no prose and is not read."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its words, the listed phrases in it, and where in the text it stands.

    Attributes:
        heading: the role of the section above it; empty when none is named.
        study: the roles of the title of the study above it; empty before the first.
        roles: what its phrases can mean, together.
        run: where the lines begin that it stands in.
        elsewhere: whether it speaks of another part of the body than the study does.
        is_title: whether it is itself the title of a study.
    """

    start: int
    end: int
    tokens: list[Token]
    marks: list[Mark]
    roles: frozenset[str]
    heading: str = ""
    study: frozenset[str] = frozenset()
    elsewhere: bool = False
    is_title: bool = False
    run: int = -1
    breaks: frozenset[int] = frozenset()
    """Words that begin a line, where no full stop shows how far a denial reaches."""


def spans(
    text: str, joins: Callable[[str], bool], rows: Container[int]
) -> Iterator[tuple[int, int, int]]:
    """The beginning and end of each sentence, and where the lines begin that it belongs to.

    Args:
        text: the whole.
        joins: whether the end of a line shows that its sentence goes on in the next line.
        rows: where lines begin that are a sentence each.
    """
    for start, end in _runs(text, joins, rows):
        stops = [] if start in rows else [m.end() for m in _STOP.finditer(text, start, end)]
        for first, last in pairwise([start, *stops, end]):
            for sentence in _trimmed(text, first, last):
                yield *sentence, start


def _runs(
    text: str, joins: Callable[[str], bool], rows: Container[int]
) -> Iterator[tuple[int, int]]:
    """Lines that belong together, as the text was wrapped at some width."""
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\r\n]+", text)]
    ended = sum(text[a:b].rstrip().endswith(".") for a, b in lines)
    capitals = text == text.upper()
    wrapped = _Wrapped(
        width=max((len(text[a:b].rstrip()) for a, b in lines), default=0),
        small=capitals and ended > 0,
        listed=capitals and ended == 0,
        joins=joins,
    )
    start = None
    for (first, last), following in zip(lines, [*lines[1:], None], strict=True):
        continued, start = start is not None, first if start is None else start
        near = following and len(text[last : following[0]].replace("\r\n", "\n")) == 1
        near = near and first not in rows and following and following[0] not in rows
        after = text[slice(*following)] if following and near else ""
        if not wrapped.goes_on(text[first:last].rstrip(), after, continued=continued):
            yield start, last
            start = None


@dataclass(frozen=True, slots=True)
class _Wrapped:
    """The way in which a text was broken into lines.

    Attributes:
        width: of its longest line.
        small: whether its capitals are to be read as small letters.
        listed: whether it is in capitals without full stops, so that each line is a sentence.
        joins: whether the end of a line shows that its sentence goes on in the next line.
    """

    width: int
    small: bool
    listed: bool
    joins: Callable[[str], bool]

    def goes_on(self, line: str, after: str, *, continued: bool) -> bool:
        """Return whether a line was broken for want of room.

        Args:
            line: the line.
            after: the line right after it; empty for none.
            continued: whether the line itself continues the one before it.
        """
        if not line or not after.strip() or _ITEM.match(after):
            return False
        if line.endswith((".", ":", ";", "!")):
            return False
        if self.joins(line):
            return True
        word = after.split(maxsplit=1)[0]
        fits = len(line) + 1 + len(word) <= self.width
        if word[0].islower() or (self.small and not word[0].isdecimal()):
            return continued or not fits or len(line) > 0.6 * self.width
        return not fits and not self.listed and not word[1:2].islower()


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if item := _ITEM.match(text, start, end):
        start = item.end()
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end <= start + LONGEST and any(map(str.isalnum, text[start:end])):
        yield start, end


def sentences(text: str, lexicon: Lexicon) -> Iterator[Sentence]:
    """The sentences of a text, each under the headings that it stands in."""
    words = lexicon.tables["layout"]
    glue = frozenset(words["glue"])

    def joins(line: str) -> bool:
        if line.rsplit(maxsplit=1)[-1].lower() not in glue:
            return line.endswith(",")
        tokens = lexicon.tokens(line, 0)
        return not only_title(tokens, lexicon.marks([token.word for token in tokens]))

    unstopped = not re.search(r"\.\s*$", text, re.MULTILINE)
    sites = SiteNames(lexicon.tables["sites"])
    found: list[Sentence] = []
    table = rows(text, lexicon)
    for start, end, run in spans(text, joins, table):
        tokens = table.get(run) or lexicon.tokens(text[start:end], start)
        cut = _prefix(tokens, lexicon)
        for part in filter(None, (tokens[:cut], tokens[cut:])):
            marks = lexicon.marks([token.word for token in part])
            breaks = frozenset(
                at
                for at in range(1, len(part) if unstopped else 0)
                if "\n" in text[part[at - 1].end : part[at].start]
            )
            roles = frozenset[str]().union(*(mark.roles for mark in marks))
            if "affected" in roles and sites.find(part, unclear=True):
                roles |= {"part_own"}
            sentence = Sentence(
                part[0].start, part[-1].end, part, marks, roles, breaks=breaks, run=run
            )
            found.append(sentence)
    read = [at for at, one in enumerate(found) if _section(one) in words["read_in"]]
    reader, before = _Headings(), 0
    for at, sentence in enumerate(found):
        blank = bool(_BLANK.search(text, before, sentence.start))
        reader.open_lines(sentence.run, blank=blank, later=bool(read) and at <= read[-1])
        before = sentence.end
        yield reader.under(sentence)


def _section(sentence: Sentence) -> str | None:
    """The section of which a sentence is the heading and nothing else."""
    found = sorted(role for role in sentence.roles if role.startswith("section_"))
    return found[0] if found and _covered(sentence.tokens, sentence.marks, _SECTION) else None


def _prefix(tokens: list[Token], lexicon: Lexicon) -> int:
    """The number of words of a heading with a colon at the beginning; 0 without one."""
    for at, token in enumerate(tokens[:_HEADING_WORDS]):
        if token.word == ":":
            marks = lexicon.marks([token.word for token in tokens[:at]])
            return at + 1 if at and _covered(tokens[:at], marks, _ANY_HEADING) else 0
    return 0


def _covered(tokens: list[Token], marks: list[Mark], roles: frozenset[str]) -> bool:
    """Return whether some phrases, numbers and signs are all that stands there."""
    free = {at for at, token in enumerate(tokens) if any(map(str.isalpha, token.word))}
    for mark in marks:
        if _first(mark.roles) & roles:
            free -= {*range(mark.first, mark.last)}
    return not free


def only_title(tokens: list[Token], marks: list[Mark]) -> bool:
    """Return whether some words are those of titles and headings alone."""
    return _covered(tokens, marks, _ANY_HEADING)


def _first(roles: frozenset[str]) -> set[str]:
    """The first words of some roles."""
    return {role.partition("_")[0] for role in roles}


class _Headings:
    """The headings above a sentence, while a text is read from its beginning."""

    def __init__(self) -> None:
        self._heading = ""
        self._study: frozenset[str] = frozenset()
        self._part: frozenset[str] = frozenset()
        self._elsewhere = False
        self._bare = self._names_study = False
        self._run = self._of = -1

    def open_lines(self, run: int, *, blank: bool, later: bool) -> None:
        """End a section that the lines before it ended, though no heading follows.

        Args:
            run: where the lines begin that a sentence belongs to.
            blank: whether an empty line stands before it.
            later: whether a heading of what is read comes later.
        """
        if not self._bare and run not in (self._run, self._of):
            brief = self._heading in _BRIEF
            if brief or (self._heading in _NO_TITLE_AFTER and (blank or not later)):
                self._heading = ""
        self._run = run

    @property
    def _foreign(self) -> bool:
        """Return whether the study is of another part of the body."""
        return "part_other" in self._study and "part_own" not in self._study

    def under(self, sentence: Sentence) -> Sentence:
        """The sentence with what stands above it; a heading counts from itself on."""
        title = self._begin(sentence)
        heading = self._heading
        if (
            heading == _COMPARISON
            and sentence.tokens[-1].word == "."
            and only_title(sentence.tokens, sentence.marks)
        ):
            self._heading, self._bare = "", False  # the studies are named: what follows is read
        return replace(
            sentence,
            heading=heading,
            study=self._study,
            elsewhere=self._elsewhere or (self._foreign and "part_own" not in sentence.roles),
            is_title=title,
        )

    def _begin(self, sentence: Sentence) -> bool:
        """Begin what a sentence is the heading of; return whether it is the title of a study."""
        roles = sentence.roles
        kinds = _first(roles)
        whole = _covered(sentence.tokens, sentence.marks, _TITLE)
        firsts = [_first(mark.roles) for mark in sentence.marks]
        other = any("section" in first and not first & _TITLE for first in firsts)
        untitled = self._bare and self._heading in _NO_TITLE_AFTER and not self._names_study
        title = "modality" in kinds and whole and not other and not untitled
        self._bare = False
        parts = frozenset(role for role in roles if role.startswith("part_"))
        if parts and (title or _covered(sentence.tokens, sentence.marks, _PART)):
            self._part = parts
        if title:  # one without a part is of the part named last
            self._heading, self._study, self._elsewhere = "", roles | (parts or self._part), False
        elif section := _section(sentence):
            self._heading, self._bare, self._of = section, True, self._run
            self._names_study = any({"section", "title"} <= first for first in firsts)
            self._elsewhere = False
        elif "part_own" in roles:
            self._elsewhere = False
        elif "part_other" in roles and (
            "modality" in kinds or _covered(sentence.tokens, sentence.marks, _PART)
        ):
            self._elsewhere = True
        return title
