"""The questions that a user who knows the forms expects next, and so may answer ahead."""

from __future__ import annotations

from engine.model.form import Form
from tui.state.interview_session import InterviewSession


class Announced:
    """Follows the questions of an interview session as they are asked."""

    def __init__(self, interview_session: InterviewSession) -> None:
        """Announce nothing yet: the first form has to be on the screen and readable."""
        self._session = interview_session
        self._form: Form | None = None
        self._next: Form | None = None
        self._flags: object = interview_session.red_flags

    def asked(self) -> bool:
        """Take note of the question that is asked now; return whether it was announced.

        It was where it is of the form at hand, or of the form that was named as the next one when
        this one began. An answer that brings a red flag announces nothing: its words are read
        first.
        """
        session, order = self._session, self._session.order
        question, flags = session.question, self._flags
        self._flags = session.red_flags
        if question is None:
            return False
        form = order.form_of(question)
        announced = form is not None and form in (self._form, self._next)
        if form != self._form:
            self._next = order.next_form(session.interview_state, question)
        self._form = form
        return announced and self._flags == flags
