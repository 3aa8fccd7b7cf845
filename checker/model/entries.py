"""The other entries of a manifest for one certificate, with what has to be known of them worked out once."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

from checker.model.manifest import Certificate

# Events in one entry of a certificate that count for every other.
_TELLING = frozenset({"suspension", "restoration", "withdrawal", "scope-reduction"})


class Entries(tuple[Certificate, ...]):
    """Other entries of one certificate, in the order of the manifest.

    A supplier may state one listing once for each of a thousand models: few of these entries tell anything of it.
    """

    @cached_property
    def telling(self) -> tuple[Certificate, ...]:
        """Those that record a suspension, restoration, withdrawal or reduction of scope, or a previous expiry."""
        return tuple(each for each in self if _tells(each))

    @cached_property
    def _known(self) -> dict[str, Any]:
        return {}

    def once(self, name: str, find: Callable[[], Any]) -> Any:
        """Anything else that is worked out of the entries and the certificate alone, whatever is asked of it."""
        if name not in self._known:
            self._known[name] = find()
        return self._known[name]


def _tells(entry: Certificate) -> bool:
    return any(event.type in _TELLING or event.previous_expiry for event in entry.events or ())
