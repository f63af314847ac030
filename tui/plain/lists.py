"""Lists on lines whose numbers lead on: all answers, the review, the map."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Final

from engine.advice.route import Stop
from tui.plain.commands import ALWAYS, commands
from tui.plain.host import Host
from tui.plain.session_base import SessionLines
from tui.rows.list_entries import Entry, Numbered
from tui.state.interview_session import InterviewSession
from tui.views import page_texts
from tui.views.answers import ASIDE, answer_entries
from tui.views.pathway_map import section_rows, stop_entry, stops_of
from tui.views.review import FINISHED, NO_QUESTION, review_entries

_NUMBERED: Final = "the number of a line to go to its question"


class QuestionsLines(SessionLines):
    """A list of findings and questions; a number goes to the question."""

    title: ClassVar[str]
    otherwise: ClassVar[str]
    """What is said where a line leads to no question."""

    def entries(self) -> Iterator[Entry[str]]:
        """What is listed."""
        raise NotImplementedError

    def opened(self) -> None:
        """Read the list out."""
        self.head(self.title)
        self.numbered = Numbered(self.entries())
        self.tell(self.numbered.lines)

    def legal(self) -> str:
        """A number, where there is one."""
        return _NUMBERED if len(self.numbered) else ""

    def chosen(self, picked: str) -> None:
        """Go to the question of a number."""
        self.go_to(picked, self.otherwise)


class AnswersLines(QuestionsLines):
    """All answers."""

    title = page_texts.ALL_ANSWERS
    otherwise = ASIDE
    words = commands("answers", f"back plan review {ALWAYS}")

    def entries(self) -> Iterator[Entry[str]]:
        """The findings by what is known of them."""
        return answer_entries(self.interview_session)


class ReviewLines(QuestionsLines):
    """The review before the end, and the end."""

    title = page_texts.REVIEW
    otherwise = NO_QUESTION
    words = commands("review", f"finish back plan answers {ALWAYS}")

    def entries(self) -> Iterator[Entry[str]]:
        """What a second pair of eyes would ask about."""
        return review_entries(self.interview_session)

    def opened(self) -> None:
        """Read the list out."""
        super().opened()
        if self.interview_session.session.finished:
            self.say(FINISHED)

    def do_finish(self, _: str) -> None:
        """Mark the session as finished and go back to the list."""
        self.interview_session.finish()
        if self.interview_session.fault:
            self.say(self.interview_session.fault)
        else:
            self.say(page_texts.finished(self.interview_session.session.id))
            self.host.home()


class MapLines(SessionLines):
    """The sections of the pathway, and the way that the answers take."""

    words = commands("pathway_map", f"back {ALWAYS}")

    def __init__(self, host: Host, interview_session: InterviewSession) -> None:
        """The way does not change while it is looked at."""
        super().__init__(host, interview_session)
        self.numbered = Numbered(map(stop_entry, stops_of(interview_session)))

    def opened(self) -> None:
        """Read the way out."""
        self.head("Map of the pathway, in the order in which it decides")
        self.tell(self.numbered.lines)

    def legal(self) -> str:
        """A number."""
        return "the number of a section to hear when it applies and what it gives"

    def chosen(self, picked: Stop) -> None:
        """Read a section out."""
        self.rows(section_rows(self.interview_session.compiled.pathway, picked))
