"""Sessions that leave as files and come back, and what they would be advised today."""

from __future__ import annotations

import json
import resource
import time
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from data.input.faults import FaultyInputError
from data.session.assessment import assess
from data.session.events import Edition, Event, EventKind, answer
from data.session.recheck import recheck
from data.session.session import Session, begin
from data.session.session_file import (
    LARGEST,
    file_document,
    parse_session,
    read_content,
    require_times,
    to_json,
)
from engine.diagram.compiler import Compiled
from tests.support.coherent_patients import CoherentPatients
from tests.support.stores import NOW, said, session

KEPT = session(label="Bed 4").after([said("egfr", 60), said("gait", "unknown")])


def changed(**parts: Any) -> bytes:
    """The file of a session with parts of the session exchanged."""
    document = json.loads(to_json(KEPT, ""))
    document["session"] |= parts
    return json.dumps(document).encode()


def test_a_session_comes_back_as_it_left(tmp_path: Path) -> None:
    path = tmp_path / "session.json"
    path.write_text(to_json(KEPT, "3:0123456789abcdef"))
    assert parse_session(read_content(path)) == KEPT


def test_a_file_says_on_one_line_who_exports() -> None:
    assert file_document(KEPT, "", " AB,\nregistrar ")["exported_by"] == "AB, registrar"
    assert "exported_by" not in file_document(KEPT, "")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "not JSON"),
        (b"{}", "no file that"),
        (b'{"findings": {"pain_nrs": 7}}', "no file that"),
        (changed(label=float("nan")), "NaN"),
        (changed(pathway_version=float("inf")), "Infinity"),
        (changed().replace(b'"id"', b'"id": "abcd2345", "id"', 1), "more than once"),
        (changed(id="../../etc"), "eight characters"),
        (changed(format=99), "newer version"),
        (changed(extra=1), "extra"),
        (changed(created="yesterday"), "created: not legal; legal: a moment"),
        (changed(events=[{"kind": "answered"}]), "events"),
        (changed(events=[{"kind": "hacked", "at": NOW.isoformat()}]), "events"),
        (changed(label="x").replace(b'"x"', b"1" * 6000), "digits"),
        (b'{"a": "\xe9"}', "UTF-8"),
        (b"[" * 5000, "deep"),
        (b'{"file": ' + b"[" * 40 + b"]" * 40 + b"}", "deep"),
        (b" " * (LARGEST + 1), "larger"),
        (b'{"a": "' + b"\\ud800" + b'"}', "no file that"),
    ],
)
def test_a_hostile_file_is_refused_quickly(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "hostile.json"
    path.write_bytes(content)
    start, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(FaultyInputError, match=says):
        parse_session(read_content(path))
    assert time.process_time() - start < 1
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 * 1024


def test_a_text_that_would_be_cut_is_refused_and_named() -> None:
    first = json.loads(to_json(KEPT, ""))["session"]["events"][0]
    events = [first | {"detail": "d" * 1001}, first | {"by": "b" * 81}]
    with pytest.raises(FaultyInputError) as caught:
        parse_session(changed(label="x" * 61, events=events))
    assert [fault.place for fault in caught.value.faults] == [
        "label",
        "events[0].detail",
        "events[1].by",
    ]
    assert parse_session(changed(label=" " * 9 + "x" * 60)).label == "x" * 60


def test_a_file_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(FaultyInputError, match="No such file"):
        read_content(tmp_path / "none.json")


def test_too_many_events_are_refused() -> None:
    event = {"kind": "finished", "at": NOW.isoformat()}
    with pytest.raises(FaultyInputError, match="events"):
        parse_session(changed(events=[event] * 30_000))


# --- today's content -------------------------------------------------------------------------


def advised(compiled: Compiled, codes: tuple[str, ...], digest: str) -> Session:
    """A session that was given this advice by some content."""
    kept = begin(compiled.pathway, program="0.1.0", now=NOW).after(
        [answer("motor_deficit", "new", NOW)]
    )
    edition = Edition(compiled.pathway.id, "0.9", digest, "0.1.0")
    return kept.after([Event(EventKind.ADVISED, NOW, edition=edition, codes=codes)])


def test_advice_that_stays_the_same_is_no_change(compiled: Compiled) -> None:
    first = recheck(compiled, advised(compiled, ("no_such_code",), "a" * 64))
    assert first is not None
    assert first.gone == ("no_such_code",)
    assert "emergency_spine_pathway" in first.added
    assert recheck(compiled, advised(compiled, first.added, "a" * 64)) is None


@pytest.mark.parametrize("key", ["calcium_corrected_mmol_l", "egfr", "t_score_total_hip"])
def test_a_number_in_doubt_changes_no_advice_when_it_is_rechecked(
    compiled: Compiled, key: str
) -> None:
    kept = begin(compiled.pathway, program="0.1.0", now=NOW)
    (patient,) = islice(CoherentPatients(compiled, 3), 1)
    for name, value in {**patient, "dxa_status": "done"}.items():
        kept = kept.after([answer(name, value, NOW)])
    high = compiled.pathway.findings[key].high or 0
    carried = Event(EventKind.CONFIRMED, NOW, key, high, detail="an earlier session")
    kept = kept.after([carried])
    codes = assess(compiled, kept).advice.codes
    edition = Edition(compiled.pathway.id, "0.9", "a" * 64, "0.1.0")
    then = kept.after([Event(EventKind.ADVISED, NOW, edition=edition, codes=codes)])
    assert recheck(compiled, then) is None


def test_what_would_change_is_named_both_ways(compiled: Compiled) -> None:
    now = recheck(compiled, advised(compiled, (), "a" * 64))
    assert now is not None
    then = (*now.added[1:], "withdrawn_code")
    change = recheck(compiled, advised(compiled, then, "a" * 64))
    assert change is not None
    assert (change.added, change.gone) == (now.added[:1], ("withdrawn_code",))
    assert (change.version, change.kept) == ("0.9", True)


def test_what_is_compared_is_the_advice_of_the_whole_session(compiled: Compiled) -> None:
    kept = advised(compiled, (), "a" * 64)
    change = recheck(compiled, kept)
    assert change is not None
    assert change.added == assess(compiled, kept).advice.codes


def test_an_old_session_without_its_advice_is_named(compiled: Compiled) -> None:
    kept = begin(compiled.pathway, program="0.1.0", now=NOW).after(
        [answer("motor_deficit", "new", NOW)]
    )
    assert recheck(compiled, kept) is None, "under the same content the advice is the same"
    older = replace(kept, pathway_digest="a" * 64, pathway_version="0.9")
    change = recheck(compiled, older)
    assert change is not None
    assert (change.kept, change.version) == (False, "0.9")


def test_answers_that_cannot_be_used_any_more_are_named(compiled: Compiled) -> None:
    now = recheck(compiled, advised(compiled, (), "a" * 64))
    assert now is not None
    kept = advised(compiled, now.added, "a" * 64).after([answer("gone_finding", "yes", NOW)])
    change = recheck(compiled, kept)
    assert change is not None
    assert change.unusable == ("gone_finding",)


@pytest.mark.parametrize("year", [1, 2019, 2093, 9999])
def test_every_time_that_cannot_be_true_is_named(year: int) -> None:
    far = KEPT.created.replace(year=year)
    events = (replace(KEPT.events[0], at=far), *KEPT.events[1:])
    with pytest.raises(FaultyInputError) as caught:
        require_times(replace(KEPT, created=far, events=events), NOW)
    assert [fault.place for fault in caught.value.faults] == ["created", "events[0].at"]
    assert "01-Jan-2020 to 02-Mar-2026" in str(caught.value.faults[0])


def test_times_up_to_a_day_ahead_are_taken() -> None:
    require_times(replace(KEPT, created=NOW + timedelta(days=1)), NOW)


def test_twice_given_keys_are_found_in_linear_time() -> None:
    keys = ",".join(f'"{n}":1' for n in range(100_000))
    began = time.process_time()
    with pytest.raises(FaultyInputError, match="more than once"):
        parse_session(f'{{{keys},"0":1}}'.encode())
    assert time.process_time() - began < 5
