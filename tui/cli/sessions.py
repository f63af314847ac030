"""`spinepath sessions`: the history, without a screen."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from data.export.destination import ExportError, write_export
from data.files.data_directory import data_directory
from data.input.case import json_value
from data.input.faults import FaultyInputError
from data.session.assessment import OtherPathwayError
from data.session.emergency import emergency
from data.session.recheck import Change, recheck
from data.session.session import Session
from data.session.session_file import LARGEST, parse_session, read_content, require_times, to_json
from data.store import (
    NoSuchSessionError,
    SessionExistsError,
    SessionStore,
    SessionSummary,
    StoreError,
    add,
    open_store,
)
from data.store.errors import DamageError, ExtraMissingError, KeyMissingError
from data.store.handover import is_handover, opened, sealed
from data.text.dates import day_text, moment_text
from data.text.outside_text import one_line
from data.wording.emergency import limit_text
from engine.diagram.compiler import Compiled
from engine.model.answers import Value
from tui.cli.exit_status import FAILED, OK
from tui.cli.output import fail, refuse, warn
from tui.cli.purge import purge
from tui.cli.session_export import RefusedError, export, show
from tui.security import passphrase
from tui.security.pin_prompt import LockedError, require_pin
from tui.state.dropped_result import drop
from tui.state.loaded_content import load_content
from tui.state.worklist import TRAINING

_LONGEST: Final = 300


def _clean(text: str) -> str:
    return one_line(text, _LONGEST)


def run(options: argparse.Namespace) -> int:
    """Carry out one action on the kept sessions."""
    actions: dict[str, Callable[[SessionStore, argparse.Namespace], int | None]] = {
        "list": _list,
        "show": show,
        "export": export,
        "drop": _drop,
        "delete": _delete,
        "purge": _purge,
        "handover": _handover,
        "import": _import,
        "recheck": _recheck,
    }
    try:
        require_pin()
        place = data_directory() / TRAINING if options.training else data_directory()
        store = open_store(place, passphrase.ask)
        for notice in store.notices:
            warn(notice)
        return actions[options.action](store, options) or OK
    except (NoSuchSessionError, FaultyInputError, OtherPathwayError, RefusedError) as error:
        return refuse(error)
    except (StoreError, ExportError, LockedError, passphrase.NoPassphraseError) as error:
        return fail(error)


def _list(store: SessionStore, _: argparse.Namespace) -> None:
    sessions = store.sessions()
    if not sessions:
        print("No sessions yet.")
    being_answered = [item.id for item in sessions if not item.finished and not item.fault]
    compiled = load_content().compiled if being_answered else None
    for summary in sessions:
        print(_row(summary))
        if compiled is not None and summary.id in being_answered:
            _say_emergency(compiled, store.load(summary.id))


def _say_emergency(compiled: Compiled, session: Session) -> None:
    if found := emergency(compiled, session):
        limit = limit_text(found, datetime.now(UTC), moment_text)
        print(f"  !! EMERGENCY: {found.title}. {limit}".rstrip())


def _row(summary: SessionSummary) -> str:
    state = "finished" if summary.finished else "open"
    state = "in use" if summary.running else state
    state = "damaged" if summary.fault else state
    text = f"{summary.id}  {moment_text(summary.created)}  {state:<8}  {_clean(summary.label)}"
    return text.rstrip()


def _handover(store: SessionStore, options: argparse.Namespace) -> None:
    """Write one session as a file that only its passphrase opens."""
    text = to_json(store.load(options.id), str(store.head()))
    try:
        text = sealed(text, passphrase.ask_new("file"))
    except (ExtraMissingError, KeyMissingError) as error:
        raise RefusedError(f"Not written: {error}.") from error
    if options.out == "-":
        print(text, end="")
        return
    print(f"Written: {write_export(Path(options.out), text, replace=options.replace)}")
    print("Give the passphrase another way than the file.")


def _drop(store: SessionStore, options: argparse.Namespace) -> None:
    try:
        now = datetime.now(UTC)
        print(drop(store, load_content(), options.id, options.result, options.reason, now))
    except ValueError as error:
        raise RefusedError(str(error)) from error


def _delete(store: SessionStore, options: argparse.Namespace) -> None:
    store.delete(options.id)
    print(f"Deleted: {options.id}")


def _purge(store: SessionStore, options: argparse.Namespace) -> int:
    return purge(store, options, _row, lambda question: _agreed(options, question))


def _agreed(options: argparse.Namespace, question: str) -> bool:
    if options.yes:
        return True
    if not sys.stdin.isatty():
        warn(f"{question} Nobody can be asked here; --yes answers it.")
        return False
    return input(f"{question} y/N ").strip().lower() in ("y", "yes")


def _import(store: SessionStore, options: argparse.Namespace) -> int:
    """Import a session from a file, after showing it; an existing session is never replaced."""
    session = parse_session(_file_content(options.file))
    require_times(session, datetime.now(UTC))
    taken = SessionExistsError(
        f"Not imported: there is a session {session.id} already, and it is never replaced."
    )
    if any(item.id == session.id for item in store.sessions()):
        raise taken
    for line in _described(session):
        print(line)
    if not _agreed(options, "Take it in?"):
        print("Nothing was imported.")
        return FAILED
    try:
        add(store, session)
    except SessionExistsError:
        raise taken from None
    print(f"Imported: {session.id}")
    return OK


def _file_content(name: str) -> bytes:
    """The content of a session file; a sealed one is opened with its passphrase."""
    content = sys.stdin.buffer.read(LARGEST + 1) if name == "-" else read_content(Path(name))
    if not is_handover(content):
        return content
    try:
        return opened(content, passphrase.ask("file"))
    except (ExtraMissingError, KeyMissingError) as error:
        raise RefusedError(f"Not imported: {error}.") from error
    except DamageError as error:
        raise RefusedError(f"Not imported: the file {error}.") from error


def _described(session: Session) -> list[str]:
    state = "finished" if session.finished else "open"
    edition = session.edition
    return [
        f"Session   {session.id}",
        f"Label     {_clean(session.label) or '(none)'}",
        f"Begun     {moment_text(session.created)}, {state}",
        f"Content   {_clean(edition.pathway_id)} {_clean(edition.version)} {edition.digest[:12]}",
        f"Events    {len(session.events)}, answers {len(session.answers)}:",
        *(f"  {_clean(key)} = {_said(value)}" for key, value in session.answers.items()),
    ]


def _said(value: Value) -> str:
    said = value if isinstance(value, str) else json.dumps(json_value(value), ensure_ascii=False)
    return _clean(said)


def _recheck(store: SessionStore, options: argparse.Namespace) -> int:
    """List the sessions whose advice would change; exit status 1 when there are any."""
    loaded = load_content()
    content, compiled = loaded.content, loaded.compiled
    ids = [options.id] if options.id else [item.id for item in store.sessions() if not item.fault]
    checked = changed = 0
    for session in map(store.load, ids):
        try:
            change = recheck(compiled, session, datetime.now(UTC))
        except OtherPathwayError as error:
            print(error)
            continue
        checked += 1
        if change:
            changed += 1
            print("\n".join(_change_lines(change, compiled)))
    version = f"{content.pathway.version} ({content.pathway.digest[:12]})"
    print(f"{checked} sessions checked under content {version}; {changed} would change.")
    return FAILED if changed else OK


def _change_lines(change: Change, compiled: Compiled) -> list[str]:
    session = change.session
    head = f"{session.id}  {day_text(session.created)}  under {_clean(change.version)}"
    lines = [f"{head}  {_clean(session.label)}".rstrip()]
    if not change.kept:
        lines.append("  What was advised then is not on record; open it for today's advice.")
    titles = compiled.pathway.recommendations
    for mark, codes in (("+", change.added), ("-", change.gone)):
        for code in codes:
            title = titles[code].title if code in titles else "no longer in the content"
            lines.append(f"  {mark} {_clean(code)}: {title}")
    lines += [f"  ? {_clean(key)}: this answer cannot be used any more" for key in change.unusable]
    return lines
