"""Citations of a piece of advice, written out: sources, statements, safety rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from data.content.loader import Content

_SEEN: Final[Mapping[str, str]] = {
    "excerpt": "an excerpt of the page itself was seen",
    "secondary": "only another page's summary was seen",
    "partly": "seen in part; the rest is own knowledge, not verified",
    "not seen": "not seen; own knowledge, not verified",
    "not applicable": "no source to see",
}


@dataclass(frozen=True, slots=True)
class Citation:
    """One source, statement, reference or safety rule.

    Attributes:
        tag: how the content names it: `K10`, `S09`, `[1]`, `SR12`.
        says: its identity, or what it says.
        provenance: how it was seen or what it is worth; empty where nothing is recorded.
        link: its address; empty when there is none.
    """

    tag: str
    says: str
    provenance: str = ""
    link: str = ""

    @property
    def words(self) -> str:
        """Its identity or statement, with how it was seen or how much it is worth."""
        return f"{self.says} ({self.provenance})" if self.provenance else self.says


@dataclass(frozen=True, slots=True)
class Citations:
    """Everything that one piece of advice cites.

    Attributes:
        sources: publications and conventions, then safety rules, as cited.
        statements: statements of the article, and places where it disagrees with itself or
            with other guidance.
        references: the reference numbers that the article prints at those statements, as it
            prints them.
    """

    sources: tuple[Citation, ...]
    statements: tuple[Citation, ...]
    references: tuple[Citation, ...]


def citations(content: Content, tags: Iterable[str]) -> Citations:
    """Write out citation tags, each once, in the order given."""
    names = list(dict.fromkeys(tag.removeprefix("seed:") for tag in tags))
    of_article = [n for n in names if n in content.statements or n in content.tensions]
    return Citations(
        sources=tuple(source_citation(content, name) for name in names if name not in of_article),
        statements=tuple(_statement(content, name) for name in of_article),
        references=tuple(_references(content, names)),
    )


def source_citation(content: Content, name: str) -> Citation:
    """A publication, a convention or a safety rule, written out."""
    if rule := content.safety_rules.get(name):
        return Citation(name, rule.title, "safety rule of this program")
    source = content.sources.get(name)
    if source is None:
        return Citation(name, "not in the register of sources")
    provenance = _SEEN[source.seen]
    if source.funding:
        provenance += f"; {source.funding}"
    return Citation(name, source.identity, provenance, source.link)


def _statement(content: Content, name: str) -> Citation:
    if tension := content.tensions.get(name):
        return Citation(name, tension.says, f"resolved: {tension.resolved}")
    statement = content.statements[name]
    checked = f"checked against other guidance: {statement.verdict_words}"
    return Citation(name, statement.says, checked)


def _references(content: Content, names: Iterable[str]) -> Iterator[Citation]:
    numbers = {
        number
        for name in names
        if name in content.statements
        for number in content.statements[name].references
    }
    for number in sorted(numbers):
        reference = content.references.get(str(number))
        if reference is None:
            yield Citation(f"[{number}]", "reference missing in the source")
        elif reference.printed == reference.status:
            yield Citation(f"[{number}]", reference.printed)
        else:
            yield Citation(f"[{number}]", reference.printed, reference.status)
