"""Cases: one patient's findings as JSON, checked completely before anything is evaluated.

A case is `{"findings": {KEY: VALUE, ...}}`. A missing key, `null` and `"unknown"` all mean that
a finding is not known. `"confirmed": [KEY]` names unlikely numbers that somebody confirmed.
A number may be a bound: `"<5"`, `{"below": 5}` or `{"above": 60}`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, BinaryIO, Final

from pydantic import Field

from data.input.case_values import CaseReader, shown_key
from data.input.faults import Fault, FaultyInputError
from data.input.model import Items, Model, Place, joined, read
from data.input.strict_json import parse_strictly
from engine.model.answers import Answers, Bound, Value
from engine.model.pathway import Pathway

LARGEST_CASE: Final = 1_000_000
"""Bytes; a larger case is refused unread."""

DEEPEST_CASE: Final = 8
"""Levels of nesting; no legal case has more than four."""


class CaseModel(Model):
    """A case; what stands beside findings and confirmed keys is not evaluated."""

    findings: dict[str, Any]
    confirmed: Items[str] = ()
    id: Annotated[str, Field(max_length=200)] | int | None = None
    title: Any = None
    why: Any = None
    note: Any = None
    expect: Any = None
    forbid: Any = None


@dataclass(frozen=True, slots=True)
class Case:
    """The outer form of a case: what it says of a patient.

    Attributes:
        answers: values by finding key; each is legal.
        confirmed: keys of the numbers that stand although they are unlikely.
        id: the name that whoever wrote the case gave it; None without one.
    """

    answers: Answers
    confirmed: frozenset[str] = frozenset()
    id: str | int | None = None


class CaseError(FaultyInputError):
    """A case with faults; nothing of it was evaluated.

    Attributes:
        id: the name of the case, where it has one.
    """

    def __init__(self, faults: Iterable[Fault], name: str | int | None = None) -> None:
        """Keep the faults and the name."""
        super().__init__(faults)
        self.id = name

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
    """The answers of a case, without the list of confirmed numbers.

    Raises:
        CaseError: naming every fault at once.
    """
    return parse_whole_case(content, pathway).answers


def parse_whole_case(content: bytes, pathway: Pathway) -> Case:
    """The answers of a case, and which of its numbers are confirmed.

    Args:
        content: the case as JSON, UTF-8.
        pathway: the content that says which findings and values are legal.

    Raises:
        CaseError: naming every fault at once.
    """
    faults: list[Fault] = []
    try:
        plain = parse_strictly(content, faults)
    except FaultyInputError as error:
        raise CaseError(error.faults) from None
    _require_shallow(plain)
    if not isinstance(plain, dict) or not isinstance(plain.get("findings"), dict):
        name = _id(plain) if isinstance(plain, dict) else None
        raise CaseError([*faults, Fault("", 'a case is {"findings": {KEY: VALUE, ...}}')], name)
    answers = dict(CaseReader(pathway, faults).answers(plain["findings"]))
    try:
        outer = read(CaseModel, plain, lambda place: _outer(pathway, place))
    except FaultyInputError as error:
        raise CaseError([*error.faults, *faults], _id(plain)) from None
    for position, key in enumerate(outer.confirmed):
        finding = pathway.findings.get(key)
        if key not in answers or finding is None or not finding.kind.numeric:
            faults.append(
                Fault(f"confirmed[{position}]", "not legal; legal: a number of this case")
            )
    if faults:
        raise CaseError(faults, outer.id)
    return Case(answers, frozenset(outer.confirmed), outer.id)


def case_document(findings: Mapping[str, Value]) -> dict[str, Any]:
    """Findings as a case that `parse_case` reads."""
    return {"findings": {key: json_value(value) for key, value in findings.items()}}


def json_value(value: Value) -> object:
    """A value as JSON writes it."""
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, Bound):
        return {value.side: value.limit}
    return [dict(reading) for reading in value] if isinstance(value, tuple) else value


def _id(plain: Mapping[str, Any]) -> str | int | None:
    """The name of a case of which something else is wrong."""
    try:
        return read(CaseModel, {"findings": {}, "id": plain.get("id")}).id
    except FaultyInputError:
        return None


def _outer(pathway: Pathway, place: Place) -> str:
    """The words for a place beside the findings."""
    misplaced = place[0] in pathway.findings
    return f"{shown_key(str(place[0]))}: write it under findings" if misplaced else joined(place)


def _require_shallow(case: object) -> None:
    layer = [case]
    for _ in range(DEEPEST_CASE):
        layer = [
            part
            for whole in layer
            if isinstance(whole, (dict, list))
            for part in (whole.values() if isinstance(whole, dict) else whole)
        ]
    if layer:
        raise CaseError.one(f"nested more than {DEEPEST_CASE} deep; a case is not")
