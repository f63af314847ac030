"""The interview, a question and a line at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from tui.forms import Form, Given, form_for
from tui.plain import announcements as reading
from tui.plain.commands import Word, word
from tui.plain.plan import PlanLines
from tui.plain.question import Asked
from tui.plain.session_base import ALWAYS, ANSWERS, FINISH, PLAN, REVIEW, UNDO, SittingLines
from tui.state.interview_session import Sitting
from tui.state.progress import progress
from tui.views.question_header import place_rows
from tui.views.question_reason import why_rows

if TYPE_CHECKING:
    from tui.plain.navigation import Walk

_ALL_ASKED: Final = "All that can matter is asked; what is not known can still change the advice."
_ABOUT: Final = (
    "An answer is stored as soon as it is complete, and read back.",
    "unknown, or u: not known. none, or n: in a list, none of these, all checked.",
    "In a list, the key of a line ticks it; again, its next value; after the last, nothing.",
    "keep: store what is ticked; the other lines are checked and absent.",
)


class InterviewLines(SittingLines):
    """The questionnaire of one sitting."""

    words: ClassVar[tuple[Word, ...]] = (
        word("back b", "to the question before; its answer stays until changed", often=True),
        UNDO,
        word("why w", "why this is asked, and what one answer would change", often=True),
        PLAN,
        ANSWERS,
        REVIEW,
        FINISH,
        word("go", "to the question of an answer", takes="PART-OF-A-NAME"),
        *ALWAYS,
    )

    def __init__(self, walk: Walk, sitting: Sitting, *, to_plan: bool = False) -> None:
        """Take up a sitting at its question, or at its plan."""
        super().__init__(walk, sitting)
        self._asked: Asked | None = None
        self._leaving = ""
        self._to_plan = to_plan

    @property
    def form(self) -> Form | None:
        """The question at hand."""
        return self._asked.form if self._asked else None

    @property
    def pending(self) -> bool:
        """Whether the question holds more than is stored."""
        return self.form is not None and self.form.pending

    def opened(self) -> None:
        """Read out the question at hand, or the plan when there is none."""
        sitting, question = self.sitting, self.sitting.question
        to_plan, self._to_plan = self._to_plan, False
        if question is None or to_plan:
            self._asked = None
            message = "" if question else _ALL_ASKED
            self.walk.open(PlanLines(self.walk, sitting, message))
            return
        pathway = sitting.compiled.pathway
        form = form_for(pathway, question, sitting.shown, sitting.earlier, sitting.half)
        self._asked = Asked(form, self._keep_draft)
        self._leaving = ""
        self.say("")
        self.tell((*self.walk.desk.said_first, *reading.pinned_lines(sitting)))
        self.rows(place_rows(sitting, question))
        self.say(f"{progress(sitting.standing)}.")
        self.tell(form.lines())

    def legal(self) -> str:
        """What answers the question."""
        return self._asked.legal if self._asked else ""

    def answer(self, line: str) -> bool:
        """Take a line as an answer."""
        if self._asked is None:
            return False
        result = self._asked.take(line)
        if result is False:
            return False
        self._leaving = ""
        if isinstance(result, Given):
            self._give(result)
        else:
            self.tell(self._asked.lines())
        return True

    def may_leave(self, word: str) -> bool:
        """Whether nothing is lost by leaving the question, or the user knows that it is."""
        if not self.pending or self._leaving == word:
            return True
        self._leaving = word
        kept = "is no answer yet; it is kept as it is"
        if self.sitting.fault:
            kept = "is not stored yet"
        self.say(f"What is entered here {kept}. {word} again leaves.")
        return False

    def do_back(self, _: str) -> None:
        """Back inside the question, or to the one before."""
        if self._asked is not None and self._asked.form.back():
            self.tell(self._asked.lines())
        elif not self.may_leave("back"):
            return
        elif self.sitting.go_back():
            self.opened()
        else:
            self.say("This is the first question.")

    def do_why(self, _: str) -> None:
        """Say why it is asked."""
        self.rows(why_rows(self.sitting))

    def do_plan(self, _: str) -> None:
        """On to the plan."""
        if self.may_leave("plan"):
            self.walk.open(PlanLines(self.walk, self.sitting))

    def do_answers(self, _: str) -> None:
        """On to all answers."""
        from tui.plain.lists import AnswersLines

        if self.may_leave("answers"):
            self.walk.open(AnswersLines(self.walk, self.sitting))

    def do_review(self, _: str) -> None:
        """On to the review before the end."""
        from tui.plain.lists import ReviewLines

        if self.may_leave("review"):
            self.walk.open(ReviewLines(self.walk, self.sitting))

    def do_go(self, name: str) -> None:
        """To the question of a finding, by a part of its name."""
        found = reading.named(self.sitting.compiled.pathway.findings.values(), name)
        if not self.may_leave("go"):
            return
        if len(found) > 1:
            self.say(f"Which one? {'; '.join(f.short for f in found[:9])}.")
        elif not found:
            self.say("Type go and a part of a name that answers lists.")
        elif self.sitting.go_to(found[0].key):
            self.opened()
        else:
            self.say("Its question does not apply now.")

    def do_help(self, rest: str) -> None:
        """Say how a question is answered, then what every word does."""
        self.tell(_ABOUT)
        super().do_help(rest)

    def _give(self, given: Given) -> None:
        sitting = self.sitting
        if sitting.read_only:
            self.say(f"Not stored. {sitting.fault}")
            self.opened()
            return
        before = sitting.advice
        sitting.give(given.values, typed=given.typed)
        pathway = sitting.compiled.pathway
        said = [reading.value_words(pathway, key, value) for key, value in given.values.items()]
        stored = "Not stored" if sitting.fault else "Stored"
        self.say(f"{stored}. {'; '.join(said)}.")
        self.tell(reading.change_lines(before, sitting.advice))
        self.opened()

    def _keep_draft(self) -> None:
        """Keep what would take many lines to enter again."""
        if self.form is None:
            return
        self.sitting.enter(self.form.half)
        if self.form.draft:
            self.sitting.draft(self.form.draft)
