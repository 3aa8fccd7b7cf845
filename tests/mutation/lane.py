"""One lane of mutants: each is tried in a fork, by the tests that reach it, until one fails."""

from __future__ import annotations

import gc
import json
import os
import resource
import signal
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.mutation.mutants import Mutant, Mutated
from tests.mutation.suite import Trial, passes, silence
from tests.mutation.swap import Loaded

SURVIVED, KILLED, NOT_LOADED = 0, 1, 2
WORDS = {SURVIVED: "survived", KILLED: "killed", NOT_LOADED: "not loaded"}
MEMORY = 3 << 30


@dataclass
class Lane:
    """Tries mutants one after the other, and learns which tests kill.

    `budget` is how many seconds of CPU, as measured on the unchanged code, are spent on one mutant at most.
    """

    trials: list[Trial]
    budget: float
    loaded: Loaded
    kills: Counter[tuple[str, ...]] = field(default_factory=Counter)

    def learn(self, module: str, function: str, killer: str) -> None:
        """A test killed a mutant: it, and its neighbours in the file, are likely to kill those nearby."""
        file = killer.partition("::")[0]
        self.kills.update([(module, function, killer), (module, killer), (module, file)])

    def order(self, mutant: Mutant) -> list[Trial]:
        """The tests that reach a mutant, likely killers first, then the cheap ones, up to the budget."""
        module, function = mutant.module, mutant.function
        words = set(Path(module).stem.strip("_").split("_"))

        def rank(trial: Trial) -> tuple[float, ...]:
            name, cost = trial.item.nodeid, 0.02 + trial.seconds
            file = name.partition("::")[0]
            near, far = self.kills[module, function, name] / cost, self.kills[module, name] / cost
            return (-near, -far, -self.kills[module, file], not words <= set(Path(file).stem.split("_")), trial.seconds)

        chosen: list[Trial] = []
        spent = 0.0
        for trial in sorted((each for each in self.trials if (module, function) in each.reached), key=rank):
            spent += trial.seconds
            if chosen and spent > self.budget:
                break
            chosen.append(trial)
        return chosen

    def attempt(self, mutated: Mutated, mutant: Mutant) -> dict[str, Any]:
        """What became of one mutant."""
        order = self.order(mutant)
        text = mutated.text(mutant)
        before, after = mutated.change(text)
        told = {"mutant": mutant.name, "module": mutant.module, "function": mutant.function, "line": mutant.line}
        told |= {"before": before, "after": after, "tests": len(order)}
        if not order:
            return told | {"result": "no test"}
        code, killer = _fork(self.loaded, mutant, text, order)
        if code == KILLED:
            name = order[killer].item.nodeid
            self.learn(mutant.module, mutant.function, name)
            return told | {"result": "killed", "by": name, "at": killer}
        return told | {"result": WORDS.get(code, "timeout")}


def _fork(loaded: Loaded, mutant: Mutant, text: str, order: list[Trial]) -> tuple[int, int]:
    """Try one mutant in a fork: how it ended, and the place of the test that killed it."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        _child(loaded, mutant, text, order, write)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        told = pipe.read()
    _, status = os.waitpid(child, 0)
    return (os.WEXITSTATUS(status) if os.WIFEXITED(status) else -1), int(told or b"0")


def _child(loaded: Loaded, mutant: Mutant, text: str, order: list[Trial], write: int) -> None:
    """Never returns: the exit code is the answer, the killer's place goes into the pipe."""
    seconds = 3 + int(5 * sum(each.seconds for each in order))
    code, killer = KILLED, 0
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(30 * seconds)
        gc.disable()
        with silence():
            code, killer = _try(loaded, mutant, text, order)
    finally:
        os.write(write, str(killer).encode())
        os._exit(code)


def _try(loaded: Loaded, mutant: Mutant, text: str, order: list[Trial]) -> tuple[int, int]:
    try:
        if not loaded.put_in(mutant, text):
            return NOT_LOADED, 0
    except Exception:
        return KILLED, 0  # it can not even be made
    for at, trial in enumerate(order):
        try:
            if not passes(trial.item):
                return KILLED, at
        except BaseException:
            return KILLED, at
    return SURVIVED, 0


def write_line(path: Path, told: dict[str, Any]) -> None:
    """Append one result, whole or not at all."""
    line = json.dumps(told, ensure_ascii=False) + "\n"
    with path.open("a", encoding="utf-8") as file:
        file.write(line)
