"""The rooms of the house: arrows one way, and no screen where none is needed."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from data.content.loader import Content

HOUSE = Path(__file__).parent.parent
MODULES = sorted(
    ".".join(path.relative_to(HOUSE).with_suffix("").parts)
    for room in ("engine", "data", "tui")
    for path in (HOUSE / room).rglob("*.py")
)


def imported_by(code: str) -> set[str]:
    """The modules that a fresh interpreter holds after running some code."""
    script = f"{code}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=HOUSE
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_the_engine_imports_the_standard_library_only() -> None:
    names = [name for name in MODULES if name.startswith("engine")]
    loaded = imported_by("import " + ", ".join(names))
    roots = {name.partition(".")[0] for name in loaded}
    assert roots <= sys.stdlib_module_names | {"engine", "__main__"} | {
        root for root in roots if root.startswith(("_", "sitecustomize"))
    }


def test_data_imports_no_screen() -> None:
    names = [name for name in MODULES if name.startswith("data")]
    loaded = imported_by("import " + ", ".join(names))
    assert not {"textual", "rich", "tui"} & loaded
    assert not {"pydantic", "importlib.metadata"} & loaded  # what each start would pay for


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["--version"], ["evaluate", "--help"], ["sessions", "list"], ["content"]],
    ids=" ".join,
)
def test_commands_without_a_screen_import_no_textual(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPINEPATH_DATA", str(tmp_path))
    run = f"from tui.cli.main import main\ntry: main({arguments!r})\nexcept SystemExit: pass"
    loaded = imported_by(run)
    assert not {"textual", "rich"} & loaded


def test_asking_for_help_needs_next_to_nothing() -> None:
    loaded = imported_by(
        "from tui.cli.main import main\ntry: main(['--help'])\nexcept SystemExit: pass"
    )
    assert not {"tinydb", "tomli", "platformdirs", "engine.diagram.diagram"} & loaded


@pytest.mark.parametrize("module", MODULES)
def test_no_module_is_longer_than_one_sitting(module: str) -> None:
    path = HOUSE / (module.replace(".", "/") + ".py")
    assert len(path.read_text().splitlines()) <= 330, module


def test_the_app_is_short_and_knows_nothing_clinical(content: Content) -> None:
    text = (HOUSE / "tui/shell/app.py").read_text()
    assert len(text.splitlines()) <= 200
    words = set(re.findall(r"[a-z_]+", text.lower()))
    pathway = content.pathway
    assert not words & (pathway.findings.keys() | pathway.recommendations.keys())
    assert not words & {"spine", "fracture", "patient", "vertebral", "pain", "mri"}
