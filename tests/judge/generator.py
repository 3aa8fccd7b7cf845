"""A seeded generator of manifests: mostly in order, with one or several faults in whatever the gates look at."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, TypeVar

from tests.judge import vocabulary as v
from tests.judge.data import ACCREDITATION_STANDARDS, designations, standard_rows

Row = dict[str, Any]
T = TypeVar("T")


class Generator:
    """Manifests for one policy, the same for the same seed."""

    def __init__(self, policy: Row, seed: str) -> None:
        self.policy = policy
        self.dice = random.Random(seed)
        self.rows = standard_rows()
        self.printed = {name: designations(row) for name, row in self.rows.items()}
        self.fault = 0.0

    def case(self) -> tuple[Row, str]:
        """One manifest and the date as of which it is judged."""
        self.fault = self.dice.choice((0.0, 0.01, 0.02, 0.04, 0.08, 0.2))
        return self.manifest(), self.dice.choice(v.AS_OF) if self.faulty(0.5) else v.AS_OF[0]

    def faulty(self, at_most: float = 1.0) -> bool:
        """Whether this choice goes wrong; more often in manifests with many faults."""
        return self.dice.random() < min(self.fault, at_most)

    def pick(self, good: T, *others: T) -> T:
        """The good choice, or now and then one of the others."""
        return self.dice.choice(others) if self.faulty() else good

    def some(self, items: Sequence[T]) -> list[T]:
        """Some of the items, perhaps none, in their order."""
        return [item for item in items if self.dice.random() < 0.6]

    def days(self, *near: str) -> str:
        """A day at or near one of the given ones, never later than the manifest."""
        day = date.fromisoformat(self.dice.choice(near)) + timedelta(days=self.dice.choice((-1, 0, 1, -31, 90, -370)))
        return min(day, v.PREPARED).isoformat()

    def drop(self, row: Row, *keep: str) -> Row:
        """The row, now and then without one of its keys."""
        return {key: value for key, value in row.items() if key in keep or not self.faulty(0.1)}

    # the supplier

    def manifest(self) -> Row:
        """A whole manifest."""
        supplier: Row = {"name": v.SUPPLIER, "identifiers": self.pick({"lei": v.LEIS[0]}, {}, {"duns": "315678912"})}
        supplier["sites"] = [self.site("linz", ["design", "manufacture"]), self.site("graz", ["manufacture"])]
        certificates = [self.certificate(row, number) for number, row in enumerate(self.policy["requirements"])]
        if self.faulty():
            certificates += [self.twin(self.dice.choice(certificates), number) for number in range(2)]
        if self.faulty():
            certificates.append(self.certificate(self.dice.choice(self.policy["requirements"]), len(certificates)))
        certificates = [settled(each) for each in certificates]
        self.dice.shuffle(certificates)
        products = [self.product("p1")] + ([self.product("p2")] if self.dice.random() < 0.15 else [])
        manifest = {"manifest": 1, "prepared": v.PREPARED.isoformat(), "supplier": self.drop(supplier, "name", "sites")}
        manifest["products"] = self.pick(products, products, products, [])
        manifest["certificates"] = certificates if not self.faulty(0.05) else self.some(certificates)
        return manifest

    def site(self, name: str, activities: list[str]) -> Row:
        """A site of the supplier."""
        site: Row = {"id": name, "activities": self.pick(activities, ["distribution"], ["manufacture"], [])}
        if self.faulty():
            site["operator"] = self.party()
        return self.drop(site, "id")

    def party(self) -> Row:
        """A legal person, the supplier or not."""
        return self.dice.choice(({}, {}, {"lei": v.LEIS[0]}, {"lei": v.LEIS[1]})) | {"name": self.dice.choice(v.NAMES)}

    def product(self, name: str) -> Row:
        """A product to which the policy applies, more or less."""
        asked = self.policy.get("applies_to", {})
        categories = [asked.get("categories", ["electrical-equipment"])[0]]
        markets = self.dice.choice((["US", "EU"], [*asked.get("markets", ["US"])]))
        product: Row = {
            "id": name,
            "type": self.pick(self.dice.choice(("series",) * 9 + ("batch", "service")), "batch", "process"),
            "models": self.pick([v.MODELS[0]], [v.MODELS[0], v.MODELS[1]], [v.MODELS[2]], []),
            "categories": self.pick(categories, ["Toy"], [categories[0].upper(), "Toy"]),
            "markets": self.pick(markets, ["JP"], ["us", "eu"], ["EU"]),
            "produced_at": self.pick(["linz"], ["linz", "graz"], ["graz"], []),
        }
        if product["type"] == "batch" or self.faulty():
            product["lots"] = self.pick([{"id": "L1"}], [{"id": "L1"}, {"id": "L2"}], [])
        if self.faulty():
            product["brand_owner"] = self.party()
        if self.faulty():
            product["design_changes"] = [self.design_change(rev) for rev in self.dice.choice(("B", "C", "BC"))]
        return self.drop(product, "id")

    def design_change(self, revision: str) -> Row:
        """A change of the design in 2023 to 2026."""
        day = self.days("2023-06-01") if revision == "B" else self.days("2026-03-02", "2026-11-01")
        return self.drop({"date": day, "revision": revision, "significant": self.pick(True, False)}, "date")

    # certificates

    def certificate(self, rule: Row, number: int) -> Row:
        """A certificate as a requirement asks for it, more or less."""
        standard = self.dice.choice(rule["standards"])
        if self.faulty():
            others = [ref for row in self.policy["requirements"] for ref in row["standards"]]
            standard = self.dice.choice((*others, "ISO 9001", "UL 62368-1", "XYZ 4711"))
        system = rule["kind"] == "management-system"
        certificate: Row = {"id": f"c{number}", **self.designation(standard, rule)}
        certificate["kind"] = self.pick(rule["kind"], "product", "management-system")
        certificate["number"] = f"N-{number}"
        certificate["body"] = self.pick(v.BODIES[0], *v.BODIES)
        if "recognised_by" not in rule.get("body", {}) or self.faulty():
            certificate["accreditations"] = self.accreditations(rule, standard)
        certificate["holder"] = self.pick({"name": v.SUPPLIER}, self.party())
        certificate |= self.system(rule) if system else self.listing(rule)
        if certificate["kind"] == "product" or self.faulty():
            certificate["attestation"] = self.pick("certification", "declaration", "inspection")
        checked = self.pick("2026-11-01", *(self.days("2026-09-01", "2026-05-31", "2025-11-23") for _ in range(2)))
        value = self.pick("active", "suspended", "withdrawn", "draft", "expired", "inactive", "cancelled")
        certificate["status"] = self.drop({"value": value, "checked": checked}, "value")
        return self.drop(certificate, "id", "kind", "standard", "attestation")

    def designation(self, standard: str, rule: Row) -> Row:
        """A designation as printed; the edition in it or beside it."""
        row = self.rows.get(standard, {"id": standard})
        labels = [each["label"] for each in row.get("editions", ())]
        asked = rule.get("edition", "current")
        wanted = asked if isinstance(asked, list) else labels[-2:]
        label = self.pick(self.dice.choice(wanted), *labels) if labels and wanted else None
        texts = [text for text, found in self.printed.get(standard, {}).items() if found["edition"] == label]
        if self.faulty(0.1) or not label:
            return {"standard": standard}
        return {"standard": self.dice.choice(texts)} if texts else {"standard": standard, "edition": label}

    def accreditations(self, rule: Row, standard: str) -> list[Row]:
        """The accreditations of the body."""
        return [self.accreditation(rule, standard) for _ in range(self.pick(1, 2, 2, 0))]

    def accreditation(self, rule: Row, standard: str) -> Row:
        good = "ISO/IEC 17065" if rule["kind"] == "product" else "ISO/IEC 17021-1"
        entry: Row = {
            "body": self.pick(rule.get("body", {}).get("by", ["DAkkS", "ANAB"])[0], *v.ACCREDITORS),
            "standard": self.pick(good, *ACCREDITATION_STANDARDS),
            "scope": self.pick([standard], ["ISO 9001"], [], ["ISO 9001", standard]),
            "from": self.pick("2015-01-01", self.days("2023-03-10", "2026-03-10")),
            "until": self.pick("2030-12-31", self.days("2023-03-10", "2026-05-31"), "2026-11-23", "2026-11-22"),
        }
        if self.faulty(0.1):
            entry["withdrawn"] = self.days("2023-03-10", "2026-05-31")
        return self.drop(entry)

    def listing(self, rule: Row) -> Row:
        """What only a product certificate states."""
        types = rule.get("scheme", {}).get("types", ["3"])
        good = {"name": "cULus Listed", "type": "listed", "markets": ["US", "CA"]}
        mark = good | {"type": self.pick("listed", "recognized-component", "classified")}
        patterns = self.some(v.PATTERNS), [self.dice.choice(v.PATTERNS)]
        covers = {
            "models": self.pick([v.MODELS[0], "p1", "p2"], list(v.MODELS), *patterns),
            "factories": self.pick(["linz"], ["linz", "graz"], []),
            "lots": self.pick(["L1"], ["L1", "L2"], []),
            "listees": self.pick([], [self.dice.choice(v.NAMES)], [self.party()]),
        }
        if self.faulty():
            covers["revision"] = self.dice.choice("ABC")
        scheme = {"name": "Listing", "type": self.pick(types[-1] if types != "any" else "3", *"236", "1a", "1b")}
        start = self.pick("2024-01-15", self.days("2024-01-15", "2026-05-31", "2020-12-20"))
        return {
            "mark": self.drop(mark | {"markets": self.pick(["US"], ["us", "CA"], ["CA"], [])}),
            "scheme": self.drop(scheme, "name"),
            "covers": self.drop(covers),
            **self.term(start, self.pick(None, "2026-11-23", "2026-11-22", "2028-01-14")),
            "events": self.product_events(start),
        }

    def term(self, start: str, end: str | None) -> Row:
        """When it was issued, begins and ends."""
        later = (date.fromisoformat(start) + timedelta(days=self.dice.choice((1, 40)))).isoformat()
        return {"issued": self.pick(start, later), "effective": self.pick(start, later, "2026-11-24"), "expires": end}

    def product_events(self, start: str) -> list[Row]:
        """Test, decision, surveillance; now and then more."""
        laboratory = {"accreditation": self.laboratory()} if not self.faulty(0.1) else {"name": "Northbrook"}
        events = [
            self.drop(
                {"type": "type-test", "date": self.days("2020-01-02"), "report": "TR-1", "laboratory": laboratory},
                "type",
                "date",
            ),
            {"type": "decision", "date": start},
            self.surveillance(self.pick("2026-02-11", self.days("2025-11-23", "2026-05-31"))),
        ]
        if self.faulty():
            more = {"type": self.dice.choice(v.PRODUCT_EVENTS), "date": self.days("2025-06-30", "2026-06-30")}
            events.append(more | {"revision": self.dice.choice("BC")} if more["type"] == "re-evaluation" else more)
        return self.events(events)

    def laboratory(self) -> Row:
        """The accreditation of a laboratory; left out of the tests: one to a wrong standard by nobody."""
        standard = self.pick("ISO/IEC 17025", "ISO/IEC 17025:2017", "ISO/IEC 17065")
        keep = ("number",) if "17025" in standard else ("number", "body")
        return self.drop({"body": self.pick("A2LA", *v.ACCREDITORS), "standard": standard, "number": "1"}, *keep)

    def surveillance(self, day: str) -> Row:
        """A surveillance, perhaps bound to a site, perhaps not conforming."""
        event: Row = {"type": "surveillance", "date": day}
        if self.dice.random() < 0.3:
            event["site"] = self.pick("linz", "graz")
        if self.faulty() or self.dice.random() < 0.1:
            event["result"] = self.pick("conforming", "nonconforming")
        return event

    def system(self, rule: Row) -> Row:
        """What only a management-system certificate states."""
        activities = rule.get("covers", {}).get("activities", ["design", "manufacture"])
        covers = {
            "sites": [self.covered_site(each) for each in self.pick(["linz", "graz"], ["linz"], ["graz"], [])],
            "activities": self.pick(activities, [*v.ACTIVITIES], ["distribution"], activities[:1], []),
        }
        start = self.pick("2024-05-10", "2023-12-20", "2025-12-01", self.days("2023-03-10", "2026-06-01"))
        end = self.pick("2027-05-09", "2026-12-19", "2028-11-30", "2026-11-22", None, "2029-03-09")
        return {"covers": self.drop(covers), **self.term(start, end), "events": self.system_events(start)}

    def covered_site(self, name: str) -> str | Row:
        """One site of the annex."""
        if not self.faulty():
            return name
        site = {"id": name, "entity": self.party(), "activities": self.some(v.ACTIVITIES)}
        return {key: value for key, value in site.items() if key == "id" or self.dice.random() < 0.5}

    def system_events(self, start: str) -> list[Row]:
        """The audits of a cycle; now and then a recertification, a change, a missed year."""
        before = (date.fromisoformat(start) - timedelta(days=60)).isoformat()
        events = [
            {"type": "stage-1", "date": before},
            {"type": "stage-2", "date": before},
            {"type": "decision", "date": start},
            self.surveillance(self.pick("2025-04-15", self.days("2025-05-10", "2024-12-31"))),
            self.surveillance(self.pick("2026-03-01", self.days("2025-12-31", "2026-05-31"))),
        ]
        if self.faulty():
            more: Row = {
                "type": self.dice.choice(v.SYSTEM_EVENTS),
                "date": self.days("2024-05-10", "2026-03-10", "2026-06-30"),
            }
            if more["type"] == "recertification" and self.dice.random() < 0.7:
                more["previous_expiry"] = self.days("2024-05-09", "2026-03-09", "2026-06-30")
            events.append(more)
        return self.events([event for event in events if event["date"] <= v.PREPARED.isoformat()])

    def events(self, events: list[Row]) -> list[Row]:
        """The events with perhaps adverse ones; now and then one or all are missing."""
        if self.faulty():
            events += [self.adverse() for _ in range(self.dice.choice((1, 1, 2)))]
        if self.faulty():
            return [] if self.dice.random() < 0.3 else self.some(events)
        return events

    def adverse(self) -> Row:
        """A suspension, restoration, withdrawal or reduction, of the whole or of a part."""
        event: Row = {"type": self.dice.choice(v.ADVERSE), "date": self.days("2025-08-01", "2026-04-30", "2026-08-31")}
        if self.faulty() or event["type"] == "scope-reduction":
            event |= self.dice.choice(
                ({"sites": ["graz"]}, {"models": [v.MODELS[1]]}, {"sites": ["linz"]}, {"models": [v.MODELS[0]]})
            )
        if event["type"] == "restoration" and self.faulty():
            event["previous_expiry"] = self.days("2026-03-09", "2026-06-30")
        return event

    def twin(self, row: Row, number: int) -> Row:
        """A second entry of a certificate, perhaps telling another story."""
        copy = row | {"id": f"t{number}"}
        changed: tuple[Row, ...] = (
            {},
            {"holder": self.party()},
            {"expires": "2028-01-01"},
            {"events": self.events(list(row.get("events", [])))},
            {"status": {"value": "withdrawn", "checked": "2026-10-01"}},
            {"standard": "ISO 9001:2015"},
        )
        return copy | self.dice.choice(changed)


def settled(certificate: Row) -> Row:
    """Left out of the tests: whether a reduction of scope decides where the scope itself is not stated."""
    if {"models", "factories"} <= (scope := set(certificate.get("covers", ()))) or "sites" in scope:
        return certificate
    events = [event for event in certificate.get("events", ()) if event["type"] != "scope-reduction"]
    return certificate | {"events": events} if "events" in certificate else certificate
