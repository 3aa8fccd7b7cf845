"""Whether one policy is at least as strict as another, by proof alone: no manifest is looked at.

*Stricter* says: on every day, for every manifest and every order, what the new policy does not block the old one does
not block either. A policy blocks where its verdict is fail or undetermined. What can not be proved is `unknown`, never
guessed: `checker.authoring.diff` looks for manifests that show it.
"""

from checker.compare.parts import (
    EQUAL,
    EQUIVALENT,
    INCOMPARABLE,
    LOOSER,
    STRICTER,
    UNKNOWN,
    Comparison,
    Part,
)
from checker.compare.policies import compare
from checker.compare.requirements import requirement_parts, requirement_relation

__all__ = [
    "EQUAL",
    "EQUIVALENT",
    "INCOMPARABLE",
    "LOOSER",
    "STRICTER",
    "UNKNOWN",
    "Comparison",
    "Part",
    "compare",
    "requirement_parts",
    "requirement_relation",
]
