"""*What if*: other answers in a copy, and their advice beside the present advice."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Final

from textual import events
from textual.widget import Widget

from tui.forms.form import Answered, QuestionForm
from tui.keys.keys import key_of
from tui.screens.session_base import SessionPage
from tui.state.interview_session import InterviewSession
from tui.views.what_if import UNCHANGED, WhatIf
from tui.widgets.form_area import FormArea, pressed
from tui.widgets.picker import Picker
from tui.widgets.rows import RowsView

_UNKNOWN: Final = key_of("what_if", "not_known")
_BACK: Final = key_of("what_if", "back")
_ADOPT: Final = key_of("what_if", "adopt")


class WhatIfScreen(SessionPage):
    """The answers above, or the question of one; below, what would be gained, lost and moved."""

    DEFAULT_CSS = """
    WhatIfScreen #answers, WhatIfScreen #asked { height: 1fr; min-height: 2; }
    WhatIfScreen #asked { display: none; }
    WhatIfScreen.-asking #asked { display: block; }
    WhatIfScreen.-asking #answers { display: none; }
    WhatIfScreen #difference { height: 1fr; min-height: 2; }
    """
    page_name = "what_if"
    longest = "#difference"

    def __init__(self, interview_session: InterviewSession) -> None:
        """Try other answers than those of an interview session."""
        super().__init__(interview_session)
        self._trial = WhatIf(interview_session)
        self._form: QuestionForm | None = None
        self._leaving = ""

    def body(self) -> Iterable[Widget]:
        """The answers, the question of one of them, the difference."""
        yield Picker[str](self._moved, id="answers")
        yield FormArea(self.take, id="asked")
        yield RowsView(id="difference")

    def opened(self) -> None:
        """Show the answers, none of them changed yet."""
        self.head("WHAT IF - nothing is saved")
        self.picker.focus()
        self._fill()

    def on_resize(self, event: events.Resize) -> None:
        """Lay the difference out anew."""
        super().on_resize(event)
        self._compare()

    @property
    def pending(self) -> bool:
        """Return whether something was tried that leaving forgets."""
        return bool(self._trial.changed)

    def take(self, event: events.Key) -> bool:
        """Hand a key to the form; return whether the form used it."""
        if self._form is None:
            return False
        self._form.seen = self.rows("#asked").seen_whole
        return self._took(self._form.press(pressed(event)))

    def action_change(self) -> None:
        """Ask the question of what is under the cursor, or adopt if that was just offered."""
        if self._leaving == "a":
            self.host.confirmations.confirm(partial(self.change, self._adopt))
            return
        picked = self.picker.picked
        form = self._trial.ask(picked) if picked is not None else None
        if form is None:
            return
        self._form = form
        self.add_class("-asking")
        self.query_one("#asked").focus()
        self.rows("#asked").show(form.rows(), top=True)
        self.say(f"Answer for this copy alone; {_UNKNOWN} not known; {_BACK} back to the answers.")

    def action_not_known(self) -> None:
        """Try the answer "not known"."""
        self._leaving = ""
        if self._form is not None:
            self._took(self._form.not_known())

    def action_again(self) -> None:
        """Discard the trial answers."""
        if self._form is not None:
            return
        self._trial.begin_again()
        self._fill()
        self.say(UNCHANGED)

    def action_adopt(self) -> None:
        """Offer to take the tried answers over; another key confirms, so a held one does not."""
        if self._form is not None:
            return
        if self.interview_session.read_only:
            self.say(self.interview_session.fault)
        elif self._trial.changed:
            self._leaving = "a"
            self.host.confirmations.offer()
            self.say(f"Enter stores {self._trial.count} in the session; any other key does not.")
        else:
            self.say("Nothing is changed yet. Enter changes the answer under the cursor.")

    def action_back(self) -> None:
        """Leave the question, or go back to the plan; ask first when something was tried."""
        if self._form is not None:
            if self._form.back():
                self.rows("#asked").show(self._form.rows(), top=True)
            else:
                self._stop_asking()
        elif self._trial.changed and self._leaving != "b":
            self._leaving = "b"
            self.say(f"{_BACK} again discards {self._trial.count}; {_ADOPT} adopts.")
        else:
            self.close()

    @property
    def paged(self) -> str:
        """The question that is asked, which is read to its end; else the difference."""
        return self.longest if self._form is None else "#asked"

    def action_page(self, direction: int) -> None:
        """Show more of it."""
        self._leaving = ""
        super().action_page(direction)

    def _adopt(self) -> None:
        """Store what was tried."""
        self._trial.adopt()
        self.close()

    def _moved(self, _: str | None) -> None:
        self._leaving = ""

    def _took(self, result: Answered | bool) -> bool:
        if isinstance(result, Answered):
            self._trial.scratch.answer(result.values, typed=result.typed)
            self._stop_asking()
        elif result and self._form is not None:
            self.rows("#asked").show(self._form.rows())
        return result is not False

    def _stop_asking(self) -> None:
        self._form = None
        self.remove_class("-asking")
        self.picker.focus()
        self.say()
        self._fill()

    def _fill(self) -> None:
        self.picker.fill(self._trial.entries(self.size.width), at=self.picker.picked)
        self._compare()

    def _compare(self) -> None:
        self.rows("#difference").show(self._trial.difference(self.size.width), top=True)
