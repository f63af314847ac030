"""The documents say what is so: files, commands, keys and contracts that they name exist."""

from __future__ import annotations

import argparse
import html
import re
import tomllib
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from data.content.loader import SHIPPED
from data.report_reader.reader import read
from data.wording.reasons import BECAUSE
from tui import __version__
from tui.cli.arguments import parser
from tui.keys.keys import PAGES
from tui.keys.page_action import key_text
from tui.screens.footer import footer

HOUSE = Path(__file__).parent.parent
PATHWAY = SHIPPED.relative_to(HOUSE).as_posix()
DOCUMENTS = (
    "README.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "data/store/README.md",
)
WORDS_OF_THE_README = 900
REQUESTS = 15

STEPS = {
    "Begin": ("home",),
    "Answer": ("form", "interview"),
    "Read the plan": ("interview", "plan"),
    "Decide": ("plan",),
    "Finish and export": ("plan",),
    "Follow up": ("home", "plan"),
}
"""The pages whose keys a step of the README names."""


def text_of(name: str) -> str:
    return (HOUSE / name).read_text("utf-8")


def quoted(text: str) -> list[str]:
    """The words in backticks, code blocks left out."""
    return re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))


def paths_in(text: str) -> list[str]:
    """The files and folders that a text names."""
    named = (words.replace("P/", f"{PATHWAY}/", 1) for words in quoted(text))
    return [
        words
        for words in named
        if re.fullmatch(r"(engine|data|tui|tests|\.ci)/[\w./-]*", words) or words.endswith(".md")
    ]


def rows_of(text: str, heading: str) -> list[list[str]]:
    """The cells of the table under a heading, its head left out."""
    part = text.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def changes() -> Iterator[tuple[str, list[str], list[str]]]:
    """Each request for a change: its words, the files to touch, and those to be made."""
    for says, touch, new in rows_of(text_of("CONTRIBUTING.md"), "To change X, touch Y"):
        yield says, paths_in(touch), paths_in(new)


def commands(words: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """The words that may follow a command, each with its own parser."""
    found: dict[str, argparse.ArgumentParser] = {}
    for action in words._actions:
        if isinstance(action, argparse._SubParsersAction):
            found.update(action.choices)
    return found


def test_the_readme_is_short() -> None:
    assert len(text_of("README.md").split()) <= WORDS_OF_THE_README


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_file_that_a_document_names_is_there(name: str) -> None:
    new = {path for _, _, made in changes() for path in made} if name == "CONTRIBUTING.md" else ()
    missing = [p for p in paths_in(text_of(name)) if p not in new and not (HOUSE / p).exists()]
    links = re.findall(r"\]\(([^)]+)\)", text_of(name))
    assert not missing + [link for link in links if not (HOUSE / link).exists()]


def test_each_request_for_a_change_names_files_to_touch_and_new_ones_for_which_there_is_room() -> (
    None
):
    found = list(changes())
    assert [says.partition(".")[0] for says, _, _ in found] == [
        str(number) for number in range(1, REQUESTS + 1)
    ]
    for says, touch, new in found:
        assert touch, says
        for path in new:
            folder = HOUSE / path.rstrip("/")
            assert not folder.exists(), f"{path} is there already"
            assert folder.parent.exists() or f"{folder.parent.name}" in "".join(new), path


@pytest.mark.parametrize(
    ("request_for", "spelled"),
    [
        ("an export format", r"\bFormat\("),
        ("the default of a setting", r"lock_minutes: int = "),
        ("another key", r"(?<!def )\bact\("),
        ("another word for", rf"\b{BECAUSE}\b(?! [a-z])"),
        ("looks back", r"\bNEWEST: "),
        ("ISO dates", r"\{day:"),
    ],
)
def test_a_fact_of_a_request_stands_in_the_one_file_that_the_table_names(
    request_for: str, spelled: str
) -> None:
    (touch,) = (touch for says, touch, _ in changes() if request_for in says)
    code = [
        path
        for room in ("engine", "data", "tui")
        for kind in ("*.py", "*.toml")
        for path in (HOUSE / room).rglob(kind)
    ]
    found = {
        path.relative_to(HOUSE).as_posix()
        for path in code
        if re.search(spelled, path.read_text("utf-8"))
    }
    assert len(found) == 1
    assert found <= set(touch)


def test_the_example_of_the_report_reader_is_true() -> None:
    part = text_of("ARCHITECTURE.md").partition("## One sentence of a report\n")[2]
    report, _, proposals = part.split("```")[1].removeprefix("text\n").partition("---\n")
    found = read(report, SHIPPED)
    assert [f"{item.name} = {item.value}" for item in found.proposals] == proposals.splitlines()
    assert not found.to_answer


def test_the_kinds_of_numbers_are_told_apart_only_where_the_table_says() -> None:
    (touch,) = (touch for says, touch, _ in changes() if "of kind date" in says)
    code = [path for room in ("engine", "data", "tui") for path in (HOUSE / room).rglob("*.py")]
    found = {
        path.relative_to(HOUSE).as_posix()
        for path in code
        if "Kind.INTEGER" in path.read_text() or path.name == "kinds.py"
    }
    assert len(found) > 1
    assert found <= set(touch)


def test_a_safety_rule_stands_in_the_files_that_the_table_names() -> None:
    (touch,) = (touch for says, touch, _ in changes() if "a safety rule" in says)
    numbers = re.findall(
        r"^\[safety_rule\.(\w+)\]", text_of(f"{PATHWAY}/safety/rules.toml"), re.MULTILINE
    )
    code = [path for room in ("engine", PATHWAY) for path in (HOUSE / room).rglob("*.*")]
    texts = {path: path.read_text("utf-8") for path in code if path.suffix in (".py", ".toml")}
    found = [
        path.relative_to(HOUSE).as_posix()
        for path, text in texts.items()
        if re.search(r"^    SafetyRule\($", text, re.MULTILINE)
        or all(re.search(rf"\b{number}\b", text) for number in numbers)
    ]
    assert {f"{PATHWAY}/safety/{name}.toml" for name in ("rules", "hazards")} <= {*found}
    assert [path for path in found if not path.startswith(tuple(touch))] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_command_that_a_document_names_is_one(name: str) -> None:
    text = text_of(name)
    for words in re.findall(r"(?:^|`)spinepath ((?:[a-z-]+ ?)+)", text, flags=re.MULTILINE):
        known = parser()
        for word in words.split():
            if word.startswith("--"):
                assert word in known._option_string_actions, f"spinepath {words}"
                continue
            further = commands(known)
            assert not further or word in further, f"spinepath {words}"
            known = further.get(word, known)
    for module in re.findall(r"python -m (tests[\w.]+)", text):
        assert find_spec(module), module


def test_the_readme_names_no_key_that_its_page_does_not_have() -> None:
    text = text_of("README.md").partition("## How a session goes")[2].partition("\n## ")[0]
    steps = re.findall(r"^\d\. \*\*(.+?)\.\*\*(.*?)(?=^\d\. |\n\n)", text, re.DOTALL | re.MULTILINE)
    assert [title for title, _ in steps] == list(STEPS)
    for title, words in steps:
        actions = (action for page in STEPS[title] for action in PAGES[page])
        keys = {key_text(key) for action in actions for key in action.keys.split(",")}
        named = {word for word in quoted(words) if len(word) == 1}
        assert named, title
        assert named <= keys, title


def test_the_clinicians_guide_names_no_key_that_no_page_has() -> None:
    keys = {
        key_text(key)
        for actions in PAGES.values()
        for action in actions
        for key in action.keys.split(",")
    }
    named = {word for word in quoted(text_of("data/guides/clinician.md")) if len(word) == 1}
    assert named
    assert named <= keys


def test_the_pictures_of_the_readme_are_kept_and_have_todays_footer() -> None:
    names = re.findall(r"!\[[^\]]+\]\(([\w/]+\.svg)\)", text_of("README.md"))
    shown = [html.unescape(text_of(name)).replace("\xa0", " ") for name in names]
    assert any(footer("plan", 120).strip() in svg for svg in shown)
    assert all("<text" in svg for svg in shown)


def test_each_import_contract_has_its_reason() -> None:
    contracts = tomllib.loads(text_of("pyproject.toml"))["tool"]["importlinter"]["contracts"]
    rows = rows_of(text_of("CONTRIBUTING.md"), "Why each import contract stands")
    assert [name for name, _ in rows] == [contract["name"] for contract in contracts]
    assert all(why for _, why in rows)


def test_the_changelog_knows_the_versions() -> None:
    text = text_of("CHANGELOG.md")
    assert f"## {__version__}\n" in text or f"## Unreleased: {__version__}\n" in text
    content = tomllib.loads((SHIPPED / "pathway.toml").read_text("utf-8"))["pathway"]["version"]
    assert f"### Content {content} " in text


def test_the_source_distribution_holds_every_document() -> None:
    targets = tomllib.loads(text_of("pyproject.toml"))["tool"]["hatch"]["build"]["targets"]
    taken = tuple(targets["sdist"]["include"])
    assert all(f"/{name}".startswith(taken) for name in DOCUMENTS)
    assert all((HOUSE / path.lstrip("/")).exists() for path in targets["sdist"]["include"])


def test_every_fault_of_the_table_is_held_by_a_test() -> None:
    rows = re.findall(
        r"^\| ([FB]\d+) \| .*$", (HOUSE / "tests/faults.md").read_text(), re.MULTILINE
    )
    assert rows == [*(f"F{n}" for n in range(1, 16)), *(f"B{n}" for n in range(1, 45))]
    for row in (HOUSE / "tests/faults.md").read_text().splitlines():
        held = re.findall(r"`([\w/]+\.py)::(\w+)`", row)
        assert held or not re.match(r"\| [FB]\d", row), row
        for path, name in held:
            assert f"def {name}(" in (HOUSE / "tests" / path).read_text(), f"{path}::{name}"
