"""Is something left to fill in?

**Asks** whether a text is the placeholder of `certgate init`, or one that people write where they do not know: `TBD`,
`TODO`, `xxx`, `?`.

**Why** `certgate init` asks for facts in lines that are commented out; `standard` alone has to be there, so that it
stands as FILL-IN. No standard has that name, so it never counts. Anywhere else FILL-IN is refused, by `check` as
well.

**Passes** `standard: ISO 9001:2015`; a line that is still a comment.

**Does not pass** `standard: FILL-IN`; `number: TBD`.

**To mend** write what the certificate states, or take the line out; take out the whole entry for a certificate that
you do not have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.document import walk
from checker.plausibility.base import WARNING, Code, Doubt, Rule, Subject
from checker.words import PLACEHOLDER

LEFT = Code(
    "placeholder-left",
    "something is left to fill in",
    WARNING,
    "write what the certificate states, or take the line out; take out an entry for a certificate you do not have",
)

_LEFT = re.compile(rf".*\b{PLACEHOLDER}\b.*|tbd|tba|todo|xxx+|\?+|<.*>|\.\.\.|…", re.IGNORECASE | re.DOTALL)
_LONGEST = 400  # characters of a text that are looked at


def find(subject: Subject) -> Iterator[Doubt]:
    """Texts that stand for what is still to come."""
    for pointer, value in walk(subject.values):
        if isinstance(value, str) and _LEFT.fullmatch(value[:_LONGEST].strip()):
            yield Doubt(LEFT.name, f"{_named(subject, pointer)} is still to be filled in: `{value}`", pointer)


def _named(subject: Subject, pointer: str) -> str:
    """What a pointer leads to, in words: the key, and the certificate it belongs to."""
    parts = pointer.split("/")[1:]
    key = next(part for part in reversed(parts) if not part.isdigit())
    owner = subject.manifest.certificates[int(parts[1])].id if parts[0] == "certificates" else ""
    return f"`{key}` of `{owner}`" if owner else f"`{key}`"


RULE = Rule("placeholder", (LEFT,), find, __doc__ or "")
