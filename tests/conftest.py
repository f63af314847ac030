"""The shipped content, compiled once, for all tests."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings

from data.content.loader import SHIPPED, Content, load
from data.store import Store
from engine.advice.decide import decide
from engine.advice.interview import interview
from engine.diagram.compiler import Compiled, compile_pathway
from engine.model.answers import Answers
from engine.proofs import Proof, prove
from tests.support.cases import CASES, answers_of
from tests.support.effort import WHOLE
from tests.support.hostile_text import HOSTILE
from tests.support.plain_driver import NOON
from tests.support.real_terminal import ROOT
from tests.support.remembered import RememberedContent, remembered
from tests.support.screen_driver import Bench
from tui.state.loaded_content import LoadedContent
from tui.state.workspace import Workspace

FAULTS = bool(os.environ.get("SPINEPATH_FAULTS"))
"""Set where faults are planted in the code: does a test fail? Never mind its smallest example."""

for name, tried in (("quick", 10), ("full", 100)):
    settings.register_profile(
        name,
        max_examples=tried,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
        derandomize=not WHOLE,  # a change is judged by its own faults, not by the day's examples
        phases=(Phase.explicit, Phase.generate) if FAULTS else tuple(Phase),
    )


def pytest_configure(config: pytest.Config) -> None:
    """Try few examples in the quick suite, all in any other selection of tests."""
    quick = config.option.markexpr == "not slow"
    settings.load_profile("quick" if quick and not FAULTS else "full")


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark what hypothesis samples, and let one worker have all that reads the proofs."""
    if getattr(getattr(item, "function", None), "is_hypothesis_test", False):
        item.add_marker("sampled")
    if "proofs" in getattr(item, "fixturenames", ()) and item.config.pluginmanager.hasplugin(
        "xdist"
    ):
        item.add_marker(pytest.mark.xdist_group("proofs"))


@pytest.fixture(scope="session", autouse=True)
def _surroundings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Neither this user's state nor the zone of this computer is seen by a test."""
    os.environ["XDG_STATE_HOME"] = str(tmp_path_factory.mktemp("state"))
    os.environ["TZ"] = "UTC"
    time.tzset()
    kept = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        kept = kept.parent  # the workers share it
    os.environ["PYTHONPYCACHEPREFIX"] = str(kept / "bytecode")  # of all programs that are started
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Sets the zone of the computer until the test has ended."""

    def put(name: str) -> None:
        monkeypatch.setenv("TZ", name)
        time.tzset()

    yield put
    put("UTC")


@pytest.fixture(scope="session", autouse=True)
def _remembered() -> Iterator[None]:
    """Let faces look up what the engine has worked out before for the same answers."""
    with pytest.MonkeyPatch.context() as patch:
        if not FAULTS:
            patch.setattr("engine.advice.checked.decide", remembered(decide))
            looked_up = remembered(interview)
            for user in ("tui.state.form_order", "data.export.advice_json"):
                patch.setattr(f"{user}.interview", looked_up)
        yield


@pytest.fixture(scope="session", autouse=True)
def _remembered_content() -> Iterator[RememberedContent]:
    """Let commands find the content that the tests have loaded and compiled before."""
    known = RememberedContent()
    with pytest.MonkeyPatch.context() as patch:
        for name, module in list(sys.modules.items()):
            if name.split(".")[0] in ("data", "engine", "tui") and not FAULTS:
                if vars(module).get("load") is load:
                    patch.setattr(module, "load", known.load)
                if vars(module).get("compile_pathway") is compile_pathway:
                    patch.setattr(module, "compile_pathway", known.compile)
        yield known


@pytest.fixture(scope="session")
def content(_remembered_content: RememberedContent) -> Content:
    """The shipped content."""
    return _remembered_content.load()


@pytest.fixture(scope="session")
def compiled(_remembered_content: RememberedContent, content: Content) -> Compiled:
    """The shipped pathway, ready to decide."""
    return _remembered_content.compile(content.pathway)


@pytest.fixture(scope="session")
def proofs(content: Content) -> tuple[Proof, ...]:
    """The proofs of the shipped content, which take half a minute."""
    return prove(compile_pathway(content.pathway))


@pytest.fixture(scope="session")
def typical(compiled: Compiled) -> list[Answers]:
    """The cases' answers, vignettes first: patients that reach the depths of the pathway."""
    return [answers_of(compiled, case) for case in CASES.values()]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the shipped content that a test may spoil."""
    with_files = tmp_path / "pathway"
    shutil.copytree(str(SHIPPED), with_files)
    return with_files


@pytest.fixture
def bench(
    content: Content, compiled: Compiled, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Bench:
    """Apps on an empty store, with ids and times that repeat."""
    letters = (
        letter for a, b in zip("abcdefgh", "23456789", strict=True) for letter in a * 4 + b * 4
    )
    monkeypatch.setattr("data.session.session.secrets.choice", lambda _: next(letters))
    monkeypatch.setattr("textual._wait.SLEEP_GRANULARITY", 0.001)  # twice for each key
    monkeypatch.setenv("PWD", "/ward")
    return Bench(content, compiled, tmp_path / "store")


@pytest.fixture
def workspace(content: Content, compiled: Compiled, tmp_path: Path) -> Workspace:
    """A workspace at noon, with the shipped content and an empty store."""
    workspace = Workspace(tmp_path / "lines", lambda: NOON, "0.1.0")
    workspace.loaded = LoadedContent(content, compiled)
    return workspace


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A directory in which a store may be made."""
    return tmp_path / "spinepath"


@pytest.fixture
def store(place: Path) -> Iterator[Store]:
    """An empty store."""
    opened = Store.open(place)
    yield opened
    opened.close()


@pytest.fixture
def environment(tmp_path: Path, compiled: Compiled) -> dict[str, str]:
    """The surroundings that a command needs: the program's path and a store of its own.

    The content is loaded before, so that a command in a fork finds it.
    """
    return {**os.environ, "SPINEPATH_DATA": str(tmp_path / "data"), "PYTHONPATH": str(ROOT)}


@pytest.fixture(
    params=[pytest.param(7, id="some"), pytest.param(1, id="all", marks=pytest.mark.slow)]
)
def hostile(request: pytest.FixtureRequest) -> list[str]:
    """Outside texts that try to act on a terminal: a seventh in the quick suite, or all."""
    return HOSTILE[:: request.param]
