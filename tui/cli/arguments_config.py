"""`spinepath config`."""

from __future__ import annotations

import argparse

from tui.cli import Commands


def add(commands: Commands) -> None:
    """Add the command and its actions."""
    config = commands.add_parser("config", help="the settings, and the PIN that unlocks the screen")
    config.set_defaults(run=_config, action="show")
    actions = config.add_subparsers(title="actions", metavar="ACTION")
    for name, says in (
        ("show", "what is set, and what is legal"),
        ("path", "where the settings are read from"),
        ("write", "write a file with all settings, each described in place"),
        ("pin", "set the PIN that unlocks the screen"),
    ):
        action = actions.add_parser(name, help=says)
        action.set_defaults(action=name)
        if name == "write":
            action.add_argument("--replace", action="store_true", help="replace a file there")


def _config(options: argparse.Namespace) -> int:
    from tui.cli import config

    return config.run(options)
