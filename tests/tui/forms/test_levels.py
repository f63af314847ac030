"""A level is read over several screens, and back among them nothing is lost in silence."""

from __future__ import annotations

import pytest

from engine.diagram.compiler import Compiled
from tests.support.plain_driver import hear
from tests.support.screen_driver import Bench, go_to, press, words
from tui.forms.levels import LevelsForm
from tui.state.workspace import Workspace

READ = ["xray_levels", "mri_levels"]


def _form(compiled: Compiled, key: str, keys: str) -> LevelsForm:
    form = LevelsForm(compiled.pathway.findings[key])
    for pressed in keys.split():
        form.press(pressed)
    return form


def _shown(form: LevelsForm) -> str:
    return " ".join(form.lines())


@pytest.mark.parametrize("key", READ)
def test_back_inside_a_level_keeps_what_was_entered(compiled: Compiled, key: str) -> None:
    form = _form(compiled, key, "enter 1 1 2")
    ticked = _shown(form)
    assert "[x]" in ticked
    assert form.back()
    assert "[x]" not in _shown(form)
    assert form.step is not None
    assert any(row.text.startswith("> 1") for row in form.step.rows())
    form.press("enter")
    assert _shown(form).count("[x]") == ticked.count("[x]") == 2


@pytest.mark.parametrize("key", READ)
def test_what_was_left_inside_a_level_is_stored_with_it(compiled: Compiled, key: str) -> None:
    form = _form(compiled, key, "enter 1 1 2")
    form.back()
    again = LevelsForm(compiled.pathway.findings[key])
    again.resume(form.partial_entry)
    assert _shown(again) == _shown(form)
    again.press("enter")
    assert _shown(again).count("[x]") == 2


@pytest.mark.parametrize("key", READ)
def test_a_level_that_is_left_says_what_is_kept(compiled: Compiled, key: str) -> None:
    form = _form(compiled, key, "enter")
    assert form.back()
    assert form.step is None
    assert "T12: nothing is kept of it." in _shown(form)
    assert not form.back()
    form = _form(compiled, key, "enter 1 n")
    while form.step is not None:
        form.press("1")
    before = _shown(form)
    form.press("enter")
    assert form.back()
    assert _shown(form) == f"{before} T12: it stays as it was before."


async def test_b_goes_back_inside_a_level_on_screens(bench: Bench) -> None:
    async with bench.running() as pilot:
        await press(pilot, "n enter")
        await go_to(pilot, "xray_done")
        await press(pilot, "1")
        await go_to(pilot, "xray_levels")
        await press(pilot, "enter 1 1 b")
        assert "T12: Genant grade" in words(pilot)
        await press(pilot, "b")
        assert "T12: nothing is kept of it." in words(pilot)


def test_back_goes_back_inside_a_level_on_lines(workspace: Workspace) -> None:
    begin = ("new", "go Radiograph done", "yes", "go Deformed levels", "T12", "1", "1")
    said = hear(workspace, *begin, "back", "back", "quit", "quit")
    assert "T12: nothing is kept of it." in said
