"""The base of plain pages about one interview session: pinned lines, ways to the other pages."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from functools import partial
from typing import ClassVar

from data.session.events import WORDS_LENGTH
from tui.forms.form import QuestionForm
from tui.plain import announcements
from tui.plain.base import LinePage
from tui.plain.export import export
from tui.plain.host import Host, PageName
from tui.rows.row import TextRow
from tui.state.interview_session import InterviewSession
from tui.views import page_texts
from tui.views.advice_panel import next_step_words


class SessionLines(LinePage):
    """A page about an interview session.

    Attributes:
        replaced: whether another page takes its place, so that the questions stay below.
        form: the question that it asks; None without one.
    """

    replaced: ClassVar[bool] = True
    form: QuestionForm | None = None

    def __init__(self, host: Host, interview_session: InterviewSession) -> None:
        """Say something of an interview session."""
        super().__init__(host)
        self.interview_session = interview_session
        interview_session.refresh()

    def head(self, title: str, items: Collection[str] | None = None) -> None:
        """Say where this is, and what is pinned to every page.

        Args:
            title: of the page.
            items: what it says of the content, for its review status; None for none of it.
        """
        session = self.interview_session.session
        self.say("")
        self.say(f"{title}. Session {session.id}. {session.label}".rstrip())
        workspace = self.host.workspace
        self.tell(workspace.said_first if items is None else workspace.banners_of(items))
        self.tell(announcements.pinned_lines(self.interview_session))
        self.lead()

    def lead(self) -> None:
        """Say the next step."""
        self.tell(filter(None, [next_step_words(self.interview_session)]))

    def rows(self, rows: Iterable[TextRow]) -> None:
        """Say rows."""
        self.tell(filter(None, (row.aloud for row in rows)))

    def leaves_open(self, line: str | None) -> bool:
        """An entry that is asked for again is left open by all that does not confirm it."""
        form = self.form.asking if self.form else None
        if form is None or not form.confirming:
            return super().leaves_open(line)
        return line is None or not form.confirms(line)

    def done(self, said: str) -> None:
        """Say what is done; refuse the line where the session takes no more steps."""
        if self.interview_session.read_only:
            self.refuse(self.interview_session.fault or said)
        else:
            self.say(self.interview_session.fault or said)

    def may_leave(self, _: str) -> bool:
        """Return whether nothing is lost by leaving the page with this word."""
        return True

    def go_to(self, key: str, otherwise: str) -> None:
        """Go to the question of a finding, or say why not."""
        if self.interview_session.go_to(key):
            self.host.close()
        else:
            self.refuse(otherwise)

    def show(self, name: PageName, *about: object) -> None:
        """Open a page about the session, unless something would be lost by that."""
        if self.may_leave(name):
            self.host.show(name, self.interview_session, *about, instead=self.replaced)

    def do_plan(self, _: str) -> None:
        """Open the plan."""
        self.show("plan")

    def do_answers(self, _: str) -> None:
        """Open all answers."""
        self.show("answers")

    def do_review(self, _: str) -> None:
        """Open the review."""
        self.show("review")

    def do_undo(self, _: str) -> None:
        """Take the last step back."""
        if not self.may_leave("undo"):
            return
        if self.interview_session.session.state.undoable:
            self.change(self._undo)
        else:
            self._undo()

    def change(self, then: Callable[[], None]) -> None:
        """Change the session; a finished one only if the next line says so."""
        if self.interview_session.closed:
            self.ask(page_texts.REOPEN, partial(self._reopen, then), page_texts.STAYS_FINISHED)
        else:
            then()

    def _reopen(self, then: Callable[[], None]) -> None:
        self.interview_session.reopen()
        then()

    def _undo(self) -> None:
        undone = self.interview_session.undo()
        if not undone:
            self.refuse(self.interview_session.fault or page_texts.taken_back(undone))
            return
        self.done(page_texts.taken_back(undone))
        if not self.interview_session.fault:
            self.opened()

    def do_search(self, typed: str) -> None:
        """Search; what is half entered here is said first."""
        if self.may_leave("find"):
            super().do_search(typed)

    def do_widen(self, _: str) -> None:
        """Ask about the whole pathway from here on."""
        if self.interview_session.order.focus is None:
            self.refuse(page_texts.NO_FOCUS)
        elif self.may_leave("everything"):
            self.interview_session.widen()
            self.done(page_texts.WIDENED)
            self.widened()

    def widened(self) -> None:
        """Go on where more is asked now."""
        self.opened()

    def do_note(self, words: str) -> None:
        """Keep a note."""
        if not words:
            self.refuse("Type note and your own words. Do not use a name.")
        elif len(words) > WORDS_LENGTH:
            self.refuse(page_texts.too_long("A note", WORDS_LENGTH))
        else:
            self.interview_session.note(words)
            self.done("The note is kept; it changes no advice.")

    def do_export(self, words: str) -> None:
        """Write the summary to a file."""
        export(self, self.interview_session, words)

    def do_finish(self, _: str) -> None:
        """Open the review, which finishes the session."""
        self.do_review("")

    def do_home(self, _: str) -> None:
        """Go back to the list of sessions; ask first when answers would be lost."""
        interview_session = self.interview_session
        if not self.may_leave("quit"):
            return
        interview_session.save_draft()
        if interview_session.fault and not interview_session.read_only:
            self.ask(
                f"{interview_session.fault} y leaves without what is not saved.",
                self.host.home,
            )
            return
        self.say(interview_session.fault or page_texts.left(interview_session))
        self.host.home()
