"""What the content rests on and leaves out."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from data.schema.base import Cites, Strict, Words


class SourceModel(Strict):
    """Where a statement comes from, and how much of it was seen."""

    identity: Words
    seen: Literal["excerpt", "secondary", "partly", "not seen", "not applicable"]
    year: int | None = None
    link: str = ""
    note: str = ""
    funding: str = ""


class ReferenceModel(Strict):
    """A reference number as the article prints it."""

    printed: Words
    identity: Words
    confidence: Words
    status: Words
    used_for: list[str] = []


class StatementModel(Strict):
    """One atomic statement of the article."""

    part: Words
    says: Words
    references: list[int] = []
    verdict: str | list[str]
    tension: list[str] = []
    outputs: list[str] = []
    note: str = ""
    not_ruled: str = ""


class TensionModel(Strict):
    """Where the article disagrees with itself or with other guidance."""

    says: Words
    resolved: Words
    cites: list[str] = []


class PositionModel(Strict):
    """What one body or trial says on a disputed question."""

    body: Words
    says: Words
    source: str
    year: int | None = None
    panel: str = ""
    funding: str = ""


class DisagreementModel(Strict):
    """A question on which sources disagree: never averaged, never hidden."""

    question: Words
    codes: Annotated[list[str], Field(min_length=1)]
    positions: Annotated[list[PositionModel], Field(min_length=2)]
    ours: Words
    cites: Cites


class LimitModel(Strict):
    """Something that the pathway does not consider."""

    says: Words
    cites: list[str] = []


class NotCoveredModel(Strict):
    """A question of the article's page that is outside spine and bone."""

    question: Words


class RelatedModel(Strict):
    """A related question of the article's page that is inside spine and bone."""

    question: Words
    answer: Words
    cites: Cites
    case: Words


class SafetyRuleModel(Strict):
    """A rule of the dossier's section 5 that the content never breaks."""

    title: Words
    cites: Cites


class SourcesFileModel(Strict):
    """sources.toml."""

    source: dict[str, SourceModel]
    reference: dict[str, ReferenceModel]


class StatementsFileModel(Strict):
    """statements.toml."""

    statement: dict[str, StatementModel]
    tension: dict[str, TensionModel]


class DisagreementsFileModel(Strict):
    """disagreements.toml."""

    disagreement: dict[str, DisagreementModel]


class ScopeFileModel(Strict):
    """scope.toml."""

    not_considered: list[LimitModel]
    not_covered: list[NotCoveredModel]
    related: list[RelatedModel]


class SafetyFileModel(Strict):
    """safety.toml."""

    safety_rule: dict[str, SafetyRuleModel]
