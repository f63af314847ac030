"""The help: every key, and what the signs mean."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Final

from textual.binding import BindingType
from textual.widget import Widget

from tui.rows import Row, rule
from tui.screens.page import Page
from tui.widgets.rows import Rows

_PARTS: Final = {
    "At a question": (
        ("digit", "answers at once; in a list to tick it steps an item: on, next value, off"),
        ("arrows, j, k", "move; Enter takes the line, Space ticks it"),
        ("n", "in a list to tick: none of these, all checked"),
        ("u", "not known; in a list to tick: the items without a tick are not known"),
        ("b", "back to the question before; its answer stays until it is changed"),
        ("w", "why this is asked, and what one answer would change"),
        ("r", "all answers: given, not known, set aside, not asked; Enter changes one"),
        ("p", "the plan so far"),
        ("q", "back to the list of sessions; every answer is saved as it is given"),
    ),
    "At the spine": (
        ("Enter", "read the level under the cursor, one short screen after the other"),
        ("m", "more details of the level"),
        ("x", "remove what was entered at the level"),
        ("d", "done: store the levels and go on"),
    ),
    "At the plan": (
        ("arrows, j, k", "move through the list; PgUp and PgDn read on below it"),
        ("w", "why: the fewest answers that force it, whatever the others are"),
        ("v", "what would change it: the nearest other answers"),
        ("s", "on whose word: strength, review, where bodies disagree, all sources"),
        ("n", "what is not advised, and why not"),
        ("a, d, o", "accept, decline or override it, with a reason; stored and exported"),
        ("t", "what if: try other answers in a copy; Enter changes, a adopts, b discards"),
        ("m", "map of the pathway, and the way these answers take through it"),
        ("e", "export to a file"),
        ("f", "finish the session"),
        ("b", "back to the questions"),
    ),
    "At the list of sessions": (
        ("n", "new session"),
        ("Enter", "take the session up where it was left; a finished one opens at its plan"),
        ("e, d", "export or delete it"),
        ("a", "about: review status, sources, thresholds, what is not considered or covered"),
        ("q", "quit; Ctrl+C twice quits from everywhere"),
    ),
    "Signs": (
        ("!! ! * - i", "how soon: emergency, urgent, soon, routine, for information"),
        ("settled", "no answer that is still open can change it"),
        ("open", "answers that are missing may change it"),
        ("same with", "other values with which the reasons given would be as good"),
        ("worked out", "computed from the answers named; those missing belong to the reason"),
        ("set aside", "an answer whose question does not apply now; kept, and used by nothing"),
    ),
}


class HelpScreen(Page):
    """All keys on one page."""

    DEFAULT_CSS = "HelpScreen #help { height: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        ("b,q,escape,enter,question_mark,f1", "back", "back"),
        ("pagedown,down,j", "page(1)", "more"),
        ("pageup,up,k", "page(-1)", "more"),
    ]
    keys = " PgDn more   PgUp back up   b back"

    def body(self) -> Iterable[Widget]:
        """The page."""
        yield Rows(id="help")

    def opened(self) -> None:
        """Fill the page."""
        self.bar("Help")
        rows = []
        for title, keys in _PARTS.items():
            rows.append(rule(title))
            rows += [Row(f"  {key:<13} {words}", hang=16) for key, words in keys]
        self.rows("#help").show(rows, top=True)

    def action_back(self) -> None:
        """Back to where it was called."""
        self.close()

    def action_page(self, direction: int) -> None:
        """Show more."""
        self.rows("#help").scroll_page(direction)
