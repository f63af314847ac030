"""Releases: what frees a patient's holds, and what does not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from data.wording.page import release_text
from engine.advice.decide import Advice, decide
from engine.advice.release import NONE, Release
from engine.diagram.compiler import Compiled, compile_pathway
from tests.support.small_pathway import SMALL, row, with_items

SMALL_COMPILED = compile_pathway(SMALL)


def releases(advice: Advice) -> dict[str, Release]:
    return {item.code: item.release for item in advice.recommended}


def test_a_newer_result_frees_a_screen() -> None:
    assert releases(decide(SMALL_COMPILED, {"crp": 20}))["urgent_spine_review"] == Release(
        ("crp",), known=frozenset({"crp"})
    )


def test_what_holds_nothing_back_has_no_release() -> None:
    found = releases(decide(SMALL_COMPILED, {"job": "standing"}))
    assert found["work_advice"] == NONE


def test_an_answer_that_is_not_renewed_frees_nothing() -> None:
    pathway = replace(SMALL, releases=replace(SMALL.releases, renewable={}))
    found = releases(decide(compile_pathway(pathway), {"crp": 20}))
    assert found["urgent_spine_review"] == NONE


def test_what_frees_only_together_is_said_to() -> None:
    rule = replace(SMALL.rules["inflamed"], when=(row(crp=["unknown", "> 10"]), row(job="unknown")))
    pathway = with_items(SMALL, rules={"inflamed": rule})
    found = releases(decide(compile_pathway(pathway), {}))["urgent_spine_review"]
    assert found == Release(("job", "crp"), together=True)
    assert release_text(pathway, found) == "job and crp together"


def test_a_finding_that_is_known_frees_by_something_newer() -> None:
    releases_of = replace(SMALL.releases, by={"crp": "a newer result of"})
    pathway = replace(SMALL, releases=releases_of)
    screen = releases(decide(compile_pathway(pathway), {"crp": 20}))["urgent_spine_review"]
    assert release_text(pathway, screen) == "a newer result of crp"
    assert release_text(pathway, Release(("crp",))) == "crp", "not known yet"


def test_what_is_withheld_names_what_would_free_it() -> None:
    (withheld,) = decide(SMALL_COMPILED, {"bone_harming_drugs": frozenset({"steroid"})}).withheld
    assert withheld.code == "dxa_order"
    assert withheld.release == Release(("numb",))


@given(st.integers(0, 500), st.sampled_from(["sitting", "standing", "heavy"]))
def test_a_single_release_ends_the_hold(crp: int, job: str) -> None:
    """Some value of the finding that is named does it, with all else as it is."""
    answers: dict[str, Any] = {"crp": crp, "job": job}
    for code, release in releases(decide(SMALL_COMPILED, answers)).items():
        for key in release.findings:
            others = (decide(SMALL_COMPILED, {**answers, key: value}) for value in (0, 11, 500))
            assert any(code not in other.codes for other in others)


def test_cement_is_freed_by_the_clotting_test(compiled: Compiled) -> None:
    found = releases(
        decide(
            compiled,
            {"back_pain": "present", "pain_nrs": 8, "mri_done": "yes", "inr": 3.0},
        )
    )
    assert found["augmentation_block_coagulopathy"].findings == ("inr",)


def test_a_contradiction_is_freed_by_correcting_either_answer(compiled: Compiled) -> None:
    answers: dict[str, Any] = {"steroid_use": "none", "prednisone_equivalent_mg_day": 10}
    found = releases(decide(compiled, answers))["resolve_conflicting_answers"]
    assert found.findings == ("steroid_use",), "the dose is not asked where none is taken"


def test_the_spine_team_frees_what_it_was_waited_for(compiled: Compiled) -> None:
    torn = ({"level": "T12", "plc": "disrupted"},)
    found = releases(decide(compiled, {"mri_done": "yes", "mri_levels": torn, "age_years": 70}))
    assert {"mri_levels", "spine_opinion"} <= set(found["spinal_precautions"].findings)
