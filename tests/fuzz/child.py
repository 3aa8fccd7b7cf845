"""One target under the fuzzer: `python -m tests.fuzz.child TARGET FINDINGS [libFuzzer's arguments]`.

A finding does not end the run: each new one (by error and place) is written to the folder FINDINGS, and the fuzzer
goes on. `run.py` starts this and counts what came of it.
"""

from __future__ import annotations

import hashlib
import importlib
import pkgutil
import sys
import time
import traceback
from pathlib import Path
from typing import Any

SECONDS = 5.0
"""How much time of the processor one input may take; the fuzzer's counting makes all of it several times slower."""


def main() -> None:
    """Run the fuzzer until its time is over; it ends the process itself."""
    # An optional library, which not every platform has and which has no types.
    atheris: Any = importlib.import_module("atheris")

    name, findings, *options = sys.argv[1:]
    with atheris.instrument_imports(include=["checker"]):
        _load_all()
        from tests.fuzz.targets import target  # noqa: PLC0415 - what it imports is loaded under the fuzzer's eyes

        module = target(name)
    known: set[str] = set()

    def attempt(data: bytes) -> None:
        start = time.process_time()
        try:
            module.attempt(data)
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            _note(Path(findings), data, _place(error), traceback.format_exc(), known)
        if time.process_time() - start > SECONDS:
            _note(Path(findings), data, "slow", f"{time.process_time() - start:.1f} s", known)

    atheris.Setup([sys.argv[0], *options], attempt)
    atheris.Fuzz()


def _load_all() -> None:
    """Load what readers and commands would import by need: only what is loaded now is watched."""
    import checker  # noqa: PLC0415

    for each in pkgutil.walk_packages(checker.__path__, "checker."):
        if not each.name.startswith(("checker.cli", "checker.renderers", "checker.authoring")):
            importlib.import_module(each.name)


def _place(error: BaseException) -> str:
    """What went wrong and where: one finding, however many inputs show it."""
    frames = traceback.extract_tb(error.__traceback__)
    last = next((each for each in reversed(frames) if "checker" in each.filename), frames[-1])
    words = str(error).split("'")[0].split("{")[0] if isinstance(error, AssertionError) else ""
    return f"{type(error).__name__} {Path(last.filename).name}:{last.lineno} {words}"


def _note(folder: Path, data: bytes, what: str, told: str, known: set[str]) -> None:
    if what in known:
        return
    known.add(what)
    name = hashlib.sha256(data).hexdigest()[:16]
    (folder / name).write_bytes(data)
    (folder / f"{name}.txt").write_text(f"{what}\n\n{told}\n", encoding="utf-8", errors="backslashreplace")
    print(f"finding: {what} ({name})", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
