"""One run of `verify`: what is asked of a report, by what, and where the answers go."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date
from hashlib import sha256
from typing import Any

from checker.api import load_catalogue, load_report
from checker.backing import Means
from checker.cli.backing import signers_of
from checker.cli.bundles import BundleRequest, bundle_check
from checker.cli.config import Config, find_config
from checker.cli.keys import public_key_of
from checker.cli.look import look
from checker.cli.outputs import parse_outputs, refuse_inputs, write
from checker.cli.session import Request, chosen, find_order, means_of, parse_day
from checker.cli.spans import parse_span
from checker.cli.streams import say
from checker.errors import UsageError, did_you_mean
from checker.json_library import orjson
from checker.model.trust import NOBODY, Trust
from checker.readers import Source
from checker.records import NamedTuple
from checker.renderers.verified import known, render
from checker.replay import (
    RELAXATIONS,
    Check,
    Claim,
    Given,
    Own,
    Trusted,
    accept,
    bound,
    claim_of,
    claim_of_report,
    replayed,
    signed,
    stated,
    verification,
)
from checker.signing.dsse import Envelope, beside, opened

Json = dict[str, Any]


class VerifyRequest(NamedTuple):
    """What `verify` was asked to do, as given on the command line; `inputs` are the options that `check` has too."""

    file: str
    inputs: Request
    attestation: str | None
    key: Sequence[str]
    sigstore: BundleRequest
    manifests: str | None
    replay: bool
    allow: Sequence[str]
    within: str | None
    stdin: str | None


class _Asked(NamedTuple):
    """A file with what is to be asked of it."""

    data: bytes
    shown: str
    envelope: Envelope | None
    envelope_shown: str
    config: Config
    means: Means
    trusted: Sequence[Trusted]


class _Seal(NamedTuple):
    """The signature by which a report is held, with the answer for a claim whether it counts.

    `envelope` is the statement that was signed; None where the report itself was.
    """

    envelope: Envelope | None
    claim: Claim | None
    signature: Callable[[Claim], Check]


def verify_run(given: VerifyRequest) -> int:
    """Ask, and write the answers; returns the exit code."""
    outputs = parse_outputs(given.inputs.output, named=known, pages=lambda _name: False)
    appearance = look(quiet=given.inputs.quiet, color=given.inputs.color)
    _refuse_unknown(given.allow)
    config = find_config(given.inputs.config)
    means = means_of(given.inputs, config)
    data, shown = _read(given.file)
    is_envelope = "payload" in (keys := _keys(data))
    if "verificationMaterial" in keys:
        raise UsageError("this is a Sigstore bundle; give the report, and this file with `--bundle`")
    by_bundle = given.sigstore.wanted(given.attestation, bool(given.key), is_envelope)
    envelope, named = (opened(data, shown), shown) if is_envelope else _attestation(given, by_bundle)
    trusted = [*_given_keys(given.key), *_trusted(means.trust)]
    read = [given.file, given.attestation or "", given.sigstore.bundle or "", given.sigstore.trusted_root or ""]
    refuse_inputs(outputs, [*read, *given.key])
    asked = _Asked(data, shown, envelope, named, config, means, trusted)
    claim, checks = _of_envelope(given, asked) if is_envelope else _of_report(given, asked)
    found = verification(shown, sha256(data).hexdigest(), claim, checks)
    write(found, outputs, appearance, drawn=render)
    return int(found["exit_code"])


def _of_envelope(given: VerifyRequest, asked: _Asked) -> tuple[Claim, list[Check]]:
    """What can be asked of a statement without its report."""
    if given.replay or given.manifests:
        raise UsageError("a statement alone can not be made again; give the report, and this file with `--attestation`")
    if given.attestation:
        raise UsageError("`--attestation` goes with a report, and this is an envelope already; leave it out")
    if asked.envelope is None or not asked.trusted:
        raise UsageError(_NO_KEY)
    claim = claim_of(asked.envelope, asked.shown)
    checks = [signed(asked.envelope, claim, asked.trusted, _days(given, claim))]
    return claim, [*checks, *(_accepted(given, asked, claim) if given.inputs.policies else ())]


_NO_KEY = (
    "a signature counts by a key that you trust; give it with `--key FILE`, or under `trust` in certgate.yaml with "
    "`reports: true`"
)


def _of_report(given: VerifyRequest, asked: _Asked) -> tuple[Claim | None, list[Check]]:
    wanted = bool(given.inputs.policies) and not given.replay
    seal = _bundle(given, asked) if given.sigstore.bundle else _envelope(given, asked, wanted)
    checks: list[Check] = []
    if isinstance(seal, Check):
        return None, [seal]
    if seal and seal.claim:
        checks.append(bound(asked.data, seal.claim))
        if checks[0].outcome != "pass":
            # What somebody else wrote is not to be read any further.
            return None, [*checks, seal.signature(seal.claim)]
    report = load_report(asked.data, asked.shown)
    own = claim_of_report(report, sha256(asked.data).hexdigest())
    if seal:
        checks.append(seal.signature(own))
    if seal and seal.claim and seal.envelope:
        checks += stated(report, own, seal.claim, seal.envelope)
    if wanted:
        checks += _accepted(given, asked, own)
    if not wanted or given.manifests:
        checks += replayed(asked.data, report, _places(given, asked, report))
    return own, checks


def _envelope(given: VerifyRequest, asked: _Asked, wanted: bool) -> _Seal | None:
    """The envelope beside a report and the keys that are trusted; None where nobody asked for a signature."""
    if asked.envelope is None:
        if given.key or wanted:
            raise UsageError("no signature is given; name the envelope with `--attestation FILE`")
        return None
    claim, envelope = claim_of(asked.envelope, asked.envelope_shown), asked.envelope
    if asked.trusted:
        return _Seal(envelope, claim, lambda own: signed(envelope, own, asked.trusted, _days(given, own)))
    if given.attestation or wanted:
        raise UsageError(_NO_KEY)
    say(f"certgate: the signature in `{asked.envelope_shown}` was not verified; give the key with `--key FILE`")
    return None


def _bundle(given: VerifyRequest, asked: _Asked) -> _Seal | Check:
    """The bundle about a report; the answer alone where it does not verify, for then nothing else is to be asked."""
    check, envelope, shown = bundle_check(given.sigstore, asked.data)
    if check.outcome != "pass":
        return check
    return _Seal(envelope, claim_of(envelope, shown) if envelope else None, lambda _claim: check)


def _days(given: VerifyRequest, claim: Claim) -> set[date]:
    """On which days a key has to be trusted: that of the run and, where one relies on it, today as well."""
    return {claim.as_of, parse_day(None)} if given.inputs.policies and not given.replay else {claim.as_of}


def _accepted(given: VerifyRequest, asked: _Asked, claim: Claim) -> list[Check]:
    catalogue = load_catalogue([*asked.config.catalogue, *given.inputs.catalogue])
    own = Own(
        policies=chosen(given.inputs.policies, asked.config, catalogue),
        catalogue=catalogue,
        today=parse_day(None),
        allowed=given.allow,
        within=parse_span(given.within, "--within") if given.within else None,
        order=find_order(given.inputs.order),
        means=asked.means,
    )
    return accept(claim, own)


def _places(given: VerifyRequest, asked: _Asked, report: Json) -> Given:
    """Where the inputs of the run are looked for."""
    inputs, means, day = given.inputs, asked.means, date.fromisoformat(report["as_of"])
    trust = report["inputs"].get("trust") or {}
    if len(trust.get("required", ())) == 2:
        # So it would be by `--require-signature`, which the report does not tell from the configuration.
        means = means_of(inputs._replace(require_signature=True), asked.config)
    # What the run did without is not added to it: whoever verifies may trust and know more than whoever ran it.
    used = {row["name"] for row in report["inputs"].get("registers") or ()}
    registers = tuple(each for each in means.registers if each.name in used)
    means = Means(registers, means.trust if trust else NOBODY)
    names = list(inputs.policies) or list(asked.config.policies)
    return Given(
        manifests=given.manifests or ".",
        policies=names,
        catalogue=inputs.catalogue,
        waivers=inputs.waivers,
        order=inputs.order,
        baseline=inputs.baseline,
        stdin=_read(given.stdin)[0] if given.stdin else None,
        means=means,
        signers=lambda policies: signers_of(names, policies, means.trust, day),
    )


def _read(file: str) -> tuple[bytes, str]:
    source = Source.from_stdin(sys.stdin.buffer.read()) if file == "-" else Source.from_path(file)
    with source.stream() as stream:
        return stream.read(), source.shown


def _keys(data: bytes) -> Collection[str]:
    """The keys of a file in JSON, by which an envelope is told from a report; none where it is something else."""
    try:
        values = orjson.loads(data)
    except orjson.JSONDecodeError:
        return ()
    return values.keys() if isinstance(values, dict) else ()


def _attestation(given: VerifyRequest, by_bundle: bool) -> tuple[Envelope | None, str]:
    """The envelope that is named, else the one beside the report, and its name; None where there is none."""
    path = given.attestation or beside(given.file)
    if given.attestation is None and (by_bundle or given.file == "-" or not os.path.exists(path)):
        return None, ""
    data, shown = _read(path)
    return opened(data, shown), shown


def _given_keys(paths: Sequence[str]) -> Iterator[Trusted]:
    for path in paths:
        yield Trusted(path, public_key_of(path))


def _trusted(trust: Trust) -> Iterator[Trusted]:
    """The keys that the configuration trusts for reports."""
    from checker.signing.keys import public_key

    for each in trust.keys:
        if each.reports and each.pem is not None:
            key = public_key(each.pem.encode(), trust.path or "-")
            names = frozenset(party.name or "" for party in each.suppliers)
            yield Trusted(each.id, key, names if each.suppliers else None, each.start, each.until)


def _refuse_unknown(allowed: Sequence[str]) -> None:
    for each in allowed:
        if each not in RELAXATIONS:
            mend = did_you_mean(each, RELAXATIONS) or f"known: {', '.join(RELAXATIONS)}"
            raise UsageError(f"`--allow {each}` names no relaxation; {mend}")
