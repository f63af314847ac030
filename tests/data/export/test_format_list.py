"""The list of formats: each row names a function that is there and a file of its own."""

from __future__ import annotations

from importlib import import_module

import pytest

from data.export.formats import FORMATS


@pytest.mark.parametrize("name", FORMATS)
def test_the_maker_of_a_format_is_a_function_of_its_file(name: str) -> None:
    module, _, function = FORMATS[name].maker.partition(":")
    assert callable(getattr(import_module(f"data.export.{module}"), function))


def test_no_two_formats_write_a_file_of_the_same_name() -> None:
    endings = [item.ending for item in FORMATS.values()]
    assert len(set(endings)) == len(endings)


def test_the_full_form_of_a_format_is_a_format() -> None:
    assert {item.full for item in FORMATS.values() if item.full} <= FORMATS.keys()
