"""The house rules that no tool checks: the clock, the gates' pages, sizes, codes, cited paths, paired fixtures."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml

from checker import api
from checker.engine.waiver_codes import LEDGER_CODES
from checker.gates import gates

ROOT = Path(__file__).parent.parent
CHECKER = ROOT / "checker"
MODULES = sorted(CHECKER.rglob("*.py"))
FIXTURES = ROOT / "fixtures" / "manifests"


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


# The clock, the environment and the machine


@pytest.mark.parametrize("path", [path for path in MODULES if "cli" not in path.parts], ids=relative)
def test_only_the_command_line_reads_the_clock_or_the_environment(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = re.findall(r"\b(?:today|now|utcnow|time_ns|environ|getenv)\s*[\(\[]|\bimport time\b", text)
    assert found == []


def test_nothing_names_a_path_of_one_machine() -> None:
    places = [path for path in ROOT.rglob("*") if path.suffix in (".py", ".md", ".yaml", ".toml", ".json", ".yml")]
    ours = [path for path in places if not {".venv", ".git", "node_modules"} & set(path.relative_to(ROOT).parts)]
    word = re.compile(r"(?<![\w.])/(?:work|home|root|Users)/\w")
    assert [relative(path) for path in ours if word.search(path.read_text(encoding="utf-8", errors="replace"))] == []


def test_nobody_calls_anything_valid() -> None:
    """The word is banned: well-formed, schema-conforming, in force, passes. Names of the libraries' own may have it."""
    word = re.compile(r"\bvalid\b")
    texts = [*MODULES, *(ROOT / "schemas").glob("*.json"), *ROOT.glob("*.md"), *(ROOT / "policies").glob("*")]
    assert [relative(path) for path in texts if word.search(path.read_text(encoding="utf-8"))] == []


# Sizes


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Every function with its length in lines."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{relative(path)}:{node.lineno} {node.name}", (node.end_lineno or node.lineno) - node.lineno + 1


def test_functions_are_short() -> None:
    sizes = [row for path in MODULES for row in functions(path)]
    assert [row for row in sizes if row[1] > 50] == []
    assert sum(length <= 30 for _, length in sizes) >= 0.9 * len(sizes)


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_files_are_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


# Gates and codes


def test_the_gates_are_those_of_the_design_in_its_order() -> None:
    wanted = "kind attestation standard edition subject body in-force change evidence surveillance assurance"
    assert [gate.id for gate in gates()] == wanted.split()


@pytest.mark.parametrize("gate", gates(), ids=lambda gate: gate.id)
def test_every_gate_has_its_page(gate: object) -> None:
    page = " ".join(getattr(gate, "page", "").split())
    parts = ["**Asks**", "**Why**", "**Passes**", "**Does not pass**", "**To mend**"]
    places = [page.find(part) for part in parts]
    assert -1 not in places
    assert places == sorted(places)
    assert page.partition("**Asks**")[0].strip().endswith("?")


def test_every_code_is_explained_with_what_to_do() -> None:
    known = api.codes()
    for gate in gates():
        assert {code.name for code in gate.codes} <= set(known)
    for name in known:
        assert re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", name)
        page = api.code_page(name)
        assert page.startswith(f"{name}: {known[name]}")
        assert re.search(r"^to mend: \S", page, re.MULTILINE)
        assert re.search(r"^outcome: (pass|fail|undetermined|warning|note)", page, re.MULTILINE)


def test_the_codes_are_a_contract() -> None:
    """The codes of the design's section 7: one may be added, none renamed or taken out."""
    contract = """
    management-system-for-product product-for-management-system kind-misdeclared standard-unknown not-certification
    standard-not-accepted edition-superseded edition-not-accepted edition-missing edition-ending holder-mismatch
    holder-missing model-not-covered type-only lot-not-covered component-only market-not-covered factory-not-covered
    site-not-covered activity-not-covered body-not-accredited accreditation-wrong-standard accreditation-out-of-scope
    accreditation-body-not-accepted accreditation-not-in-force body-not-recognised recognition-out-of-scope
    body-identity-conflict not-yet-effective expired expiry-missing suspended withdrawn lapse-gap status-missing
    status-stale status-conflict certificate-contradicted design-change-not-evaluated
    organisation-change-not-assessed test-report-missing laboratory-not-accredited audit-record-missing
    surveillance-overdue recertification-overdue cycle-too-long evidence-not-attached evidence-altered
    evidence-disagrees not-confirmed register-disagrees signature-not-verified no-certificate no-object site-missing
    applicability-unknown series-pattern lots-only
    """
    assert set(contract.split()) <= set(api.codes())


# Documents


@pytest.mark.parametrize(
    "path",
    [*ROOT.glob("*.md"), *ROOT.glob("*/*.md"), *(ROOT / ".github").glob("*.md")],
    ids=relative,
)
def test_cited_paths_exist(path: Path) -> None:
    tops = "checker|policies|schemas|fixtures|tests|\\.github|\\.ci"
    cited = set(re.findall(rf"(?<![\w/.-])((?:{tops})/[\w./-]*[\w/])", path.read_text(encoding="utf-8")))
    cited |= {
        link
        for link in re.findall(r"\]\(([\w./-]+?)(?:#[\w-]*)?\)", path.read_text(encoding="utf-8"))
        if not link.startswith("http")
    }
    missing = [each for each in sorted(cited) if not ((ROOT / each).exists() or (path.parent / each).exists())]
    assert missing == []


# Fixtures


@cache
def expectations() -> dict[str, dict[str, object]]:
    """What every shipped fixture expects, by its path."""
    return {
        relative(path): yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
        for path in sorted(FIXTURES.rglob("*.expected.yaml"))
    }


@pytest.mark.parametrize("name", sorted(api.shipped_policies()))
@pytest.mark.parametrize("side", ["conforming", "nonconforming"])
def test_every_shipped_policy_has_fixtures_of_both_sides(name: str, side: str) -> None:
    cases = sorted((FIXTURES / name / side).glob("*.expected.yaml"))
    assert cases
    for path in cases:
        stem = path.name.removesuffix(".expected.yaml")
        assert [each for each in path.parent.glob(f"{stem}.*") if each != path], path


def test_every_fixture_folder_is_named_for_a_shipped_policy() -> None:
    assert {path.name for path in FIXTURES.iterdir() if path.is_dir()} <= set(api.shipped_policies())


def test_every_code_is_raised_by_a_fixture() -> None:
    """All but those of the gate assurance, those about waivers, and the notes, which expectations do not list."""
    told = yaml.load((ROOT / "fixtures" / "story" / "story.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
    raised = {str(code) for each in (*expectations().values(), *told["chapters"]) for code in (each["codes"] or ())}
    about_waivers = {code.name for code in LEDGER_CODES}
    others = {"lots-only", "series-pattern", "successive-certificates", "ends-soon"}
    assert set(api.codes()) - raised - about_waivers - others == set()


def test_a_nonconforming_fixture_never_passes_and_a_conforming_one_is_never_blocked() -> None:
    """A policy of advisory requirements alone (EU MDR class I) is not applicable either way, with warnings."""
    for path, each in expectations().items():
        allowed = {"conforming": {"pass"}, "nonconforming": {"fail", "undetermined"}}[path.split("/")[-2]]
        assert each["verdict"] in allowed | {"not-applicable"}, path
