"""Scores: the printed tables exactly, their bounds, and that nothing decides by them."""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

import engine
from data.content.loader import Content
from engine.model.answers import Answers
from engine.spine.derivations import FUNCTIONS
from engine.spine.derivations.inputs import Facts
from engine.spine.scores import genant, mfi5, of, rand, sins, tl_aosis, tlics
from engine.spine.scores.scale import CANNOT, Score

ENGINE = Path(engine.__file__).parent


# Genant


@pytest.mark.parametrize(
    ("loss", "total", "result"),
    [
        (0, 0, "none"),
        (19.9, 0, "none"),
        (20, 1, "mild"),
        (24.9, 1, "mild"),
        (25, 2, "moderate"),
        (40, 2, "moderate"),
        (40.1, 3, "severe"),
        (100, 3, "severe"),
    ],
)
def test_genant(loss: float, total: int, result: str) -> None:
    assert genant.score(loss) == Score("Genant grade", "1993", total, result, (), "K45")


@pytest.mark.parametrize("loss", [-0.1, 100.1, math.nan])
def test_genant_refuses_the_impossible(loss: float) -> None:
    with pytest.raises(ValueError, match="is not between 0 and 100"):
        genant.score(loss)


def test_genant_of_an_unknown_loss() -> None:
    lacking = ("height_loss_pct",)
    assert genant.score(None) == Score("Genant grade", "1993", None, CANNOT, lacking, "K45")


@given(loss=st.floats(0, 100))
def test_genant_agrees_with_the_engine(content: Content, loss: float) -> None:
    film: Answers = {"xray_levels": ({"level": "T12", "height_loss_pct": loss},)}
    limits = {key: item.value for key, item in content.pathway.thresholds.items()}
    assert genant.score(loss).result == FUNCTIONS["film_grade"](Facts(film, limits))


@given(st.floats(0, 100), st.floats(0, 100))
def test_genant_rises_with_the_loss(a: float, b: float) -> None:
    assert total(genant.score(min(a, b))) <= total(genant.score(max(a, b)))


# OF score

BAD_HEALTH = [of.Health.ASA_OVER_3, of.Health.ANTICOAGULATION]
THREE_OF_2018 = [*BAD_HEALTH, of.Health.DEMENTIA]
THREE_OF_CARD = [*BAD_HEALTH, of.Health.MFI_OVER_2]


def of_patient(
    of_type: Any, density: bool, progression: bool | None, vas: float, deficit: bool, mobile: bool
) -> dict[str, Any]:
    return {
        "of_type": of_type,
        "t_score": -3.1 if density else -3.0,
        "hounsfield": None,
        "progression": progression,
        "vas": vas,
        "deficit": deficit,
        "mobile": mobile,
        "health": (),
    }


OF_ROWS = [
    (of_patient("1", False, False, 3, False, True), 0, -1, "conservative", -1, "conservative"),
    (of_patient("2", False, False, 4, False, True), 0, 3, "conservative", 1, "conservative"),
    (of_patient("3", False, False, 4, False, True), 0, 5, "conservative", 3, "conservative"),
    (of_patient("3", False, None, 7, False, True), 0, 6, "either", 6, "either"),
    (of_patient("3", True, False, 7, False, False), 0, 8, "surgical", 8, "surgical"),
    (of_patient("3", True, False, 7, False, False), 3, 6, "either", 6, "either"),
    (of_patient("4", False, False, 4, False, True), 0, 7, "surgical", 5, "conservative"),
    (of_patient("5", True, True, 8, True, False), 1, 15, "surgical", 15, "surgical"),
]


@pytest.mark.parametrize(
    ("patient", "health", "total_2018", "result_2018", "total_card", "result_card"), OF_ROWS
)
def test_of_score(
    patient: dict[str, Any],
    health: int,
    total_2018: int,
    result_2018: str,
    total_card: int,
    result_card: str,
) -> None:
    original = of.score(of.Version.ORIGINAL, **patient | {"health": THREE_OF_2018[:health]})
    card = of.score(of.Version.AO_CARD, **patient | {"health": THREE_OF_CARD[:health]})
    assert (original.version, original.total, original.result) == ("2018", total_2018, result_2018)
    assert (card.version, card.total, card.result) == ("AO Spine card", total_card, result_card)
    assert original.missing == (("progression",) if patient["progression"] is None else ())


PLAIN_OF = of_patient("3", False, False, 4, False, True)


@pytest.mark.parametrize("version", list(of.Version))
@pytest.mark.parametrize(
    ("item", "unknown"),
    [
        ("bone_density", {"t_score": None}),
        ("progression", {"progression": None}),
        ("pain", {"vas": None}),
        ("deficit", {"deficit": None}),
        ("mobile", {"mobile": None}),
        ("health", {"health": None}),
    ],
)
def test_an_unknown_item_counts_nothing_and_is_named(
    version: of.Version, item: str, unknown: dict[str, Any]
) -> None:
    known = {"t_score": -4, "progression": True, "vas": 9, "deficit": True, "health": BAD_HEALTH}
    points = {"bone_density": 1, "progression": 1, "pain": 1, "deficit": 2, "mobile": -1}
    patient = PLAIN_OF | known
    without = of.score(version, **patient | unknown)
    assert without.missing == (item,)
    assert total(without) == total(of.score(version, **patient)) - points.get(item, -2)


def test_without_the_of_type_there_is_no_of_score() -> None:
    lacking = of.score(of.Version.AO_CARD, **PLAIN_OF | {"of_type": None, "vas": None})
    assert (lacking.total, lacking.result) == (None, CANNOT)
    assert lacking.missing == ("of_type", "pain")


@pytest.mark.parametrize(
    ("t_score", "hounsfield", "original", "card"),
    [
        (-3.0, None, 0, 0),
        (-3.1, None, 1, 1),
        (-2.0, 90, 0, 1),
        (-2.0, 91, 0, 0),
        (None, 90, 0, 1),
        (None, 91, 0, 0),
        (-3.1, 200, 1, 1),
    ],
)
def test_bone_density(
    t_score: float | None, hounsfield: float | None, original: int, card: int
) -> None:
    patient = PLAIN_OF | {"t_score": t_score, "hounsfield": hounsfield}
    assert total(of.score(of.Version.ORIGINAL, **patient)) == 5 + original
    assert total(of.score(of.Version.AO_CARD, **patient)) == 3 + card


@pytest.mark.parametrize(
    ("vas", "original", "card"), [(0, 3, 3), (3.9, 3, 3), (4, 5, 3), (4.9, 5, 3), (5, 5, 5)]
)
def test_pain_is_severe_from_another_number_in_each_version(
    vas: float, original: int, card: int
) -> None:
    assert total(of.score(of.Version.ORIGINAL, **PLAIN_OF | {"vas": vas})) == original
    assert total(of.score(of.Version.AO_CARD, **PLAIN_OF | {"vas": vas})) == card


def test_each_version_counts_its_own_health_items() -> None:
    def lost(version: of.Version, *health: of.Health) -> int:
        bad = of.score(version, **PLAIN_OF | {"health": health})
        return total(of.score(version, **PLAIN_OF)) - total(bad)

    original = [lost(of.Version.ORIGINAL, health) for health in of.Health]
    card = [lost(of.Version.AO_CARD, health) for health in of.Health]
    assert dict(zip(of.Health, original, strict=True)) == {
        health: int(health != of.Health.MFI_OVER_2) for health in of.Health
    }
    assert dict(zip(of.Health, card, strict=True)) == {
        health: int(health in THREE_OF_CARD) for health in of.Health
    }


maybe = st.none() | st.booleans()
of_patients = st.fixed_dictionaries(
    {
        "of_type": st.sampled_from("12345"),
        "t_score": st.none() | st.floats(-8, 8),
        "hounsfield": st.none() | st.floats(-1000, 3000),
        "progression": maybe,
        "vas": st.none() | st.floats(0, 10),
        "deficit": maybe,
        "mobile": maybe,
        "health": st.none() | st.sets(st.sampled_from(of.Health)),
    }
)


@given(st.sampled_from(of.Version), of_patients)
def test_of_score_stays_in_its_range(version: of.Version, patient: dict[str, Any]) -> None:
    score = of.score(version, **patient)
    assert -3 <= total(score) <= 16
    assert score.result == banded(total(score), {5: "conservative", 6: "either", 16: "surgical"})


@given(st.sampled_from(of.Version), of_patients, st.sampled_from(of.Health))
def test_of_score_is_monotonous(
    version: of.Version, patient: dict[str, Any], risk: of.Health
) -> None:
    def other(**change: Any) -> int:
        return total(of.score(version, **patient | change))

    here = total(of.score(version, **patient))
    assert here <= other(of_type="5")
    assert here <= other(progression=True)
    assert here <= other(deficit=True)
    assert here <= other(vas=10)
    assert here <= other(mobile=False)
    assert here <= other(t_score=-4)
    assert here >= other(health={*(patient["health"] or ()), risk})


@pytest.mark.parametrize(
    "illegal",
    [
        {"of_type": "6"},
        {"vas": -0.1},
        {"vas": 10.1},
        {"vas": math.nan},
        {"t_score": -8.1},
        {"t_score": 8.1},
        {"t_score": math.nan},
        {"hounsfield": -1025},
        {"hounsfield": 3072},
        {"health": ["old"]},
    ],
)
def test_of_score_refuses_the_illegal(illegal: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"legal|not between|not a valid"):
        of.score(of.Version.AO_CARD, **PLAIN_OF | illegal)


@pytest.mark.parametrize(
    "extreme", [{"t_score": -8}, {"t_score": 8}, {"hounsfield": -1024}, {"hounsfield": 3071}]
)
def test_of_score_takes_the_ends_of_each_range(extreme: dict[str, Any]) -> None:
    assert of.score(of.Version.AO_CARD, **PLAIN_OF | extreme).missing == ()


# TLICS


@pytest.mark.parametrize(
    ("morphology", "ligaments", "neurology", "points", "result"),
    [
        ("compression", "intact", "intact", 1, "non-operative"),
        ("burst", "intact", "intact", 2, "non-operative"),
        ("burst", "indeterminate", "intact", 4, "either"),
        ("burst", "injured", "intact", 5, "operative"),
        ("burst", "intact", "nerve_root", 4, "either"),
        ("burst", "indeterminate", "incomplete", 7, "operative"),
        ("translation_rotation", "injured", "cauda_equina", 9, "operative"),
        ("distraction", "injured", "intact", 7, "operative"),
        ("compression", "intact", "complete", 3, "non-operative"),
    ],
)
def test_tlics(morphology: str, ligaments: str, neurology: str, points: int, result: str) -> None:
    score = tlics.score(
        morphology=tlics.Morphology(morphology),
        ligaments=tlics.Ligaments(ligaments),
        neurology=tlics.Neurology(neurology),
    )
    assert score == Score("TLICS", "2005", points, result, (), "K42")


# TL AOSIS


@pytest.mark.parametrize(
    ("patient", "points", "result"),
    [
        ("A1 N0", 1, "non-operative"),
        ("A3 N0", 3, "non-operative"),
        ("A3 N0 M1", 4, "either"),
        ("A4 N0", 5, "either"),
        ("A4 N0 M1", 6, "surgery"),
        ("A3 N2", 5, "either"),
        ("A3 NX", 6, "surgery"),
        ("B2 N0", 6, "surgery"),
        ("A3 N3", 7, "surgery"),
        ("C N4", 12, "surgery"),
        ("A0 N0", 0, "non-operative"),
        ("A2 N1 M2", 3, "non-operative"),
        ("B1 N0", 5, "either"),
        ("B3 N0 M1 M2", 8, "surgery"),
    ],
)
def test_tl_aosis(patient: str, points: int, result: str) -> None:
    injury, neurology, *modifiers = patient.split()
    score = tl_aosis.score(
        injury=tl_aosis.Injury(injury),
        neurology=tl_aosis.Neurology(neurology),
        modifiers=[tl_aosis.Modifier(modifier) for modifier in modifiers],
    )
    missing = ("neurology",) if neurology == "NX" else ()
    assert score == Score("TL AOSIS", "2016", points, result, missing, "K43")


@pytest.mark.parametrize("injury", list(tl_aosis.Injury))
def test_unknown_neurology_is_never_normal(injury: tl_aosis.Injury) -> None:
    def score(neurology: tl_aosis.Neurology | None) -> Score:
        return tl_aosis.score(injury=injury, neurology=neurology, modifiers=())

    assert score(None) == score(tl_aosis.Neurology.NX)
    assert total(score(None)) == total(score(tl_aosis.Neurology.N0)) + 3


# SINS

SINS_ITEMS = ("location", "pain", "lesion", "alignment", "collapse", "posterolateral")


@pytest.mark.parametrize(
    ("patient", "points", "result"),
    [
        (
            "junctional mechanical lytic normal under_50 unilateral",
            11,
            "potentially unstable",
        ),
        ("junctional mechanical lytic subluxation over_50 bilateral", 18, "unstable"),
        ("mobile none blastic normal none none", 2, "stable"),
        ("semirigid mechanical mixed normal none_body_over_50 none", 6, "stable"),
        (
            "semirigid mechanical mixed normal none_body_over_50 unilateral",
            7,
            "potentially unstable",
        ),
        (
            "junctional mechanical lytic new_deformity under_50 none",
            12,
            "potentially unstable",
        ),
        ("junctional mechanical lytic new_deformity under_50 unilateral", 13, "unstable"),
        ("rigid occasional_not_mechanical blastic normal none none", 1, "stable"),
    ],
)
def test_sins(patient: str, points: int, result: str) -> None:
    answers = cast("dict[str, Any]", dict(zip(SINS_ITEMS, patient.split(), strict=True)))
    assert sins.score(**answers) == Score("SINS", "2010", points, result, (), "K44")


# The two counts


@pytest.mark.parametrize(("count", "result"), list(enumerate(["not frail"] * 2 + ["frail"] * 4)))
def test_mfi5(count: int, result: str) -> None:
    factors = {factor: place < count for place, factor in enumerate(mfi5.Factor)}
    assert mfi5.score(factors) == Score("mFI-5", "2018", count, result, (), "K86")


@pytest.mark.parametrize(
    ("count", "result"),
    list(enumerate(["not defined"] + ["low"] * 3 + ["intermediate"] * 3 + ["high"] * 4)),
)
def test_rand(count: int, result: str) -> None:
    signs = {sign: place < count for place, sign in enumerate(rand.Sign)}
    assert rand.score(signs) == Score("RAND clinical signs", "2018", count, result, (), "K36")


def test_a_sign_left_out_is_unknown() -> None:
    signs: dict[rand.Sign, bool | None] = dict.fromkeys(rand.Sign, True)
    signs[rand.Sign.MIDLINE_PAIN] = None
    del signs[rand.Sign.CHRONIC_STEROIDS]
    score = rand.score(signs)
    assert (score.total, score.result) == (None, CANNOT)
    assert score.missing == (rand.Sign.CHRONIC_STEROIDS, rand.Sign.MIDLINE_PAIN)


# All of those that add up points item by item

Scorer = Callable[[Mapping[str, Any]], Score]
ADDITIVE: dict[str, tuple[Scorer, dict[str, list[Any]], int, int, dict[int, str]]] = {
    "tlics": (
        lambda answers: tlics.score(**answers),
        {
            "morphology": list(tlics.Morphology),
            "ligaments": list(tlics.Ligaments),
            "neurology": list(tlics.Neurology),
        },
        1,
        10,
        {3: "non-operative", 4: "either", 10: "operative"},
    ),
    "tl_aosis": (
        lambda answers: tl_aosis.score(**answers),
        {
            "injury": list(tl_aosis.Injury),
            "neurology": [n for n in tl_aosis.Neurology if n != "NX"],
            "modifiers": [(), (tl_aosis.Modifier.M1,)],
        },
        0,
        13,
        {3: "non-operative", 5: "either", 13: "surgery"},
    ),
    "sins": (
        lambda answers: sins.score(**answers),
        {
            "location": list(sins.Location)[::-1],
            "pain": list(sins.Pain)[::-1],
            "lesion": list(sins.Lesion)[::-1],
            "alignment": list(sins.Alignment)[::-1],
            "collapse": list(sins.Collapse)[::-1],
            "posterolateral": list(sins.Posterolateral)[::-1],
        },
        0,
        18,
        {6: "stable", 12: "potentially unstable", 18: "unstable"},
    ),
    "mfi5": (
        lambda answers: mfi5.score({mfi5.Factor(key): value for key, value in answers.items()}),
        {factor: [False, True] for factor in mfi5.Factor},
        0,
        5,
        {1: "not frail", 5: "frail"},
    ),
    "rand": (
        lambda answers: rand.score({rand.Sign(key): value for key, value in answers.items()}),
        {sign: [False, True] for sign in rand.Sign},
        0,
        10,
        {0: "not defined", 3: "low", 6: "intermediate", 10: "high"},
    ),
}
"""By name: the score, the answers of each item from harmless to grave, its range, its results."""


@pytest.mark.parametrize("name", ADDITIVE)
@given(data=st.data())
def test_range_monotony_and_missing_items(name: str, data: st.DataObject) -> None:
    score, items, low, high, bands = ADDITIVE[name]
    answers = {item: data.draw(st.sampled_from(values)) for item, values in items.items()}
    here = score(answers)
    assert low <= total(here) <= high
    assert here.result == banded(total(here), bands)

    item = data.draw(st.sampled_from(list(items)))
    graver = items[item][items[item].index(answers[item]) :]
    assert total(score(answers | {item: data.draw(st.sampled_from(graver))})) >= total(here)

    lacking = score(answers | {item: None})
    assert lacking.missing == (item,)
    if (name, item) != ("tl_aosis", "neurology"):
        assert (lacking.total, lacking.result) == (None, CANNOT)


@pytest.mark.parametrize("name", ADDITIVE)
def test_the_ends_of_the_range_are_reached(name: str) -> None:
    score, items, low, high, _ = ADDITIVE[name]
    assert total(score({item: values[0] for item, values in items.items()})) == low
    assert total(score({item: values[-1] for item, values in items.items()})) == high


@pytest.mark.parametrize("name", ["tlics", "tl_aosis", "sins"])
def test_an_illegal_answer_names_the_legal_ones(name: str) -> None:
    score, items, *_ = ADDITIVE[name]
    answers = {item: values[0] for item, values in items.items()}
    first, values = next(iter(items.items()))
    with pytest.raises(ValueError, match=r"^'unknown' is not legal; legal: ") as refused:
        score(answers | {first: "unknown"})
    legal = str(refused.value).rpartition("legal: ")[2]
    assert set(legal.split(", ")) == set(map(str, values))


# What the scores may touch


def test_sources_are_in_the_content(content: Content) -> None:
    shown = [
        genant.score(None),
        of.score(of.Version.AO_CARD, **PLAIN_OF),
        *(score(dict.fromkeys(items)) for score, items, *_ in ADDITIVE.values()),
    ]
    assert {score.source for score in shown} <= content.sources.keys()


def test_nothing_in_the_engine_decides_by_a_score() -> None:
    scores = ENGINE / "spine" / "scores"
    modules = [path for path in ENGINE.rglob("*.py") if scores not in path.parents]
    assert len(modules) > 40
    for module in modules:
        tree = ast.parse(module.read_text(encoding="utf-8"))
        assert not [name for name in mentioned(tree) if "scores" in name.split(".")], module


@pytest.mark.parametrize(
    "code",
    [
        "import engine.spine.scores",
        "import engine.spine.scores.of as of",
        "from engine import scores",
        "from engine.spine.scores import of",
        "from engine.spine.scores.of import score",
        "from . import scores",
        "from .scores import of",
        "import_module('engine.spine.scores.of')",
    ],
)
def test_every_way_to_import_a_score_is_seen(code: str) -> None:
    assert [name for name in mentioned(ast.parse(code)) if "scores" in name.split(".")]


def mentioned(tree: ast.AST) -> Iterator[str]:
    """Every name that is imported, and every text that could name a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            yield node.module or ""
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def total(score: Score) -> int:
    assert score.total is not None
    return score.total


def banded(points: int, bands: Mapping[int, str]) -> str:
    return bands[min(highest for highest in bands if points <= highest)]
