"""Outside text: whatever a label holds, it is shown as text and does nothing."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.color import Color

from data.content.loader import Content
from data.session.session import begin
from data.store import Store
from tests.support.hostile_text import HOSTILE, ascii_id
from tests.support.screen_driver import Bench, press, screen, words
from tui.rows.row import TextRow, layout, rule, wrapped
from tui.shell.output_filter import OutputFilter
from tui.terminal.output_text import clean, plain_ascii

SHORT = [text for text in HOSTILE if len(text) < 1000]


def test_clean_text_is_printable_and_stays_clean() -> None:
    for text in HOSTILE:
        cleaned = clean(text)
        assert cleaned.isprintable(), ascii_id(text)
        assert clean(cleaned) == cleaned
        assert cleaned.encode()


@given(st.text())
def test_any_text_is_made_safe(text: str) -> None:
    cleaned = clean(text)
    assert cleaned.isprintable()
    assert clean(cleaned) == cleaned
    assert plain_ascii(cleaned).isascii()


@given(st.text(), st.integers(1, 90), st.integers(0, 30))
def test_nothing_of_a_text_is_lost_when_it_is_wrapped(text: str, width: int, hang: int) -> None:
    cleaned = clean(text)
    lines = wrapped(cleaned, width, hang)
    wide = max(map(cell_len, cleaned), default=1)
    assert all(cell_len(line) <= max(width, wide) for line in lines)
    kept = "".join("".join(lines).split())
    assert kept == "".join(cleaned.split())


@given(st.text(), st.integers(1, 90))
def test_lines_are_as_wide_as_the_screen(text: str, width: int) -> None:
    rows = [TextRow(text), TextRow(text, right=text), rule(text)]
    assert all(cell_len(line.text) == width or width < 4 for line in layout(rows, width))


def test_the_guard_lets_no_control_character_or_link_out() -> None:
    style = Style(link="http://example.org", bold=True)
    guards = (OutputFilter(), OutputFilter(ascii_only=True))
    for text, guard in itertools.product(HOSTILE, guards):
        (safe,) = guard.apply([Segment(text, style)], Color(0, 0, 0))
        assert safe.text.isprintable(), ascii_id(text)
        assert safe.style is not None
        assert safe.style.link is None
        assert safe.style.bold


@pytest.mark.slow
async def test_a_hostile_label_is_shown_as_text_on_every_screen(
    bench: Bench,
    content: Content,
) -> None:
    session = begin(content.pathway, program="0", now=datetime.now(UTC))
    Store.open(bench.directory).create(session)
    app = bench.app()
    app.workspace.worklist.load = lambda session_id: session  # type: ignore[method-assign]
    async with bench.running(app) as pilot:
        for label in SHORT[::5]:
            # As if cleaning at the store had been missed.
            object.__setattr__(session, "label", label)
            shown = " ".join(clean(label.rstrip()).split())[:14]
            for keys in ("enter", "r", "p", "e", "ctrl+g"):
                await press(pilot, keys)
                assert shown in words(pilot)
                assert screen(pilot).replace("\n", "").isprintable()
            await press(pilot, "q")


@pytest.mark.slow
async def test_a_pasted_label_is_kept_as_one_clean_line(bench: Bench) -> None:
    async with bench.running() as pilot:
        for label in HOSTILE[:8]:
            await press(pilot, "n")
            assert pilot.app.focused
            pilot.app.focused.post_message(events.Paste(label * 30))
            await pilot.pause()
            await press(pilot, "enter")
            assert "Any of these, new or worse?" in words(pilot)
            await press(pilot, "q")
        kept = Store.open(bench.directory).sessions()
    assert len(kept) == 8
    assert all(len(item.label) <= 60 and item.label.isprintable() for item in kept)


def test_columns_that_are_wrapped_leave_no_blanks_before_what_follows() -> None:
    assert wrapped("> id  0 answers            follow-up", 20, 4) == [
        "> id  0 answers",
        "    follow-up",
    ]
