"""One manifest on one day, as an order sees it, with what gates have said of it."""

from __future__ import annotations

from datetime import date

from checker.catalogue import Catalogue
from checker.engine.answers import Answers
from checker.engine.identity import Identities
from checker.engine.ordering import Ordered, ordered
from checker.gates.base import Moment
from checker.model.history import known_on
from checker.model.manifest import Manifest
from checker.model.order import Order
from checker.records import NamedTuple


class Case(NamedTuple):
    """One manifest on one day, as an order sees it.

    `known` is the day as of which look-ups of a status are judged, where that is another. `answers` is what gates have
    said of the manifest, on whatever day. `days` keeps the cases made of other days, for which look-ups are taken to be
    `renewed`; `periods` the days on which something can change in the period of a policy.
    """

    manifest: Manifest
    catalogue: Catalogue
    as_of: date
    identities: Identities
    judged: Ordered
    order: Order | None
    known: date | None
    answers: Answers
    moment: Moment
    days: dict[date, Case]
    periods: dict[str, list[date]]
    renewed: bool = False

    @classmethod
    def of(
        cls,
        manifest: Manifest,
        catalogue: Catalogue,
        as_of: date,
        *,
        known: date | None = None,
        order: Order | None = None,
    ) -> Case:
        """The case of a manifest on a day."""
        identities, judged = Identities(manifest, catalogue, as_of), ordered(manifest, order)
        answers = Answers(manifest, judged.products or ())
        moment = answers.moment(as_of, known, renewed=False)
        return cls(manifest, catalogue, as_of, identities, judged, order, known, answers, moment, {}, {})

    def again(self, day: date, known: date | None, *, renewed: bool = False) -> Case:
        """The same manifest on another day, or with another day as of which look-ups are judged."""
        return self._replace(
            as_of=day,
            identities=self.identities.on(day),
            known=known,
            moment=self.answers.moment(day, known, renewed=renewed),
            days={},
            periods={},
            renewed=renewed,
        )

    def on(self, day: date) -> Case:
        """The manifest on another day, as far as it is known on this one."""
        if day not in self.days:
            known: Case = self.answers.once(("known on", self.as_of), self._known)
            self.days[day] = known.again(day, self.known or self.as_of, renewed=True)
        return self.days[day]

    def _known(self) -> Case:
        """The case without what is not known on its day."""
        manifest = known_on(self.manifest, self.as_of)
        return self if manifest is self.manifest else Case.of(manifest, self.catalogue, self.as_of, order=self.order)
