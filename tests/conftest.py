"""What every test begins with: the usual limits; and which tests are measured."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager

import pytest
from coverage import Coverage

from checker.readers import limits


@pytest.fixture(autouse=True)
def _usual_limits() -> None:
    """A run of the command line in this process may have changed them."""
    limits.apply(limits.Limits())


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is measured goes first: a line that runs when its module is loaded counts only if it is measured then."""
    items.sort(key=lambda item: item.get_closest_marker("generated") is not None)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Run what is marked `generated`, its fixtures and the commands it starts, without measuring coverage."""
    if item.get_closest_marker("generated") is None:
        return (yield)
    with _unmeasured():
        return (yield)


@contextmanager
def _unmeasured() -> Iterator[None]:
    """Measure nothing meanwhile, neither here nor in the processes that are started."""
    stopped: list[Coverage] = []
    # Two in a worker of xdist: its own, and that of a process which something started that is measured.
    while (measuring := Coverage.current()) is not None:
        measuring.stop()
        stopped.append(measuring)
    with pytest.MonkeyPatch.context() as patched:
        patched.delenv("COVERAGE_PROCESS_CONFIG", raising=False)
        try:
            yield
        finally:
            for each in reversed(stopped):
                each.start()
