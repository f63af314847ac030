"""`spinepath doctor` and `spinepath store`: the file of the sessions."""

from __future__ import annotations

import argparse

from tui.cli import Commands


def add(commands: Commands) -> None:
    """Add the commands."""
    doctor = commands.add_parser("doctor", help="check the kept sessions and what they rest on")
    doctor.add_argument(
        "--repair",
        action="store_true",
        help="first make the file anew from what can be verified; the old one is kept",
    )
    doctor.add_argument(
        "--record", metavar="WORD", nargs="+", help='words of the line "Record" of an export'
    )
    doctor.set_defaults(run=_doctor)
    store = commands.add_parser("store", help="encrypt the kept sessions with a passphrase")
    actions = store.add_subparsers(title="actions", metavar="ACTION", required=True)
    for name, says in (
        ("encrypt", "seal all sessions; explains first what that means"),
        ("passphrase", "change the passphrase"),
        ("decrypt", "write all sessions openly again"),
    ):
        actions.add_parser(name, help=says).set_defaults(run=_store, action=name)


def _doctor(options: argparse.Namespace) -> int:
    from tui.cli import doctor

    return doctor.run(options)


def _store(options: argparse.Namespace) -> int:
    from tui.cli import store as sealed

    return sealed.run(options)
