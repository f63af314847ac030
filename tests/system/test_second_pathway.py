"""Another disease: a small invented pathway runs everywhere; the machinery names none."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.content.loader import Content, ContentError, load
from data.export.formats import FORMATS
from data.store import Store
from data.wording.charts import site_chart
from engine.advice.checked import checked_advice
from engine.diagram.compiler import Compiled, compile_pathway
from engine.model.answers import Answers
from engine.proofs import prove
from tests.support.both_faces import (
    answer_on_screens,
    export_from_screens,
    export_lines,
    exports_of_lines,
)
from tests.support.forked import run
from tests.support.plain_driver import NOON, Script, answers_on_lines
from tests.support.screen_driver import Bench, go_to, press, words
from tests.support.scripted_answers import Patient
from tui.plain.program import LineProgram
from tui.state.loaded_content import LoadedContent
from tui.state.workspace import Workspace
from tui.views.charts import column_rows

SECOND = Path(__file__).parents[1] / "support" / "second_pathway"
HOUSE = Path(__file__).parents[2]

STEP: Answers = {
    "open_wound": "no",
    "pulse_lost": "no",
    "weeks_ago": 7.0,
    "bears_weight": "none",
    "locked": "yes",
    "swelling_signs": frozenset({"warm"}),
    "scan_done": "yes",
    "joint_readings": (
        {"level": "MF", "damage": "slight", "step": "no"},
        {"level": "LT", "damage": "bad", "step": "yes"},
    ),
}
"""A patient with an old twist and a step in the joint, who answers everything."""


@pytest.fixture
def second(monkeypatch: pytest.MonkeyPatch) -> Content:
    """The second pathway, named as a user names it."""
    monkeypatch.setenv("SPINEPATH_PATHWAY", str(SECOND))
    return load()


@pytest.fixture
def knee(second: Content) -> Compiled:
    return compile_pathway(second.pathway)


def test_it_is_proved(knee: Compiled) -> None:
    proofs = prove(knee)
    assert len(proofs) > 10
    assert [failure for proof in proofs for failure in proof.failures] == []


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, {"ask_signs", "come_back"}),
        ({"pulse_lost": "yes", "locked": "yes"}, {"limb_emergency"}),
        (STEP, {"knee_surgeon", "old_knee_clinic", "come_back"}),
        (
            {**STEP, "weeks_ago": 1.0, "bears_weight": "full", "locked": "no"}
            | {"joint_readings": ({"level": "PAT", "step": "no"},)},
            {"early_exercise", "come_back"},
        ),
    ],
)
def test_it_advises(knee: Compiled, answers: Answers, expected: set[str]) -> None:
    advice = checked_advice(knee, answers)
    assert set(advice.codes) == expected
    assert not advice.refused


def test_its_charts_are_drawn_as_any_others(second: Content) -> None:
    chart = site_chart(second.pathway, second.charts, STEP)
    assert chart is not None
    assert [row.text for row in column_rows(chart)][2:4] == [
        "  MT   ░░░░",
        f"  {'─' * 9}",
    ]
    assert "LT: Scan: step" in [row.aloud for row in column_rows(chart)]


def test_its_safety_rule_is_read_from_its_own_code(second: Content) -> None:
    (found,) = second.pathway.library.violations({"locked": "yes"}, {"early_exercise"})
    assert found.rule == "KR1"


def test_code_outside_of_the_engine_is_for_the_named_pathway_alone() -> None:
    with pytest.raises(ContentError, match=r"library: no code 'tests\.support"):
        load(SECOND)


def test_the_commands_run_on_it(environment: dict[str, str], tmp_path: Path) -> None:
    named = environment | {"SPINEPATH_PATHWAY": str(SECOND)}
    case = tmp_path / "case.json"
    readings = [{"level": "LT", "step": "yes"}]
    case.write_text(json.dumps({"findings": {"scan_done": "yes", "joint_readings": readings}}))

    def said(*arguments: str) -> str:
        done = run(named, *arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout.decode()

    assert "Knee surgeon this week" in said("evaluate", str(case))
    assert json.loads(said("verify", "--format", "json"))["proved"] is True
    assert "INVENTED" in said("content")


async def test_both_faces_ask_keep_and_export_the_same(
    second: Content, knee: Compiled, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for face in ("shown", "told"):
        (tmp_path / face).mkdir()

    def same_ids() -> None:
        letters = (letter for a in "abcd" for letter in a * 8)
        monkeypatch.setattr("data.session.session.secrets.choice", lambda _: next(letters))

    same_ids()
    bench = Bench(second, knee, tmp_path / "screens")
    app = bench.app()
    app.workspace.clock = lambda: NOON
    async with bench.running(app) as pilot:
        await press(pilot, "n enter")
        shown = await answer_on_screens(pilot, Patient(STEP))
        exports = await export_from_screens(pilot, shown, app.workspace, tmp_path / "shown")
    same_ids()
    workspace = Workspace(tmp_path / "lines", lambda: NOON, "0.1.0")
    workspace.loaded = LoadedContent(second, knee)
    said: list[str] = []

    def typed() -> Iterator[str]:
        yield "new"
        yield from answers_on_lines(program, Patient(STEP))
        yield from export_lines(tmp_path / "told")

    program = LineProgram(workspace, Script(typed()), said.append)
    program.run()
    told = exports_of_lines(workspace, tmp_path / "told")
    workspace.close_sessions()
    assert list(exports) == list(told) == [n for n, form in FORMATS.items() if form.printable]
    assert told == exports
    assert b"Knee surgeon this week" in told["text"]
    assert b"Twist score" in told["record"]
    assert b"About your knee (invented)" in told["leaflet"]
    (kept,) = (Store.open(tmp_path / "screens").load(name) for name in ["a" * 8])
    assert kept.pathway_id == "invented-knee"
    assert kept.answers.items() <= STEP.items()
    assert kept.answers["joint_readings"] == STEP["joint_readings"]


async def test_its_chart_is_drawn(second: Content, knee: Compiled, tmp_path: Path) -> None:
    bench = Bench(second, knee, tmp_path / "store")
    async with bench.running() as pilot:
        await press(pilot, "n enter n")
        await go_to(pilot, "scan_done")
        await press(pilot, "1")
        await go_to(pilot, "joint_readings")
        assert "Inner Outer Middle MF MT LF LT PAT [ ] > < [ ] [ ] [ ]" in words(pilot)
        await press(pilot, "right right enter 2")
        await press(pilot, "2")
        assert "[ ] [ ] [ ] >B< [ ]" in words(pilot)
