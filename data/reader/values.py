"""Values that a statement gives its sites: a choice, a grade in words, a number, or an age."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from data.reader.binding import Bound, Limits, hull, within
from data.reader.lexicon import NO_ROLES, Mark, Roles
from data.reader.proposals import Given
from data.reader.scope import Sign
from data.reader.sites import Named

Rule: TypeAlias = Mapping[str, Any]
"""A table `[[key]]` of the lexicon."""
_AFFECTED: Final = frozenset({"affected"})
Worded: TypeAlias = tuple[Given | None, Limits]
"""A value with the words that give it; none where they leave it open."""


@dataclass(slots=True)
class Said:
    """The words of a sentence on sites so far, and the sites of the sentence before it.

    Attributes:
        carried: whether it gives the site of the sentence before it another value.
    """

    before: tuple[str, ...]
    carried: bool = False
    sites: list[tuple[Mark, Named]] = field(default_factory=list)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its sites."""
        named = tuple(dict.fromkeys(name for _, site in self.sites for name in site.names))
        return named or (self.before if self.carried else ())


def part_value(bound: Bound, mark: Mark, rule: Rule, sign: Sign, owners: int) -> Worded | None:
    """The value that a statement gives its sites, and its words; None where it says nothing."""
    if "degrees" in rule:
        degrees = bound.degree(mark, rule["degrees"]) if bound.sites_of(mark) else []
        told = degrees and sign is not Sign.DENIED
        return _graded(bound, mark, rule, degrees, sign) if told else None
    if sign is Sign.DENIED:
        cue = bound.denial(mark)
        qualified = "scope_qualifier" in bound.roles((max(0, mark.first - 4), mark.last))
        near = cue.first >= bound.segment(mark.first)[0]
        words = hull(mark.span, cue.span) if near else mark.span
        open_ = qualified or (near and not bound.plain(cue.last, bound.segment(mark.first)[1]))
        return (None if open_ else rule.get("denied")), words
    if sign is not Sign.STATED or "units" not in rule:
        return (rule.get("stated") if sign is Sign.STATED else None), mark.span
    found = bound.own_numbers(mark, rule)
    if len(found) == 1 and found[0].exact and owners == 1:
        return found[0].value, hull(mark.span, found[0].span)
    return (None, mark.span) if found else None


def _graded(bound: Bound, mark: Mark, rule: Rule, degrees: list[Mark], sign: Sign) -> Worded:
    """The grade that the words before a statement give it, none for two; and all the words."""
    span = degrees[-1].first, mark.last
    roles = NO_ROLES.union(*(degree.roles for degree in degrees))
    values = {rule["degrees"][role] for role in roles & rule["degrees"].keys()}
    one = len(values) == 1 and sign is bound.sign(*span) is Sign.STATED
    return values.pop() if one else None, span


def note_beside(bound: Bound, mark: Mark, sites: Sequence[Named]) -> tuple[str, Roles]:
    """Age and treatment of a site as the text says: in the content's words, and as roles."""
    whole = (0, len(bound.words)) if len(bound.sites) == 1 else bound.segment(mark.first)
    near, far = _own(bound, mark, _around(bound, mark, sites)), _own(bound, mark, whole)
    roles = NO_ROLES.union(*(m.roles for m in near if bound.sign(*m.span) is Sign.STATED))
    distant = NO_ROLES.union(*(m.roles for m in far if bound.sign(*m.span) is Sign.STATED))
    roles |= distant - {*bound.table["near_only"]}
    return ", ".join(says for role, says in bound.table["notes"].items() if role in roles), roles


def _around(bound: Bound, mark: Mark, sites: Sequence[Named]) -> Limits:
    """The listed words around a statement and its sites without a break."""
    places = (Mark(*site.span, NO_ROLES) for site in sites)
    return hull(bound.around(mark), *map(bound.around, places))


def _own(bound: Bound, mark: Mark, limits: Limits) -> list[Mark]:
    """The ages between two places that belong to no other statement about sites."""
    said = bound.table["notes"].keys() | bound.table["ages"].keys()
    inside = (m for m in bound.sentence.marks if within(limits, m) and m.roles & said)
    other = {m.first for m in bound.sentence.marks if m.roles & {"part_other", "structure"}}
    near = (m for m in inside if m.last not in other)
    return [m for m in near if not bound.claimed(m.span, mark, _AFFECTED)]


def age_beside(bound: Bound, mark: Mark, sites: Sequence[Named]) -> Worded | None:
    """The answer on the age of a site and the words for it; None without any such word.

    Words that differ, are doubtful, or may be of another site give no answer.
    """
    ages, around = bound.table["ages"], _around(bound, mark, sites)
    if len(bound.sites) == 1 and not bound.sentence.roles & {"part_other", "structure"}:
        around = 0, len(bound.words)
    near = [m for m in _own(bound, mark, around) if m.roles & ages.keys()]
    found = [m for m in near if bound.sign(*m.span) is not Sign.DENIED]
    if not found:
        return None
    values = {ages[role] for m in found for role in m.roles & ages.keys()}
    agree = [value for value in bound.table["agreeing"] if value in values]
    one = agree[0] if values <= {*agree} else values.pop() if len(values) == 1 else ""
    stated = all(bound.sign(*m.span) is Sign.STATED for m in found)
    span = min(mark.first, found[0].first), max(mark.last, found[-1].last)
    several = sum(len(site.names) for site in sites) > 1
    within_list = any(sites[0].last <= m.first < sites[-1].first for m in found)
    some = several and (within_list or any(bound.words[m.first - 1] == "(" for m in found))
    return (one if one and stated and not some and not bound.apart else None), span
