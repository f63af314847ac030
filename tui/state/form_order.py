"""The order of the questions: by the forms of the content, then those that stand in none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.advice.interview import Interview, Question, interview
from engine.diagram.compiler import Compiled
from engine.model.answers import Answers
from engine.model.form import Form
from tui.state.progress import is_answered


class FormOrder:
    """The forms of a pathway, and which question follows which."""

    def __init__(self, compiled: Compiled, focus: str = "") -> None:
        """Take the forms of a pathway, and what the interview is about; empty for all of it."""
        pathway = compiled.pathway
        self._compiled = compiled
        self.focus = pathway.focuses.get(focus)
        self._forms = pathway.forms
        self._of = {key: form for form in pathway.forms.values() for key in form.asks}
        self._rank = {key: place for place, key in enumerate(self._of)}

    def state(self, answers: Answers) -> Interview:
        """The state of the interview with some answers."""
        return interview(self._compiled, answers, self.focus)

    def form_of(self, question: Question | None) -> Form | None:
        """The form in which a question stands; None where it is asked by itself."""
        return self._of.get(question.key) if question else None

    def place(self, form: Form) -> int:
        """The number of a form, from 1."""
        return list(self._forms).index(form.key) + 1

    @property
    def count(self) -> int:
        """The number of forms."""
        return len(self._forms)

    def ordered(self, questions: Sequence[Question]) -> list[Question]:
        """The questions in the order in which they are asked."""
        return sorted(questions, key=lambda one: self._rank.get(one.key, len(self._rank)))

    def asking(self, state: Interview, key: str | None) -> Question | None:
        """The question that asks for a finding, if it applies now."""
        asked = (q for q in state.questions if key == q.key or key in q.findings)
        return next(asked, None)

    def shown(self, state: Interview, form: Form) -> Iterator[Question]:
        """The questions of a form that are answered in some part or can still matter."""
        for question in self.ordered(state.questions):
            if question.key in form.asks and (
                question in state.open or not state.active.keys().isdisjoint(question.findings)
            ):
                yield question

    def waiting(self, state: Interview, at: Question | None) -> list[Question]:
        """The open questions of the form in which a question stands."""
        form = self.form_of(at)
        return [one for one in self.ordered(state.open) if form and one.key in form.asks]

    def before(self, state: Interview, at: Question | None) -> Question | None:
        """The last answered question before one; the last of all where there is none."""
        before = None
        for question in self.ordered(state.questions):
            if at is not None and question.key == at.key:
                break
            if is_answered(state, question):
                before = question
        return before

    def following(self, questions: Sequence[Question], after: Question | None) -> Question | None:
        """The question to ask after one: of the same form, from its place on; else the first."""
        ordered = self.ordered(questions)
        form = self.form_of(after)
        if after is not None and form is not None:
            here = [one for one in ordered if one.key in form.asks]
            later = [one for one in here if self._rank[one.key] > self._rank[after.key]]
            ordered = [*later, *here, *ordered]
        return ordered[0] if ordered else None

    def next_form(self, state: Interview, at: Question) -> Form | None:
        """The form after that of a question; None after the last, and where the answer comes."""
        here = self.form_of(at)
        if here is not None and self.ends(state, here):
            return None
        others = [one for one in state.open if here is None or one.key not in here.asks]
        return self.form_of(self.following(others, None))

    def ended(self, state: Interview) -> bool:
        """Return whether nothing is open up to the form that ends, and something after it."""
        return self._ended(state.open)

    def ends(self, state: Interview, form: Form) -> bool:
        """Return whether that will be so once all of a form is answered."""
        others = [one for one in state.open if one.key not in form.asks]
        return self._ended(others) and not self.ended(state)

    def _ended(self, left: Sequence[Question]) -> bool:
        places = [place for place, form in enumerate(self._forms.values()) if form.ends]
        forms = [self.form_of(one) for one in left]
        return bool(places and forms) and all(
            form is None or self.place(form) > places[0] + 1 for form in forms
        )
