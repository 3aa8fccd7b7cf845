"""What `certgate import` does: read records, see that each is a usable manifest, write them."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from checker.api import load_catalogue, load_manifest
from checker.authoring.written import as_yaml
from checker.cli.session import sources
from checker.cli.streams import put, say
from checker.document import Document
from checker.errors import InputError, UsageError
from checker.readers import Asked, Source, import_source
from checker.records import NamedTuple

Values = dict[str, Any]

_MANY = (".ndjson", ".jsonl")
_ONE = (".yaml", ".yml", ".json")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NO_NAME = re.compile(r"[^A-Za-z0-9._-]+")


class Order(NamedTuple):
    """What is to be imported, and where to, as given on the command line."""

    format: str
    files: Sequence[str]
    output: str | None = None
    prepared: str | None = None
    kind: str | None = None
    stdin_filename: str | None = None
    did_documents: Sequence[str] = ()
    status_lists: Sequence[str] = ()
    config: str | None = None


def run(order: Order) -> int:
    """Import all that can be; returns the exit code. Every record that can not be used is named on stderr.

    1: something speaks against what was imported (a revoked credential), 2: something could not be imported.
    """
    _refuse_no_day(order.prepared)
    if order.format != "untp" and (order.did_documents or order.status_lists):
        raise UsageError("--did-documents and --status-lists are for credentials, which `import untp` reads")
    target = _target(order.output)
    manifests: list[Values] = []
    faulty = against = 0
    for found in _manifests(order):
        if isinstance(found, InputError):
            faulty += 1
            for problem in found.problems:
                say(f"certgate: {problem}")
            continue
        manifests.append(found.values)
        against += found.against
        for line in found.lines:
            say(f"certgate: {line}")
    if manifests:
        target(manifests)
    say(f"certgate: {len(manifests)} imported, {faulty} not")
    return 2 if faulty or not manifests else 1 if against else 0


def write_template(format_: str, files: Sequence[str], path: str) -> int:
    """Write the empty spreadsheet; returns the exit code. Raises UsageError where a file is in the way."""
    from checker.authoring.form import form

    if format_ != "xlsx":
        raise UsageError(
            f"`{format_}` has no template; `certgate import xlsx --template FILE.xlsx` writes the one there is"
        )
    if files or not path.lower().endswith(".xlsx"):
        raise UsageError("--template takes one name that ends in .xlsx, and nothing is imported beside it")
    content = form()
    try:
        with open(path, "xb") as file:
            file.write(content)
    except FileExistsError:
        raise UsageError(f"`{path}` is there already, and a template does not replace it; name another") from None
    except OSError as error:
        raise _unwritable(path, error) from None
    say(f"certgate: wrote `{path}`; the sheet Help says how it is filled in")
    return 0


class _Imported(NamedTuple):
    """A manifest, what is to be said of where it comes from, and whether something speaks against that."""

    values: Values
    lines: tuple[str, ...] = ()
    against: bool = False


def _manifests(order: Order) -> Iterator[_Imported | InputError]:
    asked = Asked(order.prepared, order.kind, _kinds())
    finish = _credentials(order) if order.format == "untp" else _as_it_is
    for source in sources(order.files, order.stdin_filename):
        for found in [source] if isinstance(source, InputError) else import_source(source, order.format, asked):
            try:
                if isinstance(found, InputError) or isinstance(source, InputError):
                    raise found if isinstance(found, InputError) else source  # type: ignore[misc]
                imported = finish(found, source)
                load_manifest(found)
            except InputError as error:
                yield error
            else:
                yield imported


def _as_it_is(found: Document, _source: Source) -> _Imported:
    values: Any = found.values
    return _Imported(values)


def _credentials(order: Order) -> Callable[[Document, Source], _Imported]:
    """What is done with a manifest made of a credential: its signature is looked at, by what the buyer gave."""
    from checker.cli.backing import trusted
    from checker.cli.config import find_config
    from checker.cli.proving import as_evidence, prove

    trust = trusted(find_config(order.config), order.did_documents, order.status_lists)
    folder = None
    if order.output is not None:
        whole = order.output.endswith("/") or os.path.isdir(order.output)
        folder = order.output if whole else os.path.dirname(order.output) or "."

    def finish(found: Document, source: Source) -> _Imported:
        proof = prove(found, source, trust)
        as_evidence(found, source, folder)
        values: Any = found.values
        return _Imported(values, proof.lines, proof.against)

    return finish


def _kinds() -> Callable[[str], str | None]:
    """What the catalogue says of a standard: the kind of its certificates, None where it has no row."""
    catalogue = load_catalogue()

    def kind(text: str) -> str | None:
        standard = catalogue.resolve(text).standard
        return standard.kind if standard else None

    return kind


def _refuse_no_day(text: str | None) -> None:
    """Raise UsageError for a `--prepared` that is no calendar day."""
    try:
        if text is not None and not (_DAY.fullmatch(text) and date.fromisoformat(text)):
            raise ValueError
    except ValueError:
        raise UsageError(f"`{text}` is no date; write --prepared YYYY-MM-DD") from None


def _target(output: str | None) -> Callable[[list[Values]], None]:
    """What writes the manifests where they are to go. Raises UsageError for a file whose name says no format."""
    if output is None:
        return lambda manifests: put(as_yaml(manifests[0]) if len(manifests) == 1 else _lines(manifests))
    if output.endswith("/") or os.path.isdir(output):
        return lambda manifests: _to_folder(manifests, output)
    suffix = os.path.splitext(output)[1].lower()
    if suffix in _MANY:
        return lambda manifests: _to_file(output, _lines(manifests))
    if suffix in _ONE:
        return lambda manifests: _to_one(manifests, output, suffix)
    raise UsageError(f"`{output}` says no format; name it .yaml, .json or .ndjson, or a folder with a `/` at its end")


def _to_one(manifests: list[Values], path: str, suffix: str) -> None:
    if len(manifests) > 1:
        raise UsageError(f"{len(manifests)} manifests do not go into one `{suffix}`; name a .ndjson, or a folder")
    text = json.dumps(manifests[0], ensure_ascii=False, indent=2) + "\n" if suffix == ".json" else as_yaml(manifests[0])
    _to_file(path, text)


def _to_folder(manifests: list[Values], folder: str) -> None:
    """A YAML file for each manifest, named for its first product, else its supplier; a number tells namesakes apart."""
    try:
        os.makedirs(folder, exist_ok=True)
    except OSError as error:
        raise _unwritable(folder, error) from None
    used: dict[str, int] = {}
    for values in manifests:
        products = values.get("products") or [{"id": values["supplier"]["name"]}]
        name = _NO_NAME.sub("-", products[0]["id"])[:100].strip("-.") or "item"
        used[name] = used.get(name, 0) + 1
        ending = "" if used[name] == 1 else f"-{used[name]}"
        _to_file(os.path.join(folder, f"{name}{ending}.yaml"), as_yaml(values))


def _to_file(path: str, text: str) -> None:
    try:
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise _unwritable(path, error) from None


def _unwritable(path: str, error: OSError) -> UsageError:
    return UsageError(f"can not write `{path}`: {os.strerror(error.errno or 0).lower()}")


def _lines(manifests: list[Values]) -> str:
    return "".join(json.dumps(values, ensure_ascii=False) + "\n" for values in manifests)
