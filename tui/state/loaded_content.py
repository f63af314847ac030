"""The clinical content, read, checked and compiled after the first frame."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from tui.state import garbage_collection

if TYPE_CHECKING:
    from data.content.loader import Content
    from engine.diagram.compiler import Compiled


@dataclass(frozen=True, slots=True)
class LoadedContent:
    """The content and its compiled pathway."""

    content: Content
    compiled: Compiled


Load: TypeAlias = "Callable[[], LoadedContent]"


def load_content(*, reader: bool = False) -> LoadedContent:
    """The content that comes with the program, with the signatures that stand.

    Imported here and not above: the first frame needs neither the content nor the engine.

    Args:
        reader: whether the words of the reader of reports are checked now, not when a report is.

    Raises:
        ContentError: naming every fault found.
    """
    from data.content.loader import load  # late: the start does without
    from data.governance.signature_file import reviewed  # late: the start does without
    from engine.diagram.compiler import compile_pathway  # late: the start does without

    garbage_collection.pause()
    try:
        read = load(reader=reader)
        compiled = compile_pathway(read.pathway)
        return LoadedContent(reviewed(read, compiled), compiled)
    finally:
        garbage_collection.resume()
