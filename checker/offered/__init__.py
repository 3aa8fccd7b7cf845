"""The public library, which `import checker` offers by name: load, assess over days, draw.

What these functions return is data in a published, versioned form (`schemas/`); the objects they pass on to each other
are opaque beyond the attributes that `.github/API.md` names. Nothing here reads the clock, the environment or the
network. Inputs that can not be used are `InputError`s, impossible requests `UsageError`s.
"""

from __future__ import annotations

from checker.catalogue import Catalogue
from checker.errors import InputError, Location, Problem, UsageError
from checker.model.order import Order
from checker.model.policy import Policy
from checker.model.waivers import Waivers
from checker.offered.drawing import formats, render
from checker.offered.manifests import File, Manifest, load_manifest, parse_manifest
from checker.offered.pages import code_page, codes, schema_names, schema_text
from checker.offered.requirements import load_catalogue, load_order, load_policies, load_waivers, shipped_policies
from checker.offered.runs import Report, make_advice, make_forecast, make_report

__all__ = [
    "Catalogue",
    "File",
    "InputError",
    "Location",
    "Manifest",
    "Order",
    "Policy",
    "Problem",
    "Report",
    "UsageError",
    "Waivers",
    "code_page",
    "codes",
    "formats",
    "load_catalogue",
    "load_manifest",
    "load_order",
    "load_policies",
    "load_waivers",
    "make_advice",
    "make_forecast",
    "make_report",
    "parse_manifest",
    "render",
    "schema_names",
    "schema_text",
    "shipped_policies",
]
