"""Keys from fingers and keys from pastes: which of them may answer a question."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tui.security.answer_timing import AS_READ, QUIET, AnswerTiming
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


class Screen:
    """A clock, and a screen that paints when it is told to."""

    def __init__(self) -> None:
        self.now = 100.0
        self._then: list[Callable[[], None]] = []

    def paint(self) -> None:
        """Write what is shown to the terminal."""
        then, self._then = self._then, []
        for one in then:
            one()

    @property
    def timing(self) -> AnswerTiming:
        """Timing by the clock and the screen."""
        return AnswerTiming(lambda: self.now, lambda then: self._then.append(then), QUIET)


def test_a_key_counts_once_the_question_has_stood_and_each_early_one_begins_anew() -> None:
    screen = Screen()
    timing = AnswerTiming(lambda: screen.now)
    timing.shown()
    for _ in range(30):
        screen.now += AS_READ * 0.9
        assert not timing.allows(screen.now)
    screen.now += AS_READ
    assert timing.allows(screen.now)


def test_a_key_is_judged_by_when_it_came_however_late_it_is_handled() -> None:
    screen = Screen()
    timing = screen.timing
    timing.shown()
    screen.paint()
    came = screen.now + AS_READ
    screen.now += 30
    assert timing.allows(came)
    timing.shown()
    screen.paint()
    assert not timing.allows(screen.now - 0.1), "it came before the question was painted"


def test_a_key_that_came_before_its_question_was_painted_answers_nothing() -> None:
    screen = Screen()
    timing = screen.timing
    timing.shown()
    screen.now += 5
    assert not timing.allows(screen.now), "a busy computer has painted nothing yet"
    screen.paint()
    assert not timing.allows(screen.now + QUIET * 0.9)
    assert timing.allows(screen.now + QUIET * 2)


def test_who_types_on_after_a_refused_key_is_refused_and_who_pauses_is_served() -> None:
    screen = Screen()
    timing = screen.timing
    timing.shown()
    screen.paint()
    for pause in (0.1, 0.3, 0.5, QUIET * 0.95):
        screen.now += pause
        assert not timing.allows(screen.now)
        screen.paint()
    screen.now += QUIET * 1.01
    assert timing.allows(screen.now)


def test_the_pause_counts_from_when_the_refusal_was_painted() -> None:
    screen = Screen()
    timing = screen.timing
    timing.shown()
    screen.paint()
    assert not timing.allows(screen.now + 0.1)
    screen.now += 0.5
    screen.paint()
    assert not timing.allows(screen.now + QUIET * 0.9)
    assert timing.allows(screen.now + QUIET * 2)


def test_only_the_key_of_the_question_before_may_be_held() -> None:
    screen = Screen()
    timing = AnswerTiming(lambda: screen.now)
    timing.shown()
    assert timing.may_be_held("1", screen.now), "it may be held since before the first question"
    timing.shown()
    screen.now += 0.5
    assert timing.may_be_held("1", screen.now)
    assert not timing.may_be_held("2", screen.now)
    timing.shown()
    screen.now += 2
    assert not timing.may_be_held("2", screen.now), "no keyboard waits so long before it repeats"
