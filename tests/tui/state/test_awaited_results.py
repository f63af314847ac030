"""Awaited results stay on the list whatever their age, and a start reads no session for them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from data.content.loader import Content
from data.session.events import Event, EventKind
from data.session.session import Session
from data.store import StepStore, Store
from engine.diagram.compiler import Compiled
from tests.support.plain_driver import NOON
from tests.support.seed_patient import PAIN, seen
from tests.support.stores import IDS, keep, numbered_id
from tui.state.loaded_content import LoadedContent
from tui.state.worklist import Worklist

SECRET = "correct horse battery"
NEWER = 25


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.state.worklist_reach.NEWEST", 20)
    monkeypatch.setattr("data.store.files.encryption.keys._COST", 2**7)


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the sessions of which it is worked out what they await."""
    from data.session import awaited_results

    real, found = awaited_results.awaited, list[str]()

    def awaited(compiled: object, results: object, session: Session) -> object:
        found.append(session.id)
        return real(compiled, results, session)  # type: ignore[arg-type]

    monkeypatch.setattr(awaited_results, "awaited", awaited)
    return found


@pytest.fixture
def loaded(content: Content, compiled: Compiled) -> LoadedContent:
    return LoadedContent(content, compiled)


def put(store: StepStore, session: Session) -> None:
    store.create(replace(session, events=()))
    store.append(session.id, session.events)
    assert store.close_session(session.id)


def started(place: Path, loaded: LoadedContent) -> Worklist:
    """The list as a new start of the program shows it."""
    listed = Worklist(place, lambda: NOON)
    listed.passphrase = lambda: SECRET
    listed.read()
    listed.find_awaited_results(loaded, lambda: True)
    listed.find_older_sessions(lambda: True)
    return listed


def waiting_in(listed: Worklist) -> set[str]:
    """The sessions with an MRI that is awaited."""
    found = {kept.id: {item.title for item in kept.awaited or ()} for kept in listed.find("")}
    return {name for name, titles in found.items() if "MRI" in titles}


@pytest.fixture
def waiting(content: Content, place: Path) -> Session:
    """A session whose MRI is awaited, with many newer ones that await none."""
    store = Store.open(place)
    first = replace(seen(content, PAIN), id=IDS[0])
    put(store, first)
    for number in range(NEWER):
        put(store, nothing(content, numbered_id(number)))
    return first


def nothing(content: Content, name: str) -> Session:
    """A session that awaits no MRI."""
    return replace(seen(content, PAIN | {"mri_done": "yes", "mri_stir_included": "yes"}), id=name)


@pytest.mark.parametrize("sealed", [False, True])
def test_a_start_reads_what_is_owed_and_no_other_session(
    waiting: Session,
    content: Content,
    place: Path,
    loaded: LoadedContent,
    looked_at: list[str],
    sealed: bool,
) -> None:
    if sealed:
        Store.open(place).encrypt(SECRET)
    assert waiting_in(started(place, loaded)) == {waiting.id}
    looked_at.clear()
    again = started(place, loaded)
    assert waiting_in(again) == {waiting.id}
    assert looked_at == []
    put(again.store, nothing(content, IDS[1]))
    looked_at.clear()
    assert waiting_in(started(place, loaded)) == {waiting.id}
    assert looked_at == [IDS[1]]


@pytest.mark.parametrize("wrong", ["gone", "damaged", "other content", "older file", "in clear"])
def test_without_its_index_every_session_is_looked_at(
    waiting: Session, place: Path, loaded: LoadedContent, wrong: str
) -> None:
    store = Store.open(place)
    older = store.path.read_bytes()
    keep(store, numbered_id(NEWER), 0)
    started(place, loaded)
    index = store.place.awaited_index
    if wrong == "gone":
        index.unlink()
    elif wrong == "damaged":
        index.write_bytes(index.read_bytes().replace(waiting.id.encode(), b"bcde3456"))
    elif wrong == "other content":
        pathway = replace(loaded.content.pathway, digest="e" * 64)
        loaded = replace(loaded, content=replace(loaded.content, pathway=pathway))
    elif wrong == "older file":
        store.path.write_bytes(older)
        for journal in store.place.closed_journals():
            journal.unlink()
    else:
        content = index.read_bytes()
        Store.open(place).encrypt(SECRET)
        index.write_bytes(content)
        index.chmod(0o600)
    assert waiting_in(started(place, loaded)) == {waiting.id}


def test_what_a_follow_up_settled_is_owed_again_when_that_is_erased(
    waiting: Session, content: Content, place: Path, loaded: LoadedContent
) -> None:
    store = Store.open(place)
    at = waiting.events[-1].at + timedelta(days=1)
    event = Event(EventKind.CONTINUED, at, detail=waiting.id)
    put(store, nothing(content, IDS[1]).after([event]))
    for number in range(NEWER, 2 * NEWER):
        keep(store, numbered_id(number), 0)
    assert not waiting_in(started(place, loaded)), "the follow-up has it"
    assert not waiting_in(started(place, loaded))
    listed = started(place, loaded)
    listed.delete(IDS[1])
    listed.find_awaited_results(loaded, lambda: True)
    listed.find_older_sessions(lambda: True)
    assert waiting_in(listed) == {waiting.id}
    assert waiting_in(started(place, loaded)) == {waiting.id}
