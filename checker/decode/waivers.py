"""Schema-conforming waivers become `Waivers`; one that could lift something unintended does not load."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from checker.decode.fields import entries, party
from checker.errors import InputError, Problem, did_you_mean
from checker.model.manifest import Party
from checker.model.outcome import Outcome
from checker.model.parties import fold, same_party
from checker.model.waivers import Waiver, Waivers
from checker.records import NamedTuple
from checker.words import shorten

if TYPE_CHECKING:
    from checker.document import Document
    from checker.model.policy import Period


Raw = dict[str, Any]


class Known(NamedTuple):
    """What a waiver may name: policies, their requirements (and whether each takes waivers), and codes.

    `requirements` reads a policy when one is named, and not before.
    """

    policies: Collection[str]
    requirements: Callable[[str], Mapping[str, bool]]
    codes: Collection[str]


def decode_waivers(files: Sequence[tuple[Document, Raw]], known: Known, longest: Period | None = None) -> Waivers:
    """The waivers that the files state together.

    Raises InputError, with every place and mend, for ids used twice, suppliers that nothing identifies, waivers that
    end before they begin, and unknown policies, requirements and codes.
    """
    reader = _Reader(known)
    items = [reader.waiver(document, raw, at) for document, values in files for at, raw in _items(values)]
    if reader.problems:
        raise InputError(sorted(reader.problems, key=lambda problem: problem.location))
    documents = sorted((document for document, _ in files), key=lambda document: document.path)
    given = tuple(document.path for document, _ in files)
    return Waivers(tuple(items), ", ".join(each.path for each in documents), _digest(documents), longest, given)


def _items(values: Raw) -> Iterable[tuple[str, Raw]]:
    return entries(values["items"], "/items")


def _digest(documents: Sequence[Document]) -> str:
    """The digest of one file; of several, that of their digests and paths."""
    if len(documents) == 1:
        return documents[0].sha256
    return sha256("".join(f"{each.sha256} {each.path}\n" for each in documents).encode()).hexdigest()


class _Reader:
    def __init__(self, known: Known) -> None:
        self.known = known
        self.problems: list[Problem] = []
        self.first: dict[str, str] = {}  # where each id was used first

    def waiver(self, document: Document, raw: Raw, pointer: str) -> Waiver:
        def refuse(key: str, message: str, mend: str) -> None:
            self.problems.append(Problem(message, document.locate(f"{pointer}/{key}"), mend))

        self._once(document, raw["id"], pointer)
        supplier = party(raw["supplier"]) or Party(None)
        if not _identifies(supplier):
            message = "`supplier` has neither a name nor an identifier that says something"
            refuse("supplier", message, "write `name`, `lei`, `duns`, `vat` or `registration` as in the manifest")
        approved, expires = date.fromisoformat(raw["approved"]), date.fromisoformat(raw["expires"])
        if expires < approved:
            message = f"the waiver expires on {expires}, before it was approved on {approved}"
            refuse("expires", message, "correct one of the two dates")
        for place, code in entries(raw["codes"], f"{pointer}/codes"):
            if code not in self.known.codes:
                mend = did_you_mean(code, self.known.codes) or "`certgate explain` lists the codes"
                message = f"`{shorten(code)}` is no code that can be waived"
                self.problems.append(Problem(message, document.locate(place), mend))
        return Waiver(
            id=raw["id"],
            policy=raw["policy"],
            requirement=raw["requirement"],
            codes=tuple(dict.fromkeys(raw["codes"])),
            supplier=supplier,
            reason=raw["reason"],
            approved_by=raw["approved_by"],
            approved=approved,
            expires=expires,
            product=raw.get("product"),
            model=raw.get("model"),
            site=raw.get("site"),
            ticket=raw.get("ticket"),
            pointer=pointer,
            file=document.path,
            location=document.locate(f"{pointer}/id"),
            waivable=self._waivable(raw, refuse),
        )

    def _once(self, document: Document, identity: str, pointer: str) -> None:
        place = document.locate(f"{pointer}/id")
        if identity in self.first:
            message = f"waiver id `{shorten(identity)}` is used twice, first at {self.first[identity]}"
            self.problems.append(Problem(message, place, "give each its own id"))
        self.first.setdefault(identity, str(place))

    def _waivable(self, raw: Raw, refuse: Callable[[str, str, str], None]) -> bool:
        """Whether the requirement takes waivers; refuses a policy or requirement that there is not."""
        policy, requirement = raw["policy"], raw["requirement"]
        if policy not in self.known.policies:
            mend = did_you_mean(policy, self.known.policies)
            mend = mend or "give the policy with `-p`; `certgate policy list` shows the shipped ones"
            refuse("policy", f"`{shorten(policy)}` is no policy of this run, and none that ships", mend)
            return True
        known = self.known.requirements(policy)
        if requirement not in known:
            mend = did_you_mean(requirement, known) or f"it has {', '.join(f'`{each}`' for each in sorted(known))}"
            refuse("requirement", f"`{shorten(requirement)}` is no requirement of the policy `{policy}`", mend)
        return known.get(requirement, True)


def _identifies(supplier: Party) -> bool:
    named = supplier.name is None or bool(fold(supplier.name))
    return named and same_party(supplier, supplier) is Outcome.PASS
