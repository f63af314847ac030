"""Follow-ups: all sessions about one patient, and the answers carried to the next one.

A later session begins from an earlier one with proposals: answers that are stable, and durations
grown by the time between. None of them is an answer before somebody confirms it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from data.content.follow_up import DURATIONS
from data.input.kinds import is_legal
from data.session.events import Event, EventKind
from data.session.session import Session, begin
from data.session.value_age import known_since, origin, too_old
from data.text.dates import local_day
from engine.model.answers import UNKNOWN, Answers, Bound, Value
from engine.model.findings import Finding
from engine.model.pathway import Pathway

_YEAR: Final = timedelta(days=365)


def follow_up(
    pathway: Pathway,
    before: Session,
    active: Answers,
    *,
    program: str,
    now: datetime,
) -> Session:
    """A new session about the patient of an earlier one, with what is carried as proposals.

    Args:
        pathway: today's content.
        before: the earlier session.
        active: the answers of the earlier session whose questions apply.
        program: version of the program.
        now: when the new session begins.
    """
    steps = [Event(EventKind.CONTINUED, now, detail=before.id)]
    if before.training:
        steps.append(Event(EventKind.PRACTISED, now))
    for key, value, how in _carried(pathway, before, active, now):
        steps.append(Event(EventKind.PREFILLED, now, key, value, detail=how))
    return begin(pathway, program=program, now=now, label=before.label).after(steps)


def _carried(
    pathway: Pathway, before: Session, active: Answers, now: datetime
) -> Iterator[tuple[str, Value, str]]:
    """The proposals: finding, value and origin of each; none that has to be given anew."""
    given = before.state.given
    for key, value in active.items():
        finding = pathway.findings.get(key)
        if finding is None or value == UNKNOWN or too_old(pathway, given[key], now):
            continue
        if finding.carried is not None:
            if not finding.carried or value in finding.carried:
                yield key, value, origin(before, given[key])
        elif isinstance(value, Bound):  # how it grew is not known
            continue
        elif finding.grows and isinstance(value, int | float):
            grown = _grown(finding, value, given[key], now, DURATIONS[finding.grows])
            if is_legal(finding, grown):
                yield key, grown, f"counted on from {origin(before, given[key])}"


def _grown(finding: Finding, value: float, given: Event, now: datetime, unit: timedelta) -> float:
    """A duration some time later, in tenths of its unit unless whole numbers are asked for.

    Of years those that are completed count, as in an age. All time counts from the first day on
    which the value was given, so that no confirmation loses a part of a unit.
    """
    first = known_since(given)

    def passed(at: datetime) -> float:
        units = max(local_day(at) - first, timedelta()) / unit
        return int(units) if unit >= _YEAR else round(units) if finding.kind.whole else units

    later = value + max(passed(now) - passed(given.at), 0)
    return later if finding.kind.whole else round(later, 1)
