"""Numbered lists on plain lines: all answers, the review, the map."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Final

from tui.plain.commands import ALWAYS, commands
from tui.plain.host import Host
from tui.plain.session_base import SessionLines
from tui.rows.list_entries import Entry, Numbered
from tui.state.interview_session import InterviewSession
from tui.views import page_texts
from tui.views.answers import ASIDE, answer_entries
from tui.views.charts import chart_entries
from tui.views.pathway_map import Node, node_rows, pathway_tree, tree_entries
from tui.views.review import NO_QUESTION, review_entries

_NUMBERED: Final = "the number of a line to go to its question"


class QuestionsLines(SessionLines):
    """A list of findings and questions; a number goes to the question."""

    title: ClassVar[str]
    otherwise: ClassVar[str]
    """The message for an entry that leads to no question."""

    def entries(self) -> Iterator[Entry[str]]:
        """The entries of the list."""
        raise NotImplementedError

    def opened(self) -> None:
        """Say the list."""
        self.head(self.title)
        self.numbered = Numbered(self.entries())
        self.tell(self.numbered.lines)

    def legal(self) -> str:
        """The legal numbers, if there are any."""
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
        """The points that a second reader would ask about, then the charts in words."""
        yield from review_entries(self.interview_session)
        yield from chart_entries(self.host.workspace, self.interview_session)

    def opened(self) -> None:
        """Say the list."""
        super().opened()
        if self.interview_session.session.finished:
            self.say(page_texts.FINISHED)

    def do_finish(self, _: str) -> None:
        """Finish the session and go back to the list."""
        self.interview_session.finish()
        if self.interview_session.fault:
            self.refuse(self.interview_session.fault)
        else:
            self.say(page_texts.finished(self.interview_session.session.id))
            self.host.home()


class MapLines(SessionLines):
    """The tree of the pathway, and the way that the answers take."""

    words = commands("pathway_map", f"back {ALWAYS}")

    def __init__(self, host: Host, interview_session: InterviewSession) -> None:
        """Keep the way: it does not change on this page."""
        super().__init__(host, interview_session)
        tree = pathway_tree(interview_session)
        self.numbered = Numbered(tree_entries(tree, {branch.key for branch in tree}))

    def opened(self) -> None:
        """Say the way."""
        self.head("Map of the pathway, in the order in which it decides")
        self.tell(self.numbered.lines)

    def legal(self) -> str:
        """A number."""
        return "the number of a line to hear it in full"

    def chosen(self, picked: Node) -> None:
        """Say a place on it."""
        self.rows(node_rows(self.interview_session.compiled.pathway, picked))
