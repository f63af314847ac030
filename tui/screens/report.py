"""A report read into the session: pasted or from a file, one proposal at a time."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from textual import events
from textual.widget import Widget

from tui.screens.footer import footer
from tui.screens.timed_base import TimedPage
from tui.state.interview_session import InterviewSession
from tui.state.report import ReportIntake, fault_of_words
from tui.terminal import LONGEST_PASTE
from tui.views.report import last_rows, paste_rows, proposal_rows, text_rows
from tui.widgets.form_area import FormArea

_TOO_LONG = "The paste is longer than 64 kB: none of it was taken. Start with --report FILE."
_LEFT = (
    "{} of the report not looked at: y takes this one, n refuses it. b again leaves them, and they"
    " are forgotten."
)
_READ_ON = "Read on first: the words have not been on the screen whole."


class PasteArea(FormArea):
    """Rows that a paste can be put into."""

    def on_paste(self, event: events.Paste) -> None:
        """Hand the paste to the screen whole."""
        event.stop()
        screen = self.screen
        if isinstance(screen, ReportScreen):
            screen.pasted(event.text)


class ReportScreen(TimedPage):
    """First a field to paste into, then the proposals, then what is left for the user."""

    page_name = "report"

    def __init__(self, interview_session: InterviewSession, text: str = "") -> None:
        """Read a text into the session of an interview session; none yet where it is empty."""
        super().__init__(interview_session)
        self._intake: ReportIntake | None = None
        self._text = text
        self._fault = ""
        self._whole = False
        self._leaving = False

    def body(self) -> Iterable[Widget]:
        """One part, which takes a paste."""
        yield PasteArea(self._passed_on, id="text")

    def opened(self) -> None:
        """Ask for the text, or read the one that is there."""
        self.head("Report")
        self.query_one("#text").focus()
        self._fault = fault_of_words()
        if self._fault:
            self.say(self._fault)
        elif self._text:
            self.pasted(self._text)
        else:
            self.rows("#text").show(paste_rows())

    def on_screen_resume(self) -> None:
        """Restart the wait after another screen."""
        super().on_screen_resume()
        self.uncovered()

    def pasted(self, text: str, kind: str = "") -> None:
        """Read a text, unless another is being read."""
        if self._fault:
            self.say(self._fault)
        elif self._intake is not None:
            self.say("One report at a time: this one first.")
        elif len(text) > LONGEST_PASTE:
            self.say(_TOO_LONG)
        else:
            self._text = text
            intake = ReportIntake(self.interview_session, text, kind)
            self._refused(intake) if intake.reading.refused else self._begin(intake)

    def _begin(self, intake: ReportIntake) -> None:
        self._intake = intake
        self.say()
        self._draw()

    def _refused(self, intake: ReportIntake) -> None:
        """Say why nothing is read, and ask for the kind where that would help."""
        self.rows("#text").show(paste_rows(intake), top=True)
        self._kinds = intake.reading.kinds

    def action_kind(self, number: int) -> None:
        """Read the text as the kind of a digit."""
        kinds = self._kinds if self._intake is None else ()
        if 0 < number <= len(kinds):
            self.pasted(self._text, kinds[number - 1])

    def action_take(self) -> None:
        """Take the proposal, if it has been painted whole and the key is not held."""
        self._settle("take")

    def action_refuse(self) -> None:
        """Refuse the proposal."""
        self._settle("refuse")

    def action_whole(self) -> None:
        """Show the whole text, or the proposal again."""
        if self._intake is not None and self._intake.current is not None:
            self._whole = not self._whole
            self._draw()

    def action_back(self) -> None:
        """Go back from the whole text, or out; what was not looked at is forgotten."""
        left = self._intake.count if self._intake is not None else 0
        if self._whole:
            self.action_whole()
        elif left and not self._leaving:
            self._leaving = True
            self.say(_LEFT.format(left))
        else:
            self.close()

    def _passed_on(self, event: events.Key) -> bool:
        """Leave each key to the page, but one that ends the wait for one that is held."""
        if self.heard(event):
            return False
        self.refuse()
        return True

    def _settle(self, how: str) -> None:
        intake = self._intake
        if intake is None or intake.current is None or self._whole:
            return
        if self.too_soon():
            return
        if not self.rows("#text").seen_whole:
            self.say(_READ_ON)
        else:
            self.settle(how, partial(self._store, how))

    def _store(self, how: str) -> None:
        if self._intake is not None:
            (self._intake.take if how == "take" else self._intake.refuse)()
            self._draw()
            self.say(self.interview_session.fault)

    def footer(self, width: int) -> str:
        """The keys that do something now; without a proposal there is nothing to take."""
        proposed = self._intake is not None and self._intake.current is not None
        without = () if proposed else ("take", "refuse", "whole")
        return footer(self.page_name, width, ("take", "refuse") if self._whole else without)

    def _draw(self) -> None:
        """Show the whole text, the proposal, or what is left after the last."""
        intake = self._intake
        if intake is None:
            return
        proposal = intake.current
        if self._whole:
            rows = text_rows(intake)
        else:
            rows = proposal_rows(intake, proposal) if proposal else last_rows(intake)
        self._leaving = False
        self.rows("#text").show(rows, top=True)
        self.show_keys(self.size.width)
        self._timing.shown()
        self.pin()
