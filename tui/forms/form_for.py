"""The form for a question: which form asks which kind of finding."""

from __future__ import annotations

from collections.abc import Mapping

from engine.advice.interview import Question
from engine.model.answers import Value
from engine.model.findings import Finding
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
    finding = pathway.findings[question.key]
    return _form_of_finding(finding, given, earlier.get(finding.key, YOURS))


def _form_of_finding(finding: Finding, answers: Mapping[str, Value], earlier: str) -> QuestionForm:
    given = answers.get(finding.key)
    match finding.kind:
        case Kind.CHOICE:
            return ChoiceForm(finding, given, earlier)
        case Kind.INTEGER | Kind.NUMBER:
            return NumberForm(finding, given, answers=answers, earlier=earlier)
        case Kind.SEVERAL:
            return several_form(finding, given)
        case Kind.LEVELS:
            return LevelsForm(finding, given, earlier)
