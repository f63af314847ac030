"""The page of some advice as exports say it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from data.wording.page import PageLine, Section, fold_names, fold_reasons, page_sections
from engine.advice.decide import Advice
from engine.advice.outlook import Outlook
from engine.advice.recommended import Recommended
from engine.model.pathway import Pathway


@dataclass(frozen=True, slots=True)
class SectionItem:
    """A section of the page: its title, and its lines, each with the code it is about."""

    kind: Section
    title: str
    lines: tuple[tuple[str, str], ...]


def page_items(
    pathway: Pathway, advice: Advice, ahead: Iterable[Outlook]
) -> tuple[SectionItem, ...]:
    """The sections of the page, each line with the code of the recommendation it is about."""
    return tuple(
        SectionItem(
            section.kind,
            section.title,
            tuple((_code(line), line.text) for line in section.lines),
        )
        for section in page_sections(pathway, advice, ahead)
    )


@dataclass(frozen=True, slots=True)
class WaitingItem:
    """One kind of advice that waits.

    Attributes:
        label: the kind.
        says: what is not started and why, without what frees it where others are not known.
        brief: what is not started, after the kind.
    """

    label: str
    says: str
    brief: str


def waiting_items(pathway: Pathway, advice: Advice) -> tuple[WaitingItem, ...]:
    """The things not started, one for each kind."""
    return tuple(
        WaitingItem(fold.title, fold_reasons(pathway, fold, freed=False), fold_names(fold))
        for fold in advice.page.not_now
    )


def _code(line: PageLine) -> str:
    return line.of.recommendation.code if isinstance(line.of, Recommended) else ""
