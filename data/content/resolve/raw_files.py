"""The content files, each checked by itself and not yet tied together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from data.content import schema


@dataclass(frozen=True, slots=True)
class RawFiles:
    """The content files, each checked by itself."""

    pathway: schema.PathwayFileModel
    findings: schema.FindingsFileModel
    derived: schema.DerivedFileModel
    thresholds: schema.ThresholdsFileModel
    contradictions: schema.ContradictionsFileModel
    concepts: schema.ConceptsFileModel
    remarks: schema.RemarksFileModel
    recommendations: schema.RecommendationsFileModel
    invariants: schema.InvariantsFileModel
    exemptions: schema.ExemptionsFileModel
    order: schema.OrderFileModel
    safety: schema.SafetyFileModel
    sources: schema.SourcesFileModel
    statements: schema.StatementsFileModel
    disagreements: schema.DisagreementsFileModel
    scope: schema.ScopeFileModel
    episode: schema.EpisodeFileModel
    sections: Mapping[str, schema.SectionFileModel]
