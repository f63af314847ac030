"""The form for a question: which form asks which kind of finding."""

from __future__ import annotations

from collections.abc import Mapping

from engine.advice.interview import Question
from engine.model.answers import Value
from engine.model.kinds import Kind
from engine.model.pathway import Pathway
from tui.forms.checklists import checklist_form, several_form
from tui.forms.choice import ChoiceForm
from tui.forms.form import QuestionForm
from tui.forms.levels import LevelsForm
from tui.forms.number import NumberForm
from tui.state.interview_session import InterviewSession
from tui.state.partial_entry import YOURS, PartialEntry


def form_at_hand(interview_session: InterviewSession) -> QuestionForm:
    """The form of the current question, with its partial entry.

    Raises:
        ValueError: when there is no current question.
    """
    if interview_session.question is None:
        raise ValueError("there is no current question")
    return form_for(
        interview_session.compiled.pathway,
        interview_session.question,
        interview_session.shown,
        interview_session.value_notes,
        interview_session.partial_entry,
    )


def form_for(
    pathway: Pathway,
    question: Question,
    given: Mapping[str, Value],
    earlier: Mapping[str, str] | None = None,
    entry: PartialEntry | None = None,
) -> QuestionForm:
    """The form for a question, showing the answers that were given to it already.

    Args:
        pathway: what the question belongs to.
        question: a finding or a checklist.
        given: values by finding key, UNKNOWN where it was asked and is not known.
        earlier: what such a value is, in words, where it is no answer.
        entry: the partial entry when the question was left.
    """
    form = _fresh(pathway, question, given, earlier or {})
    if entry:
        form.resume(entry)
    return form


def _fresh(
    pathway: Pathway, question: Question, given: Mapping[str, Value], earlier: Mapping[str, str]
) -> QuestionForm:
    if checklist := pathway.checklists.get(question.key):
        return checklist_form(pathway, checklist, question.findings, given, earlier)
    finding, value = pathway.findings[question.key], given.get(question.key)
    whose = earlier.get(question.key, YOURS)
    match finding.kind:
        case Kind.CHOICE:
            return ChoiceForm(finding, value, whose)
        case Kind.INTEGER | Kind.NUMBER:
            return NumberForm(finding, value, answers=given, earlier=whose)
        case Kind.SEVERAL:
            return several_form(finding, value)
        case Kind.LEVELS:
            return LevelsForm(finding, value, whose)
