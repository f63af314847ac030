"""*What if* on plain lines: other answers in a copy, and the advice that they would give."""

from __future__ import annotations

from functools import partial

from tui.forms.form import Answered, QuestionForm
from tui.plain.commands import commands
from tui.plain.host import Host
from tui.plain.question import hear
from tui.plain.session_base import SessionLines
from tui.rows.list_entries import Numbered
from tui.state.interview_session import InterviewSession
from tui.views import page_texts
from tui.views.what_if import UNCHANGED, WhatIf


class WhatIfLines(SessionLines):
    """The answers, numbered, or the question of one of them."""

    words = commands("what_if", "list difference again adopt back help")

    def __init__(self, host: Host, interview_session: InterviewSession) -> None:
        """Try other answers than those of an interview session."""
        super().__init__(host, interview_session)
        self._trial = WhatIf(interview_session)

    def opened(self) -> None:
        """Read the answers out."""
        self.head("What if. Nothing is saved")
        self._list()

    def legal(self) -> str:
        """The legal answers to the question, or the legal numbers."""
        return self.form.legal_lines if self.form else "the number of the answer to change"

    def answer(self, line: str) -> bool:
        """Take a line as the answer to the question, or as the number of one."""
        if self.form is not None:
            return self._answered(self.form, line)
        return super().answer(line)

    def chosen(self, picked: str) -> None:
        """Ask the question of a number."""
        if (form := self._trial.ask(picked)) is not None:
            self.form = form
            self.say("For this copy alone:")
            self.tell(form.lines())
        else:
            self.refuse(page_texts.NOT_ASKED_NOW)

    def do_list(self, _: str) -> None:
        """Say the answers again."""
        self.form = None
        self._list()

    def do_difference(self, _: str) -> None:
        """Say what would be otherwise."""
        self.rows(self._trial.difference())

    def do_again(self, _: str) -> None:
        """Discard the trial answers."""
        self.form = None
        self._trial.begin_again()
        self._number()
        self.say(UNCHANGED)

    def do_adopt(self, _: str) -> None:
        """Offer to take the tried answers over."""
        if self.form is not None:
            self.refuse("Answer the question first, or leave it with back.")
        elif self.interview_session.read_only:
            self.refuse(self.interview_session.fault)
        elif self._trial.changed:
            question = f"y stores {self._trial.count} in the session; anything else does not."
            self.ask(question, partial(self.change, self._adopt))
        else:
            self.refuse("Nothing is changed yet. The number of an answer changes it.")

    def do_back(self, _: str) -> None:
        """Leave the question, or go back to the plan; ask first when something was tried."""
        if self.form is not None:
            if self.form.back():
                self.tell(self.form.lines())
            else:
                self.do_list("")
        elif self._trial.changed:
            self.ask(
                f"y discards {self._trial.count}; anything else stays here. adopt takes them over.",
                self.host.close,
            )
        else:
            self.host.close()

    def _answered(self, form: QuestionForm, line: str) -> bool:
        result = hear(self, form, line)
        if isinstance(result, Answered):
            self.form = None
            self._trial.scratch.answer(result.values, typed=result.typed)
            self._number()
            self.tell(self._changes())
            self.rows(self._trial.difference())
        return bool(result)

    def _adopt(self) -> None:
        count = self._trial.count
        self._trial.adopt()
        self.done(f"Stored: {count}.")
        self.host.close()

    def _changes(self) -> list[str]:
        """The lines of the answers that are changed here, with their heading."""
        changed = len(self._trial.changed)
        return self.numbered.lines[: changed + 1] if changed else [UNCHANGED]

    def _number(self) -> None:
        self.numbered = Numbered(self._trial.entries())

    def _list(self) -> None:
        self._number()
        self.tell(self.numbered.lines)
