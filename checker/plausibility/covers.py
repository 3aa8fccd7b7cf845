"""Does the scope of a certificate name what the manifest states?

**Asks** whether sites, factories, lots and models in `covers` are those of the manifest. A certificate may well cover
more than a supplier offers here; what is looked for is a name that is nearly one of the manifest's, and a scope in
which not a single name is one of them.

**Why** a scope matches letter for letter. `linz-plant` under `covers` is not the site `linz`, and what is not covered
fails.

**Passes** `covers: {sites: [linz]}` where the site `linz` is stated; a certificate that names a hundred models, of
which two are offered.

**Does not pass** `covers: {sites: [lnz]}`; `covers: {models: [NP-501]}` where the only model is `NP-500-A`.

**To mend** use the ids of `supplier.sites` and `lots`, and the names of `models`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.errors import did_you_mean
from checker.model.manifest import Certificate
from checker.model.patterns import is_pattern
from checker.plausibility.base import WARNING, Code, Doubt, Rule, Subject

MISPRINT = Code(
    "covers-misprint",
    "a scope names something that is nearly, but not quite, what the manifest states",
    WARNING,
    "use one name for one thing",
)
STRANGE = Code(
    "covers-nothing-stated",
    "nothing that a scope names is stated elsewhere in the manifest",
    WARNING,
    "state the site, model or lot under the name that the scope has, or correct the scope",
)

_NOUNS = {"sites": "site", "factories": "site", "lots": "lot", "models": "model"}


def find(subject: Subject) -> Iterator[Doubt]:
    """Names in scopes that match nothing."""
    manifest = subject.manifest
    products = manifest.products or ()
    stated = {
        "sites": list(manifest.sites),
        "factories": list(manifest.sites),
        "lots": [lot.id for product in products for lot in product.lots or ()],
        "models": [name for product in products for name in (*(product.models or ()), product.id, product.name or "")],
    }
    listed = any(product.models or product.type in ("service", "process") for product in products)
    for entry in manifest.certificates:
        for key, known in stated.items():
            if known and (key != "models" or listed):
                yield from _named(entry, key, known)


def _named(entry: Certificate, key: str, known: Sequence[str]) -> Iterator[Doubt]:
    names = getattr(entry.covers, key) if entry.covers else None
    texts = [each if isinstance(each, str) else each.id for each in names or ()]
    plain = [(index, text) for index, text in enumerate(texts) if not is_pattern(text)]
    unknown = [(index, text) for index, text in plain if text not in known]
    if not unknown or len(plain) < len(texts):
        return
    place, noun = f"{entry.pointer}/covers/{key}", _NOUNS[key]
    if len(unknown) == len(texts):
        shown = ", ".join(f"`{text}`" for _, text in unknown[:3]) + (" …" if len(unknown) > 3 else "")
        message = f"`{entry.id}` covers {shown} under `{key}`, and no such {noun} is stated"
        hints = [hint for _, text in unknown[:20] if (hint := did_you_mean(text, known))]
        yield Doubt(STRANGE.name, message, place, f"{hints[0]} {STRANGE.mend}" if hints else "")
        return
    for index, text in unknown:
        twin = next((each for each in known if _bare(each) == _bare(text)), None)
        if twin and twin not in texts:
            message = f"`{entry.id}` covers `{text}` under `{key}`; the {noun} that is stated is `{twin}`"
            yield Doubt(MISPRINT.name, message, f"{place}/{index}", f"did you mean `{twin}`? {MISPRINT.mend}")


def _bare(text: str) -> str:
    """A name without case, spaces and punctuation."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())


RULE = Rule("covers", (MISPRINT, STRANGE), find, __doc__ or "")
