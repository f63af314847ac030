"""Red flags: answers pinned to every later screen and every export."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from data.wording.kinds import value_text
from engine.model.answers import UNKNOWN, Answers, Value
from engine.model.conditions import Row, Table, UnaryTest
from engine.model.pathway import Pathway


@dataclass(frozen=True, slots=True)
class RedFlags:
    """The red flags, in words.

    Attributes:
        emergency: signs of an emergency.
        others: what else the pathway counts as a red flag.
        not_excluded: emergency signs that were asked about and are not known.
        carried: red flags of an earlier session of the patient that nobody has confirmed.
    """

    emergency: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    not_excluded: tuple[str, ...] = ()
    carried: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """One line for each kind that there is."""
        kinds = (
            ("EMERGENCY SIGN", self.emergency),
            ("RED FLAG", self.others),
            ("EMERGENCY NOT EXCLUDED, not known", self.not_excluded),
            ("RED FLAG LAST TIME, not confirmed", self.carried),
        )
        return tuple(f"{title}: {'; '.join(words)}" for title, words in kinds if words)


def red_flags(
    pathway: Pathway,
    active: Answers,
    facts: Mapping[str, Value],
    proposals: Mapping[str, Value] | None = None,
) -> RedFlags:
    """The red flags in some answers.

    Args:
        pathway: what the answers belong to.
        active: the answers whose questions apply, UNKNOWN where one is not known.
        facts: the known ones with the derived findings added.
        proposals: values carried from an earlier session that nobody has confirmed.
    """
    carried = proposals or {}
    asked = dict.fromkeys(row[0].name for row in _of_emergency(pathway))
    return RedFlags(
        emergency=tuple(
            _words(pathway, key, facts[key]) for key in emergency_signs(pathway, facts)
        ),
        others=tuple(_words(pathway, key, facts[key]) for key in other_signs(pathway, facts)),
        not_excluded=tuple(
            pathway.findings[key].short for key in asked if active.get(key) == UNKNOWN
        ),
        carried=tuple(
            _words(pathway, key, carried[key])
            for key in _counted(pathway, carried)
            if key not in active
        ),
    )


def emergency_signs(pathway: Pathway, facts: Mapping[str, Value]) -> tuple[str, ...]:
    """The findings that are signs of an emergency, as they are known."""
    return tuple(dict.fromkeys(_present(pathway, _of_emergency(pathway), facts)))


def other_signs(pathway: Pathway, facts: Mapping[str, Value]) -> tuple[str, ...]:
    """The findings that are red flags without being signs of an emergency."""
    emergency = emergency_signs(pathway, facts)
    return tuple(key for key in _counted(pathway, facts) if key not in emergency)


def _of_emergency(pathway: Pathway) -> tuple[Row, ...]:
    return _signs(pathway, pathway.page.emergency.concept if pathway.page.emergency else "")


def _counted(pathway: Pathway, facts: Mapping[str, Value]) -> dict[str, None]:
    """The findings that the pathway counts as red flags."""
    suspicions = (
        key
        for concept in pathway.page.red_flags.concepts
        for key in _present(pathway, _signs(pathway, concept), facts)
    )
    return dict.fromkeys((*_ticked(pathway, facts), *suspicions))


def _signs(pathway: Pathway, concept: str) -> tuple[Row, ...]:
    return pathway.concepts[concept].when if concept in pathway.concepts else ()


def _present(pathway: Pathway, rows: Table, facts: Mapping[str, Value]) -> Iterator[str]:
    """The first finding of each row that holds; rows that begin with a concept are left out."""
    for row in rows:
        if row[0].name in facts and _holds(pathway, row, facts):
            yield row[0].name


def _holds(pathway: Pathway, row: Row, facts: Mapping[str, Value]) -> bool:
    """Return whether a row holds, its concepts looked up in their own tables."""
    return all(
        clause.test.matches(facts.get(clause.name, UNKNOWN))
        if isinstance(clause.test, UnaryTest)
        else _true(pathway, clause.name, facts) is clause.test
        for clause in row
    )


def _true(pathway: Pathway, key: str, facts: Mapping[str, Value]) -> bool:
    condition = pathway.concepts.get(key) or pathway.contradictions[key]
    return any(_holds(pathway, row, facts) for row in condition.when) and not any(
        _holds(pathway, row, facts) for row in condition.unless
    )


def _ticked(pathway: Pathway, facts: Mapping[str, Value]) -> Iterator[str]:
    checklist = pathway.checklists.get(pathway.page.red_flags.checklist)
    for item in checklist.items if checklist else ():
        if facts.get(item.finding) in item.present:
            yield item.finding


def _words(pathway: Pathway, key: str, value: Value) -> str:
    finding = pathway.findings[key]
    return finding.short if value == "yes" else f"{finding.short}: {value_text(finding, value)}"
