"""A pathway small enough to be read at once, of which everything holds that is proved of a whole.

Numbness is the one emergency. Else somebody with pain below 7 and a film without retropulsion is
cared for, others are sent to physiotherapy, and the page asks for what is missing. Of work, drugs
and the blood it speaks beside.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from engine.model.conditions import Clause, Row, Table
from engine.model.exemptions import Exemption, IndistinctAnswers
from engine.model.findings import Derivation, Finding
from engine.model.kinds import Kind
from engine.model.page import AdviceKind, Emergency, Page
from engine.model.pathway import (
    Concept,
    Contradiction,
    Group,
    Invariant,
    Pathway,
    Recommendation,
    Remark,
    Rule,
    Section,
)
from engine.model.place import Leads
from engine.model.release import Releases
from engine.model.sites import Sites
from engine.model.unary_tests import parse_cell
from engine.model.urgency import Urgency
from engine.spine.library import LIBRARY

FUNCTIONS = dict(LIBRARY.derivations)
"""The derivations of the small pathway, to which a test may add its own."""


SITES = Sites({"Thoracic": ("T10", "T11", "T12"), "Lumbar": ("L1", "L2", "L3", "L4")}, "T12")


def finding(key: str, kind: Kind, **more: Any) -> Finding:
    return Finding(key, kind, f"{key}?", key, "It matters.", **more)


def choice(key: str, *options: str, **more: Any) -> Finding:
    return finding(key, Kind.CHOICE, options={option: option for option in options}, **more)


RETROPULSION = Derivation("film_retropulsion", ("xray_levels",), frozenset({"yes"}))
HARMED = Derivation("bone_harming_drug", ("bone_harming_drugs",))
FINDINGS = {
    item.key: item
    for item in (
        choice("numb", "yes", "no"),
        finding("age", Kind.INTEGER, low=0.0, high=100.0, lasting=True),
        choice("pain", "none", "present"),
        finding("pain_nrs", Kind.INTEGER, low=0.0, high=10.0),
        finding(
            "xray_levels",
            Kind.LEVELS,
            sites=SITES,
            fields=(
                choice("retropulsion", "yes", "no"),
                finding("height_loss_pct", Kind.NUMBER, low=0.0, high=100.0, unit="%"),
            ),
        ),
        choice("film_retropulsion", "yes", "no", derived=RETROPULSION),
        choice("job", "sitting", "standing", "heavy"),
        finding(
            "bone_harming_drugs",
            Kind.SEVERAL,
            options={name: name for name in ("steroid", "aromatase_inhibitor", "none")},
            none="none",
        ),
        choice("harmed", "yes", "no", derived=HARMED),
        finding("crp", Kind.NUMBER, low=0.0, high=500.0, unit="mg/L"),
        choice("note", "yes", "no", context=True),
        choice("role", "doctor", "nurse", context=True),
    )
}


def row(**cells: Any) -> Row:
    """A row as the content writes it: a truth of a name, or a cell of a finding."""
    return tuple(
        Clause(name, cell if isinstance(cell, bool) else parse_cell(cell, FINDINGS[name], {}))
        for name, cell in cells.items()
    )


FINDINGS["pain_nrs"] = finding(
    "pain_nrs", Kind.INTEGER, low=0.0, high=10.0, asked_when=(row(pain="present"),)
)


def _rule(
    key: str,
    gives: str,
    *when: Row,
    section: str = "main",
    unless: Table = (),
    urgency: Urgency | None = None,
) -> Rule:
    return Rule(key, section, gives, "Says.", when, unless, ("tool",), urgency)


def _recommendation(
    code: str,
    kind: str,
    weight: int,
    *,
    leads: Leads = Leads.NO,
    permissive: bool = False,
    urgency: Urgency = Urgency.ROUTINE,
) -> Recommendation:
    return Recommendation(
        code,
        code,
        kind,
        urgency,
        "What.",
        "Why.",
        "Plain.",
        (),
        permissive,
        weight=weight,
        leads=leads,
        fold="rest",
    )


def _by_key(*items: Any) -> Mapping[str, Any]:
    return {getattr(item, "key", None) or item.code: item for item in items}


SMALL = Pathway(
    id="small",
    version="1",
    digest="",
    review_by=date(2030, 1, 1),
    findings=FINDINGS,
    order=(),
    chapters={},
    checklists={},
    thresholds={},
    concepts=_by_key(
        Concept("emergency", "numbness", (row(numb="yes"),)),
        Concept("sore", "severe pain", (row(pain="present", pain_nrs=">= 7"),)),
        Concept(
            "open",
            "something is not known",
            (
                row(numb="unknown"),
                row(age="unknown"),
                row(pain="unknown"),
                row(pain="present", pain_nrs="unknown"),
                row(film_retropulsion="unknown"),
            ),
        ),
    ),
    contradictions=_by_key(
        Contradiction("X01", "pain and none", (row(pain="none", pain_nrs=">= 7"),))
    ),
    remarks=_by_key(Remark("odd", "The answers do not fit.", (row(X01=True),), section="main")),
    sections=_by_key(
        Section("emergency", "Emergency", (row(emergency=True),), stops=True),
        Section("main", "Main"),
    ),
    recommendations=_by_key(
        _recommendation("emergency_spine_pathway", "routing", 9, leads=Leads.YES),
        _recommendation("safety_net_advice", "care", 1, leads=Leads.OTHERWISE),
        _recommendation("conservative_care", "care", 8, leads=Leads.YES, permissive=True),
        _recommendation("physiotherapy", "care", 7),
        _recommendation("ask_symptoms", "ask", 2),
        _recommendation("brace_optional", "care", 3, permissive=True),
        _recommendation("work_advice", "care", 4),
        _recommendation("dxa_order", "imaging", 6),
        _recommendation("urgent_spine_review", "routing", 8, leads=Leads.YES, urgency=Urgency.SOON),
    ),
    rules=_by_key(
        _rule("spine", "emergency_spine_pathway", (), section="emergency"),
        _rule("net", "safety_net_advice", ()),
        _rule(
            "care",
            "conservative_care",
            row(numb="no", pain="present", pain_nrs="known", film_retropulsion="no"),
            unless=(row(sore=True), row(age="< 18")),
        ),
        _rule(
            "physio",
            "physiotherapy",
            row(pain="none"),
            row(sore=True),
            row(film_retropulsion="yes"),
        ),
        _rule("ask", "ask_symptoms", row(open=True)),
        _rule("brace", "brace_optional", row(numb="no"), unless=(row(job=["standing", "heavy"]),)),
        _rule("work", "work_advice", row(job=["standing", "heavy"])),
        _rule("bone", "dxa_order", row(harmed="yes"), unless=(row(numb=["unknown", "yes"]),)),
        _rule("inflamed", "urgent_spine_review", row(crp="> 10")),
        _rule("infected", "urgent_spine_review", row(crp=">= 30"), urgency=Urgency.URGENT),
    ),
    invariants=_by_key(
        Invariant(
            "SR1",
            "No care of the numb",
            (
                row(conservative_care=True, numb=["yes", "unknown"]),
                row(conservative_care=True, film_retropulsion="yes"),
            ),
        ),
    ),
    groups=_by_key(
        Group("ways", "one way at most", ("conservative_care", "physiotherapy"), always=False),
        Group("ends", "an end", ("emergency_spine_pathway", "safety_net_advice"), always=True),
    ),
    exemptions=_by_key(
        Exemption(
            "age",
            ("conservative_care",),
            ("age",),
            "Age is asked.",
            ("tool",),
            asks="ask_symptoms",
        ),
        Exemption(
            "job",
            ("brace_optional",),
            ("job",),
            "Work is spoken of.",
            ("tool",),
            instead="work_advice",
        ),
    ),
    unread={"note": "It is for the record.", "role": "It changes words only."},
    folds={"rest": "The rest"},
    alike=(IndistinctAnswers("job", frozenset({"standing", "heavy"}), "Both load the spine."),),
    library=replace(LIBRARY, derivations=FUNCTIONS),
    releases=Releases(
        screens=frozenset({"urgent_spine_review"}), renewable={"crp": "It is measured again."}
    ),
    page=Page(
        Emergency("emergency_spine_pathway", "emergency"),
        kinds={
            "routing": AdviceKind(),
            "ask": AdviceKind(),
            "care": AdviceKind(),
            "imaging": AdviceKind(withheld=True),
        },
    ),
)


def with_items(pathway: Pathway, **kinds: Mapping[str, Any]) -> Pathway:
    """A pathway with some items of some kinds put in the place of its own, or added."""
    parts: dict[str, Any] = {kind: getattr(pathway, kind) | items for kind, items in kinds.items()}
    return replace(pathway, **parts)
