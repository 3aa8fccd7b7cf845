"""What the public library consists of: a name or signature that changes is noticed here."""

from __future__ import annotations

import inspect
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec

import pytest
from syrupy.assertion import SnapshotAssertion

import checker
from checker import offered

# The attributes of opaque objects that `.github/API.md` names; whatever else they have is internal.
ATTRIBUTES = {
    "Catalogue": ("sha256", "version"),
    "InputError": ("problems",),
    "Location": ("column", "file", "line"),
    "Manifest": ("name", "sha256"),
    "Order": ("path", "sha256"),
    "Policy": ("id", "path", "sha256", "title", "version"),
    "Problem": ("help", "location", "message"),
    "UsageError": (),
    "Waivers": ("path", "sha256"),
}


def surface() -> Iterator[str]:
    """One line for each public name."""
    for name in sorted(checker.__all__):
        found = getattr(checker, name)
        if name in ATTRIBUTES:
            yield f"class {name}: {', '.join(ATTRIBUTES[name])}"
        elif inspect.isfunction(found):
            yield f"{name}{inspect.signature(found)}"
        else:
            yield f"{name} = {found!r}" if name != "__version__" else name


def test_the_names_and_signatures_are_those_that_were_promised(snapshot: SnapshotAssertion) -> None:
    assert "\n".join(surface()) == snapshot


def test_the_package_offers_what_the_library_has() -> None:
    assert sorted(set(checker.__all__) - {"__version__"}) == sorted(offered.__all__)
    assert set(checker.__all__) <= set(dir(checker))


@pytest.mark.parametrize("name", sorted(ATTRIBUTES))
def test_the_attributes_that_are_documented_are_there(name: str) -> None:
    found = getattr(checker, name)
    own = {*dir(found), *getattr(found, "__annotations__", ())}
    if name in ("InputError", "Catalogue"):  # set by their `__init__`
        made = checker.load_catalogue() if name == "Catalogue" else checker.InputError([])
        own |= set(dir(made))
    assert set(ATTRIBUTES[name]) <= own


@pytest.mark.parametrize("name", sorted(checker.__all__))
def test_no_module_of_the_package_can_take_the_place_of_a_name(name: str) -> None:
    """Importing a module sets an attribute of its package, so a public name may be that of none."""
    assert find_spec(f"checker.{name}") is None


def test_a_name_that_there_is_not_is_refused() -> None:
    with pytest.raises(AttributeError, match="module 'checker' has no attribute 'assess_all'"):
        getattr(checker, "assess_" + "all")


def test_importing_the_package_loads_nothing_else() -> None:
    program = "import sys; old = set(sys.modules); import checker; print(sorted(set(sys.modules) - old))"
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ended.stdout == "['checker']\n"
