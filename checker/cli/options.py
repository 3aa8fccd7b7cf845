"""The options of `check`, in one table: typer's help and parser are made from it, and so is the short cut below.

Nothing here imports typer, which takes half of the start-up time of a run over one manifest.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from checker.records import NamedTuple


class Option(NamedTuple):
    """One option: the parameter it sets, its flags, and whether it is repeatable or a switch."""

    name: str
    flags: tuple[str, ...]
    help: str
    metavar: str = ""
    many: bool = False
    switch: bool = False

    @property
    def default(self) -> Any:
        """The value of the parameter when the option is not given."""
        return [] if self.many else False if self.switch else None


POLICIES = Option(
    "policies",
    ("-p", "--policy"),
    "Policy file, folder or shipped id; repeatable. See `certgate policy list`.",
    "POLICY",
    many=True,
)
AS_OF = Option("as_of", ("--as-of",), "Assess as of this day; default: today (UTC).", "YYYY-MM-DD")
OUTPUT = Option(
    "output",
    ("-o", "--output"),
    "Report: text, json, ndjson, html, markdown, csv, xlsx, junit, sarif, github, gitlab, oscal, cyclonedx, "
    "intoto or untp; to a file, to html=FOLDER/, or to stdout; repeatable.",
    "FORMAT[=FILE]",
    many=True,
)
ORDER = Option("order", ("--order",), "The buyer's order, which fixes what is judged.", "FILE")
CATALOGUE = Option("catalogue", ("--catalogue",), "Further catalogue rows; repeatable.", "FILE", many=True)
FAIL_ON = Option(
    "fail_on",
    ("--fail-on",),
    "Block on more: `undetermined` (of advisory requirements too) or `warning`.",
    "LEVEL",
)
WARN_WITHIN = Option(
    "warn_within",
    ("--warn-within",),
    "Warn of a pass that ends within this time: `90d`, `3 months`, `1y`.",
    "TIME",
)
NO_FAIL = Option("no_fail", ("--no-fail",), "Exit 0 although blocked; every report says so.", switch=True)
ALL_CANDIDATES = Option(
    "all_candidates",
    ("--all-candidates",),
    "Report every certificate of the manifest, not only the best one.",
    switch=True,
)
ADVISE = Option("advise", ("--advise",), "Report the smallest plan after which each manifest passes.", switch=True)
STDIN_FILENAME = Option("stdin_filename", ("--stdin-filename",), "Name and format of standard input.", "NAME")
CONFIG = Option("config", ("--config",), "Configuration; default: certgate.yaml, found upward.", "FILE")

QUIET = Option("quiet", ("-q", "--quiet"), "Text report: only what does not pass, without the reasons.", switch=True)
VERBOSE = Option(
    "verbose",
    ("-v", "--verbose"),
    "Text report: every manifest and every gate, with the lines of the manifest.",
    switch=True,
)
COLOR = Option("color", ("--color",), "Colour in the text report: `auto` (default), `always` or `never`.", "WHEN")

WAIVERS = Option(
    "waivers", ("--waivers",), "Waivers of the buyer, as YAML, JSON or CSV; repeatable.", "FILE", many=True
)
BASELINE = Option(
    "baseline", ("--baseline",), "An earlier JSON report: say what is new and fixed since.", "REPORT.json"
)

REGISTER = Option(
    "register",
    ("--register",),
    "Snapshot of a register, `NAME=FILE` or `NAME=FILE@YYYY-MM-DD`; repeatable. See `certgate registers`.",
    "NAME=FILE",
    many=True,
)
DID_DOCUMENTS = Option(
    "did_documents",
    ("--did-documents",),
    "DID documents with the keys of issuers of credentials; repeatable.",
    "FILE",
    many=True,
)
STATUS_LISTS = Option(
    "status_lists",
    ("--status-lists",),
    "Status lists that say which credentials are revoked or suspended; repeatable.",
    "FILE",
    many=True,
)
REQUIRE_SIGNATURE = Option(
    "require_signature",
    ("--require-signature",),
    "Refuse manifests and policies that are not signed by a key that `trust` in certgate.yaml names.",
    switch=True,
)
LOG = Option("log", ("--log",), "Append each decision to this log; see `certgate log verify`.", "FILE")
LOG_BY = Option("log_by", ("--log-by",), "Who ran it, for the log: a name or a pipeline's URL.", "TEXT")

WORKERS = Option(
    "workers",
    ("--workers",),
    "Processes that judge: a number, or `auto` (default: one, and as many as there are cores where it takes long).",
    "N",
)

CACHE = Option(
    "cache",
    ("--cache",),
    "Keep what is found in this folder, and judge only what changed or whose days are over; see .github/SCALING.md.",
    "FOLDER",
)
NO_CACHE = Option("no_cache", ("--no-cache",), "Judge everything anew, whatever certgate.yaml says.", switch=True)

ENGINE = Option("engine", ("--engine",), "Who does the work: `dask`, a cluster; see .github/SCALING.md.", "NAME")
SCHEDULER = Option(
    "scheduler",
    ("--scheduler",),
    "Address of the dask scheduler; default: a cluster of this machine's own.",
    "ADDRESS",
)
RESULTS = Option("results", ("--results",), "Where the cluster writes results, as Parquet.", "FOLDER|URL")

CHECK = (
    POLICIES,
    AS_OF,
    OUTPUT,
    ORDER,
    CATALOGUE,
    FAIL_ON,
    WARN_WITHIN,
    NO_FAIL,
    ALL_CANDIDATES,
    ADVISE,
    STDIN_FILENAME,
    CONFIG,
    QUIET,
    VERBOSE,
    COLOR,
    WAIVERS,
    BASELINE,
    REGISTER,
    DID_DOCUMENTS,
    STATUS_LISTS,
    REQUIRE_SIGNATURE,
    LOG,
    LOG_BY,
    WORKERS,
    CACHE,
    NO_CACHE,
    ENGINE,
    SCHEDULER,
    RESULTS,
)


def parse(arguments: Sequence[str], table: Sequence[Option]) -> dict[str, Any] | None:
    """Arguments of the plainest form as parameters; None for anything else, which is then typer's to parse or refuse.

    Understood are `-p VALUE`, `--policy VALUE`, `--policy=VALUE` and switches, each flag in full, before or among the
    manifests; at least one manifest has to be named.
    """
    flags = {flag: option for option in table for flag in option.flags}
    found: dict[str, Any] = {option.name: option.default for option in table}
    manifests: list[str] = []
    rest = iter(arguments)
    for argument in rest:
        if not argument.startswith("-") or argument == "-":
            manifests.append(argument)
            continue
        flag, equals, value = argument.partition("=")
        option = flags.get(flag)
        if option is None or (equals and (option.switch or not flag.startswith("--"))):
            return None
        if option.switch:
            found[option.name] = True
            continue
        taken = value if equals else next(rest, None)
        if taken is None or (taken.startswith("-") and not equals):
            return None
        if option.many:
            found[option.name].append(taken)
        else:
            found[option.name] = taken
    return {"manifests": manifests, **found} if manifests else None
