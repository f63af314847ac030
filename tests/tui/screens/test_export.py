"""The screen that exports: by whom, and where to."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from textual.widgets import Input

from data.export.formats import FORMATS
from tests.support.screen_driver import Bench, press, settled, words
from tui.state.settings import Settings


async def test_who_exports_is_proposed_and_changed_for_one_export(
    bench: Bench, tmp_path: Path
) -> None:
    app = bench.app()
    app.export_directory = tmp_path
    app.workspace.settings = Settings(initials="AB", role="registrar")
    async with bench.running(app) as pilot:
        await press(pilot, "n enter n p e")
        author = app.screen.query_one("#author", Input)
        assert author.value == "AB, registrar"
        for name, form in FORMATS.items():
            author.value = f"CD, consultant {name}"
            app.screen.query_one("#path", Input).value = str(tmp_path / name)
            await press(pilot, "enter down")
            if not form.printable and find_spec("typst") is None:
                assert not (tmp_path / name).exists()
                continue
            written = (tmp_path / name).read_bytes()
            printed = not name.startswith("json") and "deidentified" not in name
            if printed and form.printable:
                assert f"CD, consultant {name}" in " ".join(written.decode().split()), name
        author.value = ""
        app.screen.query_one("#path", Input).value = str(tmp_path / "nobody")
        await press(pilot, "enter")
        assert "by name not stated" in (tmp_path / "nobody").read_text()
        await press(pilot, "ctrl+g e")
        assert app.screen.query_one("#author", Input).value == "AB, registrar"


async def test_the_file_is_said_in_full_before_it_is_written(bench: Bench, tmp_path: Path) -> None:
    app = bench.app()
    app.export_directory = tmp_path
    async with bench.running(app) as pilot:
        await press(pilot, "n enter n p e")
        assert "In the folder in which the program was started" in words(pilot)
        path = app.screen.query_one("#path", Input)
        for typed, says in (
            ("a.txt", f"That is {Path.cwd()}/a.txt."),
            ("", "No file is named."),
            ("/etc/../a", "That is /etc/../a."),
        ):
            path.value = typed
            await settled(pilot)
            assert says in words(pilot)
