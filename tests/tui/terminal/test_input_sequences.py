"""Input is whole or nothing: cut, absurd and unknown sequences become no keys."""

from __future__ import annotations

import random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from textual import events

from tests.support.terminal_input import Wire, cut, sequence
from tests.tools.random_input import play
from tui.terminal import LONGEST_PASTE
from tui.terminal.input_sequences import LONGEST, PAUSE, TOO_MANY, InputSequences
from tui.terminal.key_notices import (
    ESCAPE,
    NO_TEXT,
    NOT_UNDERSTOOD,
    UNENDING_PASTE,
    after_escape,
)

MOVES = {"up", "down", "left", "right", "home", "end", "pageup", "pagedown", "insert", "delete"}
MOVES |= {f"f{number}" for number in range(1, 13)} | {"shift+tab"}
KEYS = {
    "\x1b[A": "up",
    "\x1bOB": "down",
    "\x1b[H": "home",
    "\x1b[1~": "home",
    "\x1b[3~": "delete",
    "\x1b[6~": "pagedown",
    "\x1bOP": "f1",
    "\x1b[[B": "f2",
    "\x1b[12~": "f2",
    "\x1b[Z": "shift+tab",
    "\x1b[1;5D": "ctrl+left",
    "\x1b[1;2C": "shift+right",
    "\x9b5~": "pageup",
    "\x8fC": "right",
}


@st.composite
def cut_sequences(draw: st.DrawFn) -> list[tuple[str, float]]:
    """A sequence of the grammar in pieces, with the pause before each."""
    whole = sequence(random.Random(draw(st.integers(0, 2**32))))
    pieces = cut(whole, draw(st.lists(st.integers(0, 300), max_size=4)))
    pauses = st.floats(0, 1, allow_nan=False)
    return [(piece, draw(pauses)) for piece in pieces]


@given(cut_sequences())
@example([("\x1b[1", 0), ("~", 0.2)])
@example([("\x1b[1", 0), (";5D", 0.2)])
@example([("\x1b", 0), ("O", 0.2), ("q", 1.0)])
@example([("\x1b]11;rgb:1", 0), ("1/22\x07", 1.0)])
@example([("\x1bP1$r0", 0), ("m\x1b", 1.0), ("\\", 1.0)])
@settings(max_examples=400, deadline=None)
def test_no_sequence_types_anything_wherever_it_is_cut(pieces: list[tuple[str, float]]) -> None:
    wire = Wire()
    for piece, pause in pieces:
        wire.send(piece, after=pause)
    assert wire.typed == ""
    assert {key.rpartition("+")[2] for key in wire.pressed} <= {m.split("+")[-1] for m in MOVES}
    assert not wire.faults
    wire.pause(PAUSE)
    wire.send("k", after=PAUSE)
    assert wire.typed == "k", "the line is free again"


@given(cut_sequences(), st.integers(1, 300))
@settings(max_examples=200, deadline=None)
def test_a_sequence_that_never_ends_types_nothing(
    pieces: list[tuple[str, float]], kept: int
) -> None:
    whole = "".join(piece for piece, _ in pieces)
    wire = Wire()
    wire.send(whole[: min(kept, len(whole) - 1)])
    wire.pause(PAUSE)
    wire.send("k", after=1)
    assert wire.typed in ("k", ""), "no more than the key that came after it"
    assert not wire.faults


@given(
    st.text(
        alphabet=st.sampled_from(
            "\x1b\x9b\x8f\x90[O]P\\\x07\x18~;:0123456789uAM\udc9b\xe9\udce9\udc9c\x00\r\n"
        ),
        max_size=60,
    )
)
@settings(max_examples=400, deadline=None)
def test_nothing_that_is_sent_ends_the_reader(text: str) -> None:
    wire = Wire()
    for character in text:
        wire.send(character)
    assert not wire.faults
    assert not any(0xDC80 <= ord(one) < 0xDD00 for one in wire.typed)


@pytest.mark.parametrize(("sent", "key"), KEYS.items())
def test_known_keys_pass_whole_and_cut(sent: str, key: str) -> None:
    for place in range(len(sent)):
        wire = Wire()
        for piece in cut(sent, [place]):
            wire.send(piece, after=0.9)
        wire.send("x", after=0.1)
        assert wire.pressed == [key, "x"]
    assert wire.sequences.dropped == 0


@pytest.mark.parametrize(
    "sent",
    [
        "\x1b[13;1:3u",
        "\x1b[49;1:3u",
        "\x1b[110:78;2;78u",
        "\x1b[1;1:3A",
        "\x1b[15;1:3~",
        "\x1b[3;1:1~",
        "\x1b[57441;2:1u",
        "\x1b[1114112u",
        "\x1b[27;5;999999999~",
        "\x1b[48;60000;60000;1;1t",
        "\x1b[48;24;80;0;0t",
        "\x1b[?2048;1$y",
        "\x1b[I\x1b[O",
        "\x1b[<0;10;10M",
        "\x1b[M !!",
        "\x1b[24;80R",
        "\x1b[201~",
        "\x1bOq",
        "\x1bn",
        "\x1b(B",
        "\x1b]0;" + "1" * 70000 + "\x07",
    ],
    ids=lambda sent: ascii(sent)[1:20],
)
def test_what_is_unknown_or_absurd_is_dropped(sent: str) -> None:
    wire = Wire()
    wire.send(sent)
    wire.send("x")
    assert wire.pressed == ["x"]
    assert not [one for one in wire.messages if isinstance(one, events.Resize | events.MouseEvent)]
    assert not wire.faults


def test_what_is_dropped_is_counted_and_said_once() -> None:
    wire = Wire()
    for _ in range(50):
        wire.send("\x1b[110;1:3u", after=0.5)
    assert wire.sequences.dropped == 50
    assert wire.notices == [NOT_UNDERSTOOD]


def test_escape_alone_is_dropped_and_said_and_with_a_letter_it_is_alt() -> None:
    wire = Wire()
    wire.send("\x1b")
    wire.pause(PAUSE)
    assert wire.notices == [ESCAPE]
    wire.send("\x1b")
    wire.send("n", after=0.9)
    assert wire.notices == [ESCAPE, after_escape("n")]


@pytest.mark.parametrize("keys", ["n", "7", "\r", "\t", "/n", ",1"])
def test_no_key_after_esc_is_lost_in_silence(keys: str) -> None:
    wire = Wire()
    wire.send("\x1b")
    wire.send(keys, after=0.7)
    assert not wire.pressed
    assert wire.notices == [after_escape(keys)]
    assert wire.pressed == []
    wire.send("\x1b")
    wire.send("n", after=PAUSE)
    assert wire.pressed == ["n"]


def test_an_unbracketed_burst_is_cut_off_and_answers_nothing() -> None:
    wire = Wire()
    for _ in range(250):
        wire.send("1" * 4096, after=0.01)
        assert wire.detector.hold(wire.clock.now, wire.clock.now)
    assert len(wire.typed) == LONGEST
    assert set(wire.notices) == {TOO_MANY}
    wire.send("2", after=1)
    assert wire.typed[LONGEST:] == "2"


def test_a_burst_goes_on_while_its_keys_are_handed_on() -> None:
    wire = Wire()
    for _ in range(3):
        for message in wire.parsed("1" * 3000):
            wire.messages.append(message)
            wire.clock.now += 0.001
    assert len(wire.typed) == LONGEST


def test_a_burst_of_known_sequences_is_cut_off_as_well() -> None:
    wire = Wire()
    wire.send("\x1b[B" * 100_000)
    assert len(wire.pressed) <= LONGEST


def test_before_the_first_frame_no_key_counts() -> None:
    wire = Wire(listening=False)
    wire.send("n1\r\x1b[13;1:3u\x1b[B\x1b[200~n\x1b[201~\x1bn\x1b[?2026;2$y")
    assert not wire.pressed
    assert [type(one).__name__ for one in wire.messages] == ["TerminalSupportsSynchronizedOutput"]
    wire.sequences.listen()
    wire.send("n", after=1)
    assert wire.pressed == ["n"]


def pasted(wire: Wire) -> list[str]:
    return [one.text for one in wire.messages if isinstance(one, events.Paste)]


@given(st.lists(st.integers(0, 60), max_size=3))
@settings(max_examples=50, deadline=None)
def test_a_paste_comes_whole_and_nothing_in_it_acts(places: list[int]) -> None:
    wire = Wire()
    text = "1\r\x1b[48;60000;60000;1;1t\x1b[I 2\x1b\x1b"
    for piece in cut(f"\x1b[200~{text}\x1b[201~", places):
        wire.send(piece, after=0.8)
    assert pasted(wire) == [text.replace("\x1b", "")]
    assert {type(one) for one in wire.messages} == {events.Paste}


def test_a_long_paste_is_short_and_one_without_end_is_dropped() -> None:
    wire = Wire()
    wire.send("\x1b[200~" + "a" * 1_000_000 + "\x1b[201~")
    assert [len(text) for text in pasted(wire)] == [LONGEST_PASTE + 1]
    wire.send("\x1b[200~1")
    wire.pause(PAUSE)
    wire.send("x", after=0.1)
    assert wire.pressed == ["x"]
    assert wire.notices == [UNENDING_PASTE]


@pytest.mark.parametrize(
    ("locale", "text", "notice"),
    [
        ("de_DE.UTF-8", "caf", NO_TEXT),
        ("C", "caf", NO_TEXT),
        ("zh_CN.GBK", "caf", NO_TEXT),
        ("de_DE.ISO-8859-1", "caf\xe9", ""),
        ("ru_RU.KOI8-R", "caf\u0418", ""),
    ],
)
def test_bytes_that_are_not_utf8_are_text_of_the_locale_or_said_to_be_left_out(
    monkeypatch: pytest.MonkeyPatch, locale: str, text: str, notice: str
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    sequences = InputSequences()
    sequences.listen()
    passed = sequences.feed(b"caf\xe9".decode("utf-8", "surrogateescape"), 1)
    assert (passed.text, passed.notice) == (text, notice)
    pasted = sequences.feed("\x1b[200~caf\udce9\x1b[201~", 9)
    assert bool(pasted.notice) is bool(notice)
    assert pasted.text.startswith(f"\x1b[200~{text}"), "a mark stands for what is no text"


def test_a_byte_that_is_not_utf8_may_open_a_sequence() -> None:
    passed = InputSequences()
    passed.listen()
    assert not passed.feed(b"\x9b1~"[:2].decode("utf-8", "surrogateescape"), 2).text
    assert passed.feed("~", 2.5).text == "\x1b[1~"


def test_a_fault_of_the_parser_is_contained_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> object:
        raise ValueError

    with monkeypatch.context() as patch:
        patch.setattr("textual._xterm_parser.XTermParser._sequence_to_key_events", broken)
        wire = Wire()
    wire.send("n")
    assert [type(fault) for fault in wire.faults] == [ValueError]
    wire.send("n", after=1)
    assert wire.pressed == ["n"]


@pytest.mark.slow
def test_many_sequences_with_cuts_and_pauses_type_nothing() -> None:
    assert play(20_000, seed=2) > 10_000
