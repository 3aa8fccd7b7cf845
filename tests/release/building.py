"""Wheel and sdist, built twice from two copies of the checkout that have little in common; their bytes have to agree.

`python -m tests.release.building FOLDER` (`make dist`) leaves them in the folder, with their digests in `SHA256SUMS`.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[2]
# What no release holds; the rest is for pyproject.toml to choose from.
_LEFT = shutil.ignore_patterns(".git", ".venv", "dist", "build", "__pycache__", ".*_cache", ".coverage*", ".hypothesis")
# Two builders: in all of this a build may differ, in nothing of it may its result.
HERE = {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "1"}
THERE = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2", "COLUMNS": "40"}


def build(copy: Path, out: Path, env: dict[str, str], umask: int) -> dict[str, bytes]:
    """The sdist of a copy, and the wheel made from that sdist, by name; nothing is fetched for it."""
    clean = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(copy)]
    ended = subprocess.run(command, env={**clean, **env}, umask=umask, capture_output=True, text=True, check=False)
    if ended.returncode:
        raise SystemExit(f"the build ended with {ended.returncode}:\n{ended.stdout}{ended.stderr}")
    return {path.name: path.read_bytes() for path in sorted(out.iterdir())}


def copied(folder: Path) -> Path:
    """A copy of the checkout in a folder."""
    shutil.copytree(ROOT, folder, ignore=_LEFT)
    return folder


def aged(folder: Path) -> Path:
    """The copy as another machine could have it: other times, and nobody but its owner may read it."""
    for path in sorted(folder.rglob("*"), reverse=True):
        os.utime(path, (1_000_000_000, 1_000_000_000))
        path.chmod(path.stat().st_mode & 0o700)
    return folder


def twice(folder: Path) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The files of two builds, in folders of other names and depths."""
    one = build(copied(folder / "a"), folder / "one", HERE, 0o022)
    other = build(aged(copied(folder / "b" / "other name")), folder / "two", THERE, 0o077)
    return one, other


def main(target: str) -> None:
    """Build twice, compare, and leave the files. Ends with 1 where they differ."""
    with TemporaryDirectory() as folder:
        one, other = twice(Path(folder))
    if differing := sorted(name for name in {*one, *other} if one.get(name) != other.get(name)):
        raise SystemExit(f"two builds differ in {', '.join(differing)}")
    out = Path(target)
    out.mkdir(exist_ok=True)
    for old in (*out.glob("*.whl"), *out.glob("*.tar.gz")):
        old.unlink()
    sums = "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in one.items())
    for name, data in {**one, "SHA256SUMS": sums.encode()}.items():
        (out / name).write_bytes(data)
    sys.stdout.write(f"two builds agree:\n{sums}")


if __name__ == "__main__":
    main(*sys.argv[1:])
