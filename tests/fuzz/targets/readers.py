"""Manifests and records in every format: the first byte says which, the rest is the file."""

from __future__ import annotations

import json
from collections.abc import Iterator

from checker.api import load_manifest
from checker.document import Document, walk
from checker.errors import InputError
from checker.model.manifest import Manifest
from checker.readers import Asked, Source, import_source, json_fast, read
from checker.readers.text import decode_text
from tests.fuzz.targets._common import FIXTURES, catalogue, check, outcome, small_files

READ = (".yaml", ".json", ".ndjson", "")
IMPORTED = ("gs1-gdsn", "gs1-jsonld", "gs1-us", "untp", "iaf-certsearch", "xlsx")
_KINDS = (*READ, *IMPORTED)

WORDS = tuple(
    word.encode()
    for word in (
        "manifest", "prepared", "supplier", "products", "certificates", "kind", "standard", "body", "holder",
        "covers", "models", "sites", "expires", "status", "events", "evidence", "product", "management-system", "x-",
        "2026-11-05", '{"', '":', "[]", "{}", "- ", ": ", "null", "\\u0000", "\\ud800", "1e999", "NaN", "!!str ",
        "&a ", "*a", "---\n", "|-\n", ">\n", '"', "DraftItem", "TradeItem", "CatalogueItem", "certification",
        "@context", "@type", "@id", "@graph", "gs1:CertificationDetails", "DigitalConformityCredential",
        "credentialSubject", "conformityAssessment", "issuer", "validFrom", "EnvelopedVerifiableCredential",
        "data:application/vc+jwt,", "Certificate Number", "GTIN", "certificationStandard", "CertificationAgency",
        "Certification Body", "Status", ";", '""',
    )
)  # fmt: skip


def attempt(data: bytes) -> None:
    """Read it twice; whatever becomes a manifest has all of its places, and says the same as JSON and as YAML."""
    if not data:
        return
    name = _KINDS[data[0] % len(_KINDS)]
    found, again = list(_found(name, data[1:])), list(_found(name, data[1:]))
    check([_told(each) for each in found] == [_told(each) for each in again], "two readings differ")
    if name in (".yaml", ".json"):
        check(len(found) == 1, "a file of one document gave another number of them")
    for document in found:
        if isinstance(document, InputError):
            _refused(document)
            continue
        manifest, _ = outcome(lambda document=document: load_manifest(document))  # type: ignore[misc]
        for pointer, _value in walk(document.values):
            place = document.locate(pointer)
            check(place.line > 0 and place.column > 0, f"no place for {pointer}")
        if isinstance(manifest, Manifest) and name == ".json":
            _as_yaml(data[1:], manifest)
    if name == ".json":
        _as_exact(data[1:])


def seeds() -> Iterator[bytes]:
    """The fixtures, malformed ones too, each as what it is."""
    for suffix in (".yaml", ".json", ".ndjson"):
        start = bytes([_KINDS.index(suffix)])
        for folder in ("manifests", "malformed", "story"):
            yield from (start + each for each in small_files(FIXTURES / folder, suffix))
    yield from (bytes([_KINDS.index(name)]) + each for name, each in _records())


def _records() -> Iterator[tuple[str, bytes]]:
    for each in small_files(FIXTURES, ".jwt", ".jsonld", ".did.json"):
        yield "untp", each
    yield "iaf-certsearch", (FIXTURES / "registers" / "iaf-certsearch.csv").read_bytes()
    yield "gs1-gdsn", b'{"DraftItem": {"TradeItem": [{"gtin": "09521234543213", "certification": []}]}}'
    yield "gs1-jsonld", b'{"@context": "https://schema.org", "@type": "Product", "hasCertification": []}'
    yield "gs1-us", b"GTIN,Product Description,Brand Name,Certification Standard\n09521234543213,Pump,Acme,ISO 9001\n"
    yield "untp", b'{"type": ["DigitalConformityCredential", "VerifiableCredential"], "credentialSubject": {}}'


def _found(name: str, data: bytes) -> Iterator[Document | InputError]:
    if name in IMPORTED:
        yield from import_source(Source.from_stdin(data, f"in.{name}"), name, Asked("2026-11-23", None, _kind))
    else:
        yield from read(Source.from_stdin(data, f"in{name}" if name else None))


def _kind(standard: str) -> str | None:
    row = catalogue().resolve(standard).standard
    return row.kind if row else None


def _told(found: Document | InputError) -> object:
    return str(found) if isinstance(found, InputError) else (found.name, found.sha256, found.values, found.source)


def _refused(error: InputError) -> None:
    def again() -> None:
        raise error

    outcome(again)


def _as_yaml(data: bytes, manifest: Manifest) -> None:
    """JSON of one line is YAML: whoever reads it so has to find the same, or refuse it."""
    for document in read(Source.from_stdin(data, "in.yaml")):
        if not isinstance(document, InputError):
            other, _ = outcome(lambda document=document: load_manifest(document))  # type: ignore[misc]
            check(other is None or other == manifest, "YAML and JSON of the same bytes are two manifests")


def _as_exact(data: bytes) -> None:
    """Where the fast parser is believed, the exact one says the same; of what no manifest is, both are refused."""
    fast = json_fast.parse(data)
    if fast is None:
        return
    text, why = outcome(lambda: decode_text(data, "in.json"))
    check(text is not None, f"the fast parser takes what is refused: {why}")
    found, why = outcome(lambda: load_manifest(Document("in.json", "", fast, dict)))
    exact, other = outcome(lambda: load_manifest(Document("in.json", "", json.loads(text or ""), dict)))
    check((found, why) == (exact, other), "the fast parser reads another manifest than the exact one")
