"""Keys from fingers and keys from pastes: which of them may answer a question."""

from __future__ import annotations

import pytest

from tui.security.answer_timing import AS_READ, AnswerTiming
from tui.security.paste_detection import PasteDetector
from tui.terminal.input_sequences import InputSequences


@pytest.mark.parametrize(
    ("text", "burst"),
    [
        ("1", False),
        ("12", True),
        ("1\r", True),
        ("\x1b[A", False),
        ("\x1b[B\x1b[B", False),
        ("1\x1bOq", True),
        ("1\x1b[7x", True),
        ("\x1b[49u", False),
        ("\x1b[49u\x1b[50u", False),
        ("\x1b[200~1\r2\r\x1b[201~", False),
        ("\x1b[?2026;2$y\x1bP1$r0m\x1b\\\x1b[?1u", False),
        ("\N{REPLACEMENT CHARACTER}n", False),
        ("\N{LATIN SMALL LETTER E WITH ACUTE}", False),
    ],
)
def test_what_comes_at_once_is_told_from_one_key(text: str, burst: bool) -> None:
    sequences, paste_detector = InputSequences(), PasteDetector()
    sequences.listen()
    paste_detector.heard(sequences.feed(text, 10.0).typed, 10.0)
    assert paste_detector.hold(10.001, 10.002) is burst


def test_a_burst_ends_with_the_next_key_that_comes_alone() -> None:
    paste_detector = PasteDetector()
    paste_detector.heard(3, 10.0)
    paste_detector.heard(1, 10.01)
    assert paste_detector.hold(10.011, 10.02)
    paste_detector.heard(1, 11.2)
    assert paste_detector.hold(10.0105, 11.2)
    paste_detector.heard(1, 11.6)
    assert not paste_detector.hold(11.6, 11.6)


def test_what_of_a_burst_is_read_late_is_still_of_it() -> None:
    paste_detector = PasteDetector()
    paste_detector.heard(4096, 10.0)
    assert paste_detector.hold(12.0, 13.0)
    paste_detector.heard(1, 12.9)
    assert paste_detector.hold(12.9, 13.0)


def test_a_key_that_comes_alone_after_a_while_is_a_finger() -> None:
    paste_detector = PasteDetector()
    for moment in range(10):
        paste_detector.heard(1, moment / 5)
        assert not paste_detector.hold(moment / 5, moment / 5)


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_key_counts_once_the_question_has_stood_and_each_early_one_begins_anew() -> None:
    clock = Clock()
    timing = AnswerTiming(clock)
    timing.shown()
    for _ in range(30):
        clock.now += AS_READ * 0.9
        assert not timing.allows()
    clock.now += AS_READ
    assert timing.allows()


def test_only_the_key_of_the_question_before_may_be_held() -> None:
    clock = Clock()
    timing = AnswerTiming(clock)
    timing.shown()
    assert timing.may_be_held("1"), "it may be held since before the first question"
    timing.shown()
    clock.now += 0.5
    assert timing.may_be_held("1")
    assert not timing.may_be_held("2")
    timing.shown()
    clock.now += 2
    assert not timing.may_be_held("2"), "no keyboard waits that long before it repeats"
