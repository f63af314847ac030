"""The map of the pathway: its sections in decision order, and the way the answers take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import ClassVar, Final

from textual.binding import BindingType
from textual.widget import Widget

from data.table_words import table_texts
from engine.interview import applicable
from engine.route import Passage, Stop, route
from engine.tables import Pathway
from tui.keys import key
from tui.rows import Look, Row, rule
from tui.screens.page import Page
from tui.sitting import Sitting
from tui.widgets.picker import Entry, Picker
from tui.widgets.rows import Rows

_SAYS: Final[Mapping[Passage, tuple[str, str]]] = {
    Passage.SPEAKS: ("[x]", "applies"),
    Passage.STOPS: ("[!]", "applies, and ends here"),
    Passage.PASSED: ("[ ]", "does not apply"),
    Passage.NOT_REACHED: (" . ", "not reached"),
}
"""What each passage is marked with, and says."""


class MapScreen(Page):
    """The sections above, what one of them asks and gives below."""

    DEFAULT_CSS = """
    MapScreen #sections { height: auto; max-height: 60%; }
    MapScreen #section { height: 1fr; min-height: 2; }
    MapScreen.-short #sections { height: 3; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        key("b,m,escape", "back", "back", "back to the plan", foot=True),
        key("q", "home", "home", "back to the list of sessions", foot=True),
        key("pagedown", "page(1)", "more below"),
        key("pageup", "page(-1)", "more above"),
    ]

    def __init__(self, sitting: Sitting) -> None:
        """Show the way of a sitting."""
        super().__init__()
        self._sitting = sitting
        self.VERTICAL_BREAKPOINTS = [(0, "-short"), (16, "-normal")]

    def body(self) -> Iterable[Widget]:
        """The sections and the one under the cursor."""
        yield Picker[Stop](self._show, id="sections")
        yield Rows(id="section")

    def opened(self) -> None:
        """Draw the way."""
        sitting = self._sitting
        self.bar(f"{sitting.session.id}  {sitting.session.label}".rstrip(), "Map of the pathway")
        _, _, here = applicable(sitting.compiled, sitting.standing.active)
        picker = self.query_one("#sections", Picker)
        picker.focus()
        stops = route(sitting.compiled, here)
        travelled = [s for s in stops if s.passage in (Passage.SPEAKS, Passage.STOPS)]
        picker.fill(map(_entry, stops), at=travelled[0] if travelled else None)

    def action_back(self) -> None:
        """Back to the plan."""
        self.close()

    def action_home(self) -> None:
        """Back to the list of sessions."""
        self.spinepath.leave(self._sitting)

    def action_page(self, direction: int) -> None:
        """Show more of the section."""
        self.rows("#section").scroll_page(direction)

    def _show(self, stop: Stop | None) -> None:
        if stop is not None:
            rows = _section(self._sitting.compiled.pathway, stop)
            self.rows("#section").show(rows, top=True)


def _entry(stop: Stop) -> Entry[Stop]:
    return stop, partial(_line, stop)


def _line(stop: Stop, here: bool) -> Row:
    codes = len({rule.gives for rule in stop.fired})
    gives = f": {codes} item{'s' * (codes != 1)}" if codes else ""
    mark = ">" if here else " "
    sign, says = _SAYS[stop.passage]
    text = f"{mark} {sign} {stop.section.title:<37} {says}{gives}"
    return Row(text, Look.HERE if here else Look.PLAIN, hang=6, here=here)


def _section(pathway: Pathway, stop: Stop) -> Iterator[Row]:
    """When the section applies, and what it gives here."""
    yield rule(stop.section.title)
    if stop.section.gate:
        yield Row("Applies if:", Look.STRONG)
        for words in table_texts(pathway, stop.section.gate):
            yield Row(f"- {words}", hang=2)
    else:
        yield Row("Applies to everybody who comes this far.")
    if stop.section.stops:
        yield Row("Where it applies, the sections after it are silent.")
    if stop.passage is Passage.NOT_REACHED:
        yield Row("Not reached: an earlier section applies and ends the way.", Look.STRONG)
    for fired in stop.fired:
        yield Row(f"{pathway.recommendations[fired.gives].title}: {fired.says}", hang=2)
    if not stop.fired and stop.passage is Passage.SPEAKS:
        yield Row("None of its rules holds on these answers.")
