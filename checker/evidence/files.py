"""What the documents among the evidence show of a certificate."""

from __future__ import annotations

from collections.abc import Iterable

from checker.catalogue import Catalogue
from checker.evidence import bounds
from checker.evidence.kinds import PDF
from checker.evidence.matching import legible, missing, telling
from checker.evidence.opening import RefusedError
from checker.evidence.shelf import Seen, Shelf
from checker.evidence.texts import Text
from checker.model.backing import DOCUMENTED, Trace
from checker.model.manifest import Certificate, Evidence
from checker.model.outcome import Outcome
from checker.readers import limits
from checker.words import shorten

CREDENTIAL = "credential"
"""The type of evidence that is no document but signed data; see `checker/credentials/`."""

_SCOPE = ("models", "factories", "sites", "activities", "scope")
_PRINTED = ("number", "kind", "standard", "body", "holder", "issued", "effective", "expires", "mark", "scheme", *_SCOPE)
SHOWS: dict[str, tuple[str, ...]] = {
    "certificate": _PRINTED,
    "annex": ("number", "standard", "holder", *_SCOPE),
    "test-report": ("testing",),
    "audit-report": ("events",),
}
"""What a document of a type has in it for people to see; of its text only number, standard and holder are compared.

Only what shows the number shows the certificate itself."""

_NOT_ATTACHED, _ALTERED, _DISAGREES = "evidence-not-attached", "evidence-altered", "evidence-disagrees"


class Files:
    """The evidence files of one manifest, which have to lie in its folder; None: it has none (standard input)."""

    def __init__(self, folder: str | None, certificates: Iterable[Certificate] = ()) -> None:
        entries = (each for entry in certificates for each in entry.evidence)
        self._shelf = Shelf(
            folder,
            ((each.file, each.sha256.lower()) for each in entries if each.file and each.sha256 and _certifies(each)),
        )

    def traces(self, certificate: Certificate, catalogue: Catalogue) -> tuple[Trace, ...]:
        """What the documents among the evidence of a certificate show. Raises UsageError where pypdf is missing."""
        documents = [each for each in certificate.evidence if each.type != CREDENTIAL]
        return tuple(self._trace(certificate, each, catalogue) for each in documents)

    def read(self, evidence: Evidence) -> bytes | Trace:
        """The bytes of a small file, as for a credential; else why it can not be used.

        One whose digest is not the one stated is not handed out; a digest that is not stated is not asked for.
        """
        found = self._found(evidence)
        if isinstance(found, Trace):
            return found
        if found.data is None:
            why = f"is larger than {limits.size(bounds.KEPT_BYTES)}"
            return _refused(evidence, RefusedError(why, "attach the credential alone"))
        return found.data

    def _found(self, evidence: Evidence) -> Seen | Trace:
        """The file of an entry, if it is the one that is stated."""
        if evidence.file is None:
            why = "names no file"
            return _refused(evidence, RefusedError(why, "state `file`, the path of the document beside the manifest"))
        found = self._shelf.at(evidence.file)
        if isinstance(found, RefusedError):
            return _refused(evidence, found)
        if evidence.sha256 is not None and evidence.sha256.lower() != found.sha256:
            message = f"{_shown(evidence)} is not the file whose digest is stated: its own is {found.sha256}"
            told = _trace(evidence, Outcome.FAIL, _ALTERED, message)
            return told._replace(pointer=f"{evidence.pointer}/sha256", sha256=found.sha256)
        return found

    def _trace(self, certificate: Certificate, evidence: Evidence, catalogue: Catalogue) -> Trace:
        found = self._found(evidence)
        if isinstance(found, Trace):
            return found
        if evidence.sha256 is None:
            why = "is attached without its digest, so that nobody can tell whether it is the document that was issued"
            return _refused(evidence, RefusedError(why, f"state `sha256: {found.sha256}`, if it is the one"))
        if not _certifies(evidence):
            facts = SHOWS.get(evidence.type or "", ())
            return _passing(evidence, found, facts, "attached; its text is not compared")
        return _compared(certificate, evidence, found, catalogue)


def _certifies(evidence: Evidence) -> bool:
    """Whether an entry is said to show the certificate itself."""
    return "number" in SHOWS.get(evidence.type or "", ())


def _compared(certificate: Certificate, evidence: Evidence, found: Seen, catalogue: Catalogue) -> Trace:
    """What a document that shows the certificate says of number, standard and holder."""
    name, facts, text = _shown(evidence), SHOWS[evidence.type or ""], found.text
    holder = certificate.holder and certificate.holder.name
    if lacking := [key for key, stated in (("number", certificate.number), ("holder", holder)) if not stated]:
        message = f"`{certificate.id}` states no {' and no '.join(lacking)}, so {name} can not be compared with it"
        return _trace(evidence, Outcome.UNDETERMINED, _DISAGREES, message)
    if found.kind != PDF:
        return _passing(evidence, found, facts, f"attached; no text is read of a {found.kind}")
    if not isinstance(text, Text):
        return _refused(evidence, text or RefusedError("was not read", "attach it again"))
    if not legible(text.text):
        return _passing(evidence, found, facts, "attached; it has no text that can be read, so nothing is compared")
    if not telling(certificate):
        message = f"the number `{shorten(certificate.number or '')}` of `{certificate.id}` tells it from no other"
        return _trace(evidence, Outcome.UNDETERMINED, _DISAGREES, f"{message}, so {name} can not be compared with it")
    pages = "its text" if text.whole else f"the text of its first {limits.current().pdf_pages_read} pages"
    absent = list(missing(certificate, text.text, catalogue))
    if absent:
        listed = absent[0] if len(absent) == 1 else f"{', '.join(absent[:-1])} and {absent[-1]}"
        message = f"{name} does not show `{certificate.id}`: {pages} does not hold {listed}"
        return _trace(evidence, Outcome.FAIL, _DISAGREES, message)
    return _passing(evidence, found, facts, f"attached; {pages} holds number, standard and holder")


def _shown(evidence: Evidence) -> str:
    return f"`{shorten(evidence.file)}`" if evidence.file else "an entry of `evidence`"


def _trace(evidence: Evidence, outcome: Outcome, code: str, message: str, mend: str = "") -> Trace:
    at = f"{evidence.pointer}/file" if evidence.file else evidence.pointer
    return Trace(DOCUMENTED, shorten(evidence.file or "no file"), outcome, at, code, message, mend=mend)


def _refused(evidence: Evidence, refused: RefusedError) -> Trace:
    message = f"{_shown(evidence)} {refused.why}"
    return _trace(evidence, refused.outcome, _NOT_ATTACHED, message, refused.mend)


def _passing(evidence: Evidence, found: Seen, facts: tuple[str, ...], message: str) -> Trace:
    return _trace(evidence, Outcome.PASS, "", message)._replace(facts=facts, sha256=found.sha256)
