"""Screens, keys and words from the first screen to the next step, and to the end."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Final

import pytest
from textual.pilot import Pilot

from engine.model.answers import UNKNOWN, Value
from tests.support.screen_driver import Bench, interview_session, press, screen
from tests.support.scripted_answers import Patient
from tests.support.seed_patient import SEED
from tui.screens.interview import InterviewScreen

ARTICLE: Final[dict[str, Value]] = {
    **{key: value for key, value in SEED.items() if key != "ct_done"},
    "xray_no_acute_fracture_stated": "yes",
    "xray_demineralisation": "moderate",
    "xray_degenerative": "multilevel",
    "xray_spondylolisthesis": "none",
    "mri_done": "no",
}
"""The article's patient with the film report of its question; of the rest nothing is known yet."""


@dataclass
class Count:
    """The effort so far.

    Attributes:
        keys: that were pressed.
        screens: forms and pages, each once for each time that it came.
        words: that were newly drawn; one that stays on the screen, wherever, counts once.
    """

    pilot: Pilot[int]
    keys: int = 0
    words: int = 0
    screens: list[str] = field(default_factory=list)
    _drawn: Counter[str] = field(default_factory=Counter)

    def look(self) -> None:
        """Count what is new on the screen."""
        now = Counter(re.findall(r"[A-Za-z][A-Za-z-]+", screen(self.pilot)))
        self.words += (now - self._drawn).total()
        self._drawn = now
        shown, place = self.pilot.app.screen, ""
        if isinstance(shown, InterviewScreen):
            order, session = shown.interview_session.order, shown.interview_session
            form = order.form_of(session.question)
            place = form.key if form else ""
        name = f"{shown.page_name} {place}"  # type: ignore[attr-defined]
        if self.screens[-1:] != [name]:
            self.screens.append(name)

    async def press(self, key: str) -> None:
        """Press a key and look."""
        await press(self.pilot, key)
        self.keys += 1
        self.look()

    async def to_the_answer(self) -> None:
        """Go from the first screen to the page of the next step."""
        self.look()
        for key in ("n", "enter"):
            await self.press(key)
        patient = Patient(ARTICLE)
        while isinstance(shown := self.pilot.app.screen, InterviewScreen):
            session = interview_session(self.pilot)
            waiting = session.order.waiting(session.interview_state, session.question)
            known = [q for q in waiting if ARTICLE.get(q.key, UNKNOWN) != UNKNOWN]
            assert shown._form is not None
            assert session.question is not None
            keys = patient.move(shown._form, session.question).keys
            for key in keys if known or len(waiting) < 2 else ("x",):
                await self.press(key)


@pytest.mark.slow
async def test_the_articles_patient_reaches_the_next_step_with_little(bench: Bench) -> None:
    async with bench.running() as pilot:
        count = Count(pilot)
        await count.to_the_answer()
        assert "The answer so far" in " ".join(screen(pilot).split())
        assert "MRI of thoracic and lumbar spine, no contrast" in screen(pilot)
        assert count.keys <= 32
        assert len(count.screens) <= 8
        assert count.words <= 650


@pytest.mark.slow
async def test_the_whole_questionnaire_takes_few_forms_and_keys(bench: Bench) -> None:
    async with bench.running() as pilot:
        count = Count(pilot)
        await count.to_the_answer()
        await count.press("b")
        while isinstance(pilot.app.screen, InterviewScreen):
            await count.press("x")
        forms = [name for name in count.screens if name.startswith("interview ")]
        assert len(forms) <= 12
        assert count.keys <= 50
        assert count.words <= 970
