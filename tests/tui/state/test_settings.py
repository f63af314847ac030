"""Settings: read from a file that says what each is; what is wrong in it is named."""

from __future__ import annotations

import codecs
import os
import subprocess
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from tests.support.forked import run
from tests.support.real_terminal import terminal
from tui.state.settings import KINDS, Settings, changed, read, save, template


def test_the_file_that_is_written_sets_the_defaults_and_describes_each(tmp_path: Path) -> None:
    place = tmp_path / "config.toml"
    place.write_text(template(Settings()))
    assert read(place) == (Settings(), ())
    text = place.read_text()
    assert all(kind.says in text and kind.legal in text for kind in KINDS.values())
    assert set(tomllib.loads(text)) == {field.name for field in fields(Settings)} == set(KINDS)


def test_a_byte_order_mark_is_no_setting(tmp_path: Path) -> None:
    place = tmp_path / "config.toml"
    place.write_bytes(codecs.BOM_UTF8 + b"lock_minutes = 7\n")
    assert read(place) == (Settings(lock_minutes=7), ())


def test_any_legal_settings_come_back(tmp_path: Path) -> None:
    place = tmp_path / "config.toml"
    wanted = Settings(
        15, "none", "ascii", "lines", "leaflet", '/ward "4"\\x', ward_telephone="+49 (30) 12-3"
    )
    place.write_text(template(wanted))
    assert read(place) == (wanted, ())


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("lock_minutes = 0", "a whole number from 1 to 15"),
        ("lock_minutes = 16", "a whole number from 1 to 15"),
        ("lock_minutes = true", "a whole number from 1 to 15"),
        ("lock_minutes = 5.0", "a whole number from 1 to 15"),
        ('color = "none"', "did you mean colour"),
        ('colour = "red"', '"sixteen" or "none"'),
        ('export_directory = "exports"', "an absolute path"),
        ('export_directory = "/a\\u001b[2J"', "an absolute path"),
        ('ward_telephone = "ext. 12"', "digits, with spaces, + - ( )"),
        ('emergency_telephone = " "', "digits, with spaces, + - ( )"),
        (f'ward_telephone = "{"1" * 31}"', "at most 30 characters"),
        ('initials = "1"', "a letter among them"),
        ('role = "-"', "a letter among them"),
        ("[screen]\nminutes = 5", "no such setting"),
        ("lock_minutes = ", "not TOML"),
        ("colour = 'none'\ncolour = 'none'", "not TOML"),
        ("x = " + "[" * 5000, "not TOML"),
        ("#" * 200_000, "larger than"),
    ],
)
def test_what_is_wrong_is_named_with_what_is_legal(tmp_path: Path, line: str, says: str) -> None:
    place = tmp_path / "config.toml"
    place.write_text(line)
    taken, faults = read(place)
    assert taken == Settings()
    assert any(says in str(fault) for fault in faults)


def test_one_fault_leaves_the_others_as_they_are_set(tmp_path: Path) -> None:
    place = tmp_path / "config.toml"
    place.write_text('lock_minutes = 99\ncolour = "none"\nnope = 1\n')
    taken, faults = read(place)
    assert taken == Settings(colour="none")
    assert len(faults) == 2


def test_bytes_that_are_no_text_are_named(tmp_path: Path) -> None:
    place = tmp_path / "config.toml"
    place.write_bytes(b"\xff\xfe")
    assert "not UTF-8 text on line 1; save it as UTF-8" in str(read(place)[1])
    assert "cannot be read" in str(read(tmp_path)[1])
    assert read(tmp_path / "none") == (Settings(), ())


def config(tmp_path: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    place = {"SPINEPATH_CONFIG": str(tmp_path / "there" / "config.toml")}
    return run(os.environ | place, "config", *arguments)


def test_the_command_shows_writes_and_names_faults(tmp_path: Path) -> None:
    place = tmp_path / "there" / "config.toml"
    assert config(tmp_path, "path").stdout.decode().strip() == str(place)
    shown = config(tmp_path)
    assert shown.returncode == 0
    assert b"not there: all defaults" in shown.stdout
    assert config(tmp_path, "write").stdout.decode() == f"Written: {place}\n"
    assert config(tmp_path, "write").returncode == 1
    place.write_text("lock_minutes = 3\ncolour = 4\n")
    shown = config(tmp_path, "show")
    assert shown.returncode == 2
    assert b"lock_minutes = 3\n" in shown.stdout
    assert b"colour: 4 is not legal" in shown.stderr
    assert config(tmp_path, "write", "--replace").returncode == 0
    assert read(place) == (Settings(), ())


@pytest.mark.slow
def test_the_interface_follows_and_says_what_is_wrong(tmp_path: Path) -> None:
    place = tmp_path / "config.toml"
    place.write_text('colour = "none"\ncharacters = "ascii"\nlock_minutes = "never"\n')
    with terminal(tmp_path / "store", SPINEPATH_CONFIG=str(place)) as opened:
        opened.read(20, until="lock_minutes")
        assert "'never' is not legal" in opened.screen()
        opened.read(0.5)  # a key that comes with the first picture is not taken
        opened.type(b"q")
        assert opened.ended() == 0
    assert opened.written.isascii()
    place.write_text('face = "lines"\n')
    with terminal(tmp_path / "store", SPINEPATH_CONFIG=str(place)) as opened:
        opened.read(20, until="help, quit.")
        assert b"\x1b" not in opened.written


def test_a_changed_setting_is_saved_and_a_faulty_one_names_what_is_legal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "there" / "config.toml"
    monkeypatch.setenv("SPINEPATH_CONFIG", str(place))
    wanted = changed(changed_well(Settings(), "lock_minutes", "7"), "ward_telephone", "4711")
    assert isinstance(wanted, Settings)
    assert save(wanted) == ""
    assert read() == (Settings(lock_minutes=7, ward_telephone="4711"), ())
    assert "from 1 to 15" in str(changed(Settings(), "lock_minutes", "16"))
    assert '"dark"' in str(changed(Settings(), "colour", "red"))
    assert "did you mean colour" in str(changed(Settings(), "color", "dark"))


def test_the_author_is_all_that_is_stated() -> None:
    assert Settings(initials="AB", role="registrar", ward="4 North").author == (
        "AB, registrar, 4 North"
    )
    assert Settings().author == ""


def changed_well(settings: Settings, name: str, typed: str) -> Settings:
    done = changed(settings, name, typed)
    assert isinstance(done, Settings)
    return done
