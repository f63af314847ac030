"""The episode: all the sessions about one patient, and what one hands on to the next.

A later session begins from an earlier one with proposals: answers that are stable, and durations
grown by the time between. None of them is an answer before somebody confirms it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from data.days import day_text
from data.events import Event, EventKind
from data.legal import is_legal
from data.session import Session, begin
from engine.findings import UNKNOWN, Answers, Finding, Kind, Value
from engine.tables import Pathway, Row, Table

DURATIONS: Final[Mapping[str, timedelta]] = {
    "weeks": timedelta(weeks=1),
    "months": timedelta(days=365.2425 / 12),
}
"""The units of findings that grow with time."""


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit: the recommendation that states it, its words, and the longest time in them."""

    code: str
    says: str
    after: timedelta


@dataclass(frozen=True, slots=True)
class Result:
    """A result that can be waited for.

    Attributes:
        codes: the recommendations that ask for it.
        requested: rows under which it is requested already.
        arrived: rows under which it is there.
        limits: the time limits that recommendations state for it.
        visit: whether a later session is the result.
    """

    title: str
    codes: tuple[str, ...]
    requested: Table
    arrived: Table
    limits: tuple[Limit, ...]
    visit: bool = False


@dataclass(frozen=True, slots=True)
class Episode:
    """What goes on after a session.

    Attributes:
        results: what can be waited for.
        stable: findings whose answer a later session takes over as it was.
        only: for some of them, the values with which they are taken over.
        durations: the unit of findings that grow with time.
    """

    results: tuple[Result, ...]
    stable: tuple[str, ...]
    only: Row
    durations: Mapping[str, timedelta]


def follow_up(
    pathway: Pathway,
    episode: Episode,
    before: Session,
    active: Answers,
    *,
    program: str,
    now: datetime,
) -> Session:
    """A new session about the patient of an earlier one, with what is carried as proposals.

    Args:
        pathway: today's content.
        episode: what it carries over.
        before: the earlier session.
        active: the answers of the earlier session whose questions apply.
        program: version of the program.
        now: when the new session begins.
    """
    said = f"session {before.id} of {day_text(before.created)}"
    steps = [Event(EventKind.CONTINUED, now, detail=before.id)]
    if before.practice:
        steps.append(Event(EventKind.PRACTISED, now))
    for key, value, how in _carried(pathway, episode, before, active, now):
        steps.append(Event(EventKind.PREFILLED, now, key, value, detail=f"{how}{said}"))
    return begin(pathway, program=program, now=now, label=before.label).after(steps)


def _carried(
    pathway: Pathway, episode: Episode, before: Session, active: Answers, now: datetime
) -> Iterator[tuple[str, Value, str]]:
    """What is proposed: the finding, its value, and how it came about."""
    tests = {clause.name: clause.test for clause in episode.only}
    given = before.state.given
    for key, value in active.items():
        finding = pathway.findings.get(key)
        if finding is None or value == UNKNOWN:
            continue
        if key in episode.stable:
            test = tests.get(key)
            if test is None or isinstance(test, bool) or test.matches(value):
                yield key, value, ""
        elif key in episode.durations and isinstance(value, int | float):
            grown = _grown(finding, value, now - given[key].at, episode.durations[key])
            if is_legal(finding, grown):
                yield key, grown, "counted on from "


def _grown(finding: Finding, value: float, passed: timedelta, unit: timedelta) -> float:
    """A duration some time later, in tenths of its unit unless whole numbers are asked for."""
    later = value + max(passed, timedelta()) / unit
    return round(later) if finding.kind is Kind.INTEGER else round(later, 1)
