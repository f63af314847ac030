"""`spinepath config`: the settings, their file, and the PIN that unlocks the screen."""

from __future__ import annotations

import argparse
from dataclasses import fields
from datetime import UTC, datetime

from data.files.data_directory import data_directory
from data.files.private_files import create_file, is_there, replace_file
from data.text.os_errors import reason_of
from tui.cli.exit_status import BAD_INPUT, OK
from tui.cli.output import fail, refuse, warn
from tui.security import access_log, pin
from tui.security.access_log import AccessRecord
from tui.security.hidden_input import hidden
from tui.security.pin_prompt import guard
from tui.state import settings


def run(options: argparse.Namespace) -> int:
    """Carry out one action on the settings."""
    actions = {"show": _show, "path": _path, "write": _write, "pin": _pin}
    return actions[options.action](options)


def _show(_: argparse.Namespace) -> int:
    taken, faults = settings.read()
    place = settings.path()
    print(f"{place}" if is_there(place) else f"{place} (not there: all defaults)")
    default = settings.Settings()
    for field in fields(taken):
        value = getattr(taken, field.name)
        mark = "" if value != getattr(default, field.name) else "  (default)"
        kind = settings.KINDS[field.name]
        print(f"\n{field.name} = {value!r}{mark}")
        print(f"  {kind.says} Legal: {kind.legal}.")
    for fault in faults:
        warn(fault)
    return BAD_INPUT if faults else OK


def _path(_: argparse.Namespace) -> int:
    print(settings.path())
    return OK


def _write(options: argparse.Namespace) -> int:
    """Write a file of all settings; an existing file stays unless replacing is asked for."""
    place = settings.path()
    text = settings.template(settings.Settings()).encode()
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        (replace_file if options.replace else create_file)(place, text)
    except FileExistsError:
        return fail(f"{place} is there already; --replace writes it anew")
    except OSError as error:
        return fail(f"{place}: {reason_of(error)}")
    print(f"Written: {place}")
    return OK


def _pin(options: argparse.Namespace) -> int:
    """Set the PIN, or take it off: the old one is asked for first, then the new one twice."""
    directory = data_directory()
    record = AccessRecord(directory, lambda: datetime.now(UTC))
    try:
        if fault := _old_pin_fault():
            return refuse(f"{fault} Nothing is changed.")
        if options.off:
            pin.take_off(directory)
            record.note(access_log.PIN_OFF)
            print("There is no PIN now.")
            return OK
        chosen = hidden("New PIN: ")
        if words := pin.fault(chosen):
            return refuse(f"{words} Nothing is changed.")
        if hidden("The same again: ") != chosen:
            return refuse("the two are not the same; nothing is changed")
        pin.keep(directory, chosen)
        record.note(access_log.PIN_SET)
    except (pin.PinError, EOFError) as error:
        return refuse(str(error) or "no PIN was given; nothing is changed")
    except OSError:
        return fail("There is no terminal to ask for the PIN on. Nothing is changed.")
    print("The PIN is set.")
    return OK


def _old_pin_fault() -> str:
    """The reason why the PIN may not be changed; empty where there is none yet."""
    guarded = guard()
    return guarded.try_pin(hidden("PIN until now: ")) if guarded.is_set else ""
