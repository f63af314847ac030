"""Decision tables: the content that the engine runs on, as plain frozen data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from engine.model.conditions import Table
from engine.model.exemptions import Exemption, IndistinctAnswers
from engine.model.findings import Derivation, Finding
from engine.model.form import Focus, Form
from engine.model.library import Library
from engine.model.outcomes import AwaitedOutcomes
from engine.model.page import Page
from engine.model.place import Leads, Place
from engine.model.release import Releases
from engine.model.urgency import Urgency


@dataclass(frozen=True, slots=True)
class Concept:
    """A named condition: some row of `when` holds and no row of `unless`."""

    key: str
    says: str
    when: Table
    unless: Table = ()


@dataclass(frozen=True, slots=True)
class Contradiction(Concept):
    """Two answers that cannot both be right.

    Attributes:
        meanwhile: which of them the engine goes by until somebody resolves it.
    """

    meanwhile: str = ""


@dataclass(frozen=True, slots=True)
class Remark(Concept):
    """A note for readers if it holds and its section applies; it recommends nothing.

    Attributes:
        place: BEWARE or EVIDENCE.
    """

    section: str = ""
    cites: tuple[str, ...] = ()
    place: Place = Place.BEWARE


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A code with its words.

    Attributes:
        kind: one of the kinds of the content.
        permissive: whether acting on it without need could harm, so that it may never rest
            on an unanswered question.
        limit_hours: the hours within which it is to be done, counted from the first answer that
            names its sign; None where no limit is stated in hours.
        evidence: what a source says of strength or certainty, by source; empty when the
            source states none.
        place: the section of the page in which it stands.
        leads: whether it can be the next step.
        weight: how bad it is to miss it, beside others that are as urgent; more is read first.
        harm: what happens where it is missed, the reason of its weight.
        fold: the kind under which it stands where it is not done now; empty for none.
        folded: what it says there; empty where its kind says all.
        names: the findings and concepts that its words give as reasons; empty where they give
            none of the patient's own.
    """

    code: str
    title: str
    kind: str
    urgency: Urgency
    what: str
    why: str
    plain: str
    cites: tuple[str, ...]
    permissive: bool = False
    within: str = ""
    limit_hours: float | None = None
    cautions: tuple[str, ...] = ()
    pitfalls: tuple[str, ...] = ()
    evidence: tuple[tuple[str, str], ...] = ()
    place: Place = Place.DO_NOW
    leads: Leads = Leads.NO
    weight: int = 0
    harm: str = ""
    fold: str = ""
    folded: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """The rows under which a recommendation holds, within its section's gate.

    Attributes:
        urgency: where this rule makes the recommendation more urgent than it is by itself.
        within, limit_hours: the limit that goes with that urgency, as in `Recommendation`.
    """

    key: str
    section: str
    gives: str
    says: str
    when: Table
    unless: Table
    cites: tuple[str, ...]
    urgency: Urgency | None = None
    within: str = ""
    limit_hours: float | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter of rules behind one common gate, in decision order.

    Attributes:
        gate: the rows under which its rules apply; no row means always.
        stops: whether an open gate suppresses the later sections.
    """

    key: str
    title: str
    gate: Table = ()
    stops: bool = False


@dataclass(frozen=True, slots=True)
class Invariant:
    """Kinds of patient and page that may not exist.

    Attributes:
        never: rows over findings, concepts and codes, none of which any answers satisfy.
    """

    key: str
    says: str
    never: Table


@dataclass(frozen=True, slots=True)
class Group:
    """Codes of which exactly one, or at most one, holds.

    Attributes:
        always: whether one of them always holds.
    """

    key: str
    says: str
    codes: tuple[str, ...]
    always: bool


@dataclass(frozen=True, slots=True)
class Checklist:
    """Findings asked together on one screen.

    Attributes:
        items: for each finding its words, the values that its key steps through, and the
            value stored when the item was checked and is absent.
    """

    key: str
    ask: str
    items: tuple[ChecklistItem, ...]
    hint: str = ""


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One line of a checklist; with `which`, a tick says nothing before one value is chosen."""

    finding: str
    says: str
    present: tuple[str, ...]
    absent: str
    which: bool = False


@dataclass(frozen=True, slots=True)
class Threshold:
    """A number that rules name instead of writing it, with where it comes from."""

    key: str
    value: float
    unit: str
    says: str
    cites: tuple[str, ...]


@dataclass(frozen=True)
class Pathway:
    """The whole content, checked and ready to compile.

    Attributes:
        findings: in questionnaire order; a derived finding stands after its last input.
        order: of the findings in the diagram, which decides its size alone; others come last.
        concepts: in order of definition; each uses earlier ones only.
        forms: in the order in which they are asked; the questions of none come after them.
        digest: SHA-256 over the content files, hexadecimal.
        review_by: the day after which the content counts as out of date.
        exemptions: where a permissive code may rest on an unknown.
        unread: why findings of the context are asked although no rule reads them.
        alike: answers that no rule tells apart.
        page: what is pinned to every page, and what the patient is handed.
        folds: the titles of the kinds of what is not done now, in their order on the page.
        instead: groups of codes of which one takes the place of another.
        awaited: the results that the page looks ahead to.
        releases: what ends holds, screens and blocks.
    """

    id: str
    version: str
    digest: str
    review_by: date
    findings: Mapping[str, Finding]
    order: tuple[str, ...]
    chapters: Mapping[str, str]
    checklists: Mapping[str, Checklist]
    thresholds: Mapping[str, Threshold]
    concepts: Mapping[str, Concept]
    contradictions: Mapping[str, Contradiction]
    remarks: Mapping[str, Remark]
    sections: Mapping[str, Section]
    rules: Mapping[str, Rule]
    recommendations: Mapping[str, Recommendation]
    invariants: Mapping[str, Invariant]
    groups: Mapping[str, Group]
    exemptions: Mapping[str, Exemption] = field(default_factory=dict)
    unread: Mapping[str, str] = field(default_factory=dict)
    alike: tuple[IndistinctAnswers, ...] = ()
    library: Library = field(default_factory=Library)
    page: Page = field(default_factory=Page)
    folds: Mapping[str, str] = field(default_factory=dict)
    instead: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    awaited: Mapping[str, AwaitedOutcomes] = field(default_factory=dict)
    releases: Releases = field(default_factory=Releases)
    forms: Mapping[str, Form] = field(default_factory=dict)
    focuses: Mapping[str, Focus] = field(default_factory=dict)

    def holds(self, code: str) -> bool:
        """Return whether a recommendation holds something back: a hold, a screen or a block."""
        place = self.recommendations[code].place
        return place is Place.NOT_NOW or code in self.releases.screens

    @cached_property
    def asked(self) -> Mapping[str, Finding]:
        """The findings that are asked, in their order."""
        return {key: item for key, item in self.findings.items() if item.derived is None}

    @cached_property
    def derived(self) -> tuple[tuple[str, Derivation], ...]:
        """The findings that are computed, in their order."""
        return tuple((key, item.derived) for key, item in self.findings.items() if item.derived)

    @cached_property
    def limits(self) -> Mapping[str, float]:
        """The values of the thresholds."""
        return {key: threshold.value for key, threshold in self.thresholds.items()}

    def alternatives(self, code: str) -> frozenset[str]:
        """The other codes that can take the place of one."""
        return self._alternatives.get(code, frozenset())

    @cached_property
    def _alternatives(self) -> Mapping[str, frozenset[str]]:
        groups = [frozenset(group) for group in self.instead.values()]
        every = frozenset[str]().union
        return {c: every(*(g for g in groups if c in g)) - {c} for c in every(*groups)}

    def tables(self) -> Iterator[Table]:
        """Every table of the content, for whoever needs all its cells."""
        for group in (self.concepts, self.contradictions, self.remarks):
            for concept in group.values():
                yield concept.when
                yield concept.unless
        yield from (section.gate for section in self.sections.values())
        for rule in self.rules.values():
            yield rule.when
            yield rule.unless
        yield from (finding.asked_when for finding in self.findings.values())
        yield from (invariant.never for invariant in self.invariants.values())
