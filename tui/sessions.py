"""`spinepath sessions`: the history, without a screen."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from data.export import FORMATS, ExportError, Summary, summarise, write_export
from data.store import NoSuchSessionError, Store, StoreError, data_directory
from tui.cli import BAD_INPUT, OK, PROGRAM
from tui.loaded import load
from tui.shelf import TRAINING

_FAILED = 1


def run(options: argparse.Namespace) -> int:
    """Carry out one action on the kept sessions."""
    actions = {"list": _list, "show": _show, "export": _export, "delete": _delete}
    try:
        place = data_directory() / TRAINING if options.training else data_directory()
        actions[options.action](Store.open(place), options)
    except NoSuchSessionError as error:
        return _say(error, BAD_INPUT)
    except (StoreError, ExportError) as error:
        return _say(error, _FAILED)
    return OK


def _say(error: Exception, status: int) -> int:
    print(f"{PROGRAM}: {error}", file=sys.stderr)
    return status


def _list(store: Store, _: argparse.Namespace) -> None:
    sessions = store.sessions()
    if not sessions:
        print("No session is kept yet.")
    for summary in sessions:
        state = "finished" if summary.finished else "open"
        print(
            f"{summary.id}  {summary.created:%d-%b-%Y %H:%M}  {state:<8}  {summary.label}".rstrip()
        )


def _show(store: Store, options: argparse.Namespace) -> None:
    print(FORMATS["text"](_summary(store, options.id)), end="")


def _export(store: Store, options: argparse.Namespace) -> None:
    text = FORMATS[options.format](_summary(store, options.id))
    path = write_export(Path(options.out), text, replace=options.replace)
    print(f"Written: {path}")


def _delete(store: Store, options: argparse.Namespace) -> None:
    store.delete(options.id)
    print(f"Deleted: {options.id}")


def _summary(store: Store, session_id: str) -> Summary:
    session = store.load(session_id)
    loaded = load()
    return summarise(loaded.compiled, loaded.content, session, datetime.now(UTC))
