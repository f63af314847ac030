"""Values that a statement gives its sites: a choice, a grade in words, a number, or an age."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from data.report_reader.binding import Binding, Limits, hull, within
from data.report_reader.lexicon import NO_ROLES, Mark
from data.report_reader.proposals import Given
from data.report_reader.scope import Sign
from data.report_reader.sites import Named
from data.report_reader.word_files import KeyModel

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


def part_value(
    bound: Binding, mark: Mark, rule: KeyModel, sign: Sign, owners: int
) -> Worded | None:
    """The value that a statement gives its sites, and its words; None where it says nothing."""
    if rule.degrees:
        degrees = bound.degree(mark, rule.degrees) if bound.sites_of(mark) else []
        told = degrees and sign is not Sign.DENIED
        return _graded(bound, mark, rule, degrees, sign) if told else None
    if sign is Sign.DENIED:
        cue = bound.denial(mark)
        qualified = "scope_qualifier" in bound.roles((max(0, mark.first - 4), mark.last))
        near = cue.first >= bound.segment(mark.first)[0]
        words = hull(mark.span, cue.span) if near else mark.span
        return (None if qualified else rule.denied), words
    if sign is not Sign.STATED or not rule.units:
        return (rule.stated if sign is Sign.STATED else None), mark.span
    found = bound.own_numbers(mark, rule)
    if len(found) == 1 and found[0].exact and owners == 1:
        return found[0].value, hull(mark.span, found[0].span)
    return (None, mark.span) if found else None


def _graded(bound: Binding, mark: Mark, rule: KeyModel, degrees: list[Mark], sign: Sign) -> Worded:
    """The grade that the words before a statement give it, none for two; and all the words."""
    span = degrees[-1].first, mark.last
    roles = NO_ROLES.union(*(degree.roles for degree in degrees))
    values = {rule.degrees[role] for role in roles & rule.degrees.keys()}
    one = len(values) == 1 and sign is bound.sign(*span) is Sign.STATED
    return values.pop() if one else None, span


def _ages(bound: Binding, site: Named) -> list[Mark]:
    """The ages and treatments that the sentence gives a site, and can give no other."""
    said = bound.table.notes.keys() | bound.table.ages.keys()
    other = {m.first for m in bound.sentence.marks if m.roles & {"part_other", "structure"}}
    inside = (m for m in bound.sentence.marks if m.roles & said and m.last not in other)
    if bound.sites == [site] and not other:
        return list(inside)
    near = bound.clause(site.first)
    return [m for m in inside if within(near, m) and bound.owns(site, m)]


def note_beside(bound: Binding, site: Named) -> str:
    """Age and treatment of a site as the text says, in the content's words."""
    stated = (m.roles for m in _ages(bound, site) if bound.sign(*m.span) is Sign.STATED)
    roles = NO_ROLES.union(*stated)
    return ", ".join(says for role, says in bound.table.notes.items() if role in roles)


def age_beside(bound: Binding, mark: Mark, site: Named) -> Worded | None:
    """The answer on the age of a site and the words for it; None without any such word.

    Words that differ, are doubtful, or may be of another site give no answer.
    """
    ages = bound.table.ages
    found = [m for m in _ages(bound, site) if m.roles & ages.keys()]
    found = [m for m in found if bound.sign(*m.span) is not Sign.DENIED]
    if not found:
        return None
    values = {ages[role] for m in found for role in m.roles & ages.keys()}
    agree = [value for value in bound.table.agreeing if value in values]
    one = agree[0] if values <= {*agree} else values.pop() if len(values) == 1 else ""
    stated = all(bound.sign(*m.span) is Sign.STATED for m in found)
    span = min(mark.first, found[0].first), max(mark.last, found[-1].last)
    some = len(site.names) > 1 and any(bound.words[m.first - 1] == "(" for m in found)
    return (one if one and stated and not some and not bound.apart else None), span
