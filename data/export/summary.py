"""The summary of a session: one frozen structure that every export renders in the same order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from data.content.review import ReviewStatus
from data.content.schema.summary import FormModel
from data.export.answer_items import AnswerItem
from data.export.awaited_results import AwaitedItem
from data.export.changes_since import SinceItem
from data.export.citations import Citation, Citations
from data.export.decisions import DecisionItem
from data.export.disagreements import DisagreementItem
from data.export.presentation import Presentation
from data.text.telephones import Telephones
from data.wording.charts import Scale, SiteChart, TimeLine
from data.wording.page import PageSection
from engine.model.page import Leaflet
from engine.model.urgency import Urgency

NOT_STATED: Final = "name not stated"
"""Stands for a person who gave no name."""

RECORD: Final = "Record"
"""The label of the line whose words `spinepath doctor --record` looks for in the store."""


@dataclass(frozen=True, slots=True)
class Header:
    """The title of a summary, and the content and session that it rests on.

    Attributes:
        digest: the first digits of the content's digest.
        review: the sentence on the review status.
        review_status: of the least reviewed item of the summary.
        created, exported: in UTC.
        earlier: says so when the answers were given under other content than the advice rests
            on; empty otherwise.
        author: who exports, in their own words; empty where nobody said.
        people: those who answered and decided, where they are several; else empty.
        record: the head of the store's chain and the fingerprint of the session.
    """

    program: str
    pathway: str
    version: str
    digest: str
    review: str
    review_status: ReviewStatus
    session: str
    label: str
    created: datetime
    exported: datetime
    earlier: str
    record: str
    author: str = ""
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ground:
    """A known finding on which a recommendation rests.

    Attributes:
        names: the answers that it is derived from; itself where it is an answer.
        says: its name and value.
    """

    finding: str
    names: frozenset[str]
    says: str


@dataclass(frozen=True, slots=True)
class AdviceItem:
    """A recommendation that holds, in words.

    Attributes:
        says: the sentences of the rules that fired.
        plain: the same in words for a patient.
        because: the findings they rest on.
        grounds: the known ones of them.
        evidence: strength or certainty as sources state it, each with its source; empty where
            none states any.
        status: whether open answers can still change it.
        reviewed: the review status with who signed.
        decision: what the user decided on it, None where nothing.
        offered: whether it is something to do or to know, none that is not done now.
    """

    code: str
    title: str
    for_patient: bool
    urgency: Urgency
    within: str
    what: str
    why: str
    plain: str
    says: tuple[str, ...]
    because: tuple[str, ...]
    grounds: tuple[Ground, ...]
    status: str
    cautions: tuple[str, ...]
    pitfalls: tuple[str, ...]
    evidence: tuple[tuple[Citation, str], ...]
    cited: Citations
    review_status: ReviewStatus
    reviewed: str
    decision: DecisionItem | None = None
    offered: bool = True


@dataclass(frozen=True, slots=True)
class ContradictionItem:
    """Answers that cannot both be right, and which the advice goes by meanwhile."""

    says: str
    meanwhile: str


@dataclass(frozen=True, slots=True)
class WithheldItem:
    """A recommendation that something blocks, and what."""

    code: str
    title: str
    says: str
    because: tuple[str, ...]
    decision: DecisionItem | None = None


@dataclass(frozen=True, slots=True)
class WaitingItem:
    """One kind of advice that waits.

    Attributes:
        label: the kind.
        says: what is not started and why, without what frees it where others are not known.
        brief: what is not started, after the kind.
    """

    label: str
    says: str
    brief: str


@dataclass(frozen=True, slots=True)
class Summary:
    """A session and its advice, in the order in which exports show them.

    Attributes:
        training: whether the session is about no patient; every format says so first.
        pinned: the red flags, which stand above everything else.
        limit: the emergency with its limit and whom to call, in a line; none without one.
        refused: safety rules that the advice would have broken; it is not shown then.
        page: the advice in brief, in the sections in which it is read.
        not_started: what is not started and why.
        advice: the most urgent first.
        since: what changed since the last session of the patient; None where there was none.
        remarks: what a reader needs to know beside the advice.
        unsettled: bounds that leave the advice open, each as a sentence.
        decided: what was decided on recommendations that are neither advised nor withheld now.
        not_known: asked, and not known.
        not_asked: apply, could still change the advice, and have no answer.
        set_aside: answers that are not used, as their question does not apply.
        notes: the user's own words.
        scores: for display; none of them changes the advice.
        disagreements: what sources disagree on, as far as the advice touches it.
        not_considered: what the pathway does not weigh at all.
        leaflet: what of it the patient is handed.
        presentation: what is known of the patient, as the page says it.
        site_chart: where it was seen; None where no site is known.
        charts: numbers over the visits and on their scales, and the days; words say the same.
        telephones: whom to call.
        forms: the forms that the content words.
        awaited: the results that are not there, the first due first.
    """

    header: Header
    training: bool
    pinned: tuple[str, ...]
    limit: tuple[str, ...]
    refused: tuple[str, ...]
    page: tuple[PageSection, ...]
    not_started: tuple[WaitingItem, ...]
    advice: tuple[AdviceItem, ...]
    since: SinceItem | None
    contradictions: tuple[ContradictionItem, ...]
    unsettled: tuple[str, ...]
    remarks: tuple[str, ...]
    withheld: tuple[WithheldItem, ...]
    decided: tuple[DecisionItem, ...]
    answered: tuple[AnswerItem, ...]
    not_known: tuple[AnswerItem, ...]
    not_asked: tuple[AnswerItem, ...]
    set_aside: tuple[AnswerItem, ...]
    notes: tuple[str, ...]
    scores: tuple[str, ...]
    disagreements: tuple[DisagreementItem, ...]
    not_considered: tuple[str, ...]
    leaflet: Leaflet
    presentation: Presentation
    site_chart: SiteChart | None
    charts: tuple[Scale | TimeLine, ...]
    telephones: Telephones
    forms: Mapping[str, FormModel]
    awaited: tuple[AwaitedItem, ...]
