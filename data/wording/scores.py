"""The scores that a patient's findings allow: shown beside the advice, never part of it."""

from __future__ import annotations

from typing import Final

from engine.spine.scores.scale import Score

NOT_OFFERED: Final = (
    "TLICS, TL AOSIS, SINS and mFI-5 need items that the questionnaire does not ask for.",
)
"""Scores that no patient's findings allow, and why."""


def score_text(about: str, score: Score) -> str:
    """How a score reads, with its version, and what it lacks."""
    name = f"{score.name} ({score.version})" + (f", {about}" if about else "")
    total = "" if score.total is None else f"{score.total}, "
    missing = f"; not known: {', '.join(score.missing).replace('_', ' ')}" if score.missing else ""
    return f"{name}: {total}{score.result}{missing}"
