"""The seed patient, in keys and in answers: back pain after a fall, a mild deformity of T12."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from data.content.loader import Content
from data.session.events import Event, EventKind, answer
from data.session.session import Session, begin
from engine.model.answers import Value

NOW: Final = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
NO_SIGNS: Final = dict.fromkeys(
    ("retropulsion", "posterior_wall", "lytic", "pedicle_lost", "cemented"), "no"
)
SEED: Final[dict[str, Value]] = {
    "emergency": frozenset(),
    "neuro_exam_done": "yes",
    "visit_type": "initial",
    "age_years": 72,
    "sex": "female",
    "mechanism": "low_energy",
    "red_flags": frozenset(),
    "infection_hosts": frozenset(),
    "back_pain": "present",
    "pain_nrs": 5,
    "weeks_since_onset": 3,
    "radicular_pain": "none",
    "night_pain": "no",
    "xray_done": "yes",
    "ct_done": "no",
    "xray_levels": ({"level": "T12", "genant": "1", **NO_SIGNS},),
    "xray_lytic_or_destructive": "no",
}
"""A woman of 72, back pain 5 of 10 for three weeks, mild deformity of T12, nothing emergent.

By question; of a list to tick, what is ticked.
"""

LAST: Final = "xray_lytic_or_destructive"
"""The question after which the interview of the seed patient is left."""

PAIN: Final[dict[str, Value]] = {
    **dict.fromkeys(("saddle_anaesthesia", "bowel_change", "bilateral_leg_symptoms"), "no"),
    "upper_motor_neuron_signs": "no",
    **dict.fromkeys(
        ("motor_deficit", "sensory_deficit", "bladder_change", "gait_disturbance"), "none"
    ),
    "neuro_exam_done": "yes",
    "visit_type": "initial",
    "age_years": 72,
    "sex": "female",
    "back_pain": "present",
    "pain_nrs": 5,
    "weeks_since_onset": 3,
    "xray_done": "yes",
    "xray_levels": ({"level": "T12", "genant": "1"},),
    "mri_done": "no",
    "dxa_status": "not_done",
}


def answered(content: Content, **more: Value) -> dict[str, Value]:
    """The answers of the seed patient, each line of a checklist by itself."""
    checklists = content.pathway.checklists
    lines = {
        item.finding: item.present[0] if item.finding in ticked else item.absent
        for key, ticked in SEED.items()
        if key in checklists and isinstance(ticked, frozenset)
        for item in checklists[key].items
    }
    return {**lines, **{k: v for k, v in SEED.items() if k not in checklists}, **more}


def seen(content: Content, answers: dict[str, Value], *more: Event, at: datetime = NOW) -> Session:
    """A finished session with some answers."""
    session = begin(content.pathway, program="0.1", now=at, label="Bed 4")
    for key, value in answers.items():
        session = session.after([answer(key, value, at)])
    session = session.after([Event(EventKind.FINISHED, at + timedelta(hours=1))])
    for event in more:
        session = session.after([event])
    return session
