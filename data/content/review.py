"""Review: who has signed which item, and what of it still stands.

A signature is of an item's digest, so of its words, its citations and the patients for whom it
holds. It stands while the item means what was signed: after any change the item counts as
submitted again, and as signed again if the change is taken back. The content comes with no
signature and cannot hold one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from data.text.dates import day_text

if TYPE_CHECKING:
    from engine.advice.decide import Advice
    from engine.advice.recommended import Recommended


class ReviewStatus(StrEnum):
    """Degrees of review of an item, the least first."""

    SUBMITTED = "submitted"
    UNDER_REVIEW = "under_review"
    APPROVED = "approved"

    @property
    def words(self) -> str:
        """The status as a person reads it."""
        return self.value.replace("_", " ")


@dataclass(frozen=True, slots=True)
class Signature:
    """One person's signature of one item.

    Attributes:
        item: the item's name: its kind, a dot, its key.
        digest: what the item meant, as `data.governance.item_digests` digests it.
        status: approved; under_review, when a review was begun; submitted, when it was withdrawn.
        by: the person's name.
        role: the person's role, such as "consultant radiologist".
        at: when, with its time zone.
        version: the content's version.
    """

    item: str
    digest: str
    status: ReviewStatus
    by: str
    role: str
    at: datetime
    version: str

    @property
    def verdict(self) -> str:
        """The verdict on the item."""
        return "withdrawn" if self.status is ReviewStatus.SUBMITTED else self.status.words

    @property
    def words(self) -> str:
        """The signer and date: `Dr A. Example, consultant radiologist, 24-Nov-2026`."""
        return f"{self.by}, {self.role}, {day_text(self.at)}"


@dataclass(frozen=True, slots=True)
class Review:
    """The signatures of one content.

    Attributes:
        signatures: by item, in the order in which they were given; of items that are gone too.
        digests: what each item means now; empty when nothing is signed, as nothing then asks.
        fault: why the signatures cannot be read, so that none counts; empty when they can.
    """

    signatures: Mapping[str, tuple[Signature, ...]] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)
    fault: str = ""

    def latest(self, item: str) -> Signature | None:
        """The last signature of what the item means now."""
        digest = self.digests.get(item)
        given = self.signatures.get(item, ())
        return next((s for s in reversed(given) if s.digest == digest), None)

    def status(self, item: str) -> ReviewStatus:
        """The review status of an item with its present meaning."""
        latest = self.latest(item)
        return latest.status if latest else ReviewStatus.SUBMITTED

    def lowest(self, items: Collection[str]) -> ReviewStatus:
        """The review status of the least reviewed of some items; submitted without any."""
        order = list(ReviewStatus)
        found = (self.status(item) for item in items)
        return min(found, key=order.index, default=ReviewStatus.SUBMITTED)

    @property
    def whole(self) -> ReviewStatus:
        """The review status of the content as a whole: that of its least reviewed item."""
        return self.lowest(self.digests)

    def words(self, items: Collection[str]) -> str:
        """The lowest status of some items, with those who signed where that says more."""
        status = self.lowest(items)
        if status is ReviewStatus.SUBMITTED:
            return status.words
        latest = (self.latest(item) for item in items)
        people = dict.fromkeys(s.words for s in latest if s and s.status is status)
        return f"{status.words} ({'; '.join(people)})"


UNSIGNED = Review()
"""The review of content that nobody has signed anything of."""


def recommended_items(item: Recommended) -> tuple[str, ...]:
    """The items that a recommendation on a page consists of: itself and the rules that fired."""
    rules = (f"rule.{rule.key}" for rule in item.rules)
    return f"recommendation.{item.code}", *rules


def page_items(advice: Advice) -> tuple[str, ...]:
    """The items that speak on a page of advice; none when the advice was refused."""
    if advice.refused:
        return ()
    return (
        *(name for item in advice.recommended for name in recommended_items(item)),
        *(f"recommendation.{item.code}" for item in advice.withheld),
        *(f"rule.{item.rule.key}" for item in advice.withheld),
        *(f"contradiction.{item.key}" for item in advice.conflicts),
        *(f"remark.{item.key}" for item in advice.remarks),
    )
