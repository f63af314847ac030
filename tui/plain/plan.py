"""The plan on plain lines: advice, reasons, counterfactuals and decisions."""

from __future__ import annotations

from functools import partial
from typing import Final

from data.content.review import page_items
from data.session.events import EventKind
from data.wording.advice_words import REFUSAL, numbered_reasons
from data.wording.reasons import Reasons
from engine.advice.interview import Question
from tui.keys.keys import word_of
from tui.plain.commands import ALWAYS, commands
from tui.plain.host import Host
from tui.plain.session_base import SessionLines
from tui.rows.list_entries import Numbered
from tui.state.decision_checks import (
    accept_question,
    accept_rest,
    reason_fault,
    reason_of,
    undecidable,
)
from tui.state.interview_session import InterviewSession
from tui.views import page_texts
from tui.views.ending import ending
from tui.views.follow_up import follow_up_page
from tui.views.plan import Piece, code_of, other_entries, plan_entries
from tui.views.plan_sides import Side, view_rows

_SAYS: Final = {
    EventKind.ACCEPTED: ("accept", "perhaps a note"),
    EventKind.DECLINED: ("decline", "the reason"),
    EventKind.OVERRIDDEN: ("override", "what is done instead and why"),
}


class PlanLines(SessionLines):
    """All pieces of the plan, numbered."""

    words = commands(
        "plan",
        "why all change sources accept accept_rest decline override go others what_if map since"
        f" answers review finish undo list back widen {ALWAYS}",
    )
    title = "Plan"

    def __init__(self, host: Host, interview_session: InterviewSession, message: str = "") -> None:
        """Say what is advised in an interview session."""
        super().__init__(host, interview_session)
        self._message = message
        self._read = -1
        self._reasons: Reasons | None = None
        self._first = Numbered[Piece](())

    def opened(self) -> None:
        """Read the plan out."""
        interview_session = self.interview_session
        self._reasons = Reasons(
            interview_session.compiled,
            interview_session.interview_state.active,
            interview_session.advice.facts,
        )
        self._read = len(interview_session.session.events)
        state = ", finished" * interview_session.session.finished
        self.head(f"{self.title}{state}", page_items(interview_session.advice))
        if self._message:
            self.say(self._message)
        self._number()
        self._read_out(whole=False)

    def lead(self) -> None:
        """Say nothing yet: below a list so long the next step stays in sight."""

    def close(self) -> None:
        """Say the next step, and how many questions are left once it is found."""
        super().lead()
        self.tell(filter(None, [ending(self.interview_session, word_of("plan", "back"))]))

    def resumed(self) -> None:
        """Read it out again only where something was done meanwhile."""
        if self._read == len(self.interview_session.session.events):
            self.say("")
            self.say("Back at the plan, which is as it was. list reads it out again.")
        else:
            self.opened()

    def legal(self) -> str:
        """A number."""
        return "the number of a line to hear it in full" if len(self.numbered) else ""

    def chosen(self, picked: Piece) -> None:
        """Say all of one piece."""
        self._tell(picked, Side.FULL)

    def do_why(self, number: str) -> None:
        """Say why it holds, or does not."""
        self._look(number, "why", Side.WHY)

    def do_change(self, number: str) -> None:
        """Say what would change it."""
        self._look(number, "change", Side.CHANGE)

    def do_sources(self, number: str) -> None:
        """Say on whose word it stands."""
        self._look(number, "sources", Side.SOURCES)

    def do_accept(self, words: str) -> None:
        """Accept one piece."""
        self._decide(words, EventKind.ACCEPTED)

    def do_decline(self, words: str) -> None:
        """Decline one."""
        self._decide(words, EventKind.DECLINED)

    def do_accept_rest(self, _: str) -> None:
        """Ask before all that is left is accepted."""
        question = accept_question(self.interview_session)
        if self.interview_session.read_only or not question:
            self.refuse(self.interview_session.fault or page_texts.ALL_DECIDED)
        else:
            self.ask(question, partial(self.change, self._accept_rest))

    def _accept_rest(self) -> None:
        self._recorded(f"{accept_rest(self.interview_session)} undo takes it back.")

    def do_override(self, words: str) -> None:
        """Do something else, or do it though it is withheld."""
        self._decide(words, EventKind.OVERRIDDEN)

    def do_go(self, number: str) -> None:
        """Go to the question that a number asks."""
        piece = self.picked(number, "go")
        if isinstance(piece, Question):
            self.go_to(piece.key, page_texts.NOT_ASKED_NOW)
        elif piece is not None:
            self.refuse("That line asks no question.")

    def do_others(self, _: str) -> None:
        """Go on to what is not advised."""
        self.host.show("not_advised", self.interview_session)

    def do_what_if(self, _: str) -> None:
        """Try other answers in a copy."""
        self.host.show("what_if", self.interview_session)

    def do_map(self, _: str) -> None:
        """Say the way through the pathway, unless what it gives is refused."""
        if self.interview_session.advice.refused:
            self.refuse(REFUSAL)
        else:
            self.host.show("pathway_map", self.interview_session)

    def do_since(self, _: str) -> None:
        """Say what changed since the last session of the patient."""
        found = follow_up_page(self.host.workspace, self.interview_session)
        if isinstance(found, str):
            self.refuse(found)
            return
        title, rows = found
        self.say(f"{title}:")
        self.rows(rows)

    def do_list(self, _: str) -> None:
        """Say the list again."""
        self.opened()

    def do_back(self, _: str) -> None:
        """Go back to the questions: the current one, or the last one answered."""
        if self.interview_session.question is None:
            self.interview_session.go_back()
        self.host.close()

    def widened(self) -> None:
        """Go back to the questions."""
        self.host.close()

    def do_all(self, _: str) -> None:
        """Say the whole plan."""
        self._read_out(whole=True)

    def _read_out(self, *, whole: bool) -> None:
        """Say the answer, what else there is or all of it, and the next step at the end."""
        lines, first = self.numbered.lines, self._first
        self.tell(lines if whole else lines[: len(first.lines)])
        if lines[len(first.lines) :] and not whole:
            numbers = f"{len(first) + 1} to {len(self.numbered)}"
            titles = "; ".join(self.numbered.titles[len(first.titles) :])
            self.say(f"Lines {numbers} go beyond the answer; all says them: {titles}.")
        self.close()

    def _number(self) -> None:
        answer, beyond = plan_entries(self.host.workspace, self.interview_session)
        self._first, self.numbered = Numbered(answer), Numbered([*answer, *beyond])

    def _look(self, number: str, word: str, view: Side) -> None:
        """Say one side of the piece of a number."""
        piece = self.picked(number, word)
        if piece is not None:
            self._tell(piece, view)

    def _tell(self, piece: Piece, view: Side) -> None:
        """Say one side of a piece; one that is no recommendation has fewer."""
        if self._reasons is None:
            return
        shown = view if code_of(piece) or view is Side.SOURCES else Side.FULL
        self.rows(
            view_rows(piece, shown, self.host.workspace, self.interview_session, self._reasons)
        )

    def _decide(self, words: str, kind: EventKind) -> None:
        """Record a decision on the piece of a number, and read it back."""
        number, _, reason = words.partition(" ")
        word, more = _SAYS[kind]
        piece = self.numbered.find(number)
        if piece is None:
            last = len(self.numbered)
            self.refuse(f"Type {word}, a number and {more}; the numbers go from 1 to {last}.")
            return
        code = code_of(piece)
        fault = undecidable(self.interview_session, code, kind)
        if code is None or fault:
            self.refuse(fault)
            return
        offered = self.host.workspace.content.summary.decisions.reasons
        reason = reason_of(kind, offered, reason.strip())
        if fault := reason_fault(kind, reason):
            line, listed = f"{word} {number}", "; ".join(numbered_reasons(offered))
            offer = f", or {line} and one of these numbers, such as {line} 1: {listed}"
            self.refuse(
                f"{fault} Type {line} and {more}{offer * (kind is not EventKind.ACCEPTED)}."
            )
        else:
            self.change(partial(self._record, code, kind, reason))

    def _record(self, code: str, kind: EventKind, reason: str) -> None:
        self.interview_session.decide(code, kind, reason)
        title = self.interview_session.compiled.pathway.recommendations[code].title
        said = f": {reason}" if reason else ""
        self._recorded(f"Recorded as {kind.value}: {title}{said}. undo takes it back.")

    def _recorded(self, said: str) -> None:
        """Say what is recorded, and once that no initials stand beside it."""
        self.done(said)
        if self.host.workspace.asks_author and self.host.attended:
            self.host.workspace.asks_author = False
            self.say(page_texts.NO_AUTHOR)
        self._number()
        self._read = len(self.interview_session.session.events)


class OthersLines(PlanLines):
    """Recommendations that are not advised, numbered; a number says why not."""

    title = "Not advised, and why not"
    words = commands("not_advised", f"change sources override list back {ALWAYS}")

    def legal(self) -> str:
        """A number."""
        return "the number of a line to hear why not" if len(self.numbered) else ""

    def chosen(self, picked: Piece) -> None:
        """Say why one is not advised."""
        self._tell(picked, Side.WHY)

    def do_back(self, _: str) -> None:
        """Go back to the plan."""
        self.host.close()

    def close(self) -> None:
        """Say the next step alone: back leads to the plan from here."""
        SessionLines.lead(self)

    def _number(self) -> None:
        self._first = self.numbered = Numbered(other_entries(self.interview_session))
