"""The help: every key, those of the screen it was called from first, and what the signs mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from tui.keys.help_lines import READING_KEYS, help_parts
from tui.rows.row import TextRow, rule
from tui.screens.base import Page
from tui.views.notices import notice_rows
from tui.views.pinned import TALL

_SIGNS: Final = (
    ("!! ! * - i", "how soon: emergency, urgent, soon, routine, for information"),
    ("confirmed", "no answer that is still open can change it"),
    ("may change", "answers that are missing may change it"),
    ("the same if", "other answers that would have the same result"),
    ("worked out", "computed from the answers named; those missing belong to the reason"),
    ("carried", "from an earlier session of the patient; no answer until it is confirmed"),
    ("set aside", "an answer whose question does not apply now; kept, and used by nothing"),
)


class HelpScreen(Page):
    """All keys on one page."""

    page_name = "help"
    keys = READING_KEYS

    def __init__(self, page_name: str) -> None:
        """Begin with the keys of a screen."""
        super().__init__()
        self._first = page_name

    def opened(self) -> None:
        """Fill the page."""
        self.bar("Help")
        rows: list[TextRow] = []
        if self.size.height < TALL:
            rows += [rule("Notices"), *notice_rows(self.host.workspace, None)]
        for title, actions in help_parts(self._first):
            rows += _rows(title, ((one.printed, one.says) for one in actions))
        self.rows("#text").show([*rows, *_rows("Signs", _SIGNS)], top=True)


def _rows(title: str, keys: Iterable[tuple[str, str]]) -> Iterator[TextRow]:
    yield rule(title)
    for name, words in keys:
        yield TextRow(f"  {name:<13} {words}", continuation_indent=16)
