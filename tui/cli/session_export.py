"""The export of kept sessions: one in any format, or all of them as lines of JSON."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from data.content.loader import Content
from data.export.destination import write_export
from data.export.formats import FORMATS, Format
from data.export.source import Source
from data.session.assessment import OtherPathwayError
from data.session.session import Session
from data.store import SessionStore, StoreError
from engine.diagram.compiler import Compiled
from tui.cli.exit_status import FAILED, OK
from tui.cli.output import warn, write_bytes
from tui.state.loaded_content import load_content


class RefusedError(Exception):
    """A refusal of the action; the message is a sentence."""


def show(store: SessionStore, options: argparse.Namespace) -> None:
    """Print the page of one session."""
    print(FORMATS["text"].render(_source(store, options, options.id)), end="")


def export(store: SessionStore, options: argparse.Namespace) -> int:
    """Write one session or all of them; exit status 1 where some cannot be exported."""
    form = _format(options)
    if (options.id is None) is not options.all:
        raise RefusedError("Name one session, or --all for every one.")
    if options.all:
        status, made = _many(store, options, form)
    else:
        status, made = OK, form.content(_source(store, options, options.id))
    if options.out != "-":
        print(f"Written: {write_export(Path(options.out), made, replace=options.replace)}")
    elif form.printable:
        print(made.decode(), end="")
    else:
        write_bytes(made)
    return status


def _format(options: argparse.Namespace) -> Format:
    form = FORMATS[options.format]
    if options.full and not form.full:
        names = ", ".join(name for name, one in FORMATS.items() if one.full)
        raise RefusedError(f"There is no full record as {form.name}; legal: {names}.")
    return FORMATS[form.full] if options.full else form


def _many(store: SessionStore, options: argparse.Namespace, form: Format) -> tuple[int, bytes]:
    """Every session as a line of JSON; those that cannot be exported are named."""
    if not form.many:
        names = ", ".join(name for name, one in FORMATS.items() if one.many)
        raise RefusedError(f"--all writes a line for each session; legal formats: {names}.")
    status, lines, content = OK, [], cache(_content)
    for item in store.sessions():
        try:
            lines.append(form.line(_source(store, options, item.id, content)))
        except (StoreError, OtherPathwayError) as error:
            warn(f"Not exported: {error}")
            status = FAILED
    return status, "".join(lines).encode()


def _content() -> tuple[Compiled, Content]:
    loaded = load_content()
    return loaded.compiled, loaded.content


def _source(
    store: SessionStore,
    options: argparse.Namespace,
    session_id: str,
    content: Callable[[], tuple[Compiled, Content]] = _content,
) -> Source:
    def load(other: str) -> Session | str:
        try:
            return store.load(other)
        except StoreError as error:
            return str(error)

    return Source(
        store.load(session_id),
        load=load,
        content=content,
        now=datetime.now(UTC),
        record=str(store.head()),
        author=options.settings.author if options.by is None else options.by,
        telephones=options.settings.telephones,
    )
