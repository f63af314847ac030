"""Sessions as records of the store, and what the list of sessions needs of them."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, Protocol

from data.session.session import LABEL_LENGTH, Session
from data.session.session_json import RecordError, from_document, to_document
from data.store.errors import DamageError, KeyMissingError
from data.store.files.format.hash_chain import Fields, Head, Record
from data.text.outside_text import one_line

_OURS: Final = {"_n", "_p", "_s", "_h", "changed", "finished", "answered", "count", "continues"}
"""Fields that a record has beside those of the session document."""

_EVENTS: Final = b',"events":['
_DAMAGED: Final = "the record of this session is damaged"
_NEVER: Final = datetime.min.replace(tzinfo=UTC)


class Codec(Protocol):
    """Converts the fields of a session to those of a record, and back."""

    @property
    def seal(self) -> Fields | None:
        """The part of a file's header about the passphrase; None without one."""

    def pack(self, head: Head, clear: Fields, secret: Fields) -> Fields:
        """The fields to write after `head`; `clear` stays readable in every store."""

    def unpack(self, line: Record) -> Fields:
        """All fields of a record.

        Raises:
            KeyMissingError: when they are sealed with a missing key.
            UnsealedError: when they are in clear where everything is sealed.
            DamageError: when they are not what was sealed.
        """

    def is_ours(self, line: Record) -> bool:
        """Return whether a record has the form of those that it writes."""

    def for_journal(self, about: Fields) -> Codec:
        """The codec of a journal, by what its header says beside its format.

        Raises:
            UnsealedError: when it is in clear where everything is sealed.
            DamageError: when it is sealed with another key.
        """


class Plain:
    """The codec of a store without a passphrase."""

    seal: Fields | None = None

    def pack(self, head: Head, clear: Fields, secret: Fields) -> Fields:  # noqa: ARG002
        """All fields as they are."""
        return {**clear, **secret}

    def is_ours(self, line: Record) -> bool:  # noqa: ARG002
        """All records are."""
        return True

    def for_journal(self, about: Fields) -> Plain:  # noqa: ARG002
        """The same one."""
        return self

    def unpack(self, line: Record) -> Fields:
        """All fields of a record.

        Raises:
            KeyMissingError: when it is sealed.
        """
        fields = line.fields
        if "box" in fields:
            raise KeyMissingError("it is encrypted and needs its passphrase")
        return fields


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """One line of the list of sessions.

    Attributes:
        changed: time of the last event, or `created` when there is none.
        answers: how many findings have an answer.
        continues: id of the session that it goes on from; empty for none.
        number: of its record in the main file; 0 for one that is open, or whose record does not
            say what it goes on from, as those of 0.1.0.
        running: whether a program has it open now.
        fault: what is wrong with its record, so that the other fields may not be right;
            empty when nothing is.
    """

    id: str
    label: str
    created: datetime
    changed: datetime
    answers: int
    finished: bool
    continues: str = ""
    number: int = 0
    running: bool = False
    fault: str = ""


def salt() -> str:
    """Random text that keeps a record's digest from revealing its content, even after erasure."""
    return secrets.token_hex(16)


def parts(session: Session, salted: str) -> tuple[Fields, Fields]:
    """The fields of a session that stay readable in every store, and all others."""
    state = session.state
    clear = {"_s": salted, "id": session.id, "changed": changed(session).isoformat()}
    counts = {
        "finished": state.finished,
        "answered": len(state.answers),
        "count": len(session.events),
        "continues": session.continues,
    }
    return clear, {**counts, **to_document(session)}


def changed(session: Session) -> datetime:
    """The time of a session's latest event, in UTC."""
    return session.events[-1].at if session.events else session.created


def session_of(fields: Fields) -> Session:
    """The session that a record holds.

    Raises:
        RecordError: naming every fault.
    """
    return from_document({key: value for key, value in fields.items() if key not in _OURS})


def is_session(fields: Fields) -> bool:
    """Return whether a record holds a session, and is no tombstone or note."""
    return "id" in fields


def fields_of_damaged(text: bytes) -> Fields:
    """The readable fields of a record whose digest is wrong."""
    try:
        found = json.loads(text[text.index(b":") + 1 :].rstrip(b" "))
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def summary_of(codec: Codec, line: Record) -> SessionSummary | None:
    """The summary of a record; None when it holds no session."""
    head, mark, _ = line.text.partition(_EVENTS)
    if mark and codec.seal is None:
        # Raw quotes stand in no JSON string, so this is the field; what is behind it is long.
        fields: Fields = json.loads(head[head.index(b"{") :] + b"}")
    else:
        fields = codec.unpack(line)
    return summarised(fields) if is_session(fields) else None


def summarised(fields: Fields, fault: str = "") -> SessionSummary:
    """The summary that the fields of a record give, whatever is wrong with them."""
    try:
        created, changed_at = _time(fields["created"]), _time(fields["changed"])
        answers = int(fields["answered"])
    except (LookupError, TypeError, ValueError, OverflowError):
        created, changed_at, answers, fault = _NEVER, _NEVER, 0, fault or _DAMAGED
    return SessionSummary(
        id=one_line(str(fields.get("id", "")), 8),
        label=one_line(str(fields.get("label", "")), LABEL_LENGTH),
        created=created,
        changed=changed_at,
        answers=answers,
        finished=fields.get("finished") is True,
        continues=one_line(str(fields.get("continues", "")), 8),
        number=int(fields["_n"]) if "continues" in fields and not fault else 0,
        fault=fault,
    )


def damaged(text: bytes) -> SessionSummary | None:
    """The summary of a record whose digest is wrong, as far as it can be read."""
    fields = fields_of_damaged(text)
    return summarised(fields, _DAMAGED) if is_session(fields) or not fields else None


def summary_of_session(session: Session, *, running: bool) -> SessionSummary:
    """The summary of a loaded session."""
    return SessionSummary(
        id=session.id,
        label=session.label,
        created=session.created,
        changed=changed(session),
        answers=len(session.answers),
        finished=session.finished,
        continues=session.continues,
        running=running,
    )


def joined(session: Mapping[str, Any], steps: list[Fields]) -> Session:
    """A session and the steps that a journal added to it.

    Raises:
        DamageError: when they do not add up to a session.
    """
    events = [*session["events"], *(event for step in steps for event in step["events"])]
    try:
        return session_of({**session, "events": events})
    except RecordError as error:
        raise DamageError(f"cannot be understood: {'; '.join(map(str, error.faults))}") from error


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
