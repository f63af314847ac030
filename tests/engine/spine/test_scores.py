"""Scores: the printed tables exactly, their bounds, and that nothing decides by them."""

from __future__ import annotations

import ast
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import engine
from data.content.loader import Content
from engine.model.answers import Answers
from engine.model.facts import Facts
from engine.model.library import Score
from engine.spine.derivations import FUNCTIONS
from engine.spine.scores import genant, of_score, rand_signs
from engine.spine.scores.scale import CANNOT

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

BAD_HEALTH = [of_score.Health.ASA_OVER_3, of_score.Health.ANTICOAGULATION]
THREE_OF_2018 = [*BAD_HEALTH, of_score.Health.DEMENTIA]
THREE_OF_CARD = [*BAD_HEALTH, of_score.Health.MFI_OVER_2]


def of_points(version: of_score.Version, **items: Any) -> Score:
    return of_score.score(version, of_score.Items(**items))


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
    original = of_points(of_score.Version.ORIGINAL, **patient | {"health": THREE_OF_2018[:health]})
    card = of_points(of_score.Version.AO_CARD, **patient | {"health": THREE_OF_CARD[:health]})
    assert (original.version, original.total, original.result) == ("2018", total_2018, result_2018)
    assert (card.version, card.total, card.result) == ("AO Spine card", total_card, result_card)
    assert original.missing == (("progression",) if patient["progression"] is None else ())


PLAIN_OF = of_patient("3", False, False, 4, False, True)


@pytest.mark.parametrize("version", list(of_score.Version))
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
    version: of_score.Version, item: str, unknown: dict[str, Any]
) -> None:
    known = {"t_score": -4, "progression": True, "vas": 9, "deficit": True, "health": BAD_HEALTH}
    points = {"bone_density": 1, "progression": 1, "pain": 1, "deficit": 2, "mobile": -1}
    patient = PLAIN_OF | known
    without = of_points(version, **patient | unknown)
    assert without.missing == (item,)
    assert total(without) == total(of_points(version, **patient)) - points.get(item, -2)


def test_without_the_of_type_there_is_no_of_score() -> None:
    lacking = of_points(of_score.Version.AO_CARD, **PLAIN_OF | {"of_type": None, "vas": None})
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
    assert total(of_points(of_score.Version.ORIGINAL, **patient)) == 5 + original
    assert total(of_points(of_score.Version.AO_CARD, **patient)) == 3 + card


@pytest.mark.parametrize(
    ("vas", "original", "card"), [(0, 3, 3), (3.9, 3, 3), (4, 5, 3), (4.9, 5, 3), (5, 5, 5)]
)
def test_pain_is_severe_from_another_number_in_each_version(
    vas: float, original: int, card: int
) -> None:
    assert total(of_points(of_score.Version.ORIGINAL, **PLAIN_OF | {"vas": vas})) == original
    assert total(of_points(of_score.Version.AO_CARD, **PLAIN_OF | {"vas": vas})) == card


def test_each_version_counts_its_own_health_items() -> None:
    def lost(version: of_score.Version, *health: of_score.Health) -> int:
        bad = of_points(version, **PLAIN_OF | {"health": health})
        return total(of_points(version, **PLAIN_OF)) - total(bad)

    original = [lost(of_score.Version.ORIGINAL, health) for health in of_score.Health]
    card = [lost(of_score.Version.AO_CARD, health) for health in of_score.Health]
    assert dict(zip(of_score.Health, original, strict=True)) == {
        health: int(health != of_score.Health.MFI_OVER_2) for health in of_score.Health
    }
    assert dict(zip(of_score.Health, card, strict=True)) == {
        health: int(health in THREE_OF_CARD) for health in of_score.Health
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
        "health": st.none() | st.sets(st.sampled_from(of_score.Health)),
    }
)


@given(st.sampled_from(of_score.Version), of_patients)
def test_of_score_stays_in_its_range(version: of_score.Version, patient: dict[str, Any]) -> None:
    score = of_points(version, **patient)
    assert -3 <= total(score) <= 16
    assert score.result == banded(total(score), {5: "conservative", 6: "either", 16: "surgical"})


@given(st.sampled_from(of_score.Version), of_patients, st.sampled_from(of_score.Health))
def test_of_score_is_monotonous(
    version: of_score.Version, patient: dict[str, Any], risk: of_score.Health
) -> None:
    def other(**change: Any) -> int:
        return total(of_points(version, **patient | change))

    here = total(of_points(version, **patient))
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
        of_points(of_score.Version.AO_CARD, **PLAIN_OF | illegal)


@pytest.mark.parametrize(
    "extreme", [{"t_score": -8}, {"t_score": 8}, {"hounsfield": -1024}, {"hounsfield": 3071}]
)
def test_of_score_takes_the_ends_of_each_range(extreme: dict[str, Any]) -> None:
    assert of_points(of_score.Version.AO_CARD, **PLAIN_OF | extreme).missing == ()


# RAND


@pytest.mark.parametrize(
    ("count", "result"),
    list(enumerate(["not defined"] + ["low"] * 3 + ["intermediate"] * 3 + ["high"] * 4)),
)
def test_rand(count: int, result: str) -> None:
    signs = {sign: place < count for place, sign in enumerate(rand_signs.Sign)}
    assert rand_signs.score(signs) == Score("RAND clinical signs", "2018", count, result, (), "K36")


def test_a_sign_left_out_is_unknown() -> None:
    signs: dict[rand_signs.Sign, bool | None] = dict.fromkeys(rand_signs.Sign, True)
    signs[rand_signs.Sign.MIDLINE_PAIN] = None
    del signs[rand_signs.Sign.CHRONIC_STEROIDS]
    score = rand_signs.score(signs)
    assert (score.total, score.result) == (None, CANNOT)
    assert score.missing == (rand_signs.Sign.CHRONIC_STEROIDS, rand_signs.Sign.MIDLINE_PAIN)


@given(data=st.data())
def test_rand_adds_up(data: st.DataObject) -> None:
    signs = {sign: data.draw(st.booleans()) for sign in rand_signs.Sign}
    assert total(rand_signs.score(signs)) == sum(signs.values())
    lacking = data.draw(st.sampled_from(list(rand_signs.Sign)))
    score = rand_signs.score({sign: held for sign, held in signs.items() if sign is not lacking})
    assert (score.total, score.result, score.missing) == (None, CANNOT, (lacking,))


# What the scores may touch


def test_sources_are_in_the_content(content: Content) -> None:
    shown = [
        genant.score(None),
        of_points(of_score.Version.AO_CARD, **PLAIN_OF),
        rand_signs.score({}),
    ]
    assert {score.source for score in shown} <= content.sources.keys()


def test_nothing_in_the_engine_decides_by_a_score() -> None:
    scores, library = ENGINE / "spine" / "scores", ENGINE / "spine" / "library.py"
    modules = [path for path in ENGINE.rglob("*.py") if scores not in path.parents]
    modules.remove(library)
    assert len(modules) > 40
    for module in modules:
        tree = ast.parse(module.read_text(encoding="utf-8"))
        assert not [name for name in mentioned(tree) if "scores" in name.split(".")], module


@pytest.mark.parametrize(
    "code",
    [
        "import engine.spine.scores",
        "import engine.spine.scores.of_score as of",
        "from engine import scores",
        "from engine.spine.scores import of_score",
        "from engine.spine.scores.of_score import score",
        "from . import scores",
        "from .scores import of_score",
        "import_module('engine.spine.scores.of_score')",
        "pathway.library.scores(facts)",
    ],
)
def test_every_way_to_import_a_score_is_seen(code: str) -> None:
    assert [name for name in mentioned(ast.parse(code)) if "scores" in name.split(".")]


def mentioned(tree: ast.AST) -> Iterator[str]:
    """Every name that is imported or looked up, and every text that could name a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            yield node.module or ""
        if isinstance(node, ast.Attribute):
            yield node.attr
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def total(score: Score) -> int:
    assert score.total is not None
    return score.total


def banded(points: int, bands: Mapping[int, str]) -> str:
    return bands[min(highest for highest in bands if points <= highest)]
