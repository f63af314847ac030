"""The focus of a session: it is stored, and the whole pathway can be asked about after all."""

from __future__ import annotations

from data.session.events import EventKind
from engine.model.answers import UNKNOWN
from tests.support.plain_driver import hear, kept
from tests.support.screen_driver import Bench, interview_session, press, words
from tui.state.progress import progress
from tui.state.workspace import Workspace


def test_a_session_reopens_with_its_focus(workspace: Workspace) -> None:
    begun = workspace.begin("", "imaging")
    begun.answer(dict.fromkeys(begun.question.findings, UNKNOWN) if begun.question else {})
    workspace.close_sessions()
    again = workspace.open_session(begun.session.id)
    assert not isinstance(again, str)
    assert again.order.focus is not None
    assert again.order.focus.key == "imaging"
    fewer = len(again.interview_state.open)
    again.widen()
    assert len(again.interview_state.open) > fewer
    workspace.close_sessions()
    whole = workspace.open_session(begun.session.id)
    assert not isinstance(whole, str)
    assert whole.order.focus is None


def test_a_focus_is_named_on_plain_lines(workspace: Workspace) -> None:
    said = hear(workspace, "focus imaging", "new", "everything", "quit", "focus x")
    assert "New sessions ask about: imaging." in said
    assert "The questions are now about the whole pathway." in said
    assert any(line.startswith("Type focus and one of: everything, emergency") for line in said)
    kinds = [event.detail for event in kept(workspace).events if event.kind is EventKind.FOCUSED]
    assert kinds == ["imaging", "whole"]


async def test_a_focus_is_chosen_before_the_first_question(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n")
        assert "Asks about: everything" in words(pilot)
        await press(pilot, "down down")
        assert "Asks about: imaging" in words(pilot)
        await press(pilot, "enter")
        assert interview_session(pilot).session.focus == "imaging"
        assert "(imaging only)" in words(pilot)
        await press(pilot, "n f5")
        assert "The questions are now about the whole pathway." in words(pilot)
        assert not interview_session(pilot).session.focus


async def test_the_header_counts_answers_as_the_list_does(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter n u")
        session = interview_session(pilot)
        said = progress(session.interview_state)
        assert said.startswith(f"{len(session.session.answers)} answers (1 not known), ")
        await press(pilot, "q")
        assert f" {len(session.session.answers)} " in words(pilot)


async def test_the_plan_of_a_part_says_how_many_questions_are_not_asked(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n down enter n y")
        assert "0 questions left, 60 not asked" in words(pilot)
