"""Resolve checked tables to the engine's pathway: names, cells, order."""

from __future__ import annotations

from data.content.resolve.exemptions import alike, exemptions, unread
from data.content.resolve.findings import add_findings, checklists
from data.content.resolve.forms import focuses, forms
from data.content.resolve.invariants import groups, invariants
from data.content.resolve.outlook import awaited
from data.content.resolve.page import page
from data.content.resolve.raw_files import RawFiles
from data.content.resolve.references import check_ledger
from data.content.resolve.release import releases
from data.content.resolve.rules import (
    concepts,
    contradictions,
    instead,
    recommendations,
    remarks,
    rules,
    sections,
    thresholds,
)
from data.content.resolve.symbols import Symbols
from data.content.resolve.variable_order import order
from data.input.faults import Fault
from engine.model.library import Library
from engine.model.pathway import Pathway

__all__ = ["RawFiles", "build"]


def build(models: RawFiles, library: Library, digest: str, faults: list[Fault]) -> Pathway:
    """Tie the tables in the order in which one may name another; faults are added to `faults`."""
    names, meta = Symbols(models, faults, library=library), models.pathway.pathway
    numbers = dict(thresholds(names))
    names.numbers = {key: threshold.value for key, threshold in numbers.items()}
    add_findings(names)
    pairs, conditions = dict(contradictions(names)), dict(concepts(names))
    chapters = dict(sections(names))
    names.recommendations = dict(recommendations(names))
    check_ledger(names)
    return Pathway(
        id=meta.id,
        version=meta.version,
        review_by=meta.review_by,
        digest=digest,
        findings=names.findings,
        order=order(names),
        chapters={key: chapter.title for key, chapter in models.findings.chapter.items()},
        checklists=dict(checklists(names)),
        forms=dict(forms(names)),
        focuses=dict(focuses(names)),
        thresholds=numbers,
        concepts=conditions,
        contradictions=pairs,
        remarks=dict(remarks(names, chapters)),
        sections=chapters,
        rules=dict(rules(names)),
        recommendations=names.recommendations,
        invariants=dict(invariants(names)),
        groups=dict(groups(names)),
        exemptions=dict(exemptions(names)),
        unread=dict(unread(names)),
        alike=tuple(alike(names)),
        library=library,
        page=page(names),
        folds={key: fold.title for key, fold in models.page.fold.items()},
        instead=dict(instead(names)),
        awaited=dict(awaited(names)),
        releases=releases(names),
    )
