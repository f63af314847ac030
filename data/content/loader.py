"""The clinical content: read from its files, checked as a whole, ready for the engine.

Every fault is reported at once, with file and table and what would be legal. Content with a fault
is not loaded at all.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import tomli

from data.content import schema
from data.content.certificate import Certificate, read_certificate
from data.content.follow_up import Episode
from data.content.resolve import RawFiles, build
from data.content.resolve.follow_up import episode
from data.content.review import UNSIGNED, Review
from data.input.faults import Fault, FaultyInputError
from data.input.table_reader import Shape, shaped
from engine.model.pathway import Pathway

SHIPPED: Final = Path(__file__).parent.parent / "pathways" / "vertebral_fracture"
"""The content that comes with the program."""

_FILES: Final[Mapping[str, type[tuple[Any, ...]]]] = {
    "pathway.toml": schema.PathwayFileModel,
    "findings.toml": schema.FindingsFileModel,
    "derived.toml": schema.DerivedFileModel,
    "thresholds.toml": schema.ThresholdsFileModel,
    "contradictions.toml": schema.ContradictionsFileModel,
    "concepts.toml": schema.ConceptsFileModel,
    "remarks.toml": schema.RemarksFileModel,
    "recommendations.toml": schema.RecommendationsFileModel,
    "invariants.toml": schema.InvariantsFileModel,
    "exemptions.toml": schema.ExemptionsFileModel,
    "order.toml": schema.OrderFileModel,
    "safety.toml": schema.SafetyFileModel,
    "sources.toml": schema.SourcesFileModel,
    "statements.toml": schema.StatementsFileModel,
    "disagreements.toml": schema.DisagreementsFileModel,
    "scope.toml": schema.ScopeFileModel,
    "episode.toml": schema.EpisodeFileModel,
}


class ContentError(FaultyInputError):
    """The content has faults and was not loaded."""


@dataclass(frozen=True, slots=True)
class Content:
    """The pathway with what it cites.

    Attributes:
        pathway: what the engine decides by.
        title: name of the content for people.
        article_date: when the source article was last updated, as it prints it.
        sources, references, statements, tensions, safety_rules: what citations refer to.
        disagreements: where sources disagree.
        scope: what the pathway does not consider, and questions beside it.
        episode: what goes on after a session.
        certificate: what was proved, perhaps of other content; None when there is none.
        review: the signatures, which `data.governance.signature_file.reviewed` adds; none come
            with the content.
    """

    pathway: Pathway
    title: str
    article_date: str
    sources: Mapping[str, schema.SourceModel]
    references: Mapping[str, schema.ReferenceModel]
    statements: Mapping[str, schema.StatementModel]
    tensions: Mapping[str, schema.TensionModel]
    safety_rules: Mapping[str, schema.SafetyRuleModel]
    disagreements: Mapping[str, schema.DisagreementModel]
    scope: schema.ScopeFileModel
    episode: Episode
    certificate: Certificate | None = None
    review: Review = UNSIGNED

    @property
    def proved(self) -> bool:
        """Whether the certificate is of this very content."""
        return self.certificate is not None and self.certificate.proves(self.pathway)


def load(directory: Path = SHIPPED) -> Content:
    """Read and check the content of a directory.

    Raises:
        ContentError: naming every fault found.
    """
    texts = dict(_texts(directory))
    faults: list[Fault] = []
    read = {name: _read(name, texts.get(name), form, faults) for name, form in _FILES.items()}
    sections = {
        name: _read(name, text, schema.SectionFileModel, faults)
        for name, text in texts.items()
        if name.startswith("sections/")
    }
    if faults:
        raise ContentError(faults)
    models = _models(read, sections)
    pathway = build(models, _digest(texts), faults)
    course = episode(models, pathway, faults)
    if faults:
        raise ContentError(faults)
    return Content(
        pathway=pathway,
        title=models.pathway.pathway.title,
        article_date=models.pathway.pathway.article_date,
        sources=models.sources.source,
        references=models.sources.reference,
        statements=models.statements.statement,
        tensions=models.statements.tension,
        safety_rules=models.safety.safety_rule,
        disagreements=models.disagreements.disagreement,
        scope=models.scope,
        episode=course,
        certificate=read_certificate(directory),
    )


def _models(
    read: Mapping[str, object], sections: Mapping[str, schema.SectionFileModel | None]
) -> RawFiles:
    """The checked files together, once none of them has a fault."""
    by_field: dict[str, Any] = {name.removesuffix(".toml"): form for name, form in read.items()}
    return RawFiles(**by_field, sections={n: s for n, s in sections.items() if s is not None})


def _texts(directory: Path) -> Iterator[tuple[str, bytes]]:
    """The content files by name, in the order that decides which section comes first."""
    for place, prefix in ((directory, ""), (directory / "sections", "sections/")):
        if not place.is_dir():
            continue
        for entry in sorted(place.iterdir(), key=lambda entry: entry.name):
            if entry.name.endswith(".toml"):
                yield prefix + entry.name, entry.read_bytes()


def _digest(texts: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name, text in sorted(texts.items()):
        digest.update(f"{name}\0{len(text)}\0".encode())
        digest.update(text)
    return digest.hexdigest()


def _read(name: str, text: bytes | None, shape: type[Shape], faults: list[Fault]) -> Shape | None:
    if text is None:
        faults.append(Fault(name, "the file is missing"))
        return None
    try:
        return shaped(shape, tomli.loads(text.decode()))
    except FaultyInputError as error:
        faults.extend(Fault(f"{name} [{fault.place}]", fault.says) for fault in error.faults)
    except ValueError as error:
        faults.append(Fault(name, str(error)))
    return None
