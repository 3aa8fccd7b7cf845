"""From schema-conforming values to model types: the only readers of raw keys."""

from checker.decode.manifest import decode_manifest
from checker.decode.policy import decode_policy, read_policy

__all__ = ["decode_manifest", "decode_policy", "read_policy"]
