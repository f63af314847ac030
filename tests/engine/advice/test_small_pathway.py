"""Everything that the engine says of a few patients of a small pathway, in words.

The golden file is short enough to be checked by hand against the tables of
`tests.support.small_pathway`; the other tests hold the same functions to enumeration and to
the whole content.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest

from engine.advice.applicability import enabled
from engine.advice.counterfactuals import Counterfactual, Counterfactuals
from engine.advice.decide import decide
from engine.advice.interview import active_answers, interview, relevant
from engine.advice.minimal_reasons import grounds
from engine.advice.reasons import Known, Reason
from engine.advice.route import route
from engine.diagram.compiler import Compiled, compile_pathway
from engine.diagram.diagram import DiagramTooLargeError
from engine.diagram.sample_values import alternatives
from engine.model.answers import UNKNOWN, Answers, Value
from engine.model.conditions import Clause
from engine.model.facts import Facts
from engine.model.findings import Derivation, Finding
from engine.model.unary_tests import parse_cell
from engine.spine.derivations.inputs import yes_no
from tests.support.goldens import check_page
from tests.support.small_pathway import FUNCTIONS, SMALL, choice, row, with_items

FILM: tuple[dict[str, str | float], ...] = ({"level": "T12", "retropulsion": "no"},)
DRUGS = frozenset({"steroid"})
CARED_FOR: Answers = {
    "numb": "no",
    "age": 40,
    "pain": "present",
    "pain_nrs": 3,
    "xray_levels": FILM,
}
PATIENTS: Mapping[str, Answers] = {
    "nobody": {},
    "numb": {"numb": "yes", "pain": "present", "job": "heavy", "bone_harming_drugs": DRUGS},
    "cared for": CARED_FOR,
    "a child": {**CARED_FOR, "age": 12, "job": "sitting"},
    "in severe pain": {**CARED_FOR, "pain_nrs": 7, "job": UNKNOWN},
    "without pain, and a score set aside": {**CARED_FOR, "pain": "none", "pain_nrs": 8},
    "without pain, of unknown age": {"numb": "no", "pain": "none", "xray_levels": FILM},
    "of unknown pain": {"numb": "no", "pain": UNKNOWN, "bone_harming_drugs": frozenset({"none"})},
    "with drugs, and perhaps numb": {"bone_harming_drugs": DRUGS, "crp": 30.0},
    "with retropulsion": {
        **CARED_FOR,
        "xray_levels": (*FILM, {"level": "L1", "retropulsion": "yes"}),
        "job": "standing",
        "bone_harming_drugs": DRUGS,
        "crp": 10.5,
        "note": "yes",
        "role": "nurse",
    },
}


@pytest.fixture(scope="module")
def small() -> Compiled:
    return compile_pathway(SMALL)


def worded(value: Value) -> str:
    if isinstance(value, tuple):
        return "[" + ", ".join(" ".join(map(str, level.values())) for level in value) + "]"
    return "+".join(sorted(value)) if isinstance(value, frozenset) else str(value)


def stated(answers: Answers) -> str:
    return ", ".join(f"{key} {worded(value)}" for key, value in answers.items())


def reasons(because: tuple[Reason, ...]) -> str:
    return ", ".join(
        f"{item.finding} {worded(item.value)}"
        if isinstance(item, Known)
        else f"no {item.condition}"
        for item in because
    )


def page(small: Compiled, answers: Answers) -> Iterator[str]:
    interview_state = interview(small, answers)
    advice = decide(small, interview_state.active, interview_state.closed)
    for item in advice.recommended:
        rules = ", ".join(rule.key for rule in item.rules)
        held = "settled" if item.settled else "open"
        said = f"{item.urgency.name.lower()} {item.code}, {held}, by {rules}"
        yield f"{said}: {reasons(item.because)}"
    for withheld in advice.withheld:
        blocked = reasons(withheld.blocked_by)
        yield f"withheld {withheld.code} by {withheld.rule.key}: {blocked}"
    yield f"possible: {', '.join(advice.still_possible)}"
    yield f"conflicts: {', '.join(item.key for item in advice.conflicts)}"
    yield f"remarks: {', '.join(item.key for item in advice.remarks)}"
    yield f"set aside: {stated(interview_state.set_aside)}"
    yield f"closed: {', '.join(sorted(interview_state.closed))}"
    yield f"questions: {', '.join(question.key for question in interview_state.questions)}"
    yield f"open: {', '.join(question.key for question in interview_state.open)}"
    yield f"next: {interview_state.next.key if interview_state.next else '-'}"
    for stop in route(small, enabled(small, answers)[2]):
        fired = ", ".join(rule.key for rule in stop.fired)
        yield f"section {stop.section.key} {stop.passage.value}: {fired}"


def changed(change: Counterfactual | None) -> str:
    return stated(change.answers) if change else "-"


def changes(small: Compiled, answers: Answers) -> Iterator[str]:
    active = active_answers(small, answers)
    here = enabled(small, answers)[2]
    near = Counterfactuals(small, active)
    for code, root in small.functions.recommendations.items():
        yield code
        found = (f"{ground.finding} {ground.allowed:b}" for ground in grounds(small, root, here))
        yield f"  rests on {', '.join(found)}"
        yield f"  nearest {changed(near.nearest(root))}"
        yield f"  to learn {changed(near.nearest(root, learnt=True))}"
        yield f"  alone {'; '.join(map(changed, near.single(root)))}"
        yield f"  alone to learn {'; '.join(map(changed, near.single(root, learnt=True)))}"


def wrapped(lines: Iterator[str], margin: str) -> Iterator[str]:
    for line in lines:
        indent = margin + " " * (len(line) - len(line.lstrip()))
        words = line.split(" ")
        row = margin
        for word in words:
            if len(row) + len(word) > 78:
                yield row.rstrip()
                row = indent + "    "
            row += word + " "
        yield row.rstrip()


def test_what_is_said_of_each_patient(small: Compiled) -> None:
    lines: list[str] = []
    for name, answers in PATIENTS.items():
        lines += [name, *wrapped(page(small, answers), "  ")]
    check_page("small-advice", "\n".join(lines))


def test_what_would_change_it(small: Compiled) -> None:
    lines: list[str] = []
    for name, answers in PATIENTS.items():
        lines += [name, *wrapped(changes(small, answers), "  ")]
    check_page("small-changes", "\n".join(lines))


def test_answers_one_step_away(small: Compiled) -> None:
    lines: list[str] = []
    for name in ("nobody", "cared for", "with retropulsion"):
        lines.append(name)
        for key, finding in SMALL.findings.items():
            if finding.derived is None:
                others = alternatives(small, key, PATIENTS[name])
                lines += wrapped(iter([f"{key}: {', '.join(map(worded, others))}"]), "  ")
    check_page("small-alternatives", "\n".join(lines))


def test_a_change_says_where_it_leads(small: Compiled) -> None:
    changes = Counterfactuals(small, CARED_FOR)
    assert changes.branching == {"pain", "xray_levels", "bone_harming_drugs"}
    change = changes.nearest(small.functions.recommendations["physiotherapy"])
    assert change is not None
    applies, _, here = enabled(small, {**CARED_FOR, **change.answers})
    assert (change.applies, change.here) == (applies, here)
    assert "pain_nrs" in applies
    assert "film_retropulsion" not in applies


def test_answers_that_contradict_each_other(small: Compiled) -> None:
    """As they stand in a table of cases, whose answers no interview has gone through."""
    advice = decide(small, {"numb": "no", "pain": "none", "pain_nrs": 7})
    assert [item.key for item in advice.conflicts] == ["X01"]
    assert [item.key for item in advice.remarks] == ["odd"]
    assert advice.facts == {"numb": "no", "pain": "none", "pain_nrs": 7}


def test_what_matters(small: Compiled) -> None:
    beside = {"job", "bone_harming_drugs", "harmed", "crp"}
    before = {"numb", "age", "pain", "pain_nrs", "film_retropulsion", "xray_levels"}
    assert relevant(small, {}) == before | beside
    assert relevant(small, CARED_FOR) == beside
    assert relevant(small, CARED_FOR, frozenset({"job", "crp"})) == {"bone_harming_drugs", "harmed"}
    assert relevant(small, {**CARED_FOR, "bone_harming_drugs": UNKNOWN}) == {"job", "crp"}
    assert relevant(small, {"numb": "yes"}) == frozenset()


def test_what_explodes_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.diagram.diagram.BUDGET", 12)
    says = "open: the diagram would need more than 12 nodes; split it into concepts of their own"
    with pytest.raises(DiagramTooLargeError, match=f"^{says}$"):
        compile_pathway(SMALL)


# --- questions behind questions, and what is derived from an answer that lasts -------------------

SITE = choice("site", "back", "leg", asked_when=(row(pain_nrs=">= 7"),))
YOUNG = choice("young", "yes", "no", derived=Derivation("planted", ("age",)))


@pytest.fixture
def nested(monkeypatch: pytest.MonkeyPatch) -> Compiled:
    """Heavy work, youth or severe pain bring work advice; pain in the leg brings a brace."""

    def young(facts: Facts) -> Value:
        age = facts.number("age")
        return UNKNOWN if age is None else yes_no(age < 50)

    monkeypatch.setitem(FUNCTIONS, "planted", young)
    work = (
        (Clause("young", parse_cell("yes", YOUNG, {})),),
        row(job="heavy"),
        row(pain_nrs=">= 7"),
    )
    brace = ((Clause("site", parse_cell("leg", SITE, {})),),)
    rules = {
        "work": replace(SMALL.rules["work"], when=work),
        "brace": replace(SMALL.rules["brace"], when=brace, unless=()),
    }
    findings: dict[str, Finding] = {}
    for key, item in SMALL.findings.items():
        findings[key] = item
        findings |= {"age": {"young": YOUNG}, "pain_nrs": {"site": SITE}}.get(key, {})
    return compile_pathway(replace(with_items(SMALL, rules=rules), findings=findings))


@pytest.mark.parametrize(
    ("answers", "code", "nearest", "alone"),
    [
        (
            {"age": 60, "job": "sitting", "pain": "none"},
            "work_advice",
            {"job": "heavy"},
            [{"job": "heavy"}],
        ),
        (
            {"age": 60, "job": "sitting", "pain": "present", "pain_nrs": 3},
            "work_advice",
            {"job": "heavy"},
            [{"pain_nrs": 7}, {"pain_nrs": 8}, {"pain_nrs": 10}, {"job": "heavy"}],
        ),
        (
            {"age": 60, "job": "sitting", "pain": "present", "pain_nrs": 8},
            "work_advice",
            {"pain_nrs": 0},
            [{"numb": "yes"}, {"pain": "none"}, {"pain_nrs": 0}, {"pain_nrs": 6}],
        ),
        (
            {"age": 40, "job": "sitting", "pain": "none"},
            "work_advice",
            {"numb": "yes"},
            [{"numb": "yes"}],
        ),
        (
            {"age": 60, "pain": "none"},
            "brace_optional",
            {"pain": "present", "pain_nrs": 7, "site": "leg"},
            [],
        ),
        (
            {"age": 60, "pain": "present", "pain_nrs": 3},
            "brace_optional",
            {"pain_nrs": 7, "site": "leg"},
            [],
        ),
        (
            {"age": 60},
            "brace_optional",
            {"pain": "present", "pain_nrs": 7, "site": "leg"},
            [],
        ),
        (
            {"age": 60, "pain": "present", "pain_nrs": 7},
            "brace_optional",
            {"site": "leg"},
            [{"site": "leg"}],
        ),
    ],
)
def test_changes_behind_other_questions(
    nested: Compiled,
    answers: Answers,
    code: str,
    nearest: Answers,
    alone: list[Answers],
) -> None:
    changes = Counterfactuals(nested, {"numb": "no", **answers})
    root = nested.functions.recommendations[code]
    change = changes.nearest(root)
    assert change is not None
    assert change.answers == nearest
    assert [single.answers for single in changes.single(root)] == alone
    learnt = changes.nearest(root, learnt=True)
    known = nearest.keys() & (answers.keys() | {"numb"})
    assert (learnt.answers if learnt else None) == (None if known else nearest)
