"""A Sigstore bundle as the command line names it, with whom it has to be signed by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.errors import UsageError
from checker.readers import Source
from checker.records import NamedTuple

if TYPE_CHECKING:
    from checker.replay import Check
    from checker.signing.dsse import Envelope

_NAMES = ("--bundle", "--trusted-root", "--identity", "--issuer")


class BundleRequest(NamedTuple):
    """The options about a bundle, as given."""

    bundle: str | None
    trusted_root: str | None
    identity: str | None
    issuer: str | None

    def wanted(self, attestation: str | None, keys: bool, envelope: bool) -> bool:
        """Whether a bundle is to be verified. Raises UsageError where something is missing, or does not go with it."""
        if not any(each is not None for each in self):
            return False
        missing = [name for name, value in zip(_NAMES, self, strict=True) if not value]
        if missing:
            told = " and ".join(f"`{each}`" for each in missing)
            raise UsageError(
                "a Sigstore bundle counts by a root, an identity and who identified it, all of them yours to name; "
                f"give {told} too"
            )
        if envelope:
            raise UsageError("`--bundle` goes with a report, and this is an envelope; leave it out, or give the report")
        if attestation or keys:
            raise UsageError(
                "`--bundle` stands in place of `--attestation` and `--key`; leave out the one or the others"
            )
        return True


def bundle_check(given: BundleRequest, data: bytes) -> tuple[Check, Envelope | None, str]:
    """Whether the bundle signs a report, the statement in it, and the name of its file.

    Raises InputError for a file that is no bundle or no root, UsageError where the library is not installed.
    """
    # Imported here: the library takes half a second, and most runs have none.
    from checker.replay.bundled import bundled
    from checker.signing.bundles import Person, opened_bundle, trusted_root
    from checker.signing.dsse import BYTES

    source = Source.from_path(given.bundle or "")
    with source.stream() as stream:
        bundle = opened_bundle(stream.read(BYTES + 1), source.shown)
    root = trusted_root(given.trusted_root or "")
    check, envelope = bundled(bundle, root, Person(given.identity or "", given.issuer or ""), data)
    return check, envelope, source.shown
