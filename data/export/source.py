"""The source of an export: a session with those before it, read by today's content."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from data.export.summarise import summarise
from data.export.summary import Summary
from data.session.session import Session
from data.session.session_file import file_document
from data.text.telephones import NO_NUMBERS, Telephones

if TYPE_CHECKING:
    from data.content.loader import Content
    from engine.diagram.compiler import Compiled


@dataclass(frozen=True)
class Source:
    """The session that an export is made from, with all that its formats need.

    Attributes:
        load: reads another session by its id, or says why it cannot be read.
        content: the content and its pathway, compiled; asked for only where a format needs it.
        now: the time of the export.
        record: the head of the store's hash chain, as exports print it; empty where it is not
            known.
        author: who exports, in their own words; empty where nobody said.
        telephones: whom to call.
    """

    session: Session
    load: Callable[[str], Session | str]
    content: Callable[[], tuple[Compiled, Content]]
    now: datetime
    record: str = ""
    author: str = ""
    telephones: Telephones = NO_NUMBERS

    @cached_property
    def summary(self) -> Summary:
        """The summary; JSON needs none, so it is written even where no content can be read."""
        before = list(self._before())
        compiled, content = self.content()
        return summarise(
            compiled,
            content,
            self.session,
            self.now,
            self.record,
            before[0] if before else None,
            older=[one for one in reversed(before[1:]) if isinstance(one, Session)],
            author=self.author,
            telephones=self.telephones,
        )

    def _before(self) -> Iterator[Session | str]:
        """The earlier sessions of the patient, the latest first, up to one that is unreadable."""
        seen, session = {self.session.id}, self.session
        while session.continues and session.continues not in seen:
            seen.add(session.continues)
            earlier = self.load(session.continues)
            yield earlier
            if isinstance(earlier, str):
                return
            session = earlier


def json_document(source: Source) -> Mapping[str, Any]:
    """The session as JSON that `sessions import` reads."""
    return file_document(source.session, source.record, source.author)
