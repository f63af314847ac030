"""The entries of a plan as a list to pick from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Final, TypeAlias

from data.content.loader import Content
from data.export.disagreements import DisagreementItem, disagreements
from data.session.session import Decision
from data.wording.advice_words import URGENCY, replaced_text, status_word
from data.wording.kinds import open_bound
from data.wording.page import PageLine, PageSection, Section, next_step_reason, page_sections
from data.wording.scores import score_lines
from engine.advice.decide import Advice
from engine.advice.interview import Question
from engine.advice.outlook import Expected, outlook
from engine.advice.page import Fold
from engine.advice.recommended import Recommended, Withheld
from engine.model.answers import UNKNOWN
from engine.model.library import Violation
from engine.model.pathway import Contradiction, Recommendation, Remark
from engine.model.urgency import Urgency
from tui.keys.keys import key_of, word_of
from tui.rows.list_entries import Entry, entry, heading, told
from tui.rows.row import TextRow, TextStyle
from tui.state.interview_session import InterviewSession
from tui.state.workspace import Workspace
from tui.views.advice_panel import look_of
from tui.views.charts import Chart, charts_of
from tui.views.emergency_card import emergency_card
from tui.views.lead import leading_page

Piece: TypeAlias = (
    Recommended
    | Recommendation
    | Remark
    | Withheld
    | Fold
    | Expected
    | Contradiction
    | Question
    | DisagreementItem
    | Violation
    | Chart
    | str
)

_BEYOND: Final = {Section.OUTLOOK, Section.EVIDENCE}  # the sections that stand after the answer
_OPEN_SHOWN: Final = 8
_SIGN: Final = 3  # characters of the sign before a piece, and the blanks after it


def code_of(piece: Piece | None) -> str | None:
    """The code of the recommendation of an entry; None for other entries.

    Of a kind of what is not done now it is the first that it folds.
    """
    if isinstance(piece, Fold):
        return piece.codes[0]
    if isinstance(piece, Recommendation):
        return piece.code
    if isinstance(piece, Recommended | Withheld):
        return piece.code
    return None


def plan_entries(
    workspace: Workspace, interview_session: InterviewSession
) -> tuple[list[Entry[Piece]], list[Entry[Piece]]]:
    """The entries of the plan under their headings: the answer, and all that goes beyond it."""
    content, advice = workspace.content, interview_session.advice
    state = interview_session.interview_state
    ahead = outlook(interview_session.compiled, state.active, advice, state.closed)
    shown = replace(advice, page=leading_page(interview_session)[0])
    sections = list(page_sections(content.pathway, shown, ahead))
    answer = [section for section in sections if section.kind not in _BEYOND]
    beyond = [section for section in sections if section.kind in _BEYOND]
    return (
        [*_answer(workspace, interview_session, answer)],
        [*_beyond(workspace, interview_session, beyond)],
    )


def _answer(
    workspace: Workspace, interview_session: InterviewSession, sections: Iterable[PageSection]
) -> Iterator[Entry[Piece]]:
    """The answer; an emergency has its card before it."""
    advice, decisions = interview_session.advice, interview_session.session.state.decisions
    yield from _refused(advice)
    yield from emergency_card(interview_session, workspace.settings.telephones, workspace.today)
    conflicts = [(c, f"x  {c.says}") for c in advice.conflicts]
    yield from _group("CONTRADICTIONS BETWEEN ANSWERS", conflicts, TextStyle.FAULT)
    yield from _doubted(interview_session)
    explained: set[Urgency] = set()
    page, leads = leading_page(interview_session)
    for section in sections:
        lines = _section(section, decisions, explained)
        if section.kind is Section.NEXT and leads.opening:
            before = f"  {leads.opening} {leads.after}"
            yield from (next(lines), told(TextRow(before, TextStyle.NEXT)))
        yield from lines
        if section.kind is Section.NEXT:
            yield told(TextRow(f"     {next_step_reason(page)}"))
    yield from _group("DECIDED ON, AND NOT ADVISED NOW", _decided(interview_session))


def _beyond(
    workspace: Workspace, interview_session: InterviewSession, sections: Iterable[PageSection]
) -> Iterator[Entry[Piece]]:
    """The results to come, evidence, pictures, what is not known, and what no rule considers."""
    decisions = interview_session.session.state.decisions
    for section in sections:
        yield from _section(section, decisions, set())
    charts = [(one, f"   {one.title}") for one in charts_of(workspace, interview_session, "plan")]
    yield from _group("PICTURES", charts)
    yield from _unknown(interview_session)
    yield from _beside(workspace.content, interview_session)


def other_entries(interview_session: InterviewSession) -> Iterator[Entry[Piece]]:
    """Recommendations that are not advised: withheld, then still possible, then the rest."""
    advice, pathway = interview_session.advice, interview_session.compiled.pathway
    if advice.refused:
        yield from _refused(advice)
        return
    known = {*advice.codes, *(item.code for item in advice.withheld)}
    asked_after = {key for key, kind in pathway.page.kinds.items() if kind.asked_after}
    others = [
        r
        for code, r in pathway.recommendations.items()
        if code not in known and r.kind in asked_after
    ]
    possible = set(advice.still_possible)
    yield from _group(
        "NOT NOW, ONE BY ONE",
        [
            (item, f"x  {item.recommendation.title}")
            for fold in advice.page.not_now
            for item in fold.held
        ],
    )
    yield from _group(
        "WITHHELD: ITS REASONS HOLD, SOMETHING BLOCKS IT",
        [(w, f"x  {w.recommendation.title}") for w in advice.withheld],
    )
    yield from _group(
        "NOT ADVISED NOW, STILL POSSIBLE",
        [(r, f"?  {r.title}") for r in others if r.code in possible],
    )
    yield from _group(
        "RULED OUT BY WHAT IS ANSWERED",
        [(r, f"-  {r.title}") for r in others if r.code not in possible],
        TextStyle.QUIET,
    )


def _refused(advice: Advice) -> Iterator[Entry[Piece]]:
    """The safety rules for which nothing is advised."""
    broken = [(v, f"!! {v.rule}: {v.says}") for v in advice.refused]
    yield from _group("NO ADVICE", broken, TextStyle.ALERT)


def _decided(interview_session: InterviewSession) -> list[tuple[Piece, str]]:
    """The decisions on what is neither advised nor withheld now."""
    advice, decisions = interview_session.advice, interview_session.session.state.decisions
    recommendations = interview_session.compiled.pathway.recommendations
    shown = {*advice.codes, *(item.code for item in advice.withheld)}
    titles = {code: recommendation.title for code, recommendation in recommendations.items()}
    return [
        (
            recommendations.get(code, code),
            f"-  {titles.get(code, code)}{_mark(decisions, code)}"
            + replaced_text(interview_session.compiled.pathway, code, advice.codes),
        )
        for code in decisions
        if code not in shown
    ]


def _mark(decisions: Mapping[str, Decision], code: str) -> str:
    """The decision on a recommendation, after its title."""
    decision = decisions.get(code)
    if decision is None:
        return ""
    reason = f": {decision.reason}" if decision.reason else ""
    since = ", answers changed since" * decision.outdated
    return f" [{decision.kind.value.upper()}{reason}{since}]"


def _unknown(interview_session: InterviewSession) -> Iterator[Entry[Piece]]:
    """Unknown findings that matter, first those that can still be asked."""
    interview_state = interview_session.interview_state
    shown = [(question, f"?  {question.ask}") for question in interview_state.open[:_OPEN_SHOWN]]
    yield from _group("NOT KNOWN, AND STILL MATTERS", shown)
    if len(interview_state.open) > _OPEN_SHOWN:
        more, key = len(interview_state.open) - _OPEN_SHOWN, key_of("plan", "answers")
        spoken = f"and {more} more questions; {word_of('plan', 'answers')} says all"
        yield told(TextRow(f"   + {more} more questions ({key} shows all)", spoken=spoken))
    unknown = [
        (question, f"?  {question.ask}")
        for question in interview_state.questions
        if any(
            interview_state.active.get(key) == UNKNOWN and key not in interview_state.unsettled
            for key in question.findings
        )
    ]
    yield from _group("ASKED, NOT KNOWN", unknown)


def _doubted(interview_session: InterviewSession) -> Iterator[Entry[Piece]]:
    """The answers that are in doubt and the bounds that leave the advice open."""
    interview_state = interview_session.interview_state
    findings, given = interview_session.compiled.pathway.findings, interview_state.given
    doubts = {found.key: found.says for found in interview_session.doubts}
    doubts |= {
        key: f"{findings[key].short}: {open_bound(findings[key], given[key])}"
        for key in interview_state.unsettled
    }
    anew = [
        (question, f"?  {doubts[key]}")
        for question in interview_state.questions
        for key in question.findings
        if key in doubts
    ]
    yield from _group("TO BE CONFIRMED OR ENTERED ANEW", anew)


def _beside(content: Content, interview_session: InterviewSession) -> Iterator[Entry[Piece]]:
    """Entries beside the advice that decide nothing."""
    advice = interview_session.advice
    disputes = [(d, f"?  {d.question}") for d in disagreements(content, advice.codes)]
    yield from _group("WHERE SOURCES DISAGREE", disputes)
    found = score_lines(content.pathway, advice.facts)
    shown: list[tuple[Piece, str]] = [(text, f"-  {text}") for text in found]
    yield from _group("SCORES (for display; none changes the advice)", shown)
    limits: list[tuple[Piece, str]] = [
        (limit.says, f"-  {limit.says}") for limit in content.scope.not_considered
    ]
    yield from _group("NOT CONSIDERED BY THIS PATHWAY", limits)


def _group(
    title: str, pieces: Sequence[tuple[Piece, str]], look: TextStyle = TextStyle.PLAIN
) -> Iterator[Entry[Piece]]:
    """Pieces under their title; the sign before their words is not read aloud."""
    if pieces:
        yield heading(title)
    for piece, words in pieces:
        yield entry(piece, words, hang=5, spoken=words[_SIGN:], look=look)


def _section(
    section: PageSection, decisions: Mapping[str, Decision], said: set[Urgency]
) -> Iterator[Entry[Piece]]:
    """A section, each urgency of it under a heading of its own; `said`: the ones explained."""
    before: Urgency | None = None
    for line in section.lines:
        urgency = line.of.urgency if isinstance(line.of, Recommended) else Urgency.INFORMATION
        of = urgency if urgency <= Urgency.SOON else Urgency.INFORMATION
        if of is not before:
            title = section.title.upper()
            soon = URGENCY[of] if of not in said else of.name
            yield heading(f"{title}: {soon}" if of <= Urgency.SOON else title)
            said.add(of)
        yield from _page_line(line, decisions, state=section.kind is Section.NEXT)
        before = of


def _page_line(
    line: PageLine, decisions: Mapping[str, Decision], *, state: bool
) -> Iterator[Entry[Piece]]:
    """One line of the page, with what was decided on it."""
    item = line.of
    if isinstance(item, Recommended):
        after = f" ({status_word(settled=item.settled)})" if state else ""
        yield (
            item,
            partial(_advice, item, state, after + _mark(decisions, item.code)),
        )
    else:
        sign = {Fold: "x", Remark: "i", Expected: ">"}[type(item)]
        marks = _mark(decisions, code_of(item) or "")
        yield entry(item, f"{sign}  {line.text}{marks}", hang=5, spoken=f"{line.text}{marks}")


def _advice(item: Recommended, following: bool, mark: str, here: bool) -> TextRow:
    text, look = f"{item.title}{mark}", look_of(item.urgency)
    if following and item.urgency is not Urgency.EMERGENCY:
        look = TextStyle.NEXT
    return TextRow(
        f"{'> ' if here else '  '}{text}",
        TextStyle.HERE if here and look is not TextStyle.ALERT else look,
        continuation_indent=5,
        here=here,
        spoken=text,
    )
