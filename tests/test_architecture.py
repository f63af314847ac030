"""The rooms of the house: arrows one way, and no screen where none is needed."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.content.loader import Content

HOUSE = Path(__file__).parent.parent
MODULES = sorted(
    ".".join(path.relative_to(HOUSE).with_suffix("").parts)
    for room in ("engine", "data", "tui")
    for path in (HOUSE / room).rglob("*.py")
)

LINES_OF_A_FILE = 300
LINES_OF_A_FUNCTION = 40


TOP_LEVEL = {"pyproject.toml", "tui", "engine", "data", "tests", "README.md"}
"""Fixed by the owner; beside them stand a licence, three guides for developers and hidden files."""


@pytest.mark.skipif(not (HOUSE / ".git").exists(), reason="no checkout says which files are ours")
def test_the_top_level_holds_no_more_than_the_owner_fixed() -> None:
    words = ["git", "ls-files"]
    listed = subprocess.run(words, cwd=HOUSE, capture_output=True, text=True, check=True).stdout
    names = {path.partition("/")[0] for path in listed.splitlines()}
    beside = {"LICENSE", "ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md"}
    assert {name for name in names if not name.startswith(".")} <= TOP_LEVEL | beside


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


def test_no_file_is_longer_than_one_sitting_and_no_function_than_a_page() -> None:
    files, functions = set(), set()
    for module in MODULES:
        text = (HOUSE / (module.replace(".", "/") + ".py")).read_text()
        if len(text.splitlines()) > LINES_OF_A_FILE:
            files.add(module)
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                first = min(node.lineno, *(part.lineno for part in node.decorator_list), 10**6)
                if (node.end_lineno or 0) - first + 1 > LINES_OF_A_FUNCTION:
                    functions.add(f"{module}.{node.name}")
    assert not files
    assert not functions


def docstrings(*rooms: str) -> Iterator[tuple[str, str]]:
    """Each docstring of some rooms, with its place."""
    for path in sorted(path for room in rooms for path in (HOUSE / room).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                place = f"{path.relative_to(HOUSE)} {getattr(node, 'name', '')}"
                yield place, ast.get_docstring(node) or ""


def test_no_docstring_begins_with_a_question_word() -> None:
    begun = re.compile(r"(What|How|Why|When|Where|Which|Whether|Who|If)\b")
    found = docstrings("engine", "data", "tui", "tests")
    assert not [place for place, text in found if begun.match(text)]


def test_a_docstring_of_the_program_begins_with_a_verb_or_a_noun() -> None:
    begun = re.compile(
        r"(After|And|As|At|Back|Before|But|By|For|From|Here|In|It|No|Not|Nothing|On|Only|Or|Out|So"
        r"|That|There|These|This|To|With)\b"
    )
    found = docstrings("engine", "data", "tui")
    assert not [place for place, text in found if begun.match(text)]


def test_no_sentence_of_a_docstring_begins_with_what() -> None:
    begun = re.compile(r"(^|[.:] |\n\n)What\b(?! if)")
    found = docstrings("engine", "data", "tui")
    assert not [place for place, text in found if begun.search(" ".join(text.split()))]


def test_no_test_imports_another_and_fixtures_are_found_by_their_name() -> None:
    wrong = []
    for path in sorted((HOUSE / "tests").rglob("*.py")):
        tree = ast.parse(path.read_text())
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom | ast.Import):
                module = getattr(node, "module", None) or ""
                names = [f"{module}.{part.name}".strip(".") for part in node.names]
                parts = {
                    part for name in names if name.startswith("tests.") for part in name.split(".")
                }
                if "conftest" in parts or any(part.startswith("test_") for part in parts):
                    wrong.append(f"{path}:{node.lineno}: imports a test")
        if path.name != "conftest.py" and path.parent.name == "support":
            wrong += [
                f"{path}:{node.lineno}: a fixture outside of a test or conftest.py"
                for node in ast.walk(tree)
                if isinstance(node, ast.Attribute) and node.attr == "fixture"
            ]
    assert not wrong


def test_the_app_is_short_and_knows_nothing_clinical(content: Content) -> None:
    text = (HOUSE / "tui/shell/app.py").read_text()
    assert len(text.splitlines()) <= 200
    words = set(re.findall(r"[a-z_]+", text.lower()))
    pathway = content.pathway
    assert not words & (pathway.findings.keys() | pathway.recommendations.keys())
    assert not words & {"spine", "fracture", "patient", "vertebral", "pain", "mri"}


MACHINERY = ("engine/model", "engine/diagram", "engine/advice", "engine/proofs", "data", "tui")
"""The code that serves every pathway and names no disease."""

CLINICAL = {
    *("spine", "spinal", "vertebra", "vertebrae", "vertebral", "lumbar", "thoracic", "kyphosis"),
    *("fracture", "fractures", "deformity", "osteoporosis", "bone", "cement", "mri", "xray", "ct"),
    *("film", "films", "radiograph", "radiographs", "tumour", "malignancy", "genant", "fever"),
}
STANDARD_TERMS = {
    *("emergency", "red_flags", "contradiction", "clinical", "setting", "probable"),
    "shape",  # of an array
}
"""Names of the content that are words of the machinery too: its own tables, or plain English."""

STILL_NAMED = {
    "data/content/loader.py": {"vertebral", "fracture"},  # the folder of the shipped pathway
}


def test_the_machinery_names_nothing_clinical(content: Content) -> None:
    pathway = content.pathway
    fields = [field for finding in pathway.findings.values() for field in finding.fields]
    sites = {name for finding in pathway.findings.values() for name in finding.sites.names}
    named = {*pathway.findings, *pathway.recommendations, *pathway.concepts, *pathway.checklists}
    named |= {*(field.key for field in fields), *(name.lower() for name in sites)}
    words = (named | CLINICAL) - STANDARD_TERMS
    found: dict[str, set[str]] = {}
    for room in MACHINERY:
        for path in sorted((HOUSE / room).rglob("*.py")):
            text = path.read_text().lower()
            used = {*re.findall(r"[a-z0-9_]+", text), *re.findall(r"[a-z0-9]+", text)}
            if hits := used & words:
                found[str(path.relative_to(HOUSE))] = hits
    assert found == STILL_NAMED


def test_code_of_any_pathway_knows_the_model_only_and_nobody_imports_it() -> None:
    core, wrong = {"model", "diagram", "advice", "proofs"}, []
    for name in MODULES:
        room, own = (*name.split("."), "")[:2]
        own = own if room == "engine" else ""
        known = {own, "model"} if own and own not in core else core
        text = (HOUSE / f"{name.replace('.', '/')}.py").read_text()
        named = set(re.findall(r"^ *(?:from|import) engine\.(\w+)", text, re.MULTILINE))
        wrong += [f"{name}: engine.{other}" for other in named - known]
    assert not wrong


def test_the_store_is_used_through_its_interface() -> None:
    front = {"data.store", "data.store.errors", "data.store.handover"}
    known = set()
    for module in MODULES:
        text = (HOUSE / (module.replace(".", "/") + ".py")).read_text()
        if module.startswith("data.store"):
            continue
        assert not re.search(r"sessions\.json|tinydb", text, re.IGNORECASE), module
        for node in ast.walk(ast.parse(text)):
            if not isinstance(node, ast.ImportFrom) or not node.module:
                continue
            if (node.module.startswith("data.store") and node.module not in front) or (
                node.module in front and "Store" in {part.name for part in node.names}
            ):
                known.add(module)
    assert not known


def test_one_place_words_the_reasons_of_the_system() -> None:
    worded = [
        path.relative_to(HOUSE).as_posix()
        for room in ("data", "tui")
        for path in (HOUSE / room).rglob("*.py")
        if re.search(r"\.strerror or|\"strerror\"|\bENOSPC\b", path.read_text("utf-8"))
    ]
    assert worded == ["data/text/os_errors.py"]
