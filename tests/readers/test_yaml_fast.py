"""The fast reader of YAML agrees with the exact one or is silent, whatever the text; and it reads what people write."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.errors import InputError
from checker.readers import limits, yaml_lines, yaml_scalars
from checker.readers.text import decode_text
from checker.readers.yaml_fast import read_plainly
from checker.readers.yaml_reader import read_exactly, read_yaml
from checker.schema_coercion import Coercion
from tests.depth import DEEP
from tests.readers.odd_yaml import FORMS, ODD, SCALARS, SHAPES, excerpt, mutated
from tests.readers.test_places import TEXT, VALUES, block, flow

if TYPE_CHECKING:
    from checker.document import Value

pytestmark = pytest.mark.generated

ROOT = Path(__file__).parents[2]
FILES = sorted(path for folder in ("fixtures", "policies") for path in (ROOT / folder).rglob("*.yaml"))
QUICK = settings(max_examples=400 if DEEP else 40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
# Wants anything but text, anywhere: a plain scalar taken for text comes out different, and a text taken for one.
ANY = {
    "type": ["integer", "boolean", "null"],
    "additionalProperties": {"$ref": "#/$defs/any"},
    "items": {"$ref": "#/$defs/any"},
}
ANYTHING = Coercion({"$defs": {"any": ANY}, "$ref": "#/$defs/any"})
TEXTUAL = Coercion({"type": "string"})


def agreed(text: str) -> bool:
    """Whether the fast reader reads a text; fails where it reads something else than the exact one."""
    try:
        decode_text(text.encode(), "m.yaml")
    except (InputError, UnicodeEncodeError):
        return False  # neither of the two ever sees such a text
    found: Any = read_plainly(text)
    if found is None:
        return False
    expected: Any = read_exactly(text, "m.yaml")  # an InputError here is a failure too
    assert found.values == expected
    for coercion in (ANYTHING, TEXTUAL):
        before, after = repr(found.values), repr(coercion.apply(found.values, found.plain))
        assert after == repr(coercion.apply(expected))  # with types, and the order of keys
        assert after == repr(coercion.apply(found.values))
        assert before == repr(found.values)
    return True


@pytest.mark.parametrize("form", FORMS)
def test_odd_scalars_in_every_place(form: str) -> None:
    for scalar in SCALARS:
        for text in (form.format(scalar, scalar), form.format(scalar, scalar) + "\n"):
            agreed(text)


@pytest.mark.parametrize("text", SHAPES)
def test_odd_shapes(text: str) -> None:
    agreed(text)


@pytest.mark.parametrize(
    "text",
    [
        "a:\n" + "".join(f"{' ' * depth}- b:\n" for depth in range(1, 60)),
        "".join(f"{'  ' * depth}a:\n" for depth in range(70)),
        "a: " + "[" * 63 + "]" * 63,
        "a: " + "[" * 64 + "]" * 64,
        f"{'a' * 1025}: x\n",
        f"a: {{{'b' * 1025}: x}}\n",
    ],
)
def test_deep_and_long(text: str) -> None:
    assert not agreed(text)


def test_every_file_of_the_project_is_read_alike_and_nearly_all_of_them_fast() -> None:
    fast = sum(agreed(path.read_text(encoding="utf-8")) for path in FILES if "malformed" not in path.parts)
    assert fast > 0.97 * sum("malformed" not in path.parts for path in FILES)
    for path in FILES:
        if "malformed" in path.parts:
            agreed(path.read_bytes().decode("utf-8", "replace"))


@pytest.fixture(scope="module", name="texts")
def _texts() -> list[str]:
    return [path.read_text(encoding="utf-8") for path in FILES if "malformed" not in path.parts][::3]


@pytest.mark.parametrize("seed", range(4))
def test_files_with_something_changed(seed: int, texts: list[str]) -> None:
    dice = Random(seed)
    read = 0
    for _ in range(500):
        text = excerpt(dice, texts)
        for _ in range(dice.randint(1, 3)):
            text = mutated(dice, text)
        read += agreed(text)
    assert read > 70


@QUICK
@given(st.lists(st.sampled_from(ODD), max_size=30).map("".join))
def test_nonsense(text: str) -> None:
    agreed(text)
    agreed(f"a: {text}")


@QUICK
@given(VALUES, st.booleans(), st.sampled_from([20, 80, 10_000]), st.sampled_from([None, False, True]), st.booleans())
def test_what_a_dumper_writes(value: Value, ascii_only: bool, width: int, style: bool | None, marked: bool) -> None:
    text = yaml.safe_dump(
        {"a": value}, allow_unicode=not ascii_only, width=width, default_flow_style=style, explicit_start=marked
    )
    agreed(text)
    agreed(block({"a": value}))
    agreed(f"a: {flow(value)}")


@QUICK
@given(TEXT, st.sampled_from(["", " ", "  "]), st.sampled_from(["", " # c", "  ", "#c"]))
def test_any_text_in_any_style(text: str, before: str, after: str) -> None:
    for written in (text, f"'{text}'", f'"{text}"', f"[{text}]", f"{{k: {text}}}", f"|-\n  {text}", f">\n  {text}"):
        agreed(f"a: {before}{written}{after}\n")
        agreed(f"a:\n- {before}{written}{after}\nb: c\n")


WORDS = st.sampled_from([*"abc", "NO", "1", "~", "1.10", "x y", "'q'", "2026-01-01", "[a, b]", "{k: v}", "|-\n", ""])
LINES = st.tuples(
    st.integers(0, 5), st.sampled_from(["", "- ", "-  ", "# "]), st.sampled_from(["a: ", "b: ", "c:", ""]), WORDS
)


@settings(QUICK, max_examples=800 if DEEP else 80)
@given(st.lists(LINES.map(lambda line: " " * line[0] + "".join(line[1:])), max_size=8).map("\n".join))
def test_lines_at_any_indent(text: str) -> None:
    agreed(text)
    agreed(f"a:\n{text}\n")


def test_what_is_kept_is_bounded_and_shared_by_no_two_documents() -> None:
    text = "a: [x, y]\nb: {c: z, d: '7'}\ne: {f: [x]}\ng:\n- [x]\n"
    first: Any = read_yaml(text.encode(), "m.yaml").values
    for key in ("a", "b", "e", "g"):
        first[key].clear() if isinstance(first[key], dict) else first[key].append("own")
    assert read_yaml(text.encode(), "m.yaml").values == read_exactly(text, "m.yaml")
    for number in range(9_000):
        read_plainly(f"a{number}: [x{number}, {{k{number}: v}}]\nb: {{c: v{number}}}\n{number}:\n- x{number}\n")
    for store in (yaml_lines.kept, yaml_lines._heads, yaml_scalars.known_texts, yaml_scalars.known_entries):
        assert 0 < len(store) <= 4096
    assert read_yaml(text.encode(), "m.yaml").values == read_exactly(text, "m.yaml")


def test_what_is_handed_over_is_read_or_explained_by_the_exact_one() -> None:
    document = read_yaml(b'a: "x\\u00e9"\nb:\n  folded\n  over\n', "m.yaml")
    assert document.values == {"a": "x\u00e9", "b": "folded over"}
    with pytest.raises(InputError, match=re.escape("m.yaml:2:1: the key `a` is given twice in one mapping")):
        read_yaml(b"a: x\na: y\n", "m.yaml")


def test_a_document_that_was_read_fast_knows_its_places() -> None:
    document = read_yaml(b"a:\n- b: x\n  c: [y, z]\n", "m.yaml")
    assert str(document.locate("/a/0/c/1")) == "m.yaml:3:10"


def test_a_large_document_is_left_to_the_exact_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "current", lambda: limits.Limits(values=20))
    assert read_plainly("a: x\nb: y\n") is not None
    assert read_plainly("a: x\nb: y\nc: z, and many more\n") is None


def test_no_yaml_library_is_loaded_for_what_is_beyond_doubt() -> None:
    code = (
        "import sys; from checker.readers.yaml_reader import read_yaml; read_yaml(b'a: x', 'm'); "
        "sys.exit('yaml' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=ROOT).returncode == 0
