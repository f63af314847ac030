"""The help: every key, those of the screen it was called from first, and what the signs mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar, Final

from textual.binding import BindingType
from textual.widget import Widget

from tui.forms.form import FORM_KEYS
from tui.forms.levels import SPINE_KEYS
from tui.rows.row import TextRow, rule
from tui.screens.base import Page
from tui.screens.key_bindings import bound, key, printed
from tui.widgets.rows import RowsView

_SIGNS: Final = (
    ("!! ! * - i", "how soon: emergency, urgent, soon, routine, for information"),
    ("settled", "no answer that is still open can change it"),
    ("open", "answers that are missing may change it"),
    ("same with", "other values with which the reasons given would be as good"),
    ("worked out", "computed from the answers named; those missing belong to the reason"),
    ("carried", "from an earlier session of the patient; no answer until it is confirmed"),
    ("set aside", "an answer whose question does not apply now; kept, and used by nothing"),
)
_EVERYWHERE: Final = (
    ("arrows, j, k", "move; Enter takes the line"),
    ("PgDn, PgUp", "read on in what is longer than the screen"),
    ("Ctrl+C", "twice: quit from everywhere; every answer is saved as it is given"),
)


def parts() -> Iterator[tuple[str, type[Page] | None, tuple[tuple[str, str], ...]]]:
    """The keys by the place where they work: its title, its screen if it is one, key and words."""
    from tui.screens.answers import AnswersScreen
    from tui.screens.export import ExportScreen
    from tui.screens.home import HomeScreen
    from tui.screens.interview import InterviewScreen
    from tui.screens.pathway_map import MapScreen
    from tui.screens.plan import PlanScreen
    from tui.screens.review import ReviewScreen
    from tui.screens.what_if import WhatIfScreen

    yield "At a question", InterviewScreen, (*FORM_KEYS, *_keys(InterviewScreen))
    yield "At the spine", None, SPINE_KEYS
    yield "At the plan", PlanScreen, _keys(PlanScreen)
    yield "At what if", WhatIfScreen, _keys(WhatIfScreen)
    yield "At the map", MapScreen, _keys(MapScreen)
    yield "At the review", ReviewScreen, _keys(ReviewScreen)
    yield "At all answers", AnswersScreen, _keys(AnswersScreen)
    yield "At the export", ExportScreen, _keys(ExportScreen)
    yield "At the list of sessions", HomeScreen, _keys(HomeScreen)
    yield "Everywhere", None, (*_EVERYWHERE, *_keys(Page))


def key_table() -> str:
    """All keys as a Markdown table, for the README."""
    lines = ["| where | key | what it does |", "| --- | --- | --- |"]
    for title, _, keys in parts():
        for number, (name, words) in enumerate(keys):
            lines.append(f"| {title if number == 0 else ''} | `{name}` | {words} |")
    return "\n".join(lines)


def _keys(page: type[Page]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (printed(binding), binding.tooltip or binding.description)
        for binding in bound(page.BINDINGS)
        if "(" not in binding.action
    )


class HelpScreen(Page):
    """All keys on one page."""

    DEFAULT_CSS = "HelpScreen #help { height: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("b,q,escape,enter,question_mark,f1", "back", "back"),
        key("pagedown,down,j", "page(1)", "more"),
        key("pageup,up,k", "page(-1)", "more"),
    ]
    keys = " PgDn more   PgUp back up   b back"

    def __init__(self, page: type[Page]) -> None:
        """Begin with the keys of a screen."""
        super().__init__()
        self._page = page

    def body(self) -> Iterable[Widget]:
        """The page."""
        yield RowsView(id="help")

    def opened(self) -> None:
        """Fill the page."""
        self.bar("Help")
        rows: list[TextRow] = []
        for title, _, keys in sorted(parts(), key=lambda part: part[1] is not self._page):
            rows += _rows(title, keys)
        self.rows("#help").show([*rows, *_rows("Signs", _SIGNS)], top=True)

    def action_back(self) -> None:
        """Back to where it was called."""
        self.close()

    def action_page(self, direction: int) -> None:
        """Show more."""
        self.rows("#help").scroll_page(direction)


def _rows(title: str, keys: Iterable[tuple[str, str]]) -> Iterator[TextRow]:
    yield rule(title)
    for name, words in keys:
        yield TextRow(f"  {name:<13} {words}", continuation_indent=16)
