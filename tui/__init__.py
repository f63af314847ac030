"""The program: screens, plain lines and the command line."""

import os
import sys

PROGRAM = "spinepath"
"""The name of the command, as messages begin with it."""
__version__ = "0.2.0"


def _clear_the_way() -> None:
    """Take directories out of the path that hold other packages of the names of ours.

    PYTHONPATH may name any, and the first `data` that is found would be imported.
    """
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120
    if root not in sys.path:
        return
    names = [f"{name}{end}" for name in ("data", "engine") for end in (".py", "/__init__.py")]
    for entry in sys.path[: sys.path.index(root)]:
        if any(os.path.exists(os.path.join(entry, name)) for name in names):  # noqa: PTH110, PTH118
            sys.path.remove(entry)


_clear_the_way()
