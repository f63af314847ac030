"""The scores that a patient's findings allow: shown beside the advice, never part of it."""

from __future__ import annotations

from collections.abc import Mapping

from engine.advice.facts import given_facts
from engine.model.answers import Value
from engine.model.library import Score
from engine.model.pathway import Pathway


def score_lines(pathway: Pathway, facts: Mapping[str, Value]) -> tuple[str, ...]:
    """The scores that the pathway's library makes of answers and derived findings, in words."""
    return tuple(map(score_text, pathway.library.scores(given_facts(pathway, facts))))


def score_text(score: Score) -> str:
    """A score in words, with its version and its missing items."""
    name = f"{score.name} ({score.version})" + (f", {score.about}" if score.about else "")
    total = "" if score.total is None else f"{score.total}, "
    missing = f"; not known: {', '.join(score.missing).replace('_', ' ')}" if score.missing else ""
    return f"{name}: {total}{score.result}{missing}"
