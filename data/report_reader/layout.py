"""Lines, sentences and headings of a text, each with its exact place in the whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from data.report_reader.lexicon import NO_ROLES, Lexicon, Mark, Roles
from data.report_reader.sites import SiteNames
from data.report_reader.tables import rows
from data.report_reader.tokens import Token

_ITEM: Final = re.compile(r"\s*(?:[-*•.>]+\s*(?=\S)|\d{1,2}[.)]\s+|\(\d{1,2}\)\s+)")
_STOP: Final = re.compile(
    r"(?<!\b[A-Z])(?<!\b[Mm]od)(?<!\b[Aa]pprox)(?<!\b[Ss]up)(?<!\b[Ii]nf)(?<!\bvs)[.!](?=\s|$)"
    r"|[.](?=[A-Z][a-z])|[?](?=\s+[A-Z])|//+|;"
)
_TITLE: Final = frozenset({"modality", "part", "title"})
_PART: Final = frozenset({"part", "title"})
_ANY_HEADING: Final = _TITLE | {"section"}
_HEADING_WORDS: Final = 16
_NO_TITLE_AFTER: Final = frozenset({"section_comparison", "section_history", "section_technique"})
_BRIEF: Final = frozenset({"section_comparison", "section_technique", "section_other"})
_BLANK: Final = re.compile(r"\n[ \t\r]*\n")
LONGEST: Final = 1000
"""Characters of a sentence; what is longer is no prose and is not read."""


@dataclass(slots=True)
class Sentence:
    """A sentence: its words, the listed phrases in it, and where in the text it stands.

    Attributes:
        roles: what its phrases can mean, together.
        run: where the lines begin that it stands in.
        breaks: words that begin a line, where no full stop shows how far a denial reaches.
        heading: the role of the section above it; empty when none is named.
        study: the roles of the title of the study above it; empty before the first.
        elsewhere: whether it speaks of another part of the body than the study does.
        is_title: whether it is itself the title of a study.
    """

    tokens: list[Token]
    marks: list[Mark]
    roles: Roles
    run: int
    breaks: frozenset[int]
    heading: str = ""
    study: Roles = NO_ROLES
    elsewhere: bool = False
    is_title: bool = False

    @property
    def start(self) -> int:
        """The place of its first character."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """The place after its last character."""
        return self.tokens[-1].end

    @property
    def section(self) -> str | None:
        """The section of which it is the heading and nothing else."""
        found = sorted(role for role in self.roles if role.startswith("section_"))
        return found[0] if found and covered(self.tokens, self.marks, {"section"}) else None


def covered(
    tokens: Sequence[Token], marks: Sequence[Mark], kinds: Container[str] = _ANY_HEADING
) -> bool:
    """Return whether phrases of some kinds, numbers and signs are all that stands there."""
    inside = {
        at
        for mark in marks
        if any(kind in kinds for kind in kinds_of(mark.roles))
        for at in range(mark.first, mark.last)
    }
    return not any(
        at not in inside and any(map(str.isalpha, token.word)) for at, token in enumerate(tokens)
    )


@lru_cache(maxsize=4096)
def kinds_of(roles: Roles) -> frozenset[str]:
    """The first words of some roles."""
    return frozenset(role.partition("_")[0] for role in roles)


def _runs(
    text: str, joins: Callable[[str], bool], item: re.Pattern[str], table: Container[int]
) -> Iterator[tuple[int, int]]:
    """Lines that belong together, as the text was wrapped at some width.

    Args:
        text: the whole.
        joins: whether the end of a line shows that its sentence goes on in the next line.
        item: what a line of a list begins with: no such line goes on in another.
        table: where lines begin that are a sentence each.
    """
    lines = [found.span() for found in re.finditer(r"[^\r\n]+", text)]
    said = [text[slice(*line)].rstrip() for line in lines]
    width = max(map(len, said), default=0)
    capitals, stops = text == text.upper(), any(line.endswith(".") for line in said)

    def goes_on(line: str, after: str, *, continued: bool) -> bool:
        if not line or not after or _ITEM.match(after) or line.endswith((".", ":", ";", "!")):
            return False
        if joins(line):
            return True
        if item.match(line) and item.match(after):
            return False
        word = after.split(maxsplit=1)[0]
        fits = len(line) + 1 + len(word) <= width
        if word[0].islower() or (capitals and stops and not word[0].isdecimal()):
            return continued or not fits or len(line) > 0.6 * width
        return not fits and not (capitals and not stops) and not word[1:2].islower()

    start = 0
    for at, (first, last) in enumerate(lines):
        after = ""
        if at + 1 < len(lines) and first not in table and lines[at + 1][0] not in table:
            near = text[last : lines[at + 1][0]] in {"\n", "\r\n", "\r"}
            after = said[at + 1] if near else ""
        if not goes_on(said[at], after, continued=start < at):
            yield lines[start][0], last
            start = at + 1


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence without the sign of its item and blanks; none where it is no prose."""
    if item := _ITEM.match(text, start, end):
        start = item.end()
    said = text[start:end]
    start, said = start + len(said) - len(said.lstrip()), said.strip()
    if len(said) <= LONGEST and any(map(str.isalnum, said)):
        yield start, start + len(said)


def sentences(text: str, lexicon: Lexicon) -> list[Sentence]:
    """The sentences of a text, each under the headings that it stands in."""
    found = list(_bare_sentences(text, lexicon))
    read_in = lexicon.files.layout.read_in
    last = max((at for at, one in enumerate(found) if one.section in read_in), default=-1)
    headings, before = _Headings(), 0
    for at, sentence in enumerate(found):
        blank = bool(_BLANK.search(text, before, sentence.start))
        headings.read(sentence, blank=blank, later=at <= last)
        before = sentence.end
    return found


def _bare_sentences(text: str, lexicon: Lexicon) -> Iterator[Sentence]:
    """The sentences of a text; a heading with a colon is a sentence of its own."""
    glue = frozenset(lexicon.files.layout.glue)

    def joins(line: str) -> bool:
        if line.rsplit(maxsplit=1)[-1].lower() not in glue:
            return line.endswith(",") or (line.endswith("-") and line[-2:-1].isalpha())
        tokens = lexicon.tokens(line, 0)
        return not covered(tokens, lexicon.marks(tokens))

    unstopped = not re.search(r"\.\s*$", text, re.MULTILINE)
    sites = SiteNames(lexicon.files.sites)
    table = rows(text, lexicon)
    for run, end in _runs(text, joins, sites.written, table):
        stops = [] if run in table else [m.end() for m in _STOP.finditer(text, run, end)]
        for place in pairwise([run, *stops, end]):
            for first, last in _trimmed(text, *place):
                tokens = table.get(run) or lexicon.tokens(text[first:last], first)
                cut = _prefix(tokens, lexicon)
                for part in filter(None, (tokens[:cut], tokens[cut:])):
                    marks = lexicon.marks(part)
                    breaks = frozenset(
                        at
                        for at in range(1, len(part) if unstopped else 0)
                        if "\n" in text[part[at - 1].end : part[at].start]
                    )
                    roles = NO_ROLES.union(*(mark.roles for mark in marks))
                    if "affected" in roles and sites.find(part, unclear=True):
                        roles |= {"part_own"}
                    yield Sentence(part, marks, roles, run, breaks)


def _prefix(tokens: list[Token], lexicon: Lexicon) -> int:
    """The number of words of a heading with a colon at the beginning; 0 without one."""
    at = next((at for at, one in enumerate(tokens[:_HEADING_WORDS]) if one.word == ":"), 0)
    return at + 1 if at and covered(tokens[:at], lexicon.marks(tokens[:at])) else 0


class _Headings:
    """The headings above a sentence, while a text is read from its beginning."""

    def __init__(self) -> None:
        self._heading = ""
        self._study = self._part = NO_ROLES
        self._elsewhere = False
        self._bare = self._names_study = False
        self._run = self._of = -1

    def read(self, sentence: Sentence, *, blank: bool, later: bool) -> None:
        """Note in a sentence which headings it stands under; a heading stands under itself.

        Args:
            sentence: the next of the text.
            blank: whether an empty line stands before it.
            later: whether a heading of what is read comes later.
        """
        brief = self._heading in _BRIEF
        ended = brief or (self._heading in _NO_TITLE_AFTER and (blank or not later))
        if ended and not self._bare and sentence.run not in (self._run, self._of):
            self._heading = ""
        self._run = sentence.run
        sentence.is_title = self._begin(sentence)
        sentence.heading, sentence.study = self._heading, self._study
        foreign = "part_other" in self._study and "part_own" not in self._study | sentence.roles
        sentence.elsewhere = self._elsewhere or foreign
        ends = self._heading == "section_comparison" and sentence.tokens[-1].word == "."
        if ends and covered(sentence.tokens, sentence.marks):
            self._heading, self._bare = "", False  # the studies are named: what follows is read

    def _begin(self, sentence: Sentence) -> bool:
        """Begin the part under a heading; return whether the sentence is the title of a study."""
        roles, kinds = sentence.roles, kinds_of(sentence.roles)
        whole = covered(sentence.tokens, sentence.marks, _TITLE)
        each = [kinds_of(mark.roles) for mark in sentence.marks]
        other = any("section" in kinds and not kinds & _TITLE for kinds in each)
        untitled = self._bare and self._heading in _NO_TITLE_AFTER and not self._names_study
        title = "modality" in kinds and whole and not other and not untitled
        self._bare = False
        parts = frozenset(role for role in roles if role.startswith("part_"))
        alone = bool(parts) and covered(sentence.tokens, sentence.marks, _PART)
        if parts and (title or alone):
            self._part = parts
        if title:  # one without a part is of the part named last
            self._heading, self._study, self._elsewhere = "", roles | (parts or self._part), False
        elif section := sentence.section:
            self._heading, self._bare, self._of = section, True, self._run
            self._names_study = any({"section", "title"} <= kinds for kinds in each)
            self._elsewhere = False
        elif "part_own" in roles:
            self._elsewhere = False
        elif "part_other" in roles and ("modality" in kinds or alone):
            self._elsewhere = True
        return title
