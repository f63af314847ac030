"""Summarise a session."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from data.content.review import page_items as signed_items
from data.content.review import recommended_items
from data.export.awaited import awaited_items
from data.export.changes_since import since_item
from data.export.citations import citations, source_citation
from data.export.decisions import decision_item
from data.export.disagreements import disagreements
from data.export.page_items import not_started, page_items
from data.export.presentation import presentation
from data.export.summary import (
    AdviceItem,
    AnswerItem,
    ContradictionItem,
    DecisionItem,
    Header,
    Summary,
    WithheldItem,
)
from data.input.legal_values import is_legal, usable
from data.session.assessment import assess
from data.session.events import Event, EventKind
from data.session.report_origin import COMPLETED, FROM_REPORT, is_from_report
from data.session.session import Decision, Session, State
from data.session.session_json import fingerprint
from data.session.unconfirmed import unconfirmed
from data.text.outside_text import one_line
from data.wording.banners import banners
from data.wording.phrases import NOT_ASKED, note_text, reason_text, value_text, what_text
from data.wording.red_flags import RedFlags, red_flags
from data.wording.scores import score_lines
from engine.advice.decide import Advice
from engine.advice.interview import Interview
from engine.advice.outlook import outlook
from engine.advice.reasons import Excluded, Reason
from engine.advice.recommended import Recommended
from engine.diagram.compiler import Compiled
from engine.model.answers import UNKNOWN, Answers
from engine.model.findings import Finding
from engine.model.pathway import Pathway
from engine.model.place import Place

if TYPE_CHECKING:
    from data.content.loader import Content

REVIEWED: Final = "Reviewed clinical content: supports, never replaces, clinical judgement."
SETTLED: Final = "Confirmed: no answer that is still open can change it."
OPEN: Final = "May change: answers are still missing."

_MEANWHILE: Final = "Nothing that could harm rests on it before somebody confirms it."
_DIGEST_LENGTH: Final = 12
AUTHOR_LENGTH: Final = 80


def summarise(
    compiled: Compiled,
    content: Content,
    session: Session,
    now: datetime,
    record: str = "",
    earlier: Session | str | None = None,
    *,
    older: Sequence[Session] = (),
    author: str = "",
) -> Summary:
    """The summary of a session under one content.

    Args:
        compiled: the pathway of `content`.
        content: what the pathway cites.
        session: its answers need not have been given under this content; those that are no
            longer legal are set aside.
        now: the time of the export.
        record: what the store's own record can be checked with later; empty when it is not known.
        earlier: the session that this one goes on from, or why it cannot be read; None where
            there is none.
        older: the sessions of the same patient before that one, the first one first.
        author: who exports, in their own words.
    """
    pathway, state = compiled.pathway, session.state
    assessment = assess(compiled, session)
    interview_state, advice = assessment.interview_state, assessment.advice
    ahead = outlook(compiled, interview_state.active, advice, interview_state.closed)
    known = {key: value for key, value in interview_state.active.items() if value != UNKNOWN}
    unknown = {key: value for key, value in interview_state.active.items() if value == UNKNOWN}
    unused = {key: v for key, v in state.answers.items() if key not in interview_state.active}
    return Summary(
        header=_header(content, signed_items(advice), session, now, record, author),
        training=session.training,
        pinned=_flags(pathway, state, interview_state, advice).lines,
        refused=tuple(f"{item.rule}: {item.says}" for item in advice.refused),
        page=page_items(pathway, advice, ahead),
        not_started=not_started(pathway, advice),
        advice=tuple(
            _advice(pathway, content, item, interview_state.active, state.decisions)
            for item in advice.recommended
        ),
        since=since_item(compiled, assessment, earlier),
        contradictions=(
            *(ContradictionItem(item.says, item.meanwhile) for item in advice.conflicts),
            *(
                ContradictionItem(f"Not confirmed: {found.asks}", _MEANWHILE)
                for found in unconfirmed(pathway, session, interview_state.active)
            ),
        ),
        remarks=tuple(item.says for item in advice.remarks),
        withheld=_withheld(pathway, advice, interview_state.active, state.decisions),
        decided=_decided(pathway, advice, state.decisions),
        answered=tuple(_answers(pathway, state, known)),
        not_known=tuple(_answers(pathway, state, unknown)),
        not_asked=tuple(_not_asked(pathway, interview_state, state)),
        set_aside=tuple(_answers(pathway, state, unused)),
        notes=tuple(note_text(at, words) for at, words in sorted(_notes(content, state))),
        scores=score_lines(pathway, advice.facts),
        disagreements=disagreements(content, advice.codes),
        not_considered=tuple(limit.says for limit in content.scope.not_considered),
        leaflet=pathway.page.leaflet,
        presentation=presentation(pathway, content.summary, interview_state.active, advice.facts),
        forms={**content.summary.form},
        awaited=awaited_items(compiled, content.episode, [*older, earlier, session]),
    )


def _notes(content: Content, state: State) -> Iterator[tuple[datetime, str]]:
    """The user's own words: notes, and why a result is not awaited any more."""
    titles = {result.key: result.title for result in content.episode.results}
    yield from ((note.at, note.detail) for note in state.notes)
    for key, event in state.dropped.items():
        yield event.at, f"{titles.get(key, key)} not awaited any more: {event.detail}"


def _flags(pathway: Pathway, state: State, interview_state: Interview, advice: Advice) -> RedFlags:
    carried = usable(pathway, state.proposals)
    return red_flags(pathway, interview_state.active, advice.facts, carried)


def _header(
    content: Content,
    items: Collection[str],
    session: Session,
    now: datetime,
    record: str,
    author: str,
) -> Header:
    pathway, edition = content.pathway, session.edition
    same = edition.digest == pathway.digest
    return Header(
        program=f"Spinepath {edition.program}",
        pathway=content.title,
        version=pathway.version,
        digest=pathway.digest[:_DIGEST_LENGTH],
        review=" ".join(banners(content, now.date(), items)) or REVIEWED,
        review_status=content.review.lowest(items),
        session=session.id,
        label=session.label,
        created=session.created,
        exported=now.astimezone(UTC),
        record=f"{record} {fingerprint(session)}".strip(),
        author=one_line(author, AUTHOR_LENGTH),
        earlier=""
        if same
        else f"The answers were given under version {edition.version}"
        f" ({edition.digest[:_DIGEST_LENGTH]}); the advice is that of the version above.",
    )


def _advice(
    pathway: Pathway,
    content: Content,
    item: Recommended,
    active: Answers,
    decisions: Mapping[str, Decision],
) -> AdviceItem:
    recommendation = item.recommendation
    tags = (*recommendation.cites, *(tag for rule in item.rules for tag in rule.cites))
    signed = recommended_items(item)
    return AdviceItem(
        code=recommendation.code,
        title=item.title,
        for_patient=pathway.page.kinds[recommendation.kind].patient,
        urgency=item.urgency,
        within=recommendation.within,
        what=what_text(pathway, recommendation, active),
        why=recommendation.why,
        plain=recommendation.plain,
        says=tuple(dict.fromkeys(rule.says for rule in item.rules)),
        because=_reasons(pathway, item.because, active),
        status=SETTLED if item.settled else OPEN,
        cautions=recommendation.cautions,
        pitfalls=recommendation.pitfalls,
        evidence=tuple(
            (source_citation(content, by), says) for by, says in recommendation.evidence
        ),
        cited=citations(content, tags),
        review_status=content.review.lowest(signed),
        reviewed=content.review.words(signed),
        decision=decision_item(pathway, recommendation.code, decisions),
        offered=recommendation.place is not Place.NOT_NOW,
    )


def _decided(
    pathway: Pathway, advice: Advice, decisions: Mapping[str, Decision]
) -> tuple[DecisionItem, ...]:
    """The decisions on what is neither advised nor withheld now; none of them is lost."""
    shown = {*advice.codes, *(item.recommendation.code for item in advice.withheld)}
    left = (code for code in decisions if code not in shown)
    found = (decision_item(pathway, code, decisions, advice.codes) for code in left)
    return tuple(item for item in found if item is not None)


def _withheld(
    pathway: Pathway, advice: Advice, active: Answers, decisions: Mapping[str, Decision]
) -> tuple[WithheldItem, ...]:
    return tuple(
        WithheldItem(
            code=item.recommendation.code,
            title=item.recommendation.title,
            says=item.rule.says,
            because=_reasons(pathway, item.blocked_by, active),
            decision=decision_item(pathway, item.recommendation.code, decisions),
        )
        for item in advice.withheld
    )


def _reasons(pathway: Pathway, reasons: Iterable[Reason], active: Answers) -> tuple[str, ...]:
    """The reasons in words, "not asked" kept apart from "not known"."""
    return tuple(_reason(pathway, reason, active) for reason in reasons)


def _reason(pathway: Pathway, reason: Reason, active: Answers) -> str:
    if isinstance(reason, Excluded):
        return reason_text(pathway, reason)
    finding = pathway.findings[reason.finding]
    if reason.value == UNKNOWN and finding.derived is None and reason.finding not in active:
        return f"{finding.short}: {NOT_ASKED}"
    return reason_text(pathway, reason)


def _answers(pathway: Pathway, state: State, answers: Answers) -> Iterator[AnswerItem]:
    """The answers in questionnaire order, then those whose finding is gone from the content."""
    known = [key for key in pathway.findings if key in answers]
    for key in known + sorted(answers.keys() - pathway.findings.keys()):
        finding, value = pathway.findings.get(key), answers[key]
        note = _history(finding, state.given[key], part=key in state.completed)
        if finding is None:
            yield AnswerItem(key, key, str(value), note or "no longer asked")
        elif is_legal(finding, value):
            yield AnswerItem(key, finding.short, value_text(finding, value), note)
        else:
            yield AnswerItem(key, finding.short, str(value), note or "no longer a legal answer")


def _history(finding: Finding | None, event: Event, *, part: bool) -> str:
    """The origin of an answer, as far as a reader needs it; `part` where a report completed it."""
    notes = []
    if event.kind is EventKind.CONFIRMED and is_from_report(event.detail):
        notes.append(COMPLETED if part else FROM_REPORT)
    elif event.kind is EventKind.CONFIRMED:
        notes.append("confirmed by the user" + (f", from: {event.detail}" if event.detail else ""))
    if event.kind is EventKind.ANSWERED and event.detail:
        notes.append(f"entered as {event.detail}")
    asked_now = finding.ask if finding else ""
    if event.asked and event.question is None and event.asked != asked_now:
        notes.append(f"asked as: {event.asked}")
    return "; ".join(notes)


def _not_asked(pathway: Pathway, interview_state: Interview, state: State) -> Iterator[AnswerItem]:
    for question in interview_state.open:
        for key in question.findings:
            if key not in interview_state.active:
                yield AnswerItem(key, pathway.findings[key].short, "", _why_open(key, state))


def _why_open(key: str, state: State) -> str:
    if key in state.drafts:
        return "entered, but not stored as an answer"
    if key in state.proposals:
        return "a proposed value was not confirmed"
    return "its earlier answer is set aside" if key in state.answers else ""
