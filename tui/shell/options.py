"""Options with which the app is started."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from tui import __version__
from tui.security.idle_timer import IdleTimer
from tui.security.paste_detection import PasteDetector
from tui.state.loaded_content import Load, load_content
from tui.state.settings import Settings
from tui.terminal.input_sequences import InputSequences


@dataclass(frozen=True, slots=True)
class Options:
    """The place, the clocks and the settings of an app.

    Attributes:
        directory: where sessions, PIN, access log and faults are kept; None for the user's own.
        load: what reads the content.
        clock: the time of day.
        monotonic: the time that passes.
        program: version of the program.
        ascii_only: whether the terminal shows ASCII only.
        training: whether to begin in training mode.
        input_sequences: what reads the terminal, sequence by sequence.
        paste_detector: when several keys came at once, where a terminal is listened to.
        settings: what the user has set.
        faults: what is wrong with the settings, for the first screen.
        report: the text of a report to read into the first session that is opened.
        focus: what interviews are about; empty for the whole pathway.
        asks_author: whether the first decision asks who decides.
        asks_reader: whether the first screen asks who reads.
        idle: how long nobody has been there; None for the minutes that are set.
    """

    directory: Path | None = None
    load: Load = load_content
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    monotonic: Callable[[], float] = time.monotonic
    program: str = __version__
    ascii_only: bool = False
    training: bool = False
    input_sequences: InputSequences = field(default_factory=InputSequences)
    paste_detector: PasteDetector = field(default_factory=PasteDetector)
    settings: Settings = field(default_factory=Settings)
    faults: str = ""
    report: str = ""
    focus: str = ""
    asks_author: bool = False
    asks_reader: bool = False
    idle: IdleTimer | None = None
