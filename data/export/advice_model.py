"""The form of the advice that `spinepath evaluate --format json` prints, for its JSON Schema.

`data.export.advice_json` writes the advice; a test holds what it writes to this form.
"""

from __future__ import annotations

from typing import Any

from data.input.model import Items, Model


class PathwayModel(Model):
    """The content that the advice rests on, with its status of review."""

    id: str
    version: str
    digest: str
    review_status: str
    review_by: str


class RefusedModel(Model):
    """A safety rule that the page would break; there is no recommendation then."""

    rule: str
    says: str


class NextStepModel(Model):
    """The recommendation that comes first, and why it does."""

    code: str
    reason: str


class FoldModel(Model):
    """Recommendations that are not for now, listed under one sentence."""

    kind: str
    says: str
    codes: Items[str]
    withheld: Items[str]


class ExpectedResultModel(Model):
    """A possible result, with the codes that it would add and take away."""

    result: str
    says: str
    comes: Items[str]
    goes: Items[str]


class OutlookModel(Model):
    """Something whose result is awaited, with its possible results."""

    awaited: str
    title: str
    results: Items[ExpectedResultModel]


class BewareModel(Model):
    """A remark that warns."""

    id: str
    says: str


class NoteModel(Model):
    """An evidence note: a remark by its `id`, or a recommendation by its `code`."""

    id: str | None = None
    code: str | None = None
    says: str


class PageModel(Model):
    """The sections of the page, in the order in which they are read; codes stand in them."""

    next_step: NextStepModel | None
    do_now: Items[str]
    more: Items[str]
    alongside: Items[str]
    assessment: Items[str]
    not_now: Items[FoldModel]
    if_the_result_shows: Items[OutlookModel]
    beware: Items[BewareModel]
    evidence_notes: Items[NoteModel]


class ReasonModel(Model):
    """A finding with its value, or a condition that does not hold."""

    finding: str | None = None
    value: Any = None
    condition: str | None = None
    holds: bool | None = None
    says: str


class EvidenceModel(Model):
    """The strength of the evidence as one source states it."""

    source: str
    says: str


class RecommendedModel(Model):
    """A recommendation that holds, with its rules, reasons and sources."""

    code: str
    title: str
    kind: str
    urgency: str
    weight: int
    settled: bool
    release: Items[str]
    release_together: bool
    because: Items[ReasonModel]
    rules: Items[str]
    cites: Items[str]
    review_status: str
    reviewed: str
    evidence: Items[EvidenceModel]
    what: str
    plain: str
    within: str
    limit_hours: float | None
    says: Items[str]
    replaced_by: Items[str]


class QuestionModel(Model):
    """A question that can still change the advice, with the findings it asks for."""

    key: str
    ask: str
    chapter: str
    findings: Items[str]


class ConflictModel(Model):
    """Answers that contradict each other, and what holds meanwhile."""

    id: str
    says: str
    meanwhile: str
    findings: Items[str]


class RemarkModel(Model):
    """A remark with its sources."""

    says: str
    cites: Items[str]


class PositionModel(Model):
    """The position of one body on a question."""

    body: str
    says: str
    cited: str


class DisagreementModel(Model):
    """A question on which sources disagree, their positions and ours."""

    question: str
    positions: Items[PositionModel]
    ours: str


class AdviceModel(Model):
    """The advice for one case, with the case's `id` where it has one."""

    id: str | int | None = None
    pathway: PathwayModel
    banners: Items[str]
    refused: Items[RefusedModel]
    page: PageModel
    recommendations: Items[RecommendedModel]
    next_question: QuestionModel | None
    open_questions: Items[QuestionModel]
    conflicts: Items[ConflictModel]
    remarks: Items[RemarkModel]
    warnings: Items[str]
    unconfirmed: Items[str]
    scores: Items[str]
    disagreements: Items[DisagreementModel]
    not_considered: Items[str]
