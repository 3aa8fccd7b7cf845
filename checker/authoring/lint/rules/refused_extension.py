"""Does a policy that extends another one tighten it, or say where it does not?

**Asks** of a policy with `extend` whether it is proved to be at least as strict as the one it extends, but for what
`overrides` names with a reason; and whether every override is one.

**Why** who reads `extend: us-workplace-electrical` takes the policy to ask all that this one asks. What loosens it
has to be written where it is seen.

**Shows** no manifest: `certgate policy diff` looks for one that tells the two policies apart.

**To mend** tighten the rule, or name it under `overrides` with the reason; take an override out that loosens
nothing.
"""

from __future__ import annotations

from checker.authoring.lint.rules._refusal import refusals, refused

CODES = (
    refused("extends-own-id", "a policy extends one of its own id", "give it an id of its own"),
    refused(
        "extension-looser",
        "a rule is not proved to be as strict as in the policy that is extended",
        "tighten it, or name it under `overrides` with a reason",
    ),
    refused("unknown-override", "an override names what the extended policy does not have", "correct the name"),
    refused("override-unreasoned", "an override gives no reason", "say why the looser rule is enough"),
    refused("override-needless", "an override names what is not loosened", "take it out"),
)
RULE = refusals("refused-extension", CODES, __doc__ or "", {})
