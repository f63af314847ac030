"""Proposals from invented sentences, and those that stay the same when a text is changed."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable

import pytest

from data.content.loader import SHIPPED
from data.report_reader.reader import read
from tests.support.invented_reports import CASES, short

DONE = {"xray_done=yes", "ct_done=yes", "mri_done=yes"}
KNEE = (
    "X-RAY RIGHT KNEE\n\nSevere osteopenia. Advanced degenerative changes. No fracture. Effusion.\n"
)
MOTHER = "\nHer mother had a compression fracture of L5 with retropulsion and severe osteopenia.\n"
CHANGES: dict[str, Callable[[str], str]] = {
    "in capitals": str.upper,
    "wrapped at 40 columns": lambda text: "\n".join(
        textwrap.fill(part, 40) if part else "" for part in text.split("\n")
    ),
    "with a sentence on the family": lambda text: text + MOTHER,
    "with a knee film after it": lambda text: f"{text}\n{KNEE}",
    "with a knee film before it": lambda text: f"{KNEE}\n{text}",
    "twice": lambda text: f"{text}\n{text}",
    "with other line ends": lambda text: text.replace("\n", "\r\n"),
}


@pytest.mark.parametrize(("title", "says", "expected"), CASES, ids=[case[1][:60] for case in CASES])
def test_an_invented_sentence_proposes_what_it_states(title: str, says: str, expected: str) -> None:
    reading = read(f"{title}\n\n{says}\n", SHIPPED)
    found = {short(item.name, item.value) for item in reading.proposals} - DONE
    asked = {short(item.name, None) for item in reading.to_answer}
    wanted = set(expected.split())
    assert found == {word for word in wanted if word[0] != "?"}
    assert asked >= {word for word in wanted if word[0] == "?"}
    for item in (*reading.proposals, *reading.to_answer):
        assert item.sentence[0] <= item.start < item.end <= item.sentence[1]


def proposed(text: str) -> dict[str, object]:
    return {item.name: item.value for item in read(text, SHIPPED).proposals}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_of_what_does_not_matter_changes_no_proposal(
    change: Callable[[str], str],
) -> None:
    for title, says, _ in CASES:
        text = f"{title}\n\nFINDINGS: {says}\n"
        assert proposed(change(text)) == proposed(text), says


def test_another_level_in_the_text_is_another_level_in_the_proposal() -> None:
    for title, says, _ in CASES:
        if "L1" in says and "L3" not in says and "-L" not in says and "T11" not in says:
            text = f"{title}\n\n{says}\n"
            swapped = proposed(text.replace("L1", "L3"))
            assert {name.replace(".L3", ".L1") for name in swapped} == set(proposed(text)), says


def test_a_no_before_a_finding_takes_its_proposal_away() -> None:
    for title, says, expected in CASES:
        if (
            expected.startswith(("T", "L"))
            and says.count(".") == 1
            and not re.match(r"[TL]\d|There|The ", says)
        ):
            denied = f"{title}\n\nNo {says[0].lower()}{says[1:]}\n"
            first = expected.split()[0]
            assert first not in {short(*item) for item in proposed(denied).items()}, denied
