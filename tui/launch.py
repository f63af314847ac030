"""Start the program with screens or with plain lines."""

from __future__ import annotations

import os
import sys
from typing import Final

from tui.security.paste_detection import PasteDetector
from tui.shell.textual_private import leave_out_tls, tolerate_bytes
from tui.state import settings
from tui.terminal.output_text import speaks_utf8
from tui.terminal.terminal import is_terminal, prepare_environment

REFUSED: Final = 2


_NO_TERMINAL: Final = (
    "spinepath: the screens need a terminal for input and output. For lines from anywhere use: "
    "spinepath --plain; for a case in a file: spinepath evaluate CASE"
)


def start(*, plain: bool = False, training: bool = False) -> int:
    """Run the interface: as screens, or as plain lines when asked for or on a dumb terminal."""
    taken, wrong = settings.read()
    faults = "; ".join(f"Settings: {fault}" for fault in wrong)
    dumb = is_terminal() and os.environ.get("TERM") == "dumb"
    plain = plain or dumb or taken.face == "lines"
    if not plain and not is_terminal():
        print(_NO_TERMINAL, file=sys.stderr)
        return REFUSED
    from tui.security import passphrase  # late: the start does without

    try:
        secret = passphrase.unlock()
    except passphrase.NoPassphraseError as error:
        print(f"spinepath: {error}", file=sys.stderr)
        return REFUSED
    if plain:
        from tui.plain import program  # late: the start does without

        told = None if secret is None else lambda: secret
        return program.run(
            training=training,
            faults=faults,
            passphrase=told,
            export_directory=taken.export_directory,
        )
    prepare_environment()
    leave_out_tls()
    from tui.shell.app import Spinepath, run  # late: the start does without

    paste_detector = PasteDetector()
    tolerate_bytes(paste_detector)
    app = Spinepath(
        ascii_only=taken.characters == "ascii" or not speaks_utf8(sys.__stderr__),
        training=training,
        paste_detector=paste_detector,
        settings=taken,
        faults=faults,
    )
    return run(app, secret)
