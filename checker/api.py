"""The public surface: load policies and manifests, assess them, draw the report.

Input errors are `InputError`s with every place; nothing here reads the clock, the environment or the network.
"""

from __future__ import annotations

import os

from checker.catalogue import load_catalogue
from checker.engine import assess
from checker.engine.pages import code_page, codes, gate_pages
from checker.forecast import HORIZON
from checker.loading import (
    load_any,
    load_baseline,
    load_manifest,
    load_order,
    load_policies,
    load_policy,
    load_report,
    load_waivers,
    load_weights,
    waivers_documents,
)
from checker.policy_files import shipped_policies
from checker.report import Conditions
from checker.resources import resource_folder
from checker.run import AdviceRun, ForecastRun, Run

__all__ = [
    "HORIZON",
    "AdviceRun",
    "Conditions",
    "ForecastRun",
    "Run",
    "assess",
    "code_page",
    "codes",
    "gate_pages",
    "load_any",
    "load_baseline",
    "load_catalogue",
    "load_manifest",
    "load_order",
    "load_policies",
    "load_policy",
    "load_report",
    "load_waivers",
    "load_weights",
    "schema_names",
    "schema_text",
    "shipped_policies",
    "waivers_documents",
]


def schema_names() -> list[str]:
    """The names of all schemas, sorted."""
    ending = ".schema.json"
    return sorted(name.removesuffix(ending) for name in os.listdir(resource_folder("schemas")) if name.endswith(ending))


def schema_text(name: str) -> str:
    """A schema as it ships."""
    with open(os.path.join(resource_folder("schemas"), f"{name}.schema.json"), encoding="utf-8") as file:
        return file.read()
