"""Ages: what the words beside a site say of how old its finding is."""

from __future__ import annotations

from data.reader.binding import Bound, Limits
from data.reader.lexicon import Mark
from data.reader.scope import Sign


def note_beside(bound: Bound, mark: Mark) -> tuple[str, frozenset[str]]:
    """Age and treatment of a site as the text says: in the content's words, and as roles."""
    notes = bound.table["notes"]
    near = bound.stated_roles(bound.around(mark))
    whole = (0, len(bound.words)) if len(bound.sites) == 1 else bound.segment(mark.first)
    roles = near | (bound.stated_roles(whole) - {*bound.table["near_only"]})
    return ", ".join(says for role, says in notes.items() if role in roles), roles


def age_beside(bound: Bound, mark: Mark) -> tuple[str | None, Limits] | None:
    """The answer on the age of a site and the words for it; None without any such word.

    Words that differ, are doubtful, or may be of another site give no answer.
    """
    ages, agreeing = bound.table["ages"], bound.table["agreeing"]
    first, last = bound.around(mark)
    if len(bound.sites) == 1 and not bound.sentence.roles & {"part_other", "structure"}:
        first, last = 0, len(bound.words)
    found = [
        m
        for m in bound.sentence.marks
        if first <= m.first < last and m.roles & ages.keys()
        if bound.sign(m.first, m.last) is not Sign.DENIED
    ]
    if not found:
        return None
    values = {ages[role] for m in found for role in m.roles & ages.keys()}
    agree = [value for value in agreeing if value in values]
    one = agree[0] if values <= {*agree} else values.pop() if len(values) == 1 else ""
    stated = all(bound.sign(m.first, m.last) is Sign.STATED for m in found)
    span = min(mark.first, found[0].first), max(mark.last, found[-1].last)
    return (one if one and stated and not bound.apart else None), span
