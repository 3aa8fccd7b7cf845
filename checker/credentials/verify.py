"""Whether a credential verifies: its form, its signature, the key, whom it is addressed to, and its status.

Everything is looked up in what the buyer gave (`Trust`); nothing is fetched. What is found are facts and reasons, not a
verdict: the gate `assurance` judges them, by the day.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from checker.credentials import integrity, jose
from checker.credentials.faults import AUDIENCE, KEY, Fault, RefusedError, forged, unreadable
from checker.credentials.identity import Method, Resolver
from checker.credentials.secured import BYTES, Json, Secured, listed, object_of
from checker.credentials.term import Term
from checker.errors import InputError, Location, Problem
from checker.model.outcome import Outcome
from checker.model.trust import Trust, TrustedKey
from checker.readers.json_reader import read_json
from checker.records import NamedTuple
from checker.signing.keys import PublicKey, public_key
from checker.words import shorten

ENVELOPED = "data:application/vc+jwt,"
"""How the `id` of an `EnvelopedVerifiableCredential` begins, before the JWT."""

MEGABYTE = 1024 * 1024


class Verified(NamedTuple):
    """A credential and what is to be said of it; `problems` empty: it verifies, and a key of `trusted` signed it.

    `signed` tells whether the signature verifies, by whatever key; `claims` are to be believed only then. `resolved`:
    the key was found by the DID of the issuer, not among the trusted keys alone. `term` is
    from when until when credential, key and status list hold; `day` the day of the status list (None: it has none).
    `status` tells whether a list says that it is neither revoked nor suspended.
    """

    form: str = ""
    claims: Json = {}  # noqa: RUF012 - never changed
    issuer: str = ""
    signed: bool = False
    keyid: str = ""
    resolved: bool = False
    trusted: tuple[TrustedKey, ...] = ()
    term: Term = Term()
    issued: date | None = None
    day: date | None = None
    status: bool = False
    problems: tuple[Fault, ...] = ()


class Keys:
    """The keys that the buyer trusts to issue credentials, and the DID documents they gave."""

    def __init__(self, trust: Trust) -> None:
        """Raises InputError for a DID document or a key that can not be read."""
        self.resolver = Resolver(trust.did_documents)
        self.rows: list[tuple[TrustedKey, PublicKey | None]] = []
        for row in trust.keys:
            if row.bodies:
                self.rows.append((row, public_key(row.pem.encode(), f"key {row.id} of trust") if row.pem else None))

    def of(self, issuer: str, key: PublicKey, *, resolved: bool) -> tuple[TrustedKey, ...]:
        """The entries of the trust that a key answers to: by itself, or by the DID that it was found under."""
        found = []
        for row, pem in self.rows:
            same = pem is not None and pem.keyid == key.keyid
            if same or (resolved and row.did is not None and row.did == issuer):
                found.append(row)
        return tuple(found)


@lru_cache(maxsize=8)
def keys_of(trust: Trust) -> Keys:
    """The keys of a trust, read once."""
    return Keys(trust)


@lru_cache(maxsize=8)
def contexts_of(given: tuple[tuple[str, bytes], ...]) -> dict[str, Json]:
    """The JSON-LD contexts given, by their URLs. Raises InputError for one that is none."""
    found = {}
    for url, data in given:
        values = read_json(data, url).values
        if not isinstance(values, dict) or "@context" not in values:
            why = "this is no JSON-LD context: it has no `@context`"
            raise InputError(Problem(why, Location(url), "give the file that is published under this URL"))
        found[url] = values
    return found


def opened(data: bytes, shown: str, trust: Trust, most: int = BYTES) -> Secured:
    """The credential in the bytes of a file, in whatever form. Raises RefusedError for one that can not be read."""
    if len(data) > most:
        raise unreadable(f"is larger than {most // MEGABYTE} MB")
    text = data.strip(b" \t\r\n")
    if text[:1] != b"{":
        return _compact(text, shown)
    values = object_of(data, shown)
    if "EnvelopedVerifiableCredential" not in listed(values.get("type")):
        return integrity.opened(values, contexts_of(trust.contexts))
    inner = values.get("id")
    if not isinstance(inner, str) or not inner.startswith(ENVELOPED):
        raise unreadable(f"is an envelope whose `id` does not begin with `{ENVELOPED}`")
    return _compact(inner.removeprefix(ENVELOPED).encode("utf-8", "replace"), shown)


def _compact(text: bytes, shown: str) -> Secured:
    if not text.isascii() or text.count(b".") < 2:
        raise unreadable("is neither a JSON object nor a JWT")
    return jose.opened(text.decode(), shown)


def verified(data: bytes, shown: str, trust: Trust) -> Verified:
    """What is to be said of a credential. Raises InputError where what the buyer gave can not be read.

    Whether the key is trusted for the body of a certificate is not asked here; see `Verified.trusted`.
    """
    from checker.credentials.status import looked_up  # noqa: PLC0415 - a list is a credential itself

    try:
        secured = opened(data, shown, trust)
        found = signed_by(secured, trust)
    except RefusedError as refused:
        return Verified(problems=(refused.fault,))
    status = looked_up(found, trust)
    problems = (*found.problems, *_audience(secured, trust.audience), *status.problems)
    return found._replace(
        term=found.term.within(None, status.until), day=status.day, status=status.good, problems=problems
    )


def signed_by(secured: Secured, trust: Trust) -> Verified:
    """An opened credential with the key that signed it. Raises RefusedError where its signature does not verify."""
    keys = keys_of(trust)
    found = Verified(secured.form, secured.claims, secured.issuer, term=secured.term, issued=secured.issued)
    method = keys.resolver.key(secured.issuer, secured.method)
    if method is None:
        key = next((pem for _, pem in keys.rows if pem is not None and _verifies(secured, pem)), None)
        if key is None:
            return found._replace(problems=(_unresolved(secured.issuer),))
    else:
        key = _own(secured, method)
        found = found._replace(term=found.term.within(None, method.until))
    trusted = keys.of(secured.issuer, key, resolved=method is not None)
    problems = () if trusted else (_untrusted(secured.issuer),)
    resolved = method is not None
    return found._replace(signed=True, keyid=key.keyid, resolved=resolved, trusted=trusted, problems=problems)


def _own(secured: Secured, method: Method) -> PublicKey:
    if secured.algorithm != method.key.algorithm:
        raise forged("is signed by another algorithm than its key is for")
    if not _verifies(secured, method.key):
        raise forged("was changed after it was signed, or signed with another key than it names")
    return method.key


def _verifies(secured: Secured, key: PublicKey) -> bool:
    return key.algorithm == secured.algorithm and key.verifies(secured.signature, secured.signed)


def _unresolved(issuer: str) -> Fault:
    why = (
        f"is of `{shorten(issuer)}`, whose DID document is not at hand, and no trusted key signed it as it is: "
        "either it was changed, or the key is another one"
    )
    return Fault(KEY, Outcome.UNDETERMINED, why, "give the DID document of the issuer (`--did-documents`), or its key")


def _untrusted(issuer: str) -> Fault:
    why = f"verifies, with a key of `{shorten(issuer)}` that nobody said they trust to issue certificates"
    return Fault(KEY, Outcome.UNDETERMINED, why)


def _audience(secured: Secured, own: Sequence[str]) -> tuple[Fault, ...]:
    """What is addressed to somebody counts only for them."""
    named = secured.audience
    if not named or set(named) & set(own):
        return ()
    to = ", ".join(f"`{shorten(each)}`" for each in named[:3])
    ours = "nobody said by which name you are addressed" if not own else "which is not you"
    return (Fault(AUDIENCE, Outcome.UNDETERMINED, f"is addressed to {to}: {ours}"),)
