"""The findings of one patient as lines of the one-page summary and of the forms.

The content says which findings and in which line: see `summary.toml`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from data.content.schema.summary import FindingsModel, SummaryFileModel
from data.export.blocks import Line
from data.session.session import State
from data.session.value_age import earlier_days
from data.text.dates import day_text
from data.wording.kinds import NOT_ASKED, NOT_KNOWN, field_text, value_text
from data.wording.patient_words import levels_of
from data.wording.red_flags import emergency_signs, other_signs
from engine.advice.decide import Advice
from engine.model.answers import UNKNOWN, Answers, Bound, LevelReading, Value
from engine.model.conditions import UnaryTest
from engine.model.findings import Finding
from engine.model.pathway import Checklist, Pathway

_SIGN: Final = {"yes", "no"}
_NOT_ANSWERED: Final = "not answered"
_ABSENT: Final = "absent"
_ENDS: Final = (".", "?", "!")
_SIGNS: Final = {"emergency": emergency_signs, "others": other_signs}


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a line.

    Attributes:
        names: the findings that they name.
        begins: whether they begin a sentence.
    """

    text: str
    names: frozenset[str] = frozenset()
    begins: bool = False


def joined(pieces: Iterable[Piece]) -> str:
    """The pieces as one line."""
    words = ""
    for piece in pieces:
        if piece.begins and words:
            words = f"{ended(words)} {piece.text[:1].upper()}{piece.text[1:]}"
        else:
            words = f"{words}; {piece.text}" if words else piece.text
    return words


def ended(words: str) -> str:
    """The words, with a full stop unless they end with a sign already."""
    return words if words.endswith(_ENDS) else f"{words}."


@dataclass(frozen=True, slots=True)
class Presentation:
    """The facts that are known of the patient.

    Attributes:
        patient, answer, examination: the lines of the page; the answer is what was seen.
        names: the findings that those lines name.
        forms: for each form the findings of its lines, in brief.
    """

    patient: tuple[Line, ...] = ()
    answer: tuple[Line, ...] = ()
    examination: tuple[Line, ...] = ()
    names: frozenset[str] = frozenset()
    forms: Mapping[str, tuple[tuple[Piece, ...], ...]] = field(default_factory=dict)


def presentation(
    pathway: Pathway,
    told: SummaryFileModel,
    active: Answers,
    advice: Advice,
    state: State,
) -> Presentation:
    """The lines that the content asks for.

    Args:
        pathway: whose findings they are.
        told: which lines there are.
        active: the answers whose questions apply, as they were given.
        advice: with the known answers and the derived findings, and what is to be completed.
        state: with the days of answers that were given at an earlier visit.
    """
    entered = earlier_days(state.given)
    page = _Reader(pathway, told, active, advice, entered)
    brief = _Reader(pathway, told, active, advice, entered, brief=True)
    parts: dict[str, list[Line]] = {"patient": [], "answer": [], "examination": []}
    names = set[str]()
    for line in told.line.values():
        if pieces := page.pieces(line):
            parts[line.part].append(Line(joined(pieces), line.label))
            names.update(*(piece.names for piece in pieces))
    return Presentation(
        patient=tuple(parts["patient"]),
        answer=tuple(parts["answer"]),
        examination=tuple(parts["examination"]),
        names=frozenset(names),
        forms={key: tuple(map(brief.pieces, form.line)) for key, form in told.form.items()},
    )


class _Reader:
    """Makes the lines of one patient; in brief, what is absent is counted, not named."""

    def __init__(
        self,
        pathway: Pathway,
        told: SummaryFileModel,
        active: Answers,
        advice: Advice,
        entered: Mapping[str, date],
        *,
        brief: bool = False,
    ) -> None:
        self._pathway, self._told, self._active = pathway, told, active
        self._entered = entered
        bounds = {key: value for key, value in active.items() if isinstance(value, Bound)}
        self._advice, self._facts, self._brief = advice, {**advice.facts, **bounds}, brief

    def pieces(self, line: FindingsModel) -> tuple[Piece, ...]:
        """The words of one line; empty if nothing is known and nothing was asked."""
        return (*self._levels(line), *self._findings(line), *self._checklist(line))

    def _findings(self, line: FindingsModel) -> Iterator[Piece]:
        """The known values, then the names of those that were asked and are not known."""
        findings, facts, active = self._pathway.findings, self._facts, self._active
        known = [
            Piece(self._value(findings[key], facts[key]), frozenset({key}))
            for key in line.findings
            if key in facts and not (key in line.present and facts[key] in self._told.absent)
        ]
        rest: dict[str, dict[str, str]] = {NOT_KNOWN: {}, NOT_ASKED: {}}
        for key in (key for key in line.findings if key not in facts):
            if active.get(key) == UNKNOWN or (key in line.always and findings[key].derived):
                rest[NOT_KNOWN][key] = findings[key].short
            elif key in line.always and not self._ruled_out(findings[key], line):
                rest[NOT_ASKED][key] = findings[key].short
        return _sentence([*known, *_listed(rest)])

    def _ruled_out(self, finding: Finding, line: FindingsModel) -> bool:
        """Return whether an answer of the line rules its question out."""
        return bool(finding.asked_when) and all(
            any(
                clause.name in line.findings
                and clause.name in self._facts
                and isinstance(clause.test, UnaryTest)
                and not clause.test.matches(self._facts[clause.name])
                for clause in row
            )
            for row in finding.asked_when
        )

    def _value(self, finding: Finding, value: Value) -> str:
        """The name of a finding and its value, or the value alone where it names the finding."""
        words = value_text(finding, value)
        words = _cut(words) if finding.key in self._told.cut else words
        noun = finding.short.partition(" ")[0].casefold()
        return (
            words if finding.options and noun in words.casefold() else f"{finding.short}: {words}"
        )

    def _checklist(self, line: FindingsModel) -> Iterator[Piece]:
        """The lines of a checklist that are present, then those not known, not asked, absent.

        With them stand the signs that the pathway counts beside the checklist, and what the advice
        asks to complete. In brief the absent ones are counted, of all that are named.
        """
        if not line.checklist:
            return iter(())
        checklist = self._pathway.checklists[line.checklist]
        present, rest = self._ticked(checklist)
        signs = _SIGNS[line.signs](self._pathway, self._facts) if line.signs else ()
        listed = {item.finding for item in checklist.items}
        present += [
            _present(self._pathway, key, self._facts[key]) for key in signs if key not in listed
        ]
        if not present and len(rest[NOT_ASKED]) == len(listed):
            return _sentence([Piece(NOT_ASKED, frozenset(listed))])
        said = {*rest[NOT_KNOWN].values(), *rest[NOT_ASKED].values()}
        rest[_NOT_ANSWERED] = {name: name for name in self._missing(line) if name not in said}
        absent = rest.pop(_ABSENT)
        if self._brief and absent:
            total = len(present) + len(absent) + sum(map(len, rest.values()))
            present.append(Piece(f"{len(absent)} of {total} absent", frozenset(absent)))
        else:
            rest[_ABSENT] = absent
        return _sentence([*present, *_listed(rest)])

    def _ticked(self, checklist: Checklist) -> tuple[list[Piece], dict[str, dict[str, str]]]:
        """The lines that are present, and the names of the others by how they were answered."""
        present: list[Piece] = []
        rest: dict[str, dict[str, str]] = {NOT_KNOWN: {}, NOT_ASKED: {}, _ABSENT: {}}
        for item in checklist.items:
            key, value = item.finding, self._active.get(item.finding)
            if value in item.present:
                present.append(_present(self._pathway, key, str(value)))
                continue
            answered = NOT_KNOWN if value == UNKNOWN else _ABSENT
            rest[NOT_ASKED if value is None else answered][key] = self._pathway.findings[key].short
        return present, rest

    def _missing(self, line: FindingsModel) -> Iterator[str]:
        """The names of the findings that the advice asks to complete."""
        for item in self._advice.recommended:
            if item.code in line.completed_by:
                yield from item.missing

    def _levels(self, line: FindingsModel) -> Iterator[Piece]:
        """The levels that a chapter asks for, each report by name where there are several."""
        findings = levels_of(self._pathway, {line.levels})
        for finding in findings:
            value, named = self._active.get(finding.key), frozenset({finding.key})
            report = f"{finding.column} " if len(findings) > 1 else ""
            if value == UNKNOWN:
                yield Piece(report + NOT_KNOWN, begins=True)
            elif isinstance(value, tuple):
                day = self._entered.get(finding.key)
                since = f" (entered {day_text(day)})" if day and not self._brief else ""
                for reading in value:
                    words = self._level(finding, reading)
                    level = f"{report}{reading['level']}{since}"
                    yield Piece(f"{level}: {words[0]}", named, begins=True)
                    yield from (Piece(word, named) for word in words[1:])
                if not value:
                    yield Piece(f"{report}no level{since}", named, begins=True)

    def _level(self, finding: Finding, reading: LevelReading) -> list[str]:
        """The readings of one level: values, signs by name, then signs absent or not known.

        In brief the absent ones are left out.
        """
        words: list[str] = []
        rest: dict[str, dict[str, str]] = {"no": {}, NOT_KNOWN: {}}
        for part in finding.fields:
            value = reading.get(part.key)
            if value == UNKNOWN:
                rest[NOT_KNOWN][part.key] = part.short
            elif set(part.options) == _SIGN and value == "no":
                rest["no"][part.key] = part.short
            elif value is not None:
                sign = value == "yes" and set(part.options) == _SIGN
                said = part.short if sign else field_text(part, value)
                words.append(_cut(said) if self._brief else said)
        if self._brief:
            del rest["no"]
        return [*(words or ["named"]), *(piece.text for piece in _listed(rest))]


def _cut(words: str) -> str:
    """The words of a value, without what the content explains after a colon."""
    return words.partition(":")[0]


def _present(pathway: Pathway, key: str, value: Value) -> Piece:
    finding = pathway.findings[key]
    name = finding.short.upper()
    words = name if value == "yes" else f"{name} ({value_text(finding, value)})"
    return Piece(words, frozenset({key}))


def _listed(rest: Mapping[str, Mapping[str, str]]) -> Iterator[Piece]:
    """Each label with its names, by their findings; labels without names are left out."""
    for label, names in rest.items():
        if names:
            yield Piece(f"{label}: {', '.join(names.values())}", frozenset(names))


def _sentence(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces, of which the first begins a sentence."""
    for number, piece in enumerate(pieces):
        yield Piece(piece.text, piece.names, begins=number == 0)
