"""The questions that a user who knows the forms expects next, and so may answer ahead."""

from __future__ import annotations

from engine.model.form import Form
from tui.state.interview_session import InterviewSession


class Announced:
    """Follows the questions of an interview session as they are asked.

    Attributes:
        named: whether the first form was named and is not asked yet.
    """

    def __init__(self, interview_session: InterviewSession, *, named: bool) -> None:
        """Begin; the first form has to be on the screen and readable, unless it was named.

        Args:
            interview_session: whose questions these are.
            named: whether the page before named the first form.
        """
        self._session = interview_session
        self._form: Form | None = None
        first = interview_session.question if named else None
        self._next = interview_session.order.form_of(first)
        self.named = named
        self._flags: object = interview_session.red_flags

    def form_is_done(self) -> None:
        """Expect the form that was named as the next one, and no question of this one."""
        self._form = None

    def asked(self) -> bool:
        """Take note of the question that is asked now; return whether it was announced.

        It was where it is of the form at hand, or of the form that was named as the next one when
        this one began. An answer that brings a red flag announces nothing: its words are read
        first.
        """
        session, order = self._session, self._session.order
        question, flags, self.named = session.question, self._flags, False
        self._flags = session.red_flags
        if question is None:
            return False
        form = order.form_of(question)
        announced = form is not None and form in (self._form, self._next)
        if form != self._form:
            self._next = order.next_form(session.interview_state, question)
        self._form = form
        return announced and self._flags == flags
