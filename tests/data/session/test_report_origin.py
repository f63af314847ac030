"""Answers from a report: which of them a person typed in part."""

from __future__ import annotations

from data.session.events import Event, EventKind, answer
from data.session.report_origin import completed, report_origin
from engine.model.answers import Value
from tests.support.seed_patient import NOW

TYPED = ({"level": "T12", "genant": "1"},)
WHOLE = ({"level": "T12", "genant": "1", "retropulsion": "no"},)


def taken(value: Value) -> Event:
    origin = report_origin("T12 without retropulsion.", 4, 24)
    return Event(EventKind.CONFIRMED, NOW, "xray_levels", value, detail=origin, asked="Levels?")


def typed(value: Value) -> Event:
    return answer("xray_levels", value, NOW, asked="Levels?")


def test_a_level_that_was_typed_is_only_completed_from_the_report() -> None:
    assert completed([typed(TYPED), taken(WHOLE)]) == {"xray_levels"}
    assert completed([typed(TYPED), taken(WHOLE), taken(WHOLE)]) == {"xray_levels"}


def test_what_the_report_gives_alone_is_from_the_report() -> None:
    assert not completed([taken(TYPED), taken(WHOLE)])
    assert not completed([typed(()), taken(WHOLE)]), "no level was typed"
    assert not completed([typed(TYPED), taken(WHOLE), typed(WHOLE)]), "typed again"
