"""Search of the content: questions, advice, the article, scope, sources, and what is outside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

from data.content.loader import Content
from data.text.numbers import number_text

_ASKED_BY: Final = frozenset(
    {"a", "an", "and", "are", "at", "be", "by", "can", "do", "does", "for", "from", "how", "i"}
    | {"if", "in", "is", "it", "of", "on", "or", "should", "the", "this", "to", "what", "when"}
    | {"which", "who", "why", "with"}
)
"""Words that a question has and no item is found by."""


class FoundKind(Enum):
    """Kinds of what is found, with their headings; those whose titles fit best come first."""

    OUTSIDE = "Not answered here"
    RELATED = "Related questions of the article"
    QUESTION = "Questions and their answers"
    ADVICE = "Advice"
    LIMIT = "Not considered by this pathway"
    STATEMENT = "Statements of the article"
    THRESHOLD = "Thresholds"
    SOURCE = "Sources"


@dataclass(frozen=True, slots=True)
class Found:
    """Something of the content that a search can find.

    Attributes:
        key: of the finding, the code, the statement, the source; of a related question its case.
        title: a line.
        says: labels and texts, of which it is said in full.
        words: terms that find it wherever they stand in what is typed.
    """

    kind: FoundKind
    key: str
    title: str
    says: tuple[tuple[str, str], ...] = ()
    words: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """All that it is found by."""
        return folded(" ".join((self.title, self.key, *(text for _, text in self.says))))


class ContentSearch:
    """The content, folded once, in which words are looked for by their beginnings."""

    def __init__(self, content: Content) -> None:
        """Take everything that can be found."""
        self._items = [
            (found, f" {found.text}", f" {folded(found.title)}")
            for part in (_outside, _related, _questions, _advice, _limits, _article, _sources)
            for found in part(content)
        ]

    def find(self, typed: str) -> list[Found]:
        """List what has all the words, else most of them and more than half; best first.

        A topic outside the program is found by its own terms, and comes first where a whole one
        is typed: its words may mean something here as well.
        """
        asked, wanted = folded(typed), [f" {word}" for word in words_of(typed)]
        if not wanted:
            return []
        inside: list[tuple[int, int, Found]] = []
        outside: list[Found] = []
        last: list[Found] = []
        for found, text, title in self._items:
            if found.words:
                terms = [folded(term) for term in found.words]
                whole = any(f" {term} " in f" {asked} " for term in terms)
                (outside if whole else last).extend(
                    [found] * (whole or any(term.startswith(asked) for term in terms))
                )
            else:
                count, named = (sum(word in part for word in wanted) for part in (text, title))
                inside.append((count, named, found))
        most = max((count for count, _, _ in inside), default=0)
        best = [hit for hit in inside if hit[0] == most and most * 2 > len(wanted)]
        order = list(FoundKind)
        titled = {kind: max((n for _, n, f in best if f.kind is kind), default=0) for kind in order}
        best.sort(key=lambda hit: (-titled[hit[2].kind], order.index(hit[2].kind), -hit[1]))
        return [*outside, *(found for _, _, found in best), *last]


def folded(text: str) -> str:
    """A text in small letters, one blank in place of any sign or blanks."""
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


def words_of(typed: str) -> list[str]:
    """The words that are looked for."""
    return [word for word in folded(typed).split() if word not in _ASKED_BY]


def _outside(content: Content) -> Iterator[Found]:
    for item in content.scope.not_covered:
        says = (("Question", item.question), ("Sources", _names(item.cites)))
        title = f"outside this program: {item.says}, see {item.see}"
        yield Found(FoundKind.OUTSIDE, item.question, title, says, item.words)


def _related(content: Content) -> Iterator[Found]:
    for item in content.scope.related:
        says = (("Answer", item.answer), ("Sources", _names(item.cites)))
        yield Found(FoundKind.RELATED, item.case, item.question, says)


def _questions(content: Content) -> Iterator[Found]:
    for key, finding in content.pathway.findings.items():
        if finding.derived is None:
            answers = "; ".join(finding.options.values())
            parts = (("Asked as", finding.ask), ("Answers", answers), ("Why", finding.why))
            says = (*parts, ("Help", finding.help))
            yield Found(FoundKind.QUESTION, key, finding.short, _filled(says))


def _advice(content: Content) -> Iterator[Found]:
    for code, item in content.pathway.recommendations.items():
        parts = (("Within", item.within), ("What", item.what), ("Why", item.why))
        more = (("Caution", " ".join(item.cautions)), ("Sources", _names(item.cites)))
        yield Found(FoundKind.ADVICE, code, item.title, _filled((*parts, *more)))


def _limits(content: Content) -> Iterator[Found]:
    for item in content.scope.not_considered:
        yield Found(FoundKind.LIMIT, "", item.says, (("Sources", _names(item.cites)),))


def _article(content: Content) -> Iterator[Found]:
    for key, item in content.statements.items():
        parts = (("Verdict", item.verdict_words), ("Note", item.note), ("No rule", item.not_ruled))
        yield Found(FoundKind.STATEMENT, key, item.says, _filled(parts))
    for threshold in content.pathway.thresholds.values():
        number = f"{number_text(threshold.value)} {threshold.unit}".rstrip()
        title, says = f"{number}: {threshold.says}", (("Sources", _names(threshold.cites)),)
        yield Found(FoundKind.THRESHOLD, "", title, says)


def _sources(content: Content) -> Iterator[Found]:
    for key, source in content.sources.items():
        parts = (("Seen", source.seen), ("Note", source.note), ("Funding", source.funding))
        says = (*parts, ("Link", source.link))
        yield Found(FoundKind.SOURCE, key, f"{key} {source.identity}", _filled(says))


def _filled(parts: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(part for part in parts if part[1])


def _names(cites: Iterable[str]) -> str:
    return ", ".join(cites)
