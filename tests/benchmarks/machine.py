"""What the figures were measured on and with; no name of the machine, and nothing of its owner."""

from __future__ import annotations

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

NAMED = (
    "certgate", "orjson", "jsonschema", "jsonschema-rs", "pyyaml", "typer", "check-jsonschema", "gordon-to-regorus",
    "common-expression-language", "cel-expr-python",
)  # fmt: skip


def machine() -> str:
    """Cores, kind of processor, system and Python, in a sentence."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    load = f", load {os.getloadavg()[0]:.1f} at the end" if hasattr(os, "getloadavg") else ""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{cores} cores ({_processor()}), {platform.system()}, {python}{load}."


def versions() -> str:
    """The versions of everything that took part, those included that are not there."""
    return ", ".join(f"{name} {_version(name)}" for name in NAMED) + "."


def _processor() -> str:
    path = Path("/proc/cpuinfo")
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return named[0] if named else platform.machine()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "(not installed)"
