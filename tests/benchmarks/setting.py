"""What a run of the benchmark measures with: how much, where, and what this version of the program can do."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tests.benchmarks.corpus import AS_OF, Corpus
from tests.benchmarks.many_policies import POLICIES

ROOT = Path(__file__).parents[2]
CERTGATE = str(Path(sys.executable).with_name("certgate"))
PASS = [sys.executable, "-c", "pass"]
# Grammars of identifiers that `jsonschema` loads where they are installed; no format of ours needs them.
WITHOUT_GRAMMARS = "import sys; sys.modules['rfc3987_syntax'] = None"


@dataclass
class Setting:
    """`count` manifests in the main rows, `few` where something slow is measured, in so many rounds."""

    folder: Path
    count: int = 10_000
    few: int = 500
    rounds: int = 5
    starts: int = 21
    large: int = 100_000
    seed: int = 7

    @cached_property
    def options(self) -> str:
        """What `certgate check --help` says."""
        asked = subprocess.run([CERTGATE, "check", "--help"], capture_output=True, text=True, check=False)
        return asked.stdout

    def check(self, source: Path, *options: str, policies: Path = POLICIES) -> list[str]:
        """The command line that checks manifests against policies in one process and writes the report as NDJSON."""
        asked = ["-p", str(policies), "--as-of", str(AS_OF), "-o", "ndjson", *options]
        if "--workers" in self.options and "--workers" not in options:
            asked += ["--workers", "1"]
        return [CERTGATE, "check", str(source.relative_to(self.folder)), *asked]

    def ndjson(self, count: int) -> Path:
        """The first manifests of the corpus, one in a line."""
        path = self.folder / f"many-{count}.ndjson"
        return path if path.exists() else Corpus(count, self.seed).write_ndjson(path)

    def yaml(self, count: int) -> Path:
        """The first manifests of the corpus, as files."""
        path = self.folder / f"many-{count}"
        return path if path.exists() else Corpus(count, self.seed).write_files(path)

    def texts(self, count: int, form: str = "json") -> list[bytes]:
        """The first manifests of the corpus, in this process."""
        corpus = Corpus(count, self.seed)
        return [corpus.text(number, form) for number in range(count)]
