"""Models of sources, statements, safety rules, disagreements and scope."""

from typing import Annotated, Literal

from pydantic import Field

from data.content.schema.base import Cites
from data.input.model import Items, Model, Words


class SourceModel(Model):
    """A source, and how much of it was read."""

    identity: Words
    seen: Literal["excerpt", "secondary", "partly", "not seen", "not applicable"]
    year: int | None = None
    link: str = ""
    note: str = ""
    funding: str = ""


class ReferenceModel(Model):
    """A reference number as the article prints it."""

    printed: Words
    identity: Words
    confidence: Words
    status: Words
    used_for: Items[str] = ()


class StatementModel(Model):
    """One atomic statement of the article."""

    part: Words
    says: Words
    verdict: str | Items[str]
    references: Items[int] = ()
    tension: Items[str] = ()
    outputs: Items[str] = ()
    note: str = ""
    not_ruled: str = ""

    @property
    def verdict_words(self) -> str:
        """The verdict, or several in a row."""
        return self.verdict if isinstance(self.verdict, str) else ", ".join(self.verdict)


class TensionModel(Model):
    """A point on which the article disagrees with itself or with other guidance."""

    says: Words
    resolved: Words
    cites: Items[str] = ()


class PositionModel(Model):
    """The position of one body or trial on a disputed question."""

    body: Words
    says: Words
    source: str
    year: int | None = None
    panel: str = ""
    funding: str = ""


class DisagreementModel(Model):
    """A question on which sources disagree: never averaged, never hidden."""

    question: Words
    codes: Annotated[Items[str], Field(min_length=1)]
    positions: Annotated[Items[PositionModel], Field(min_length=2)]
    ours: Words
    cites: Cites


class LimitModel(Model):
    """Something that the pathway does not consider."""

    says: Words
    cites: Items[str] = ()


class NotCoveredModel(Model):
    """A question of the article's page that is outside the pathway's subject, and where to ask."""

    question: Words
    says: Words
    words: Annotated[Items[Words], Field(min_length=1)]
    see: Words
    cites: Cites


class RelatedModel(Model):
    """A related question of the article's page that the pathway answers."""

    question: Words
    answer: Words
    cites: Cites
    case: Words


class ArticleModel(Model):
    """The patient of the article: the statement that tells of it, and the worked case."""

    statement: Words
    case: Words


class SafetyRuleModel(Model):
    """A rule of the dossier's section 5 that the content never breaks."""

    title: Words
    cites: Cites


class IntendedUseModel(Model):
    """The use that the pathway is meant for."""

    says: Words
    users: Words
    setting: Words
    never_for: Words
    rated: Words


class HazardModel(Model):
    """A way in which advice, or its absence, could harm, and the safety rules that control it."""

    says: Words
    harm: Words
    causes: Annotated[Items[Words], Field(min_length=1)]
    rules: Annotated[Items[str], Field(min_length=1)]
    residual: Words


class HazardsFileModel(Model):
    """safety/hazards.toml; a pathway without one has no safety case."""

    intended_use: IntendedUseModel | None = None
    hazard: dict[str, HazardModel] = Field(default_factory=dict)
    elsewhere: dict[str, Words] = Field(default_factory=dict)


class SourcesFileModel(Model):
    """sources.toml."""

    source: dict[str, SourceModel]
    reference: dict[str, ReferenceModel]


class StatementsFileModel(Model):
    """statements.toml."""

    statement: dict[str, StatementModel]
    tension: dict[str, TensionModel]


class DisagreementsFileModel(Model):
    """disagreements.toml."""

    disagreement: dict[str, DisagreementModel]


class ScopeFileModel(Model):
    """scope.toml."""

    not_considered: Items[LimitModel]
    not_covered: Items[NotCoveredModel]
    related: Items[RelatedModel]
    article: ArticleModel | None = None


class SafetyFileModel(Model):
    """safety/rules.toml."""

    safety_rule: dict[str, SafetyRuleModel]
