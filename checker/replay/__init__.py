"""A saved report held against what is at hand: who signed it, whether it can be made again, whether to rely on it.

`signed.py` asks who signed it, and `bundled.py` does by a Sigstore bundle; `again.py` makes it again from the same
inputs, which `inputs.py` looks for, and `accepting.py` asks whether a run was made by one's own rules, unrelaxed. Each
answers in `Check`s.
"""

from checker.replay.accepting import RELAXATIONS, Own, accept
from checker.replay.again import replayed
from checker.replay.checks import Check, exit_code
from checker.replay.claim import Claim, claim_of, claim_of_report
from checker.replay.drawing import verification
from checker.replay.inputs import Given
from checker.replay.signed import Trusted, bound, signed, stated

__all__ = [
    "RELAXATIONS",
    "Check",
    "Claim",
    "Given",
    "Own",
    "Trusted",
    "accept",
    "bound",
    "claim_of",
    "claim_of_report",
    "exit_code",
    "replayed",
    "signed",
    "stated",
    "verification",
]
