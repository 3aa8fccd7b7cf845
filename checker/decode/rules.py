"""The rules of one requirement: standards, editions, bodies, scope, surveillance, each checked as it is read."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any

from checker.decode.fields import entries, tags, texts
from checker.errors import Problem, did_you_mean
from checker.model import policy as model
from checker.model.accreditation import DEFAULT, accreditation_standard
from checker.words import shorten

if TYPE_CHECKING:
    from checker.catalogue import Catalogue
    from checker.document import Document

Raw = dict[str, Any]

_PERIOD = re.compile(r"([1-9][0-9]{0,4}) (day|week|month|year)s?")
_MONTHS = {"month": 1, "year": 12}
_DAYS = {"day": 1, "week": 7}

# Rules that only one kind of certificate can answer; on the other they would be ignored in silence.
_ONLY_PRODUCT = ("mark", "scheme", "testing")
_ONLY_SYSTEM = ("audits",)
_COVERS_PRODUCT = ("factory", "patterns")
_COVERS_SYSTEM = ("sites", "activities", "holder")


def span(text: str) -> model.Period | None:
    """A span such as `12 months` or `90 days`; None for a text that is none."""
    found = _PERIOD.fullmatch(text)
    if found is None:
        return None
    count, unit = int(found.group(1)), found.group(2)
    return model.Period(count * _MONTHS.get(unit, 0), count * _DAYS.get(unit, 0))


class RuleReader:
    """Reads requirement rules; what is wrong is collected in `problems`, with its place."""

    def __init__(self, document: Document, catalogue: Catalogue, codes: Collection[str]) -> None:
        self.document = document
        self.catalogue = catalogue
        self.codes = codes
        self.problems: list[Problem] = []

    def refuse(self, code: str, pointer: str, message: str, mend: str) -> None:
        """Note one problem at a JSON pointer of the policy; `code` names its cause."""
        self.problems.append(Problem(message, self.document.locate(pointer), mend, code, pointer))

    def standards(self, raw: Raw, pointer: str) -> tuple[tuple[model.StandardRef, ...], model.EditionRule]:
        """The accepted standards and editions; a dated standard (`ISO 9001:2015`) stands for that edition alone."""
        found: list[model.StandardRef] = []
        dated: list[str] = []
        for place, text in entries(raw["standards"], f"{pointer}/standards"):
            designation = self.catalogue.resolve(text)
            standard = designation.standard
            if standard is None:
                mend = self.catalogue.suggest(text) or "add it with `--catalogue FILE`"
                self.refuse("unknown-standard", place, f"`{shorten(text)}` is no standard the catalogue knows", mend)
                continue
            if standard.kind != raw["kind"]:
                message = (
                    f"`{shorten(text)}` is a {standard.kind} standard, but the requirement asks for `{raw['kind']}`"
                )
                self.refuse(
                    "wrong-kind-standard",
                    place,
                    message,
                    "one kind never stands in for the other; correct `kind` or the standard",
                )
            if designation.amendments:
                part = ", ".join(designation.amendments)
                message = (
                    f"`{shorten(text)}` names a part or amendment ({part}), which certificates are not told apart by"
                )
                self.refuse(
                    "standard-with-amendment", place, message, f"write `{standard.id}`, and name the part in the title"
                )
            found.append(model.StandardRef(standard.id, text))
            if designation.edition:
                dated.append(designation.edition)
        rule = self._edition(raw.get("edition"))
        self._editions_exist(rule, found, f"{pointer}/edition")
        if dated and "edition" in raw:
            self.refuse(
                "edition-stated-twice",
                f"{pointer}/edition",
                "the edition is stated twice",
                "name it in `standards` or in `edition`",
            )
        elif dated and len(raw["standards"]) > 1:
            mend = "write one requirement for each dated standard, joined by `any` in the decision"
            self.refuse("dated-beside-others", f"{pointer}/standards", "a dated standard stands beside others", mend)
        elif dated:
            rule = model.EditionRule("list", tuple(dated))
        return tuple(found), rule

    def _editions_exist(self, rule: model.EditionRule, refs: list[model.StandardRef], pointer: str) -> None:
        """Refuse an edition that none of the standards has, where the catalogue knows all of their editions."""
        rows = [row for ref in refs if (row := self.catalogue.standard(ref.id)) is not None]
        for label in rule.editions:
            if rows and all(row.editions_complete and row.edition(label) is None for row in rows):
                message = f"`{label}` is no edition of {' or '.join(row.id for row in rows)}"
                known = [edition.label for row in rows for edition in row.editions]
                self.refuse("no-such-edition", pointer, message, f"known: {', '.join(known)}")

    def _edition(self, raw: Any) -> model.EditionRule:
        if isinstance(raw, list):
            return model.EditionRule("list", tuple(raw))
        if isinstance(raw, dict):
            return model.EditionRule("from", start=int(raw["from"]))
        return model.EditionRule(raw or "current")

    def fits_kind(self, raw: Raw, kind: str, pointer: str) -> None:
        """Refuse rules that no certificate of the required kind can answer."""
        product = kind == model.PRODUCT
        foreign = [f"/{key}" for key in (_ONLY_SYSTEM if product else _ONLY_PRODUCT) if key in raw]
        covers = _COVERS_SYSTEM if product else _COVERS_PRODUCT
        foreign += [f"/covers/{key}" for key in covers if key in raw.get("covers", {})]
        if product and "rule" in raw.get("surveillance", {}):
            foreign.append("/surveillance/rule")
        for key in foreign:
            name = key[1:].replace("/", ".")
            self.refuse(
                "rule-of-other-kind", pointer + key, f"`{name}` can not be asked of a {kind} certificate", "take it out"
            )

    def on_production(self, raw: Raw, policy: Raw, pointer: str) -> bool:
        """Whether certificates have to be in force on the day of production; the policy says it for all products."""
        if raw["kind"] != model.PRODUCT:
            if "in_force" in raw:
                message = "`in_force` can not be asked of a management-system certificate"
                self.refuse("rule-of-other-kind", f"{pointer}/in_force", message, "take it out, or ask for a `period`")
            return False
        rule: Raw = raw.get("in_force") or policy.get("in_force") or {}
        return rule.get("on") == "production"

    def mark(self, raw: Raw) -> model.MarkRule:
        """The mark rule; `types: any` accepts component marks too."""
        rule = raw.get("mark", {})
        return model.MarkRule(self.words(rule.get("types")), rule.get("market"))

    def words(self, raw: list[str] | str | None) -> tuple[str, ...] | None:
        """A list of accepted words: None where not asked, empty for `any`."""
        return () if raw == "any" else texts(raw)  # type: ignore[arg-type]

    def body(self, raw: Raw, pointer: str) -> model.BodyRule:
        """The rule for the certification body; accreditation to the kind's own standard where none is stated."""
        rule, place = raw.get("body", {}), f"{pointer}/body"
        default = DEFAULT[raw["kind"]]
        if "recognised_by" in rule:
            for key in ("accredited_to", "by", "mra"):
                if key in rule:
                    self.refuse(
                        "body-rules-exclude",
                        f"{place}/{key}",
                        f"`{key}` and `recognised_by` exclude each other",
                        "keep one of them",
                    )
            known = self.catalogue.recognition_ids()
            if rule["recognised_by"] not in known:
                message = f"`{rule['recognised_by']}` is no recognition list the catalogue knows"
                mend = did_you_mean(rule["recognised_by"], known) or f"known: {', '.join(sorted(known))}"
                self.refuse("unknown-recognition-list", f"{place}/recognised_by", message, mend)
            return model.BodyRule(recognised_by=rule["recognised_by"])
        asked = rule.get("accredited_to", "default")
        standard = default if asked == "default" else accreditation_standard(asked)
        if standard != default:
            message = f"`{asked}` is no accreditation to certify {raw['kind'].replace('-', ' ')}s"
            self.refuse("wrong-accreditation", f"{place}/accredited_to", message, f"write `default` for {default}")
        by = self._accreditation_bodies(rule.get("by"), default, f"{place}/by")
        return model.BodyRule(accredited_to=standard, by=by, mra=rule.get("mra", False))

    def _accreditation_bodies(self, raw: list[str] | None, standard: str, pointer: str) -> tuple[str, ...] | None:
        if raw is None:
            return None
        found = []
        for place, name in entries(raw, pointer):
            body = self.catalogue.accreditation_body(name)
            if body is None:
                known = [row.id for row in self.catalogue.accreditation_bodies()]
                mend = did_you_mean(name, known) or "add it with `--catalogue FILE`"
                self.refuse(
                    "unknown-accreditation-body",
                    place,
                    f"`{shorten(name)}` is no accreditation body the catalogue knows",
                    mend,
                )
                continue
            if body.programme(standard) is None:
                message = f"`{shorten(name)}` has no programme for {standard} in the catalogue"
                self.refuse(
                    "accreditation-body-without-programme",
                    place,
                    message,
                    "name a body that accredits to it, or extend the catalogue",
                )
            found.append(body.id)
        return tuple(found)

    def covers(self, raw: Raw) -> model.CoversRule:
        """What the scope of the certificate has to name."""
        rule = raw.get("covers", {})
        return model.CoversRule(
            factory=rule.get("factory", False),
            patterns=rule.get("patterns", True),
            sites=rule.get("sites", "producing"),
            activities=tags(rule.get("activities")) or (),
            holder=rule.get("holder", "operator"),
        )

    def surveillance(self, raw: Raw, pointer: str) -> model.SurveillanceRule | None:
        """The surveillance rule, or None where none is asked."""
        if "surveillance" not in raw:
            return None
        rule = raw["surveillance"]
        every = self.period(rule["every"], f"{pointer}/surveillance/every") if "every" in rule else None
        if every is None and "rule" not in rule:
            mend = "write `every: 12 months` or `rule: iso-17021`"
            self.refuse(
                "surveillance-without-rule",
                f"{pointer}/surveillance",
                "`surveillance` states no interval and no rule",
                mend,
            )
        return model.SurveillanceRule(every, "rule" in rule)

    def checked_within(self, raw: Raw, pointer: str) -> int | None:
        """Days within which a status has to have been looked up; None for `never` stale; 365 by default."""
        stated = raw.get("status", {}).get("checked_within", "365 days")
        if stated == "never":
            return None
        period = self.period(stated, f"{pointer}/status/checked_within")
        # A month of 30 and a year of 365 days: the stricter reading of a limit on staleness.
        return period.days + period.months // 12 * 365 + period.months % 12 * 30

    def period(self, text: str, pointer: str) -> model.Period:
        """A span such as `12 months` or `90 days`."""
        found = span(text)
        if found is None:
            self.refuse(
                "no-span-of-time",
                pointer,
                f"`{shorten(text)}` is no span of time",
                "write for example `12 months` or `90 days`",
            )
        return found or model.Period()

    def accept_unknown(self, raw: Raw, pointer: str) -> tuple[str, ...]:
        """The codes whose undetermined outcome the policy accepts."""
        codes: Iterable[str] = raw.get("accept_unknown", ())
        for place, code in entries(list(codes), f"{pointer}/accept_unknown"):
            if code not in self.codes:
                mend = did_you_mean(code, self.codes) or "only what can be undetermined is; see `certgate explain CODE`"
                self.refuse("unknown-code", place, f"`{code}` is no code that can be accepted as unknown", mend)
        return tuple(codes)
