"""The settings, their legal values, and the file from which they are read.

The file is TOML in the user's configuration directory. Each fault in it is named with what
would be legal; the rest of it holds, and so does the default of whatever is wrong.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Final

import tomli

from data.export.formats import FORMATS
from data.files.data_directory import NoHomeError, of_user
from data.files.private_files import open_unless_pipe, replace_file
from data.input.faults import Fault, nearest
from data.text.os_errors import reason_of
from data.text.outside_text import not_utf8
from data.text.telephones import Telephones
from data.wording.reader_roles import READERS

FILE: Final = "config.toml"
_LARGEST: Final = 100_000
_LONGEST: Final = 40
_NUMBER: Final = 'digits, with spaces, + - ( ) between them, at most 30 characters, or ""'
_WORDS: Final = f'at most {_LONGEST} printable characters, or ""'
_NAME: Final = f'at most {_LONGEST} printable characters, a letter among them, or ""'


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings, each with its default.

    Attributes:
        lock_minutes: minutes without a key after which the screen locks.
        colour: what the screens are drawn in, see `tui.widgets.palette`.
        characters: `auto` for what the terminal's encoding can show, `ascii` for ASCII only.
        face: `screens`, or `lines` for plain lines at every start.
        export_format: the format that is proposed for exports.
        export_directory: where exports are proposed to go; empty for where the program starts.
        clipboard: `on` where the export screen may copy to the terminal's clipboard.
        initials, role, ward: of whoever answers and exports; empty where not stated.
        lock: `cover` for a screen over all others, `end` to end the program and the login.
        emergency_telephone, ward_telephone: on the emergency card and in the leaflet; empty for a
            blank that is filled in by hand.
        reader: who reads, see `data.wording.reader_roles`; empty where nobody has been asked.
    """

    lock_minutes: int = 5
    colour: str = "terminal"
    characters: str = "auto"
    face: str = "screens"
    export_format: str = "text"
    export_directory: str = ""
    clipboard: str = "off"
    initials: str = ""
    role: str = ""
    lock: str = "cover"
    emergency_telephone: str = ""
    ward_telephone: str = ""
    ward: str = ""
    reader: str = ""

    @property
    def person(self) -> str:
        """The name of the person who answers and decides, as sessions store it."""
        return ", ".join(filter(None, (self.initials, self.role)))

    @property
    def author(self) -> str:
        """The name of the person who exports, as exports say it."""
        return ", ".join(filter(None, (self.person, self.ward)))

    @property
    def telephones(self) -> Telephones:
        """The telephone numbers together."""
        return Telephones(self.emergency_telephone, self.ward_telephone)


@dataclass(frozen=True, slots=True)
class Kind:
    """A setting's meaning and legal values, in words for its user."""

    says: str
    legal: str
    fits: Callable[[object], bool]
    options: tuple[str, ...] = ()
    later: bool = False
    """True where a change counts from the next start on."""

    @property
    def legal_words(self) -> str:
        """The legal values as they are typed on a screen, where nothing stands for empty."""
        return self.legal.replace('""', "empty")


def _one_of(*words: str) -> tuple[str, Callable[[object], bool], tuple[str, ...]]:
    *others, last = (f'"{word}"' for word in words)
    return f"{', '.join(others)} or {last}", lambda value: value in words, words


def _minutes(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 15


def _words(value: object) -> bool:
    return isinstance(value, str) and value.isprintable() and len(value) <= _LONGEST


def _name(value: object) -> bool:
    """Return whether a text can name a person; the number of an answer that was meant cannot."""
    return _words(value) and (value == "" or any(map(str.isalpha, str(value))))


def _telephone(value: object) -> bool:
    return isinstance(value, str) and bool(re.fullmatch(r"(?=.*[0-9])[-0-9 +()]{1,30}|", value))


def _directory(value: object) -> bool:
    return isinstance(value, str) and value.isprintable() and value[:1] in ("", "/", "~")


KINDS: Final[Mapping[str, Kind]] = {
    "reader": Kind(
        "Who reads: the words of the plan differ, the advice never does. Empty: not asked yet.",
        *_one_of(*READERS, ""),
    ),
    "initials": Kind("Your initials, as exports say who made them.", _NAME, _name),
    "role": Kind('Your role, such as "registrar", beside them.', _NAME, _name),
    "ward": Kind("Your ward or clinic, beside them.", _WORDS, _words),
    "emergency_telephone": Kind(
        "Whom to call in an emergency, on the emergency card and in the leaflet. Empty: a blank.",
        _NUMBER,
        _telephone,
    ),
    "ward_telephone": Kind(
        "Whom the patient calls with questions, in the leaflet. Empty: a blank.",
        _NUMBER,
        _telephone,
    ),
    "lock_minutes": Kind(
        "Minutes without a key after which the screen locks.",
        "a whole number from 1 to 15",
        _minutes,
    ),
    "colour": Kind(
        "The terminal's own two colours with alerts in red, or others; F2 shows each of them."
        " NO_COLOR in the environment means none.",
        *_one_of("terminal", "dark", "light", "sixteen", "none"),
    ),
    "characters": Kind(
        "All that the terminal's encoding can show, or ASCII only.",
        *_one_of("auto", "ascii"),
        later=True,
    ),
    "face": Kind(
        "Screens, or plain lines for a screen reader, as with --plain.",
        *_one_of("screens", "lines"),
        later=True,
    ),
    "export_format": Kind(
        "The format that is proposed for exports.",
        *_one_of(*FORMATS),
    ),
    "export_directory": Kind(
        "Where exports are proposed to go. Empty: where the program was started.",
        'an absolute path, a path from "~", or ""',
        _directory,
    ),
    "clipboard": Kind(
        "Whether the export screen may copy to the clipboard of your terminal (OSC 52), which other"
        " programs can read.",
        *_one_of("off", "on"),
    ),
    "lock": Kind(
        "The lock covers the screen, or it ends the program and the login, for an account"
        " that several people share.",
        *_one_of("cover", "end"),
    ),
}


def changed(settings: Settings, name: str, typed: str) -> Settings | str:
    """The settings with another value of one of them, or what would be legal.

    Args:
        settings: the settings as they are.
        name: the name of the setting.
        typed: its new value, as it is typed.
    """
    kind, typed = KINDS.get(name), typed.strip()
    if kind is None:
        return f"No such setting; {nearest(name, KINDS)}."
    number = isinstance(getattr(settings, name), int) and typed.isdecimal() and len(typed) < 3
    value: Any = int(typed) if number else typed
    if not kind.fits(value):
        return f"Not legal, and nothing is saved. Legal: {kind.legal_words}."
    return replace(settings, **{name: value})


def save(settings: Settings) -> str:
    """Write the file of the user's settings; return why that fails, or nothing."""
    try:
        place = path()
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        replace_file(place, template(settings).encode())
    except NoHomeError as error:
        return f"Not saved: {error}"
    except OSError as error:
        return f"Not saved: {reason_of(error)}"
    return ""


def path() -> Path:
    """The path of the settings: SPINEPATH_CONFIG, or the user's own."""
    from platformdirs import user_config_path

    if given := os.environ.get("SPINEPATH_CONFIG"):
        return Path(given)
    return of_user(user_config_path, "SPINEPATH_CONFIG") / FILE


def read(place: Path | None = None) -> tuple[Settings, tuple[Fault, ...]]:
    """The settings of a file and all its faults; the defaults without a file."""
    try:
        place = place or path()
    except NoHomeError:
        return Settings(), ()  # there is no file, so there are the defaults
    try:
        with open_unless_pipe(place) as stream:
            content = stream.read(_LARGEST + 1)
        if len(content) > _LARGEST:
            return Settings(), (Fault(str(place), f"larger than {_LARGEST:,} bytes"),)
        found = tomli.loads(content.decode("utf-8-sig"))
    except FileNotFoundError:
        return Settings(), ()
    except OSError as error:
        return Settings(), (Fault(str(place), f"cannot be read: {reason_of(error)}"),)
    except UnicodeDecodeError as error:
        return Settings(), (Fault(str(place), not_utf8(error)),)
    except (ValueError, RecursionError) as error:
        return Settings(), (Fault(str(place), f"not TOML: {' '.join(str(error).split())}"),)
    return _taken(found)


def _taken(found: Mapping[str, object]) -> tuple[Settings, tuple[Fault, ...]]:
    faults = []
    taken: dict[str, Any] = {}
    for key, value in found.items():
        kind = KINDS.get(key)
        if kind is None:
            faults.append(Fault(key[:40], f"no such setting; {nearest(key, KINDS)}"))
        elif kind.fits(value):
            taken[key] = value
        else:
            faults.append(Fault(key, f"{repr(value)[:40]} is not legal; legal: {kind.legal}"))
    return Settings(**taken), tuple(faults)


def template(settings: Settings) -> str:
    """The text of a file that sets all of them, each described in place."""
    lines = ["# Settings of Spinepath. A line that is taken out goes back to its default."]
    for field in fields(Settings):
        kind, value = KINDS[field.name], getattr(settings, field.name)
        lines += ["", f"# {kind.says}", f"# Legal: {kind.legal}."]
        lines.append(f"{field.name} = {value if isinstance(value, int) else _quoted(value)}")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
