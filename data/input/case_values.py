"""The findings of a case, read value by value; `data.input.kinds` says which are legal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from data.input.doubts import other_unit
from data.input.faults import MOST, Fault, nearest
from data.input.kinds import is_legal, legal_number, legal_words, read_number
from data.input.quantities import (
    QuantityError,
    bound_of,
    in_own_unit,
)
from data.text.numbers import number_text
from data.text.outside_text import one_line
from engine.model.answers import UNKNOWN, LevelReading, Value
from engine.model.findings import Finding
from engine.model.kinds import Kind
from engine.model.pathway import Pathway


class CaseReader:
    """Reads values against a pathway and collects what is wrong with them."""

    def __init__(self, pathway: Pathway, faults: list[Fault]) -> None:
        self._asked = pathway.asked
        self._pathway = pathway
        self._faults = faults

    def answers(self, findings: Mapping[str, object]) -> Iterator[tuple[str, Value]]:
        """The values that are known and legal."""
        for key, raw in findings.items():
            finding = self._asked.get(key)
            if finding is not None:
                if (value := self._value(finding, raw, f"findings.{key}")) is not None:
                    yield key, value
                continue
            place = f"findings.{shown_key(key)}"
            if key in self._pathway.findings:
                self._fault(place, "computed from other findings, not given")
            else:
                self._fault(place, f"no such finding; {self._nearest(key, self._asked)}")

    def _value(self, finding: Finding, raw: object, place: str) -> Value | None:
        """The value, or None where it is not known or not legal."""
        if raw is None or raw == UNKNOWN:
            return None
        if finding.kind.numeric:
            return self._number(finding, raw, place)
        if finding.kind is Kind.SEVERAL:
            return self._several(finding, _listed(raw, "several"), place)
        if finding.kind is Kind.LEVELS:
            return self._levels(finding, _listed(raw, "levels"), place)
        word = raw if isinstance(raw, str) or not _is_number(raw) else number_text(float(raw))  # type: ignore[arg-type]
        if isinstance(word, str) and is_legal(finding, word):
            return word
        self._fault(place, f"not legal; legal: {legal_words(finding)}")
        return None

    def _number(self, finding: Finding, raw: object, place: str) -> float | int | None:
        try:
            number = self._typed(finding, raw, place)
        except QuantityError as error:
            self._fault(place, f"{error.says}; legal: {legal_words(finding)}")
            return None
        if number is None:
            return None
        if (value := legal_number(finding, number)) is not None:
            return value
        unit = other_unit(finding, number)
        meant = f". Was {unit} meant?" * bool(unit)
        self._fault(place, f"not legal; legal: {legal_words(finding)}{meant}")
        return None

    def _typed(self, finding: Finding, raw: object, place: str) -> float | None:
        """The number of `7`, `"37,2 C"`, `{"value": 9.4, "unit": "mg/dL"}`; the bound of `"<5"`."""
        if isinstance(raw, str):
            return read_number(finding, raw, bounds=self._asked.get(finding.key) is finding)
        if isinstance(raw, dict):
            return self._quantity(finding, raw, place)
        if not _is_number(raw):
            raise QuantityError("not a number")
        return raw  # type: ignore[return-value]

    def _quantity(self, finding: Finding, raw: Mapping[str, object], place: str) -> float | None:
        side = next(iter(raw), None)
        if side in ("below", "above") and self._asked.get(finding.key) is finding:
            return self._bound(finding, raw, place)
        value, unit = raw.get("value"), raw.get("unit")
        if raw.keys() != {"value", "unit"} or not isinstance(unit, str):
            self._fault(place, f"legal: {legal_words(finding)}")
            return None
        if not _is_number(value):
            self._fault(f"{place}.value", "not a number")
            return None
        try:
            return in_own_unit(finding, value, unit)  # type: ignore[arg-type]
        except QuantityError as error:
            self._fault(f"{place}.unit", error.says)
            return None

    def _bound(self, finding: Finding, raw: Mapping[str, object], place: str) -> float | None:
        """The bound of `{"below": 5}` or `{"above": 60}`, in the finding's own unit."""
        ((side, limit), *more) = raw.items()
        if more:
            self._fault(place, 'legal: {"below": NUMBER} or {"above": NUMBER}')
            return None
        if not _is_number(limit):
            self._fault(f"{place}.{side}", "not a number")
            return None
        return bound_of(finding, limit, below=side == "below")  # type: ignore[arg-type]

    def _several(self, finding: Finding, raw: object, place: str) -> frozenset[str] | None:
        if not isinstance(raw, list):
            self._fault(place, f"not a list; legal: {legal_words(finding)}")
            return None
        known = finding.options
        wrong = [n for n, word in enumerate(raw) if not isinstance(word, str) or word not in known]
        for position in wrong:
            self._fault(f"{place}[{position}]", f"not legal; legal: {legal_words(finding)}")
        if wrong or not raw:
            return None
        if not is_legal(finding, frozenset(raw)):
            self._fault(place, f"{finding.none} excludes the others")
            return None
        return frozenset(raw)

    def _levels(self, finding: Finding, raw: object, place: str) -> tuple[LevelReading, ...] | None:
        if not isinstance(raw, list):
            self._fault(place, f"not a list; legal: {legal_words(finding)}")
            return None
        readings = [
            reading
            for position, item in enumerate(raw)
            if (reading := self._reading(finding, item, f"{place}[{position}]")) is not None
        ]
        named = [reading["level"] for reading in readings]
        for level, count in Counter(named).items():
            if count > 1:
                self._fault(place, f"{level} is given more than once")
        return tuple(readings)

    def _reading(self, finding: Finding, raw: object, place: str) -> LevelReading | None:
        level = raw.get("level") if isinstance(raw, dict) else None
        known = isinstance(level, str) and is_legal(finding, ({"level": level},))
        if not isinstance(raw, dict) or not known:
            self._fault(place, f"level: not legal; legal: {finding.sites.words}")
            return None
        fields = {part.key: part for part in finding.fields}
        reading: dict[str, str | float] = {"level": str(level)}
        for key, item in raw.items():
            if key in fields:
                value = self._value(fields[key], item, f"{place}.{key}")
                if isinstance(value, str | int | float):
                    reading[key] = value
            elif key != "level":
                self._fault(
                    f"{place}.{shown_key(key)}", f"no such field; {self._nearest(key, fields)}"
                )
        return reading

    def _nearest(self, key: str, legal: Mapping[str, Finding]) -> str:
        """A hint for the faults that are named; to seek one for each of thousands takes minutes."""
        return nearest(key, legal) if len(self._faults) < MOST else ""

    def _fault(self, place: str, says: str) -> None:
        self._faults.append(Fault(place, says.removesuffix("; ")))


def _listed(raw: object, key: str) -> object:
    """The list of `{"levels": [...]}`, the form of an exported session; anything else as it is."""
    return raw[key] if isinstance(raw, dict) and raw.keys() == {key} else raw


def _is_number(raw: object) -> bool:
    return isinstance(raw, (int, float)) and not isinstance(raw, bool)


def shown_key(key: str) -> str:
    """A key of the input as a message may show it: short, one line, nothing active."""
    return one_line(key, 40) or '""'
