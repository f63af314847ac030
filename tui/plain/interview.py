"""The interview, a question and a line at a time."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final

from data.wording.kinds import value_text
from engine.model.answers import Value
from tui.forms.form import Answered
from tui.forms.form_for import form_at_hand
from tui.keys.keys import word_of
from tui.plain import announcements
from tui.plain.commands import ALWAYS, commands
from tui.plain.host import Host
from tui.plain.question import hear
from tui.plain.session_base import SessionLines
from tui.state.form_values import StoredStep, carried_values, rest_keys, rest_values, store
from tui.state.interview_session import InterviewSession
from tui.state.progress import progress
from tui.views import page_texts
from tui.views.advice_panel import next_step_words, suspected
from tui.views.answer_echo import change_lines, set_aside_words, value_words
from tui.views.earlier_session import last_time
from tui.views.emergency_card import emergency_clock
from tui.views.ending import all_asked, ending
from tui.views.form_rows import nothing_left
from tui.views.question_header import place_rows
from tui.views.question_reason import why_rows

_ABOUT: Final = (
    "An answer is stored as soon as it is complete, and read back.",
    "unknown, or u: not known. none, or n: in a list, none, all checked.",
    "In a list, the key of a line ticks it; again, its next value; after the last, nothing.",
    "keep: store what is ticked; the other lines are checked and absent.",
)


class InterviewLines(SessionLines):
    """The questionnaire of one interview session."""

    words = commands(
        "interview",
        f"back undo why rest checked carried plan answers review finish go report widen {ALWAYS}",
    )

    replaced = False
    way_out = ""

    def __init__(self, host: Host, interview_session: InterviewSession) -> None:
        """Open an interview session at its question; a finished one at its plan."""
        super().__init__(host, interview_session)
        self._leaving = ""
        self._next_step = self._in_form = ""
        self._to_plan = interview_session.session.finished

    @property
    def pending(self) -> bool:
        """Return whether the question holds more than is stored."""
        return self.form is not None and self.form.pending

    def opened(self) -> None:
        """Say the current question, or the plan if there is none."""
        interview_session, question = self.interview_session, self.interview_session.question
        to_plan, self._to_plan = self._to_plan, False
        if question is None or to_plan:
            self.form = None
            message = "" if question else all_asked(interview_session, word_of("plan", "widen"))
            self.host.show("plan", interview_session, message)
            return
        self.form = form = form_at_hand(interview_session)
        self._leaving = ""
        self.say("")
        workspace = self.host.workspace
        self.tell((*workspace.said_first, *announcements.pinned_lines(interview_session)))
        telephones = workspace.settings.telephones
        if clock := emergency_clock(interview_session, telephones, workspace.today):
            self.rows([clock, suspected(interview_session.advice.page)])
        if interview_session.session.finished:
            self.say(page_texts.FINISHED)
        self._say_next_step()
        self.rows(place_rows(interview_session, question))
        self.rows(last_time(interview_session, question))
        self.say(f"{progress(interview_session.interview_state)}.")
        group = interview_session.order.form_of(question)
        before, self._in_form = self._in_form, group.key if group else ""
        for action, (_, words) in rest_keys(group).items() if self._in_form != before else ():
            word = word_of("interview", action)
            self.say(f"{word} answers all that is left of this form: {words}.")
        if carried := carried_values(interview_session):
            findings = interview_session.compiled.pathway.findings
            parts = (
                f"{findings[k].short}: {value_text(findings[k], v)}" for k, v in carried.items()
            )
            said = "; ".join(parts)
            self.say(f"{word_of('interview', 'carried')} confirms what is carried: {said}.")
        self.tell(form.lines())

    def legal(self) -> str:
        """The words that answer the question."""
        return self.form.legal_lines if self.form else ""

    def answer(self, line: str) -> bool:
        """Take a line as an answer."""
        if self.form is None:
            return False
        result = hear(self, self.form, line, self._keep_draft)
        if result:
            self._leaving = ""
        if isinstance(result, Answered):
            self._give(result)
        return bool(result)

    def may_leave(self, word: str) -> bool:
        """Return whether nothing is lost by leaving the question, or the user knows that it is."""
        if not self.pending or self._leaving == word:
            return True
        self._leaving = word
        kept = "is unfinished; it stays as it is"
        if self.interview_session.fault:
            kept = "is not stored yet"
        self.refuse(f"This entry {kept}. {word} again leaves.")
        return False

    def do_back(self, _: str) -> None:
        """Go back inside the question, or to the question before."""
        if self.form is not None and self.form.back():
            self.tell(self.form.lines())
        elif not self.may_leave("back"):
            return
        elif self.interview_session.go_back():
            self.opened()
        else:
            self.refuse(page_texts.FIRST_QUESTION)

    def do_why(self, _: str) -> None:
        """Say the reason of the question."""
        self.rows(why_rows(self.interview_session))

    def do_rest(self, _: str) -> None:
        """Store that all is not known that is open in the form, and read it back."""
        self._fill("rest")

    def do_checked(self, _: str) -> None:
        """Store no for all that is open in the form, where it has that, and read it back."""
        self._fill("checked")

    def _fill(self, action: str) -> None:
        """Store one value for all that is open in the form at hand."""
        interview_session = self.interview_session
        form = interview_session.order.form_of(interview_session.question)
        value, _ = rest_keys(form).get(action, ("", ""))
        if not value:
            self.refuse(page_texts.NO_REST)
        else:
            self._fill_with(rest_values(interview_session, value))

    def do_carried(self, _: str) -> None:
        """Confirm what is carried into this form, and read it back."""
        self._fill_with(carried_values(self.interview_session))

    def _fill_with(self, values: Mapping[str, Value]) -> None:
        """Store values for the form at hand, or say why not."""
        if not values:
            self.refuse(nothing_left(self.interview_session))
        elif self.form is not None and self.form.entered:
            self.refuse(page_texts.ENTERED_FIRST)
        else:
            self.change(partial(self._store_form, values))

    def do_report(self, name: str) -> None:
        """Read a report in, from a file or line by line."""
        self.show("report", name)

    def do_go(self, name: str) -> None:
        """Go to the question of a finding, by a part of its name."""
        found = announcements.named(self.interview_session.compiled.pathway.findings.values(), name)
        if not self.may_leave("go"):
            return
        if len(found) > 1:
            self.refuse(f"Which one? {'; '.join(f.short for f in found[:9])}.")
        elif not found:
            self.refuse("Type go and a part of a name that answers lists.")
        elif self.interview_session.go_to(found[0].key):
            self.opened()
        else:
            self.refuse(page_texts.NOT_ASKED_NOW)

    def do_help(self, rest: str) -> None:
        """Say how a question is answered, then what every word does."""
        self.tell(_ABOUT)
        super().do_help(rest)

    def _give(self, given: Answered) -> None:
        interview_session = self.interview_session
        if interview_session.read_only:
            self.refuse(f"Not stored. {interview_session.fault}")
            self.opened()
            return
        if given.values.items() <= interview_session.answers.items():
            self._store(given)
        else:
            self.change(partial(self._store, given))

    def _store(self, given: Answered) -> None:
        self._read_back(store(self.interview_session, given.values, given.typed))

    def _store_form(self, values: Mapping[str, Value]) -> None:
        self._read_back(store(self.interview_session, values, form=True))

    def _read_back(self, step: StoredStep) -> None:
        """Say what is stored and its effect on the advice; then ask the next question."""
        interview_session = self.interview_session
        of = interview_session.compiled.pathway, interview_session.interview_state.unsettled
        said = [value_words(of[0], key, value, of[1]) for key, value in step.values.items()]
        stored = "Not stored" if interview_session.fault else "Stored"
        tell = self.refuse if interview_session.read_only else self.say
        tell(f"{stored}. {'; '.join(said)}.")
        self.tell(set_aside_words(of[0], step.set_aside))
        self.tell(change_lines(interview_session, step.values, step.before))
        if step.settles:
            self._next_step = ""
            self._say_next_step()
            self.say(ending(interview_session, "A further answer"))
        self.opened()

    def _say_next_step(self) -> None:
        """Say the next step, unless it is what was said last."""
        said, self._next_step = self._next_step, next_step_words(self.interview_session)
        self.tell([self._next_step] if self._next_step not in ("", said) else [])

    def _keep_draft(self) -> None:
        """Store a draft of entries that take many lines."""
        if self.form is None:
            return
        self.interview_session.edit(self.form.partial_entry)
        if self.form.draft:
            self.interview_session.draft(self.form.draft)
