"""From schema-conforming values to model types: the only readers of raw keys."""

from checker.decode.manifest import decode_manifest
from checker.decode.order import decode_order
from checker.decode.policy import decode_policy, read_policy

__all__ = ["decode_manifest", "decode_order", "decode_policy", "read_policy"]
