"""Names that content refers to, and the reading of cells that use them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from data.content.resolve.raw_files import RawFiles
from data.content.schema.base import Cell, RowModel, TableModel
from data.input.faults import Fault, nearest
from engine.model.conditions import Clause, Row, Table
from engine.model.findings import Finding
from engine.model.library import Library
from engine.model.pathway import Concept, Pathway, Recommendation
from engine.model.unary_tests import CellError, parse_cell


@dataclass(slots=True)
class Symbols:
    """The findings, numbers, conditions and recommendations so far, and the faults found.

    Attributes:
        codes: recommendations that rows may name; none but those of invariants may.
    """

    models: RawFiles
    faults: list[Fault]
    numbers: dict[str, float] = field(default_factory=dict)
    findings: dict[str, Finding] = field(default_factory=dict)
    conditions: dict[str, Concept] = field(default_factory=dict)
    recommendations: Mapping[str, Recommendation] = field(default_factory=dict)
    codes: Collection[str] = ()
    library: Library = field(default_factory=Library)

    @classmethod
    def of(cls, models: RawFiles, pathway: Pathway, faults: list[Fault]) -> Symbols:
        """The findings, numbers and recommendations of a whole pathway."""
        numbers = {key: threshold.value for key, threshold in pathway.thresholds.items()}
        findings, recommendations = dict(pathway.findings), pathway.recommendations
        return cls(models, faults, numbers, findings, recommendations=recommendations)

    @property
    def asked(self) -> Mapping[str, Finding]:
        """The findings that are asked."""
        return {key: finding for key, finding in self.findings.items() if not finding.derived}

    def table(self, table: TableModel, place: str) -> Table:
        """Read a table's cells."""
        rows = [table] if isinstance(table, Mapping) else table
        return tuple(self._row(row, place) for row in rows)

    def _row(self, row: RowModel, place: str) -> Row:
        clauses = (self._clause(name, cell, place) for name, cell in row.items())
        return tuple(clause for clause in clauses if clause is not None)

    def _clause(self, name: str, cell: Cell, place: str) -> Clause | None:
        if name in self.conditions or name in self.codes:
            if isinstance(cell, bool):
                return Clause(name, cell)
            self.fault(place, f"{name}: a concept is true or false, not {cell!r}")
        elif name not in self.findings:
            known = [*self.findings, *self.conditions]
            self.require("no finding or earlier concept", [name], known, place)
        elif isinstance(cell, bool):
            self.fault(place, f"{name}: a finding has values, not true or false")
        else:
            try:
                return Clause(name, parse_cell(cell, self.findings[name], self.numbers))
            except CellError as error:
                self.fault(place, f"{name} = {cell!r}: {error}")
        return None

    def cited(self, cites: Iterable[str], place: str) -> None:
        """Check that every citation refers to something."""
        models = self.models
        for cite in cites:
            if not (
                cite in models.sources.source
                or cite in models.statements.statement
                or cite in models.statements.tension
                or cite in models.safety.rules.safety_rule
                or re.fullmatch(r"X\d\d", cite)
            ):
                self.fault(place, f"cites: {cite!r} is no source, statement or safety rule")

    def check_codes(self, given: Iterable[str], place: str) -> None:
        """Check that every code is that of a recommendation."""
        self.require("no recommendation", given, self.recommendations, place)

    def require(
        self, missing: str, given: Iterable[str], known: Collection[str], place: str
    ) -> None:
        """Check that names are known; `missing` begins the fault: `asks: no question`."""
        for name in given:
            if name not in known:
                self.fault(place, f"{missing} {name!r}; {nearest(name, known)}")

    def fault(self, place: str, says: str) -> None:
        """Note a fault and its place."""
        self.faults.append(Fault(place, says.removesuffix("; ")))
