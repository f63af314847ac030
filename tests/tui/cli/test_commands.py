"""The command line as other programs meet it: real processes, exit status, streams."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from data.content.loader import Content
from data.session.events import answer
from data.session.session import begin
from data.store import Store
from engine.model.answers import Value
from engine.proofs import Proof
from tests.support.cases import CASES, spoil
from tests.support.forked import run
from tests.support.seed_patient import PAIN, seen
from tests.support.stores import IDS, keep
from tui.cli.argument_words import PARTS
from tui.cli.main import main

HOUSE = Path(__file__).parents[3]
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def vignette(number: str) -> dict[str, Any]:
    return {"findings": CASES[number].findings}


def test_version(environment: dict[str, str]) -> None:
    done = run(environment, "--version")
    assert done.returncode == 0
    assert done.stdout.startswith(b"spinepath ")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["evaluate", "-"], b"nothing was evaluated"),
        (["content", "digest"], b"cannot be used.\n"),
        (["--plain", "--focus", "imaging"], b"cannot be used.\n"),
    ],
    ids=str,
)
def test_content_that_does_not_load_is_named_by_every_command(
    environment: dict[str, str], tmp_path: Path, words: list[str], says: bytes
) -> None:
    done = run(environment | {"SPINEPATH_PATHWAY": str(tmp_path)}, *words, given=b"{}")
    assert done.returncode == 2
    assert says in done.stderr
    assert b"pathway.toml: is missing" in done.stderr
    assert b"fault in the program" not in done.stderr


def test_a_focus_asks_what_decides_it_and_an_unknown_one_names_the_legal_ones(
    environment: dict[str, str],
) -> None:
    refused = run(environment, "--plain", "--focus", "nose", given=b"")
    assert refused.returncode == 2
    assert b"--focus: no 'nose'; legal: emergency, imaging" in refused.stderr
    done = run(environment, "--plain", "--focus", "emergency", given=b"new\nnone\nyes\n")
    assert b"Asked about emergency only. Not asked:" in b" ".join(done.stdout.split())


def test_evaluate_prints_the_contract(environment: dict[str, str]) -> None:
    given = json.dumps(vignette("V02")).encode()
    done = run(environment, "evaluate", "-", "--format", "json", given=given)
    assert (done.returncode, done.stderr) == (0, b"")
    advice = json.loads(done.stdout)
    assert {"id", "version", "digest", "review_status"} <= set(advice["pathway"])
    keys = {"code", "title", "kind", "urgency", "settled", "because", "rules", "cites"}
    for item in advice["recommendations"]:
        assert keys | {"review_status"} <= set(item)
        assert item["rules"]
        assert item["cites"]
    order = ["emergency", "urgent", "soon", "routine", "information"]
    urgencies = [order.index(item["urgency"]) for item in advice["recommendations"]]
    assert urgencies == sorted(urgencies)
    assert advice["open_questions"][0] == advice["next_question"]
    assert advice["conflicts"] == []


def test_evaluate_gives_the_page_by_section(environment: dict[str, str]) -> None:
    given = json.dumps(vignette("V02")).encode()
    done = run(environment, "evaluate", "-", "--format", "json", given=given)
    advice = json.loads(done.stdout)
    page, items = advice["page"], advice["recommendations"]
    told = [page["next_step"]["code"], *page["do_now"], *page["more"], *page["alongside"]]
    told += [*page["assessment"], *(code for fold in page["not_now"] for code in fold["codes"])]
    told += [note["code"] for note in page["evidence_notes"] if "code" in note]
    assert sorted(told) == sorted(item["code"] for item in items)
    assert page["next_step"]["code"] == "mri_spine_without_contrast"
    assert page["if_the_result_shows"][0]["awaited"] == "mri"
    assert all(isinstance(item["weight"], int) for item in items)
    assert all(set(item["replaced_by"]).isdisjoint(told) for item in items)


def test_evaluate_reads_a_file_and_speaks_plainly(
    environment: dict[str, str], tmp_path: Path
) -> None:
    path = tmp_path / "case.json"
    path.write_text(json.dumps(vignette("V11")))
    done = run(environment, "evaluate", str(path))
    text = done.stdout.decode()
    assert done.returncode == 0
    assert text.index("EMERGENCY") < text.index("emergency_spine_pathway")
    assert "UNREVIEWED" in text


def test_missing_null_and_unknown_are_the_same(environment: dict[str, str]) -> None:
    given: tuple[dict[str, Any], ...] = ({}, {"fever": None}, {"fever": "unknown"})
    lines = b"\n".join(json.dumps({"findings": case}).encode() for case in given)
    done = run(environment, "evaluate", "-", "--lines", given=lines)
    first, *others = done.stdout.splitlines()
    assert others == [first, first]


def test_lines_give_the_selected_parts_alone(environment: dict[str, str]) -> None:
    lines = b'{"findings": {"pain_nrs": 7}}\noops\n'
    done = run(environment, "evaluate", "-", "--lines", "--select", "urgency,codes", given=lines)
    first, second = map(json.loads, done.stdout.splitlines())
    assert list(first) == ["codes", "urgency", "refused", "unconfirmed"]
    assert first["codes"]
    every = run(environment, "evaluate", "-", "--lines", "--select", ",".join(PARTS), given=lines)
    assert list(json.loads(every.stdout.splitlines()[0]))[:-2] == list(PARTS)
    assert "error" in second
    refused = run(environment, "evaluate", "-", "--select", "codes", given=lines)
    assert (refused.returncode, refused.stdout) == (2, b"")


def test_lines_answer_in_order_and_survive_bad_ones(environment: dict[str, str]) -> None:
    lines = [b'{"findings": {"pain_nrs": 7}}', b"oops", b"", b'{"findings": {"pain_nrs": 70}}']
    lines += [b'{"findings": {"x": ' + b" " * 1_100_000 + b"1}}", b'{"findings": {}}']
    done = run(environment, "evaluate", "-", "--lines", given=b"\n".join(lines))
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert ["error" in answer for answer in answers] == [False, True, True, True, True, False]
    assert "0 to 10" in answers[3]["error"][0]["says"]


def test_lines_come_back_with_the_id_of_their_case(environment: dict[str, str]) -> None:
    lines = b'{"id": "a", "findings": {}}\n{"id": 7, "findings": {"pain_nrs": 70}}\n{"id": "c"}\n'
    for select in ([], ["--select", "codes"]):
        done = run(environment, "evaluate", "-", "--lines", *select, given=lines)
        assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["a", 7, "c"]


@pytest.mark.parametrize("code", ["utf-16", "utf-16-le", "utf-32-be"])
def test_lines_in_another_code_are_refused_at_once(environment: dict[str, str], code: str) -> None:
    done = run(environment, "evaluate", "-", "--lines", given='{"findings": {}}\n'.encode(code) * 2)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"not UTF-8 text" in done.stderr


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (b'{"findings": {"pain_nsr": 7, "fever": "maybe"}}', [b"pain_nrs", b"yes, no, unknown"]),
        (b'{"findings": {"pain_nrs": NaN}}', [b"NaN"]),
        (b'{\n"id": "caf\xe9"}', [b"not UTF-8 text on line 2; save it as UTF-8"]),
        (b"[" * 10_000, [b"deep"]),
        (b" " * 100_000_000, [b"larger than"]),
        (b"", [b"not JSON"]),
    ],
    ids=["unknown key and illegal value", "NaN", "Latin-1", "10,000 deep", "100 MB", "empty"],
)
def test_bad_input_is_refused(environment: dict[str, str], given: bytes, says: list[bytes]) -> None:
    done = run(environment, "evaluate", "-", "--format", "json", given=given)
    assert done.returncode == 2
    assert done.stdout == b""
    assert all(part in done.stderr for part in says)
    assert b"Traceback" not in done.stderr


def test_a_missing_file_is_refused(environment: dict[str, str]) -> None:
    done = run(environment, "evaluate", "no-such-case.json")
    assert done.returncode == 2
    assert b"No such file" in done.stderr


def test_the_interface_refuses_a_non_terminal(environment: dict[str, str]) -> None:
    done = run(environment)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert len(done.stderr.decode().strip().splitlines()) == 1


@pytest.mark.slow
def test_sessions_are_listed_shown_exported_and_deleted(
    environment: dict[str, str], content: Content, tmp_path: Path
) -> None:
    assert b"No session" in run(environment, "sessions").stdout
    store = Store.open(tmp_path / "data")
    session = begin(content.pathway, program="0.1.0", now=NOON, label="bed 7")
    store.create(session)
    store.append(session.id, [answer("motor_deficit", "new", NOON)])
    listed = run(environment, "sessions", "list").stdout
    assert b"bed 7" in listed
    assert b"!! EMERGENCY: Emergency spinal pathway, same hour. By " in listed
    assert b"EMERGENCY" in run(environment, "sessions", "show", session.id).stdout
    out = tmp_path / "summary.md"
    export = ("sessions", "export", session.id, "--format", "markdown", "--out", str(out))
    assert str(out).encode() in run(environment, *export).stdout
    again = run(environment, *export)
    assert again.returncode == 1
    assert b"is there already" in again.stderr
    assert run(environment, *export, "--replace").returncode == 0
    refused = run(environment, "sessions", "delete", session.id)
    assert refused.returncode == 1
    assert b"open in another program" in refused.stderr
    store.close()
    assert run(environment, "sessions", "delete", session.id).returncode == 0
    assert run(environment, "sessions", "show", session.id).returncode == 2


def test_content_prints_references_sources_and_status(environment: dict[str, str]) -> None:
    text = run(environment, "content").stdout.decode()
    assert "Review status: submitted" in text
    assert text.count("reference missing in the source") >= 2
    assert "K95" in text


@pytest.fixture
def remembers(proofs: tuple[Proof, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the command find what is proved already; .ci/run has it prove all by itself."""
    monkeypatch.setattr("tui.cli.verify.prove", lambda _: proofs)


@pytest.mark.slow
@pytest.mark.usefixtures("remembers")
def test_verify_prints_the_certificate(
    environment: dict[str, str], content: Content, proofs: tuple[Proof, ...]
) -> None:
    done = run(environment, "verify")
    text = done.stdout.decode()
    assert done.returncode == 0
    assert content.pathway.digest in text
    assert done.stderr == b""
    assert text.count("proved: ") == len(proofs)
    assert "FAILED" not in text
    for invariant in content.pathway.invariants.values():
        assert f"{invariant.key}  {invariant.says}" in " ".join(text.split()).replace(
            invariant.key + " ", invariant.key + "  "
        )
    assert "that the rules are medically right" in text


@pytest.mark.slow
@pytest.mark.usefixtures("remembers")
def test_verify_speaks_json(environment: dict[str, str], content: Content) -> None:
    done = run(environment, "verify", "--format", "json")
    document = json.loads(done.stdout)
    assert document["proved"] is True
    assert document["digest"] == content.pathway.digest
    assert [item["key"] for item in document["invariants"]] == list(content.pathway.invariants)
    assert int(document["patterns"]) > 10**70


def test_content_digest_finds_the_shipped_content_as_it_was(environment: dict[str, str]) -> None:
    done = run(environment, "content", "digest")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"Each means what its kept digest says." in done.stdout


@pytest.mark.slow
def test_content_diff_counts_patients_whose_cases_evaluate_replays(
    environment: dict[str, str], copy: Path
) -> None:
    """The old content gives the emergency for one sign less; the program's own gives it."""
    spoil(copy, "concepts.toml", '{ saddle_anaesthesia = "yes" },', "")
    done = run(environment, "content", "diff", str(copy), "--format", "json")
    assert (done.returncode, done.stderr) == (0, b"")
    for line in json.loads(done.stdout)["advice"]:
        if line["change"] not in ("gained", "lost") or not line["item"].startswith("recomm"):
            continue
        case = json.dumps(line["witness"]).encode()
        again = run(environment, "evaluate", "-", "--format", "json", given=case)
        codes = [item["code"] for item in json.loads(again.stdout)["recommendations"]]
        gained = line["change"] == "gained"
        assert (line["item"].partition(".")[2] in codes) == gained
        if gained:
            break


def test_content_diff_names_all_that_is_wrong_with_either(
    environment: dict[str, str], copy: Path
) -> None:
    spoil(copy, "concepts.toml", 'fever = "yes"', 'fevr = "yes"')
    done = run(environment, "content", "diff", str(copy), "no-such-place")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"did you mean fever" in done.stderr
    assert b"no-such-place: no such directory" in done.stderr
    assert b"Traceback" not in done.stderr


def test_statements_name_rules_cases_or_why_there_is_none(environment: dict[str, str]) -> None:
    text = run(environment, "content", "--statements").stdout.decode()
    blocks = {block.split()[0]: block for block in text.strip().split("\n\n")}
    assert len(blocks) == 80
    for block in blocks.values():
        assert ("Rules:" in block and "Cases:" in block) != ("No rule:" in block)
    assert "V02" in blocks["S09"]


@pytest.mark.slow
def test_output_to_a_closed_pipe_is_no_crash(environment: dict[str, str]) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "tui.cli.main", "content"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()
    process.wait(timeout=30)
    assert b"Traceback" not in errors


def test_sessions_of_training_are_listed_apart(
    environment: dict[str, str], content: Content, tmp_path: Path
) -> None:
    session = begin(content.pathway, program="0.1", now=NOON, label="Drill", practice=True)
    Store.open(tmp_path / "data" / "training").create(session)
    assert b"Drill" not in run(environment, "sessions").stdout
    assert b"Drill" in run(environment, "sessions", "--training").stdout
    shown = run(environment, "sessions", "--training", "show", session.id).stdout
    assert b"TRAINING: for practice only, about no patient." in shown


def test_a_session_goes_out_and_in_by_the_streams(
    environment: dict[str, str], content: Content, tmp_path: Path
) -> None:
    kept = begin(content.pathway, program="0.1", now=NOON, label="bed 4")
    given: dict[str, Value] = {"infection_hosts": frozenset[str](), "mechanism": "unknown"}
    kept = kept.after([answer(key, value, NOON) for key, value in given.items()])
    store = Store.open(Path(environment["SPINEPATH_DATA"]))
    store.create(kept)
    store.close()
    out = run(environment, "sessions", "export", kept.id, "--format", "json", "--out", "-")
    other = environment | {"SPINEPATH_DATA": str(tmp_path / "other")}
    done = run(other, "sessions", "import", "-", "--yes", given=out.stdout)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"infection_hosts = []\n  mechanism = unknown\n" in done.stdout
    assert f"Imported: {kept.id}".encode() in done.stdout
    none = run(other, "sessions", "purge", "--older-than", "99999y", "--yes")
    assert (none.returncode, none.stderr) == (0, b"")
    assert b"No session is older" in none.stdout


def test_no_core_file_is_written(environment: dict[str, str]) -> None:
    code = (
        "import resource; from tui.cli.main import main;"
        "most = resource.getrlimit(resource.RLIMIT_CORE)[1];"
        "resource.setrlimit(resource.RLIMIT_CORE, (most, most)); main(['config', 'path']);"
        "print(resource.getrlimit(resource.RLIMIT_CORE)[0], end=' ');"
        "import ctypes; print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"  # PR_GET_DUMPABLE
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, cwd=HOUSE, capture_output=True, check=True
    )
    assert done.stdout.split()[-2:] == [b"0", b"0"]


def test_a_backup_that_was_put_back_is_accepted_with_a_reason(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("data.store.files.encryption.keys._COST", 2**7)
    monkeypatch.setenv("SPINEPATH_DATA", str(place))
    monkeypatch.setattr("tui.security.passphrase.ask", lambda: "correct horse battery")
    store = Store.open(place)
    store.encrypt("correct horse battery")
    backup = store.path.read_bytes()
    keep(store, IDS[0])
    for path in store.place.closed_journals():
        path.unlink()
    store.path.write_bytes(backup)
    assert main(["store", "accept", "--reason", " "]) == 1
    assert "at least a word" in capsys.readouterr().err
    assert main(["store", "accept", "--reason", "the disk broke"]) == 0
    assert "Accepted: The encrypted sessions are an older copy" in capsys.readouterr().out
    assert main(["store", "accept", "--reason", "the disk broke"]) == 0
    assert "nothing to accept" in capsys.readouterr().out


def test_a_system_without_posix_is_told(environment: dict[str, str]) -> None:
    start = "import os, pathlib, subprocess; os.name = 'nt'; import tui.cli.main"
    done = subprocess.run(
        [sys.executable, "-c", start], capture_output=True, text=True, env=environment, check=False
    )
    assert done.returncode == 1
    assert done.stderr.startswith("spinepath: Linux or macOS is needed")


def test_a_page_says_who_exports_and_the_full_record_is_asked_for(
    content: Content,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("SPINEPATH_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("SPINEPATH_CONFIG", str(tmp_path / "config.toml"))
    (tmp_path / "config.toml").write_text('initials = "AB"\nrole = "registrar"\n')
    store = Store.open(tmp_path / "data")
    session = begin(content.pathway, program="0.1.0", now=NOON)
    store.create(session)
    store.close()
    export = ("sessions", "export", session.id, "--out", "-")
    assert main(export) == 0
    assert "by AB, registrar" in capsys.readouterr().out
    assert main([*export, "--by", "CD, consultant", "--full", "--format", "markdown"]) == 0
    full = capsys.readouterr().out
    assert "- **Exported by:** CD, consultant" in full
    assert "## Sources cited above" in full
    assert main([*export, "--full", "--format", "json"]) == 2
    assert "legal: text, markdown." in capsys.readouterr().err


def test_every_session_is_exported_a_line_each(
    content: Content,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("SPINEPATH_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("SPINEPATH_CONFIG", str(tmp_path / "config.toml"))
    store = Store.open(tmp_path / "data")
    for label in ("bed 7", "bed 8"):
        store.create(begin(content.pathway, program="0.1.0", now=NOON, label=label))
    store.create(begin(replace(content.pathway, id="knee"), program="0.1.0", now=NOON))
    store.close()
    export = ("sessions", "export", "--all", "--out", "-", "--format")
    assert main([*export, "fhir-deidentified"]) == 1
    written = capsys.readouterr()
    assert [json.loads(line)["resourceType"] for line in written.out.splitlines()] == ["Bundle"] * 2
    assert "bed 7" not in written.out
    assert "Not exported: Session" in written.err
    assert main([*export, "text"]) == 2
    assert "legal formats: json, fhir" in capsys.readouterr().err
    assert main(["sessions", "export", "--out", "-"]) == 2
    assert "--all" in capsys.readouterr().err


def test_a_result_is_dropped_by_command(
    tmp_path: Path,
    content: Content,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("SPINEPATH_DATA", str(tmp_path / "store"))
    store = Store.open(tmp_path / "store")
    kept = seen(content, PAIN)
    store.create(kept)
    store.close()
    drop = ["sessions", "drop", kept.id]
    assert main([*drop, "mr", "--reason", "moved"]) == 2
    assert "awaits: mri (MRI)" in capsys.readouterr().err
    assert main([*drop, "mri", "--reason", " "]) == 2
    with pytest.raises(SystemExit):
        main([*drop, "mri", "--reason", "caf\udce9"])
    assert "bytes that are no text here" in capsys.readouterr().err
    assert main([*drop, "mri", "--reason", "moved"]) == 0
    assert "MRI is not awaited any more" in capsys.readouterr().out
    assert main([*drop, "mri", "--reason", "moved"]) == 2
    assert store.load(kept.id).state.dropped["mri"].detail == "moved"


@pytest.mark.parametrize("option", ["--out", "--svg"])
def test_no_table_is_written_to_where_the_sessions_are(
    environment: dict[str, str], tmp_path: Path, option: str
) -> None:
    store = Path(environment["SPINEPATH_DATA"])
    Store.open(store).close()
    table = tmp_path / "t.csv"
    table.write_text("age_years\n72\n")
    places = {"--out": tmp_path / "advice.csv", option: store / "live" / "advice.csv"}
    words = [str(word) for pair in places.items() for word in pair]
    done = run(environment, "cohort", str(table), *words)
    assert done.returncode == 1
    assert b"holds the sessions" in done.stderr
    assert not [*(store / "live").glob("*.csv")]


@pytest.mark.slow
def test_a_chart_that_is_there_already_is_no_fault_of_the_program(
    environment: dict[str, str], tmp_path: Path
) -> None:
    table, chart = tmp_path / "t.csv", tmp_path / "chart.svg"
    table.write_text("age_years\n72\n")
    chart.write_text("mine")
    out = str(tmp_path / "advice.csv")
    done = run(environment, "cohort", str(table), "--out", out, "--svg", str(chart))
    assert done.returncode == 1
    assert b"is there already" in done.stderr
    assert chart.read_text() == "mine"
