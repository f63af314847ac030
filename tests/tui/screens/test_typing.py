"""Typing at any speed: what is stored is what was meant, and who knows the forms is served."""

from __future__ import annotations

import random
import string
from typing import Final

import pytest

from engine.diagram.compiler import Compiled
from tests.benchmarks.typed import on_terminals, runs
from tests.support.effort import sample
from tests.support.virtual_bedside import desk, script

_SERVED: Final = 0.95
_PASTES: Final = 1000
_KEYS: Final = (*string.digits, *string.ascii_lowercase, "enter", "space", "tab", "down")


def _share(reached: list[bool]) -> float:
    return sum(reached) / len(reached)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["0.25 s a key", "0.25 s a key, a line in batches of 0.2 s"])
def test_who_knows_the_forms_reaches_the_answer_at_four_keys_a_second(
    compiled: Compiled, kind: str
) -> None:
    found = runs(compiled, kind, 100)
    assert not [run.wrong for run in found if run.wrong]
    assert _share([run.reached for run in found]) >= _SERVED


@pytest.mark.slow
def test_on_a_terminal_they_reach_it_from_the_first_screen_that_still_loads(
    compiled: Compiled,
) -> None:
    assert on_terminals(compiled, 2) == (2, 0)


@pytest.mark.slow
def test_no_key_that_was_meant_for_one_question_answers_another(compiled: Compiled) -> None:
    found = runs(compiled, "0.1 to 0.5 s a key", sample(1000, 200))
    assert not [run.wrong for run in found if run.wrong]
    assert any(run.refused for run in found), "the fastest are refused"


@pytest.mark.slow
def test_who_sees_the_refusal_and_waits_reaches_the_answer_on_a_busy_machine(
    compiled: Compiled,
) -> None:
    found = runs(compiled, "0.25 to 0.7 s a key, a busy machine", 60, looks=True)
    assert not [run.wrong for run in found if run.wrong]
    assert all(run.reached for run in found)


@pytest.mark.slow
def test_pastes_store_nothing(compiled: Compiled) -> None:
    chance, keys, asked = random.Random(7), script(compiled), desk(compiled)
    for _ in range(_PASTES):
        begin = chance.randrange(len(keys))
        some = chance.choices(_KEYS, k=chance.randint(2, 40))
        pasted = chance.choice([keys, keys[begin:] + keys[:2], some])
        asked.wait_until(asked.now + chance.uniform(0.05, 3))
        came = asked.now
        asked.read(pasted, came)
        for key in pasted:
            asked.press(key, came)
        assert not asked.interview_session.answers


def test_a_busy_machine_refuses_nobody_who_reads_each_question(compiled: Compiled) -> None:
    """Each key comes when its question has long been painted, and is handled much later."""
    keys, asked = script(compiled), desk(compiled, lambda: 0.3)
    for key in keys:
        came = asked.now + 0.7
        asked.wait_until(came + 0.6)
        asked.read([key], came)
        asked.press(key, came)
        assert asked.refusing is None
    asked.wait_until(asked.now + 1)
    assert asked.reached
