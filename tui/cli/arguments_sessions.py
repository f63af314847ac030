"""`spinepath sessions`."""

from __future__ import annotations

import argparse

from tui.cli import Commands


def add(commands: Commands) -> None:
    """Add the command and its actions."""
    sessions = commands.add_parser("sessions", help="the sessions kept on this computer")
    sessions.add_argument("--training", action="store_true", help="those of training mode")
    sessions.set_defaults(run=_sessions, action="list")
    actions = sessions.add_subparsers(title="actions", metavar="ACTION")
    listing = actions.add_parser("list", help="all sessions, the newest first")
    listing.set_defaults(action="list")
    show = actions.add_parser("show", help="the summary of one session")
    show.set_defaults(action="show")
    show.add_argument("id", metavar="ID")
    export = actions.add_parser("export", help="write the summary of one session to a file")
    export.set_defaults(action="export")
    export.add_argument("id", metavar="ID")
    export.add_argument("--format", choices=("text", "markdown", "leaflet", "json"), default="text")
    export.add_argument("--out", metavar="PATH", required=True)
    export.add_argument("--replace", action="store_true", help="replace PATH if it is there")
    delete = actions.add_parser("delete", help="erase one session; a note without its data stays")
    delete.set_defaults(action="delete")
    delete.add_argument("id", metavar="ID")
    purge = actions.add_parser("purge", help="erase the sessions that have not changed for a while")
    purge.set_defaults(action="purge")
    purge.add_argument("--older-than", metavar="AGE", required=True, help="30d, 8w or 1y")
    taking = actions.add_parser("import", help="take in what export --format json wrote")
    taking.set_defaults(action="import")
    taking.add_argument("file", metavar="FILE")
    for action in (purge, taking):
        action.add_argument("--yes", action="store_true", help="do not ask")
    again = actions.add_parser("recheck", help="sessions whose advice would change today")
    again.set_defaults(action="recheck")
    again.add_argument("id", metavar="ID", nargs="?", help="one session; all without it")


def _sessions(options: argparse.Namespace) -> int:
    from tui.cli import sessions

    return sessions.run(options)
