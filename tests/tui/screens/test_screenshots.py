"""Twelve screens as SVG, as the guides and the README show them."""

from __future__ import annotations

import os
import re
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest
from textual.pilot import Pilot

from data import guides
from engine.model.answers import Value
from tests.support.both_faces import answer_on_screens, begin_seed
from tests.support.screen_driver import Bench, go_to, press, settled
from tests.support.scripted_answers import Patient
from tests.support.seed_patient import SEED
from tui.screens.interview import InterviewScreen
from tui.widgets.palette import Colours

KEPT: Final = Path(guides.__file__).parent / "pictures"
SMALL, LARGE = (80, 24), (120, 40)
LATER: Final[dict[str, Value]] = {
    **SEED,
    "visit_type": "follow_up",
    "follow_up_new_neuro": "no",
    "cord_signal_change": "no",
    "pain_nrs": 3,
    "weeks_since_onset": 6,
    "mri_done": "yes",
    "mri_stir_included": "yes",
    "mri_levels": ({"level": "T12", "stir": "hyper", "fracture_line": "yes"},),
    "dxa_status": "done",
    "t_score_femoral_neck": -2.8,
}
"""The seed patient three weeks later: less pain, an MRI and bone density."""

Way = Callable[[Bench, Pilot[int]], Awaitable[None]]


def keys(*groups: str, at: str = "") -> Way:
    """Begin a session of the seed patient, go to a question if one is named, and press keys."""

    async def walked(_: Bench, pilot: Pilot[int]) -> None:
        await begin_seed(pilot, "B 5")
        if at:
            await go_to(pilot, at)
        for group in groups:
            await press(pilot, group)

    return walked


def fresh(pressed: str) -> Way:
    """Begin a session and press keys."""

    async def walked(_: Bench, pilot: Pilot[int]) -> None:
        await press(pilot, pressed)

    return walked


async def worklist(bench: Bench, pilot: Pilot[int]) -> None:
    """A finished session, an open one, and an emergency."""
    await begin_seed(pilot, "B 5")
    await press(pilot, "p f f")
    await press(pilot, "n B 7 enter 3 enter q")
    await press(pilot, "n B 9 enter n q")
    del bench


async def follow_up(bench: Bench, pilot: Pilot[int]) -> None:
    """The plan of a follow-up with results."""
    await begin_seed(pilot, "B 5")
    await press(pilot, "p f f")
    bench.later = timedelta(weeks=3)
    await press(pilot, "f y")
    await settled(pilot)
    await answer_on_screens(pilot, Patient(LATER), last="t_score_femoral_neck")
    if isinstance(pilot.app.screen, InterviewScreen):
        await press(pilot, "p")


SCREENS: Final[dict[str, tuple[tuple[int, int], str, Way]]] = {
    "worklist": (SMALL, "dark", worklist),
    "checklist": (SMALL, "dark", fresh("n B 5 enter 1 4")),
    "emergency": (SMALL, "dark", fresh("n B 5 enter 3 enter p")),
    "question": (SMALL, "dark", keys(at="pain_nrs")),
    "levels": (SMALL, "light", keys("left", at="xray_levels")),
    "levels_wide": (LARGE, "dark", keys("left", at="xray_levels")),
    "plan": (SMALL, "light", keys("p j")),
    "plan_wide": (LARGE, "dark", keys("p j")),
    "follow_up": (LARGE, "light", follow_up),
    "map": (SMALL, "dark", keys("p m j enter j j")),
    "what_if": (SMALL, "dark", keys("p t enter 1 enter")),
    "review": (SMALL, "none", keys("p f")),
}


def drawn(pilot: Pilot[int]) -> str:
    """The screen as SVG that loads nothing, with ids that depend on nothing."""
    svg = pilot.app.export_screenshot(title="Spinepath")
    svg = re.sub(r"\s*@font-face \{.*?\}|<!--.*?-->", "", svg, flags=re.DOTALL)
    svg = re.sub(r"terminal-\d+-", "t-", svg).replace("Fira Code", "DejaVu Sans Mono, Menlo")
    return "\n".join(line.rstrip() for line in svg.splitlines()) + "\n"


@pytest.mark.slow
@pytest.mark.parametrize("name", SCREENS)
async def test_a_picture_is_of_the_program(bench: Bench, name: str) -> None:
    size, colour, way = SCREENS[name]
    app = bench.app()
    app.paint(Colours(colour))
    async with bench.running(app, size=size) as pilot:
        await way(bench, pilot)
        await settled(pilot)
        svg, kept = drawn(pilot), KEPT / f"{name}.svg"
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", "")
    if os.environ.get("SPINEPATH_GOLDENS") == "write":
        kept.write_text(svg)
    assert svg == kept.read_text(), f"{name} looks different"


def test_no_picture_is_kept_for_nothing() -> None:
    assert {path.stem for path in KEPT.glob("*.svg")} == set(SCREENS)
