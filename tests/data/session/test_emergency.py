"""The emergency of a session: its limit is that of the rule, from the answer that made it one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from data.session.emergency import emergency
from data.session.events import answer
from data.session.session import begin
from engine.diagram.compiler import Compiled

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_sepsis_counts_from_its_own_sign(compiled: Compiled) -> None:
    session = begin(compiled.pathway, program="1", now=NOON).after([answer("fever", "yes", NOON)])
    assert emergency(compiled, session) is None
    later = NOON + timedelta(hours=3)
    found = emergency(compiled, session.after([answer("sepsis_signs", "yes", later)]))
    assert found is not None
    assert (found.title, found.due) == (
        "Suspected spinal infection pathway",
        later + timedelta(hours=1),
    )


def test_compression_counts_from_its_first_sign(compiled: Compiled) -> None:
    session = begin(compiled.pathway, program="1", now=NOON)
    for hours, key in enumerate(("saddle_anaesthesia", "bilateral_leg_symptoms")):
        session = session.after([answer(key, "yes", NOON + timedelta(hours=hours))])
    found = emergency(compiled, session)
    assert found is not None
    assert found.due == NOON + timedelta(hours=1)
