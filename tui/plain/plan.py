"""The plan on lines: what is advised, why, what would change it, and what is decided on it."""

from __future__ import annotations

from typing import ClassVar, Final

from data.content.review import page_items
from data.session.events import EventKind
from data.wording.phrases import REFUSAL
from data.wording.reasons import Reasons
from engine.advice.interview import Question
from tui.plain.commands import Command, word
from tui.plain.host import Host
from tui.plain.session_base import ALWAYS, ANSWERS, BACK, FINISH, REVIEW, UNDO, SessionLines
from tui.rows.list_entries import Numbered
from tui.state.decision_checks import reason_fault, undecidable
from tui.state.interview_session import InterviewSession
from tui.views.changes_since import FIRST, since_rows, since_title
from tui.views.plan import Piece, code_of, other_entries, plan_entries
from tui.views.plan_sides import Side, view_rows

_SAYS: Final = {
    EventKind.ACCEPTED: "accept, a number and perhaps a note",
    EventKind.DECLINED: "decline, a number and the reason",
    EventKind.OVERRIDDEN: "override, a number, and what is done instead and why",
}
_OTHERS: Final = word("not n", "what is not advised, and why not", action="others", often=True)


class PlanLines(SessionLines):
    """All pieces of the plan, numbered."""

    words: ClassVar[tuple[Command, ...]] = (
        word("why w", "the fewest answers that force it", takes="NUMBER", often=True),
        word("change v", "what would change it: the nearest other answers", takes="NUMBER"),
        word("sources s", "strength, review, where bodies disagree", takes="NUMBER"),
        word("accept a", "accept it; stored and exported", takes="NUMBER [NOTE]", often=True),
        word("decline d", "decline it, with a reason", takes="NUMBER REASON", often=True),
        word("override o", "override it, with a reason", takes="NUMBER REASON", often=True),
        word("go", "to the question that a number asks", takes="NUMBER"),
        _OTHERS,
        word("try t", "what if: try other answers in a copy", action="what_if", often=True),
        word("map m", "map of the pathway, and the way these answers take"),
        word("since c", "what changed since the last session"),
        ANSWERS,
        REVIEW,
        FINISH,
        UNDO,
        word("list l", "this list again"),
        BACK,
        *ALWAYS,
    )
    title = "Plan"

    def __init__(self, host: Host, interview_session: InterviewSession, message: str = "") -> None:
        """Say what is advised in an interview session."""
        super().__init__(host, interview_session)
        self._message = message
        self._read = -1
        self._numbered: Numbered[Piece] = Numbered(())
        self._reasons: Reasons | None = None

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
        self.tell(self._numbered.lines)

    def resumed(self) -> None:
        """Read it out again only where something was done meanwhile."""
        if self._read == len(self.interview_session.session.events):
            self.say("")
            self.say("Back at the plan, which is as it was. list reads it out again.")
        else:
            self.opened()

    def legal(self) -> str:
        """A number."""
        return "the number of a line to hear it in full" if len(self._numbered) else ""

    def answer(self, line: str) -> bool:
        """Say all of one piece."""
        if not line.strip().isdecimal():
            return False
        self._look(line, Side.FULL)
        return True

    def do_why(self, number: str) -> None:
        """Say why it holds, or does not."""
        self._look(number, Side.WHY)

    def do_change(self, number: str) -> None:
        """Say what would change it."""
        self._look(number, Side.CHANGE)

    def do_sources(self, number: str) -> None:
        """Say on whose word it stands."""
        self._look(number, Side.SOURCES)

    def do_accept(self, words: str) -> None:
        """Accept one piece."""
        self._decide(words, EventKind.ACCEPTED)

    def do_decline(self, words: str) -> None:
        """Decline one."""
        self._decide(words, EventKind.DECLINED)

    def do_override(self, words: str) -> None:
        """Do something else, or do it though it is withheld."""
        self._decide(words, EventKind.OVERRIDDEN)

    def do_go(self, number: str) -> None:
        """To the question that a number asks."""
        piece = self._piece(number, "go")
        if isinstance(piece, Question):
            self.go_to(piece.key, "Its question does not apply now.")
        elif piece is not None:
            self.say("That line asks no question.")

    def do_others(self, _: str) -> None:
        """On to what is not advised."""
        self.host.show("not_advised", self.interview_session)

    def do_what_if(self, _: str) -> None:
        """Try other answers in a copy."""
        self.host.show("what_if", self.interview_session)

    def do_map(self, _: str) -> None:
        """Say the way through the pathway, unless what it gives is refused."""
        if self.interview_session.advice.refused:
            self.say(REFUSAL)
        else:
            self.host.show("pathway_map", self.interview_session)

    def do_since(self, _: str) -> None:
        """Say what changed since the last session of the patient."""
        before = self.host.workspace.previous(self.interview_session)
        if before is None or isinstance(before, str):
            self.say(before or FIRST)
        else:
            self.say(f"{since_title(before)}:")
            self.rows(since_rows(before, self.interview_session))

    def do_list(self, _: str) -> None:
        """Say the list again."""
        self.opened()

    def do_back(self, _: str) -> None:
        """Back to the questions: the one at hand, or the last one answered."""
        if self.interview_session.question is None:
            self.interview_session.go_back()
        self.host.close()

    def _number(self) -> None:
        self._numbered = Numbered(plan_entries(self.host.workspace.content, self.interview_session))

    def _piece(self, number: str, word: str) -> Piece | None:
        """The piece of a number; says which numbers there are where it is none."""
        piece = self._numbered.find(number.strip())
        if piece is None:
            say = f"Type {word} and a number from 1 to {len(self._numbered)}." if word else ""
            self.say(say or f"The numbers go from 1 to {len(self._numbered)}.")
        return piece

    def _look(self, number: str, view: Side) -> None:
        """Say one side of the piece of a number."""
        word = "" if view is Side.FULL else view.name.lower()
        piece = self._piece(number, word)
        if piece is None or self._reasons is None:
            return
        shown = view if code_of(piece) or view is Side.SOURCES else Side.FULL
        content = self.host.workspace.content
        self.rows(view_rows(piece, shown, content, self.interview_session, self._reasons))

    def _decide(self, words: str, kind: EventKind) -> None:
        """Record a decision on the piece of a number, and read it back."""
        number, _, reason = words.partition(" ")
        piece = self._numbered.find(number)
        if piece is None:
            self.say(f"Type {_SAYS[kind]}; the numbers go from 1 to {len(self._numbered)}.")
            return
        code = code_of(piece)
        fault = undecidable(self.interview_session, code, kind)
        if code is None or fault:
            self.say(fault)
        elif fault := reason_fault(kind, reason.strip()):
            self.say(f"{fault} Type {_SAYS[kind]}.")
        else:
            self.interview_session.decide(code, kind, reason.strip())
            title = self.interview_session.compiled.pathway.recommendations[code].title
            said = f": {reason.strip()}" if reason.strip() else ""
            kept = f"Recorded as {kind.value}: {title}{said}. undo takes it back."
            self.say(self.interview_session.fault or kept)
            self._number()
            self._read = len(self.interview_session.session.events)


class OthersLines(PlanLines):
    """What is not advised, numbered; a number says why not."""

    title = "Not advised, and why not"
    words: ClassVar[tuple[Command, ...]] = (
        word("change v", "what would change it", takes="NUMBER", often=True),
        word("sources s", "strength, review, where bodies disagree", takes="NUMBER", often=True),
        word("override o", "do it all the same, with a reason", takes="NUMBER REASON", often=True),
        word("list l", "this list again"),
        word("back b", "back to the plan", often=True),
        *ALWAYS,
    )

    def legal(self) -> str:
        """A number."""
        return "the number of a line to hear why not" if len(self._numbered) else ""

    def answer(self, line: str) -> bool:
        """Say why one is not advised."""
        if not line.strip().isdecimal():
            return False
        self._look(line, Side.WHY)
        return True

    def do_back(self, _: str) -> None:
        """Back to the plan."""
        self.host.close()

    def _number(self) -> None:
        self._numbered = Numbered(other_entries(self.interview_session))
