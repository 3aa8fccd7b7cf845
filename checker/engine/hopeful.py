"""Which certificates of a manifest can be the best candidate: the others need not be asked about everything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from checker.gates.kind import against_kind
from checker.gates.standard import accepts
from checker.model.manifest import Certificate
from checker.model.policy import Requirement
from checker.model.reference import Designation


def hopeful(
    certificates: Sequence[Certificate], designations: Mapping[int, Designation], rule: Requirement
) -> list[int]:
    """The places of the certificates but of those that can neither pass nor be the best candidate, on any day.

    One of the wrong kind stops at the first gate; one to another standard fails, and gives way to any of the right one.
    The designations are by position.
    """
    right, accepted, open_ = [], [], []
    for place, certificate in enumerate(certificates):
        standard = designations[certificate.position].standard
        if not against_kind(certificate, standard, rule.kind):
            right.append(place)
            if standard is None:
                open_.append(place)
            elif accepts(rule, standard):
                accepted.append(place)
    return accepted + open_ if accepted else right
