"""The key of an option: a grade keeps its own digit, whatever options stand beside it."""

from __future__ import annotations

from tui.forms.form import LETTERS, option_keys
from tui.rows.page_actions import PAGES


def test_a_grade_keeps_its_digit_beside_options_that_are_no_digit() -> None:
    names = ["0", "0.5", "1", "2", "3", "unstated"]
    keys = dict(zip(names, option_keys(names), strict=True))
    assert {name: keys[name] for name in "0123"} == {name: name for name in "0123"}
    assert {keys["0.5"], keys["unstated"]} <= set(LETTERS)


def test_options_without_digits_are_numbered() -> None:
    assert option_keys(["yes", "no"]) == ["1", "2"]


def test_no_letter_of_an_option_means_something_else_at_a_question() -> None:
    actions = (one for page in ("interview", "form") for one in PAGES[page])
    taken = {key for one in actions for key in one.keys.split(",")}
    assert not taken & set(LETTERS)
    assert len(LETTERS) >= 10
