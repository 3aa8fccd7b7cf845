"""Does every waiver do what the buyer wrote it for, and no more?

**Asks** of each waiver of a policy in the run: is it in force on the date, may it lift what it names, did the buyer
approve it, does it hold no longer than the buyer allows, did it lift anything, and does another lift the same?

**Why** a waiver is a concession (ISO 9000:2015, 3.12.5): leave to use what does not conform, for a stated purpose and
within stated limits. One that nobody looks at any more, that its supplier approved, or that never ends is no concession
but a hole in the policy.

**Passes** a waiver in force that lifts every code it meets, approved by somebody at the buyer, without a double.

**Does not pass** a waiver that is expired, approved by the supplier, longer than `certgate.yaml` allows, or for a
requirement with `waivable: false`: it lifts nothing. One that lifts nothing because it is not needed, that lifts only a
part of what blocks, or that is for a supplier who can not be told, is reported as well.

**To mend** take out what is no longer needed, renew what is, and name supplier and codes exactly.
"""

from __future__ import annotations

from checker.gates import Code
from checker.model.assessment import NOTE, WARNING
from checker.model.outcome import Outcome

_STANDS = (Outcome.PASS,)


def _warning(name: str, title: str, mend: str) -> Code:
    return Code(name, title, mend, _STANDS, WARNING)


EXPIRED = _warning(
    "waiver-expired",
    "the last day of the waiver is over, so it lifts nothing",
    "take it out, or have it approved anew",
)
NOT_YET = Code(
    "waiver-not-yet-in-force",
    "the waiver is approved from a later day on, so it lifts nothing yet",
    "nothing, if the day of approval is right",
    _STANDS,
    NOTE,
)
OVER_LONG = _warning(
    "waiver-over-long",
    "the waiver holds longer than the buyer allows, so it lifts nothing",
    "shorten it, or change `waivers: {longest: …}` in certgate.yaml",
)
SELF_APPROVED = _warning(
    "waiver-self-approved",
    "the supplier approved its own waiver, so it lifts nothing",
    "have somebody at the buyer approve it",
)
REFUSED = _warning(
    "waiver-refused",
    "the policy says that the requirement takes no waivers, so it lifts nothing",
    "take the waiver out; only whoever owns the policy can make the requirement `waivable`",
)
UNUSED = _warning(
    "waiver-unused",
    "the waiver is in force and lifts nothing",
    "take it out, unless it is to hold for a certificate that is still to come",
)
OVERLAPPING = _warning(
    "waiver-overlapping",
    "two waivers in force lift the same code of the same thing",
    "keep one of the two, or narrow one to a product, model or site",
)
PARTIAL = _warning(
    "waiver-partial",
    "the waiver lifts a part of what blocks, which therefore still blocks",
    "mend the rest, or have it waived as well",
)
SUPPLIER_UNCLEAR = _warning(
    "waiver-supplier-unclear",
    "whether the waiver is for this supplier can not be told, so it lifts nothing",
    "write the supplier's name exactly as in the manifest, or an identifier that the manifest states",
)
# What keeps a waiver from lifting anything comes first.
LEDGER_CODES = (
    EXPIRED,
    NOT_YET,
    OVER_LONG,
    SELF_APPROVED,
    REFUSED,
    SUPPLIER_UNCLEAR,
    PARTIAL,
    UNUSED,
    OVERLAPPING,
)


def ledger_page() -> str:
    """The documentation page of these codes."""
    return (__doc__ or "").strip() + "\n"
