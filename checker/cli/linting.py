"""One run of `policy lint`: its inputs, what it mends, and where its findings and witnesses go."""

from __future__ import annotations

import os
from collections.abc import Sequence
from difflib import unified_diff

from checker.api import load_catalogue, shipped_policies
from checker.authoring.lint import lint
from checker.authoring.lint.drawing import drawn, exit_code, witness_files
from checker.authoring.lint.fixing import Mended, mended
from checker.authoring.lint.running import Linted
from checker.catalogue import Catalogue
from checker.cli.config import find_config
from checker.cli.look import look
from checker.cli.outputs import parse_outputs, refuse_inputs, write
from checker.cli.session import parse_day
from checker.cli.streams import put, say
from checker.cli.writing import write_file
from checker.errors import UsageError
from checker.policy_files import is_pack
from checker.records import NamedTuple
from checker.renderers.lint import known, render
from checker.schema import load_schema
from checker.words import inert, visible


class LintRequest(NamedTuple):
    """What `policy lint` was asked to do, as given on the command line."""

    names: Sequence[str]
    as_of: str | None
    output: Sequence[str]
    catalogue: Sequence[str]
    fix: bool
    dry_run: bool
    witness: str | None
    config: str | None
    quiet: bool
    verbose: bool
    color: str | None


def lint_run(given: LintRequest) -> int:
    """Run `policy lint`, and write what it finds; returns the exit code."""
    outputs = parse_outputs(given.output, named=known, pages=lambda _name: False)
    appearance = look(quiet=given.quiet, verbose=given.verbose, color=given.color)
    config = find_config(given.config)
    names = list(given.names) or list(config.policies)
    _refuse(given, names)
    catalogue = load_catalogue([*config.catalogue, *given.catalogue])
    day = parse_day(given.as_of)
    found = lint(names, catalogue, day)
    read = [*config.catalogue, *given.catalogue, config.path or "", *(case.document.path for case in found.cases)]
    refuse_inputs(outputs, read)
    if given.fix:
        changes = _mend(found, given.dry_run)
        if given.dry_run:
            for each in changes:
                _show(each)
            return int(exit_code(found))
        found = lint(names, catalogue, day) if changes else found
    if given.witness is not None:
        _write_witnesses(found, given.witness)
    if found.cases or given.output:
        write(drawn(found, _remarks(given, catalogue, config.path)), outputs, appearance, drawn=render)
    if ("text", None) not in outputs or not found.cases:
        for problem in found.unreadable:
            say(f"certgate: {problem}")
    return int(exit_code(found))


def _refuse(given: LintRequest, names: Sequence[str]) -> None:
    """Refuse what can not be done, before anything is read."""
    if not names:
        raise UsageError("no policy is given; name one (see `certgate policy list`), or in certgate.yaml")
    if given.dry_run and not given.fix:
        raise UsageError("--dry-run says what --fix would change; give both")
    shipped = [name for name in names if name in shipped_policies() and not os.path.exists(name)]
    if given.fix and shipped:
        raise UsageError(f"`{shipped[0]}` ships with certgate and is not to be changed; copy it, and give the file")
    if given.fix and (packs := [name for name in names if is_pack(name)]):
        raise UsageError(f"`{packs[0]}` is a pack, whose files are sealed; mend the policies, and pack them again")


def _remarks(given: LintRequest, catalogue: Catalogue, config: str | None) -> list[str]:
    """What the findings rest on besides the policies."""
    remarks = [f"as of {given.as_of}, a date given on the command line"] if given.as_of else []
    remarks += [f"rows of `{file}` are added to the catalogue" for file, _ in catalogue.extra]
    return remarks + ([f"defaults are taken from the configuration `{config}`"] if config else [])


def _mend(found: Linted, dry: bool) -> list[Mended]:
    """The files that edits change, written unless it is only to be shown; what is left to people is told on stderr."""
    schema = str(load_schema("policy")["$id"])
    changes = [mended(case, schema) for case in found.cases]
    for each in changes:
        for text in each.left:
            say(f"certgate: not mended, for a comment or its form is in the way: {text}")
        if each.after != each.before and not dry:
            write_file(each.path, [each.after])
            for text in each.made:
                say(f"certgate: mended: {text}")
    return [each for each in changes if each.after != each.before]


def _show(each: Mended) -> None:
    """What an edit would change, as `diff` and `patch` have it."""
    rows = unified_diff(
        each.before.splitlines(), each.after.splitlines(), f"a/{each.path}", f"b/{each.path}", lineterm=""
    )
    put("".join(f"{inert(visible(row))}\n" for row in rows))


def _write_witnesses(found: Linted, folder: str) -> None:
    """A file for each witness."""
    try:
        os.makedirs(folder, exist_ok=True)
    except OSError as error:
        raise UsageError(f"can not make the folder `{folder}`: {os.strerror(error.errno or 0).lower()}") from None
    for name, text in witness_files(found):
        write_file(os.path.join(folder, name), [text])
