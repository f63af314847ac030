"""What decides: numbers, conditions, sections, rules, recommendations."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from data.schema.base import Cites, Kind, RowModel, Strict, TableModel, UrgencyName, Words


class ThresholdModel(Strict):
    """A number that rules name."""

    value: float
    says: Words
    cites: Cites
    unit: str = ""


class ConceptModel(Strict):
    """A named condition."""

    says: Words
    when: TableModel
    unless: TableModel = []


class ContradictionModel(Strict):
    """Two answers that cannot both be right."""

    says: Words
    meanwhile: Words
    when: TableModel
    cites: Cites


class RemarkModel(Strict):
    """What a reader needs to know where it holds."""

    says: Words
    when: TableModel
    cites: Cites
    section: str | None = None


class SectionModel(Strict):
    """A chapter of rules."""

    key: Words
    title: Words
    gate: TableModel = []
    stops: bool = False


class RuleModel(Strict):
    """The rows under which a recommendation holds."""

    says: Annotated[Words, Field(max_length=260)]
    cites: Cites
    gives: str | None = None
    urgency: UrgencyName | None = None
    when: TableModel = {}
    unless: TableModel = []


class InvariantModel(Strict):
    """What the rules together never do."""

    says: Words
    never: list[RowModel]


class GroupModel(Strict):
    """Codes of which exactly one, or at most one, holds."""

    says: Words
    codes: Annotated[list[str], Field(min_length=2)]
    holds: Literal["exactly one", "at most one"]
    cites: Cites


class ExemptionModel(Strict):
    """Permissive codes that may rest on unknown findings."""

    codes: Annotated[list[str], Field(min_length=1)]
    findings: Annotated[list[str], Field(min_length=1)]
    because: Words
    cites: Cites
    asks: str = ""
    instead: str = ""


class UnreadModel(Strict):
    """Findings that no rule reads."""

    findings: Annotated[list[str], Field(min_length=1)]
    because: Words


class AlikeModel(Strict):
    """Answers that no rule tells apart."""

    finding: str
    values: Annotated[list[str], Field(min_length=2)]
    because: Words


class ExemptionsFileModel(Strict):
    """exemptions.toml."""

    exemption: dict[str, ExemptionModel] = {}
    unread: list[UnreadModel] = []
    alike: list[AlikeModel] = []


class SectionFileModel(Strict):
    """One file of `sections/`."""

    section: SectionModel
    rule: dict[str, RuleModel] = {}


class EvidenceModel(Strict):
    """What a source says of strength or certainty."""

    source: str
    says: Words


class RecommendationModel(Strict):
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


class PathwayModel(Strict):
    """The content as a whole. It can only be submitted: who signed it stands elsewhere."""

    id: Words
    version: Words
    title: Words
    review_status: Literal["submitted"] = "submitted"
    article_date: Words
    review_by: date


class PathwayFileModel(Strict):
    """pathway.toml."""

    pathway: PathwayModel


class OrderFileModel(Strict):
    """order.toml."""

    order: list[str]


class ThresholdsFileModel(Strict):
    """thresholds.toml."""

    threshold: dict[str, ThresholdModel]


class ConceptsFileModel(Strict):
    """concepts.toml."""

    concept: dict[str, ConceptModel]


class InvariantsFileModel(Strict):
    """invariants.toml."""

    invariant: dict[str, InvariantModel]
    group: dict[str, GroupModel] = {}


class RemarksFileModel(Strict):
    """remarks.toml."""

    remark: dict[str, RemarkModel]


class ContradictionsFileModel(Strict):
    """contradictions.toml."""

    contradiction: dict[str, ContradictionModel]


class RecommendationsFileModel(Strict):
    """recommendations.toml."""

    recommendation: dict[str, RecommendationModel]
