"""Banners: the first lines of a page, on the state of the content and on training mode.

The first frame shows them before the content is loaded, so this file imports nothing that loads it.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING, Final

from data.content.review import ReviewStatus
from data.text.dates import day_text

if TYPE_CHECKING:
    from data.content.loader import Content

UNREVIEWED: Final = "UNREVIEWED clinical content: supports, never replaces, clinical judgement."

UNPROVED: Final = "NOT PROVED: no certificate is of this content. See spinepath verify."

READ_ONLY: Final = "READ-ONLY: another program has this session; nothing is stored here."
"""The banner of a session to which nothing can be added here."""

PRACTICE: Final = "TRAINING: for practice only, about no patient."
"""The banner of a session that was begun in training mode."""


def banners(content: Content, today: date, items: Collection[str] | None = None) -> tuple[str, ...]:
    """The lines on the state of the content that begin a page.

    Args:
        content: with the signatures that stand.
        today: decides whether the content is past its review date.
        items: what the page shows of the content; None for the content as a whole.
    """
    lines = []
    review, due = content.review, content.pathway.review_by
    status = review.whole if items is None else review.lowest(items)
    if status is not ReviewStatus.APPROVED:
        lines.append(UNREVIEWED)
    if not content.proved:
        lines.append(UNPROVED)
    if review.fault:
        lines.append(f"NO SIGNATURE COUNTS: {review.fault}")
    if today > due:
        lines.append(f"OUT OF DATE: this content was to be reviewed by {day_text(due)}.")
    return tuple(lines)
