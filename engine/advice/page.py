"""The page: advice in the sections in which a clinician reads it.

The content says in which section a recommendation stands and how much it weighs; urgency, then
weight, give the order. Faces and exports draw this and order nothing themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from engine.advice.recommended import Recommended, Withheld
from engine.model.pathway import Remark
from engine.model.place import TO_DO, Leads, Place

DO_NOW_MOST: Final = 6
"""The most items that *Do now* lists; the rest is folded."""


@dataclass(frozen=True, slots=True)
class Fold:
    """Recommendations of one kind that wait, and the findings that hold them.

    Attributes:
        key, title: of the kind, as the content names it.
        held: the recommendations that say so.
        withheld: the recommendations of this kind that something blocks.
    """

    key: str
    title: str
    held: tuple[Recommended, ...]
    withheld: tuple[Withheld, ...]

    @property
    def items(self) -> tuple[Recommended | Withheld, ...]:
        """All that it folds, the one that says most first."""
        return (*self.held, *self.withheld)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of all that it folds."""
        return tuple(item.code for item in self.items)


@dataclass(frozen=True, slots=True)
class Page:
    """Advice by section; within each the most urgent first, then what weighs most.

    Attributes:
        next_step: the one thing to do first; None only where nothing is to be done.
        do_now: what else to do now, at most DO_NOW_MOST things.
        more: the rest of what to do now.
        alongside: what goes on beside it.
        assessment: what is established: diagnosis and risk.
        not_now: what is not done, one entry a kind.
        beware: pitfalls that are true of this patient.
        evidence: what sources say of the evidence; nothing to do.
    """

    next_step: Recommended | None = None
    do_now: tuple[Recommended, ...] = ()
    more: tuple[Recommended, ...] = ()
    alongside: tuple[Recommended, ...] = ()
    assessment: tuple[Recommended, ...] = ()
    not_now: tuple[Fold, ...] = ()
    beware: tuple[Remark, ...] = ()
    evidence: tuple[Recommended | Remark, ...] = ()


EMPTY: Final = Page()
"""The page of no advice."""


def lay_out(
    titles: Mapping[str, str],
    recommended: Sequence[Recommended],
    withheld: Sequence[Withheld],
    remarks: Sequence[Remark],
) -> Page:
    """The page of some advice.

    Args:
        titles: of the kinds of what is not done now, in their order.
        recommended: what holds, in order.
        withheld: what something blocks.
        remarks: what a reader needs to know beside it.
    """
    first = next_step(recommended)
    rest = [item for item in recommended if item is not first]
    now = tuple(_of(Place.DO_NOW, rest))
    return Page(
        next_step=first,
        do_now=now[:DO_NOW_MOST],
        more=now[DO_NOW_MOST:],
        alongside=tuple(_of(Place.ALONGSIDE, rest)),
        assessment=tuple(_of(Place.ASSESSMENT, rest)),
        not_now=tuple(_folds(titles, tuple(_of(Place.NOT_NOW, rest)), withheld)),
        beware=tuple(remark for remark in remarks if remark.place is Place.BEWARE),
        evidence=(
            *_of(Place.EVIDENCE, rest),
            *(remark for remark in remarks if remark.place is Place.EVIDENCE),
        ),
    )


def next_step(recommended: Iterable[Recommended]) -> Recommended | None:
    """The first recommendation that leads; else the first that leads if no other does."""
    to_do = [item for item in recommended if item.recommendation.place in TO_DO]
    for leads in (Leads.YES, Leads.OTHERWISE):
        for item in to_do:
            if item.recommendation.leads is leads:
                return item
    return None


def _of(place: Place, items: Iterable[Recommended]) -> Iterator[Recommended]:
    return (item for item in items if item.recommendation.place is place)


def _folds(
    titles: Mapping[str, str], held: Sequence[Recommended], withheld: Sequence[Withheld]
) -> Iterator[Fold]:
    """The folds of the page, kind by kind; withheld recommendations appear once."""
    blocked = {item.code: item for item in reversed(withheld)}
    for key, title in titles.items():
        fold = Fold(
            key,
            title,
            tuple(item for item in held if item.recommendation.fold == key),
            tuple(item for item in blocked.values() if item.recommendation.fold == key),
        )
        if fold.held or fold.withheld:
            yield fold
