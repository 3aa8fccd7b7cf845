"""One certificate of a UNTP credential: what its assessments against one standard amount to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.readers.asked import PRODUCT
from checker.readers.gs1_node import Entry, Node
from checker.readers.untp_objects import Objects, party
from checker.records import NamedTuple

if TYPE_CHECKING:
    from checker.document import Value
    from checker.readers.naming import Names

NOT_STATED = "not stated"
_ATTESTATIONS = {
    "certification": "certification",
    "declaration": "declaration",
    "inspection": "inspection",
    "testing": "test-report",
}


class Group(NamedTuple):
    """The assessments against one standard; `place` is where the credential names the standard."""

    standard: str
    place: Node
    assessments: list[Node]


def groups(subject: Node) -> list[Group]:
    """A group for each standard in the order of the credential; the profile or scheme where no standard is named."""
    found: dict[str, Group] = {}
    for assessment in subject.each("conformityAssessment") or subject.each("assessment"):
        for place in _standards(assessment, subject):
            text = place.text if isinstance(place.value, str) else NOT_STATED
            found.setdefault(text, Group(text, place, [])).assessments.append(assessment)
    if not found:
        raise subject.refuse("the credential assesses nothing", "it has a `conformityAssessment` for what it attests")
    return list(found.values())


def _standards(assessment: Node, subject: Node) -> list[Node]:
    named = [name for each in assessment.each("referenceStandard") if (name := each.find("name"))]
    if named:
        return named
    for key in ("referenceProfile", "scope", "referenceScheme"):
        scheme = subject.get(key)
        if scheme is not None and (name := scheme.find("name")):
            return [name]
    return [assessment]


def certificate(
    root: Node, subject: Node, group: Group, kind: str, objects: Objects, names: Names
) -> tuple[Entry, dict[str, str]]:
    """The certificate, and what of it is inferred, by key. Raises InputError for what no certificate can say."""
    remarks: dict[str, str] = {}
    entry = Entry.at(subject)
    entry.put("id", group.place, names.of(group.standard, "certificate"))
    entry.put("kind", group.place, kind)
    entry.put("number", subject.find("certificateNumber") or subject.find("registeredId") or subject.find("id"))
    entry.put("standard", group.place, group.standard)
    _attestation(entry, subject, kind, remarks)
    _body(entry, root, remarks)
    entry.nest_all("accreditations", subject, _accreditations(subject)) if subject.each("authorisation") else None
    holder = subject.get("issuedToParty")
    if holder is not None:
        entry.nest("holder", party(holder))
    entry.nest("covers", _covers(group, kind, objects))
    entry.put_day("effective", root.find("validFrom") or root.find("issuanceDate"))
    entry.put_day("expires", root.find("validUntil") or root.find("expirationDate"))
    _conformance(entry, group, remarks)
    scheme = subject.get("referenceScheme")
    if kind == PRODUCT and scheme is not None and scheme.words("name"):
        row = Entry.at(scheme)
        row.put("name", scheme.find("name"))
        entry.nest("scheme", row)
    for key, name in (("name", "x-untp-name"), ("assessorLevel", "x-untp-assessor-level"), *_LEVELS):
        entry.put(name, subject.find(key))
    _documents(entry, subject)
    return entry, remarks


_LEVELS = (("assessmentLevel", "x-untp-assessment-level"), ("description", "x-untp-description"))


def _attestation(entry: Entry, subject: Node, kind: str, remarks: dict[str, str]) -> None:
    """What is attested, by whom: the word of the holder itself is a declaration, whatever it is called."""
    stated, level = subject.find("attestationType"), subject.find("assessorLevel")
    own = level is not None and level.text.casefold() in ("self", "1stparty")
    if kind != PRODUCT:
        if own or (stated is not None and stated.text != "certification"):
            place = level if own and level is not None else stated or subject
            mend = "only a certification by another party is one; keep the credential as evidence"
            raise place.refuse(f"an attestation of `{place.text}` certifies no management system", mend)
        return
    if own:
        entry.put("attestation", level, "declaration")
        remarks["attestation"] = "the assessor is the holder itself"
        return
    known = _ATTESTATIONS.get(stated.text) if stated is not None else None
    if known is None or stated is None:
        place = stated or subject
        mend = f"known: {', '.join(sorted(_ATTESTATIONS))}; keep the credential as evidence"
        what = f"of `{stated.text}` has no counterpart in a manifest" if stated else "states no `attestationType`"
        raise place.refuse(f"an attestation {what}", mend)
    entry.put("attestation", stated, known)


def _body(entry: Entry, root: Node, remarks: dict[str, str]) -> None:
    issuer = root.get("issuer")
    if issuer is None or not isinstance(issuer.value, dict):
        return
    body = Entry.at(issuer)
    body.put("name", issuer.find("name"))
    body.put("x-untp-id", issuer.find("id"))
    if "name" in body.values:
        remarks["body"] = "the issuer of the credential"
        entry.nest("body", body)


def _accreditations(subject: Node) -> list[Entry]:
    """Who stands behind the body. Under which standard and for what is not in the model, so it is not known here."""
    rows = []
    for each in subject.each("authorisation"):
        row = Entry.at(each)
        authority = each.get("issuingAuthority")
        row.put("body", authority.find("name") if authority else None)
        row.put("x-untp-name", each.find("name"))
        rows.append(row)
    return rows


def _covers(group: Group, kind: str, objects: Objects) -> Entry:
    """What was assessed. A product's certificate names its factories, a management system's its sites."""
    covers = Entry.at(group.assessments[0])
    products, places, _ = objects.assessed(group.assessments)
    if kind == PRODUCT and products:
        models = [model for key in products for model in _texts(objects.products[key].values.get("models"))]
        covers.put("models", group.assessments[0], list(dict.fromkeys(models)))
        lots = [lot for key in products for lot in _ids(objects.products[key].values.get("lots"))]
        if lots:
            covers.put("lots", group.assessments[0], list(dict.fromkeys(lots)))
    if places:
        ids = [objects.sites[key].values["id"] for key in places]
        covers.put("factories" if kind == PRODUCT else "sites", group.assessments[0], ids)
    conditions = [each for assessment in group.assessments for each in assessment.each("specifiedCondition")]
    if conditions:
        covers.put("conditions", conditions[0], list(dict.fromkeys(each.text for each in conditions)))
    return covers


def _texts(value: Value) -> list[Value]:
    return value if isinstance(value, list) else []


def _ids(value: Value) -> list[Value]:
    return [each["id"] for each in _texts(value) if isinstance(each, dict)]


def _conformance(entry: Entry, group: Group, remarks: dict[str, str]) -> None:
    """One assessment that did not conform is adverse; one that does not say leaves open since when anything holds.

    That all conform is no status of today either.
    """
    said = [each.get("conformance") for each in group.assessments]
    against = next((each for each in said if each is not None and each.value is not True), None)
    if against is not None and against.value is not False:
        raise against.refuse("`conformance` is true or false", "write it without quotes")
    if against is not None:
        status = Entry.at(against)
        status.put("value", against, "inactive")
        status.put("source", against, "the credential: conformance false")
        entry.nest("status", status)
        remarks["status"] = "an assessment came to the result that it does not conform, so nothing is certified"
    elif None in said:
        entry.values["x-untp-conformance"] = "not stated"
        entry.values["x-untp-effective"] = entry.values.pop("effective", None)
        remarks["effective"] = "left out: an assessment does not say that it conforms, so nothing takes effect by it"
    else:
        entry.put("x-untp-conformance", said[0], "true")


def _documents(entry: Entry, subject: Node) -> None:
    """Where the certificate itself lies, and its digest: not here, so it is no evidence yet."""
    link = subject.get("conformityCertificate")
    if link is not None and isinstance(link.value, dict):
        entry.put("x-untp-document", link.find("linkURL"))
        entry.put("x-untp-document-digest", link.find("hashDigest"))
