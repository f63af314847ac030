"""The map of the pathway: its sections in decision order, and the route of the answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from data.wording.decision_tables import table_texts
from engine.advice.interview import enabled
from engine.advice.route import Passage, Stop, route
from engine.model.pathway import Pathway
from tui.rows.list_entries import Entry, entry
from tui.rows.row import TextRow, TextStyle, rule
from tui.state.interview_session import InterviewSession

_SAYS: Final[Mapping[Passage, tuple[str, str]]] = {
    Passage.APPLIES: ("[x]", "applies"),
    Passage.STOPS: ("[!]", "applies, and ends here"),
    Passage.PASSED: ("[ ]", "does not apply"),
    Passage.NOT_REACHED: (" . ", "not reached"),
}
"""The mark of each passage, and its words."""


def stops_of(interview_session: InterviewSession) -> Sequence[Stop]:
    """The route of an interview session through all sections."""
    _, _, here = enabled(interview_session.compiled, interview_session.interview_state.active)
    return route(interview_session.compiled, here)


def first_travelled(stops: Sequence[Stop]) -> Stop | None:
    """The first section of the route; None if no section applies."""
    travelled = (Passage.APPLIES, Passage.STOPS)
    return next((stop for stop in stops if stop.passage in travelled), None)


def stop_entry(stop: Stop) -> Entry[Stop]:
    """A section with its passage on the route."""
    codes = len({rule.gives for rule in stop.fired})
    gives = f": {codes} item{'s' * (codes != 1)}" if codes else ""
    sign, says = _SAYS[stop.passage]
    title = stop.section.title
    return entry(
        stop,
        f"{sign} {title:<37} {says}{gives}",
        hang=6,
        spoken=f"{title}: {says}{gives.replace(':', ',')}",
    )


def section_rows(pathway: Pathway, stop: Stop) -> Iterator[TextRow]:
    """The condition of a section, and the advice that it gives here."""
    yield rule(stop.section.title)
    if stop.section.gate:
        yield TextRow("Applies if:", TextStyle.STRONG)
        for words in table_texts(pathway, stop.section.gate):
            yield TextRow(f"- {words}", continuation_indent=2)
    else:
        yield TextRow("Applies to everybody who comes this far.")
    if stop.section.stops:
        yield TextRow("Where it applies, the sections after it are silent.")
    if stop.passage is Passage.NOT_REACHED:
        yield TextRow("Not reached: an earlier section applies and ends the way.", TextStyle.STRONG)
    for fired in stop.fired:
        yield TextRow(
            f"{pathway.recommendations[fired.gives].title}: {fired.says}", continuation_indent=2
        )
    if not stop.fired and stop.passage is Passage.APPLIES:
        yield TextRow("None of its rules holds on these answers.")
