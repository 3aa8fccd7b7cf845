"""Put a mutant into the running process: exchange the code of one function, and forget what was computed before."""

from __future__ import annotations

import gc
import sys
from collections import defaultdict
from collections.abc import Iterator
from functools import _lru_cache_wrapper
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

from tests.mutation.mutants import Mutant

FORGOTTEN = ("checker.engine", "checker.gates", "checker.forecast", "checker.advise", "tests.")
KEPT = {"tests.builders.catalogue"}
"""What is read from files and no mutant can change."""


class Loaded:
    """What of the process a mutant may have to exchange or empty, found once, because looking for it takes long."""

    def __init__(self) -> None:
        self.functions: dict[str, list[FunctionType]] = defaultdict(list)
        self.caches: list[Any] = []
        for each in gc.get_objects():
            if isinstance(each, FunctionType):
                self.functions[each.__code__.co_filename].append(each)
            elif isinstance(each, _lru_cache_wrapper) and _is_forgotten(each):
                self.caches.append(each)

    def put_in(self, mutant: Mutant, text: str) -> int:
        """Exchange the function that the mutant changes, by its module's changed text; how many functions that were.

        They are found whatever holds them: a property, a cache, a table. What was computed before is forgotten.
        """
        path = Path(mutant.module).resolve().as_posix()
        code = compile(text, path, "exec", dont_inherit=True)
        wanted = [each for each in _codes(code) if each.co_qualname == mutant.function]
        exchanged = 0
        for each in self.functions[path]:
            new = next((one for one in wanted if _same(one, each.__code__)), None)
            if new is not None:
                each.__code__ = new
                exchanged += 1
                if mutant.default:
                    _defaults(each, code)
        for cache in self.caches:
            cache.cache_clear()
        return exchanged


def _is_forgotten(cache: Any) -> bool:
    module = str(cache.__module__)
    return module.startswith(FORGOTTEN) and f"{module}.{cache.__wrapped__.__qualname__}" not in KEPT


def _same(one: CodeType, other: CodeType) -> bool:
    return one.co_qualname == other.co_qualname and one.co_firstlineno == other.co_firstlineno


def _codes(code: CodeType) -> Iterator[CodeType]:
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield each
            yield from _codes(each)


def _defaults(live: FunctionType, code: CodeType) -> None:
    """Take over the defaults of the parameters, which are evaluated when the module is executed."""
    original = sys.modules[live.__module__]
    copy = ModuleType(original.__name__)
    copy.__dict__.update({key: value for key, value in vars(original).items() if key.startswith("__")})
    exec(code, copy.__dict__)
    found: Any = copy
    for step in live.__qualname__.split("."):
        found = vars(found)[step]
    found = getattr(found, "__wrapped__", getattr(found, "__func__", getattr(found, "fget", found)))
    live.__defaults__, live.__kwdefaults__ = found.__defaults__, found.__kwdefaults__
