"""The interview: which questions apply, which can still matter, and which comes next.

All of it follows from the answers alone, so going back, undoing and resuming need no memory.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Set
from dataclasses import dataclass
from operator import or_

from engine.advice.applicability import enabled
from engine.advice.bounds import settled
from engine.advice.facts import derive, point, unsettled_variables
from engine.diagram.compiler import Compiled
from engine.diagram.domains import UNKNOWN_ONLY
from engine.diagram.partial_values import CAN_BE_TRUE, possible_values, support_within
from engine.model.answers import Answers
from engine.model.conditions import clauses
from engine.model.form import Focus


@dataclass(frozen=True, slots=True)
class Question:
    """One screen of the interview: a finding, or a checklist of several.

    Attributes:
        key: key of the finding or of the checklist.
        findings: the findings it asks about that apply.
    """

    key: str
    ask: str
    chapter: str
    findings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Interview:
    """The state of an interview.

    Attributes:
        active: the answers whose questions apply; advice rests on these alone.
        given: the same as they were given: a bound that counts as not known is one here.
        unsettled: the findings whose bound leaves open what their number would decide.
        set_aside: the answers whose questions do not apply at present. They influence nothing
            and return unchanged when their question does.
        closed: the findings without an answer whose question does not apply and cannot come
            to apply, whatever the open questions are answered.
        questions: the questions that apply, in order.
        open: those of them that are not answered and can still change the advice.
        left_out: those that can, and are not asked, as the interview is about something else.
    """

    active: Answers
    given: Answers
    set_aside: Answers
    closed: frozenset[str]
    questions: tuple[Question, ...]
    open: tuple[Question, ...]
    left_out: tuple[Question, ...] = ()
    unsettled: frozenset[str] = frozenset()

    @property
    def next(self) -> Question | None:
        """The question to ask now, or None when nothing open can change the advice."""
        return self.open[0] if self.open else None


def interview(compiled: Compiled, answers: Answers, focus: Focus | None = None) -> Interview:
    """The state of an interview with some answers.

    Args:
        compiled: the pathway.
        answers: values by finding key. A key with the value UNKNOWN was asked and is not known,
            and is not asked again; a key that is missing was not asked.
        focus: what it is about; None for the whole pathway.
    """
    counted, unsettled = settled(compiled, answers)
    applies, active, _ = enabled(compiled, counted)
    questions = _questions(compiled, applies)
    standing = _Standing(compiled, active)
    closed = standing.unreachable()
    matter = standing.changing(closed, _roots(compiled, None))
    waiting = _to_ask(compiled, applies - active.keys(), matter)
    still = tuple(q for q in questions if not waiting.isdisjoint(q.findings))
    asked = still
    if focus is not None:
        first = _findings(compiled, focus.first)
        matter = standing.changing(closed, _roots(compiled, focus.codes)) | (matter & first)
        waiting = _to_ask(compiled, applies - active.keys(), matter)
        if focus.forms:
            waiting &= _findings(compiled, focus.forms)
        asked = tuple(q for q in still if not waiting.isdisjoint(q.findings))
    return Interview(
        active=active,
        given={key: answers[key] for key in active},
        set_aside={key: value for key, value in answers.items() if key not in active},
        closed=closed,
        questions=questions,
        open=asked,
        left_out=tuple(q for q in still if q not in asked),
        unsettled=unsettled & active.keys(),
    )


def _findings(compiled: Compiled, forms: Iterable[str]) -> frozenset[str]:
    """The findings that some forms ask for."""
    pathway = compiled.pathway
    asks = {key for form in forms for key in pathway.forms[form].asks}
    lists = (one for key, one in pathway.checklists.items() if key in asks)
    return frozenset(asks | {item.finding for one in lists for item in one.items})


def active_answers(compiled: Compiled, answers: Answers) -> Answers:
    """The answers whose questions apply; advice rests on these alone.

    A bound stands at a number that speaks for its whole range, or at UNKNOWN.
    """
    return enabled(compiled, settled(compiled, answers).answers)[1]


def _to_ask(
    compiled: Compiled, unanswered: frozenset[str], relevant: frozenset[str]
) -> frozenset[str]:
    """The findings to ask now: those that matter, and those that open the way to one.

    A question that matters and does not apply yet is reached through the findings of its condition,
    which stand before it.
    """
    waiting: set[str] = set()
    pending = list(relevant)
    while pending:
        key = pending.pop()
        if key in unanswered:
            waiting.add(key)
        else:
            asked_when = compiled.pathway.findings[key].asked_when
            pending.extend(clause.name for clause in clauses(asked_when))
    return frozenset(waiting)


def _questions(compiled: Compiled, enabled: frozenset[str]) -> tuple[Question, ...]:
    """The questions that ask for the applicable findings, in questionnaire order."""
    pathway = compiled.pathway
    checklist_of = {
        item.finding: checklist
        for checklist in pathway.checklists.values()
        for item in checklist.items
    }
    questions: dict[str, Question] = {}
    for key, finding in pathway.findings.items():
        if key not in enabled:
            continue
        checklist = checklist_of.get(key)
        if checklist is None:
            questions[key] = Question(key, finding.ask, finding.chapter, (key,))
        elif checklist.key not in questions:
            asked = tuple(i.finding for i in checklist.items if i.finding in enabled)
            questions[checklist.key] = Question(
                checklist.key, checklist.ask, finding.chapter, asked
            )
    return tuple(questions.values())


class _Standing:
    """The place of a patient in the diagram, and the places to which further answers can lead."""

    def __init__(self, compiled: Compiled, answers: Answers) -> None:
        self.compiled, self.answers = compiled, answers
        self._facts = derive(compiled.pathway, answers)
        self._here = [1 << position for position in point(compiled, self._facts)]

    def open_values(self, closed: Set[str]) -> tuple[list[int], list[int]]:
        """The values that each variable can still take, and those added for the one examined.

        Here an answer "unknown" is final: the question is not asked again.
        """
        compiled, masks = self.compiled, [*self._here]
        extra = [0] * len(masks)
        for variable in unsettled_variables(compiled, self._facts, self.answers.keys() | closed):
            masks[variable] = compiled.prospects[variable]
            extra[variable] = UNKNOWN_ONLY
        return masks, extra

    def unreachable(self) -> frozenset[str]:
        """The findings without an answer that can no longer come to be asked.

        Closing one can close those that depend on it, and opens none; so this goes on with the
        others until none closes.
        """
        asked_when = self.compiled.conditional
        others = asked_when.keys() - self.answers.keys()
        closed: frozenset[str] = frozenset()
        while True:
            outcome = possible_values(
                self.compiled.diagram, list(map(or_, *self.open_values(closed)))
            )
            found = {key for key in others if not outcome(asked_when[key]) & CAN_BE_TRUE}
            if not found:
                return closed
            closed |= found
            others -= found

    def changing(self, closed: frozenset[str], roots: Iterable[int]) -> frozenset[str]:
        """The unanswered findings that can still change one of some functions."""
        compiled, (masks, extra) = self.compiled, self.open_values(closed)
        influential = {
            compiled.domains[variable].key
            for variable in support_within(compiled.diagram, roots, masks, extra)
        }
        through = {
            key
            for name in influential
            if (derivation := compiled.pathway.findings[name].derived) is not None
            for key in derivation.inputs
        }
        return frozenset(influential | through) - self.answers.keys() - closed


def relevant(
    compiled: Compiled,
    answers: Answers,
    closed: frozenset[str] = frozenset(),
    codes: Collection[str] | None = None,
) -> frozenset[str]:
    """The unanswered findings that can still change some recommendation or remark.

    Exact for findings that rules test: such a finding is in when, for some values of the other
    open findings, learning it changes a recommendation. A finding that rules see through a
    derived one is in when the derived one matters and is not settled yet.

    Args:
        compiled: the pathway.
        answers: as for `interview`.
        closed: findings that stay unknown.
        codes: the recommendations that count; None for all of them, and the remarks.
    """
    return changing(compiled, answers, closed, _roots(compiled, codes))


def _roots(compiled: Compiled, codes: Collection[str] | None) -> Collection[int]:
    """The functions of some recommendations, or of all of them and the remarks."""
    functions = compiled.functions
    if codes is None:
        return (*functions.recommendations.values(), *functions.remarks.values())
    return [functions.recommendations[code] for code in codes]


def changing(
    compiled: Compiled, answers: Answers, closed: frozenset[str], roots: Collection[int]
) -> frozenset[str]:
    """The unanswered findings that can still change one of some functions; as `relevant`."""
    return _Standing(compiled, answers).changing(closed, roots)
