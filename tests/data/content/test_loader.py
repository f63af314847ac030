"""The shipped content is sound, and faulty content is refused with every fault named."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from data.content.cases import cases
from data.content.loader import Content, ContentError, load
from engine.model.pathway import Concept
from tests.support.cases import CASES, spoil
from tests.support.effort import slow_but

Change = Callable[[str], str]


def faults(directory: Path) -> list[str]:
    with pytest.raises(ContentError) as caught:
        load(directory)
    return [str(fault) for fault in caught.value.faults]


FAULTS = [
    ("concepts.toml", 'fever = "yes"', 'fever = "yess"', "legal: yes, no, known, unknown"),
    ("concepts.toml", 'fever = "yes"', 'fevr = "yes"', "did you mean fever"),
    ("concepts.toml", "host_risk = true", 'host_risk = "yes"', "true or false"),
    ("concepts.toml", 'fever = "yes"', "fever = true", "not true or false"),
    ("concepts.toml", '">= fever"', '">= fevers"', "neither a number nor a threshold"),
    ("findings.toml", "range      = [0, 10]", "range = [10, 0]", "lower end comes first"),
    ("findings.toml", "warn       = [0, 1500]", "warn = [0, 3001]", "warn within range"),
    ("findings.toml", "unusual = [40, 105]", "unusual = [17, 105]", "unusual lies within warn"),
    ("findings.toml", "warn       = [0, 1500]", "", "a number needs its plausible range"),
    ("findings.toml", '["SR58"]', '["SR99"]', "'SR99' is no source"),
    (
        "findings.toml",
        'range      = [0, 3000]\nwarn       = [0, 1500]\nwarn_cites = ["SR58", "tool"]\n',
        "",
        "a number needs its hard range",
    ),
    (
        "findings.toml",
        'type       = "integer"',
        'type = "integr"',
        "legal: choice, yes_no",
    ),
    ("findings.toml", 'absent = "none"', 'absent = "nothing"', "cannot be 'nothing'"),
    ("findings.toml", 'sites      = "spine"', 'sites      = "spin"', "did you mean spine"),
    ("findings.toml", 'sites      = "spine"', "", "levels names its sites"),
    ("findings.toml", 'start = "T12"', 'start = "T13"', "start: no site 'T13'"),
    ("findings.toml", '"L1", "L2"', '"L1", "T2"', "T2 stands more than once"),
    ("findings.toml", 'hyper = "~"', 'hiper = "~"', "marks: no value 'hiper'; did you mean hyper"),
    ("findings.toml", 'hyper = "~"', 'hyper = "no"', "marks.hyper"),
    ("derived.toml", "[derived.acuity]", "[derived.acuty]", "did you mean acuity"),
    ("derived.toml", '"fertile_age_to"', '"fertile_age"', "did you mean fertile_age_"),
    (
        "derived.toml",
        'inputs = ["xray_levels", "mri_levels"]',
        'inputs = ["xray"]',
        "no finding",
    ),
    ("sections/70-imaging.toml", '"K02"', '"K00"', "'K00' is no source"),
    ("sections/90-care.toml", "[rule.mri_repeat]", "[rule.mri_repet]", "no recommendation"),
    ("sections/10-emergency.toml", "stops = true", "stop = true", "did you mean stops"),
    (
        "recommendations.toml",
        'kind = "',
        'kind = "x',
        "no kind 'xrouting'; did you mean",
    ),
    ("thresholds.toml", "value = 18", 'value = "18"', "legal: a number"),
    ("reading/results.toml", "least = 3", "least = ", "Invalid value"),
    ("findings.toml", '"alp_u_l",\n  "free', '"alp",\n  "free', "no finding 'alp'"),
    ("findings.toml", '"inr"]\ncites', '"egfr"]\ncites', "egfr stands in two groups"),
    ("findings.toml", "days     = 90", "days     = 0", "days"),
    ("follow_up.toml", "about 2 weeks", "about 3 weeks", "does not say 'about 3 weeks'"),
    ("follow_up.toml", "24 to 48 hours", "24 to", "no time in '24 to'"),
    ("follow_up.toml", '"dxa_order"', '"dxa_oder"', "did you mean dxa_order"),
    ("findings.toml", 'carried = ["done"]', 'carried = ["don"]', "did you mean done"),
    ("findings.toml", "carried    = true\ncolumn", 'grows = "weeks"\ncolumn', "only a number is"),
    ("follow_up.toml", "arrived   = { dxa", "arrived   = { dxaa", "did you mean"),
    ("findings.toml", '{ t1_pattern = "diffuse', '{ t1 = "diffuse', "no finding or earlier"),
    ("derived.toml", "{esr}", "{esrr}", "fhirpath: no input 'esrr'"),
    ("fhir.toml", "pain_nrs ", "pain_nsr ", "did you mean pain_nrs"),
    ("pathway.toml", "[pathway]", '[pathway]\nreview_status = "approved"', "legal: submitted"),
    ("pathway.toml", '"spine"', '"diagram"', "no code 'diagram'; legal: spine"),
    ("pathway.toml", '"spine"', '"..os"', "no code '..os'; legal: spine"),
    ("pathway.toml", '"emergency_spine', '"emergncy_spine', "did you mean emergency_spine"),
    ("pathway.toml", '= "emergency"', '= "emergncy"', "did you mean emergency"),
    ("pathway.toml", 'checklist = "red_flags"', 'checklist = "flags"', "did you mean red_fl"),
    ("pathway.toml", '"infection_signs"', '"infectionsigns"', "did you mean infection_signs"),
    ("pathway.toml", '"safety_net_advice"', '"safety_net"', "did you mean safety_net_advice"),
    ("findings.toml", '{ "0" = 8', '{ "7" = 8', "heights: no value '7'"),
    ("findings.toml", '{ yes = "cleft"', '{ yess = "cleft"', "signs: no value 'yess'"),
    ("summary.toml", 'levels = "film"', 'levels = "pain"', "no chapter with levels 'pain'"),
    ("charts.toml", '"severe_pain"', '"sever_pain"', "did you mean severe_pain"),
    ("charts.toml", 'back_pain = "none"', 'back_pain = "no"', "did you mean none"),
    ("charts.toml", "[-5, 1]", "[1, -5]", "the first number is the lower one"),
    ("charts.toml", '"weeks_since_onset"', '"pain_nrs"', "no duration"),
    ("variable_order.toml", '"age_years"', '"age_year"', "did you mean age_years"),
    ("variable_order.toml", '"age_years"', '"inr"', "more than once"),
]
"""A text of a content file, what it is replaced by, and what is said of it."""


@pytest.mark.parametrize(("name", "old", "new", "says"), slow_but(FAULTS[::5], FAULTS))
def test_faults_name_place_and_remedy(copy: Path, name: str, old: str, new: str, says: str) -> None:
    spoil(copy, name, old, new)
    found = faults(copy)
    assert any(name in fault and says in fault for fault in found), found


def test_every_fault_is_reported_at_once(copy: Path) -> None:
    spoil(copy, "concepts.toml", 'fever = "yes"', 'fevr = "yes"')
    spoil(copy, "sections/70-imaging.toml", '"K02"', '"K00"')
    assert len(faults(copy)) == 2


def test_files_with_faults_are_all_reported_at_once(copy: Path) -> None:
    spoil(copy, "thresholds.toml", "value = 18", 'value = "18"')
    (copy / "safety" / "rules.toml").unlink()
    (copy / "sources.toml").write_text("[source.K01\n")
    found = "\n".join(faults(copy))
    assert "thresholds.toml" in found
    assert "safety/rules.toml: is missing" in found
    assert "sources.toml" in found


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("vignettes", '"why": ', '"wyh": ', "cases/vignettes.json [0].wyh: no such key; did you"),
        ("vignettes", '"expect": [', '"expect": [7,', "cases/vignettes.json [0].expect[0]: "),
        ("vignettes", '"id": "V01",', '"id": "V01", "id": "V01",', "id: given more than once"),
        ("vignettes", '"id": "V02"', '"id": "V01"', "[1].id: given more than once"),
        ("boundaries", '"id": "M02"', '"id": "V01"', "[1].id: given more than once"),
        ("boundaries", "[", "", "cases/boundaries.json line "),
        ("boundaries", '"V07"', '"V70"', "cases/boundaries.json [0].base: no vignette; did you "),
    ],
)
def test_faults_of_the_cases_name_their_place(
    copy: Path, monkeypatch: pytest.MonkeyPatch, name: str, old: str, new: str, says: str
) -> None:
    monkeypatch.setenv("SPINEPATH_PATHWAY", str(copy))
    spoil(copy / "cases", f"{name}.json", old, new)
    with pytest.raises(ContentError) as caught:
        cases()
    assert any(says in str(fault) for fault in caught.value.faults), caught.value.faults


def test_the_digest_tells_contents_apart(copy: Path, content: Content) -> None:
    assert load(copy).pathway.digest == content.pathway.digest
    spoil(copy, "thresholds.toml", "value = 18", "value = 17")
    assert load(copy).pathway.digest != content.pathway.digest


def test_all_findings_of_the_vocabulary_are_there(content: Content) -> None:
    asked = [key for key, finding in content.pathway.findings.items() if not finding.derived]
    # The amendments add findings and take none away.
    assert len(asked) >= 136 + len({"creatinine_umol_l"})


def test_the_cases_use_known_codes_only(content: Content) -> None:
    known = set(content.pathway.recommendations)
    assert len(known) >= 96  # the dossier's; the amendments add some
    for case in CASES.values():
        assert {*case.expect, *case.forbid} <= known


def test_every_recommendation_has_a_rule(content: Content) -> None:
    given = {rule.gives for rule in content.pathway.rules.values()}
    assert set(content.pathway.recommendations) == given


def test_statements_that_imply_an_output_are_cited_by_a_rule(content: Content) -> None:
    cited = {cite for rule in content.pathway.rules.values() for cite in rule.cites}
    implied = {key for key, s in content.statements.items() if s.outputs and key <= "S71"}
    assert implied - cited == set()


def test_the_references_of_the_article_are_kept_as_printed(content: Content) -> None:
    assert list(content.references) == ["1", "2", "3", "4", "5", "6"]
    for number in ("3", "6"):
        assert content.references[number].printed == "reference missing in the source"


def test_asked_when_looks_back_only(content: Content) -> None:
    seen: set[str] = set()
    for key, finding in content.pathway.findings.items():
        named = {clause.name for row in finding.asked_when for clause in row}
        assert named <= seen, key
        seen.add(key)


ORDERS = re.compile(r"\b(must|should undergo|has to|shall|have to)\b", re.IGNORECASE)


def test_words_are_options_not_orders(content: Content) -> None:
    """SR18: information and options, never an order."""
    for code, item in content.pathway.recommendations.items():
        for text in (item.title, item.what, item.why, item.plain, *item.cautions, *item.pitfalls):
            assert not ORDERS.search(text), (code, text)
    pathway = content.pathway
    conditions: list[Concept] = [
        *pathway.concepts.values(),
        *pathway.contradictions.values(),
        *pathway.remarks.values(),
    ]
    says = [condition.says for condition in conditions]
    for sentence in (*says, *(rule.says for rule in pathway.rules.values())):
        assert not ORDERS.search(sentence), sentence


def test_cement_is_never_called_recommended(content: Content) -> None:
    for code, item in content.pathway.recommendations.items():
        if code.startswith("augmentation"):
            assert "recommended" not in f"{item.title} {item.what} {item.why}".lower()
    assert "may be discussed" in content.pathway.recommendations["augmentation_consider"].what


ABSENT = {"no", "none", "not_done", "not_stated", "not_mentioned"}


def test_yes_is_the_first_choice_and_no_question_asks_for_a_no(content: Content) -> None:
    asked = [f for f in content.pathway.findings.values() if f.derived is None]
    for part in (part for finding in asked for part in (finding, *finding.fields)):
        for value, label in list(part.options.items())[:1]:
            assert value not in ABSENT, part.key
            assert not re.match(r"(No|Not|None)\b", label), part.key
        assert not re.search(r"\b(no|none|nothing|without)\b", part.ask), part.key


def test_the_faults_of_forms_are_reported_at_once(copy: Path) -> None:
    (copy / "forms.toml").write_text(
        '[form.a]\ntitle = "A"\nasks = ["sex", "sex", "sax", "motor_deficit"]\nrest = "no"\n'
    )
    with pytest.raises(ContentError) as caught:
        load(copy)
    said = str(caught.value)
    for part in ("sex stands in two places", "no question 'sax'", "'motor_deficit'", "rest_says"):
        assert part in said
    assert "sex cannot be 'no'" in said
