"""The words and options of the command line, and the command that each word runs.

Help needs this module and nothing else: what a command does is imported when it runs.
"""

from __future__ import annotations

import argparse
from typing import Final

from data.export.formats import FORMATS
from tui import PROGRAM, __version__
from tui.cli.argument_words import (
    COHORT_PARTS,
    EXIT,
    PARTS,
    Commands,
    add_actions,
    add_format,
    add_replace,
    jobs,
    kept_words,
    names,
    parts_of,
    runs,
)
from tui.cli.content_arguments import add_content, add_guide, add_safety, add_schema

_DESCRIPTION: Final = """\
The next step for one patient, from decision tables that are proved: asked question by question,
explained, and kept on this computer alone. The clinical content comes unreviewed; it supports,
never replaces, clinical judgement."""


def parser() -> argparse.ArgumentParser:
    """Every word and option; `run` of what is parsed carries it out."""
    words = argparse.ArgumentParser(
        prog=PROGRAM,
        description=_DESCRIPTION,
        epilog=EXIT,
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
        help="the interview as plain lines, for screen readers and scripts; a script names a"
        " session by its id, and ends with status 2 at the first line that is not carried out",
    )
    words.add_argument(
        "--report", metavar="FILE", default="", help="read a report into the first session opened"
    )
    words.add_argument(
        "--focus",
        metavar="DECISION",
        default="",
        help="ask only what decides this, emergency signs first; a wrong one names the legal ones",
    )
    words.set_defaults(run=_interface)
    commands = words.add_subparsers(title="commands", metavar="COMMAND")
    of_content = (add_content, add_guide, add_safety, add_schema)
    for add in (_evaluate, _cohort, _sessions, _store, _config, _pathway, *of_content):
        add(commands)
    _read(commands)
    return words


def _interface(options: argparse.Namespace) -> int:
    from tui import launch  # imported late: no command needs it

    return launch.start(
        plain=options.plain,
        training=options.training,
        report=options.report,
        focus=options.focus,
    )


def _evaluate(commands: Commands) -> None:
    evaluate = commands.add_parser(
        "evaluate",
        help="the advice for a case in a JSON file",
        description='CASE is a JSON file, or - for standard input: {"findings": {KEY: VALUE}}.'
        ' A missing key, null and "unknown" all mean that a finding is not known.'
        " An unlikely number counts as unknown where something permissive would rest on it, unless"
        ' "confirmed": [KEY] names it.',
        epilog=EXIT,
    )
    evaluate.add_argument("case", metavar="CASE")
    add_format(evaluate, "text", "json")
    evaluate.add_argument(
        "--lines",
        action="store_true",
        help='one JSON case a line in, one JSON advice (or {"error": ...}) a line out, with the'
        ' "id" of the case; exit status 1 when a line had faults',
    )
    evaluate.add_argument(
        "--select",
        metavar="PART",
        type=parts_of(PARTS),
        help=f"with --lines, only these parts of the advice, with commas: {', '.join(PARTS)}",
    )
    evaluate.set_defaults(run=runs("evaluate"))


def _cohort(commands: Commands) -> None:
    cohort = commands.add_parser(
        "cohort",
        help="the advice for a table of patients; needs the extra spinepath[cohort]",
        description="TABLE is a .parquet, .csv, .ndjson or .jsonl file: one patient a row, one"
        " finding a column, and perhaps `id` and `confirmed`. An empty cell is not known; a list"
        " or an object in a cell of text is JSON. A row with a fault stops nothing: it goes to a"
        " second table beside OUT. A run that was stopped goes on where it was.",
        epilog=EXIT,
    )
    cohort.add_argument("table", metavar="TABLE")
    cohort.add_argument("--out", metavar="OUT", required=True, help="the table to write")
    cohort.add_argument(
        "--select",
        metavar="PART",
        type=parts_of(COHORT_PARTS),
        help=f"only these columns, with commas: {', '.join(COHORT_PARTS)}",
    )
    cohort.add_argument(
        "--keep", metavar="COLUMN", type=names, default=(), help="columns to repeat, with commas"
    )
    cohort.add_argument(
        "--by", metavar="FINDING", type=names, default=(), help="count by these findings too"
    )
    cohort.add_argument("--svg", metavar="PATH", help="write the counts as a chart")
    cohort.add_argument("--jobs", metavar="N", type=jobs, help="processes; all cores without it")
    add_replace(cohort, "replace OUT if it is there")
    cohort.set_defaults(run=runs("cohort"))


def _read(commands: Commands) -> None:
    read = commands.add_parser(
        "read",
        help="what a report or print states, as proposals with their places",
        description="FILE is one report, laboratory print or message as text, or - for standard"
        " input. Nothing is kept, and nothing becomes an answer.",
        epilog=EXIT,
    )
    read.add_argument("file", metavar="FILE")
    read.add_argument("--kind", metavar="KIND", help="what it is, where the text does not say")
    add_format(read, "text", "json")
    read.set_defaults(run=runs("read"))


def _sessions(commands: Commands) -> None:
    sessions = commands.add_parser("sessions", help="the sessions kept on this computer")
    sessions.add_argument("--training", action="store_true", help="those of training mode")
    sessions.set_defaults(run=runs("sessions"))
    actions = add_actions(
        sessions,
        {
            "list": "all sessions, the newest first",
            "show": "the page of one session",
            "export": "write one session to a file: one page, or another format",
            "handover": "write one session, sealed, for whoever takes the patient over",
            "drop": "wait no more for a result of one session, for a reason",
            "delete": "erase one session; a note without its data stays",
            "purge": "erase the sessions that have not changed for a while",
            "import": "take in what export --format json or handover wrote",
            "recheck": "sessions whose advice would change today",
        },
        action="list",
    )
    _what_leaves(actions)
    _drop(actions["drop"])
    actions["purge"].add_argument(
        "--older-than", metavar="AGE", required=True, help="30d, 8w or 1y"
    )
    actions["import"].add_argument("file", metavar="FILE", help="- for standard input")
    actions["purge"].add_argument(
        "--awaited", action="store_true", help="also those that still await a result"
    )
    actions["purge"].add_argument(
        "--everything", action="store_true", help="with --yes, also when no session would be left"
    )
    for name in ("purge", "import"):
        actions[name].add_argument("--yes", action="store_true", help="do not ask")
    actions["recheck"].add_argument(
        "id", metavar="ID", nargs="?", help="one session; all without it"
    )


def _drop(drop: argparse.ArgumentParser) -> None:
    drop.add_argument("result", metavar="RESULT", help="a wrong one names those that are awaited")
    drop.add_argument(
        "--reason", metavar="TEXT", type=kept_words, required=True, help="kept with it"
    )


def _what_leaves(actions: dict[str, argparse.ArgumentParser]) -> None:
    """Add the options of the actions that show or write one session."""
    for name in ("show", "handover", "drop", "delete"):
        actions[name].add_argument("id", metavar="ID")
    actions["export"].add_argument("id", metavar="ID", nargs="?", help="one session")
    actions["export"].add_argument(
        "--all", action="store_true", help="every session, a line of JSON each"
    )
    for name in ("show", "export"):
        actions[name].add_argument(
            "--by",
            metavar="WHO",
            type=kept_words,
            help="initials and role; those of the settings without it",
        )
        actions[name].add_argument(
            "--full", action="store_true", help="all that is known, in place of the one page"
        )
    add_format(actions["export"], *FORMATS)
    for name in ("export", "handover"):
        actions[name].add_argument(
            "--out", metavar="PATH", required=True, help="- for standard output"
        )
        add_replace(actions[name], "replace PATH if it is there")


def _store(commands: Commands) -> None:
    doctor = commands.add_parser("doctor", help="check the kept sessions and what they rest on")
    doctor.add_argument(
        "--repair",
        action="store_true",
        help="first make the file anew from what can be verified; the old one is kept",
    )
    doctor.add_argument(
        "--acknowledge",
        metavar="REASON",
        type=kept_words,
        help="note, with the reason, that what is wrong with the records is known",
    )
    doctor.add_argument(
        "--record", metavar="WORD", nargs="+", help='words of the line "Record" of an export'
    )
    doctor.set_defaults(run=runs("doctor"))
    store = commands.add_parser("store", help="encrypt the kept sessions with a passphrase")
    store.set_defaults(run=runs("store_encryption"))
    actions = store.add_subparsers(title="actions", metavar="ACTION", required=True)
    for name, says in (
        ("encrypt", "seal all sessions; explains first what that means"),
        ("passphrase", "change the passphrase"),
        ("decrypt", "write all sessions openly again"),
        ("accept", "take for good what is there, as when a backup was put back"),
    ):
        action = actions.add_parser(name, help=says)
        action.set_defaults(action=name)
        if name == "accept":
            action.add_argument(
                "--reason", metavar="TEXT", type=kept_words, required=True, help="kept with them"
            )


def _config(commands: Commands) -> None:
    config = commands.add_parser("config", help="the settings, and the PIN that unlocks the screen")
    config.set_defaults(run=runs("config"))
    actions = add_actions(
        config,
        {
            "show": "what is set, and what is legal",
            "path": "where the settings are read from",
            "write": "write a file with all settings, each described in place",
            "pin": "set the PIN that opens the screen, commands and plain lines",
        },
        action="show",
    )
    add_replace(actions["write"], "replace a file there")
    actions["pin"].add_argument("--off", action="store_true", help="do without a PIN")


def _pathway(commands: Commands) -> None:
    verify = commands.add_parser("verify", help="prove the content and print the certificate")
    add_format(verify, "text", "json")
    verify.add_argument(
        "--write",
        action="store_true",
        help="keep the certificate beside the content, where the interface shows it under About",
    )
    verify.set_defaults(run=runs("verify"))
    paper = commands.add_parser(
        "print", help="the whole pathway as a document, for the day the computer is down"
    )
    add_format(paper, "text", "markdown", "html")
    paper.add_argument(
        "--first-contact",
        action="store_true",
        help="what is asked and done first, with boxes: as html two printed pages",
    )
    paper.add_argument("--out", metavar="PATH", help="a file, in place of standard output")
    add_replace(paper, "replace PATH if it is there")
    paper.set_defaults(run=runs("print"))
