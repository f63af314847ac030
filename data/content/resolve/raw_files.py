"""The content files, each checked by itself and not yet tied together."""

from __future__ import annotations

from pydantic import Field

from data.content.schema import (
    outlook,
    questions,
    references,
    release,
    rules,
)
from data.content.schema.charts import ChartsFileModel
from data.content.schema.fhir import FhirFileModel
from data.content.schema.follow_up import FollowUpFileModel
from data.content.schema.rules import InvariantsFileModel
from data.content.schema.summary import SummaryFileModel
from data.input.model import Model


class SafetyFiles(Model):
    """The files of `safety/`: what a safety rule is, which hazards it controls, what it forbids."""

    rules: references.SafetyFileModel
    hazards: references.HazardsFileModel = Field(default_factory=references.HazardsFileModel)
    invariants: InvariantsFileModel


class RawFiles(Model):
    """The content files, each checked by itself."""

    pathway: rules.PathwayFileModel
    findings: questions.FindingsFileModel
    derived: questions.DerivedFileModel
    thresholds: rules.ThresholdsFileModel
    contradictions: rules.ContradictionsFileModel
    concepts: rules.ConceptsFileModel
    remarks: rules.RemarksFileModel
    recommendations: rules.RecommendationsFileModel
    exemptions: rules.ExemptionsFileModel
    variable_order: rules.VariableOrderFileModel
    page: rules.PageFileModel
    outlook: outlook.OutlookFileModel
    release: release.ReleaseFileModel
    safety: SafetyFiles
    sources: references.SourcesFileModel
    statements: references.StatementsFileModel
    disagreements: references.DisagreementsFileModel
    scope: references.ScopeFileModel
    follow_up: FollowUpFileModel
    summary: SummaryFileModel = Field(default_factory=SummaryFileModel)
    charts: ChartsFileModel = Field(default_factory=ChartsFileModel)
    fhir: FhirFileModel = Field(default_factory=FhirFileModel)
    sections: dict[str, rules.SectionFileModel]
    forms: questions.FormsFileModel = Field(default_factory=questions.FormsFileModel)
