"""Navigation: a screen is opened by its name, which is that of its file and its class."""

from __future__ import annotations

from importlib import import_module
from typing import get_args

import pytest

from tui.screens.base import Page
from tui.screens.host import ScreenName


@pytest.mark.parametrize("name", get_args(ScreenName))
def test_a_screen_is_the_class_of_its_name_in_the_file_of_its_name(name: str) -> None:
    found = getattr(import_module(f"tui.screens.{name}"), f"{name.title().replace('_', '')}Screen")
    assert issubclass(found, Page)
    assert found.page_name == name
