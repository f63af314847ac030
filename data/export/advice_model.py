"""The form of the advice that `spinepath evaluate --format json` prints, for its JSON Schema.

`data.export.advice_json` writes the advice; a test holds what it writes to this form.
"""

from __future__ import annotations

from typing import Any

from data.input.model import Items, Model


class _PathwayModel(Model):
    id: str
    version: str
    digest: str
    review_status: str
    review_by: str


class _RefusedModel(Model):
    rule: str
    says: str


class _NextStepModel(Model):
    code: str
    reason: str


class _FoldModel(Model):
    kind: str
    says: str
    codes: Items[str]
    withheld: Items[str]


class _ResultModel(Model):
    result: str
    says: str
    comes: Items[str]
    goes: Items[str]


class _OutlookModel(Model):
    awaited: str
    title: str
    results: Items[_ResultModel]


class _BewareModel(Model):
    id: str
    says: str


class _NoteModel(Model):
    """An evidence note: a remark by its `id`, or a recommendation by its `code`."""

    id: str | None = None
    code: str | None = None
    says: str


class _PageModel(Model):
    """The sections of the page, in the order in which they are read; codes stand in them."""

    next_step: _NextStepModel | None
    do_now: Items[str]
    more: Items[str]
    alongside: Items[str]
    assessment: Items[str]
    not_now: Items[_FoldModel]
    if_the_result_shows: Items[_OutlookModel]
    beware: Items[_BewareModel]
    evidence_notes: Items[_NoteModel]


class _ReasonModel(Model):
    """A finding with its value, or a condition that does not hold."""

    finding: str | None = None
    value: Any = None
    condition: str | None = None
    holds: bool | None = None
    says: str


class _EvidenceModel(Model):
    source: str
    says: str


class _RecommendedModel(Model):
    code: str
    title: str
    kind: str
    urgency: str
    weight: int
    settled: bool
    release: Items[str]
    release_together: bool
    because: Items[_ReasonModel]
    rules: Items[str]
    cites: Items[str]
    review_status: str
    reviewed: str
    evidence: Items[_EvidenceModel]
    what: str
    plain: str
    within: str
    limit_hours: float | None
    says: Items[str]
    replaced_by: Items[str]


class _QuestionModel(Model):
    key: str
    ask: str
    chapter: str
    findings: Items[str]


class _ConflictModel(Model):
    id: str
    says: str
    meanwhile: str
    findings: Items[str]


class _RemarkModel(Model):
    says: str
    cites: Items[str]


class _PositionModel(Model):
    body: str
    says: str
    cited: str


class _DisagreementModel(Model):
    question: str
    positions: Items[_PositionModel]
    ours: str


class AdviceModel(Model):
    """The advice for one case, with the case's `id` where it has one."""

    id: str | int | None = None
    pathway: _PathwayModel
    banners: Items[str]
    refused: Items[_RefusedModel]
    page: _PageModel
    recommendations: Items[_RecommendedModel]
    next_question: _QuestionModel | None
    open_questions: Items[_QuestionModel]
    conflicts: Items[_ConflictModel]
    remarks: Items[_RemarkModel]
    warnings: Items[str]
    unconfirmed: Items[str]
    scores: Items[str]
    disagreements: Items[_DisagreementModel]
    not_considered: Items[str]
