"""A follow-up: what its kind settles is not asked, and what is carried is confirmed by forms."""

from __future__ import annotations

from datetime import timedelta

import pytest

from data.session.events import EventKind
from engine.model.answers import UNKNOWN, Value
from tests.support.plain_driver import NOON, hear
from tests.support.screen_driver import Bench, go_to, interview_session, press, screen, words
from tests.support.seed_patient import answered, seen
from tui.state.form_values import carried_values
from tui.state.workspace import Workspace

FINISHED = "n B 4 enter n 1 1 7 2 enter 1 1 v f"


async def test_an_mri_result_that_is_back_is_not_asked_for(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter n y 2")
        session = interview_session(pilot)
        assert session.answers["visit_type"] == "post_mri"
        assert session.answers["mri_done"] == "yes"
        assert "MRI done: Yes" in words(pilot), "it is echoed"
        assert "mri_done" not in {q.key for q in session.interview_state.open}
        await go_to(pilot, "visit_type")
        await press(pilot, "1")
        assert "mri_done" not in interview_session(pilot).answers, "it ends with what held it"
        await press(pilot, "z z")
        assert interview_session(pilot).answers.keys().isdisjoint({"visit_type", "mri_done"})


async def test_an_own_answer_stays_whatever_the_kind_of_visit(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter n y")
        await go_to(pilot, "mri_done")
        await press(pilot, "n")
        await go_to(pilot, "visit_type")
        await press(pilot, "2 b 1")
        assert interview_session(pilot).answers["mri_done"] == "no"


async def test_a_follow_up_says_of_whom_and_confirms_a_form_at_once(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, FINISHED)
        await press(pilot, "home f y")
        said = words(pilot)
        assert "Follow-up of B4, session" in said
        assert "of 02-Mar-2026. Next step then:" in said
        assert "Last time (02-Mar-2026): " in said
        await press(pilot, "n y 3 n")
        session = interview_session(pilot)
        carried = dict(carried_values(session))
        assert {"age_years", "sex"} <= carried.keys()
        assert "(carried, not confirmed)" in words(pilot)
        assert "carried into this form then: Red flags" in words(pilot), "no key leaves the form"
        await press(pilot, "s")
        session = interview_session(pilot)
        assert carried.items() <= session.answers.items()
        confirmed = [e for e in session.session.events if e.kind is EventKind.CONFIRMED]
        assert {e.finding for e in confirmed} == carried.keys()


async def test_what_is_carried_is_confirmed_only_once_it_was_read(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, FINISHED)
    async with bench.running(size=(40, 10)) as pilot:
        await press(pilot, "home f y")
        await go_to(pilot, "age_years")
        await press(pilot, "s")
        assert "Not all of this form was on the screen yet" in words(pilot)
        assert "sex" not in interview_session(pilot).answers


async def test_levels_that_are_carried_fit_their_form_and_are_confirmed_with_it(
    bench: Bench,
) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n B 4 enter n y 2 7 2 enter 1 1 x")
        await go_to(pilot, "mri_stir_included")
        await press(pilot, "y enter 1 1 enter 2 1 d")
        await go_to(pilot, "canal_stenosis")
        await press(pilot, "5")
        await go_to(pilot, "other_marrow_lesions")
        await press(pilot, "n v f")
    bench.later = timedelta(days=40)
    async with bench.running() as pilot:
        await press(pilot, "home f y n y 3 n")
        await go_to(pilot, "mri_done")
        await press(pilot, "y")
        said = words(pilot)
        assert "T12: STIR signal Bright (oedema); Fracture line; T1 pattern Low" in said
        assert "11 signs excluded (carried, not confirmed)" in said
        await press(pilot, "x z")
        assert (question := interview_session(pilot).question)
        assert question.key == "mri_stir_included", "what is carried stands before it"
        await press(pilot, "s")
        assert {"mri_levels", "canal_stenosis", "other_marrow_lesions"} <= interview_session(
            pilot
        ).answers.keys()


async def test_what_one_key_stored_is_taken_back_as_one_and_named_so(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter n y 1 7 2 enter 1")
        at = interview_session(pilot).question
        before = interview_session(pilot).answers
        await press(pilot, "x")
        stored = len(interview_session(pilot).answers) - len(before)
        assert stored > 1
        await press(pilot, "z")
        session = interview_session(pilot)
        assert session.answers == before
        assert session.question == at
        assert f"Taken back: {stored} answers stored as one" in words(pilot)


async def test_an_old_value_is_entered_anew_even_where_it_is_the_same(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter n")
        await go_to(pilot, "crp")
        await press(pilot, "4 enter q")
    bench.later = timedelta(days=8)
    async with bench.running() as pilot:
        await press(pilot, "enter")
        await go_to(pilot, "egfr")
        await press(pilot, "7 5 enter")
        assert [found.key for found in interview_session(pilot).doubts] == ["crp"]
        await press(pilot, "p")
        assert "CRP: of 02-Mar-2026; enter it anew." in words(pilot)
        await press(pilot, "b")
        await go_to(pilot, "crp")
        await press(pilot, "enter")
        assert interview_session(pilot).answers["crp"] == 4
        assert not interview_session(pilot).doubts


async def test_the_key_for_the_rest_leaves_what_is_carried(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, FINISHED)
        await press(pilot, "home f y n y 3")
        carried = dict(carried_values(interview_session(pilot)))
        await press(pilot, "x")
        session = interview_session(pilot)
        assert session.answers.keys().isdisjoint(carried)
        assert session.answers["back_pain"] == UNKNOWN
        assert carried_values(session) == carried, "it still waits in the same form"
        await press(pilot, "x")
        assert "Only what is carried is open in this form" in words(pilot)
        assert carried_values(interview_session(pilot)) == carried


async def test_a_list_that_is_carried_in_part_says_so(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n B 4 enter n 1 1 7 2 enter 1 1 x n v f")
        await press(pilot, "home f y n y 3 s x")
        assert "(carried, not confirmed)" in words(pilot)
        await press(pilot, "s")
        assert "Only a part of this list is carried" in words(pilot)
        assert "then: Film and CT" not in words(pilot), "no key leaves this list as it stands"
        before = dict(interview_session(pilot).answers)
        await press(pilot, "enter")
        assert "Some lines are open." in words(pilot)
        assert interview_session(pilot).answers == before, "Enter may come before the list was read"
        await press(pilot, "1 1 1")
        assert "change it to: yes" in words(pilot)


async def test_a_second_follow_up_of_a_session_is_named_before_it_begins(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, FINISHED)
        await press(pilot, "home f")
        assert "follows it already" not in words(pilot)
        await press(pilot, "y n")
        first = interview_session(pilot).session.id
        await press(pilot, "q end f")
        assert f"Session {first} follows it already. Begin a follow-up" in words(pilot)


SEEN_MRI: dict[str, Value] = {
    "mri_done": "yes",
    "mri_stir_included": "yes",
    "mri_levels": ({"level": "T12", "stir": "hyper", "fracture_line": "yes"},),
}
CONFIRM = "Answer the urgent questions, confirm MRI done (02-Mar-2026), otherwise MRI of thoracic"


def later_visit(workspace: Workspace, **found: Value) -> None:
    """Store the visit of the article's patient with what was found, and go to six weeks later."""
    before = seen(workspace.content, answered(workspace.content, **found))
    workspace.worklist.store.create(before)
    workspace.clock = lambda: NOON + timedelta(weeks=6)


def next_steps(workspace: Workspace, *lines: str) -> list[str]:
    said = hear(workspace, "follow 1", "y", *lines)
    return [line for line in said if line.startswith("Next step: ")]


def test_plain_lines_put_a_carried_mri_before_another_one(workspace: Workspace) -> None:
    later_visit(workspace, **SEEN_MRI)
    said = next_steps(workspace, "none", "yes", "follow-up", "plan", "back", "map")
    assert len(said) > 1
    assert all(line.startswith(f"Next step: {CONFIRM}") for line in said)
    said = hear(workspace, "1", "go mri done", "yes", "plan")
    later = [line for line in said if line.startswith("Next step: ")][-1]
    assert "onfirm" not in later
    assert "MRI" not in later


def test_what_is_carried_stands_behind_what_is_urgent(workspace: Workspace) -> None:
    later_visit(workspace, **SEEN_MRI)
    said = next_steps(workspace, "3", "keep", "plan")
    assert said[-1].startswith("Next step: Emergency")


@pytest.mark.parametrize("kind", ["2", "3"])
def test_a_visit_with_nothing_carried_that_changes_the_step_names_none(
    workspace: Workspace, kind: str
) -> None:
    later_visit(workspace, mri_done="no")
    said = next_steps(workspace, "none", "yes", kind, "plan")
    assert said
    assert not any("onfirm" in line for line in said)


async def test_the_screens_put_a_carried_mri_before_another_one(bench: Bench) -> None:
    async with bench.running() as pilot:
        later_visit(pilot.app.workspace, **SEEN_MRI)  # type: ignore[attr-defined]
    bench.later = timedelta(weeks=6)
    async with bench.running() as pilot:
        await press(pilot, "home f y n y 3 n")
        assert CONFIRM in words(pilot)
        for page in ("p", "r", "v"):
            await press(pilot, page)
            assert CONFIRM in words(pilot).replace("> MRI", "MRI"), page
            await press(pilot, "b")
        await go_to(pilot, "mri_done")
        await press(pilot, "y")
        assert "onfirm MRI done" not in words(pilot)


async def test_a_line_of_what_comes_first_goes_on_below_its_words(bench: Bench) -> None:
    async with bench.running() as pilot:
        later_visit(pilot.app.workspace, **SEEN_MRI)  # type: ignore[attr-defined]
    bench.later = timedelta(weeks=6)
    async with bench.running(size=(120, 40)) as pilot:
        await press(pilot, "home f y n y 3 n")
        lines = screen(pilot).splitlines()
        places = {line.find(part) for part in ("Answer the", "confirm MRI") for line in lines}
        assert len(places - {-1}) == 1


def test_a_reason_that_is_not_known_says_that_it_is_carried(workspace: Workspace) -> None:
    """Advice beside the next step may have been done too, such as bone density."""
    later_visit(workspace, dxa_status="done", t_score_femoral_neck=-2.8)
    said = hear(workspace, "follow 1", "y", "none", "plan")
    (dxa,) = (line.split(".")[0] for line in said if line.endswith(". DXA of lumbar spine and hip"))
    said = hear(workspace, "1", "plan", dxa)
    assert any("DXA status: not known (carried from 02-Mar-2026, not" in line for line in said)
