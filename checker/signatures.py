"""Lets in only what is signed: manifests by a key trusted for their supplier, policies by one trusted for policies.

The signature of `NAME` lies beside it as `NAME.dsse.json`, as `certgate attest` writes it: a statement, in an envelope,
that names the SHA-256 of the file. What is judged are the very bytes that were verified; a file is not read twice.

Nothing in an envelope says when it was made that its signer could not write at will. So a key counts on the days on
which the buyer trusts it, and the day asked for is that of the assessment.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

from checker.document import Document
from checker.errors import InputError, Location, Problem, UsageError
from checker.model.manifest import Party
from checker.model.outcome import Outcome
from checker.model.parties import same_name, same_party
from checker.model.trust import Trust, TrustedKey
from checker.readers import Source, limits
from checker.readers.source import STDIN
from checker.records import NamedTuple
from checker.resources import resource_folder
from checker.signing.dsse import SUFFIX, Envelope, opened, signed_by
from checker.signing.keys import PublicKey, public_key
from checker.signing.submission import Submission, submitted
from checker.words import shorten

if TYPE_CHECKING:
    from checker.model.policy import Policy

MANIFESTS, POLICIES = "manifests", "policies"
"""What a buyer can require to be signed."""

_MANY = (".ndjson", ".jsonl", ".parquet")


class Signed(NamedTuple):
    """A file whose signature verifies: the bytes that were verified, and the trusted keys that signed them."""

    source: Source
    keys: tuple[TrustedKey, ...]


class Signatures:
    """The signatures of a run: whom the buyer trusts, on which day."""

    def __init__(self, trust: Trust, as_of: date) -> None:
        """Make the keys ready. Raises InputError for one of no use, UsageError where no key can fit what is required.

        UsageError, too, where the library is missing that verifies signatures.
        """
        self.as_of = as_of
        self.keys = [(key, _public(key, trust.path)) for key in trust.keys if key.pem is not None]
        fit = {MANIFESTS: any(key.suppliers for key in trust.keys), POLICIES: any(key.policies for key in trust.keys)}
        for wanted in trust.required:
            if not fit[wanted]:
                word = "suppliers" if wanted == MANIFESTS else "policies: true"
                raise UsageError(
                    f"{wanted} have to be signed, and no key is trusted to sign them; "
                    f"name one with `{word}` under `trust` in certgate.yaml"
                )

    def opened(self, source: Source) -> Signed:
        """A source whose signature verifies by a trusted key. Raises InputError for any other."""
        if source.shown == STDIN and not source.path:
            why = "manifests have to be signed, and standard input has no name beside which a signature could lie"
            mend = f"give the file, or its name with `--stdin-filename NAME`, beside which `NAME{SUFFIX}` lies"
            raise InputError(Problem(why, Location(source.shown), mend))
        if source.remote:
            why = "manifests have to be signed, and no signature is looked for beside a URL"
            raise InputError(Problem(why, Location(source.shown), f"copy it and its `NAME{SUFFIX}` into a folder"))
        data = _bytes(source)
        keys = self._verified("manifest", sha256(data).hexdigest(), source.path or source.shown, source.shown)
        return Signed(source._replace(path="", data=data), keys)

    def signers(self, signed: Signed, document: Document, supplier: Party) -> tuple[str, ...]:
        """The ids of the keys that may speak for a supplier, among those that signed the manifest.

        Raises InputError where there is none: keys of other suppliers, or keys that are not trusted on the day.
        """
        place = document.locate("/supplier")
        fitting = [key for key in signed.keys if any(_same(each, supplier) for each in key.suppliers)]
        if not fitting:
            names = ", ".join(_trusted_for(key) for key in signed.keys)
            why = f"the manifest is of {_named(supplier)}, and was signed with {names}"
            mend = "have the supplier sign it, or trust the key for this supplier in certgate.yaml"
            raise InputError(Problem(why, place, mend))
        return self._on_the_day(fitting, place)

    def of_policies(self, policies: Iterable[Policy], packs: Iterable[Source]) -> dict[str, tuple[str, ...]]:
        """The keys that signed each policy, by its digest, and whatever it extends; what ships needs no signature.

        Raises InputError for every policy that is not signed by a key that is trusted for policies.
        """
        found: dict[str, tuple[str, ...]] = dict.fromkeys(_shipped(), ())
        problems: list[Problem] = []
        for pack in packs:
            try:
                found |= self._pack(pack)
            except InputError as error:
                problems += error.problems
        for policy in policies:
            for digest, path in ((policy.sha256, policy.path), *((each.sha256, each.path) for each in policy.extends)):
                if digest in found or problems:
                    continue
                try:
                    found[digest] = self._policy("policy", digest, path, path)
                except InputError as error:
                    problems += error.problems
        if problems:
            raise InputError(problems)
        return found

    def _pack(self, pack: Source) -> dict[str, tuple[str, ...]]:
        """The keys that signed a policy pack, for each file in it."""
        from checker.packing import read_pack  # noqa: PLC0415 - of no use to most runs

        data = pack.load()
        ids = self._policy("pack", sha256(data).hexdigest(), pack.path, pack.shown)
        listing = read_pack(Source.from_stdin(data, pack.shown)).listing
        return {row["sha256"]: ids for row in listing["files"]}

    def _policy(self, kind: str, digest: str, path: str, shown: str) -> tuple[str, ...]:
        keys = self._verified(kind, digest, path, shown)
        fitting = [key for key in keys if key.policies]
        if not fitting:
            why = f"it was signed with {', '.join(f'`{key.id}`' for key in keys)}, not trusted to sign policies"
            mend = "have it signed by a key with `policies: true` in certgate.yaml"
            raise InputError(Problem(why, Location(shown), mend))
        return self._on_the_day(fitting, Location(shown))

    def _on_the_day(self, keys: Sequence[TrustedKey], place: Location) -> tuple[str, ...]:
        """The ids of the keys that are trusted on the day of the assessment. Raises InputError where none is."""
        found = tuple(sorted(key.id for key in keys if _holds(key, self.as_of)))
        if not found:
            terms = ", ".join(f"`{key.id}` {_term(key)}" for key in keys)
            why = f"the key that signed it is not trusted on {self.as_of}: {terms}"
            raise InputError(Problem(why, place, "have it signed with the key that is trusted now"))
        return found

    def _verified(self, kind: str, digest: str, path: str, shown: str) -> tuple[TrustedKey, ...]:
        """The trusted keys that signed a file of this digest. Raises InputError where there are none."""
        beside = Source.from_path(f"{path}{SUFFIX}", f"{shown}{SUFFIX}")
        if not os.path.lexists(beside.path):
            why = f"it has to be signed, and no `{os.path.basename(beside.shown)}` lies beside it"
            mend = f"whoever vouches for it signs it: `certgate attest {shown} --key KEY`"
            raise InputError(Problem(why, Location(shown), mend))
        envelope = opened(beside.load(), beside.shown)
        by = signed_by(envelope, [public for _, public in self.keys])
        if not by:
            raise self._unknown(envelope, shown)
        _refuse_other(submitted(envelope, beside.shown), kind, digest, shown)
        return tuple(key for key, public in self.keys if public.keyid in by)

    def _unknown(self, envelope: Envelope, shown: str) -> InputError:
        """The error for an envelope that no trusted key signed."""
        known = [key.id for key, public in self.keys if public.keyid in envelope.keyids]
        if known:
            why = (
                f"the signature beside it names the key `{known[0]}` and does not verify: it was made over other bytes"
            )
            return InputError(Problem(why, Location(shown), "have the file signed anew, and ask who changed it"))
        named = ", ".join(f"`{shorten(each, 16)}`" for each in envelope.keyids)
        why = f"it is signed with a key that nobody trusts: {named}"
        mend = "if it should be, get the key by another way than this file, and name it under `trust` in certgate.yaml"
        return InputError(Problem(why, Location(shown), mend))


def _public(key: TrustedKey, path: str | None) -> PublicKey:
    """The public key that is trusted. Raises InputError for one that can not be used."""
    try:
        return public_key((key.pem or "").encode(), path or "certgate.yaml")
    except InputError as error:
        rows = [each._replace(message=f"the key `{key.id}` can not be used: {each.message}") for each in error.problems]
        raise InputError(rows) from None


def _bytes(source: Source) -> bytes:
    """All bytes of a source, held in memory so that nobody can change them after they were verified."""
    if source.suffix not in _MANY:
        return source.load()
    most = limits.current().stdin_bytes
    with source.stream() as stream:
        data = stream.read(most + 1)
    if len(data) > most:
        why = f"the file is larger than {limits.size(most)}, the most that a signed one may have"
        mend = limits.mend("split it, and sign each part", "stdin_bytes")
        raise InputError(Problem(why, Location(source.shown), mend))
    return data


def _refuse_other(stated: Submission, kind: str, digest: str, shown: str) -> None:
    """Refuse a statement about another file, about what the file was before, or of another kind of file."""
    name = os.path.basename(shown)
    mend = f"put the signature of `{name}` in its place"
    if stated.kind != kind:
        why = f"the signature beside it is of a {stated.kind}, where that of a {kind} is required"
    elif stated.sha256 == digest:
        return
    elif stated.name == name:
        why, mend = (
            "it was changed after it was signed: its digest is another",
            "have it signed anew; ask who changed it",
        )
    else:
        why = f"the signature beside it is of another file, `{shorten(stated.name)}`"
    raise InputError(Problem(why, Location(shown), mend))


def _same(trusted: Party, supplier: Party) -> bool:
    """Whether a key's supplier is that of the manifest: by identifiers or name, and neither says otherwise."""
    if trusted.name and supplier.name and same_name(trusted.name, supplier.name) is Outcome.FAIL:
        return False
    return same_party(trusted, supplier) is Outcome.PASS


def _trusted_for(key: TrustedKey) -> str:
    names = " and ".join(_named(each) for each in key.suppliers)
    return f"the key `{key.id}`, which is trusted for {names or 'no supplier'}"


def _named(party: Party) -> str:
    """A party by its name, else by an identifier."""
    told = party.name or next((f"{kind} {value}" for kind, value in party.identifiers), "nobody")
    return f"`{shorten(told)}`"


def _holds(key: TrustedKey, day: date) -> bool:
    return (key.start is None or key.start <= day) and (key.until is None or day <= key.until)


def _term(key: TrustedKey) -> str:
    start, until = (f"from {key.start}" if key.start else ""), (f"until {key.until}" if key.until else "")
    return " ".join(filter(None, (start, until)))


def _shipped() -> set[str]:
    """The digests of the policies that ship with certgate, which are as trusted as the program."""
    folder = resource_folder("policies")
    files = [os.path.join(folder, name) for name in os.listdir(folder) if name.endswith(".yaml")]
    return {sha256(Source.from_path(file).load()).hexdigest() for file in files}
