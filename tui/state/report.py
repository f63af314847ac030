"""A report being read into a session: its proposals one after the other, each taken or refused."""

from __future__ import annotations

from dataclasses import dataclass

from data.content.loader import pathway_directory
from data.content.reading import reading_tables
from data.input.faults import Fault
from data.input.kinds import is_legal
from data.input.quantities import bound_at
from data.report_reader.proposals import Statement
from data.report_reader.reader import in_words, read
from data.session.report_origin import report_origin
from data.wording.kinds import value_text
from engine.model.answers import Bound, LevelReading, Value
from engine.model.findings import Finding
from tui.state.interview_session import InterviewSession


def fault_of_words() -> str:
    """The reason why no report can be read with this content; empty where one can."""
    faults: list[Fault] = []
    tables = reading_tables(pathway_directory(), faults)
    if faults:
        return f"No report is read, as the words of the reader have a fault: {faults[0]}"
    return "" if tables else "This pathway reads no reports."


@dataclass(frozen=True, slots=True)
class Proposal:
    """A statement of the report as an answer.

    Attributes:
        statement: the statement, with its place in the text.
        title: the finding, its site and what of the site, in words.
        says: the value in words.
        value: what would be stored, with what the session says of other sites.
        now: the present answer in words, where it is another.
    """

    statement: Statement
    title: str
    says: str
    value: Value
    now: str


class ReportIntake:
    """The proposals of a text; none is an answer before it is taken.

    Attributes:
        text: the whole text, which is not kept.
        reading: what the reader made of it.
        kind: the kind of document that it was read as, in words.
        taken, refused: how many proposals were.
        current: the proposal to be looked at; None after the last.
    """

    def __init__(self, interview_session: InterviewSession, text: str, kind: str = "") -> None:
        """Read a text, of a kind that a person names or that it says itself."""
        self.text = text
        self.reading = read(text, pathway_directory(), kind)
        self.kind = in_words(pathway_directory(), self.reading.kind)
        self.taken = self.refused = 0
        self._session = interview_session
        self._findings = interview_session.compiled.pathway.findings
        known = [item for item in self.reading.proposals if item.finding in self._findings]
        self._waiting = [item for item in known if not self._answered(item)]
        self._left: list[Statement] = list(self.reading.to_answer)
        at = interview_session.question
        self._unfinished = (at.key if at else "", interview_session.partial_entry)
        self.current = self._next()

    @property
    def count(self) -> int:
        """The number of proposals still to be looked at, with the present one."""
        return len(self._waiting) + (self.current is not None)

    @property
    def to_answer(self) -> list[tuple[str, Statement]]:
        """The things stated, but for a person to answer: the finding in words, and the place."""
        return [
            (self._asked(item), item)
            for item in sorted(self._left, key=lambda item: item.start)
            if item.finding in self._findings
        ]

    def take(self) -> None:
        """Store the present proposal as a confirmed answer."""
        self._settle(taken=True)

    def refuse(self) -> None:
        """Record that the present proposal was refused; no answer changes."""
        self._settle(taken=False)

    def _settle(self, *, taken: bool) -> None:
        if self.current is None or self._session.read_only:
            return
        item = self.current.statement
        origin = report_origin(self.text, item.start, item.end)
        drafted = self._session.drafts.get(item.finding) if item.site else None
        self._session.settle(item.finding, self.current.value, origin, taken=taken)
        if taken:
            self._keep(item, drafted)
        self.taken += taken
        self.refused += not taken
        self.current = self._next()

    def _keep(self, item: Statement, drafted: Value | None) -> None:
        """Keep what was entered at the finding and is no answer yet, with the statement in it."""
        key, entry = self._unfinished
        if drafted is not None:
            merged = _merged(self._findings[item.finding], item, drafted)
            self._session.draft({item.finding: drafted if merged is None else merged})
        if item.site and key == item.finding and entry and self._session.go_to(key):
            self._session.edit(entry)
            self._session.save_draft()

    def _answered(self, item: Statement) -> bool:
        """Return whether a statement is an answer already."""
        before = self._session.answers.get(item.finding)
        return before is not None and _merged(self._findings[item.finding], item, before) == before

    def _next(self) -> Proposal | None:
        """The next proposal that is legal and says something new."""
        while self._waiting:
            item = self._waiting.pop(0)
            finding = self._findings[item.finding]
            before = self._session.answers.get(item.finding)
            value = _merged(finding, item, before)
            if value is None or value == before:
                continue
            if not is_legal(finding, value) or _unusual(finding, value):
                self._left.append(item)
                continue
            now = "" if before is None or item.site else value_text(finding, before)
            return Proposal(item, self._title(item), self._words(item), value, now)
        return None

    def _asked(self, item: Statement) -> str:
        """The finding in words, and the value that is stated."""
        says = "" if item.value is None or (item.site and not item.part) else self._words(item)
        return f"{self._title(item)}: {says}" if says else self._title(item)

    def _title(self, item: Statement) -> str:
        finding = self._findings[item.finding]
        part = next((f.short for f in finding.fields if f.key == item.part), "")
        return ", ".join(word for word in (finding.short, item.site, part) if word)

    def _words(self, item: Statement) -> str:
        finding = self._findings[item.finding]
        if not item.part:
            named = item.site and f"{item.site} is one of them"
            return named or value_text(finding, _stored(finding, item))
        part = next(field for field in finding.fields if field.key == item.part)
        return value_text(part, _stored(part, item))


def _stored(finding: Finding, item: Statement) -> str | int | float:
    """The value as the finding stores it."""
    value = item.value if item.value is not None else ""
    if isinstance(value, str):
        return value
    if isinstance(value, Bound):
        return bound_at(finding, value.limit, below=value.below) or value
    return int(value) if finding.kind.whole and value.is_integer() else value


def _merged(finding: Finding, item: Statement, before: Value | None) -> Value | None:
    """The answer with a statement in it; None where its site is not in the answer."""
    if not item.site:
        return _stored(finding, item)
    readings: list[LevelReading] = [*before] if isinstance(before, tuple) else []
    old = next((reading for reading in readings if reading["level"] == item.site), None)
    if not item.part:
        return tuple(finding.sites.in_order([*readings, *([] if old else [{"level": item.site}])]))
    part = next((field for field in finding.fields if field.key == item.part), None)
    if old is None or part is None:
        return None
    new = {**old, item.part: _stored(part, item)}
    return tuple(new if reading is old else reading for reading in readings)


def _unusual(finding: Finding, value: Value) -> bool:
    """Return whether a number lies outside its plausible range, so that a person types it."""
    if finding.warn is None or not isinstance(value, int | float):
        return False
    return not finding.warn[0] <= value <= finding.warn[1]
