"""The form of the content files, as pydantic models: one for each kind of table.

These models check one table at a time. What ties tables together (names, order, citations) is
checked in `data.content`.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from engine.tables import ReviewStatus

Cell = str | bool | Annotated[list[str], Field(min_length=1)]
RowModel = dict[str, Cell]
TableModel = RowModel | list[RowModel]
Words = Annotated[str, Field(min_length=1)]
Cites = Annotated[list[str], Field(min_length=1)]
Range = Annotated[tuple[float, float], Field(strict=False)]
Kind = Literal["routing", "ask", "imaging", "bone_health", "care", "block", "evidence"]
UrgencyName = Literal["emergency", "urgent", "soon", "routine", "information"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)


class FieldModel(_Strict):
    """What is read at one level of a film or MRI."""

    ask: Words
    short: Annotated[Words, Field(max_length=30)]
    type: Literal["choice", "yes_no", "number", "integer"]
    why: str = ""
    help: str = ""
    values: dict[str, Words] = {}
    range: Range | None = None
    unit: str = ""


class FindingModel(_Strict):
    """A finding that the questionnaire asks."""

    ask: Annotated[Words, Field(max_length=72)]
    short: Annotated[Words, Field(max_length=30)]
    chapter: Words
    type: Literal["choice", "yes_no", "integer", "number", "several", "levels"]
    why: Annotated[Words, Field(max_length=150)]
    help: Annotated[str, Field(max_length=200)] = ""
    values: dict[str, Words] = {}
    range: Range | None = None
    warn: Range | None = None
    unit: str = ""
    none: str | None = None
    asked_when: TableModel | None = None
    field: dict[str, FieldModel] = {}
    context: bool = False


class DerivedModel(_Strict):
    """A finding that is computed from others."""

    says: Words
    short: Annotated[Words, Field(max_length=30)]
    type: Literal["choice", "yes_no", "integer", "number"]
    inputs: Annotated[list[str], Field(min_length=1)]
    cites: Cites
    by: str | None = None
    values: dict[str, Words] = {}
    unit: str = ""
    final: list[str] = []


class ChapterModel(_Strict):
    """A part of the questionnaire."""

    title: Words


class ChecklistItemModel(_Strict):
    """One line of a checklist."""

    finding: str
    says: Annotated[Words, Field(max_length=56)]
    present: Annotated[list[str], Field(min_length=1)]
    absent: str


class ChecklistModel(_Strict):
    """Findings asked together."""

    ask: Annotated[Words, Field(max_length=72)]
    chapter: str
    hint: str = ""
    items: Annotated[list[ChecklistItemModel], Field(min_length=2, max_length=9)]


class ThresholdModel(_Strict):
    """A number that rules name."""

    value: float
    says: Words
    cites: Cites
    unit: str = ""


class ConceptModel(_Strict):
    """A named condition."""

    says: Words
    when: TableModel
    unless: TableModel = []


class ContradictionModel(_Strict):
    """Two answers that cannot both be right."""

    says: Words
    meanwhile: Words
    when: TableModel
    cites: Cites


class SectionModel(_Strict):
    """A chapter of rules."""

    key: Words
    title: Words
    gate: TableModel = []
    stops: bool = False


class RuleModel(_Strict):
    """The rows under which a recommendation holds."""

    says: Annotated[Words, Field(max_length=260)]
    cites: Cites
    gives: str | None = None
    when: TableModel = {}
    unless: TableModel = []


class SectionFileModel(_Strict):
    """One file of `sections/`."""

    section: SectionModel
    rule: dict[str, RuleModel] = {}


class EvidenceModel(_Strict):
    """What a source says of strength or certainty."""

    source: str
    says: Words


class RecommendationModel(_Strict):
    """A code with its words."""

    title: Annotated[Words, Field(max_length=66)]
    kind: Kind
    urgency: UrgencyName
    what: Words
    why: Words
    plain: Words
    cites: Cites
    permissive: bool = False
    within: str = ""
    cautions: list[Words] = []
    pitfalls: list[Words] = []
    evidence: list[EvidenceModel] = []


class SourceModel(_Strict):
    """Where a statement comes from, and how much of it was seen."""

    identity: Words
    seen: Literal["excerpt", "secondary", "partly", "not seen", "not applicable"]
    year: int | None = None
    link: str = ""
    note: str = ""
    funding: str = ""


class ReferenceModel(_Strict):
    """A reference number as the article prints it."""

    printed: Words
    identity: Words
    confidence: Words
    status: Words
    used_for: list[str] = []


class StatementModel(_Strict):
    """One atomic statement of the article."""

    part: Words
    says: Words
    references: list[int] = []
    verdict: str | list[str]
    tension: list[str] = []
    outputs: list[str] = []
    note: str = ""
    not_ruled: str = ""


class TensionModel(_Strict):
    """Where the article disagrees with itself or with other guidance."""

    says: Words
    resolved: Words
    cites: list[str] = []


class PositionModel(_Strict):
    """What one body or trial says on a disputed question."""

    body: Words
    says: Words
    source: str
    year: int | None = None
    panel: str = ""
    funding: str = ""


class DisagreementModel(_Strict):
    """A question on which sources disagree: never averaged, never hidden."""

    question: Words
    codes: Annotated[list[str], Field(min_length=1)]
    positions: Annotated[list[PositionModel], Field(min_length=2)]
    ours: Words
    cites: Cites


class LimitModel(_Strict):
    """Something that the pathway does not consider."""

    says: Words
    cites: list[str] = []


class NotCoveredModel(_Strict):
    """A question of the article's page that is outside spine and bone."""

    question: Words


class RelatedModel(_Strict):
    """A related question of the article's page that is inside spine and bone."""

    question: Words
    answer: Words
    cites: Cites
    case: Words


class SafetyRuleModel(_Strict):
    """A rule of the dossier's section 5 that the content never breaks."""

    title: Words
    cites: Cites


class PathwayModel(_Strict):
    """The content as a whole."""

    id: Words
    version: Words
    title: Words
    review_status: Annotated[ReviewStatus, Field(strict=False)]
    article_date: Words
    review_by: date


class FindingsFileModel(_Strict):
    """findings.toml."""

    chapter: dict[str, ChapterModel]
    checklist: dict[str, ChecklistModel] = {}
    finding: dict[str, FindingModel]


class SourcesFileModel(_Strict):
    """sources.toml."""

    source: dict[str, SourceModel]
    reference: dict[str, ReferenceModel]


class StatementsFileModel(_Strict):
    """statements.toml."""

    statement: dict[str, StatementModel]
    tension: dict[str, TensionModel]


class PathwayFileModel(_Strict):
    """pathway.toml."""

    pathway: PathwayModel


class DerivedFileModel(_Strict):
    """derived.toml."""

    derived: dict[str, DerivedModel]


class ThresholdsFileModel(_Strict):
    """thresholds.toml."""

    threshold: dict[str, ThresholdModel]


class ConceptsFileModel(_Strict):
    """concepts.toml."""

    concept: dict[str, ConceptModel]


class ContradictionsFileModel(_Strict):
    """contradictions.toml."""

    contradiction: dict[str, ContradictionModel]


class RecommendationsFileModel(_Strict):
    """recommendations.toml."""

    recommendation: dict[str, RecommendationModel]


class DisagreementsFileModel(_Strict):
    """disagreements.toml."""

    disagreement: dict[str, DisagreementModel]


class ScopeFileModel(_Strict):
    """scope.toml."""

    not_considered: list[LimitModel]
    not_covered: list[NotCoveredModel]
    related: list[RelatedModel]


class SafetyFileModel(_Strict):
    """safety.toml."""

    safety_rule: dict[str, SafetyRuleModel]
