"""What became of a policy: what is proved, manifests that show it, and who of a corpus is judged otherwise now."""

from checker.authoring.diff.pairs import Pair, pair
from checker.authoring.diff.weighing import ContradictionError, Difference, difference
from checker.authoring.diff.witnesses import Witness

__all__ = ["ContradictionError", "Difference", "Pair", "Witness", "difference", "pair"]
