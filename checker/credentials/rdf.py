"""The canonical form of JSON-LD as RDF (RDFC-1.0), with nothing loaded and nothing left out.

RDF knows only what the contexts define. What they do not define would be dropped in silence, and a signature over the
rest would say nothing of it: anybody could add it. So whatever would not be signed is refused, and so are contexts
written into the credential, which could give its words another meaning under the same signature. Contexts are looked
up among those at hand (`pyld` ships those of the data model) and never fetched.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from math import factorial
from typing import Any

from checker.credentials.faults import CONTEXT, RefusedError, forged, unknown, unreadable
from checker.credentials.secured import CONTEXTS, Json, listed
from checker.extras import extra
from checker.words import shorten

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
_WORK = 20_000  # orders of blank nodes to try; a credential of some hundred needs a few dozen
_SHIPPED = ("https://w3id.org/security/suites/ed25519-2020/v1", "https://w3id.org/security/suites/jws-2020/v1")


def shipped() -> dict[str, Json]:
    """The contexts of the data model that come with the library, by their URLs."""
    try:
        bundled = extra("pyld", "sign", "signed credentials").BUNDLED_CONTEXTS
    except AttributeError:
        return {}
    return {url: json.loads(bundled[url].read_text("utf-8")) for url in (*CONTEXTS, *_SHIPPED) if url in bundled}


def canonical_rdf(values: Json, contexts: Mapping[str, Json]) -> bytes:
    """The canonical N-Quads of a credential or of a proof."""
    _refuse_own_words(values)
    known = {**shipped(), **contexts}
    missing = [each for each in listed(values.get("@context")) if not isinstance(each, str) or each not in known]
    if missing:
        raise _no_context(str(missing[0]))
    quads = _quads(values, known)
    if not quads:
        raise unreadable("says nothing in RDF")
    return quads.encode()


def _no_context(url: str) -> RefusedError:
    mend = "give the context as a file, or ask for the credential as a JWT or with `eddsa-jcs-2022`"
    return unknown(CONTEXT, f"can not be verified without its context `{shorten(url)}`, which is not at hand", mend)


def _refuse_own_words(values: Json) -> None:
    """Refuse what gives words a meaning of its own, or what RDF can not hold, anywhere in the values."""
    for place, value in _walk(values):
        for key in value:
            if key == "@context" and place == 0:
                if any(isinstance(each, dict) for each in listed(value[key])):
                    raise unreadable("brings a context of its own, which can give its words another meaning")
            elif key.startswith("@") and not value.keys() <= {"@value", "@language", "@type"}:
                raise unreadable(f"uses the JSON-LD keyword `{shorten(key)}`, which is not read here")


def _walk(value: Any, depth: int = 0) -> Iterator[tuple[int, Json]]:
    if isinstance(value, dict):
        yield depth, value
        for each in value.values():
            yield from _walk(each, depth + 1)
    elif isinstance(value, list):
        for each in value:
            yield from _walk(each, depth + 1)


def _quads(values: Json, known: Mapping[str, Json]) -> str:
    """The canonical N-Quads, by the library."""
    jsonld = extra("pyld.jsonld", "sign", "signed credentials")
    dropped: list[object] = []

    def load(url: str, _options: object) -> Json:
        if url not in known:
            raise _no_context(url)
        return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": known[url]}

    resolver = extra("pyld.context_resolver", "sign", "signed credentials").ContextResolver({}, load)
    options = {"documentLoader": load, "contextResolver": resolver, "base": "", "processingMode": "json-ld-1.1"}
    processor = jsonld.JsonLdProcessor(on_property_dropped=dropped.append)
    try:
        expanded = processor.expand(values, dict(options))
        if dropped:
            raise forged("holds words that its contexts do not define, so that no signature covers them")
        for each in expanded:
            _refuse_unsigned(each)
        rows = processor.to_rdf(expanded, {**options, "produceGeneralizedRdf": False})
        found: str = _bounded()().main(rows, {"format": "application/n-quads"})
    except jsonld.JsonLdError as error:
        raise _explained(error) from None
    except (RecursionError, TypeError, KeyError, AttributeError, ValueError):
        raise unreadable("is no JSON-LD that can be read") from None
    return found


def _explained(error: BaseException) -> RefusedError:
    """A refusal of ours that the library wrapped into errors of its own, or that there is no reading it."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, RefusedError):
            return cause
        cause = cause.__cause__ or cause.__context__
    return unreadable("is no JSON-LD that can be read")


def _refuse_unsigned(node: Any) -> None:
    """Refuse what the step to RDF leaves out: names that are no IRIs, texts in a language that is none, indexes."""
    if isinstance(node, list):
        for each in node:
            _refuse_unsigned(each)
    elif isinstance(node, dict):
        names = [*listed(node.get("@id")), *listed(node.get("@type"))]
        if any(not isinstance(each, str) or not (_IRI.fullmatch(each) or each == "@json") for each in names):
            raise forged("names something by a name that is no IRI, so that no signature covers it")
        language = node.get("@language", "en")
        odd = {"@index", "@direction", "@reverse", "@included"} & node.keys()
        if odd or not isinstance(language, str) or not _LANGUAGE.fullmatch(language):
            raise forged("holds a word that does not become RDF, so that no signature covers it")
        if "@value" not in node:
            for each in node.values():
                _refuse_unsigned(each)


def _bounded() -> Any:
    """The library's canonicalisation, which would try all orders of blank nodes that look alike, within bounds."""

    class Bounded(extra("pyld.canon", "sign", "signed credentials").URDNA2015):  # type: ignore[misc]
        """RDFC-1.0 that gives up on a graph made to take for ever."""

        work = 0

        def create_hash_to_related(self, id_: str, issuer: Any) -> Any:
            """The related blank nodes of one, counted by the orders in which they would be tried."""
            found = super().create_hash_to_related(id_, issuer)
            self.work += sum(factorial(min(len(each), 12)) for each in found.values())
            if self.work > _WORK:
                raise unreadable("is built so that its canonical form would take too long to find")
            return found

    return Bounded
