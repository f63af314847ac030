"""All answers on one screen: given, not known, set aside, not asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from data.wording import value_text
from engine.findings import UNKNOWN
from tui.keys import key
from tui.rows import Look, Row
from tui.screens.page import Page
from tui.sitting import Sitting
from tui.widgets.picker import Entry, Picker
from tui.widgets.rows import Rows

_NAME = 32


class AnswersScreen(Page):
    """The list of findings by what is known of them; Enter goes to the question of one."""

    DEFAULT_CSS = "AnswersScreen #answers { height: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter", "change", "change", "go to the question of the line", foot=True),
        key("b,r,escape", "back", "back", "back to the questions", foot=True),
        key("p", "plan", "plan", "the plan", foot=True),
        key("v", "review", "review", "what is missing, set aside, contradictory", foot=True),
        key("q", "home", "home", "back to the list of sessions", foot=True),
        key("pagedown", "page(1)", "more below"),
        key("pageup", "page(-1)", "more above"),
    ]

    def __init__(self, sitting: Sitting) -> None:
        """Show the answers of a sitting."""
        super().__init__()
        self._sitting = sitting

    def body(self) -> Iterable[Widget]:
        """The list."""
        yield Picker[str](lambda _: self.say(), id="answers")

    def opened(self) -> None:
        """Fill the list, with the cursor on the question at hand."""
        sitting = self._sitting
        self.bar(f"{sitting.session.id}  {sitting.session.label}".rstrip(), "All answers")
        picker = self.query_one("#answers", Picker)
        picker.focus()
        at = sitting.question.findings[0] if sitting.question else None
        picker.fill(_entries(sitting), at=at)

    def action_change(self) -> None:
        """Go to the question that asks for what is under the cursor."""
        picked = self.query_one("#answers", Picker).picked
        if picked is None:
            return
        if self._sitting.go_to(picked):
            self.close()
        else:
            self.say("Set aside: its question does not apply now. The answer is kept.")

    def action_back(self) -> None:
        """Back to the question."""
        self.close()

    def action_plan(self) -> None:
        """On to the plan."""
        from tui.screens.plan import PlanScreen

        self.app.switch_screen(PlanScreen(self._sitting))

    def action_review(self) -> None:
        """On to the review before the end."""
        from tui.screens.review import ReviewScreen

        self.app.switch_screen(ReviewScreen(self._sitting))

    def action_home(self) -> None:
        """Back to the list of sessions."""
        self.spinepath.leave(self._sitting)

    def action_page(self, direction: int) -> None:
        """Show more of the list."""
        self.query_one("#answers", Rows).scroll_page(direction)


def _entries(sitting: Sitting) -> Iterator[Entry[str]]:
    pathway, standing = sitting.compiled.pathway, sitting.standing
    matters = {key for question in standing.open for key in question.findings}
    asked = [key for question in standing.questions for key in question.findings]
    order = [key for key in pathway.findings if key in set(asked)]
    carried = [k for k in pathway.findings if k in sitting.proposals]
    left = [k for k in order if k not in standing.active and k not in carried]
    groups = {
        "Answered": [k for k in order if standing.active.get(k, UNKNOWN) != UNKNOWN],
        "Not known": [k for k in order if standing.active.get(k) == UNKNOWN],
        "Set aside: its question does not apply now": [
            k for k in pathway.findings if k in standing.set_aside
        ],
        "Carried from an earlier session, not confirmed, not used": carried,
        "Not asked, can still change the advice": [k for k in left if k in matters],
        "Not asked, cannot change the advice now": [k for k in left if k not in matters],
    }
    for title, keys in groups.items():
        if not keys:
            continue
        yield None, partial(_heading, f"{title} ({len(keys)})")
        for name in keys:
            finding = pathway.findings[name]
            value = {**sitting.proposals, **sitting.answers}.get(name)
            words = "" if value is None else value_text(finding, value)
            yield name, partial(_row, finding.short, words)


def _heading(title: str, _: bool) -> Row:
    return Row(title, Look.RULE)


def _row(name: str, value: str, here: bool) -> Row:
    text = f"{'>' if here else ' '} {name:<{_NAME}}{value}".rstrip()
    return Row(text, Look.HERE if here else Look.PLAIN, hang=_NAME + 2, here=here)
