"""Colours: everything can be read on every terminal, and nothing is said by colour alone."""

from __future__ import annotations

import importlib
import itertools
import pkgutil
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.screen import Screen

from tests.support.contrast import (
    APART,
    CLEAR,
    LINUX,
    MARKED,
    OF_MANY,
    OFFERS,
    PALETTES,
    PUTTY,
    READABLE,
    VISIONS,
    XTERM,
    Rgb,
    contrast,
    distance,
    faults,
    seen,
    shown,
    unreadable,
)
from tests.support.effort import slow_but
from tests.support.real_terminal import ROOT, terminal
from tests.support.screen_driver import Bench, go_to, press, words
from tui import screens
from tui.rows.row import TextRow, TextStyle
from tui.screens.about import AboutScreen
from tui.screens.answers import AnswersScreen
from tui.screens.base import Page
from tui.screens.cases import CasesScreen
from tui.screens.decision_base import DecidingPage
from tui.screens.drop import DropScreen
from tui.screens.export import ExportScreen
from tui.screens.follow_up import FollowUpScreen
from tui.screens.help import HelpScreen
from tui.screens.home import HomeScreen
from tui.screens.interview import InterviewScreen
from tui.screens.lock import LockScreen
from tui.screens.new_session import NewSessionScreen
from tui.screens.note import NoteScreen
from tui.screens.pathway_map import PathwayMapScreen
from tui.screens.plan import PlanScreen
from tui.screens.question_base import AskingScreen
from tui.screens.report import ReportScreen
from tui.screens.review import ReviewScreen
from tui.screens.search import SearchScreen
from tui.screens.session_base import SessionPage
from tui.screens.settings import SettingsScreen
from tui.screens.timed_base import TimedPage
from tui.screens.too_small import SmallScreen
from tui.screens.what_if import WhatIfScreen
from tui.shell.app import Spinepath
from tui.state.settings import KINDS
from tui.terminal.terminal import colours_shown
from tui.widgets.palette import DARK, LIGHT, TERMINAL, UNCOLOURED, Colours, Palette
from tui.widgets.rows import RowsView

FRAME = {TextStyle.BAR}
"""Looks that no advice has or stands beside; headings of the plan name its urgency."""

SIZES = {"f10": (120, 40), "f11": (40, 10), "f12": (30, 8)}
"""Other sizes, by a key that does nothing there."""

TOLD_APART = {
    "blocks": (TextStyle.ALERT, TextStyle.HERE, TextStyle.BAR, TextStyle.PLAIN),
    "letters": (TextStyle.URGENT, TextStyle.SOON, TextStyle.PLAIN),
}

TO_PAIN = "n enter n 1 1 7 2 enter 1 1 n"
FLOWS: tuple[tuple[str, str, set[type]], ...] = (
    ("", "x slash x x enter ctrl+g n B 5", {HomeScreen, NewSessionScreen, SearchScreen}),
    ("a", "pagedown b question_mark pagedown pagedown", {AboutScreen, HelpScreen}),
    ("n enter", "1 4 4 w w enter u b b r j end enter", {InterviewScreen, AnswersScreen}),
    ("n enter n", "j 2 b b 1 1 9 9 9 enter x backspace backspace 7 2 enter 1 1 j 2 7 enter", set()),
    (TO_PAIN, "p j j w v s n j w n d ctrl+g a o k enter j o x ctrl+g", {PlanScreen}),
    (TO_PAIN, "colon p l a n enter m j j", {SearchScreen, PathwayMapScreen}),
    (f"{TO_PAIN} p", "t j enter 2 x b", {WhatIfScreen}),
    (TO_PAIN, "v j b o x y enter p e down enter enter down", {ReviewScreen, NoteScreen}),
    ("n enter 3", "enter p j j j n j n e b f f e", {ExportScreen}),
    ("n enter", "i paste w w y n n b", {ReportScreen}),
    ("n enter 3 enter", "q d down d y", set()),
    ("t n enter", "3 u p j b r b o x ctrl+g q enter", set()),
    (TO_PAIN.replace("n", "n F", 1), "v f f y 3 enter p c j", {FollowUpScreen}),
    (f"{TO_PAIN} v f f", "j j o enter down x ctrl+g", {DropScreen}),
    (f"{TO_PAIN} xray_done 1 xray_levels", "enter 1 n j enter 2 1 enter x", set()),
    (f"{TO_PAIN} mri_done 1 mri_levels", "enter 1 1 a enter", set()),
    ("s", "j enter j j enter x ctrl+g pagedown", {SettingsScreen}),
    ("w", "j j pagedown b w j enter", {CasesScreen}),
    ("ctrl+l", "4 7 1 1 enter 4 7 1 2 enter 4 7 1 1 enter 4 7 1 1 enter", {LockScreen}),
    ("ctrl+l 4 7 1 1 enter", "4 7 1 1 enter enter 9 enter ctrl+g g x enter n enter p", set()),
)
"""Keys from the list of sessions to where a look is begun, those after each of which the screen is
looked at, and screens that are then seen."""

REPORT = "X-RAY LUMBAR SPINE\n\nFINDINGS:\nCompression fracture of T12. Osteopenia.\n"
"""The words that the key `paste` stands for."""

QUICK = FLOWS[6]
"""A plan that is tried otherwise."""


@pytest.mark.parametrize(
    ("before", "keys", "expected"),
    [
        pytest.param(*flow, id=" ".join(flow[:2]), marks=() if flow is QUICK else pytest.mark.slow)
        for flow in FLOWS
    ],
)
async def test_every_screen_can_be_read_and_says_in_words_what_it_shows(
    bench: Bench,
    before: str,
    keys: str,
    expected: set[type],
) -> None:
    """After every key, and at last at other sizes, down to one too small for anything."""
    visited = set()
    known: dict[tuple[type, str], tuple[str, ...]] = {}
    async with bench.running() as pilot:
        app = pilot.app
        assert isinstance(app, Spinepath)
        for key in before.split():
            await (go_to if key[:4] in ("xray", "mri_") else press)(pilot, key)
        for key in (*keys.split(), *SIZES):
            if key in SIZES:
                await pilot.resize_terminal(*SIZES[key])
            if key == "paste":
                app.screen.query_one("#text").post_message(events.Paste(REPORT))
            await press(pilot, key)
            assert not faults(app), key
            text, looks = seen(app)
            assert known.setdefault((type(app.screen), text), looks) == looks, key
            for part in app.screen.query(RowsView):
                assert not silent(part._rows), key
            visited.add(type(app.screen))
    assert visited >= {*expected, SmallScreen}


def test_no_screen_is_left_out() -> None:
    for module in pkgutil.iter_modules(screens.__path__, "tui.screens."):
        importlib.import_module(module.name)
    known = {kind for kind in kinds(Screen) if kind.__module__.startswith("tui.")}
    bases = {Page, AskingScreen, SessionPage, TimedPage, DecidingPage}
    assert known == {SmallScreen, *bases}.union(*(visited for _, _, visited in FLOWS))


def kinds(base: type) -> set[type]:
    """All subclasses."""
    below: list[type] = base.__subclasses__()
    return {kind for own in below for kind in (own, *kinds(own))}


SAID: dict[TextStyle, str] = {
    TextStyle.HERE: r">",
    TextStyle.ALERT: r" *!! |.*EMERGENCY|NO ADVICE",
    TextStyle.FLAG: r"EMERGENCY SIGN|EMERGENCY NOT EXCLUDED|RED FLAG",
    TextStyle.URGENT: r".*URGENT|.*OVERDUE|.*EMERGENCY",
    TextStyle.SOON: r".*SOON",
    TextStyle.PRACTICE: r"TRAINING|OPENED WITHOUT THE PIN",
    TextStyle.QUIET: r"[ >] -  |  \S+( \S+)*$",
}
"""The beginning of a row's words, or a part of them, by its look."""

ADVISED = (TextStyle.ALERT, TextStyle.URGENT, TextStyle.SOON)
"""Looks of advice, whose urgency is named once for the lines that follow."""


def silent(rows: Sequence[TextRow]) -> list[TextRow]:
    """Rows whose look no words tell: neither theirs, nor those of the row or heading before."""
    found, told = [], ""
    for row in rows:
        if row.look is TextStyle.RULE:
            told = row.text
        elif says_so(row):
            told = row.text if row.look in ADVISED else told
        elif row.look not in ADVISED or not says_so(replace(row, text=told)):
            found.append(row)
    return found


def says_so(row: TextRow) -> bool:
    """Return whether the words of a row tell its look; a row of a table continues one above."""
    return " | " in row.text or re.match(SAID.get(row.look, ""), row.text) is not None


@pytest.mark.parametrize(
    "row",
    [
        TextRow("  1  Low energy", TextStyle.HERE),
        TextRow("Emergency spinal pathway, same hour", TextStyle.ALERT),
        TextRow("MRI due by 05-Apr-2026", TextStyle.URGENT),
        TextRow("Saddle numbness", TextStyle.FLAG),
    ],
    ids=lambda row: row.look.name,
)
def test_a_look_without_its_words_is_noticed(row: TextRow) -> None:
    assert not says_so(row)


@pytest.mark.parametrize("offer", OFFERS)
def test_every_look_can_be_read_on_every_terminal(offer: str) -> None:
    colours, terminals = OFFERS[offer]
    palette = colours.palette
    assert set(palette.looks) == set(TextStyle)
    for look, added in palette.looks.items():
        style = palette.ground + added
        for kind in terminals:
            least = READABLE if look in FRAME else CLEAR
            assert contrast(*shown(style, kind)) >= least, (look, kind.name)
    field = palette.ground + Style(underline=True) + palette.field
    for style, kind in itertools.product((field, field + Style(reverse=True)), terminals):
        assert contrast(*shown(style, kind)) >= READABLE, (style, kind.name)


async def test_the_cursor_of_a_line_can_be_seen(bench: Bench) -> None:
    async with bench.running() as pilot:
        app = pilot.app
        assert isinstance(app, Spinepath)
        await press(pilot, "n B")
        for name, colours, terminals in PALETTES:
            app.paint(colours)
            (line,) = [s for s in app.screen._compositor.render_strips() if s.text.strip() == "B"]
            styles = [style for _, style, _ in line if style]
            (cursor,) = [style for style in styles if style.reverse]
            beside = styles[styles.index(cursor) + 1]
            for kind in terminals:
                surfaces = shown(cursor, kind)[1], shown(beside, kind)[1]
                assert contrast(*surfaces) >= MARKED, (name, kind.name)


def drawn(palette: Palette, look: TextStyle, part: str) -> Rgb:
    letters, surface = shown(palette.ground + palette.looks[look], XTERM)
    return surface if part == "blocks" else letters


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("palette", [DARK, LIGHT], ids=["dark", "light"])
@pytest.mark.parametrize("part", TOLD_APART)
def test_who_sees_fewer_colours_still_tells_them_apart(
    palette: Palette, part: str, vision: str
) -> None:
    for one, other in itertools.combinations(TOLD_APART[part], 2):
        pair = drawn(palette, one, part), drawn(palette, other, part)
        assert distance(*pair, vision) >= APART, (one, other)


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize(
    ("offer", "looks"),
    [
        ("dark, 16", TOLD_APART["blocks"]),
        ("light, 16", TOLD_APART["blocks"]),
        ("terminal, 256", (TextStyle.ALERT, TextStyle.HERE, TextStyle.PLAIN)),
    ],
)
def test_blocks_in_the_colours_of_the_terminal_are_told_apart(
    offer: str, looks: tuple[TextStyle, ...], vision: str
) -> None:
    colours, terminals = OFFERS[offer]
    styles = [colours.palette.ground + colours.palette.looks[look] for look in looks]
    for kind, pair in itertools.product(terminals, itertools.combinations(styles, 2)):
        one, other = (shown(style, kind)[1] for style in pair)
        assert distance(one, other, vision) >= APART, (kind.name, pair)


OLD = Style(color="red", bold=True, reverse=True)


def test_the_simulated_terminals_show_what_real_ones_do() -> None:
    """PuTTY's default colours and the kernel's `build_attr`, worked out by hand."""
    assert shown(OLD, PUTTY) == ((0x55, 0x55, 0x55), (0xBB, 0, 0))
    assert shown(OLD, LINUX) == ((0x55, 0x55, 0x55), (0xAA, 0, 0))
    assert shown(OLD, XTERM) == ((255, 255, 255), (255, 0, 0))
    bright = Style.parse("color(11) on color(0)")
    assert shown(bright, LINUX) == ((255, 255, 0x55), (0, 0, 0))
    assert shown(bright + Style(reverse=True), LINUX) == ((0x55, 0x55, 0x55), (0xAA, 0x55, 0))
    assert shown(Style(underline=True), LINUX)[0] == (0, 0xAA, 0xAA)
    assert shown(Style(bold=True), PUTTY) == ((255, 255, 255), (0, 0, 0))


def test_contrast_and_distance_are_those_of_the_standards() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((0x76, 0x76, 0x76), (255, 255, 255)) == pytest.approx(4.54, abs=0.01)
    assert distance((0, 0, 0), (255, 255, 255), "normal") == pytest.approx(100, abs=0.1)
    red_and_green = (200, 60, 60), (110, 110, 40)
    assert distance(*red_and_green, "normal") > 60
    assert distance(*red_and_green, "deuteranopia") < APART


@pytest.mark.parametrize(
    "bad",
    slow_but(
        [OLD],
        [
            OLD,
            Style.parse("color(240) on color(234)"),
            Style.parse("color(160) on color(234)"),
            Style.parse("bold color(0) on color(7)"),
        ],
    ),
    ids=str,
)
async def test_a_bad_pair_is_noticed(
    bench: Bench,
    monkeypatch: pytest.MonkeyPatch,
    bad: Style,
) -> None:
    for palette in (DARK, TERMINAL):
        monkeypatch.setitem(palette.looks, TextStyle.SOON, bad)
    async with bench.running() as pilot:
        await press(pilot, "n enter n 1 1 7 2 enter 1 1 n p")
        assert isinstance(pilot.app, Spinepath)
        assert any("Clear MR safety" in fault for fault in faults(pilot.app))


def test_advice_has_to_be_clearer_than_the_rest() -> None:
    grey = Style.parse("color(243) on color(231)")
    for text, least in (("UNREVIEWED", False), ("  *  SOON      open    MRI", True)):
        assert bool(list(unreadable([Segment(text, grey)], OF_MANY))) is least


async def test_what_is_not_painted_is_noticed(
    bench: Bench,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tui.widgets.palette.Paint.apply", lambda _, segments, __: segments)
    async with bench.running() as pilot:
        assert isinstance(pilot.app, Spinepath)
        assert any("unpainted" in fault for fault in faults(pilot.app))


@pytest.mark.slow
async def test_the_colours_change_while_it_runs_also_below(bench: Bench) -> None:
    async with bench.running() as pilot:
        app = pilot.app
        assert isinstance(app, Spinepath)
        await press(pilot, "n enter n p f2")
        assert "They last until the end" in words(pilot)
        for way in ("", "b", "q"):
            await press(pilot, way)
            strips = app.screen._compositor.render_strips()
            surfaces = {s.style.bgcolor for strip in strips for s in strip if s.style}
            assert Color.from_ansi(234) in surfaces
            assert not [colour for colour in surfaces if colour is None or colour.is_default]
        for following in ("light", "sixteen", "none", "terminal"):
            await press(pilot, "f2")
            assert f"Colours: {following}." in words(pilot)
        assert app.colours == Colours()


async def test_no_color_wins(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with bench.running() as pilot:
        assert isinstance(pilot.app, Spinepath)
        assert pilot.app.colours.palette is UNCOLOURED
        await press(pilot, "f2")
        assert "NO_COLOR is set, so no colour is shown." in words(pilot)
        assert pilot.app.colours.palette is UNCOLOURED


def test_every_setting_has_its_colours() -> None:
    names = re.findall(r'"(\w+)"', KINDS["colour"].legal)
    colours = Colours()
    for name in names:
        assert colours.setting == name
        assert Colours(name, barred=True).palette is UNCOLOURED
        colours = colours.following
    assert colours.setting == names[0]
    assert all(KINDS["colour"].fits(name) for name in names)


@pytest.mark.parametrize(
    ("environment", "many"),
    [
        ({"TERM": "xterm-256color"}, True),
        ({"TERM": "linux", "COLORTERM": "truecolor"}, True),
        ({"TERM": "xterm-direct"}, True),
        ({"TERM": "linux"}, False),
        ({"TERM": "vt100"}, False),
        ({"TERM": "no-such-terminal"}, False),
        ({"TERM": ""}, False),
        ({}, False),
    ],
    ids=str,
)
def test_how_many_colours_are_announced(environment: dict[str, str], many: bool) -> None:
    code = f"from tui.terminal.terminal import colours_shown; print(colours_shown({environment!r}))"
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert (int(ran.stdout) >= 256) is many
    assert colours_shown({"TERM": "tmux-256color"}) == 256


@pytest.mark.parametrize(
    ("setting", "name", "surfaces"),
    [
        ("dark", "xterm-256color", {"48;5;234", "48;5;124", "48;5;24", "48;5;115", "48;5;117"}),
        ("light", "xterm-256color", {"48;5;255", "48;5;124", "48;5;240", "48;5;22", "48;5;18"}),
        ("dark", "linux", {"40", "47", "42", "44"}),
        ("light", "screen", {"47", "40", "42", "44"}),
        ("sixteen", "xterm-256color", {"40", "47", "42", "44"}),
        ("terminal", "xterm-256color", {"48;5;124", "48;5;22", "49"}),
        ("terminal", "linux", {"49"}),
        ("none", "xterm-256color", {"49"}),
    ],
)
@pytest.mark.slow
def test_what_is_sent_is_of_the_palette_and_little(
    tmp_path: Path, setting: str, name: str, surfaces: set[str]
) -> None:
    place = tmp_path / "config.toml"
    place.write_text(f'colour = "{setting}"\n')
    environment = {"SPINEPATH_CONFIG": str(place), "TERM": name, "COLORTERM": "", "NO_COLOR": ""}
    code = "import os, sys; del os.environ['NO_COLOR']\n"
    code += "from tui.cli.main import main; sys.exit(main([]))"
    with terminal(tmp_path / "store", code, fresh=True, **environment) as opened:
        opened.read(20, until="No sessions yet.")
        opened.type(b"n")
        opened.read(3, until="Label (optional)")
        opened.type(b"\r")
        opened.read(5, until="Any of these, new or worse?")
        opened.read(1)
        opened.type(b"j")
        assert len(opened.read(5, until="> 2 [")) <= 300
        opened.type(b"3")
        opened.read(5, until="3 [x]")
        opened.read(0.5)
        opened.type(b"\r")
        opened.read(5, until="!! EMERGENCY")
        opened.read(0.5)
        opened.type(b"p")
        opened.read(5, until="In full")
    sent = set(re.findall(rb"[\[;](48;5;\d+|48;2;[\d;]+|4[0-79]|10[0-7])(?=[;m])", opened.written))
    assert {part.decode() for part in sent} == surfaces
