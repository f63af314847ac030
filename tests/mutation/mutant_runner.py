"""Runs the tests that have been collected against one fault after another."""

from __future__ import annotations

import os
import pickle
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatch
from functools import partial
from types import CodeType, FrameType
from typing import Final

import pytest

from tests.mutation.engine_mutants import OUTSIDE, ROOT, Fault, UnplantableError

QUIET: Final = (
    *("-qqq", "-p", "no:xdist", "-p", "no:cacheprovider", "-s"),
    *("-m", "not slow or mutation"),
)
"""The arguments of pytest: with the slow tests that are the only ones to notice some faults."""

_IMPORTED: Final = "engine/safety/*"
"""Modules whose functions do their work when they are imported, so that is done anew each time."""

_ENGINE: Final = str(ROOT / "engine")

_TRACED: Final = 200_000
"""So many calls without a new function, and a test is taken to call no others."""

_MEMORY: Final = 6 * 2**30
"""Bytes that a fault may make the tests take."""


class Fate(StrEnum):
    """The result of a planted fault."""

    KILLED = "killed"
    TIMEOUT = "out of time"
    SURVIVED = "survived"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of one planted fault."""

    fault: Fault
    fate: Fate


@dataclass(frozen=True, slots=True)
class Reach:
    """A test: how long it takes in seconds, and the functions of the engine that it calls."""

    seconds: float
    functions: frozenset[tuple[str, str]]


class Planter:
    """Runs the collected tests against one fault after another, as a pytest plugin."""

    def __init__(self, planted: Sequence[Fault], jobs: int) -> None:
        self._planted, self._jobs = planted, jobs
        self._failed = False
        self._fixtures: dict[str, set[tuple[str, str]]] = {}
        self._called: set[tuple[str, str]] = set()
        self._watching = False
        self.outcomes: list[Outcome] = []

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Plant every fault."""
        reached = _in_child_with_result(partial(self._reached, session.items))
        afresh = any(
            fault.function == OUTSIDE or fnmatch(fault.module, _IMPORTED) for fault in self._planted
        )
        control = _in_child(partial(self._survives, None, session.items, 600, afresh))
        if os.waitpid(control, 0)[1]:
            raise RuntimeError("a test fails without any fault")
        running: dict[int, Fault] = {}
        for fault in self._planted:
            place = (str(ROOT / fault.module), fault.function)
            tests = [i for i in session.items if afresh or place in reached[i.nodeid].functions]
            tests.sort(key=lambda item: reached[item.nodeid].seconds)
            seconds = 3 + 1.5 * sum(reached[item.nodeid].seconds for item in tests)
            if len(running) == self._jobs:
                self._wait(running)
            running[_in_child(partial(self._survives, fault, tests, seconds, afresh))] = fault
        while running:
            self._wait(running)
        return True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Notice a failure."""
        self._failed = self._failed or report.failed

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[object]) -> Iterator[None]:
        """Remember what a fixture calls: whoever uses it reaches that too."""
        if not self._watching:
            return (yield)
        before = self._called
        self._watch()
        try:
            return (yield)
        finally:
            self._fixtures.setdefault(fixturedef.argname, set()).update(self._called)
            self._watch()
            self._called |= before

    def _reached(self, items: Sequence[pytest.Item]) -> dict[str, Reach]:
        """Run every test and see which functions it calls."""
        self._watching = True
        found: dict[str, Reach] = {}
        for item, following in zip(items, [*items[1:], None], strict=True):
            start = time.perf_counter()
            self._watch()
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            sys.settrace(None)
            names = getattr(item, "fixturenames", ())
            called = self._called.union(*(self._fixtures.get(name, ()) for name in names))
            found[item.nodeid] = Reach(time.perf_counter() - start, frozenset(called))
            if self._failed:
                raise RuntimeError(f"{item.nodeid} fails without any fault")
        return found

    def _watch(self) -> None:
        """Note every function of the engine that is called from here on."""
        called = self._called = set()
        codes: set[CodeType] = set()
        calls = 0

        def trace(frame: FrameType, event: str, argument: object) -> None:
            nonlocal calls
            calls += 1
            code = frame.f_code
            if code not in codes:
                codes.add(code)
                calls = 0
                if code.co_filename.startswith(_ENGINE):
                    called.add((code.co_filename, code.co_qualname.partition(".<locals>")[0]))
            elif calls > _TRACED:
                sys.settrace(None)

        sys.settrace(trace)

    def _survives(
        self, fault: Fault | None, tests: Sequence[pytest.Item], seconds: float, afresh: bool
    ) -> bool:
        """Plant a fault in this process, or none, and see whether every test passes."""
        resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 1))
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        if fault and not afresh:
            try:
                fault.plant()
            except UnplantableError:
                afresh = True
        if afresh:
            return _passes_afresh(fault, [item.nodeid for item in tests])
        for place, item in enumerate(tests, start=1):
            following = tests[place] if place < len(tests) else None
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if self._failed:
                return False
        return True

    def _wait(self, running: dict[int, Fault]) -> None:
        process, status = os.wait()
        fault = running.pop(process)
        code = os.waitstatus_to_exitcode(status)
        if code > 1:
            raise RuntimeError(f"{fault.module} {fault.function} was not tried: {fault.says}")
        fate = Fate.TIMEOUT if code < 0 else Fate.KILLED if code else Fate.SURVIVED
        self.outcomes.append(Outcome(fault, fate))
        if len(self.outcomes) % 100 == 0:
            print(f"{fault.module}: {len(self.outcomes)}", file=sys.stderr, flush=True)


def _passes_afresh(fault: Fault | None, tests: Sequence[str]) -> bool:
    """Return whether tests pass after a new import of all our code, with a fault or without."""
    for name in [*sys.modules]:
        if name.partition(".")[0] in ("engine", "data", "tui", "tests"):
            del sys.modules[name]
    if fault:
        sys.meta_path.insert(0, fault)
    return pytest.main([*QUIET, "-x", *tests]) == pytest.ExitCode.OK


def _in_child(survives: Callable[[], bool]) -> int:
    """The process in which something is tried, quietly; it ends with 0 or 1."""
    sys.stdout.flush()
    process = os.fork()
    if process == 0:
        code = 2
        with suppress(Exception):
            null = os.open(os.devnull, os.O_WRONLY)
            os.dup2(null, 1)
            os.dup2(null, 2)
            code = 0 if survives() else 1
        os._exit(code)
    return process


def _in_child_with_result(made: Callable[[], dict[str, Reach]]) -> dict[str, Reach]:
    """The value that a function returns in a process of its own."""
    end, start = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(end)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        try:
            with os.fdopen(start, "wb") as pipe:
                pickle.dump(made(), pipe)
        except BaseException as error:
            print(repr(error), file=sys.stderr, flush=True)
            os._exit(1)
        os._exit(0)
    os.close(start)
    with os.fdopen(end, "rb") as pipe:
        written = pipe.read()
    os.waitpid(process, 0)
    found: dict[str, Reach] = pickle.loads(written)
    return found
