"""What changed since the last session of the patient."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar, Final

from textual.binding import BindingType
from textual.widget import Widget

from data.comparison import Comparison, compare
from data.days import day_text
from data.wording import NOT_ASKED
from engine.decide import Recommended
from tui.advice import SIGNS, advice_row
from tui.keys import key
from tui.rows import Row, rule
from tui.screens.page import Page
from tui.sitting import Sitting
from tui.widgets.rows import Rows

FIRST: Final = "This is the first session of the patient: there is nothing to compare with."
_SAME: Final = "The advice is the same as then."
_OTHER_CONTENT: Final = (
    "The answers of then are read by today's content, which is newer than theirs."
)


class SinceScreen(Page):
    """The advice of now against that of the session before, both by today's content."""

    DEFAULT_CSS = "SinceScreen #since { height: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("b,c,q,escape,enter", "back", "back", "back to the plan", foot=True),
        key("pagedown,down,j", "page(1)", "more below"),
        key("pageup,up,k", "page(-1)", "more above"),
    ]

    def __init__(self, before: Sitting, now: Sitting) -> None:
        """Compare two sittings."""
        super().__init__()
        self._before, self._now = before, now

    def body(self) -> Iterable[Widget]:
        """The page."""
        yield Rows(id="since")

    def opened(self) -> None:
        """Fill the page."""
        session = self._now.session
        day = day_text(self._before.session.created)
        self.bar(f"{session.id}  {session.label}".rstrip(), f"Since {day}")
        self.rows("#since").show(since_rows(self._before, self._now), top=True)

    def action_back(self) -> None:
        """Back to the plan."""
        self.close()

    def action_page(self, direction: int) -> None:
        """Show more."""
        self.rows("#since").scroll_page(direction)


def since_rows(before: Sitting, now: Sitting) -> Iterator[Row]:
    """What is new, gone, moved and answered otherwise since an earlier sitting."""
    pathway = now.compiled.pathway
    found = compare(pathway, before.advice, now.advice, before.standing.active, now.standing.active)
    if before.session.edition.digest != pathway.digest:
        yield Row(_OTHER_CONTENT)
    if not (found.gained or found.lost or found.moved):
        yield Row(_SAME)
    yield from _group("New", found.gained)
    yield from _moved(found)
    yield from _group("No longer advised", found.lost)
    if found.answers:
        yield rule(f"Answers that differ ({len(found.answers)})")
    for name, was, is_ in found.answers:
        yield Row(f"  {name}: {was or NOT_ASKED} -> {is_ or NOT_ASKED}", hang=4)


def _group(title: str, items: Iterable[Recommended]) -> Iterator[Row]:
    rows = [advice_row(item, margin="  ") for item in items]
    if rows:
        yield rule(f"{title} ({len(rows)})")
    yield from rows


def _moved(found: Comparison) -> Iterator[Row]:
    if found.moved:
        yield rule(f"More or less urgent ({len(found.moved)})")
    for was, is_ in found.moved:
        signs = f"{SIGNS[was.urgency]} -> {SIGNS[is_.urgency]}"
        yield Row(f"  {signs}  {is_.recommendation.title}", hang=4)
