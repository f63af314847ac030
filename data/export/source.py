"""The source of an export: a session with those before it, read by today's content."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from data.export.summarise import summarise
from data.export.summary import Summary
from data.session.session import Session
from data.session.session_file import file_document
from data.text.telephones import NO_NUMBERS, Telephones

if TYPE_CHECKING:
    from data.content.loader import Content
    from engine.diagram.compiler import Compiled


@dataclass(frozen=True, slots=True)
class Source:
    """The session that an export is made from, with all that its formats need.

    Attributes:
        record: the head of the store's hash chain, as exports print it.
        content: reads the content and its pathway, compiled.
        summary: makes the summary; JSON needs none, so that it is written even where the
            content cannot be read.
        author: who exports, in their own words; empty where nobody said.
    """

    session: Session
    record: str
    content: Callable[[], tuple[Compiled, Content]]
    summary: Callable[[], Summary]
    author: str = ""


def source_of(
    session: Session,
    *,
    load: Callable[[str], Session | str],
    content: Callable[[], tuple[Compiled, Content]],
    now: datetime,
    record: str,
    author: str = "",
    telephones: Telephones = NO_NUMBERS,
) -> Source:
    """The source of an export.

    Args:
        session: that is exported.
        load: reads another session by its id, or says why it cannot be read.
        content: the content and its pathway, compiled; asked for only where a format needs it.
        now: the time of the export.
        record: the head of the store's hash chain; empty where it is not known.
        author: who exports, in their own words.
        telephones: whom to call.
    """

    def summary() -> Summary:
        before = list(_before(session, load))
        older = [one for one in reversed(before[1:]) if isinstance(one, Session)]
        earlier = before[0] if before else None
        compiled, found = content()
        return summarise(
            compiled,
            found,
            session,
            now,
            record,
            earlier,
            older=older,
            author=author,
            telephones=telephones,
        )

    return Source(session, record, content, cache(summary), author)


def _before(session: Session, load: Callable[[str], Session | str]) -> Iterator[Session | str]:
    """The earlier sessions of the patient, the latest first, up to one that cannot be read."""
    seen, one = {session.id}, session
    while one.continues and one.continues not in seen:
        seen.add(one.continues)
        found = load(one.continues)
        yield found
        if isinstance(found, str):
            return
        one = found


def json_document(source: Source) -> Mapping[str, Any]:
    """The session as JSON that `sessions import` reads."""
    return file_document(source.session, source.record, source.author)
