"""Decisions in words: what replaced advice that somebody had decided on."""

from __future__ import annotations

from datetime import UTC, datetime

from data.content.loader import Content
from data.export.decisions import decision_item
from data.session.events import EventKind
from data.session.session import Decision

PLAIN, CONTRAST = "mri_spine_without_contrast", "mri_spine_with_contrast"


def test_a_decision_names_what_replaced_its_advice(content: Content) -> None:
    decisions = {PLAIN: Decision(EventKind.ACCEPTED, "", datetime(2026, 3, 2, tzinfo=UTC))}
    title = content.pathway.recommendations[CONTRAST].title
    item = decision_item(content.pathway, PLAIN, decisions, (CONTRAST,))
    assert item is not None
    assert item.label.endswith(f", replaced by {title}")
    item = decision_item(content.pathway, PLAIN, decisions)
    assert item is not None
    assert "replaced" not in item.label
