"""Looks for the inputs of a saved report, by path and digest; what is missing or differs is said of each."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from hashlib import sha256
from typing import Any, TypeAlias, TypeVar

from checker.backing import Means
from checker.catalogue import Catalogue, load_catalogue
from checker.decode.rules import span
from checker.errors import InputError
from checker.loading import load_baseline, load_order, load_policies, load_waivers, waivers_document
from checker.model.policy import Policy
from checker.policy_files import shipped_policies
from checker.readers import Source, discover, read_one
from checker.records import NamedTuple
from checker.replay.checks import FAIL, UNDETERMINED, Check
from checker.report import Conditions
from checker.report.baseline import Baseline
from checker.words import shorten

Json = dict[str, Any]
_Found = TypeVar("_Found")

Signers: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]
"""The keys that signed policies, by the digest of each."""

_NAME = 120
# A name with a brace in it is put in, not read as a place: `format` looks at the sentence alone.
_GIVE = {
    "evidence": "put back the file that lay there then",
    "manifest": "put back the one of the run, or say with `--manifests FOLDER` where it lies",
    "register": "give the snapshot of the run with `--register {name}=FILE`",
}
_LINE = re.compile(r"(-|.+\.(?:ndjson|jsonl|parquet)):[0-9]+", re.IGNORECASE | re.DOTALL)


class Given(NamedTuple):
    """Where to look for the inputs of a report, other than by the paths that it states, relative to `root`.

    `manifests` is the folder to which the paths of manifests are relative, `policies` what to search for the policies
    (else the shipped ones), `stdin` what was standard input. `signers` tells which keys signed policies, where they
    had to be signed. The others are files that lie elsewhere than they did.
    """

    root: str = "."
    manifests: str = "."
    policies: Sequence[str] = ()
    catalogue: Sequence[str] = ()
    waivers: Sequence[str] = ()
    order: str | None = None
    baseline: str | None = None
    stdin: bytes | None = None
    means: Means = Means()
    signers: Callable[[Sequence[Policy]], Signers] = lambda _policies: ()


class Inputs:
    """The inputs of a run that is to be made again; `differences` says what is not as it was."""

    def __init__(self, report: Json, given: Given) -> None:
        self.report = report
        self.given = given
        self.differences: list[Check] = []
        self.catalogue = self._catalogue()
        self.policies = self._policies()
        self.baseline = self._baseline()
        self.conditions = self._conditions()

    def sources(self) -> list[Source | InputError]:
        """The manifests of the run, and the inputs that it could not use."""
        lines = ((each["path"], _LINE.fullmatch(each["path"])) for each in self.report["manifests"])
        paths = {line[1] if line else path: None for path, line in lines}
        for path in paths:
            there = self.given.stdin is not None if path == "-" else os.path.lexists(self._manifest(path))
            if not there:
                mend = "say where it is with `--stdin FILE`" if path == "-" else "say where it lies with `--manifests`"
                self._missing("manifest", path, "it is not there", mend)
        paths |= {each["path"]: None for each in self.report["errors"]}
        found: list[Source | InputError] = []
        if "-" in paths and self.given.stdin is not None:
            found.append(Source.from_stdin(self.given.stdin))
        named = [path for path in paths if path != "-"]
        return [*found, *(discover(named, self.given.manifests) if named else ())]

    def _manifest(self, path: str) -> str:
        return os.path.join(self.given.manifests, path)

    def note(self, kind: str, name: str | None, then: str, now: str) -> None:
        """An input that is not the one of the run, with what is known of it then and now."""
        subject = f"{kind} `{shorten(name, _NAME)}`" if name else kind
        told = f"{subject} is not the one of the run; then: {then}; now: {now}"
        mend = _GIVE.get(kind.partition(" ")[0], "give the one of the run").format(name=shorten(name or "", _NAME))
        self.differences.append(Check("replay", FAIL, told, mend, subject))

    def _missing(self, kind: str, name: str | None, why: str, mend: str) -> None:
        subject = f"{kind} `{shorten(name)}`" if name else kind
        told = f"{subject} of the run is missing: {why}"
        self.differences.append(Check("replay", UNDETERMINED, told, mend, subject))

    def _load(self, kind: str, name: str, load: Callable[[], _Found]) -> _Found | None:
        """What can be loaded of an input; why not is noted."""
        try:
            return load()
        except InputError as error:
            problem = error.problems[0]
            self._missing(kind, name, problem.message, f"say where it lies with `--{kind} FILE`")
            return None

    def _path(self, stated: str, elsewhere: str | None) -> str:
        return os.path.join(self.given.root, stated) if elsewhere is None else elsewhere

    def _catalogue(self) -> Catalogue:
        """The catalogue with the files that were added to it, named as they were."""
        stated = self.report["inputs"]["catalogue"]
        names = [row["id"] for row in self.report["relaxations"] if row["type"] == "catalogue"]
        given = list(self.given.catalogue) or [self._path(name, None) for name in names]
        found = self._load("catalogue", ", ".join(names), lambda: load_catalogue(given))
        if found is None:
            return load_catalogue()
        if len(names) == len(given):
            found.extra = [(name, replaced) for name, (_, replaced) in zip(names, found.extra, strict=True)]
        if found.sha256 != stated["sha256"]:
            name = ", ".join(names) or None
            self.note(
                "catalogue", name, _version(stated["version"], stated["sha256"]), _version(found.version, found.sha256)
            )
        return found

    def _policies(self) -> list[Policy]:
        """The policies of the run, each by its digest, in the order in which a run has them."""
        rows = [*self.report["inputs"]["policies"], *self._option("other_versions", ())]
        wanted = {row["id"] for row in rows}
        known = load_policies(self.given.policies, self.catalogue) if self.given.policies else []
        shipped = sorted(wanted & shipped_policies().keys() - {each.id for each in known})
        known += load_policies(shipped, self.catalogue)
        found = [each for row in rows if (each := self._policy(row, known)) is not None]
        return sorted(found, key=lambda policy: (policy.id, policy.effective.start or date.min))

    def _policy(self, row: Json, known: Iterable[Policy]) -> Policy | None:
        same = [each for each in known if each.id == row["id"]]
        digests = (row["sha256"], *(each["sha256"] for each in row.get("extends", ())))
        for each in same:
            if each.digests == digests:
                return each
        if not same:
            self._missing("policy", row["id"], "none of that id was given, and none ships", "give it with `-p`")
            return None
        near = next((each for each in same if each.version == row["version"]), same[0])
        if near.sha256 == row["sha256"]:
            then, now = (" and ".join(each[:12] for each in some[1:]) for some in (digests, near.digests))
            self.note("policy", row["id"], f"extending {then or 'nothing'}", f"extending {now or 'nothing'}")
        else:
            self.note("policy", row["id"], _version(row["version"], row["sha256"]), _version(near.version, near.sha256))
        return near

    def _baseline(self) -> Baseline | None:
        stated = self.report.get("baseline")
        if not stated:
            return None
        source = Source.from_path(self._path(stated["path"], self.given.baseline), stated["path"])

        def load() -> Baseline:
            with source.stream() as stream:
                data = stream.read()
            self._compare("baseline", stated, sha256(data).hexdigest())
            return load_baseline(data, source.shown)

        return self._load("baseline", stated["path"], load)

    def _compare(self, kind: str, stated: Json, digest: str) -> None:
        if stated["sha256"] != digest:
            self.note(kind, stated["path"], _digest(stated["sha256"]), _digest(digest))

    def _conditions(self) -> Conditions:
        report, inputs = self.report, self.report["inputs"]
        relaxed = {row["type"]: row["id"] for row in report["relaxations"]}
        order = inputs["order"] and self._load(
            "order",
            inputs["order"]["path"],
            lambda: load_order(
                read_one(self._path(inputs["order"]["path"], self.given.order), inputs["order"]["path"])
            ),
        )
        if order:
            self._compare("order", inputs["order"], order.sha256)
        within = inputs.get("warn_within")
        return Conditions(
            as_of=date.fromisoformat(report["as_of"]),
            policies=self.policies,
            catalogue=self.catalogue,
            as_of_given="as-of" in relaxed,
            no_fail="no-fail" in relaxed,
            all_candidates=self._option("all_candidates", False),
            config=relaxed.get("config"),
            config_sha256=(self._option("config", None) or {}).get("sha256"),
            fail_on=inputs["fail_on"],
            order=order or None,
            waivers=self._waivers() if inputs["waivers"] else None,
            advise=self._option("advise", any(each.get("plan") for each in report["manifests"])),
            warn_within=span(within) if within else None,
            means=self.given.means,
            signers=self.given.signers(self.policies),
        )

    def _waivers(self) -> Any:
        stated = self.report["inputs"]["waivers"]
        if any(each.outcome == UNDETERMINED for each in self.differences):
            return None  # they name policies, and without these it can not be told what is wrong with them
        names = self._option("waivers", [stated["path"]])
        given = list(self.given.waivers) or [self._path(name, None) for name in names]
        if len(names) != len(given):
            self._missing("waivers", stated["path"], f"{len(given)} files are given for {len(names)}", "give each")
            return None
        longest = self._option("longest_waiver", None)

        def load() -> Any:
            documents = [waivers_document(path, name) for path, name in zip(given, names, strict=True)]
            return load_waivers(documents, self.policies, self.catalogue, span(longest) if longest else None)

        found = self._load("waivers", stated["path"], load)
        if found:
            self._compare("waivers", stated, found.sha256)
        return found

    def _option(self, name: str, default: Any) -> Any:
        """An option of the run; reports of earlier releases state none."""
        return self.report["inputs"].get("options", {}).get(name, default)


def _digest(digest: str) -> str:
    return f"sha256 {digest[:12]}"


def _version(version: str, digest: str) -> str:
    return f"version {shorten(version)} ({digest[:12]})"
