"""Summarise a session: its advice with reasons, its answers, decisions and notes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from data.content.review import page_items, recommended_items
from data.export.answer_items import known_items, open_items, set_aside_items, unknown_items
from data.export.awaited_results import awaited_items, visits_of
from data.export.changes_since import SinceItem, since_item
from data.export.charts import charts
from data.export.citations import citations, source_citation
from data.export.decisions import DecisionItem, decision_item
from data.export.disagreements import disagreements
from data.export.presentation import presentation
from data.export.summary import (
    NOT_STATED,
    AdviceItem,
    ContradictionItem,
    Ground,
    Header,
    Summary,
    WaitingItem,
    WithheldItem,
)
from data.input.kinds import usable
from data.session.assessment import Assessment, assess
from data.session.emergency import emergency
from data.session.events import ANSWERS, DECISIONS, PERSON_LENGTH
from data.session.session import Session, State
from data.session.session_json import fingerprint
from data.session.value_age import aged
from data.text.dates import moment_text
from data.text.outside_text import one_line
from data.text.telephones import NO_NUMBERS, Telephones
from data.wording.advice_words import note_text, reason_text, what_text
from data.wording.banners import banners
from data.wording.charts import site_chart
from data.wording.emergency import call_text, limit_text
from data.wording.kinds import NOT_ASKED, open_bounds
from data.wording.page import fold_names, fold_reasons, page_sections
from data.wording.red_flags import red_flags
from data.wording.scores import score_lines
from engine.advice.outlook import outlook
from engine.advice.reasons import Excluded, Known, Reason
from engine.advice.recommended import Recommended, Withheld
from engine.diagram.compiler import Compiled
from engine.model.answers import UNKNOWN
from engine.model.conditions import clauses
from engine.model.place import Place
from engine.model.urgency import Urgency

if TYPE_CHECKING:
    from data.content.loader import Content

REVIEWED: Final = "Reviewed clinical content: supports, never replaces, clinical judgement."
SETTLED: Final = "Confirmed: no answer that is still open can change it."
OPEN: Final = "May change: answers are still missing."

_MEANWHILE: Final = "Nothing that could harm rests on it before somebody confirms it."
_ANEW: Final = "A follow-up asks them anew."
_DIGEST_LENGTH: Final = 12


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
    telephones: Telephones = NO_NUMBERS,
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
        telephones: whom to call.
    """
    assessment = assess(compiled, session, now)
    return _Parts(compiled, content, assessment, telephones).summary(
        header=_header(content, page_items(assessment.advice), session, now, record, author),
        since=since_item(compiled, assessment, earlier),
        visits=visits_of(compiled.pathway, [*older, earlier, session]),
    )


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts of a summary that follow from one session and its assessment."""

    compiled: Compiled
    content: Content
    assessment: Assessment
    telephones: Telephones

    def summary(
        self, header: Header, since: SinceItem | None, visits: Sequence[Session]
    ) -> Summary:
        """The summary, with the parts that depend on other sessions too."""
        pathway, content, advice = self.compiled.pathway, self.content, self.assessment.advice
        awaited = awaited_items(self.compiled, content.results, visits)
        state, interview = self.assessment.session.state, self.assessment.interview_state
        ahead = outlook(self.compiled, interview.active, advice, interview.closed)
        return Summary(
            header=header,
            training=self.assessment.session.training,
            pinned=self._red_flags(),
            limit=tuple(self._limit(header.exported)),
            refused=tuple(f"{item.rule}: {item.says}" for item in advice.refused),
            page=tuple(page_sections(pathway, advice, ahead)),
            not_started=tuple(self._not_started()),
            advice=tuple(self._advice(item) for item in advice.recommended),
            since=since,
            contradictions=tuple(self._contradictions(header.exported)),
            unsettled=tuple(open_bounds(pathway, interview.given, interview.unsettled)),
            remarks=tuple(item.says for item in advice.remarks),
            withheld=tuple(self._withheld(item) for item in advice.withheld),
            decided=tuple(self._decided()),
            answered=tuple(known_items(pathway, state, interview)),
            not_known=tuple(unknown_items(pathway, state, interview)),
            not_asked=tuple(open_items(pathway, state, interview)),
            set_aside=tuple(set_aside_items(pathway, state, interview.active)),
            notes=tuple(note_text(at, words) for at, words in sorted(_notes(content, state))),
            scores=score_lines(pathway, advice.facts),
            disagreements=disagreements(content, advice.codes),
            not_considered=tuple(limit.says for limit in content.scope.not_considered),
            leaflet=pathway.page.leaflet,
            presentation=presentation(pathway, content.summary, interview.given, advice, state),
            site_chart=site_chart(pathway, content.charts, advice.facts),
            charts=tuple(charts(content, visits, advice.facts, awaited)),
            telephones=self.telephones,
            forms={**content.summary.form},
            awaited=awaited,
        )

    def _not_started(self) -> Iterator[WaitingItem]:
        for fold in self.assessment.advice.page.not_now:
            says = fold_reasons(self.compiled.pathway, fold, freed=False)
            yield WaitingItem(fold.title, says, fold_names(fold))

    def _red_flags(self) -> tuple[str, ...]:
        pathway, active = self.compiled.pathway, self.assessment.interview_state.active
        carried = usable(pathway, self.assessment.session.state.proposals)
        return red_flags(pathway, active, self.assessment.advice.facts, carried).lines

    def _limit(self, now: datetime) -> Iterator[str]:
        """The limit of an emergency by the clock, and whom to call; empty without an emergency."""
        assessment = self.assessment
        urgent = any(one.urgency is Urgency.EMERGENCY for one in assessment.advice.recommended)
        if urgent and (found := emergency(self.compiled, assessment.session)):
            yield f"EMERGENCY: {limit_text(found, now, moment_text)}{call_text(self.telephones)}"

    def _contradictions(self, now: datetime) -> Iterator[ContradictionItem]:
        """The contradictions between answers, the unconfirmed numbers, and those that are old."""
        read = self.assessment
        for item in read.advice.conflicts:
            yield ContradictionItem(item.says, item.meanwhile)
        for found in read.doubts:
            yield ContradictionItem(f"Not confirmed: {found.says}", _MEANWHILE)
        old = aged(self.compiled.pathway, read.session, read.interview_state.active, now)
        if old and read.session.finished:
            yield ContradictionItem(old, _ANEW)

    def _advice(self, item: Recommended) -> AdviceItem:
        pathway, recommendation = self.compiled.pathway, item.recommendation
        tags = (*recommendation.cites, *(tag for rule in item.rules for tag in rule.cites))
        signed = recommended_items(item)
        return AdviceItem(
            code=recommendation.code,
            title=item.title,
            for_patient=pathway.page.kinds[recommendation.kind].patient,
            urgency=item.urgency,
            within=item.within,
            what=what_text(pathway, recommendation, self.assessment.interview_state.active),
            why=recommendation.why,
            plain=recommendation.plain,
            says=tuple(dict.fromkeys(rule.says for rule in item.rules)),
            because=self._reasons(item.because),
            grounds=tuple(self._grounds(item.because)),
            status=SETTLED if item.settled else OPEN,
            cautions=recommendation.cautions,
            pitfalls=recommendation.pitfalls,
            evidence=tuple(
                (source_citation(self.content, by), says) for by, says in recommendation.evidence
            ),
            cited=citations(self.content, tags),
            review_status=self.content.review.lowest(signed),
            reviewed=self.content.review.words(signed),
            decision=self._decision(recommendation.code),
            offered=recommendation.place is not Place.NOT_NOW,
        )

    def _grounds(self, reasons: Iterable[Reason]) -> Iterator[Ground]:
        pathway, facts = self.compiled.pathway, self.assessment.advice.facts
        for reason in reasons:
            if isinstance(reason, Excluded) or reason.value == UNKNOWN:
                continue
            derived = pathway.findings[reason.finding].derived
            known = [key for key in derived.inputs if key in facts] if derived else [reason.finding]
            # An answer says by itself which answers its question needed.
            tables = (pathway.findings[key].asked_when for key in known)
            needed = {clause.name for clause in clauses(*tables)}
            names = frozenset(known) - needed or frozenset({reason.finding})
            yield Ground(reason.finding, names, reason_text(pathway, reason))

    def _withheld(self, item: Withheld) -> WithheldItem:
        return WithheldItem(
            code=item.code,
            title=item.recommendation.title,
            says=item.rule.says,
            because=self._reasons(item.blocked_by),
            decision=self._decision(item.code),
        )

    def _decided(self) -> Iterator[DecisionItem]:
        """The decisions on recommendations that are now neither advised nor withheld."""
        advice = self.assessment.advice
        shown = {*advice.codes, *(item.code for item in advice.withheld)}
        for code in self.assessment.session.state.decisions:
            if code not in shown and (found := self._decision(code, advice.codes)):
                yield found

    def _decision(self, code: str, codes: Collection[str] = ()) -> DecisionItem | None:
        decisions = self.assessment.session.state.decisions
        return decision_item(self.compiled.pathway, code, decisions, codes)

    def _reasons(self, reasons: Iterable[Reason]) -> tuple[str, ...]:
        return tuple(map(self._reason, reasons))

    def _reason(self, reason: Reason) -> str:
        """A reason in words, "not asked" kept apart from "not known"."""
        pathway, active = self.compiled.pathway, self.assessment.interview_state.active
        if isinstance(reason, Known) and reason.value == UNKNOWN:
            asked = pathway.asked.get(reason.finding)
            if asked and asked.key not in active:
                return f"{asked.short}: {NOT_ASKED}"
        return reason_text(pathway, reason)


def _notes(content: Content, state: State) -> Iterator[tuple[datetime, str]]:
    """The user's own words: notes, and why a result is not awaited any more."""
    titles = {result.key: result.title for result in content.results}
    yield from ((note.at, note.detail) for note in state.notes)
    for key, event in state.dropped.items():
        yield event.at, f"{titles.get(key, key)} not awaited any more: {event.detail}"


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
        author=one_line(author, PERSON_LENGTH),
        people=_people(session),
        earlier=""
        if same
        else f"The answers were given under version {edition.version}"
        f" ({edition.digest[:_DIGEST_LENGTH]}); the advice is that of the version above.",
    )


def _people(session: Session) -> tuple[str, ...]:
    """Those who answered and decided, in the order of their first, where they are several."""
    said = (event.by for event in session.events if event.kind in ANSWERS | DECISIONS)
    people = tuple(dict.fromkeys(said))
    return tuple(person or NOT_STATED for person in people) if len(people) > 1 else ()
