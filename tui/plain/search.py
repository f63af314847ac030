"""The search on plain lines: sessions, and all of the content; a number says or opens it."""

from __future__ import annotations

from typing import Final

from data.content.search import ContentSearch, Found, FoundKind
from data.store import StoreError
from tui.keys.keys import word_of
from tui.plain.base import LinePage
from tui.plain.commands import commands
from tui.plain.host import Host
from tui.rows.list_entries import Numbered
from tui.views import page_texts
from tui.views.page_texts import NAMED_BY_ID
from tui.views.search import (
    Hit,
    ToSession,
    content_hits,
    found_rows,
    nothing_found,
    session_hits,
)

_GO: Final = word_of("search", "go")


class SearchLines(LinePage):
    """The finds for the words that were typed, numbered."""

    words = commands("search", "go back search help home")

    def __init__(self, host: Host, typed: str) -> None:
        """Look for words."""
        super().__init__(host)
        self._typed = typed

    def opened(self) -> None:
        """Say what is found, sessions of any age among it."""
        workspace = self.host.workspace
        self.say("")
        self.say(f"Search for: {self._typed}")
        try:
            workspace.worklist.search(self._typed, lambda: True)
        except StoreError as error:
            self.say(str(error))
        found = ContentSearch(workspace.content)
        sessions = list(session_hits(workspace, self._typed, older=False))
        content = content_hits(found, self._typed, workspace.interview_session)
        self.numbered = Numbered([*sessions, *content])
        self.tell(self.numbered.lines)
        if not len(self.numbered):
            self.say(nothing_found(workspace, self._typed))

    def legal(self) -> str:
        """A number."""
        return "the number of a line to open or hear it" if len(self.numbered) else ""

    def chosen(self, picked: Hit) -> None:
        """Open a session; say anything else in full."""
        if isinstance(picked, ToSession) and not self.host.attended:
            self.refuse(NAMED_BY_ID)
        elif isinstance(picked, ToSession):
            self.host.open_session(picked.id)
        elif isinstance(picked, Found):
            rows = found_rows(picked, self.host.workspace.interview_session)
            self.tell(filter(None, (row.aloud for row in rows)))
            if picked.kind is FoundKind.QUESTION and self.host.workspace.interview_session:
                self.say(f"{_GO} and its number leads to this question.")

    def do_go(self, number: str) -> None:
        """Go to the question of a number."""
        picked = self.picked(number, _GO)
        session = self.host.workspace.interview_session
        if not isinstance(picked, Found) or session is None:
            self.refuse("Only a question of the session that is open can be gone to.")
        elif session.go_to(picked.key):
            self.host.to_questions()
        else:
            self.refuse("Its question does not apply in this session now.")

    def do_home(self, _: str) -> None:
        """Go to the list of sessions, unless something of the open session is not saved."""
        session = self.host.workspace.interview_session
        if session is not None:
            session.save_draft()
            if session.fault and not session.read_only:
                self.refuse(session.fault)
                return
            self.say(session.fault or page_texts.left(session))
        self.host.home()

    def do_search(self, typed: str) -> None:
        """Look for other words."""
        self._typed = typed or self._typed
        self.opened()
