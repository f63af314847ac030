"""The file of an export: written through no link, and never beside the stored sessions."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from data.files.data_directory import data_directory
from data.files.private_files import create_file, replace_file
from data.text.os_errors import reason_of

_LONGEST: Final = 300
"""Characters of a name that are shown where it cannot be written."""

_SHOWN: Final = 100
"""Characters that are shown where it is no name at all."""


class ExportError(Exception):
    """An export that was not written; the message is a sentence for the user."""


def export_path(typed: str) -> Path:
    """The absolute path that somebody has typed.

    Raises:
        ExportError: when no file can have that name.
    """
    return _absolute(Path(typed.strip()))


def write_export(path: Path, content: str | bytes, *, replace: bool = False) -> Path:
    """Write an export to a file that only its owner can read.

    Args:
        path: where to; symbolic links are not followed.
        content: the export.
        replace: whether a file that is there may be replaced, in one step.

    Returns:
        The absolute path of the file.

    Raises:
        ExportError: when the name is taken or the file cannot be written.
    """
    path = _absolute(path)
    data = content.encode() if isinstance(content, str) else content
    try:
        require_elsewhere(path)
        if os.path.lexists(path):
            _require_file(path)
        if replace and path.exists():
            replace_file(path, data)
        else:
            create_file(path, data)
    except FileExistsError as error:
        raise ExportError(
            f"Not exported: {path} is there already. Choose another name, or replace it."
        ) from error
    except (ValueError, RuntimeError) as error:  # a name with a NUL, links in a circle
        raise _impossible(path) from error
    except OSError as error:
        shown = str(path)[:_LONGEST]
        raise ExportError(f"Not exported: {reason_of(error)} ({shown}).") from error
    return path


def _absolute(path: Path) -> Path:
    try:
        path = path.expanduser().absolute()
        os.fsencode(path)
    except (ValueError, RuntimeError) as error:
        raise _impossible(path) from error
    except FileNotFoundError as error:
        raise ExportError(
            "Not exported: the directory in which the program was started is gone. Give the whole"
            " path, from /."
        ) from error
    return path


def _impossible(path: Path) -> ExportError:
    shown = ascii(str(path))[:_SHOWN]
    return ExportError(f"Not exported: this cannot be the name of a file: {shown}")


def is_elsewhere(directory: Path) -> bool:
    """Return whether a directory, all links followed, is outside that of the sessions."""
    return not directory.resolve().is_relative_to(data_directory().resolve())


def require_elsewhere(path: Path) -> None:
    """Refuse a file in the directory of the sessions.

    Raises:
        ExportError: naming their directory.
    """
    if not is_elsewhere(path.parent):
        sessions = data_directory().resolve()
        raise ExportError(f"Not exported: {sessions} holds the sessions. Choose another directory.")


def _require_file(path: Path) -> None:
    if path.is_symlink() or not path.is_file():
        raise ExportError(f"Not exported: {path} is a link or no file. Choose another name.")
