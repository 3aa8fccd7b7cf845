"""What rules ask of events."""

from __future__ import annotations

from checker.model.manifest import Event


def is_whole(event: Event) -> bool:
    """Whether an event is about the whole certificate, not about sites, models or activities of it."""
    return not (event.sites or event.models or event.activities)
