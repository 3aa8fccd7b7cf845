"""Is the holder of each certificate somebody whom the manifest names?

**Asks** whether the holder is the supplier, a brand owner, the operator of a site, a listee or an entity of the
annex.

**Why** a certificate belongs to the legal person that is printed on it (ISO/IEC 17021-1, 8.2.2 a). One that was
granted to a sister company shows nothing of the supplier, unless the manifest says how the two belong together.

**Passes** a certificate of `Northwind Power Systems GmbH` in the manifest of that firm, or of one of its contract
plants.

**Does not pass** a certificate of `Somebody Else Ltd`; of `Northwind Power Systems AG`, which may be another firm.

**To mend** write the legal name as printed; name the other firm as `operator` of the site or `brand_owner` of the
product.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.model.manifest import Certificate, Party
from checker.model.outcome import Outcome
from checker.model.parties import same_party
from checker.plausibility.base import NOTE, WARNING, Code, Doubt, Rule, Subject

STRANGER = Code(
    "holder-unrelated",
    "the holder of a certificate is nobody whom the manifest names",
    WARNING,
    "write the legal name as printed; name another firm as `operator` of the site or `brand_owner` of the product",
)
NEARLY = Code(
    "holder-nearly",
    "the holder of a certificate is named a little differently from the one it may be",
    NOTE,
    "write one legal name everywhere, or state an identifier (lei, vat, registration) on both sides",
)


def find(subject: Subject) -> Iterator[Doubt]:
    """Holders who are nobody else in the manifest, or may be somebody."""
    manifest = subject.manifest
    known = [manifest.supplier.party]
    known += [site.operator for site in manifest.supplier.sites or () if site.operator]
    known += [product.brand_owner for product in manifest.products or () if product.brand_owner]
    for entry in manifest.certificates:
        if entry.holder is None or not entry.holder.name:
            continue
        yield from _judged(entry, entry.holder, [*known, *_annex(entry)])


def _annex(entry: Certificate) -> list[Party]:
    if entry.covers is None:
        return []
    return [*(entry.covers.listees or ()), *(site.entity for site in entry.covers.sites or () if site.entity)]


def _judged(entry: Certificate, holder: Party, known: list[Party]) -> Iterator[Doubt]:
    outcomes = {same_party(holder, each): each for each in known}
    place = f"{entry.pointer}/holder"
    if Outcome.PASS in outcomes:
        return
    if (near := outcomes.get(Outcome.UNDETERMINED)) and near.name:
        yield Doubt(NEARLY.name, f"`{holder.name}`, the holder of `{entry.id}`, may be `{near.name}`", place)
    elif Outcome.UNDETERMINED not in outcomes:
        message = f"`{holder.name}`, the holder of `{entry.id}`, is neither the supplier nor anybody it names"
        yield Doubt(STRANGER.name, message, place)


RULE = Rule("holder", (STRANGER, NEARLY), find, __doc__ or "")
