"""Models of thresholds, concepts, sections, rules, invariants and recommendations."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from data.content.schema.base import Cites, RowModel, TableModel, UrgencyName
from data.input.model import NOTHING, Items, Model, Words


class ThresholdModel(Model):
    """A number that rules name."""

    value: float
    says: Words
    cites: Cites
    unit: str = ""


class ConceptModel(Model):
    """A named condition."""

    says: Words
    when: TableModel
    unless: TableModel = ()


class ContradictionModel(Model):
    """Two answers that cannot both be right."""

    says: Words
    meanwhile: Words
    when: TableModel
    cites: Cites


class RemarkModel(Model):
    """A note for readers, shown if its rows hold."""

    says: Words
    when: TableModel
    cites: Cites
    section: str | None = None
    place: Literal["beware", "evidence"] = "beware"


class SectionModel(Model):
    """A chapter of rules."""

    key: Words
    title: Words
    gate: TableModel = ()
    stops: bool = False


class RuleModel(Model):
    """The rows under which a recommendation holds."""

    says: Annotated[Words, Field(max_length=260)]
    cites: Cites
    gives: str | None = None
    urgency: UrgencyName | None = None
    within: str = ""
    limit_hours: Annotated[float, Field(gt=0)] | None = None
    when: TableModel = NOTHING
    unless: TableModel = ()


class InvariantModel(Model):
    """Patient and page that the rules together never produce."""

    says: Words
    never: Items[RowModel]


class GroupModel(Model):
    """Codes of which exactly one, or at most one, holds."""

    says: Words
    codes: Annotated[Items[str], Field(min_length=2)]
    holds: Literal["exactly one", "at most one"]
    cites: Cites


class ExemptionModel(Model):
    """Permissive codes that may rest on unknown findings."""

    codes: Annotated[Items[str], Field(min_length=1)]
    findings: Annotated[Items[str], Field(min_length=1)]
    because: Words
    cites: Cites
    asks: str = ""
    instead: str = ""


class UnreadModel(Model):
    """Findings that no rule reads."""

    findings: Annotated[Items[str], Field(min_length=1)]
    because: Words


class AlikeModel(Model):
    """Answers that no rule tells apart."""

    finding: str
    values: Annotated[Items[str], Field(min_length=2)]
    because: Words


class ExemptionsFileModel(Model):
    """exemptions.toml."""

    exemption: dict[str, ExemptionModel] = NOTHING
    unread: Items[UnreadModel] = ()
    alike: Items[AlikeModel] = ()


class SectionFileModel(Model):
    """One file of `sections/`."""

    section: SectionModel
    rule: dict[str, RuleModel] = NOTHING


class EvidenceModel(Model):
    """A source's own words on strength or certainty."""

    source: str
    says: Words


class RecommendationModel(Model):
    """A code with its words."""

    title: Annotated[Words, Field(max_length=66)]
    kind: Words
    urgency: UrgencyName
    what: Words
    why: Words
    plain: Words
    cites: Cites
    place: Literal["do_now", "alongside", "assessment", "not_now", "evidence"]
    weight: int
    harm: Words
    permissive: bool = False
    within: str = ""
    limit_hours: Annotated[float, Field(gt=0)] | None = None
    cautions: Items[Words] = ()
    pitfalls: Items[Words] = ()
    evidence: Items[EvidenceModel] = ()
    leads: Literal["yes", "otherwise", "no"] = "no"
    fold: str = ""
    folded: str = ""
    names: Items[str] = ()


class PathwayModel(Model):
    """The content as a whole. It can only be submitted: who signed it stands elsewhere.

    Attributes:
        library: the package of the engine that holds the pathway's code; none where it is empty.
    """

    id: Words
    version: Words
    title: Words
    article_date: Words
    review_by: date
    review_status: Literal["submitted"] = "submitted"
    library: str = ""


class EmergencyModel(Model):
    """The code that holds in an emergency, and the concept whose rows are its signs."""

    code: str
    concept: str


class RedFlagsModel(Model):
    """The red flags: findings pinned to every page beside an emergency."""

    checklist: str = ""
    concepts: Items[str] = ()


class LeafletModel(Model):
    """The content of the leaflet."""

    title: Words
    return_advice: str
    also: Items[str] = ()


class PlainWordsModel(Model):
    """The readers whom the page tells in plain words what to do; the advice stays the same."""

    when: TableModel = ()


class PathwayFileModel(Model):
    """pathway.toml."""

    pathway: PathwayModel
    leaflet: LeafletModel
    emergency: EmergencyModel | None = None
    plain_words: PlainWordsModel = Field(default_factory=PlainWordsModel)
    red_flags: RedFlagsModel = Field(default_factory=RedFlagsModel)


class FoldModel(Model):
    """A kind of what is not done now; with `reasons`, each item names the findings behind it."""

    title: Words
    reasons: bool = False


class AdviceKindModel(Model):
    """A kind of recommendation: whether it is on the leaflet, asked after, told where withheld."""

    patient: bool = False
    asked_after: bool = False
    withheld: bool = False


class PageFileModel(Model):
    """page.toml."""

    complete: Items[str] = ()
    kind: dict[str, AdviceKindModel]
    fold: dict[str, FoldModel]
    instead: dict[str, Annotated[Items[str], Field(min_length=2)]] = NOTHING


class VariableOrderFileModel(Model):
    """variable_order.toml."""

    order: Items[str]


class ThresholdsFileModel(Model):
    """thresholds.toml."""

    threshold: dict[str, ThresholdModel]


class ConceptsFileModel(Model):
    """concepts.toml."""

    concept: dict[str, ConceptModel]


class InvariantsFileModel(Model):
    """safety/invariants.toml."""

    invariant: dict[str, InvariantModel]
    group: dict[str, GroupModel] = NOTHING


class RemarksFileModel(Model):
    """remarks.toml."""

    remark: dict[str, RemarkModel]


class ContradictionsFileModel(Model):
    """contradictions.toml."""

    contradiction: dict[str, ContradictionModel]


class RecommendationsFileModel(Model):
    """recommendations.toml."""

    recommendation: dict[str, RecommendationModel]
