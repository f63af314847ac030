"""From checked tables to the engine's pathway: names resolved, cells read, order settled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from data import schema
from data.faults import Fault, nearest
from engine.derive import FUNCTIONS
from engine.findings import Derivation, Finding, Kind
from engine.tables import (
    Checklist,
    ChecklistItem,
    Clause,
    Concept,
    Contradiction,
    Pathway,
    Recommendation,
    Row,
    Rule,
    Section,
    Table,
    Threshold,
    Urgency,
)
from engine.unary import CellError, parse_cell

_YES_NO: Final = {"yes": "Yes", "no": "No"}
_KINDS: Final = {"yes_no": Kind.CHOICE}


@dataclass(frozen=True, slots=True)
class Models:
    """The content files, each checked by itself."""

    pathway: schema.PathwayFileModel
    findings: schema.FindingsFileModel
    derived: schema.DerivedFileModel
    thresholds: schema.ThresholdsFileModel
    contradictions: schema.ContradictionsFileModel
    concepts: schema.ConceptsFileModel
    recommendations: schema.RecommendationsFileModel
    safety: schema.SafetyFileModel
    sources: schema.SourcesFileModel
    statements: schema.StatementsFileModel
    sections: Mapping[str, schema.SectionFileModel]


def build(models: Models, digest: str, faults: list[Fault]) -> Pathway:
    """Tie the tables together; every fault found is added to `faults`."""
    return _Builder(models, faults).pathway(digest)


@dataclass(slots=True)
class _Builder:
    models: Models
    faults: list[Fault]
    numbers: dict[str, float] = field(default_factory=dict)
    findings: dict[str, Finding] = field(default_factory=dict)
    conditions: dict[str, Concept] = field(default_factory=dict)

    def pathway(self, digest: str) -> Pathway:
        meta = self.models.pathway.pathway
        thresholds = dict(self._thresholds())
        self.numbers = {key: threshold.value for key, threshold in thresholds.items()}
        self._add_findings()
        contradictions = dict(self._contradictions())
        concepts = dict(self._concepts())
        recommendations = dict(self._recommendations())
        sections = dict(self._sections())
        return Pathway(
            id=meta.id,
            version=meta.version,
            digest=digest,
            review_status=meta.review_status,
            findings=self.findings,
            chapters={key: c.title for key, c in self.models.findings.chapter.items()},
            checklists=dict(self._checklists()),
            thresholds=thresholds,
            concepts=concepts,
            contradictions=contradictions,
            sections=sections,
            rules=dict(self._rules(recommendations)),
            recommendations=recommendations,
        )

    # Findings, in questionnaire order; a derived one directly after its last input.

    def _add_findings(self) -> None:
        waiting = dict(self.models.derived.derived)
        for key, model in self.models.findings.finding.items():
            place = f"findings.toml [finding.{key}]"
            if model.chapter not in self.models.findings.chapter:
                self._fault(place, f"chapter: {model.chapter!r} is not a chapter")
            self.findings[key] = self._finding(key, model, place)
            for name in [n for n, d in waiting.items() if self.findings.keys() >= set(d.inputs)]:
                self.findings[name] = self._derived(name, waiting.pop(name))
        for name, left in waiting.items():
            missing = sorted(set(left.inputs) - self.models.findings.finding.keys())
            self._fault(f"derived.toml [derived.{name}]", f"inputs: no finding {missing}")

    def _finding(self, key: str, model: schema.FindingModel, place: str) -> Finding:
        low, high = model.range or (None, None)
        return Finding(
            key=key,
            kind=_KINDS.get(model.type) or Kind(model.type),
            ask=model.ask,
            short=model.short,
            why=model.why,
            chapter=model.chapter,
            help=model.help,
            options=self._options(model, place),
            unit=model.unit,
            low=low,
            high=high,
            warn=model.warn,
            none=model.none,
            asked_when=self._table(model.asked_when, place) if model.asked_when else (),
            fields=tuple(
                self._field(name, part, f"{place[:-1]}.field.{name}]")
                for name, part in model.field.items()
            ),
            context=model.context,
        )

    def _field(self, key: str, model: schema.FieldModel, place: str) -> Finding:
        low, high = model.range or (None, None)
        return Finding(
            key=key,
            kind=_KINDS.get(model.type) or Kind(model.type),
            ask=model.ask,
            short=model.short,
            why=model.why,
            help=model.help,
            options=self._options(model, place),
            unit=model.unit,
            low=low,
            high=high,
        )

    def _derived(self, key: str, model: schema.DerivedModel) -> Finding:
        place = f"derived.toml [derived.{key}]"
        function = model.by or key
        if function not in FUNCTIONS:
            self._fault(place, f"by: no derivation {function!r}; {nearest(function, FUNCTIONS)}")
        self._cited(model.cites, place)
        options = self._options(model, place)
        for value in set(model.final) - options.keys():
            self._fault(place, f"final: {value!r} is not one of its values")
        return Finding(
            key=key,
            kind=_KINDS.get(model.type) or Kind(model.type),
            ask=model.says,
            short=model.short,
            why=model.says,
            options=options,
            unit=model.unit,
            derived=Derivation(function, tuple(model.inputs), frozenset(model.final)),
        )

    def _options(
        self,
        model: schema.FindingModel | schema.FieldModel | schema.DerivedModel,
        place: str,
    ) -> Mapping[str, str]:
        if model.type == "yes_no":
            return _YES_NO
        if model.type in ("choice", "several") and not model.values:
            self._fault(place, "values: a choice needs its values")
        if "unknown" in model.values:
            self._fault(place, "values: unknown is implied and not listed")
        if model.type in ("integer", "number") and not isinstance(model, schema.DerivedModel):
            if model.range is None:
                self._fault(place, "range: a number needs its hard range")
            elif model.range[0] >= model.range[1]:
                self._fault(place, "range: the lower end comes first")
        return model.values

    def _checklists(self) -> Iterator[tuple[str, Checklist]]:
        for key, model in self.models.findings.checklist.items():
            place = f"findings.toml [checklist.{key}]"
            for item in model.items:
                self._check_item(item, place)
            items = tuple(
                ChecklistItem(item.finding, item.says, tuple(item.present), item.absent)
                for item in model.items
            )
            yield key, Checklist(key, model.ask, items, model.hint)

    def _check_item(self, item: schema.ChecklistItemModel, place: str) -> None:
        finding = self.findings.get(item.finding)
        if finding is None:
            self._fault(place, f"items: no finding {item.finding!r}")
            return
        for value in {*item.present, item.absent} - finding.options.keys():
            self._fault(place, f"items: {item.finding} cannot be {value!r}")

    # Conditions

    def _thresholds(self) -> Iterator[tuple[str, Threshold]]:
        for key, model in self.models.thresholds.threshold.items():
            self._cited(model.cites, f"thresholds.toml [threshold.{key}]")
            yield key, Threshold(key, model.value, model.unit, model.says, tuple(model.cites))

    def _contradictions(self) -> Iterator[tuple[str, Contradiction]]:
        for key, model in self.models.contradictions.contradiction.items():
            place = f"contradictions.toml [contradiction.{key}]"
            self._cited(model.cites, place)
            contradiction = Contradiction(
                key, model.says, self._table(model.when, place), meanwhile=model.meanwhile
            )
            self._define(contradiction, place)
            yield key, contradiction

    def _concepts(self) -> Iterator[tuple[str, Concept]]:
        for key, model in self.models.concepts.concept.items():
            place = f"concepts.toml [concept.{key}]"
            concept = Concept(
                key, model.says, self._table(model.when, place), self._table(model.unless, place)
            )
            self._define(concept, place)
            yield key, concept

    def _define(self, concept: Concept, place: str) -> None:
        if concept.key in self.findings:
            self._fault(place, "a finding has the same name")
        self.conditions[concept.key] = concept

    # Rules and what they give

    def _recommendations(self) -> Iterator[tuple[str, Recommendation]]:
        for code, model in self.models.recommendations.recommendation.items():
            place = f"recommendations.toml [recommendation.{code}]"
            self._cited([*model.cites, *(e.source for e in model.evidence)], place)
            yield (
                code,
                Recommendation(
                    code=code,
                    title=model.title,
                    kind=model.kind,
                    urgency=Urgency[model.urgency.upper()],
                    what=model.what,
                    why=model.why,
                    plain=model.plain,
                    cites=tuple(model.cites),
                    permissive=model.permissive,
                    within=model.within,
                    cautions=tuple(model.cautions),
                    pitfalls=tuple(model.pitfalls),
                    evidence=tuple((e.source, e.says) for e in model.evidence),
                ),
            )

    def _sections(self) -> Iterator[tuple[str, Section]]:
        for name, model in self.models.sections.items():
            section = model.section
            gate = self._table(section.gate, f"{name} [section]") if section.gate else ()
            if section.stops and not gate:
                self._fault(f"{name} [section]", "stops: a section that stops needs a gate")
            yield section.key, Section(section.key, section.title, gate, section.stops)

    def _rules(self, recommendations: Mapping[str, Recommendation]) -> Iterator[tuple[str, Rule]]:
        seen: dict[str, str] = {}
        for name, model in self.models.sections.items():
            for key, rule in model.rule.items():
                place = f"{name} [rule.{key}]"
                if key in seen:
                    self._fault(place, f"{seen[key]} has a rule of the same name")
                seen[key] = name
                code = rule.gives or key
                if code not in recommendations:
                    hint = nearest(code, recommendations)
                    self._fault(place, f"gives: no recommendation {code!r}; {hint}")
                self._cited(rule.cites, place)
                yield (
                    key,
                    Rule(
                        key=key,
                        section=model.section.key,
                        gives=code,
                        says=rule.says,
                        when=self._table(rule.when, place),
                        unless=self._table(rule.unless, place),
                        cites=tuple(rule.cites),
                    ),
                )

    # Cells

    def _table(self, table: schema.TableModel, place: str) -> Table:
        rows = [table] if isinstance(table, dict) else table
        return tuple(self._row(row, place) for row in rows)

    def _row(self, row: schema.RowModel, place: str) -> Row:
        clauses = (self._clause(name, cell, place) for name, cell in row.items())
        return tuple(clause for clause in clauses if clause is not None)

    def _clause(self, name: str, cell: schema.Cell, place: str) -> Clause | None:
        if name in self.conditions:
            if isinstance(cell, bool):
                return Clause(name, cell)
            self._fault(place, f"{name}: a concept is true or false, not {cell!r}")
        elif name not in self.findings:
            known = [*self.findings, *self.conditions]
            self._fault(place, f"no finding or earlier concept {name!r}; {nearest(name, known)}")
        elif isinstance(cell, bool):
            self._fault(place, f"{name}: a finding has values, not true or false")
        else:
            try:
                return Clause(name, parse_cell(cell, self.findings[name], self.numbers))
            except CellError as error:
                self._fault(place, f"{name} = {cell!r}: {error}")
        return None

    # Citations

    def _cited(self, cites: Iterable[str], place: str) -> None:
        models = self.models
        for cite in cites:
            if not (
                cite in models.sources.source
                or cite in models.statements.statement
                or cite in models.statements.tension
                or cite in models.safety.safety_rule
                or re.fullmatch(r"X\d\d", cite)
            ):
                self._fault(place, f"cites: {cite!r} is no source, statement or safety rule")

    def _fault(self, place: str, says: str) -> None:
        self.faults.append(Fault(place, says.removesuffix("; ")))
