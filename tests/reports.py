"""Reports to draw: each a run over shipped fixtures, and one over a supplier whose every text is an attack."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from checker import api
from checker.readers import Source, discover, read_one
from tests.builders import catalogue

Json = dict[str, Any]

ROOT = Path(__file__).parent.parent
FIXTURES = ROOT / "fixtures" / "manifests"
WAIVERS = Path(__file__).parent / "waivers" / "concession.yaml"
AS_OF = date(2026, 11, 23)

# What a supplier could write to break a table, a page, a log, a spreadsheet, a terminal or a line.
ATTACKS = (
    "a|b",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "::error file=x::forged",
    "##[error]forged",
    "##vso[task.complete result=Succeeded;]",
    "first\n::error::second\r\nPASS  everything",
    "%0A::error::forged%0D",
    "\u202eRTL\u2066override",
    "\x1b[31mred\x1b]0;title\x07",
    "=cmd|' /C calc'!A1",
    "+1+1",
    "-2+3",
    "@SUM(1,1)",
    "\t=1+1",
    "]]><failure/>",
    "```\n# heading\n</details>",
    "[link](https://example.com) @mention #1 ![x](https://example.com/x.png)",
    "{{ 7+7 }} {% raw %} ${{ secrets.X }} $(id) `id`",
    "\u2028\u2029\x85\ufffe\ud7ff\U0001f4a9\U0001f468\u200d\U0001f469",
    "'\"><svg/onload=alert(1)>",
    "x" * 1_000_000,
)


def report_of(*paths: str, policies: tuple[str, ...], **conditions: Any) -> Json:
    """The full report of a run over files and folders below `fixtures/manifests`."""
    loaded = api.load_policies(policies, catalogue())
    given = {"as_of": AS_OF, "policies": loaded, "catalogue": catalogue(), **conditions}
    found = api.Run(api.Conditions(**given)).check(discover(paths, FIXTURES))
    return {**found, "manifests": list(found["manifests"])}


def passing() -> Json:
    """Three manifests that pass a policy for both kinds of certificate."""
    return report_of("us-medical-electrical/conforming", policies=("us-medical-electrical",))


def failing() -> Json:
    """Manifests that fail, are undetermined and pass one policy, and are not applicable to another."""
    return report_of("us-medical-electrical", policies=("us-medical-electrical", "watersense"))


def undetermined() -> Json:
    """Manifests that leave something open, no failure."""
    names = ("accreditation-not-stated", "models-not-stated", "look-up-of-the-spring")
    return report_of(*(f"energy-star/nonconforming/{name}.yaml" for name in names), policies=("energy-star",))


def waived() -> Json:
    """A failure that a waiver lifts, and a waiver that is over."""
    policies = ("us-medical-electrical",)
    written = read_one(WAIVERS, "waivers.yaml")
    waivers = api.load_waivers([written], api.load_policies(policies, catalogue()), catalogue())
    path = "us-medical-electrical/nonconforming/quality-system-only.yaml"
    return report_of(path, policies=policies, waivers=waivers)


def unusable() -> Json:
    """A manifest that passes beside inputs that can not be used."""
    return report_of(
        "us-medical-electrical/conforming/patient-monitor.yaml",
        "../malformed",
        policies=("us-medical-electrical",),
    )


def warned() -> Json:
    """Advisory requirements, an edition that ends, a decision by `any`; and options that are stated."""
    paths = ("environment-and-ohs", "eu-mdr-class-i")
    policies = ("environment-and-ohs", "eu-mdr-class-i")
    return report_of(*paths, policies=policies, no_fail=True, as_of_given=True, fail_on="warning", all_candidates=True)


def hostile() -> Json:
    """A supplier whose names, models, sites, numbers, standards and files are attacks; it fails and is undetermined."""
    source = json.dumps(_hostile_manifest())
    loaded = api.load_policies(("us-medical-electrical",), catalogue())
    run = api.Run(api.Conditions(AS_OF, loaded, catalogue(), all_candidates=True))
    found = run.check([Source.from_stdin(source.encode(), "a,b:c %0A::error::<b>|x|.json")])
    return {**found, "manifests": list(found["manifests"])}


def _hostile_manifest() -> Json:
    path = FIXTURES / "us-medical-electrical" / "conforming" / "patient-monitor.yaml"
    raw: Json = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
    raw["manifest"] = 1
    raw["supplier"]["name"] = " ".join(ATTACKS)
    for product in raw["products"]:
        product["models"] = [*ATTACKS[:-1], *product["models"]]
        product["name"] = ATTACKS[1]
        for change in product.get("design_changes", ()):
            change["significant"] = change["significant"] == "true"
    for certificate in raw["certificates"]:
        certificate["number"] = ATTACKS[5]
        certificate["scheme"] = {"name": ATTACKS[1], "type": "5"}
        if certificate.get("expires") == "null":
            certificate["expires"] = None
        certificate["body"]["name"] = ATTACKS[-1]
        certificate["holder"] = {"name": ATTACKS[7]}
        certificate["covers"]["conditions"] = list(ATTACKS[:-1])
        certificate["evidence"] = [{"type": "certificate", "file": f"evidence/{ATTACKS[9]}.pdf", "sha256": "0" * 64}]
    return raw


SAMPLES: dict[str, Callable[[], Json]] = {
    each.__name__: each for each in (passing, failing, undetermined, waived, unusable, warned, hostile)
}


@cache
def _sample(name: str) -> str:
    return json.dumps(SAMPLES[name]())


def sample(name: str) -> Json:
    """A report of `SAMPLES`, fresh for every caller."""
    found: Json = json.loads(_sample(name))
    return found
