"""Cases: one patient's findings as JSON, checked completely before anything is evaluated.

A case is `{"findings": {"pain_nrs": 7, ...}}`. A missing key, `null` and `"unknown"` all mean that
a finding is not known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, Final

from data.input.faults import Fault, FaultyInputError, nearest
from data.input.legal_values import is_legal, number_words
from data.input.strict_json import parse_strictly
from data.text.numbers import number_text
from data.text.outside_text import one_line
from engine.model.answers import UNKNOWN, Answers, LevelReading, Value
from engine.model.findings import Finding, Kind
from engine.model.pathway import Pathway
from engine.spine.units import slip, to_canonical, units_of

LARGEST_CASE: Final = 1_000_000
"""Bytes; a larger case is refused unread."""

DEEPEST_CASE: Final = 8
"""Levels of nesting; no legal case has more than four."""

_ANNOTATIONS: Final = ("id", "title", "why", "note", "expect", "forbid")
"""What may stand beside the findings of a case and is not evaluated."""


class CaseError(FaultyInputError):
    """A case with faults; nothing of it was evaluated."""

    @classmethod
    def one(cls, says: str, place: str = "") -> CaseError:
        """A case with a single fault."""
        return cls([Fault(place, says)])


def read_case(stream: BinaryIO) -> bytes:
    """The bytes of a case, unless there are too many.

    Raises:
        CaseError: when the case is larger than LARGEST_CASE.
    """
    content = stream.read(LARGEST_CASE + 1)
    if len(content) > LARGEST_CASE:
        raise CaseError.one(f"the case is larger than {LARGEST_CASE:,} bytes")
    return content


def parse_case(content: bytes, pathway: Pathway) -> Answers:
    """The answers of a case.

    Args:
        content: the case as JSON, UTF-8.
        pathway: the content that says which findings and values are legal.

    Raises:
        CaseError: naming every fault at once.
    """
    faults: list[Fault] = []
    try:
        case = parse_strictly(content, faults)
    except FaultyInputError as error:
        raise CaseError(error.faults) from None
    _require_shallow(case)
    if not isinstance(case, dict) or not isinstance(case.get("findings"), dict):
        raise CaseError([*faults, Fault("", 'a case is {"findings": {"pain_nrs": 7, ...}}')])
    for key in case.keys() - {"findings", *_ANNOTATIONS}:
        misplaced = key in pathway.findings
        hint = "write it under findings" if misplaced else nearest(key, ("findings", *_ANNOTATIONS))
        faults.append(Fault(_shown(key), f"not part of a case; {hint}"))
    answers = dict(_Reader(pathway, faults).answers(case["findings"]))
    if faults:
        raise CaseError(faults)
    return answers


def case_document(findings: Mapping[str, Value]) -> dict[str, Any]:
    """Findings as a case that `parse_case` reads."""
    return {"findings": {key: json_value(value) for key, value in findings.items()}}


def json_value(value: Value) -> object:
    """A value as JSON writes it."""
    if isinstance(value, frozenset):
        return sorted(value)
    return [dict(reading) for reading in value] if isinstance(value, tuple) else value


def _require_shallow(case: object) -> None:
    layer = [case]
    for _ in range(DEEPEST_CASE):
        layer = [
            part
            for whole in layer
            if isinstance(whole, dict | list)
            for part in (whole.values() if isinstance(whole, dict) else whole)
        ]
    if layer:
        raise CaseError.one(f"nested more than {DEEPEST_CASE} deep; a case is not")


class _Reader:
    """Reads values against a pathway and collects what is wrong with them."""

    def __init__(self, pathway: Pathway, faults: list[Fault]) -> None:
        self._asked = {k: f for k, f in pathway.findings.items() if f.derived is None}
        self._pathway = pathway
        self._faults = faults

    def answers(self, findings: Mapping[str, object]) -> Iterator[tuple[str, Value]]:
        """The values that are known and legal."""
        for key, raw in findings.items():
            finding = self._asked.get(key)
            if finding is None:
                self._unknown_key(key)
            elif (value := self._value(finding, raw, f"findings.{key}")) is not None:
                yield key, value

    def _unknown_key(self, key: str) -> None:
        place = f"findings.{_shown(key)}"
        if key in self._pathway.findings:
            self._fault(place, "computed from other findings, not given")
        else:
            self._fault(place, f"no such finding; {nearest(key, self._asked)}")

    def _value(self, finding: Finding, raw: object, place: str) -> Value | None:
        """The value, or None where it is not known or not legal."""
        if raw is None or raw == UNKNOWN:
            return None
        if finding.numeric:
            return self._number(finding, raw, place)
        if finding.kind is Kind.SEVERAL:
            return self._several(finding, raw, place)
        if finding.kind is Kind.LEVELS:
            return self._levels(finding, raw, place)
        return self._choice(finding, raw, place)

    def _choice(self, finding: Finding, raw: object, place: str) -> str | None:
        is_number = isinstance(raw, int | float) and not isinstance(raw, bool)
        word = number_text(float(raw)) if is_number else raw  # type: ignore[arg-type]
        if isinstance(word, str) and word in finding.options:
            return word
        self._fault(place, f"not legal; legal: {_legal(finding)}")
        return None

    def _number(self, finding: Finding, raw: object, place: str) -> float | int | None:
        legal = f"legal: {_legal(finding)}"
        if isinstance(raw, dict):
            return self._quantity(finding, raw, place)
        if isinstance(raw, bool) or not isinstance(raw, int | float):
            self._fault(place, f"not a number; {legal}")
        elif not is_legal(finding, raw):
            guess = slip(finding.key, raw, {})
            hint = f". Was {guess.unit} meant?" if guess and guess.unit else ""
            self._fault(place, f"not legal; {legal}{hint}")
        else:
            return int(raw) if finding.kind is Kind.INTEGER else raw
        return None

    def _quantity(
        self, finding: Finding, raw: Mapping[str, object], place: str
    ) -> float | int | None:
        """A number with its unit: `{"value": 9.4, "unit": "mg/dL"}`."""
        value, unit = raw.get("value"), raw.get("unit")
        units = units_of(finding.key) or (finding.unit,)
        if raw.keys() != {"value", "unit"} or not isinstance(unit, str):
            form = f'{{"value": ..., "unit": "{units[-1]}"}}'
            self._fault(place, f"a number, or {form}; legal: {_legal(finding)}")
        elif isinstance(value, bool) or not isinstance(value, int | float):
            self._fault(f"{place}.value", "not a number")
        elif unit == finding.unit:
            return self._number(finding, value, place)
        else:
            try:
                return self._number(finding, to_canonical(finding.key, value, unit), place)
            except ValueError:
                says = f"no unit of {finding.key}; legal: {', '.join(units)}"
                self._fault(f"{place}.unit", says)
        return None

    def _several(self, finding: Finding, raw: object, place: str) -> frozenset[str] | None:
        if not isinstance(raw, list):
            self._fault(place, f"not a list; legal: {_legal(finding)}")
            return None
        wrong = [not isinstance(word, str) or word not in finding.options for word in raw]
        for position in (n for n, is_wrong in enumerate(wrong) if is_wrong):
            self._fault(f"{place}[{position}]", f"not legal; legal: {_legal(finding)}")
        if finding.none in raw and len(raw) > 1:
            self._fault(place, f"{finding.none} excludes the others")
        return frozenset(raw) if raw and not any(wrong) else None

    def _levels(self, finding: Finding, raw: object, place: str) -> tuple[LevelReading, ...] | None:
        if not isinstance(raw, list):
            self._fault(place, f'not a list; legal: [{{"level": "{finding.sites.start}", ...}}]')
            return None
        readings = [
            reading
            for position, item in enumerate(raw)
            if (reading := self._reading(finding, item, f"{place}[{position}]")) is not None
        ]
        named = [reading["level"] for reading in readings]
        for level in dict.fromkeys(named):
            if named.count(level) > 1:
                self._fault(place, f"{level} is given more than once")
        return tuple(readings)

    def _reading(self, finding: Finding, raw: object, place: str) -> LevelReading | None:
        level = raw.get("level") if isinstance(raw, dict) else None
        if not isinstance(raw, dict) or level not in finding.sites.names:
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
                self._fault(f"{place}.{_shown(key)}", f"no such field; {nearest(key, fields)}")
        return reading

    def _fault(self, place: str, says: str) -> None:
        self._faults.append(Fault(place, says.removesuffix("; ")))


def _legal(finding: Finding) -> str:
    """The legal values of a finding, in words."""
    if finding.numeric:
        units = ", ".join(f'{{"value": ..., "unit": "{u}"}}' for u in units_of(finding.key)[1:])
        return ", ".join(part for part in (number_words(finding), units) if part) + ", or unknown"
    if finding.kind is Kind.SEVERAL:
        return "a list of " + ", ".join(finding.options)
    return ", ".join((*finding.options, UNKNOWN))


def _shown(key: str) -> str:
    """A key of the input as a message may show it: short, one line, nothing active."""
    return one_line(key, 40) or '""'
