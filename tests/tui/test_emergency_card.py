"""The emergency card, with which the plan of an emergency opens, and its telephone numbers."""

from __future__ import annotations

from datetime import timedelta

import pytest

from data.session.events import EventKind
from data.text.telephones import Telephones
from tests.support.plain_driver import NOON
from tui.rows.list_entries import Numbered
from tui.state.interview_session import InterviewSession
from tui.state.settings import Settings
from tui.state.summary_export import SummaryExport
from tui.state.workspace import Workspace
from tui.views.emergency_card import emergency_clock
from tui.views.plan import plan_entries


def emergency(workspace: Workspace) -> InterviewSession:
    """A session with an emergency sign, stored at noon."""
    begun = workspace.begin("bed 4")
    begun.answer({"saddle_anaesthesia": "yes"})
    return begun


def card(workspace: Workspace, session: InterviewSession) -> list[str]:
    """The first three lines of the plan."""
    return Numbered(plan_entries(workspace, session)[0]).lines[:3]


def test_the_card_says_clock_and_telephone_above_the_actions_each_once(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data.text.dates.local_time", lambda moment: moment)
    session = emergency(workspace)
    lines = Numbered(plan_entries(workspace, session)[0]).lines
    assert lines[:4] == [
        "EMERGENCY CARD:",
        "!! By 13:00 (the same hour). Call ____. Type settings to set it.",
        "NEXT STEP: EMERGENCY - now:",
        "1. Emergency spinal pathway, same hour (confirmed)",
    ]
    assert lines[5:7] == ["DO NOW: EMERGENCY:", "2. Emergency MRI of the spine"]
    for action in ("Emergency spinal pathway, same hour", "Emergency MRI of the spine"):
        assert sum(action in line for line in lines) == 1
    workspace.settings = Settings(emergency_telephone="4711")
    workspace.clock = lambda: NOON + timedelta(hours=2)
    assert card(workspace, session)[1] == "!! By 13:00, now past (the same hour). Call 4711."
    workspace.worklist.changed = [NOON + timedelta(days=1)]
    assert card(workspace, session)[1] == "!! Limit: the same hour. Call 4711."


def test_the_card_says_what_was_decided_on_an_action(workspace: Workspace) -> None:
    session = emergency(workspace)
    session.decide("emergency_mri", EventKind.DECLINED, "done elsewhere")
    lines = Numbered(plan_entries(workspace, session)[0]).lines
    assert "2. Emergency MRI of the spine [DECLINED: done elsewhere]" in lines


def test_a_blank_in_place_of_a_number_says_where_it_is_set_by_key_and_by_word(
    workspace: Workspace,
) -> None:
    session = emergency(workspace)
    row = emergency_clock(session, workspace.settings.telephones, NOON)
    assert row is not None
    assert row.text.endswith(" Call ____. F3 sets it.")
    assert row.aloud.endswith(" Call ____. Type settings to set it.")
    row = emergency_clock(session, Telephones("4711"), NOON)
    assert row is not None
    assert row.text.endswith(" Call 4711.")
    assert row.aloud.endswith(" Call 4711.")


def test_without_an_emergency_there_is_no_card(workspace: Workspace) -> None:
    assert "CARD" not in card(workspace, workspace.begin(""))[0]


def leaflet(workspace: Workspace, session: InterviewSession) -> str:
    """The leaflet with its white space folded."""
    return " ".join(" ".join(SummaryExport(workspace, session, "leaflet").lines()).split())


def test_the_leaflet_has_the_numbers_that_are_set_and_blanks_for_the_others(
    workspace: Workspace,
) -> None:
    session = emergency(workspace)
    assert "call ____ at once" in leaflet(workspace, session)
    workspace.settings = Settings(ward_telephone="+49 (30) 12-3")
    assert "call ____ at once" in leaflet(workspace, session)
    workspace.settings = Settings(emergency_telephone="4711", ward_telephone="+49 (30) 12-3")
    told = leaflet(workspace, session)
    assert "call 4711 at once" in told
    assert "In an emergency call: 4711 For questions call (ward, doctor): +49 (30) 12-3" in told
    assert "__" not in told


def test_a_text_names_the_number_that_it_asks_for() -> None:
    said = "Call {emergency_telephone} at once. Call {ward_telephone} the same day."
    assert Telephones("1", "2").filled(said) == "Call 1 at once. Call 2 the same day."
