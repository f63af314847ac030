"""The stored sessions as rows of a list, with the values that one takes over from another."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from data.session.awaited_results import AwaitedResult
    from data.session.emergency import Emergency
    from data.store import SessionSummary


@dataclass(frozen=True, slots=True)
class WorklistRow:
    """One line of the list.

    Attributes:
        answers: how many findings have one, None where the record cannot be read.
        running: whether a program has it open now.
        continues: id of the session of the same patient that it goes on from.
        awaited: results that it waits for; None where nobody has looked yet.
        emergency: that its answers make; None without one, or where a later session goes on.
        patient: by what the patient is recognised, without a name; empty where nobody has looked.
        flags: red flags, and what was urgent and undecided when it was finished, a line for each.
        number: of its record; 0 where it has to be read, whatever an index says.
    """

    id: str
    label: str
    created: datetime
    finished: bool
    fault: str
    answers: int | None
    changed: datetime
    continues: str = ""
    awaited: tuple[AwaitedResult, ...] | None = None
    running: bool = False
    emergency: Emergency | None = None
    number: int = 0
    patient: str = ""
    flags: tuple[str, ...] = ()

    @classmethod
    def of(cls, item: SessionSummary) -> WorklistRow:
        """The line of a session of which the summary is read."""
        return cls(
            item.id,
            item.label,
            item.created,
            item.finished,
            item.fault,
            None if item.fault else item.answers,
            item.changed,
            item.continues,
            running=item.running,
            number=item.number,
        )

    def has(self, typed: str) -> bool:
        """Return whether what the row says has every word typed."""
        waits = [item.title for item in self.awaited or ()]
        pressing = self.emergency.title if self.emergency else ""
        texts = (self.id, self.label, self.patient, pressing, *self.flags, *waits)
        text = " ".join(texts).casefold()
        return all(word in text for word in typed.casefold().split())


def row_document(kept: WorklistRow) -> dict[str, Any]:
    """A line as JSON values, for an index."""
    return dict(json.loads(json.dumps(asdict(kept), default=datetime.isoformat)))


def row_of(document: Mapping[str, Any]) -> WorklistRow:
    """The line that `row_document` wrote."""
    from data.session.awaited_results import AwaitedResult  # late: as above
    from data.session.emergency import Emergency  # late: the start does without
    from engine.model.urgency import Urgency  # late: as above

    def moment(text: str | None) -> datetime | None:
        return None if text is None else datetime.fromisoformat(text)

    def result(one: Mapping[str, Any]) -> AwaitedResult:
        urgency = None if one["urgency"] is None else Urgency(one["urgency"])
        times = {name: moment(one[name]) for name in ("since", "due")}
        return AwaitedResult(**{**one, **times, "urgency": urgency})

    pressing, waits = document["emergency"], document["awaited"]
    return WorklistRow(
        **{
            **document,
            **{name: moment(document[name]) for name in ("created", "changed")},
            "emergency": pressing and Emergency(**{**pressing, "due": moment(pressing["due"])}),
            "awaited": None if waits is None else tuple(map(result, waits)),
            "flags": tuple(document["flags"]),
            "running": False,
        }
    )


def may_await(sessions: Sequence[WorklistRow]) -> Iterator[WorklistRow]:
    """The sessions that may await something, and those whose dates they keep.

    A session that was not read, or cannot be, may await something. One that a later session goes on
    from does not: what was awaited there and is not there yet counts on in the later one.
    """
    by_id = {kept.id: kept for kept in sessions}
    followed = {kept.continues for kept in sessions}
    for kept in sessions:
        waits = kept.awaited is None or kept.awaited or kept.emergency or kept.flags
        if kept.fault or (waits and kept.id not in followed):
            yield kept
            seen = {kept.id}
            while (before := by_id.get(kept.continues)) and before.id not in seen:
                yield before
                seen.add(before.id)
                kept = before


def with_follow_ups(sessions: Sequence[WorklistRow]) -> Iterator[WorklistRow]:
    """The sessions; awaited results stand at the latest session of each patient."""
    from data.session.awaited_results import still_awaited  # late: the start does without

    by_id = {kept.id: kept for kept in sessions}
    followed = {kept.continues for kept in sessions}

    def waiting(kept: WorklistRow, after: frozenset[str]) -> tuple[AwaitedResult, ...]:
        before = by_id.get(kept.continues)
        awaited = kept.awaited or ()
        if before is None or before.id in after:
            return awaited
        return still_awaited(awaited, waiting(before, after | {kept.id}))

    for kept in sessions:
        if kept.id in followed:
            yield replace(kept, awaited=(), emergency=None, flags=())
        elif kept.awaited is not None:
            yield replace(kept, awaited=waiting(kept, frozenset({kept.id})))
        else:
            yield kept
