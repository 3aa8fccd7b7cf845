"""A run with a cache says what it says without one, on whatever day, and judges only what it has to."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml

from checker.api import Conditions, Run, load_policies, load_waivers, waivers_documents
from checker.caching.store import FILE, Store, private_folder
from checker.errors import UsageError
from checker.judging import DAMAGED, REUSED
from checker.readers import Source, discover
from checker.report.entries import Entries
from tests.benchmarks.corpus import AS_OF, Corpus
from tests.builders import QUALITY, catalogue, changed, load_policy, manifest, policy
from tests.fast.agreement import POLICIES

DAY = date.fromisoformat(str(AS_OF))
RULES = load_policies([str(POLICIES)], catalogue())


def sources(folder: Path, count: int = 24, *, changed: float = 0.0) -> list[Any]:
    """One file of lines, and some files of one manifest each."""
    corpus = Corpus(count, seed=3, failing=0.5, changed=changed)
    corpus.write_ndjson(folder / "many.ndjson")
    for number in range(4):
        (folder / f"one-{number}.yaml").write_bytes(corpus.text(number, "yaml"))
    (folder / "broken.json").write_text("{")
    return list(discover([str(folder)], folder))


def ran(found: list[Any], day: date, cache: Path | None = None, **given: Any) -> tuple[Run, list[bytes]]:
    run = Run(Conditions(day, RULES, catalogue(), full=False, cache=str(cache) if cache else None, **given))
    report = run.check(found)
    entries = report.pop("manifests")
    assert isinstance(entries, Entries)
    return run, [repr(report).encode(), *(entries.text(number) for number in range(len(entries)))]


def test_a_second_run_judges_nothing_and_says_the_same(tmp_path: Path) -> None:
    found, cache = sources(tmp_path), tmp_path / ".cache"
    cache.mkdir()
    _, without = ran(found, DAY)
    first, one = ran(found, DAY, cache)
    second, two = ran(found, DAY, cache)
    assert one == two == without
    assert (first.origins[REUSED], second.origins[REUSED]) == (0, 28)


@pytest.mark.generated
@pytest.mark.parametrize("seed", range(4))
def test_on_whatever_day_the_report_is_that_of_a_run_without(tmp_path: Path, seed: int) -> None:
    dice, found, cache = Random(seed), sources(tmp_path, 16), tmp_path / ".cache"
    cache.mkdir()
    given: dict[str, Any] = {"fail_on": dice.choice([None, "warning"])}
    reused = 0
    day = DAY + timedelta(days=dice.randrange(20))
    for _ in range(4):
        run, kept = ran(found, day, cache, **given)
        assert kept == ran(found, day, **given)[1]
        reused += run.origins[REUSED]
        day += timedelta(days=dice.choice((1, 1, 2, 9, 40, -3)))
    assert reused > 0


@pytest.mark.generated
def test_waivers_that_begin_and_end(tmp_path: Path) -> None:
    found, cache = sources(tmp_path, 8), tmp_path / ".cache"
    cache.mkdir()
    supplier = Corpus(8, seed=3, failing=0.5).draw(0).manifest["supplier"]["name"]
    row, rule = RULES[0], RULES[0].requirements[0]
    (tmp_path / "waivers.yaml").write_text(
        f"waivers: 1\nitems:\n  - {{id: W-1, policy: {row.id}, requirement: {rule.id}, codes: [expired],\n"
        f'     supplier: {{name: "{supplier}"}}, reason: it is renewed, approved_by: Jo Doe,\n'
        f"     approved: {DAY + timedelta(days=1)}, expires: {DAY + timedelta(days=2)}}}\n"
    )
    waivers = load_waivers(waivers_documents([str(tmp_path / "waivers.yaml")]), RULES, catalogue())
    for days in range(5):
        day = DAY + timedelta(days=days)
        assert ran(found, day, cache, waivers=waivers)[1] == ran(found, day, waivers=waivers)[1]


def test_only_what_changed_is_judged(tmp_path: Path) -> None:
    cache = tmp_path / ".cache"
    cache.mkdir()
    ran(sources(tmp_path), DAY, cache)
    found = sources(tmp_path, changed=0.2)
    run, kept = ran(found, DAY, cache)
    assert kept == ran(found, DAY)[1]
    assert 0 < run.origins[REUSED] < 28


def test_other_conditions_share_nothing(tmp_path: Path) -> None:
    found, cache = sources(tmp_path, 4), tmp_path / ".cache"
    cache.mkdir()
    ran(found, DAY, cache)
    run = Run(Conditions(DAY, RULES[:1], catalogue(), full=False, cache=str(cache)))
    run.check(found)
    assert run.origins[REUSED] == 0


def test_a_damaged_entry_is_judged_anew(tmp_path: Path) -> None:
    found, cache = sources(tmp_path), tmp_path / ".cache"
    cache.mkdir()
    _, without = ran(found, DAY, cache)
    with closing(sqlite3.connect(cache / FILE)) as connection, connection:
        connection.execute("UPDATE entries SET value = replace(CAST(value AS TEXT), 'fail', 'pass')")
    run, kept = ran(found, DAY, cache)
    assert kept == without
    assert run.origins[DAMAGED] > 0
    assert ran(found, DAY, cache)[0].origins[REUSED] == 28  # and mended


@pytest.mark.parametrize("content", [b"no database", b""])
def test_a_damaged_file_stops_nothing(tmp_path: Path, content: bytes) -> None:
    found, cache = sources(tmp_path, 4), tmp_path / ".cache"
    cache.mkdir()
    (cache / FILE).write_bytes(content)
    assert ran(found, DAY, cache)[1] == ran(found, DAY)[1]


def test_two_write_at_once(tmp_path: Path) -> None:
    stores = [Store(str(tmp_path)) for _ in range(2)]
    for number in range(50):
        for each, store in enumerate(stores):
            store.put(b"%d/%d" % (each, number), "2026-01-01", "2026-12-31", b"value")
            store.flush()
    for store in stores:
        store.close()
    read = Store(str(tmp_path))
    assert all(read.get(b"%d/%d" % (each, number), "2026-06-01") for each in range(2) for number in range(50))
    assert not read.damaged
    assert read.get(b"0/0", "2027-01-01") is None
    read.close()


@pytest.mark.skipif(os.name != "posix", reason="modes of files are those of POSIX")
def test_a_folder_that_others_can_write_is_refused(tmp_path: Path) -> None:
    open_, own = tmp_path / "open", tmp_path / "own"
    open_.mkdir()
    open_.chmod(0o777)
    with pytest.raises(UsageError, match="others can write in"):
        private_folder(str(open_))
    private_folder(str(own))
    assert own.stat().st_mode & 0o777 == 0o700
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="of the cache can not be used: it is a file"):
        private_folder(str(tmp_path / "file"))


def test_signed_or_confirmed_nothing_is_kept(tmp_path: Path) -> None:
    rules = load_policies(["quality-system-documented"], catalogue())
    run = Run(Conditions(DAY, rules, catalogue(), full=False, cache=str(tmp_path)))
    run.check([Source.from_stdin(Corpus(1).text(0), "one.json")])
    assert not (tmp_path / FILE).exists()


def test_what_bears_on_how_long_an_entry_holds_is_part_of_its_digest(tmp_path: Path) -> None:
    store = Store(str(tmp_path))
    store.put(b"key", "2026-11-01", "2026-11-30", b"value")
    store.close()
    with closing(sqlite3.connect(tmp_path / FILE)) as connection, connection:
        connection.execute("UPDATE entries SET last = '2036-11-30'")
    read = Store(str(tmp_path))
    assert read.get(b"key", "2027-01-01") is None
    assert read.damaged
    read.close()


def test_what_begins_beyond_all_that_is_looked_at_is_judged_when_it_comes_nearer(tmp_path: Path) -> None:
    far = date(2040, 1, 1)
    later = {**QUALITY, "covers": {"sites": "organisation"}, "effective": {"from": far.isoformat()}}
    raw = changed(manifest(), {"/certificates": []})
    found = [Source.from_stdin(json.dumps(raw).encode(), "m.json")]
    rules = [load_policy(policy(later))]
    cache = tmp_path / ".cache"
    cache.mkdir()
    for day in (DAY, far):
        kept, without = (
            Run(Conditions(day, rules, catalogue(), full=False, cache=each)).check(found) for each in (str(cache), None)
        )
        assert kept["verdict"] == without["verdict"]


def test_a_line_and_a_file_of_the_same_bytes_have_names_of_their_own(tmp_path: Path) -> None:
    line = json.dumps(manifest()).encode()
    cache = tmp_path / ".cache"
    cache.mkdir()
    for data in (line + b"\n" + line, line):
        found = [Source.from_stdin(data)]
        assert ran(found, DAY, cache)[1] == ran(found, DAY)[1]


def test_a_line_end_in_a_name_is_none_of_the_document(tmp_path: Path) -> None:
    whole = yaml.safe_dump(manifest(), sort_keys=False).encode()
    first, _, rest = whole.partition(b"\n")
    cache = tmp_path / ".cache"
    cache.mkdir()
    # The second lacks a key, which stands in its name.
    for name, data in (("m.yaml", first + b" # .yaml\n" + rest), (f"m.yaml\n{first.decode()} # .yaml", rest)):
        found = [Source(name, ".yaml", data=data)]
        assert ran(found, DAY, cache)[1] == ran(found, DAY)[1]
