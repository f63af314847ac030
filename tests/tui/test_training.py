"""Training: the article's patient, the related questions and the tour, apart from the ward."""

from __future__ import annotations

from data.content.loader import Content
from data.content.worked_cases import worked_cases
from data.store import Store
from tests.support.plain_driver import answer_to
from tests.support.screen_driver import Bench, interview_session, press, words
from tui.screens.plan import PlanScreen
from tui.state.workspace import Workspace


def test_every_question_of_the_article_has_its_worked_case(content: Content) -> None:
    found = list(worked_cases(content))
    assert [case.question for case in found[1:]] == [one.question for one in content.scope.related]
    assert found[0].question == content.statements["S01"].says
    assert all(case.answers for case in found)


async def test_training_opens_with_the_cases_and_a_case_at_its_plan(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "t")
        assert "Guided tour" in words(pilot)
        assert "Worked cases" in words(pilot)
        assert "TRAINING" in words(pilot).upper()
        await press(pilot, "j enter")
        assert isinstance(pilot.app.screen, PlanScreen)
        session = interview_session(pilot).session
        assert session.training
        assert session.label == "Case V01"
        assert interview_session(pilot).answers["xray_demineralisation"] == "moderate"
        await press(pilot, "q")
        assert "Training sessions t leaves training" in words(pilot)
        await press(pilot, "t")
        assert "leaves training" not in words(pilot)
    assert not Store.open(bench.directory).sessions(), "nothing reaches the ward's sessions"


async def test_a_related_question_is_opened_by_the_search(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "slash b u r s t space h e i g h t enter")
        assert isinstance(pilot.app.screen, PlanScreen)
        assert interview_session(pilot).session.training
        assert interview_session(pilot).session.label == "Case V31"


def test_plain_lines_say_the_tour_and_open_a_case(workspace: Workspace) -> None:
    said = answer_to(workspace, ["cases"], "1")
    assert said[0].startswith("1 Everything here is practice.")
    assert "find finds any question" in " ".join(said), "plain lines name their own words"
    said = answer_to(workspace, ["cases"], "2")
    assert any("PRACTICE" in line.upper() for line in said)


async def test_the_tour_says_how_a_case_is_opened(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "t enter")
        assert "Down goes to the cases; Enter opens one." in words(pilot)
