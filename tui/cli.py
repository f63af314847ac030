"""The command line: what other programs and scripts depend on.

Every command imports only what it needs; none but the interface imports Textual.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from typing import Final

from tui import __version__

PROGRAM: Final = "spinepath"
OK: Final = 0
FAILED: Final = 1
BAD_INPUT: Final = 2
"""Exit status for input that was refused; nothing was evaluated, changed or written."""

INTERRUPTED: Final = 130

_DESCRIPTION: Final = """\
The next step for an adult whose spine film shows a vertebral deformity: asked step by step,
explained, and kept on this computer alone. The clinical content comes unreviewed; it supports,
never replaces, clinical judgement."""

_EXIT: Final = "Exit status: 0 done, 1 failed, 2 input refused."


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit status."""
    os.umask(0o077)
    from tui.text import Door

    with redirect_stdout(Door(sys.stdout)), redirect_stderr(Door(sys.stderr)):
        return _run(arguments)


def _run(arguments: Sequence[str] | None) -> int:
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except BrokenPipeError:
        # Whoever read our output has gone; point stdout elsewhere so that exit stays quiet.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:  # its message and traceback may hold answers
        from tui import failure

        print(failure.last_words(failure.record(error, None)), end="", file=sys.stderr)
        return failure.STATUS


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=PROGRAM,
        description=_DESCRIPTION,
        epilog=_EXIT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"{PROGRAM} {__version__}")
    parser.add_argument(
        "--training",
        action="store_true",
        help="practice, in a file of its own and marked on every screen and export",
    )
    parser.add_argument(
        "--plain",
        action="store_true",
        help="the interview as plain lines, for screen readers and scripts",
    )
    parser.set_defaults(run=_interface)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    _add_evaluate(commands)
    _add_sessions(commands)
    _add_store(commands)
    _add_config(commands)
    verify = commands.add_parser("verify", help="prove the content and print the certificate")
    verify.add_argument("--format", choices=("text", "json"), default="text")
    verify.add_argument(
        "--write",
        action="store_true",
        help="keep the certificate beside the content, where the interface shows it under About",
    )
    verify.set_defaults(run=_verify)
    _add_print(commands)
    _add_content(commands)
    return parser


def _add_print(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    paper = commands.add_parser(
        "print", help="the whole pathway as a document, for the day the computer is down"
    )
    paper.set_defaults(run=_print)
    paper.add_argument("--format", choices=("text", "markdown", "html"), default="text")
    paper.add_argument("--out", metavar="PATH", help="a file, in place of standard output")
    paper.add_argument("--replace", action="store_true", help="replace PATH if it is there")


def _add_evaluate(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    evaluate = commands.add_parser(
        "evaluate",
        help="the advice for a case in a JSON file",
        description='CASE is a JSON file, or - for standard input: {"findings": {"pain_nrs": 7}}.'
        ' A missing key, null and "unknown" all mean that a finding is not known.',
        epilog=_EXIT,
    )
    evaluate.add_argument("case", metavar="CASE")
    evaluate.add_argument("--format", choices=("text", "json"), default="text")
    evaluate.add_argument(
        "--lines",
        action="store_true",
        help='one JSON case a line in, one JSON advice (or {"error": ...}) a line out',
    )
    evaluate.set_defaults(run=_evaluate)


def _add_content(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    content = commands.add_parser("content", help="sources, review status and digests")
    content.add_argument(
        "--statements",
        action="store_true",
        help="the article statement by statement, with the rules and cases that carry each",
    )
    content.set_defaults(run=_content)
    actions = content.add_subparsers(title="actions", metavar="ACTION")
    digest = actions.add_parser(
        "digest",
        help="whether each item still means what its kept digest says",
        description="Compare what each item of the content means with the digests kept beside it,"
        " and name the items that differ. Comments and layout make no difference.",
        epilog=_EXIT,
    )
    digest.add_argument("--write", action="store_true", help="keep the digests as they are now")
    digest.set_defaults(run=_digest)
    _add_review(actions)
    diff = actions.add_parser(
        "diff",
        help="what changes from one content to another, and for which patients",
        description="OLD and NEW are directories of content; NEW is the program's own unless it is"
        " named. For each line of advice that some answers gain or lose, the number of such"
        " patterns is exact, and one of them is a case that `spinepath evaluate` replays.",
        epilog=_EXIT,
    )
    diff.add_argument("old", metavar="OLD")
    diff.add_argument("new", metavar="NEW", nargs="?")
    diff.add_argument("--format", choices=("text", "json"), default="text")
    diff.set_defaults(run=_diff)


def _add_review(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    review = actions.add_parser(
        "review",
        help="who has reviewed what, and signing",
        description="Without an option: what is submitted, under review and approved. An item is"
        " named by its kind and key, such as rule.augmentation_consider. A signature is of what the"
        " item means today; after any change of it the item counts as submitted again."
        " SPINEPATH_REVIEWS names the file of signatures that a hospital keeps for all accounts;"
        " without it they are kept beside the user's own sessions.",
        epilog=_EXIT,
    )
    review.add_argument("show", metavar="ITEM", nargs="*", help="show these items in full")
    signing = review.add_mutually_exclusive_group()
    signing.add_argument("--approve", metavar="ITEM", nargs="+", help="sign these items")
    signing.add_argument("--start", metavar="ITEM", nargs="+", help="say that a review has begun")
    signing.add_argument("--withdraw", metavar="ITEM", nargs="+", help="take signatures back")
    signing.add_argument(
        "--status",
        choices=("submitted", "under_review", "approved"),
        help="name every item of this status",
    )
    review.add_argument("--by", metavar="NAME", help="who signs")
    review.add_argument("--role", metavar="ROLE", help='such as "consultant radiologist"')
    review.add_argument("--format", choices=("text", "json"), default="text")
    review.set_defaults(run=_review)


def _add_sessions(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
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


def _add_store(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
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


def _add_config(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
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


def _interface(options: argparse.Namespace) -> int:
    from tui import terminal

    return terminal.start(plain=options.plain, training=options.training)


def _evaluate(options: argparse.Namespace) -> int:
    from tui import evaluate

    return evaluate.run(options.case, form=options.format, lines=options.lines)


def _sessions(options: argparse.Namespace) -> int:
    from tui import sessions

    return sessions.run(options)


def _doctor(options: argparse.Namespace) -> int:
    from tui import doctor

    return doctor.run(options)


def _store(options: argparse.Namespace) -> int:
    from tui import sealed

    return sealed.run(options)


def _config(options: argparse.Namespace) -> int:
    from tui import config

    return config.run(options)


def _verify(options: argparse.Namespace) -> int:
    from tui import verify

    return verify.run(form=options.format, write=options.write)


def _print(options: argparse.Namespace) -> int:
    from tui import paper

    return paper.run(form=options.format, out=options.out, replace=options.replace)


def _content(options: argparse.Namespace) -> int:
    from tui import ledger

    return ledger.run(statements=options.statements)


def _digest(options: argparse.Namespace) -> int:
    from tui import digest

    return digest.run(write=options.write)


def _diff(options: argparse.Namespace) -> int:
    from tui import difference

    return difference.run(options.old, options.new, form=options.format)


def _review(options: argparse.Namespace) -> int:
    from tui import review

    return review.run(options)


if __name__ == "__main__":
    sys.exit(main())
