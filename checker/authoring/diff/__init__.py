"""What became of a policy: what is proved, manifests that show it, and who of a corpus is judged otherwise now."""

from checker.authoring.diff.corpus import Corpus
from checker.authoring.diff.drawing import draw
from checker.authoring.diff.pairs import Pair, aligned, named
from checker.authoring.diff.weighing import ContradictionError, Difference, difference
from checker.authoring.diff.witnesses import Witness

__all__ = ["ContradictionError", "Corpus", "Difference", "Pair", "Witness", "aligned", "difference", "draw", "named"]
