"""The content as formulas of the z3 solver, read from the TOML files.

Nothing of the loader or the engine is used: cells are read here once more, a number is a real or
whole number instead of a cell between two cuts, and unknown is a value of its own.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import z3

Tables = dict[str, Any]
Claim = tuple[str, z3.BoolRef]
"""A sentence, in the words of `engine.proofs`, and a formula that no patient may satisfy."""


class Solver:
    """The functions of a content directory as formulas over its findings."""

    def __init__(self, directory: Path) -> None:
        self._files = {
            path.name: tomllib.loads(path.read_text("utf-8"))
            for path in sorted(directory.rglob("*.toml"))
        }
        self._numbers = {k: t["value"] for k, t in self._file("thresholds", "threshold").items()}
        self._findings = self._file("findings", "finding") | self._file("derived", "derived")
        self._conditions: dict[str, z3.BoolRef] = {}
        contradictions = self._file("contradictions", "contradiction")
        for key, table in (contradictions | self._file("concepts", "concept")).items():
            self._conditions[key] = self._holds(table)
        self.codes = self._recommendations()

    def claims(self) -> Iterator[Claim]:
        """The formulas that the invariants and groups forbid."""
        invariants = self._files["invariants.toml"]
        for key, invariant in invariants["invariant"].items():
            for number, row in enumerate(_rows(invariant["never"]), start=1):
                yield f"{key}.{number}: {invariant['says']}", self._row(row)
        for group in invariants["group"].values():
            for a, b in combinations(group["codes"], 2):
                yield f"{group['says']} ({a}, {b})", z3.And(self.codes[a], self.codes[b])
            if group["holds"] == "exactly one":
                yield group["says"], z3.Not(z3.Or(*(self.codes[c] for c in group["codes"])))
        yield "some recommendation holds", z3.Not(z3.Or(*self.codes.values()))

    def broken(self) -> set[str]:
        """The claims that some patient breaks."""
        solver = z3.Solver()
        solver.add(*self._legal())
        found = set()
        for name, formula in self.claims():
            solver.push()
            solver.add(formula)
            verdict = solver.check()
            assert verdict != z3.unknown
            if verdict == z3.sat:
                found.add(name)
            solver.pop()
        return found

    def _file(self, name: str, table: str) -> Tables:
        found: Tables = self._files[f"{name}.toml"][table]
        return found

    def _recommendations(self) -> dict[str, z3.BoolRef]:
        given: dict[str, list[z3.BoolRef]] = {code: [] for code in self._files_codes()}
        stopped: list[z3.BoolRef] = []
        for name, file in self._files.items():
            if not re.match(r"\d\d-", name):
                continue
            section = file["section"]
            gate = self._table(section.get("gate", {}))
            open_here = z3.And(gate, *(z3.Not(earlier) for earlier in stopped))
            for key, rule in file.get("rule", {}).items():
                given[rule.get("gives", key)].append(z3.And(open_here, self._holds(rule)))
            if section.get("stops"):
                stopped.append(gate)
        return {code: z3.Or(*rules) for code, rules in given.items()}

    def _files_codes(self) -> Tables:
        return self._file("recommendations", "recommendation")

    def _holds(self, table: Tables) -> z3.BoolRef:
        unless = self._table(table.get("unless", []))
        return z3.And(self._table(table.get("when", {})), z3.Not(unless))

    def _table(self, table: Any) -> z3.BoolRef:
        return z3.Or(*map(self._row, _rows(table)))

    def _row(self, row: Tables) -> z3.BoolRef:
        return z3.And(*(self._clause(name, cell) for name, cell in row.items()))

    def _clause(self, name: str, cell: Any) -> z3.BoolRef:
        if isinstance(cell, bool):
            holds = self._conditions[name] if name in self._conditions else self.codes[name]
            return holds if cell else z3.Not(holds)
        cells = [cell] if isinstance(cell, str) else cell
        kind = self._findings[name]["type"]
        read = self._number if kind in ("number", "integer") else self._choice
        return z3.Or(*(read(name, text.strip()) for text in cells))

    def _choice(self, name: str, text: str) -> z3.BoolRef:
        values = self._values(name)
        number = z3.Int(name)
        if text == "known":
            return number != 0
        if text.startswith("!"):
            return number != 1 + values.index(text[1:].strip())
        return number == (0 if text == "unknown" else 1 + values.index(text))

    def _values(self, name: str) -> list[str]:
        finding = self._findings[name]
        return ["yes", "no"] if finding["type"] == "yes_no" else list(finding["values"])

    def _legal(self) -> Iterator[z3.BoolRef]:
        """A choice is unknown, which is 0, or one of its values."""
        for name, finding in self._findings.items():
            if finding["type"] in ("choice", "yes_no"):
                yield z3.And(z3.Int(name) >= 0, z3.Int(name) <= len(self._values(name)))

    def _number(self, name: str, text: str) -> z3.BoolRef:
        known = z3.Bool(f"{name} known")
        whole = self._findings[name]["type"] == "integer"
        number = z3.Int(name) if whole else z3.Real(name)
        if text in ("known", "unknown"):
            return known if text == "known" else z3.Not(known)
        if ".." in text:
            low, high = (self._operand(word.strip()) for word in text.split(".."))
            return z3.And(known, number >= low, number <= high)
        found = re.fullmatch(r"(<=|>=|<|>|)\s*(\S+)", text)
        assert found is not None, text
        value = self._operand(found[2])
        compared = {
            "<": number < value,
            "<=": number <= value,
            ">": number > value,
            ">=": number >= value,
            "": number == value,
        }
        return z3.And(known, compared[found[1]])

    def _operand(self, word: str) -> z3.ArithRef:
        return z3.RealVal(str(self._numbers.get(word, word)))


def _rows(table: Any) -> list[Tables]:
    return [table] if isinstance(table, dict) else table
