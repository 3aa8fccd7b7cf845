"""Which manifests a run takes in: all that can be read or, where the buyer requires it, those that are signed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from checker.document import Document
from checker.errors import InputError
from checker.model.manifest import Manifest
from checker.readers import Source, read

if TYPE_CHECKING:
    from checker.report import Conditions
    from checker.signatures import Signatures, Signed


class Door:
    """Lets every manifest in. `whole`: a file of many is read as a whole, because it is verified as one."""

    whole = False

    def read(self, source: Source) -> Iterator[Document | InputError]:
        """The documents of a source, and an error in the place of each that can not be used."""
        return read(source)

    def admit(self, document: Document, manifest: Manifest) -> None:
        """Raise InputError for a manifest that is not taken in; note on its document by which keys it is."""


class GuardedDoor(Door):
    """Lets only those in that are signed by a key that is trusted for their supplier.

    A file of many manifests is signed as a whole, and each of them has to be of a supplier for whom its key is trusted.
    """

    whole = True

    def __init__(self, signatures: Signatures) -> None:
        self.signatures = signatures
        self.signed: Signed  # of the source that is being read

    def read(self, source: Source) -> Iterator[Document | InputError]:
        """The documents of a source that is signed, else the one reason why none of it is read."""
        try:
            self.signed = self.signatures.opened(source)
        except InputError as error:
            yield error
            return
        for found in read(self.signed.source):
            if isinstance(found, Document):
                found.folder = source.folder
            yield found

    def admit(self, document: Document, manifest: Manifest) -> None:
        """Raise InputError for a manifest of a supplier for whom no key that signed it is trusted."""
        document.signed_by = self.signatures.signers(self.signed, document, manifest.supplier.party)


def door(conditions: Conditions) -> Door:
    """The door of a run. Raises InputError and UsageError where signatures are required and can not be verified."""
    trust = conditions.means.trust
    if "manifests" not in trust.required:
        return Door()
    from checker.signatures import Signatures  # noqa: PLC0415 - of no use to most runs

    return GuardedDoor(Signatures(trust, conditions.as_of))
