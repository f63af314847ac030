"""Plain lines beyond the questions: the plan, decisions, what if, the map, reviews, episodes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Final

import pytest

from data.session.events import EventKind
from data.store import Store
from data.wording.banners import READ_ONLY
from data.wording.reasons import BECAUSE
from engine.model.library import Violation
from tests.support.plain_driver import NOON, PATIENT, answer_to, hear, kept
from tests.support.screen_driver import check_text
from tests.support.seed_patient import SEED
from tui.plain.base import LinePage
from tui.rows.list_entries import Numbered
from tui.rows.printed import WIDTH, printed_lines
from tui.state.workspace import Workspace
from tui.views.advice_panel import next_step_words
from tui.views.page_texts import NO_AUTHOR
from tui.views.plan import plan_entries

ANSWER = 36
"""Lines to hear before all that is still to be looked up."""
PLAN = [*PATIENT, "plan", "all"]
MRI = "MRI of thoracic and lumbar spine, no contrast"


@pytest.fixture(autouse=True)
def _ids_and_times_repeat(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    letters = (letter for a in "abcdefgh" for letter in a * 8)
    seconds = count()
    workspace.clock = lambda: NOON + timedelta(seconds=next(seconds))
    monkeypatch.setattr("data.session.session.secrets.choice", lambda _: next(letters))


def number_of(said: list[str], words: str) -> str:
    """The number before a line."""
    return next(line.split(".")[0] for line in said if words in line and line[0].isdigit())


@pytest.mark.parametrize("line", ["1\x1b[A", "\x1b[1~", "\x1bOq", "1\x7f2", "\x9b1~", "1\x002"])
def test_a_line_with_an_escape_sequence_is_refused(workspace: Workspace, line: str) -> None:
    hear(workspace, "new", "none", "quit", "quit")
    events = len(kept(workspace).events)
    said = answer_to(workspace, ["1"], line)
    assert said[0].startswith("Not taken: the line holds control characters")
    assert len(kept(workspace).events) == events


def test_the_plan_is_numbered_and_a_number_says_all_of_its_line(workspace: Workspace) -> None:
    said = hear(workspace, *PLAN)
    number = number_of(said, f"{MRI} (may change)")
    heard = answer_to(workspace, ["1", "plan"], number)
    assert heard[0] == MRI
    assert any(line.startswith(f"{BECAUSE}: ") for line in heard)
    assert any(line.startswith("Strength: ") for line in heard)


def test_a_sign_of_several_kinds_is_typed_again_not_pressed(workspace: Workspace) -> None:
    heard = " ".join(answer_to(workspace, ["new", "3 4"], "keep"))
    assert "say which. Type 4 again until it names the right one." in heard


def test_the_plan_ends_with_the_next_step(workspace: Workspace) -> None:
    plan = ["new", "none", "no", "plan"]
    heard = answer_to(workspace, plan, "all")
    (step,) = (number for number, line in enumerate(heard) if line.startswith("Next step: "))
    assert heard[step].endswith("(may change).")
    assert "never tested on patients" in heard[step - 1], "the last line of the list"


def test_the_plan_leads_with_what_the_questions_say(workspace: Workspace) -> None:
    """Urgent questions come before the step while they are asked, not in a finished session."""
    hear(workspace, "new", "none", "yes", "quit")
    session = workspace.open_session(kept(workspace).id)
    assert not isinstance(session, str)
    said = []
    for finish in (False, True):
        if finish:
            session.finish()
        lines = Numbered(plan_entries(workspace, session)[0]).lines
        at = next(place for place, line in enumerate(lines) if line.startswith("NEXT STEP"))
        first, step = lines[at + 1 : at + 3]
        shown = f"{first} {step}" if first[0] == "A" else first
        said.append(f"Next step: {shown.replace('1. ', '')}.")
        assert said[-1] == next_step_words(session)
    assert said[0].startswith("Next step: Answer the urgent questions, then MRI of ")
    assert "questions" not in said[1]


@pytest.mark.parametrize("page", ["answers", "review", "not", "map", "try"])
def test_a_page_of_a_session_says_the_next_step_once(workspace: Workspace, page: str) -> None:
    before = ["new", "none", "no", *(["plan"] * (page in {"not", "map", "try"}))]
    heard = answer_to(workspace, before, page)
    (step,) = (line for line in heard if line.startswith("Next step: "))
    assert step.endswith("(may change).")


def test_the_plan_says_the_answer_first_and_all_of_it_when_it_is_asked(
    workspace: Workspace,
) -> None:
    hear(workspace, *PATIENT)
    heard = answer_to(workspace, ["1"], "plan")
    assert len(heard) <= ANSWER
    assert any(line.startswith("NOT NOW, AND WHY") for line in heard)
    assert not any(line.startswith("NOT CONSIDERED") for line in heard)
    assert heard[-1].startswith("Next step: ")
    last = number_of(hear(workspace, *PLAN), "never tested on patients")
    assert f" to {last} go beyond the answer; all says them: IF THE MRI SHOWS; " in heard[-2]
    assert "never tested on patients" in answer_to(workspace, ["1", "plan"], last)[0]


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("why", "These answers are enough, whatever the others are:"),
        ("w", "These answers are enough, whatever the others are:"),
        ("change", "It would no longer be advised if what is still missing turned out so"),
        ("sources", "Source: K10"),
    ],
)
def test_each_side_of_a_line_can_be_asked_for(workspace: Workspace, word: str, says: str) -> None:
    number = number_of(hear(workspace, *PLAN), MRI)
    heard = answer_to(workspace, ["1", "plan"], f"{word} {number}")
    assert any(line.startswith(says) for line in heard)
    for wrong in ("", "0", "99", "x", "1 2"):
        assert f"Type {word[0]}" in answer_to(workspace, ["1", "plan"], f"{word} {wrong}")[0] or (
            "and a number from 1 to" in answer_to(workspace, ["1", "plan"], f"{word} {wrong}")[0]
        )


def test_what_is_not_advised_says_why_not(workspace: Workspace) -> None:
    hear(workspace, *PATIENT)
    said = answer_to(workspace, ["1", "plan"], "not")
    heard = answer_to(workspace, ["1", "plan", "not"], number_of(said, "Emergency MRI"))
    assert any(line.startswith("Not advised: these alone keep it out") for line in heard)
    assert answer_to(workspace, ["1", "plan", "not"], "back")[-1].startswith("Back at the plan")


def test_a_decision_needs_its_reason_is_read_back_and_can_be_taken_back(
    workspace: Workspace,
) -> None:
    number = number_of(hear(workspace, *PLAN), MRI)
    at = ["1", "plan"]
    assert answer_to(workspace, at, f"decline {number}")[0].startswith("A reason is needed.")
    assert not kept(workspace).state.decisions
    (said,) = answer_to(workspace, at, f"decline {number} no bed")
    assert said == f"Recorded as declined: {MRI}: no bed. undo takes it back."
    decision = kept(workspace).state.decisions["mri_spine_without_contrast"]
    assert (decision.kind, decision.reason) == (EventKind.DECLINED, "no bed")
    assert f"{number}. {MRI} (may change) [DECLINED: no bed]" in answer_to(workspace, ["1"], "plan")
    assert answer_to(workspace, at, "undo")[0] == f"Taken back: declined: {MRI}"
    assert not kept(workspace).state.decisions
    hear(workspace, *at, f"accept {number}")
    assert kept(workspace).state.decisions["mri_spine_without_contrast"].kind is EventKind.ACCEPTED


def test_a_decision_without_its_reason_names_the_whole_line_to_type(workspace: Workspace) -> None:
    number = number_of(hear(workspace, *PLAN), MRI)
    at = ["1", "plan"]
    first = workspace.content.summary.decisions.reasons[0]
    (said,) = answer_to(workspace, at, f"decline {number}")
    one = "and one of these numbers, such as"
    line = f"decline {number} and the reason, or decline {number} {one} decline {number} 1"
    assert said.startswith(f"A reason is needed. Type {line}: 1 {first}; 2 ")
    (said,) = answer_to(workspace, at, f"override {number}")
    assert f", or override {number} {one} override {number} 1: 1 {first}; 2 " in said
    answer_to(workspace, [*at, f"decline {number}"], "1")
    assert not kept(workspace).state.decisions
    hear(workspace, *at, f"decline {number} 1")
    assert kept(workspace).state.decisions["mri_spine_without_contrast"].reason == first


def test_the_numbers_of_reasons_to_decline_are_no_note_of_an_acceptance(
    workspace: Workspace,
) -> None:
    number = number_of(hear(workspace, *PLAN), MRI)
    (said,) = answer_to(workspace, ["1", "plan"], f"accept {number} 1")
    assert said == f"A number alone is no note. Type accept {number} and perhaps a note."
    assert not kept(workspace).state.decisions


def test_only_a_recommendation_is_decided_on_and_what_is_not_advised_only_overridden(
    workspace: Workspace,
) -> None:
    said = hear(workspace, *PLAN)
    question = number_of(said, "MRI available?")
    (fault,) = answer_to(workspace, ["1", "plan"], f"accept {question}")
    assert fault == "Only a recommendation can be accepted, declined or overridden."
    said = answer_to(workspace, ["1", "plan"], "not")
    (done,) = answer_to(
        workspace, ["1", "plan", "not"], f"override {number_of(said, 'CT')} the ward"
    )
    assert done.startswith("Recorded as overridden: ")
    (decision,) = kept(workspace).state.decisions.values()
    assert (decision.kind, decision.reason) == (EventKind.OVERRIDDEN, "the ward")


def test_a_reason_that_is_too_long_is_refused(workspace: Workspace) -> None:
    number = number_of(hear(workspace, *PLAN), MRI)
    (said,) = answer_to(workspace, ["1", "plan"], f"decline {number} {'x' * 1001}")
    assert said.startswith("A reason has 1000 characters at most; this has 1001.")
    assert not kept(workspace).state.decisions


def test_go_leads_from_the_plan_to_an_open_question(workspace: Workspace) -> None:
    number = number_of(hear(workspace, *PLAN), "MRI available?")
    assert "MRI available?" in answer_to(workspace, ["1", "plan"], f"go {number}")
    assert answer_to(workspace, ["1", "plan"], "go 1") == ["That line asks no question."]


def test_what_if_says_what_would_be_otherwise_and_keeps_nothing(workspace: Workspace) -> None:
    hear(workspace, *PATIENT)
    before = kept(workspace)
    trial = ["1", "plan", "try", "1"]
    heard = answer_to(workspace, trial, "1 keep")
    assert heard[:2] == [
        "Changed here (1):",
        "1. Weakness: New or worse (in the session: No weakness)",
    ]
    assert "GAINED: EMERGENCY, confirmed: Emergency spinal pathway, same hour" in heard
    assert f"LOST: SOON, may change: {MRI}" in heard
    (asked,) = answer_to(workspace, [*trial, "1 keep"], "back")
    assert asked.startswith("y discards 1 changed answer")
    hear(workspace, *trial, "1 keep", "back", "y", "quit")
    hear(workspace, *trial, "1 keep", "adopt", "again", "y")
    assert kept(workspace).answers == before.answers


def test_what_if_is_adopted_as_one_step_when_it_is_confirmed(workspace: Workspace) -> None:
    hear(workspace, *PATIENT)
    heard = answer_to(workspace, ["1", "plan", "try", "1", "1 keep", "adopt"], "y")
    assert heard[0] == "Stored: 1 changed answer."
    assert "EMERGENCY SIGN: Weakness: New or worse" in heard
    session = kept(workspace)
    assert session.answers["motor_deficit"] == "new"
    hear(workspace, "1", "undo")
    assert kept(workspace).answers["motor_deficit"] == "none"


def test_a_refused_page_gives_no_reasons_on_lines_either(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    hear(workspace, *PATIENT)
    broken = (Violation("SR01", "Emergency neurological override"),)
    monkeypatch.setattr("engine.advice.checked.broken_rules", lambda *_: broken)
    said = hear(workspace, "1", "plan", "not", "back", "map", "try", "1", "1 keep")
    assert any(line.startswith("NO ADVICE") for line in said)
    assert not any("Conservative" in line or "GAINED" in line for line in said)
    assert not any("Map of the pathway" in line for line in said)


def test_the_map_reads_no_answer_that_is_not_known_as_a_shut_gate(workspace: Workspace) -> None:
    unknown = hear(workspace, "new", "unknown", "plan", "map")
    assert any("Emergency: gate not settled" in line for line in unknown)
    number = number_of(unknown, "Emergency: gate not settled, 8 not known")
    heard = answer_to(workspace, ["1", "plan", "map"], number)
    told = [line for line in heard if line.startswith("Not known, and could open it: ")]
    assert told
    assert "Saddle numbness" in told[0]


def test_the_map_says_the_way(workspace: Workspace) -> None:
    hear(workspace, *PATIENT)
    said = answer_to(workspace, ["1", "plan"], "map")
    assert any(line.endswith(". Emergency: gate shut") for line in said)
    number = number_of(said, "Imaging and stability: gate open")
    heard = answer_to(workspace, ["1", "plan", "map"], number)
    assert any(line.startswith(f"{MRI}: ") for line in heard)
    leaf = number_of(said, f"  gives: {MRI}")
    assert int(leaf) == int(number) + 1
    assert f"{MRI}:" not in answer_to(workspace, ["1", "plan", "map"], leaf)[1:]
    asked = [
        line for line in said if "open question: " in line or "could change the gate: " in line
    ]
    assert len(asked) == len({line.partition(":")[2] for line in asked}) > 20


def test_an_answer_says_what_becomes_more_urgent(workspace: Workspace) -> None:
    hear(workspace, "new", "none")
    said = answer_to(workspace, ["1", "go Saddle numbness"], "3 keep")
    assert "Now advised: EMERGENCY, may change: Emergency MRI of the spine" in said
    moved = "More urgent, before SOON: EMERGENCY, may change: Clear MR safety: the request"
    assert any(line.startswith(moved) for line in said)


def test_a_number_of_the_answers_leads_to_its_question(workspace: Workspace) -> None:
    hear(workspace, *PATIENT)
    number = number_of(answer_to(workspace, ["1"], "answers"), "Age: 72 years")
    assert "Age?" in answer_to(workspace, ["1", "answers"], number)
    assert answer_to(workspace, ["1", "answers"], "999")[0].startswith("The numbers go from 1 to")


def test_the_review_says_what_is_missing_and_finishes(workspace: Workspace) -> None:
    hear(workspace, *PATIENT)
    said = answer_to(workspace, ["1"], "finish")
    assert any(line.startswith("NOT ASKED YET, CAN CHANGE THE ADVICE") for line in said)
    assert not kept(workspace).finished
    assert answer_to(workspace, ["1", "finish"], "finish")[0] == "Session aaaaaaaa is finished."
    assert kept(workspace).finished
    assert any(line.startswith("Plan, finished.") for line in answer_to(workspace, [], "1"))


REPORTED: Final = ("back", "report", "MRI LUMBAR SPINE", "Fracture of L1.", ".", "take")


@pytest.mark.parametrize(
    "change",
    [
        ("back", "1"),
        ("back", "undo"),
        ("accept 1",),
        ("try", "1", "1 keep", "adopt", "y"),
        REPORTED,
    ],
)
def test_a_finished_session_asks_before_it_is_changed(
    workspace: Workspace, change: tuple[str, ...]
) -> None:
    hear(workspace, *PATIENT, "finish", "finish")
    for declined in ("help", "n"):
        said = hear(workspace, "1", *change, declined)
        assert any("y opens it again" in line for line in said)
        assert kept(workspace).finished
    assert "Nothing is changed; the session stays finished." in said
    hear(workspace, "1", *change, "y")
    assert not kept(workspace).finished


def test_no_where_something_is_asked_does_nothing_else(workspace: Workspace) -> None:
    hear(workspace, *PATIENT, "finish", "finish")
    for asking in ("follow 1", "delete 1"):
        for no in ("n", "no", "No"):
            assert answer_to(workspace, [asking], no) == ["Nothing was done."], (asking, no)
    assert len([*workspace.worklist.store.sessions()]) == 1


def test_an_episode_goes_on_with_what_is_carried_and_says_what_changed(
    workspace: Workspace,
) -> None:
    hear(workspace, *PATIENT, "finish", "finish")
    said = hear(workspace)
    assert any(line.startswith("Results awaited") for line in said)
    assert any(line.startswith("aaaaaaaa waits: MRI due by") for line in said)
    at = len(workspace.worklist.sessions or [])
    (asked,) = answer_to(workspace, [], "follow 1")
    assert asked.startswith("Begin a follow-up of session aaaaaaaa? y begins it")
    hear(workspace, "follow 1", "list", "y")
    assert len(workspace.worklist.sessions or []) == at
    said = hear(workspace, "follow 1", "y", "none", "1", "2", "answers", "plan", "since")
    follow_up = kept(workspace)
    assert follow_up.continues == "aaaaaaaa"
    assert any("Carried from an earlier session" in line for line in said)
    assert "Since 02-Mar-2026:" in said
    assert any(line.startswith("New (") for line in said)
    assert "Time line" in said
    assert any(line.endswith(" this visit") for line in said)
    first = answer_to(workspace, [], "1")
    assert not any("first session" in line for line in first)


def test_an_open_session_has_no_follow_up(workspace: Workspace) -> None:
    hear(workspace, *PATIENT)
    (said,) = answer_to(workspace, [], "follow 1")
    assert said == "Session aaaaaaaa is open. A follow-up begins after its end."


def test_since_says_when_there_is_nothing_before(workspace: Workspace) -> None:
    hear(workspace, *PATIENT)
    (said,) = answer_to(workspace, ["1", "plan"], "since")
    assert said.startswith("This is the first session of the patient")


def test_sessions_are_found_by_their_words(workspace: Workspace) -> None:
    hear(workspace, "new bed 4", "quit", "new bed 12", "quit")
    said = answer_to(workspace, [], "find 12 bed")
    assert [line for line in said if line[:1] == "1"] == [
        "1. bbbbbbbb, 02-Mar-2026 12:00, 0 answers, bed 12"
    ]
    assert "Nothing here has these words: qqqq." in answer_to(workspace, [], "find qqqq")[-1]
    assert any("Session bbbbbbbb" in line for line in answer_to(workspace, ["find 12 bed"], "1"))


def test_a_search_says_what_is_outside_and_leads_to_a_question(workspace: Workspace) -> None:
    said = answer_to(workspace, [], "find small-bowel obstruction")
    assert any("outside this program: small-bowel obstruction is surgery, see" in x for x in said)
    said = answer_to(workspace, ["new", "none"], "find age in years")
    number = next(line.split(".")[0] for line in said if line.endswith(". Age"))
    asked = answer_to(workspace, ["new", "none", "find age in years"], f"go {number}")
    assert any("Age" in line for line in asked)


def test_a_word_that_a_page_does_not_know_is_answered_with_the_way_back(
    workspace: Workspace,
) -> None:
    known = "Not understood, and nothing is stored."
    begun = ["new", "none", "find age in years"]
    for word in ("review", "finish"):
        assert answer_to(workspace, begun, word) == [f"{known} back: back to the page before."]
    assert answer_to(workspace, ["new", "none", "plan"], "qqq") == [
        f"{known} back: back to the questions."
    ]
    assert answer_to(workspace, ["new", "none"], "qqq")[0] == known
    assert answer_to(workspace, [], "qqq")[0] == known


def test_a_result_that_is_overdue_is_said_first(workspace: Workspace) -> None:
    hear(workspace, *PATIENT, "finish", "finish")
    assert not any("OVERDUE" in line for line in hear(workspace))
    workspace.clock = lambda: NOON + timedelta(weeks=3)
    said = hear(workspace)
    late = said.index("1 with a result OVERDUE.")
    assert late < said.index("Results awaited (1):")


def test_a_label_that_would_be_cut_is_refused(workspace: Workspace) -> None:
    assert "A label has 60 characters at most." in hear(workspace, f"new {'x' * 61}")
    assert not workspace.worklist.store.sessions()


def test_a_session_into_which_nothing_was_entered_is_not_kept(workspace: Workspace) -> None:
    said = hear(workspace, "new", "quit", "new Bed 4", "quit")
    assert "Nothing was entered, so nothing is kept of that session." in said
    assert [item.label for item in workspace.worklist.store.sessions()] == ["Bed 4"]


@pytest.mark.parametrize("weeks", [27, 60, 500])
def test_a_result_is_awaited_whatever_its_age(workspace: Workspace, weeks: int) -> None:
    hear(workspace, *PATIENT, "finish", "finish")
    workspace.train(training=False)  # as a new start: nothing is remembered
    workspace.clock = lambda: NOON + timedelta(weeks=weeks)
    said = hear(workspace)
    assert "1 with a result OVERDUE." in said
    assert "Results awaited (1):" in said


def test_a_result_is_awaited_where_no_session_is_in_reach(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    hear(workspace, *PATIENT, "finish", "finish")
    monkeypatch.setattr("tui.state.worklist_reach.NEWEST", 0)
    workspace.train(training=False)  # as a new start: nothing is remembered
    assert "Results awaited (1):" in hear(workspace)


def test_a_result_is_dropped_for_a_reason_and_undo_awaits_it_again(
    workspace: Workspace, tmp_path: Path
) -> None:
    hear(workspace, *PATIENT, "finish", "finish")
    name = kept(workspace).id
    assert f"Session {name} awaits: mri (MRI), " in " ".join(hear(workspace, "drop 1"))
    assert "Type the reason why MRI is not awaited" in " ".join(hear(workspace, "drop 1 mri"))
    workspace.clock = lambda: NOON + timedelta(weeks=60)
    said = hear(workspace, "drop 1 mri done in another hospital")
    assert f"MRI is not awaited any more for session {name}. Undo there takes it back." in said
    assert not any("waits: MRI" in line for line in hear(workspace))
    assert kept(workspace).finished
    workspace.train(training=False)
    assert not any("waits: MRI" in line for line in hear(workspace)), "after a new start as well"
    path = tmp_path / "one.txt"
    hear(workspace, f"export 1 text {path}")
    written = " ".join(path.read_text().split())
    assert "MRI not awaited any more: done in another hospital" in written
    hear(workspace, "1", "undo", "y", "finish", "finish")
    assert any("waits: MRI OVERDUE" in line for line in hear(workspace))


@pytest.mark.parametrize("year", [1, 9999])
def test_the_fault_of_one_session_hides_no_other(
    workspace: Workspace, zone: Callable[[str], None], year: int
) -> None:
    """West of Greenwich the first moments of the calendar have no local time."""
    zone("America/New_York")
    hear(workspace, *PATIENT, "finish", "finish")
    good = kept(workspace)
    far = datetime(year, 12 if year > 1 else 1, 31 if year > 1 else 1, tzinfo=UTC)
    events = tuple(replace(event, at=far) for event in good.events)
    store = workspace.worklist.store
    store.create(replace(good, id="zzzzzzzz", created=far, events=events))
    store.close()
    workspace.clock = lambda: NOON + timedelta(weeks=3)
    said = hear(workspace)
    assert "1 with a result OVERDUE." in said or "2 with a result OVERDUE." in said
    assert any("zzzzzzzz" in line for line in said)


def test_training_has_a_list_of_its_own_and_says_so_on_every_page(workspace: Workspace) -> None:
    said = hear(workspace, "training", *PLAN, "review", "answers", "quit", "training")
    assert said.count("TRAINING: for practice only, about no patient.") > len(SEED)
    assert said[-5] == "No sessions yet. new begins one."


def test_a_session_goes_on_where_it_was_left(workspace: Workspace) -> None:
    hear(workspace, *PATIENT, "go Age", "quit")
    assert "Age?" in answer_to(workspace, [], "1")


def test_a_file_is_replaced_only_when_that_is_confirmed(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("mine")
    hear(workspace, *PATIENT, f"export text {path}", "plan", "y")
    assert path.read_text() == "mine"
    said = hear(workspace, "1", f"export text {path}", "y")
    assert f"Written: {path}" in said
    assert "NEXT STEP" in path.read_text()


def test_an_export_without_a_path_has_a_name_of_its_own(
    workspace: Workspace, tmp_path: Path
) -> None:
    said = hear(workspace, *PATIENT, "export markdown", exports=tmp_path)
    (path,) = tmp_path.glob("spinepath-*.md")
    assert f"Written: {path}" in said
    hear(workspace, "export 1 leaflet", exports=tmp_path)
    assert list(tmp_path.glob("spinepath-*-leaflet.txt"))


def test_an_export_is_shown_before_it_is_written_and_says_by_whom(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "a.txt"
    lines = ("export text - --by CD, consultant", f"export text {path} --by CD, consultant")
    said = hear(workspace, *PATIENT, *lines, "export text -", exports=tmp_path)
    written = path.read_text().splitlines()
    assert any(line.endswith("by CD, consultant") for line in written)
    assert sum(line in said for line in written) == len(written)
    assert sum("by name not stated" in line for line in said) == 1
    assert not list(tmp_path.glob("spinepath-*"))


@pytest.mark.parametrize(
    "path", ["~no-such-user/x", "nul\0", "\ud800", "a" * 3000, "/", "/no/such/x"]
)
def test_a_path_that_cannot_be_written_is_refused_in_a_sentence(
    workspace: Workspace, path: str
) -> None:
    said = hear(workspace, "new bed 4", "none", "Yes", f"export text {path}")
    refused = ("Not exported", "/ is a directory", "Not taken: the line holds control")
    assert any(line.startswith(refused) for line in said)
    assert not any(event.kind is EventKind.EXPORTED for event in kept(workspace).events)


def test_a_session_that_is_open_elsewhere_is_read_only_and_every_page_says_so(
    workspace: Workspace, tmp_path: Path
) -> None:
    hear(workspace, *PATIENT)
    other = Store.open(tmp_path / "lines")
    other.open_session("aaaaaaaa")
    before = kept(workspace)
    for page in ([], ["plan"], ["plan", "not"], ["plan", "map"], ["answers"], ["review"]):
        *before_it, last = ["1", *page]
        assert READ_ONLY in answer_to(workspace, before_it, last), page
    said = hear(
        workspace,
        *("1", "yes", "note x", "undo", "plan", "decline 1 x", "accept 1", "try", "1", "1 keep"),
        *("adopt", "y", "back", "y", "review", "finish"),
    )
    assert not any(line.startswith(("Stored", "Recorded", "The note is kept")) for line in said)
    other.close_session("aaaaaaaa")
    assert kept(workspace) == before


def test_leaving_without_what_is_not_saved_needs_a_yes(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    from data.store import StoreError

    def full(*_: object) -> None:
        raise StoreError("The disk is full.")

    hear(workspace, "new Bed")
    monkeypatch.setattr(Store, "append", full)
    said = hear(workspace, "1", "none", "quit", "list")
    assert "The disk is full. y leaves without what is not saved." in said
    assert any("Not stored. Weakness" in line for line in said)


def test_help_says_every_word_of_every_page(workspace: Workspace) -> None:
    said = hear(
        workspace,
        *("help", *PATIENT, "help", "plan", "help", "not", "help", "back", "map", "help", "back"),
        *("try", "help", "back", "answers", "help", "review", "help"),
    )
    for word in ("follow NUMBER", "decline NUMBER REASON", "adopt", "finish", "go NUMBER", "undo"):
        assert any(line.startswith(word) for line in said), word


def test_a_question_mark_is_help(workspace: Workspace) -> None:
    said = hear(workspace, "?", *PATIENT, "?", "plan", "?")
    assert sum(line.startswith("help, or h, ?: ") for line in said) == 3


def test_a_whole_episode_reads_well(workspace: Workspace, tmp_path: Path) -> None:
    said = hear(
        workspace,
        *PATIENT,
        *("plan", "2", "decline 2 no bed today", "try", "1", "1 keep", "back", "y", "not", "back"),
        *("map", "back", "review", "finish", "follow 1", "y", "2", "none", "plan", "since"),
    )
    lines = [part for line in said for part in printed_lines(line, WIDTH)]
    text = "\n".join(line.rstrip() for line in lines) + "\n"
    assert max(map(len, lines)) <= WIDTH
    check_text("lines", text)


def test_every_word_of_a_page_is_a_word_that_the_page_can_carry_out() -> None:
    pages = [LinePage]
    for page in pages:
        pages += page.__subclasses__()
    assert len(pages) > 10
    for page in pages:
        for action in page.words:
            assert len(action.words[0]) > 1, (page, action)
            assert callable(getattr(page, f"do_{action.name}", None)), (page, action)


def test_all_that_is_left_is_accepted_after_one_question(workspace: Workspace) -> None:
    hear(workspace, *PATIENT)
    said = answer_to(workspace, ["1", "plan", "accept-rest"], "y")
    assert any("recommendations recorded as accepted. undo takes it back." in line for line in said)
    said = answer_to(workspace, ["1", "plan"], "accept-rest")
    assert said == ["Everything that is to be done is decided on."]


@pytest.mark.parametrize("lines", [("accept 1",), ("accept-rest", "y")])
def test_the_first_decision_without_initials_says_how_to_set_them(
    workspace: Workspace, lines: tuple[str, ...]
) -> None:
    hear(workspace, *PATIENT)
    workspace.asks_author = True
    assert NO_AUTHOR in hear(workspace, "1", "plan", *lines)


def test_exports_go_to_a_folder_as_soon_as_it_is_set(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPINEPATH_CONFIG", str(tmp_path / "config.toml"))
    (tmp_path / "ward").mkdir()
    there, gone = f"{tmp_path / 'ward'}", f"{tmp_path / 'gone'}"
    said = hear(
        workspace,
        *("settings", f"set export_directory {gone}", f"set export_directory {there}"),
        *("back", *PATIENT, "export text"),
        exports=tmp_path,
    )
    assert f"Saved. Export directory: {there}." in said
    assert any("There is no such folder" in line for line in said)
    assert [*(tmp_path / "ward").iterdir()]


def test_the_words_for_initials_are_words_of_the_settings(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPINEPATH_CONFIG", str(tmp_path / "config.toml"))
    typed = re.findall(r"(?:then|and) (\w+ \w+ \w+)", NO_AUTHOR)
    assert len(typed) == 2
    refused = hear(workspace, "settings", "set initials 1")
    assert any("a letter among them, or empty." in line for line in refused)
    said = hear(workspace, "settings", *typed)
    assert [line for line in said if line.startswith("Saved. ")] == [
        "Saved. Initials: AB.",
        "Saved. Role: registrar.",
    ]
