"""What the signed credentials among the evidence say of a certificate."""

from __future__ import annotations

from hashlib import sha256

from checker.catalogue import Catalogue
from checker.credentials.comparing import compared
from checker.credentials.conformity import CREDENTIAL, conformity
from checker.credentials.faults import KEY, UNREADABLE, Fault
from checker.credentials.verify import verified
from checker.evidence import Files
from checker.model.backing import CONFIRMED, Trace
from checker.model.manifest import BodyName, Certificate, Evidence
from checker.model.outcome import Outcome
from checker.model.parties import fold
from checker.model.trust import Trust, TrustedKey
from checker.words import shorten

TYPE = "credential"
"""The type of evidence that is a signed credential."""


def traces(certificate: Certificate, files: Files, trust: Trust, catalogue: Catalogue) -> tuple[Trace, ...]:
    """What the credentials among the evidence of a certificate say of it.

    Raises InputError for a key or document of the buyer's that can not be read, UsageError where a library is missing.
    """
    found: list[Trace] = []
    for evidence in certificate.evidence:
        if evidence.type == TYPE:
            data = files.read(evidence)
            if isinstance(data, Trace):
                found.append(data._replace(level=CONFIRMED))
            else:
                found.extend(_Credential(certificate, evidence, data, trust, catalogue).traces())
    return tuple(found)


class _Credential:
    """One credential, and the certificate that it is attached to."""

    def __init__(
        self, certificate: Certificate, evidence: Evidence, data: bytes, trust: Trust, catalogue: Catalogue
    ) -> None:
        self.certificate = certificate
        self.catalogue = catalogue
        self.pointer = f"{evidence.pointer}/file"
        self.name = f"`{shorten(evidence.file or '')}`"
        self.digest = sha256(data).hexdigest()
        self.found = verified(data, evidence.file or "", trust)

    def traces(self) -> list[Trace]:
        """Everything against it; only where there is nothing, what it shows."""
        against = [*self.found.problems, *self._about()]
        if against:
            return [self._against(each) for each in against]
        return [self._agreeing(row) for row in self._keys()]

    def _about(self) -> list[Fault]:
        """What it says of another certificate or body than the manifest; not asked of what does not verify."""
        if not self.found.signed or not self.found.trusted:
            return []
        if not self._keys():
            return [self._of_another_body()]
        said = conformity(self.found.claims)
        if said is None:
            why = f"is no `{CREDENTIAL}`, so that nothing in it can be compared with the certificate"
            return [Fault(UNREADABLE, Outcome.UNDETERMINED, why)]
        compare = compared(self.certificate, said, self.found.claims, self.catalogue)
        if compare.against:
            return [Fault("evidence-disagrees", Outcome.FAIL, why) for why in compare.against]
        if not compare.lacking:
            return []
        why = f"does not show the {' and the '.join(compare.lacking)} of `{self.certificate.id}`"
        if not compare.facts and said.numbers:
            why += f": it is of {', '.join(f'`{shorten(each)}`' for each in said.numbers[:2])}"
        return [Fault("not-confirmed", Outcome.UNDETERMINED, why)]

    def _of_another_body(self) -> Fault:
        body = self.certificate.body
        names = sorted({each for row in self.found.trusted for each in row.bodies})
        of = ", ".join(f"`{shorten(each)}`" for each in names[:3])
        own = f"which the manifest names `{shorten(body.name or body.id or '')}`" if body else "which is not stated"
        why = f"is signed with a key trusted for {of}, not for the body of `{self.certificate.id}`, {own}"
        return Fault(KEY, Outcome.UNDETERMINED, why)

    def _keys(self) -> list[TrustedKey]:
        """The keys that signed it and are trusted for the body of the certificate."""
        body = self.certificate.body
        return [row for row in self.found.trusted if body and is_trusted_for(row, body, self.catalogue)]

    def _against(self, fault: Fault) -> Trace:
        told = f"the credential {self.name} {fault.why}"
        return Trace(
            CONFIRMED,
            self.name,
            fault.outcome,
            self.pointer,
            fault.code,
            told,
            day=fault.day,
            sha256=self.digest,
            mend=fault.mend,
        )

    def _agreeing(self, row: TrustedKey) -> Trace:
        said = conformity(self.found.claims)
        facts = compared(self.certificate, said, self.found.claims, self.catalogue).facts if said else ()
        status = self.certificate.status
        if self.found.status and status and status.value == "active":
            facts = (*facts, "status")
        term = self.found.term.within(row.start, row.until)
        return Trace(
            CONFIRMED,
            f"the credential {self.name}",
            Outcome.PASS,
            self.pointer,
            facts=(*facts, "body"),
            message=f"signed with the key `{row.id}`",
            day=self.found.day,
            start=term.start,
            until=term.until,
            sha256=self.digest,
        )


def is_trusted_for(row: TrustedKey, body: BodyName, catalogue: Catalogue) -> bool:
    """Whether a key is trusted for a certification body: by its row in the catalogue, or by the very same name."""
    match = catalogue.body(body)
    if match.conflict:
        return False
    for name in row.bodies:
        known = catalogue.body(BodyName(id=name)).body or catalogue.body(BodyName(name=name)).body
        if match.body is not None or known is not None:
            if match.body is not None and known is not None and match.body.id == known.id:
                return True
        elif fold(body.name or body.id or "") == fold(name):
            return True
    return False
