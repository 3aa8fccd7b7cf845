"""What every test begins with: the usual limits; and what of the tests is measured."""

from __future__ import annotations

import signal
from collections.abc import Generator, Iterator
from contextlib import contextmanager, nullcontext

import pytest
from coverage import Coverage

from checker.readers import limits

# Whoever runs the tests in the background may have Ctrl-C ignored, which every command would take over.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

_COMMANDS = pytest.StashKey[bool]()
"""Whether the commands are measured that a test starts."""


@pytest.fixture(autouse=True)
def _usual_limits() -> None:
    """A run of the command line in this process may have changed them."""
    limits.apply(limits.Limits())


@pytest.fixture(autouse=True)
def _signals() -> Iterator[None]:
    """A run of the command line in this process ends with both signals ignored, as its process would be over."""
    before = {each: signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)}
    yield
    for each, handler in before.items():
        signal.signal(each, handler)


# Last, when what is not to run has been taken out.
@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is measured goes first: a line that runs when its module is loaded counts only if it is measured then.

    Of a test with several cases the commands that the first of them starts are measured. To measure a process costs
    more than most commands, and of the lines of the others the first runs all but one in 200.
    """
    items.sort(key=lambda item: item.get_closest_marker("generated") is not None)
    begun: set[str] = set()
    for item in items:
        test = item.nodeid.partition("[")[0]
        item.stash[_COMMANDS] = test not in begun
        begun.add(test)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Run what is marked `generated`, its fixtures and the commands it starts, without measuring coverage."""
    generated = item.get_closest_marker("generated") is not None
    with pytest.MonkeyPatch.context() as patched:
        if generated or not item.stash[_COMMANDS]:
            patched.delenv("COVERAGE_PROCESS_CONFIG", raising=False)
        with _unmeasured() if generated else nullcontext():
            return (yield)


@contextmanager
def _unmeasured() -> Iterator[None]:
    """Measure nothing in this process meanwhile."""
    stopped: list[Coverage] = []
    # Two in a worker of xdist: its own, and that of a process which something started that is measured.
    while (measuring := Coverage.current()) is not None:
        measuring.stop()
        stopped.append(measuring)
    try:
        yield
    finally:
        for each in reversed(stopped):
            each.start()
