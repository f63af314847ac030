"""Plain lines that a script writes: the first line that is not carried out ends them."""

from __future__ import annotations

import codecs
from argparse import ArgumentTypeError

import pytest

from tests.support.forked import run
from tests.support.plain_driver import PATIENT, hear, kept
from tui.cli.argument_words import kept_words
from tui.state.workspace import Workspace
from tui.terminal.output_text import named_encoding
from tui.views import page_texts

ENDED = "Line {} was not carried out, and ended the script."


def script(workspace: Workspace, *lines: str) -> list[str]:
    return hear(workspace, *lines, attended=False)


@pytest.mark.parametrize(
    "wrong",
    [
        "nwe bed-B",
        "1",
        "follow 1",
        "export 1 text",
        "delete 1",
        "99",
        "\x1b[A",
        "x" * 5000,
        "new caf\ufffd",
        "new " + "x" * 61,
        "zzzz9999",
        "delete zzzz9999",
    ],
)
def test_a_line_that_is_not_understood_ends_a_script_before_another_session_is_touched(
    workspace: Workspace, wrong: str
) -> None:
    hear(workspace, "new bed-A", "none", "quit")
    before = kept(workspace)
    said = script(workspace, wrong, "1", "1", "y", "none")
    assert said[-1] == ENDED.format(1)
    assert kept(workspace) == before
    assert len(workspace.worklist.sessions or ()) == 1


@pytest.mark.parametrize(
    ("lines", "ended"),
    [
        (["none", "sometimes"], 3),
        (["none", "go Age", "121"], 4),
        (["none", "go Fall height", "1,250"], 4),
        (["none", "go Age", "106", "1"], 5),
        (["none", "go Nowhere"], 3),
        (["none", "note"], 3),
        (["none", "plan", "accept 99"], 4),
        (["none", "export txet"], 3),
        (["none", "back", "checked"], 4),
        (["none", "carried"], 3),
    ],
)
def test_a_refused_answer_ends_a_script_and_keeps_what_was_given(
    workspace: Workspace, lines: list[str], ended: int
) -> None:
    said = script(workspace, "new", *lines, "1", "1")
    assert said[-1] == ENDED.format(ended)
    assert set(kept(workspace).answers.values()) == {"none", "no"}


@pytest.mark.parametrize("refused", ["none", "rest", "back", "go Age", "plan", "quit", "undo"])
def test_a_tick_that_is_not_entered_ends_a_script_where_another_line_follows(
    workspace: Workspace, refused: str
) -> None:
    said = script(workspace, "new", "3", refused, "keep", "1")
    assert said[-1] == ENDED.format(3)
    assert said[-2].endswith(".")
    assert not kept(workspace).answers


@pytest.mark.parametrize("refused", ["back", "keep", "undo", "carried"])
def test_a_line_that_finds_nothing_to_do_ends_a_script(workspace: Workspace, refused: str) -> None:
    assert script(workspace, "new", refused, "none")[-1] == ENDED.format(2)
    assert not workspace.worklist.store.sessions()


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (("none", "y", "3", "n", "rest", "rest"), page_texts.ONLY_CARRIED),
        (("none", "y", "3", "n", "carried", "n", "carried"), page_texts.PARTLY_CARRIED),
    ],
)
def test_a_follow_up_ends_a_script_where_only_what_is_carried_is_open(
    workspace: Workspace, lines: tuple[str, ...], says: str
) -> None:
    hear(workspace, *PATIENT, "finish", "finish")
    said = script(workspace, f"follow {kept(workspace).id}", "y", *lines, "none", "none")
    assert said[-2:] == [says, ENDED.format(2 + len(lines))]


@pytest.mark.parametrize("asking", [("new", "none", "go Age", "106"), ("delete {}",)])
def test_what_a_script_leaves_unconfirmed_is_not_carried_out(
    workspace: Workspace, asking: tuple[str, ...]
) -> None:
    hear(workspace, "new", "none", "quit")
    first, ended = kept(workspace).id, len(asking)
    lines = [line.format(first) for line in asking]
    assert script(workspace, *lines)[-1] == ENDED.format(ended)
    assert script(workspace, *lines, "about", "quit")[-1] == ENDED.format(ended + 1)
    assert workspace.worklist.store.load(first)


def test_a_script_confirms_an_unusual_number_and_names_a_session_by_its_id(
    workspace: Workspace,
) -> None:
    script(workspace, "new bed-A", "none", "quit")
    first = kept(workspace).id
    script(workspace, "new bed-B", "none", "quit")
    said = script(workspace, first, "go Age", "106", "keep", "quit", "quit")
    assert not said[-1].startswith("Line ")
    assert workspace.worklist.store.load(first).answers["age_years"] == 106
    script(workspace, f"delete {first}", "y")
    assert [item.label for item in workspace.worklist.store.sessions()] == ["bed-B"]


def test_a_script_ends_with_a_status_and_a_byte_order_mark_is_no_character(
    environment: dict[str, str],
) -> None:
    done = run(environment, "--plain", given=codecs.BOM_UTF8 + b"new bed-B\nnone\nnow\n1\n")
    assert done.returncode == 2
    assert b"Line 3 was not carried out" in done.stderr
    assert b"Every answer that was given is saved." in b" ".join(done.stderr.split())
    assert b"bed-B" in run(environment, "sessions").stdout


@pytest.mark.parametrize(
    ("locale", "code"),
    [
        ({"LANG": "de_DE.ISO-8859-1"}, "iso8859-1"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "C"}, "ascii"),
        ({"LC_CTYPE": "de_DE.ISO-8859-15@euro", "LANG": "de_DE.UTF-8"}, "iso8859-15"),
        ({"LANG": "x.no-such-code"}, "ascii"),
        ({"LANG": "x.utf-16"}, "ascii"),
        ({"LANG": "C.UTF-8"}, "utf-8"),
        ({}, "utf-8"),
    ],
)
def test_the_terminal_reads_the_code_that_the_locale_names_installed_or_not(
    locale: dict[str, str], code: str
) -> None:
    assert named_encoding(locale) == code


def test_words_of_a_command_are_read_in_the_code_of_the_locale(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LC_ALL", "de_DE.ISO-8859-1")
    assert kept_words("caf\udce9") == "caf\xe9"
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    assert kept_words("caf\xe9") == "caf\xe9"
    with pytest.raises(ArgumentTypeError):
        kept_words("caf\udce9")
