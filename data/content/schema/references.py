"""What the content rests on and leaves out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, NamedTuple

from data.content.schema.base import Cites, Words
from data.input.table_reader import Length


class SourceModel(NamedTuple):
    """Where a statement comes from, and how much of it was seen."""

    identity: Words
    seen: Literal["excerpt", "secondary", "partly", "not seen", "not applicable"]
    year: int | None = None
    link: str = ""
    note: str = ""
    funding: str = ""


class ReferenceModel(NamedTuple):
    """A reference number as the article prints it."""

    printed: Words
    identity: Words
    confidence: Words
    status: Words
    used_for: tuple[str, ...] = ()


class StatementModel(NamedTuple):
    """One atomic statement of the article."""

    part: Words
    says: Words
    verdict: str | tuple[str, ...]
    references: tuple[int, ...] = ()
    tension: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    note: str = ""
    not_ruled: str = ""


class TensionModel(NamedTuple):
    """Where the article disagrees with itself or with other guidance."""

    says: Words
    resolved: Words
    cites: tuple[str, ...] = ()


class PositionModel(NamedTuple):
    """What one body or trial says on a disputed question."""

    body: Words
    says: Words
    source: str
    year: int | None = None
    panel: str = ""
    funding: str = ""


class DisagreementModel(NamedTuple):
    """A question on which sources disagree: never averaged, never hidden."""

    question: Words
    codes: Annotated[tuple[str, ...], Length(1)]
    positions: Annotated[tuple[PositionModel, ...], Length(2)]
    ours: Words
    cites: Cites


class LimitModel(NamedTuple):
    """Something that the pathway does not consider."""

    says: Words
    cites: tuple[str, ...] = ()


class NotCoveredModel(NamedTuple):
    """A question of the article's page that is outside spine and bone."""

    question: Words


class RelatedModel(NamedTuple):
    """A related question of the article's page that is inside spine and bone."""

    question: Words
    answer: Words
    cites: Cites
    case: Words


class SafetyRuleModel(NamedTuple):
    """A rule of the dossier's section 5 that the content never breaks."""

    title: Words
    cites: Cites


class SourcesFileModel(NamedTuple):
    """sources.toml."""

    source: Mapping[str, SourceModel]
    reference: Mapping[str, ReferenceModel]


class StatementsFileModel(NamedTuple):
    """statements.toml."""

    statement: Mapping[str, StatementModel]
    tension: Mapping[str, TensionModel]


class DisagreementsFileModel(NamedTuple):
    """disagreements.toml."""

    disagreement: Mapping[str, DisagreementModel]


class ScopeFileModel(NamedTuple):
    """scope.toml."""

    not_considered: tuple[LimitModel, ...]
    not_covered: tuple[NotCoveredModel, ...]
    related: tuple[RelatedModel, ...]


class SafetyFileModel(NamedTuple):
    """safety.toml."""

    safety_rule: Mapping[str, SafetyRuleModel]
