"""Start the program with screens or with plain lines."""

from __future__ import annotations

import os
import sys
from typing import Final

from data.text.os_errors import reason_of
from tui.security import core_files, passphrase
from tui.security.pin_prompt import LockedError, guard, require_pin
from tui.shell.textual_private import cap_size, clear_at_end, guard_input, leave_out_tls
from tui.state import garbage_collection, settings
from tui.terminal.output_text import speaks_utf8
from tui.terminal.terminal import is_terminal, prepare_environment
from tui.views.page_texts import REPORT_WAITS

REFUSED: Final = 2


_NO_TERMINAL: Final = (
    "spinepath: the screens need a terminal for input and output. For lines from anywhere use: "
    "spinepath --plain; for a case in a file: spinepath evaluate CASE"
)


def start(*, plain: bool = False, training: bool = False, report: str = "", focus: str = "") -> int:
    """Run the interface: as screens, or as plain lines when asked for or on a dumb terminal.

    Args:
        plain: whether plain lines are asked for.
        training: whether this is practice, with sessions of its own.
        report: name of a file to read into the first session that is opened.
        focus: what the interviews are about; empty for the whole pathway.
    """
    garbage_collection.pause()
    if focus and (fault := _focus_fault(focus)):
        print(f"spinepath: --focus: {fault}", file=sys.stderr)
        return REFUSED
    taken, wrong = settings.read()
    faults = "; ".join(filter(None, [*(f"Settings: {one}" for one in wrong), guard().warning]))
    plain |= taken.face == "lines" or (is_terminal() and os.environ.get("TERM") == "dumb")
    if not plain and not is_terminal():
        print(_NO_TERMINAL, file=sys.stderr)
        return REFUSED
    if plain:
        core_files.hide_memory()
    try:
        reason = require_pin(emergency=True) if plain else ""
        secret = passphrase.unlock()
    except (LockedError, passphrase.NoPassphraseError) as error:
        print(f"spinepath: {error}", file=sys.stderr)
        return REFUSED
    if not plain:
        return _screens(taken, faults, secret, training=training, report=report, focus=focus)
    from tui.plain import program  # late: screens do without

    return program.run(
        training=training,
        faults=faults,
        passphrase=None if secret is None else lambda: secret,
        taken=taken,
        report=report,
        emergency=reason,
        focus=focus,
    )


def _focus_fault(focus: str) -> str:
    """The legal names of a focus, if the content has none of this name; else empty."""
    from data.content.loader import load  # late: only with a focus

    known = load().pathway.focuses
    return "" if focus in known else f"no {focus!r}; legal: {', '.join(known) or 'none'}"


def report_text(name: str) -> tuple[str, str]:
    """The text of a named report and the fault in reading it; both empty without a name."""
    if not name:
        return "", ""
    from data.report_reader.text_files import read_text  # late: only with a report

    try:
        text = read_text(name)
    except OSError as error:
        return "", reason_of(error)
    return text, "" if text.strip() else "the file holds no text"


def _screens(
    taken: settings.Settings,
    faults: str,
    secret: str | None,
    *,
    training: bool,
    report: str,
    focus: str,
) -> int:
    """Run the screens; Textual is imported when the environment is ready for it."""
    text, fault = report_text(report)
    if fault:
        print(f"spinepath: --report: {fault}", file=sys.stderr)
        return REFUSED
    prepare_environment()
    leave_out_tls()
    from tui.shell.app import Spinepath, run  # late: Textual reads its environment then
    from tui.shell.options import Options  # late: with it

    options = Options(
        ascii_only=taken.characters == "ascii" or not speaks_utf8(sys.__stderr__),
        training=training,
        settings=taken,
        faults=faults or (REPORT_WAITS if text else ""),
        report=text,
        focus=focus,
        asks_author=not taken.author,
        asks_reader=not taken.reader,
    )
    guard_input(options)
    cap_size()
    clear_at_end()
    return run(Spinepath(options), secret)
