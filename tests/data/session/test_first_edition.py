"""A session that version 0.1.0 wrote opens with its own wording and advice."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from data.content.loader import Content
from data.session.recheck import recheck
from data.session.session import Session
from data.session.session_json import from_document
from engine.diagram.compiler import Compiled

FILE = Path(__file__).parent / "first_edition.json"
"""Written by `spinepath sessions export --format json` of version 0.1.0."""


@pytest.fixture
def session() -> Session:
    return from_document(json.loads(FILE.read_text("utf-8"))["session"])


def test_it_keeps_the_words_in_which_it_was_asked(session: Session, content: Content) -> None:
    asked = {event.finding: event.asked for event in session.events if event.finding}
    assert asked["gait_disturbance"] == "Unsteady or changed walking"
    assert asked["gait_disturbance"] != content.pathway.findings["gait_disturbance"].ask
    assert session.state.answers["gait_disturbance"] == "new"


def test_it_keeps_the_advice_that_was_given(session: Session, content: Content) -> None:
    then = session.state.advised
    assert then is not None
    assert then.edition is not None
    assert then.codes == (
        "emergency_spine_pathway",
        "emergency_mri",
        "mri_safety_hold",
        "augmentation_forbidden",
        "augmentation_block_neuro_deficit",
    )
    assert then.edition.digest.startswith("d93e2a5b70b9")
    assert then.edition.digest != content.pathway.digest


def test_recheck_shows_what_differs_today(session: Session, compiled: Compiled) -> None:
    then = session.state.advised
    assert then is not None
    assert recheck(compiled, session) is None
    document = json.loads(FILE.read_text("utf-8"))["session"]
    advised = next(event for event in document["events"] if event["kind"] == "advised")
    advised["codes"] = ["conservative_care", *advised["codes"][1:]]
    change = recheck(compiled, from_document(document))
    assert change is not None
    assert change.gone == ("conservative_care",)
    assert change.added == ("emergency_spine_pathway",)
