"""Entries of a search: sessions, then what the content has; and one of it in full."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final, TypeAlias

from data.content.search import ContentSearch, Found, FoundKind
from data.wording.kinds import value_text
from tui.rows.list_entries import Entry, entry, heading, told
from tui.rows.row import TextRow, TextStyle
from tui.state.interview_session import InterviewSession
from tui.state.workspace import Workspace
from tui.views.worklist import entries

_MOST: Final = 12
_LABEL: Final = 11
_FEWEST: Final = 2
"""Letters from which on the content is searched."""


@dataclass(frozen=True, slots=True)
class ToSession:
    """A session that was found."""

    id: str


@dataclass(frozen=True, slots=True)
class ToOlder:
    """The sessions that are too old to be in the list, not searched yet."""

    typed: str


Hit: TypeAlias = Found | ToSession | ToOlder


def session_hits(workspace: Workspace, typed: str, *, older: bool = True) -> Iterator[Entry[Hit]]:
    """The sessions that are found, as the worklist has them, and the way to older ones."""
    sessions = workspace.worklist
    for key, draw in entries(sessions.find(typed), workspace.today):
        yield (None if key is None else ToSession(key)), draw
    if older and sessions.has_more:
        yield entry(ToOlder(typed), "Look through the older sessions as well")


def content_hits(
    search: ContentSearch, typed: str, interview_session: InterviewSession | None
) -> Iterator[Entry[Hit]]:
    """The finds in the content, under the heading of its kind; questions with their answers."""
    found = search.find(typed) if len(typed.strip()) >= _FEWEST else []
    for kind, group in groupby(found, key=lambda one: one.kind):
        items = list(group)
        yield heading(f"{kind.value} ({len(items)})")
        for one in items[:_MOST]:
            yield entry(one, _title(one, interview_session), hang=4)
        if len(items) > _MOST:
            yield told(TextRow(f"    {len(items) - _MOST} more: type another word"))


def nothing_found(workspace: Workspace, typed: str) -> str:
    """The sentence for a search without a match, with the subject of the program."""
    covers = f" This program covers: {workspace.content.title}." if workspace.loaded else ""
    return f"Nothing here has these words: {typed}.{covers}"


def found_rows(found: Found, interview_session: InterviewSession | None) -> Iterator[TextRow]:
    """Something found in full, and what this session has of it."""
    yield TextRow(found.title, TextStyle.STRONG, continuation_indent=2)
    if interview_session is not None:
        yield from _part("Here", _here(found, interview_session))
    for label, text in found.says:
        yield from _part(label, [text])


def _title(found: Found, interview_session: InterviewSession | None) -> str:
    given = _given(found, interview_session) if interview_session else ""
    return f"{found.title}: {given}" if given else found.title


def _given(found: Found, interview_session: InterviewSession) -> str:
    """The answer to a question that was found; empty without one."""
    finding = interview_session.compiled.pathway.findings.get(found.key)
    value = interview_session.answers.get(found.key)
    asked = found.kind is FoundKind.QUESTION and finding is not None and value is not None
    return value_text(finding, value) if asked and finding and value is not None else ""


def _here(found: Found, interview_session: InterviewSession) -> Iterator[str]:
    if found.kind is FoundKind.ADVICE:
        held = found.key in interview_session.advice.codes
        yield "advised in this session" if held else "not advised in this session"
    if given := _given(found, interview_session):
        yield f"answered: {given}"


def _part(label: str, texts: Iterable[str]) -> Iterator[TextRow]:
    for text in texts:
        yield TextRow(
            f"{label:<{_LABEL}}{text}", continuation_indent=_LABEL, spoken=f"{label}: {text}"
        )
