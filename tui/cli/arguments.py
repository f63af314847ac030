"""The words and options of the command line, and the command that each word runs.

Help needs this module and nothing else: what a command does is imported when it runs.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from importlib import import_module
from typing import Final, TypeAlias

from data.export.formats import FORMATS
from tui import PROGRAM, __version__

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001
"""Where commands are added; argparse has no public name for it."""

_EXIT: Final = "Exit status: 0 done, 1 failed, 2 input refused."
_DESCRIPTION: Final = """\
The next step for one patient, from decision tables that are proved: asked question by question,
explained, and kept on this computer alone. The clinical content comes unreviewed; it supports,
never replaces, clinical judgement."""
_SIGNED: Final = """\
Without an option: what is submitted, under review and approved. An item is named by its kind and
key, such as rule.NAME. A signature is of what the item means today; after any
change of it the item counts as submitted again. SPINEPATH_REVIEWS names the file of signatures
that a hospital keeps for all accounts; without it they are kept beside the user's own sessions."""
_DIFFERENCE: Final = """\
OLD and NEW are directories of content; NEW is the program's own unless it is named. For each line
of advice that some answers gain or lose, the number of such patterns is exact, and one of them is
a case that `spinepath evaluate` replays."""

PARTS: Final = ("codes", "urgency", "next_step")
"""The parts that `data.export.brief_json` writes, which help must not import."""

COHORT_PARTS: Final = (*PARTS, "refused", "unconfirmed", "missing")
"""The columns that `data.cohort.evaluation` can write, which help must not import."""

_MOST_JOBS: Final = 256

DOCUMENTS: Final = ("case", "advice", "session", "content")
"""The names of `data.export.schemas.SCHEMAS`, which help must not import."""


def parser() -> argparse.ArgumentParser:
    """Every word and option; `run` of what is parsed carries it out."""
    words = argparse.ArgumentParser(
        prog=PROGRAM,
        description=_DESCRIPTION,
        epilog=_EXIT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    words.add_argument("--version", action="version", version=f"{PROGRAM} {__version__}")
    words.add_argument(
        "--training",
        action="store_true",
        help="practice, in a file of its own and marked on every screen and export",
    )
    words.add_argument(
        "--plain",
        action="store_true",
        help="the interview as plain lines, for screen readers and scripts",
    )
    words.set_defaults(run=_interface)
    commands = words.add_subparsers(title="commands", metavar="COMMAND")
    for add in (_evaluate, _cohort, _sessions, _store, _config, _pathway, _content, _schema):
        add(commands)
    return words


def _interface(options: argparse.Namespace) -> int:
    from tui import launch  # imported late: no command needs it

    return launch.start(plain=options.plain, training=options.training)


def _runs(name: str) -> Callable[[argparse.Namespace], int]:
    """Run a module of this package, imported late: help needs none of them."""
    return lambda options: int(import_module(f"tui.cli.{name}").run(options))


def _format(command: argparse.ArgumentParser, *names: str) -> None:
    command.add_argument("--format", choices=names, default="text")


def _replace(command: argparse.ArgumentParser, words: str) -> None:
    command.add_argument("--replace", action="store_true", help=words)


def _actions(
    command: argparse.ArgumentParser, words: dict[str, str], **parsed: str
) -> dict[str, argparse.ArgumentParser]:
    """Add actions to a command, each with its help."""
    actions = command.add_subparsers(title="actions", metavar="ACTION")
    command.set_defaults(**parsed)
    found = {name: actions.add_parser(name, help=says) for name, says in words.items()}
    for name, action in found.items():
        action.set_defaults(action=name)
    return found


def _parts(text: str) -> tuple[str, ...]:
    """The parts that a list with commas names."""
    parts = tuple(text.split(","))
    if not set(parts) <= set(PARTS):
        raise argparse.ArgumentTypeError(f"legal: {', '.join(PARTS)}, separated by commas")
    return parts


def _evaluate(commands: Commands) -> None:
    evaluate = commands.add_parser(
        "evaluate",
        help="the advice for a case in a JSON file",
        description='CASE is a JSON file, or - for standard input: {"findings": {KEY: VALUE}}.'
        ' A missing key, null and "unknown" all mean that a finding is not known.'
        " An unlikely number counts as unknown where something permissive would rest on it, unless"
        ' "confirmed": [KEY] names it.',
        epilog=_EXIT,
    )
    evaluate.add_argument("case", metavar="CASE")
    _format(evaluate, "text", "json")
    evaluate.add_argument(
        "--lines",
        action="store_true",
        help='one JSON case a line in, one JSON advice (or {"error": ...}) a line out',
    )
    evaluate.add_argument(
        "--select",
        metavar="PART",
        type=_parts,
        help=f"with --lines, only these parts of the advice, with commas: {', '.join(PARTS)}",
    )
    evaluate.set_defaults(run=_runs("evaluate"))


def _names(text: str) -> tuple[str, ...]:
    """The names of a list with commas."""
    return tuple(filter(None, text.split(",")))


def _jobs(text: str) -> int:
    """A number of processes."""
    if not text.isdecimal() or not 1 <= int(text) <= _MOST_JOBS:
        raise argparse.ArgumentTypeError(f"legal: 1 to {_MOST_JOBS}")
    return int(text)


def _cohort(commands: Commands) -> None:
    cohort = commands.add_parser(
        "cohort",
        help="the advice for a table of patients; needs the extra spinepath[cohort]",
        description="TABLE is a .parquet, .csv, .ndjson or .jsonl file: one patient a row, one"
        " finding a column, and perhaps `id` and `confirmed`. An empty cell is not known; a list"
        " or an object in a cell of text is JSON. A row with a fault stops nothing: it goes to a"
        " second table beside OUT. A run that was stopped goes on where it was.",
        epilog=_EXIT,
    )
    cohort.add_argument("table", metavar="TABLE")
    cohort.add_argument("--out", metavar="OUT", required=True, help="the table to write")
    cohort.add_argument(
        "--select",
        metavar="PART",
        type=_cohort_parts,
        help=f"only these columns, with commas: {', '.join(COHORT_PARTS)}",
    )
    cohort.add_argument(
        "--keep", metavar="COLUMN", type=_names, default=(), help="columns to repeat, with commas"
    )
    cohort.add_argument(
        "--by", metavar="FINDING", type=_names, default=(), help="count by these findings too"
    )
    cohort.add_argument("--svg", metavar="PATH", help="write the counts as a chart")
    cohort.add_argument("--jobs", metavar="N", type=_jobs, help="processes; all cores without it")
    _replace(cohort, "replace OUT if it is there")
    cohort.set_defaults(run=_runs("cohort"))


def _cohort_parts(text: str) -> tuple[str, ...]:
    """The columns that a list with commas names."""
    parts = _names(text)
    if not parts or not set(parts) <= set(COHORT_PARTS) or len(set(parts)) < len(parts):
        raise argparse.ArgumentTypeError(f"legal: {', '.join(COHORT_PARTS)}, separated by commas")
    return parts


def _sessions(commands: Commands) -> None:
    sessions = commands.add_parser("sessions", help="the sessions kept on this computer")
    sessions.add_argument("--training", action="store_true", help="those of training mode")
    sessions.set_defaults(run=_runs("sessions"))
    actions = _actions(
        sessions,
        {
            "list": "all sessions, the newest first",
            "show": "the summary of one session",
            "export": "write the summary of one session to a file",
            "delete": "erase one session; a note without its data stays",
            "purge": "erase the sessions that have not changed for a while",
            "import": "take in what export --format json wrote",
            "recheck": "sessions whose advice would change today",
        },
        action="list",
    )
    for name in ("show", "export", "delete"):
        actions[name].add_argument("id", metavar="ID")
    _format(actions["export"], *FORMATS)
    actions["export"].add_argument(
        "--out", metavar="PATH", required=True, help="- for standard output"
    )
    _replace(actions["export"], "replace PATH if it is there")
    actions["purge"].add_argument(
        "--older-than", metavar="AGE", required=True, help="30d, 8w or 1y"
    )
    actions["import"].add_argument("file", metavar="FILE", help="- for standard input")
    for name in ("purge", "import"):
        actions[name].add_argument("--yes", action="store_true", help="do not ask")
    actions["recheck"].add_argument(
        "id", metavar="ID", nargs="?", help="one session; all without it"
    )


def _store(commands: Commands) -> None:
    doctor = commands.add_parser("doctor", help="check the kept sessions and what they rest on")
    doctor.add_argument(
        "--repair",
        action="store_true",
        help="first make the file anew from what can be verified; the old one is kept",
    )
    doctor.add_argument(
        "--record", metavar="WORD", nargs="+", help='words of the line "Record" of an export'
    )
    doctor.set_defaults(run=_runs("doctor"))
    store = commands.add_parser("store", help="encrypt the kept sessions with a passphrase")
    store.set_defaults(run=_runs("store"))
    actions = store.add_subparsers(title="actions", metavar="ACTION", required=True)
    for name, says in (
        ("encrypt", "seal all sessions; explains first what that means"),
        ("passphrase", "change the passphrase"),
        ("decrypt", "write all sessions openly again"),
    ):
        actions.add_parser(name, help=says).set_defaults(action=name)


def _config(commands: Commands) -> None:
    config = commands.add_parser("config", help="the settings, and the PIN that unlocks the screen")
    config.set_defaults(run=_runs("config"))
    actions = _actions(
        config,
        {
            "show": "what is set, and what is legal",
            "path": "where the settings are read from",
            "write": "write a file with all settings, each described in place",
            "pin": "set the PIN that unlocks the screen",
        },
        action="show",
    )
    _replace(actions["write"], "replace a file there")


def _pathway(commands: Commands) -> None:
    verify = commands.add_parser("verify", help="prove the content and print the certificate")
    _format(verify, "text", "json")
    verify.add_argument(
        "--write",
        action="store_true",
        help="keep the certificate beside the content, where the interface shows it under About",
    )
    verify.set_defaults(run=_runs("verify"))
    paper = commands.add_parser(
        "print", help="the whole pathway as a document, for the day the computer is down"
    )
    _format(paper, "text", "markdown", "html")
    paper.add_argument("--out", metavar="PATH", help="a file, in place of standard output")
    _replace(paper, "replace PATH if it is there")
    paper.set_defaults(run=_runs("print"))


def _content(commands: Commands) -> None:
    content = commands.add_parser("content", help="sources, review status and digests")
    content.add_argument(
        "--statements",
        action="store_true",
        help="the article statement by statement, with the rules and cases that carry each",
    )
    content.set_defaults(run=_runs("content"))
    actions = content.add_subparsers(title="actions", metavar="ACTION")
    digest = actions.add_parser(
        "digest",
        help="whether each item still means what its kept digest says",
        description="Compare what each item of the content means with the digests kept beside it,"
        " and name the items that differ. Comments and layout make no difference.",
        epilog=_EXIT,
    )
    digest.add_argument("--write", action="store_true", help="keep the digests as they are now")
    digest.set_defaults(run=_runs("content_digest"))
    _review(actions)
    diff = actions.add_parser(
        "diff",
        help="what changes from one content to another, and for which patients",
        description=_DIFFERENCE,
        epilog=_EXIT,
    )
    diff.add_argument("old", metavar="OLD")
    diff.add_argument("new", metavar="NEW", nargs="?")
    _format(diff, "text", "json")
    diff.set_defaults(run=_runs("content_diff"))


def _schema(commands: Commands) -> None:
    schema = commands.add_parser(
        "schema", help="the JSON Schema of what the program reads or writes", epilog=_EXIT
    )
    schema.add_argument("document", choices=DOCUMENTS)
    schema.set_defaults(run=_runs("schema"))


def _review(actions: Commands) -> None:
    review = actions.add_parser(
        "review", help="who has reviewed what, and signing", description=_SIGNED, epilog=_EXIT
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
    _format(review, "text", "json")
    review.set_defaults(run=_runs("content_review"))
