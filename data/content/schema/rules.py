"""What decides: numbers, conditions, sections, rules, recommendations."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal, NamedTuple

from data.content.schema.base import NOTHING, Cites, Kind, RowModel, TableModel, UrgencyName, Words
from data.input.table_reader import Length


class ThresholdModel(NamedTuple):
    """A number that rules name."""

    value: float
    says: Words
    cites: Cites
    unit: str = ""


class ConceptModel(NamedTuple):
    """A named condition."""

    says: Words
    when: TableModel
    unless: TableModel = ()


class ContradictionModel(NamedTuple):
    """Two answers that cannot both be right."""

    says: Words
    meanwhile: Words
    when: TableModel
    cites: Cites


class RemarkModel(NamedTuple):
    """What a reader needs to know where it holds."""

    says: Words
    when: TableModel
    cites: Cites
    section: str | None = None


class SectionModel(NamedTuple):
    """A chapter of rules."""

    key: Words
    title: Words
    gate: TableModel = ()
    stops: bool = False


class RuleModel(NamedTuple):
    """The rows under which a recommendation holds."""

    says: Annotated[Words, Length(most=260)]
    cites: Cites
    gives: str | None = None
    urgency: UrgencyName | None = None
    when: TableModel = NOTHING
    unless: TableModel = ()


class InvariantModel(NamedTuple):
    """What the rules together never do."""

    says: Words
    never: tuple[RowModel, ...]


class GroupModel(NamedTuple):
    """Codes of which exactly one, or at most one, holds."""

    says: Words
    codes: Annotated[tuple[str, ...], Length(2)]
    holds: Literal["exactly one", "at most one"]
    cites: Cites


class ExemptionModel(NamedTuple):
    """Permissive codes that may rest on unknown findings."""

    codes: Annotated[tuple[str, ...], Length(1)]
    findings: Annotated[tuple[str, ...], Length(1)]
    because: Words
    cites: Cites
    asks: str = ""
    instead: str = ""


class UnreadModel(NamedTuple):
    """Findings that no rule reads."""

    findings: Annotated[tuple[str, ...], Length(1)]
    because: Words


class AlikeModel(NamedTuple):
    """Answers that no rule tells apart."""

    finding: str
    values: Annotated[tuple[str, ...], Length(2)]
    because: Words


class ExemptionsFileModel(NamedTuple):
    """exemptions.toml."""

    exemption: Mapping[str, ExemptionModel] = NOTHING
    unread: tuple[UnreadModel, ...] = ()
    alike: tuple[AlikeModel, ...] = ()


class SectionFileModel(NamedTuple):
    """One file of `sections/`."""

    section: SectionModel
    rule: Mapping[str, RuleModel] = NOTHING


class EvidenceModel(NamedTuple):
    """What a source says of strength or certainty."""

    source: str
    says: Words


class RecommendationModel(NamedTuple):
    """A code with its words."""

    title: Annotated[Words, Length(most=66)]
    kind: Kind
    urgency: UrgencyName
    what: Words
    why: Words
    plain: Words
    cites: Cites
    permissive: bool = False
    within: str = ""
    cautions: tuple[Words, ...] = ()
    pitfalls: tuple[Words, ...] = ()
    evidence: tuple[EvidenceModel, ...] = ()


class PathwayModel(NamedTuple):
    """The content as a whole. It can only be submitted: who signed it stands elsewhere."""

    id: Words
    version: Words
    title: Words
    article_date: Words
    review_by: date
    review_status: Literal["submitted"] = "submitted"


class PathwayFileModel(NamedTuple):
    """pathway.toml."""

    pathway: PathwayModel


class OrderFileModel(NamedTuple):
    """order.toml."""

    order: tuple[str, ...]


class ThresholdsFileModel(NamedTuple):
    """thresholds.toml."""

    threshold: Mapping[str, ThresholdModel]


class ConceptsFileModel(NamedTuple):
    """concepts.toml."""

    concept: Mapping[str, ConceptModel]


class InvariantsFileModel(NamedTuple):
    """invariants.toml."""

    invariant: Mapping[str, InvariantModel]
    group: Mapping[str, GroupModel] = NOTHING


class RemarksFileModel(NamedTuple):
    """remarks.toml."""

    remark: Mapping[str, RemarkModel]


class ContradictionsFileModel(NamedTuple):
    """contradictions.toml."""

    contradiction: Mapping[str, ContradictionModel]


class RecommendationsFileModel(NamedTuple):
    """recommendations.toml."""

    recommendation: Mapping[str, RecommendationModel]
