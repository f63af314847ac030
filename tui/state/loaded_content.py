"""The clinical content, read, checked and compiled after the first frame."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from data.content.loader import Content
    from engine.diagram.compiler import Compiled


_SELDOM: Final = (50_000, 20, 100)
"""Thresholds of the search for garbage meanwhile: it finds little and takes a tenth of the time."""


@dataclass(frozen=True, slots=True)
class LoadedContent:
    """The content and its compiled pathway."""

    content: Content
    compiled: Compiled


Load: TypeAlias = "Callable[[], LoadedContent]"


def load_content() -> LoadedContent:
    """The content that comes with the program, with the signatures that stand.

    Imported here and not above: the first frame needs neither the content nor the engine.

    Raises:
        ContentError: naming every fault found.
    """
    from data.content.loader import load  # late: the start does without
    from data.governance.signature_file import reviewed  # late: the start does without
    from engine.diagram.compiler import compile_pathway  # late: the start does without

    usual = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        read = load()
        compiled = compile_pathway(read.pathway)
        loaded = LoadedContent(reviewed(read, compiled), compiled)
        gc.freeze()  # all of it stays; to look through it again stops the program for 40 ms
    finally:
        gc.set_threshold(*usual)
    return loaded
