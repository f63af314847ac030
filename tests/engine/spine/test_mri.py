"""Derivations from MRI readings, case by case."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engine.model.answers import UNKNOWN, LevelReading, Value
from engine.model.facts import Facts
from engine.spine.derivations import FUNCTIONS
from engine.spine.derivations.mri import (
    acuity,
    fracture_line,
    ligaments,
    mri_infection,
    mri_malignancy,
    mri_read,
    mri_retropulsion,
    of_class,
)
from engine.spine.derivations.readings import distinct

SCANNED: dict[str, Value] = {"mri_done": "yes", "mri_stir_included": "yes"}
LIMITS = {"genant_mild_from": 20.0, "genant_moderate_from": 25.0, "genant_moderate_to": 40.0}
DISC = {"disc_hyper": "no", "epidural_collection": "no", "paraspinal_infiltration": "no"}
NO_MASS = {
    "epidural_mass": "no",
    "paraspinal_mass": "no",
    "pedicle_marrow": "no",
    "posterior_convex": "no",
}


def at(level: str, **fields: str | float) -> LevelReading:
    return {"level": level, **fields}


def facts(film: tuple[LevelReading, ...] = (), *mri: LevelReading, **more: Value) -> Facts:
    answers: dict[str, Value] = {**SCANNED, **more}
    if film:
        answers["xray_levels"] = film
    if mri:
        answers["mri_levels"] = mri
    return Facts(answers, LIMITS)


BENT = (at("T12", genant="1"),)
FILLED = (at("T12", genant="1", cemented="yes"),)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (facts((), at("T12", stir="hyper", fracture_line="yes")), "acute_one"),
        (facts((), at("T12", stir="hyper", of_type="2")), "acute_one"),
        (facts(BENT, at("T12", stir="hyper")), "acute_one"),
        (facts((at("T12", genant="0.5"),), at("T12", stir="hyper")), UNKNOWN),
        (facts((at("T12", genant="0"),), at("T12", stir="hyper")), UNKNOWN),
        (facts(BENT, at("L1", stir="hyper")), UNKNOWN),
        (facts(BENT, at("L1", stir="hyper", fracture_line="no")), UNKNOWN),
        (facts(FILLED, at("T12", stir="hyper", fracture_line="yes")), "indeterminate"),
        (facts((), at("T12", stir="hyper")), UNKNOWN),
        (facts((), at("T12", stir="hyper", fracture_line="no")), "indeterminate"),
        (facts((), at("T12", stir="normal")), "healed"),
        (facts((), at("T12")), UNKNOWN),
        (facts(BENT, at("T12", stir="normal")), "healed"),
        (facts(BENT, at("L1", stir="normal")), UNKNOWN),
        (facts((), at("T12", stir="normal"), at("L1")), UNKNOWN),
        (
            facts((), at("T12", stir="normal"), at("L1", stir="hyper", fracture_line="no")),
            "indeterminate",
        ),
        (
            facts(
                (),
                at("T12", stir="hyper", fracture_line="yes"),
                at("L1", stir="hyper", of_type="3"),
            ),
            "acute_several",
        ),
        (facts((), at("T12", stir="hyper", of_type="2"), mri_stir_included="no"), "indeterminate"),
        (facts((), at("T12", stir="hyper", of_type="2"), mri_stir_included=UNKNOWN), UNKNOWN),
        (facts(BENT, mri_done="no", spect_uptake_at_level="yes"), "acute_one"),
        (facts((), mri_done="no", spect_uptake_at_level="yes"), "indeterminate"),
        (facts(BENT, mri_done="no", dual_energy_ct_oedema_at_level="no"), "indeterminate"),
        (facts(BENT, mri_done="no"), UNKNOWN),
    ],
)
def test_acuity(given: Facts, expected: str) -> None:
    assert acuity(given) == expected


@pytest.mark.parametrize(
    ("reading", "expected"),
    [
        (at("L1", **DISC, endplate_erosion="yes"), "no"),
        (at("L1", **DISC | {"disc_hyper": "yes"}, endplate_erosion="no"), "no"),
        (at("L1", **DISC | {"disc_hyper": "yes"}, endplate_erosion="yes"), "yes"),
        (at("L1", **DISC | {"disc_hyper": "yes"}), UNKNOWN),
        (at("L1", **DISC | {"epidural_collection": "yes"}), "yes"),
        (at("L1", **DISC | {"paraspinal_infiltration": "yes"}), "yes"),
        (at("L1", disc_hyper="no", epidural_collection="no"), UNKNOWN),
    ],
)
def test_infection_on_mri(reading: LevelReading, expected: str) -> None:
    assert mri_infection(facts((), reading)) == expected


@pytest.mark.parametrize(
    ("reading", "expected"),
    [
        (at("L1", **NO_MASS, t1_pattern="normal"), "no"),
        (at("L1", **NO_MASS), UNKNOWN),
        (at("L1", **NO_MASS, spared_marrow="yes"), "no"),
        (at("L1", **NO_MASS, t1_pattern="diffuse_low"), UNKNOWN),
        (at("L1", **NO_MASS, t1_pattern="diffuse_low", spared_marrow="no"), "yes"),
        (at("L1", **NO_MASS, t1_pattern="diffuse_low", spared_marrow="yes"), "no"),
        *((at("L1", **NO_MASS | {name: "yes"}), "yes") for name in NO_MASS),
        *(
            (at("L1", **NO_MASS | {name: UNKNOWN}, t1_pattern="normal"), UNKNOWN)
            for name in NO_MASS
        ),
    ],
)
def test_malignancy_on_mri(reading: LevelReading, expected: str) -> None:
    assert mri_malignancy(facts((), reading)) == expected


@pytest.mark.parametrize(
    ("types", "expected"),
    [
        (("1", "3"), "1-3"),
        (("2", "4"), "4"),
        (("5", "4"), "5"),
        (("5", None), "5"),
        (("3", None), UNKNOWN),
        ((), UNKNOWN),
    ],
)
def test_class_of_the_worst_level(types: tuple[str | None, ...], expected: str) -> None:
    levels = zip(("T12", "L1"), types, strict=False)
    readings = [at(level, of_type=of) if of else at(level) for level, of in levels]
    assert of_class(facts((), *readings)) == expected


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ((), UNKNOWN),
        (("intact",), "intact"),
        (("intact", None), UNKNOWN),
        (("intact", "indeterminate"), "indeterminate"),
        ((None, "indeterminate"), UNKNOWN),
        (("indeterminate", "disrupted"), "disrupted"),
        ((None, "disrupted"), "disrupted"),
    ],
)
def test_the_worst_ligaments(states: tuple[str | None, ...], expected: str) -> None:
    levels = zip(("T12", "L1"), states, strict=False)
    readings = [at(level, plc=state) if state else at(level) for level, state in levels]
    assert ligaments(facts((), *readings)) == expected


@pytest.mark.parametrize(
    ("field", "derivation"),
    [("fracture_line", fracture_line), ("retropulsed_fragment", mri_retropulsion)],
)
def test_a_sign_at_any_level(field: str, derivation: Callable[[Facts], Value]) -> None:
    no, yes, unread = at("T12", **{field: "no"}), at("L1", **{field: "yes"}), at("L2")
    assert derivation(facts()) == UNKNOWN
    assert derivation(facts((), no)) == "no"
    assert derivation(facts((), no, unread)) == UNKNOWN
    assert derivation(facts((), no, unread, yes)) == "yes"


@pytest.mark.parametrize(
    "derivation", [fracture_line, ligaments, mri_infection, mri_malignancy, mri_retropulsion]
)
def test_readings_without_an_mri_are_not_read(derivation: Callable[[Facts], Value]) -> None:
    ill = at("T12", fracture_line="yes", plc="disrupted", retropulsed_fragment="yes")
    ill = {**ill, "epidural_collection": "yes", "epidural_mass": "yes"}
    assert derivation(facts((), ill)) != UNKNOWN
    for done in ("no", UNKNOWN):
        assert derivation(facts((), ill, mri_done=done)) == UNKNOWN


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (facts((), at("T12")), "yes"),
        (facts((), at("T12"), mri_done="no"), "yes"),
        (Facts({"mri_levels": ()}, LIMITS), "no"),
        (Facts({"mri_done": "yes"}, LIMITS), UNKNOWN),
    ],
)
def test_a_list_without_a_level_is_no_result(given: Facts, expected: str) -> None:
    assert mri_read(given) == expected


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, UNKNOWN),
        ({"vertebral_fracture_count": 0}, 0),
        ({"xray_levels": ({"level": "T12"}, {"level": "L1"})}, UNKNOWN),
        ({"vertebral_fracture_count": 0, "xray_levels": ({"level": "T12", "genant": "2"},)}, 1),
        ({"vertebral_fracture_count": 3, "xray_levels": ({"level": "T12", "genant": "2"},)}, 3),
        ({"xray_levels": ({"level": "T12", "genant": "1"}, {"level": "L1", "genant": "0.5"})}, 1),
        (
            {
                "xray_levels": ({"level": "T12", "genant": "2"},),
                "mri_done": "yes",
                "mri_levels": (
                    {"level": "T12", "fracture_line": "yes"},
                    {"level": "L1", "fracture_line": "yes"},
                    {"level": "L2", "stir": "hyper", "of_type": "2"},
                ),
            },
            2,
        ),
        (
            {
                "mri_done": "yes",
                "mri_stir_included": "yes",
                "mri_levels": (
                    {"level": "L1", "stir": "hyper", "of_type": "2"},
                    {"level": "L2", "stir": "hyper"},
                    {"level": "L3", "stir": "normal"},
                    {"level": "L4", "stir": "hyper", "fracture_line": "no"},
                ),
            },
            1,
        ),
    ],
)
def test_the_number_of_fractures(answers: dict[str, Value], expected: Value) -> None:
    limits = {"genant_mild_from": 20.0, "genant_moderate_from": 25.0, "genant_moderate_to": 40.0}
    assert FUNCTIONS["fracture_count"](Facts(answers, limits)) == expected


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"mri_levels": (at("T12"), at("L1", intravertebral_cleft="yes"))}, "yes"),
        ({"mri_levels": (at("T12", intravertebral_cleft="no"),)}, "no"),
        ({"mri_levels": (at("T12"),)}, UNKNOWN),
        ({"mri_done": "no", "mri_levels": (at("T12", intravertebral_cleft="yes"),)}, UNKNOWN),
    ],
)
def test_a_cleft_at_any_level(answers: dict[str, Value], expected: str) -> None:
    assert FUNCTIONS["mri_cleft"](Facts({**SCANNED, **answers}, LIMITS)) == expected


@pytest.mark.parametrize(
    ("film", "mri", "expected"),
    [
        (UNKNOWN, "grade_2", "large"),
        ("none", "present_ungraded", "not_graded"),
        ("grade_1", "none", "small"),
        ("significant", "grade_1", "large"),
        ("not_stated", UNKNOWN, UNKNOWN),
    ],
)
def test_the_larger_slip_counts(film: str, mri: str, expected: str) -> None:
    answers: dict[str, Value] = {"xray_spondylolisthesis": film, "mri_spondylolisthesis": mri}
    without = FUNCTIONS["spondylolisthesis"](Facts(answers, {}))
    alone = FUNCTIONS["spondylolisthesis"](Facts({"xray_spondylolisthesis": film}, {}))
    assert FUNCTIONS["spondylolisthesis"](Facts({**answers, "mri_done": "yes"}, {})) == expected
    assert without == alone  # an MRI that was not done says nothing


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        (("T12", "TU"), {"T12"}),
        (("T12", "LU"), {"T12", "LU"}),
        (("TU", "LU"), {"TU", "LU"}),
        (("L1", "TU", "LU"), {"L1", "TU"}),
    ],
)
def test_a_region_may_be_one_of_its_numbered_levels(
    levels: tuple[str, ...], expected: set[str]
) -> None:
    assert distinct(frozenset(levels)) == expected
