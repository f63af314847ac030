"""Choose the colours that the settings name and this terminal can show."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.widgets.palette import Colours
from tui.terminal.terminal import colours_shown


def colours(setting: str) -> Colours:
    """The palette of the settings, within the colours of this terminal."""
    from tui.widgets.palette import Colours  # late: the start does without

    return Colours(setting, colours_shown(os.environ), barred="NO_COLOR" in os.environ)
