"""Schema-conforming `trust` of the configuration becomes a `Trust`; what the schema can not see is checked here."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from checker.decode.fields import day, entries, party
from checker.errors import InputError, Problem
from checker.model.trust import Trust, TrustedKey

if TYPE_CHECKING:
    from checker.document import Document

Raw = dict[str, Any]
Load = Callable[[str], tuple[str, bytes]]
"""Reads a file that the configuration names: how it is shown, and its bytes. Raises InputError."""

_PUBLIC = "-----BEGIN PUBLIC KEY-----"
_SIGNS = "name a `file`: a DID says who issues credentials"


def decode_trust(document: Document, values: Raw, load: Load) -> Trust:
    """Whom the `trust` of a configuration trusts. Raises InputError with every place.

    Refused are a file that can not be read or holds no public key, a key that is trusted for nothing or by two names,
    and a term that ends before it begins.
    """
    return _Decoding(document, load).trust(values)


def digest_of(trust: Trust) -> str:
    """The digest of all that is trusted and required: keys, files, names and terms."""
    rows = [{**key._asdict(), "start": str(key.start), "until": str(key.until)} for key in trust.keys]
    files = [[sha256(data).hexdigest() for _, data in part] for part in (trust.did_documents, trust.status_lists)]
    stated = [sorted(rows, key=lambda row: str(row["id"])), *map(sorted, files), trust.audience, sorted(trust.required)]
    if trust.contexts:
        stated.append(sorted((url, sha256(data).hexdigest()) for url, data in trust.contexts))
    return sha256(json.dumps(stated, sort_keys=True).encode()).hexdigest()


class _Decoding:
    """One configuration being decoded: its document, and what is wrong with it."""

    def __init__(self, document: Document, load: Load) -> None:
        self.document = document
        self.load = load
        self.problems: list[Problem] = []

    def trust(self, values: Raw) -> Trust:
        keys = tuple(self.key(raw, at) for at, raw in entries(values.get("keys"), "/trust/keys"))
        self.twice(keys)
        dids = self.files(values, "did_documents")
        lists = self.files(values, "status_lists")
        contexts = self.contexts(values)
        if self.problems:
            raise InputError(sorted(self.problems, key=lambda problem: problem.location))
        audience, required = tuple(values.get("audience", ())), tuple(sorted(set(values.get("require", ()))))
        return Trust(keys, dids, lists, audience, required, self.document.path, contexts=contexts)

    def key(self, raw: Raw, at: str) -> TrustedKey:
        start, until = day(raw.get("from")), day(raw.get("until"))
        if start and until and until < start:
            self.wrong(f"{at}/until", f"the term of key `{raw['id']}` ends before it begins", "swap the days")
        if ("file" in raw) == ("did" in raw):
            self.wrong(at, f"the key `{raw['id']}` names {_how_many(raw)}", "give one of `file` and `did`")
        purposes = [name for name in ("suppliers", "policies", "reports") if raw.get(name)]
        if not purposes and "bodies" not in raw:
            mend = "say with `bodies`, `suppliers`, `policies` or `reports` what for"
            self.wrong(at, f"the key `{raw['id']}` is trusted for nothing", mend)
        if "did" in raw and "file" not in raw and purposes:
            self.wrong(f"{at}/{purposes[0]}", f"`{purposes[0]}` needs a public key in a file", _SIGNS)
        suppliers = []
        for place, each in entries(raw.get("suppliers"), f"{at}/suppliers"):
            found = party(each)
            if found is None or not (found.name or found.identifiers):
                self.wrong(place, "this names no supplier", "give its `name`, or an identifier such as `lei`")
            else:
                suppliers.append(found)
        return TrustedKey(
            raw["id"],
            self.pem(raw["file"], f"{at}/file") if "file" in raw else None,
            raw.get("did"),
            tuple(raw.get("bodies", ())),
            tuple(suppliers),
            raw.get("policies", False),
            raw.get("reports", False),
            start,
            until,
        )

    def pem(self, file: str, at: str) -> str | None:
        """The text of a public key; whether it is one that can be used, its use will tell."""
        found = self.read(file, at)
        if found is None:
            return None
        shown, data = found
        text = data.decode("ascii", "replace")
        if "PRIVATE KEY-----" in text:
            mend = "name its public half, and keep this file from everybody else"
            self.wrong(at, f"`{shown}` is a private key", mend)
        elif _PUBLIC not in text:
            self.wrong(at, f"`{shown}` is no public key in PEM", f"it has to hold `{_PUBLIC}`")
        return text

    def files(self, values: Raw, name: str) -> tuple[tuple[str, bytes], ...]:
        found = (self.read(file, at) for at, file in entries(values.get(name), f"/trust/{name}"))
        return tuple(each for each in found if each is not None)

    def contexts(self, values: Raw) -> tuple[tuple[str, bytes], ...]:
        """JSON-LD contexts by their URLs; whether a file is one, its use will tell."""
        found: list[tuple[str, bytes]] = []
        for at, raw in entries(values.get("contexts"), "/trust/contexts"):
            each = self.read(raw["file"], f"{at}/file")
            if any(raw["url"] == url for url, _ in found):
                self.wrong(f"{at}/url", f"two contexts have the URL `{raw['url']}`", "give one")
            elif each is not None:
                found.append((raw["url"], each[1]))
        return tuple(found)

    def read(self, file: str, at: str) -> tuple[str, bytes] | None:
        try:
            return self.load(file)
        except InputError as error:
            for problem in error.problems:
                self.wrong(at, f"`{problem.location.file}`: {problem.message}", problem.help)
            return None

    def twice(self, keys: Sequence[TrustedKey]) -> None:
        seen: set[str] = set()
        for number, key in enumerate(keys):
            if key.id in seen:
                self.wrong(f"/trust/keys/{number}/id", f"two keys have the id `{key.id}`", "give each its own")
            seen.add(key.id)

    def wrong(self, at: str, message: str, mend: str) -> None:
        self.problems.append(Problem(message, self.document.locate(at), mend))


def _how_many(raw: Raw) -> str:
    return "both a file and a DID" if "file" in raw else "neither a file nor a DID"


def with_files(trust: Trust, did_documents: Iterable[tuple[str, bytes]], lists: Iterable[tuple[str, bytes]]) -> Trust:
    """A trust with files added, and its digest; nothing at all stays without one."""
    found = trust._replace(
        did_documents=(*trust.did_documents, *did_documents), status_lists=(*trust.status_lists, *lists)
    )
    return found._replace(sha256=digest_of(found)) if found != Trust() else found
