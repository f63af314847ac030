"""The plan: everything advised, and one piece of it in full."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby
from typing import ClassVar, Final, TypeAlias

from textual.binding import BindingType
from textual.widget import Widget

from data.content import Content
from data.export.compose import disagreements
from data.export.summary import DisagreementItem
from data.review import page_items
from data.scores import NOT_OFFERED, score_text, scores
from data.wording import URGENCY
from engine.decide import Recommended, Withheld
from engine.findings import UNKNOWN
from engine.interview import Question
from engine.safety import Violation
from engine.tables import Contradiction, Remark
from tui.advice import advice_row
from tui.details import (
    advice_details,
    conflict_details,
    disagreement_details,
    open_details,
    refusal_details,
    remark_details,
    withheld_details,
)
from tui.keys import key
from tui.rows import Look, Row, rule
from tui.screens.page import Page
from tui.sitting import Sitting
from tui.widgets.picker import Entry, Picker
from tui.widgets.rows import Rows

Piece: TypeAlias = (
    Recommended | Remark | Withheld | Contradiction | Question | DisagreementItem | Violation | str
)

_OPEN_SHOWN: Final = 8
_TALL: Final = 16
"""Lines from which on a rule parts the list from the details."""


class PlanScreen(Page):
    """The list above, the details of the line under the cursor below."""

    DEFAULT_CSS = """
    PlanScreen #list { height: 9fr; min-height: 2; }
    PlanScreen #split { height: 1; }
    PlanScreen #details { height: 11fr; min-height: 2; }
    PlanScreen.-short #split { display: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        key("s", "sources", "sources", "sources in full, or by their tags", foot=True),
        key("c", "since", "changes", "what changed since the last session", foot=True),
        key("e", "export", "export", "export to a file", foot=True),
        key("f", "finish", "finish", "the review, which finishes the session", foot=True),
        key("b,escape", "back", "questions", "back to the questions", foot=True),
        key("enter", "question", "to the question", "to the open question under the cursor"),
        key("r", "answers", "answers", "all answers"),
        key("q", "home", "home", "back to the list of sessions", foot=True),
        key("pagedown", "page(1)", "more below"),
        key("pageup", "page(-1)", "more above"),
    ]

    def __init__(self, sitting: Sitting, message: str = "") -> None:
        """Show the plan of a sitting."""
        super().__init__()
        self._sitting = sitting
        self._message = message
        self._sources = False
        self.VERTICAL_BREAKPOINTS = [(0, "-short"), (_TALL, "-normal")]

    def body(self) -> Iterable[Widget]:
        """The list and the details."""
        yield Picker[Piece](self._show, id="list")
        yield Rows(id="split")
        yield Rows(id="details")

    def opened(self) -> None:
        """Fill the list."""
        sitting = self._sitting
        state = "finished" if sitting.session.finished else "plan"
        still = len(sitting.standing.open)
        self.bar(
            f"{sitting.session.id}  {sitting.session.label}".rstrip(),
            f"{state}: {len(sitting.advice.recommended)} items, {still} open questions",
        )
        self.warn(self.spinepath.desk.banners_of(page_items(sitting.advice)))
        self.rows("#split").show([rule("In full")])
        self._list.focus()
        self._list.fill(_entries(self.spinepath.desk.content, sitting))
        self.say(self._message or sitting.fault)

    def action_back(self) -> None:
        """Back to the questions: the one at hand, or the last one answered."""
        if self._sitting.question is None:
            self._sitting.go_back()
        self.close()

    def action_question(self) -> None:
        """To the open question under the cursor."""
        picked = self._list.picked
        if isinstance(picked, Question) and self._sitting.go_to(picked.key):
            self.close()

    def action_sources(self) -> None:
        """Show sources in full, or by their tags, and bring them into sight."""
        self._sources = not self._sources
        self._show(self._list.picked, to_sources=True)

    def action_answers(self) -> None:
        """To all answers."""
        from tui.screens.answers import AnswersScreen

        self.app.switch_screen(AnswersScreen(self._sitting))

    def action_since(self) -> None:
        """Show what changed since the last session of the patient."""
        from tui.screens.since import FIRST, SinceScreen

        before = self.spinepath.desk.previous(self._sitting)
        if before is None or isinstance(before, str):
            self.say(before or FIRST)
        else:
            self.app.push_screen(SinceScreen(before, self._sitting))

    def action_export(self) -> None:
        """Write the plan to a file."""
        from tui.screens.export import ExportScreen

        self.app.push_screen(ExportScreen(self._sitting))

    def action_finish(self) -> None:
        """To the review, which finishes the session."""
        from tui.screens.review import ReviewScreen

        self.app.switch_screen(ReviewScreen(self._sitting))

    def action_home(self) -> None:
        """Back to the list of sessions."""
        self.spinepath.leave(self._sitting)

    def action_page(self, direction: int) -> None:
        """Show more of the details."""
        self.rows("#details").scroll_page(direction)

    @property
    def _list(self) -> Picker[Piece]:
        return self.query_one("#list", Picker)

    def _show(self, piece: Piece | None, *, to_sources: bool = False) -> None:
        content, pathway = self.spinepath.desk.content, self._sitting.compiled.pathway
        rows: Iterable[Row]
        match piece:
            case Recommended():
                active = self._sitting.standing.active
                rows = advice_details(content, piece, active, sources=self._sources)
            case Remark():
                rows = remark_details(content, piece, sources=self._sources)
            case Withheld():
                rows = withheld_details(pathway, piece)
            case Contradiction():
                rows = conflict_details(piece)
            case Question():
                rows = open_details(pathway, piece)
            case DisagreementItem():
                rows = disagreement_details(piece)
            case Violation():
                rows = refusal_details(piece)
            case str():
                rows = [Row(piece, hang=2)]
            case None:
                rows = [Row("Nothing is advised on these answers yet.")]
        self.rows("#details").show(_at_sources(rows) if to_sources else rows, top=True)


def _entries(content: Content, sitting: Sitting) -> Iterator[Entry[Piece]]:
    """All pieces under their headings; what stops the reader first, what is for later last."""
    advice, standing = sitting.advice, sitting.standing
    yield from _group("NO ADVICE", [(v, f"!! {v.rule}: {v.says}") for v in advice.refused])
    conflicts = [(c, f"x  {c.says}") for c in advice.conflicts]
    yield from _group("CONTRADICTIONS BETWEEN ANSWERS", conflicts)
    for urgency, items in groupby(advice.recommended, lambda i: i.urgency):
        yield _heading(URGENCY[urgency])
        for item in items:
            yield item, partial(_advice, item)
    yield from _group("REMARKS", [(r, f"i  {r.says}") for r in advice.remarks])
    withheld = [(w, f"x  {w.recommendation.title}") for w in advice.withheld]
    yield from _group("WITHHELD, AND WHY", withheld)
    shown = [(question, f"?  {question.ask}") for question in standing.open[:_OPEN_SHOWN]]
    yield from _group("NOT KNOWN, AND STILL MATTERS", shown)
    if len(standing.open) > _OPEN_SHOWN:
        more = f"   + {len(standing.open) - _OPEN_SHOWN} more questions (r shows all)"
        yield None, partial(_plain, more)
    unknown = [
        (question, f"?  {question.ask}")
        for question in standing.questions
        if UNKNOWN in map(standing.active.get, question.findings)
    ]
    yield from _group("ASKED, NOT KNOWN", unknown)
    yield from _beside(content, sitting)


def _beside(content: Content, sitting: Sitting) -> Iterator[Entry[Piece]]:
    """What stands beside the advice and decides nothing."""
    advice = sitting.advice
    disputes = [(d, f"?  {d.question}") for d in disagreements(content, advice.codes)]
    yield from _group("WHERE SOURCES DISAGREE", disputes)
    found = [score_text(*score) for score in scores(content.pathway, advice.facts)]
    shown: list[tuple[Piece, str]] = [(text, f"-  {text}") for text in (*found, *NOT_OFFERED)]
    yield from _group("SCORES (for display; none changes the advice)", shown)
    limits: list[tuple[Piece, str]] = [
        (limit.says, f"-  {limit.says}") for limit in content.scope.not_considered
    ]
    yield from _group("NOT CONSIDERED BY THIS PATHWAY", limits)


def _at_sources(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows, from the first one on sources on to be brought into sight."""
    here = False
    for row in rows:
        here = here or row.text.startswith("Source")
        yield replace(row, here=here)


def _group(title: str, pieces: Sequence[tuple[Piece, str]]) -> Iterator[Entry[Piece]]:
    if pieces:
        yield _heading(title)
    for piece, words in pieces:
        yield piece, partial(_line, words)


def _heading(title: str) -> Entry[Piece]:
    return None, lambda _: rule(title)


def _plain(text: str, _: bool) -> Row:
    return Row(text)


def _line(text: str, here: bool) -> Row:
    mark = ">" if here else " "
    return Row(f"{mark} {text}", Look.HERE if here else Look.PLAIN, hang=5, here=here)


def _advice(item: Recommended, here: bool) -> Row:
    return advice_row(item, margin="> " if here else "  ", here=here)
