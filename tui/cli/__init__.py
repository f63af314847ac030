"""The words of the command line, a module for each group, and what each word leads to.

A module says which words and options there are, so that help needs nothing else; what a command
does is imported when it runs.
"""

from __future__ import annotations

import argparse
from typing import Final, TypeAlias

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001
"""Where commands are added; argparse has no public name for it."""

EXIT: Final = "Exit status: 0 done, 1 failed, 2 input refused."
