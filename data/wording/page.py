"""The page in words: its sections as titles and lines, the same for screens, lines and exports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from engine.advice.decide import Advice
from engine.advice.outlook import Expected, Outlook
from engine.advice.page import Fold, Page
from engine.advice.reasons import Known, Reason
from engine.advice.recommended import Recommended, Withheld
from engine.advice.release import Release
from engine.model.answers import UNKNOWN
from engine.model.pathway import Pathway, Recommendation, Remark

_WAITS: Final = "not now"
_UNKNOWN_NAMED = 3
"""The most findings that one reason names as not known."""

MORE_URGENT: Final = "Do the more urgent first."
"""The reason why a next step stands above something more urgent."""

_RELEASES_NAMED = 4
"""The most findings that are named as freeing a hold."""


class Section(Enum):
    """The sections of the page."""

    NEXT = auto()
    DO_NOW = auto()
    MORE = auto()
    ALONGSIDE = auto()
    ASSESSMENT = auto()
    NOT_NOW = auto()
    OUTLOOK = auto()
    BEWARE = auto()
    EVIDENCE = auto()


@dataclass(frozen=True, slots=True)
class PageLine:
    """One line of a section.

    Attributes:
        of: what it is about: a recommendation, a remark, a kind of what is not done, a result.
    """

    text: str
    of: Recommended | Remark | Fold | Expected

    @property
    def code(self) -> str:
        """The code of the recommendation that it is about; empty where it is about none."""
        return self.of.code if isinstance(self.of, Recommended) else ""


@dataclass(frozen=True, slots=True)
class PageSection:
    """A section of the page, under its title."""

    kind: Section
    title: str
    lines: tuple[PageLine, ...]


def page_sections(
    pathway: Pathway, advice: Advice, outlooks: Iterable[Outlook] = ()
) -> Iterator[PageSection]:
    """The sections that hold anything, in the order in which they are read."""
    page = advice.page
    if page.next_step is not None:
        yield from _section(Section.NEXT, "Next step", _titles([page.next_step]))
    yield from _section(Section.DO_NOW, "Do now", _titles(page.do_now))
    yield from _section(Section.MORE, "More to do", _titles(page.more))
    yield from _section(Section.ALONGSIDE, "Alongside", _titles(page.alongside))
    yield from _section(Section.ASSESSMENT, "What is established", _titles(page.assessment))
    folds = (PageLine(fold_text(pathway, fold), fold) for fold in page.not_now)
    yield from _section(Section.NOT_NOW, "Not now, and why", folds)
    for item in outlooks:
        lines = (PageLine(expected_text(expected), expected) for expected in item.expected)
        yield from _section(Section.OUTLOOK, f"If the {item.awaited.title} shows", lines)
    beware = (PageLine(remark.says, remark) for remark in page.beware)
    yield from _section(Section.BEWARE, "Beware", beware)
    yield from _section(
        Section.EVIDENCE,
        "Evidence notes",
        (
            PageLine(item.says if isinstance(item, Remark) else item.recommendation.title, item)
            for item in page.evidence
        ),
    )


def reason(item: Recommended) -> str:
    """The reason of a recommendation, in the words of its most urgent rule."""
    first = min(item.rules, key=lambda rule: item.urgency if rule.urgency is None else rule.urgency)
    return first.says


def sooner(page: Page) -> bool:
    """Return whether something to do is more urgent than the next step, such as an examination."""
    first = page.next_step
    to_do = (*page.do_now, *page.more, *page.alongside)
    return first is not None and any(item.urgency < first.urgency for item in to_do)


def next_step_reason(page: Page) -> str:
    """The reason of the next step, and why it stands above what is more urgent."""
    if page.next_step is None:
        return ""
    return reason(page.next_step) + f" {MORE_URGENT}" * sooner(page)


def fold_text(pathway: Pathway, fold: Fold) -> str:
    """One kind of advice that waits: `Pain relief: no reason for it`."""
    return f"{fold.title}: {fold_reasons(pathway, fold)}"


def fold_reasons(pathway: Pathway, fold: Fold, *, freed: bool = True) -> str:
    """The advice of one kind that waits, and why.

    Advice that is held for the same reason is named together, so that the reason is said once.

    Args:
        pathway: whose findings the reasons name.
        fold: the kind.
        freed: whether it says which answers free it, where others are not known already.
    """
    said: dict[str, dict[str, None]] = {}
    for words, item in _waiting(fold):
        because = item.because if isinstance(item, Recommended) else item.blocked_by
        aside = _aside(pathway, because, item.release, freed)
        said.setdefault(aside, {})[words] = None
    parts = (f"{(', ' if aside else '; ').join(names)}{aside}" for aside, names in said.items())
    return "; ".join(parts) or _WAITS


def fold_names(fold: Fold) -> str:
    """One kind of advice that waits, without the reasons: `Pain relief: no NSAID`."""
    names = dict.fromkeys(words for words, _ in _waiting(fold))
    return f"{fold.title}: {'; '.join(names) or _WAITS}"


def expected_text(expected: Expected) -> str:
    """A possible result, with the recommendations that come and go with it."""
    parts = [
        f"{sign}{'; '.join(_named(items))}"
        for sign, items in (("", expected.comes), ("no longer: ", expected.goes))
        if items
    ]
    return f"{expected.outcome.says}: {'. '.join(parts)}"


def _section(kind: Section, title: str, lines: Iterable[PageLine]) -> Iterator[PageSection]:
    found = tuple(lines)
    if found:
        yield PageSection(kind, title, found)


def _titles(items: Iterable[Recommended]) -> Iterator[PageLine]:
    return (PageLine(item.title, item) for item in items)


def _waiting(fold: Fold) -> Iterator[tuple[str, Recommended | Withheld]]:
    """The held and the withheld, each after its words; what has none is not named."""
    for held in fold.held:
        if held.recommendation.folded:
            yield held.recommendation.folded, held
    for withheld in fold.withheld:
        said = withheld.recommendation.folded or withheld.recommendation.title
        yield f"{said} withheld", withheld


def release_text(pathway: Pathway, release: Release) -> str:
    """The findings that free a hold: `A, B`; `a newer examination of A and B together`."""
    names, before = list[str](), ""
    for key in release.findings:
        by = pathway.releases.by.get(key, "") if key in release.known else ""
        short = pathway.findings[key].short
        names.append(f"{by} {short}" if by and by != before else short)
        before = by
    names = list(dict.fromkeys(names))
    more = len(names) - _RELEASES_NAMED
    if more > 0:
        names = [*names[:_RELEASES_NAMED], f"{more} more"]
    if more > 0 or (release.together and len(names) > 1):
        names[-2:] = [" and ".join(names[-2:])]
    return ", ".join(names) + " together" * release.together


def _aside(pathway: Pathway, reasons: Iterable[Reason], release: Release, always: bool) -> str:
    """The unanswered questions on which something rests, and what frees it, in brackets.

    Where it takes several answers and some are named as not known, that says it.
    """
    names = [
        pathway.findings[item.finding].short
        for item in reasons
        if isinstance(item, Known)
        and item.value == UNKNOWN
        and ((asked := pathway.findings[item.finding]).derived is None or asked.kind.numeric)
    ]
    more = len(names) - _UNKNOWN_NAMED
    named = ", ".join(names[:_UNKNOWN_NAMED]) + (f" and {more} more" if more > 0 else "")
    silent = named and (release.together or not always)
    freed = "" if silent else release_text(pathway, release)
    parts = [f"not known: {named}"] * bool(named) + [f"freed by: {freed}"] * bool(freed)
    return f" ({'; '.join(parts)})" if parts else ""


def _named(items: Iterable[Recommendation]) -> Iterator[str]:
    """The titles of recommendations that come or go; folded ones by their kind."""
    for item in items:
        if item.place == "not_now" and not item.folded:
            continue
        yield item.title
