"""UNTP Digital Conformity Credentials (0.5, 0.6, 0.7) as manifests: what a body attests of products, sites, parties.

The table of what becomes what is in `README.md` beside this file. The model does not say whether a certificate follows
a product or a management system; where the standard is in the catalogue, that decides, else what was assessed, and it
stands under `x-untp-inferred` that it did. A signature is not looked at here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.readers.asked import PRODUCT, SYSTEM
from checker.readers.gs1_node import Entry, Node, Stated
from checker.readers.kinds import Kind, known_kind
from checker.readers.naming import Names
from checker.readers.recognising import refuse_other
from checker.readers.untp_certificate import Group, certificate, groups
from checker.readers.untp_envelope import credential
from checker.readers.untp_objects import Objects, party

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.document import Document, Value
    from checker.readers.asked import Asked
    from checker.readers.source import Source

_TYPE = "DigitalConformityCredential"


def documents(source: Source) -> Iterator[Document]:
    """The credential in a file; raises InputError."""
    yield credential(source)


def manifests(document: Document, asked: Asked) -> Iterator[Stated]:
    """The manifest that a credential states; raises InputError with the place for what can not be read as one."""
    refuse_other(document, "untp", ("credentialSubject",))
    root = Node(document, "", document.values)
    if _TYPE not in [each.value for each in root.each("type")]:
        raise root.refuse(f"this credential is no {_TYPE}", f"its `type` names `{_TYPE}`")
    subjects = root.each("credentialSubject")
    if len(subjects) != 1:
        raise root.refuse("a credential about one attestation is expected here", "give `credentialSubject` once")
    yield Stated(document, _manifest(root, subjects[0], asked))


def _manifest(root: Node, subject: Node, asked: Asked) -> Entry:
    inferred: dict[str, Value] = {}
    entry = Entry.at(root)
    entry.put("manifest", root, 1)
    _prepared(entry, root, asked, inferred)
    holder = subject.get("issuedToParty")
    if holder is None or not holder.words("name"):
        raise subject.refuse(
            "the credential does not say to whom it was issued", "`issuedToParty` has to have a `name`"
        )
    supplier = party(holder)
    inferred["/supplier"] = "the party to whom the attestation was issued"
    objects = Objects()
    found = groups(subject)
    for group in found:
        objects.add(group.assessments)
    if objects.sites:
        supplier.nest_all("sites", subject, objects.sites.values())
    entry.nest("supplier", supplier)
    if objects.products:
        entry.nest_all("products", subject, objects.products.values())
    names, rows = Names(), []
    for index, group in enumerate(found):
        kind = _kind(group, asked, objects)
        row, remarks = certificate(root, subject, group, kind.value, objects, names)
        remarks["kind"] = kind.reason
        inferred.update({f"/certificates/{index}/{key}": reason for key, reason in remarks.items()})
        rows.append(row)
    entry.nest_all("certificates", subject, rows)
    _about(entry, root)
    entry.put("x-untp-inferred", root, inferred)
    return entry


def _prepared(entry: Entry, root: Node, asked: Asked, inferred: dict[str, Value]) -> None:
    """The day from which the credential says what it says."""
    start = root.find("validFrom") or root.find("issuanceDate")
    if start is not None:
        entry.put_day("prepared", start)
        inferred["/prepared"] = "the first day of the credential"
    elif asked.prepared is not None:
        entry.put("prepared", root, asked.prepared)
        inferred["/prepared"] = "the day given on import; the credential does not say from when it speaks"
    else:
        raise root.refuse("the credential does not say from when it speaks", "give `--prepared YYYY-MM-DD`")


def _kind(group: Group, asked: Asked, objects: Objects) -> Kind:
    """Product or management system, and what says so. Raises InputError where nothing does."""
    known = known_kind(group.standard, asked)
    if known is not None:
        return known
    products, places, parties = objects.assessed(group.assessments)
    if products:
        return Kind(PRODUCT, "kind inferred from what was assessed: a product; the catalogue has no such standard")
    if places or parties:
        what = "a facility" if places else "an organisation"
        reason = f"kind inferred from what was assessed: {what} and no product; the catalogue has no such standard"
        return Kind(SYSTEM, reason)
    mend = "give `--kind product` or `--kind management-system`, as the certificate itself has it"
    raise group.place.refuse("nothing tells whether this attests a product or a management system", mend)


def _about(entry: Entry, root: Node) -> None:
    """Which credential the manifest comes from."""
    about = Entry.at(root)
    about.put("id", root.find("id"))
    issuer = root.get("issuer")
    if issuer is not None:
        named = issuer if isinstance(issuer.value, str) else issuer.find("id")
        about.put("issuer", named)
    contexts = [each for each in root.each("@context") if isinstance(each.value, str) and "untp" in each.value]
    about.put("context", contexts[0] if contexts else None)
    entry.nest("x-untp-credential", about)
