"""What `certgate init` does: ask for what no option says, write the scaffold and the schema beside it."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from shlex import quote

from checker.api import load_catalogue
from checker.authoring.scaffold import Named, Supplied, scaffold
from checker.cli.config import find_config
from checker.cli.schemas import FOLDER, write_schemas
from checker.cli.session import chosen, parse_day
from checker.cli.streams import is_terminal, put, say
from checker.cli.writing import write_file
from checker.errors import UsageError
from checker.records import NamedTuple
from checker.words import PLACEHOLDER, visible

_NO_ID = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST = 60  # characters of an id made of a name
_SUFFIXES = (".yaml", ".yml")


class InitRequest(NamedTuple):
    """What `init` was asked to do, as given on the command line."""

    policies: Sequence[str]
    supplier: str | None
    products: Sequence[str]
    sites: Sequence[str]
    output: str | None
    force: bool
    as_of: str | None
    catalogue: Sequence[str]
    config: str | None


def init_run(given: InitRequest) -> None:
    """Write the scaffold to its file or to stdout. Raises UsageError for what can not be asked or written."""
    _refuse_target(given.output, force=given.force)
    config = find_config(given.config)
    catalogue = load_catalogue([*config.catalogue, *given.catalogue])
    policies, day = chosen(given.policies, config, catalogue), parse_day(given.as_of)
    asking = given.supplier is None and _may_ask()
    name = _answer("Your legal name, as printed on certificates") if asking else given.supplier
    products = given.products or (_answers("A product that you offer, by its id or name") if asking else [])
    sites = given.sites or (_answers("A site where it is designed or made, by its id or name") if asking else [])
    supplied = Supplied(_supplier(name), _named(products, "--product"), _named(sites, "--site"))
    file = given.output or "manifest.yaml"
    text = scaffold(policies, catalogue, day, supplied, file=os.path.basename(file), options=_options(given.policies))
    if given.output is None:
        put(text)
        return
    write_file(given.output, [text])
    beside = os.path.join(os.path.dirname(given.output), FOLDER)
    schema = write_schemas(beside, ["manifest"])[0]
    say(f"certgate: wrote {given.output}, and {schema} by which an editor completes and checks it")
    say(f"certgate: fill it in, then run `certgate validate {given.output}`")


def _refuse_target(output: str | None, *, force: bool) -> None:
    """Refuse a file that is there, and one that YAML does not belong in, before anything is asked."""
    if output is None:
        return
    if not output.lower().endswith(_SUFFIXES):
        raise UsageError(f"`{output}` is no name for a manifest with comments; write `-o NAME.yaml`")
    if os.path.lexists(output) and not force:
        raise UsageError(f"`{output}` is there already; name another file, or write over it with --force")
    if not os.path.isdir(os.path.dirname(output) or "."):
        raise UsageError(f"can not write `{output}`: there is no folder `{os.path.dirname(output)}`")


def _options(policies: Sequence[str]) -> str:
    """The policies as they were given, for the command line that the scaffold shows; none where they are configured."""
    return "".join(f" -p {quote(name)}" for name in policies)


def _may_ask() -> bool:
    return is_terminal(sys.stdin) and is_terminal(sys.stdout)


def _answer(question: str, *, must: bool = True) -> str:
    """What somebody at the terminal answers; asked again until something is. Raises UsageError at the end of input."""
    while True:
        sys.stderr.write(f"{question}: ")
        sys.stderr.flush()
        line = sys.stdin.readline()
        if not line:
            sys.stderr.write("\n")
            raise UsageError("nothing was answered; give --supplier NAME")
        if line.strip() or not must:
            return line.strip()


def _answers(question: str) -> list[str]:
    """Any number of answers, until an empty one."""
    found: list[str] = []
    while answer := _answer(f"{question} ({'Enter: no more' if found else 'Enter: later'})", must=False):
        found.append(answer)
    return found


def _supplier(name: str | None) -> str:
    if name is None:
        raise UsageError("no supplier is given; write `--supplier NAME`, your legal name as printed on certificates")
    plain = " ".join(name.split())
    if not plain or plain == PLACEHOLDER or visible(plain) != plain:
        raise UsageError(f"`{name}` is no name of a supplier; write your legal name as printed on certificates")
    return plain


def _named(texts: Sequence[str], flag: str) -> tuple[Named, ...]:
    """An id for each: the text itself where it can be one, else made of it. Raises UsageError for one used twice."""
    found: list[Named] = []
    for text in texts:
        plain = " ".join(text.split())
        name = plain if not _NO_ID.search(plain) else _NO_ID.sub("-", plain.casefold())[:_LONGEST].strip("-.")
        if not name or plain == PLACEHOLDER or visible(plain) != plain:
            raise UsageError(f"`{flag} {text}` says no name that an id can be made of; use letters or digits")
        if name in (each.id for each in found):
            raise UsageError(f"`{flag} {text}` has the id `{name}`, which another one has; give each its own id")
        found.append(Named(name, None if name == plain else plain))
    return tuple(found)
