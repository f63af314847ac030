"""What changed since the last session of the patient."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from tui.screens.key_bindings import key
from tui.screens.session_base import SessionPage
from tui.state.interview_session import InterviewSession
from tui.views.changes_since import since_rows, since_title
from tui.widgets.rows import RowsView


class SinceScreen(SessionPage):
    """The advice of now against that of the session before, both by today's content."""

    DEFAULT_CSS = "SinceScreen #since { height: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("b,c,q,escape,enter", "back", "back", "back to the plan", foot=True),
        key("down,j", "page(1)", "more below"),
        key("up,k", "page(-1)", "more above"),
    ]
    longest = "#since"

    def __init__(self, before: InterviewSession, now: InterviewSession) -> None:
        """Compare two interview sessions."""
        super().__init__(now)
        self._before = before

    def body(self) -> Iterable[Widget]:
        """The page."""
        yield RowsView(id="since")

    def opened(self) -> None:
        """Fill the page."""
        self.head(since_title(self._before))
        self.rows("#since").show(since_rows(self._before, self._interview_session), top=True)
