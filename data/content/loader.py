"""The clinical content: read from its files, checked as a whole, ready for the engine.

Every fault is reported at once, with file and table and what would be legal. Content with a fault
is not loaded at all. The words of the reader of reports decide nothing of it: who asks for advice
may leave them until a report is read.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import tomli

import engine
from data.content.certificate import Certificate, read_certificate
from data.content.follow_up import AwaitableResult
from data.content.resolve import RawFiles, build
from data.content.resolve.charts import charts
from data.content.resolve.fhir import fhir
from data.content.resolve.follow_up import results
from data.content.resolve.hazards import hazards
from data.content.resolve.summary import summary
from data.content.resolve.symbols import Symbols
from data.content.review import UNSIGNED, Review
from data.content.schema.charts import ChartsFileModel
from data.content.schema.fhir import FhirFileModel
from data.content.schema.references import (
    DisagreementModel,
    HazardsFileModel,
    ReferenceModel,
    SafetyRuleModel,
    ScopeFileModel,
    SourceModel,
    StatementModel,
    TensionModel,
)
from data.content.schema.summary import SummaryFileModel
from data.input.faults import Fault, FaultyInputError
from data.input.model import Place, joined, read
from engine.model.library import Library
from engine.model.pathway import Pathway

SHIPPED: Final = Path(__file__).parent.parent / "pathways" / "vertebral_fracture"
"""The content that comes with the program."""

_NAMED_BY: Final = "SPINEPATH_PATHWAY"

_ENGINE: Final = Path(engine.__file__).parent
"""The place of a library that is a package of its own."""

_TOML: Final = ".toml"
_SECTIONS: Final = "sections"
_SAFETY: Final = "safety"


class ContentError(FaultyInputError):
    """The content has faults and was not loaded."""


@dataclass(frozen=True, slots=True, eq=False)
class Content:
    """The pathway with what it cites; compared by identity, as its parts are dictionaries.

    Attributes:
        place: the directory that it was read from.
        pathway: what the engine decides by.
        title: name of the content for people.
        article_date: when the source article was last updated, as it prints it.
        sources, references, statements, tensions, safety_rules: what citations refer to.
        disagreements: where sources disagree.
        hazards: how advice could harm, and what controls it.
        scope: what the pathway does not consider, and questions beside it.
        results: what can be waited for after a session.
        summary: what the page that leaves says of the patient.
        charts: what screens draw of the patient.
        fhir: codes of other systems that FHIR carries beside our own words.
        certificate: what was proved, perhaps of other content; None when there is none.
        review: the signatures, which `data.governance.signature_file.reviewed` adds; none come
            with the content.
    """

    place: Path
    pathway: Pathway
    title: str
    article_date: str
    sources: Mapping[str, SourceModel]
    references: Mapping[str, ReferenceModel]
    statements: Mapping[str, StatementModel]
    tensions: Mapping[str, TensionModel]
    safety_rules: Mapping[str, SafetyRuleModel]
    disagreements: Mapping[str, DisagreementModel]
    scope: ScopeFileModel
    hazards: HazardsFileModel
    results: tuple[AwaitableResult, ...]
    summary: SummaryFileModel
    charts: ChartsFileModel
    fhir: FhirFileModel
    certificate: Certificate | None = None
    review: Review = UNSIGNED

    @property
    def proved(self) -> bool:
        """Return whether the certificate is of this very content."""
        return self.certificate is not None and self.certificate.proves(self.pathway)

    @property
    def reading(self) -> Mapping[str, Mapping[str, Any]]:
        """The tables of the reader of reports, by file, read now.

        Raises:
            ContentError: naming every fault found in them.
        """
        faults: list[Fault] = []
        tables = _reading(self.place, faults)
        if faults:
            raise ContentError(faults)
        return tables


def pathway_directory() -> Path:
    """The pathway that the program runs on: $SPINEPATH_PATHWAY, else the shipped one."""
    return Path(os.environ.get(_NAMED_BY) or SHIPPED)


def load(directory: Path | None = None, *, reader: bool = True) -> Content:
    """Read and check the content of a directory.

    Args:
        directory: of any content; left out, the one in use, which alone may name code elsewhere.
        reader: whether the words of the reader of reports are checked now, not when a report is.

    Raises:
        ContentError: naming every fault found.
    """
    place = directory or pathway_directory()
    texts = dict(_texts(place))
    models = _models(texts)
    faults: list[Fault] = []
    library = _library(models.pathway.pathway.library, named=not directory)
    pathway = build(models, library, _digest(texts), faults)
    content = _content(place, models, pathway, faults)
    if reader:
        _reading(place, faults)
    if faults:
        raise ContentError(faults)
    return content


def _content(place: Path, models: RawFiles, pathway: Pathway, faults: list[Fault]) -> Content:
    """The pathway with the parts that name its findings and codes, or what it cites."""
    names, about = Symbols.of(models, pathway, faults), models.pathway.pathway
    return Content(
        place=place,
        pathway=pathway,
        title=about.title,
        article_date=about.article_date,
        sources=models.sources.source,
        references=models.sources.reference,
        statements=models.statements.statement,
        tensions=models.statements.tension,
        safety_rules=models.safety.rules.safety_rule,
        disagreements=models.disagreements.disagreement,
        scope=models.scope,
        results=results(names, pathway),
        hazards=hazards(names),
        summary=summary(names, pathway),
        charts=charts(names, pathway),
        fhir=fhir(names),
        certificate=read_certificate(place),
    )


def _reading(place: Path, faults: list[Fault]) -> Mapping[str, Mapping[str, Any]]:
    """The tables of the reader of reports; imported late, as few read one."""
    from data.content.reading import reading_tables

    return reading_tables(place, faults)


def _models(texts: Mapping[str, bytes]) -> RawFiles:
    """The files, each checked by itself."""
    tables: dict[str, Any] = {_SECTIONS: {}, _SAFETY: {}}
    faults: list[Fault] = []
    for name, table in _parsed(texts.items(), faults):
        folder, _, file = name.rpartition("/")
        key = name if folder == _SECTIONS else file.removesuffix(_TOML)
        (tables[folder] if folder else tables)[key] = table
    try:
        return read(RawFiles, tables, _place)
    except FaultyInputError as error:
        unread = {fault.place for fault in faults}
        faults += (fault for fault in error.faults if fault.place not in unread)
    raise ContentError(faults)


def _parsed(
    texts: Iterable[tuple[str, bytes]], faults: list[Fault]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each file as a table; one that is none is a fault."""
    for name, text in texts:
        try:
            yield name, tomli.loads(text.decode())
        except ValueError as error:
            faults.append(Fault(name, str(error)))


def _place(place: Place) -> str:
    """A file, and what is wrong in it: `findings.toml [finding.KEY.type]`."""
    if place[0] == _SECTIONS:
        first, *rest = place[1:]
    elif place[0] == _SAFETY and len(place) > 1:
        first, *rest = f"{_SAFETY}/{place[1]}{_TOML}", *place[2:]
    else:
        first, *rest = f"{place[0]}{_TOML}", *place[1:]
    return f"{first} [{joined(tuple(rest))}]" if rest else str(first)


def _library(name: str, *, named: bool) -> Library:
    """The code that a pathway names: `LIBRARY` of `engine.NAME.library`; none for no name.

    A name with dots is a module anywhere. To import it runs its code, so only the pathway that the
    user named may do it, and no content that is merely compared.

    Raises:
        ContentError: naming the legal names; nothing that rests on the code is looked at then.
    """
    if not name:
        return Library()
    dotted = all(map(str.isidentifier, name.split(".")))
    module = f"engine.{name}.library" if "." not in name else name if named else ""
    try:
        found = import_module(module).LIBRARY if module and dotted else None
    except (ModuleNotFoundError, AttributeError):
        found = None
    if isinstance(found, Library):
        return found
    files = sorted(_ENGINE.glob("*/library.py"))
    legal = ", ".join(path.parent.name for path in files if "\nLIBRARY" in path.read_text("utf-8"))
    raise ContentError(
        [Fault("pathway.toml [pathway]", f"library: no code {name!r}; legal: {legal}")]
    )


def _texts(directory: Path) -> Iterator[tuple[str, bytes]]:
    """The content files by name, in the order that decides which section comes first."""
    yield from _files(directory, "")
    for folder in (_SECTIONS, _SAFETY):
        yield from _files(directory / folder, f"{folder}/")


def _files(place: Path, prefix: str) -> Iterator[tuple[str, bytes]]:
    """The files of a folder in order; none if there is no such folder."""
    for entry in sorted(place.iterdir() if place.is_dir() else (), key=lambda entry: entry.name):
        if entry.name.endswith(_TOML):
            yield prefix + entry.name, entry.read_bytes()


def _digest(texts: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name, text in sorted(texts.items()):
        digest.update(f"{name}\0{len(text)}\0".encode())
        digest.update(text)
    return digest.hexdigest()
