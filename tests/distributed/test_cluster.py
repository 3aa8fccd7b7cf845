"""A real cluster of processes on this machine: workers killed in the middle of a run against an S3, and poison."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

import pytest

from checker import api
from checker.distributed.cluster import Cluster
from checker.distributed.parts import prepared
from checker.distributed.running import checked
from checker.readers import Source
from tests.consumers import accepted
from tests.distributed.killing import rows_of
from tests.distributed.poison import Poison

pytestmark = [pytest.mark.deep, pytest.mark.xdist_group("cluster")]


def test_against_s3_with_workers_killed_it_is_as_one_process_says() -> None:
    """Skips where there is no `s3_standin.sh`."""
    printed = accepted(
        "s3_standin.sh", sys.executable, "-m", "tests.distributed.killing", "--count", "600", "--kills", "3"
    )
    assert "3 kills, " in printed


def test_a_manifest_that_kills_its_workers_costs_itself(folder: Path) -> None:
    catalogue = api.load_catalogue()
    policies = api.load_policies([str(folder / "policies")], catalogue)
    conditions = api.Conditions(date(2026, 11, 23), policies, catalogue, full=False)
    names = ["conforming.yaml", "open.yaml", "poison.yaml", "wrong-kind.yaml"]
    sources = [Source.from_path(folder / name, name) for name in names]
    sources[2] = Poison(*sources[2])
    results = str(folder / "results")
    prepared(results, "results")
    run = api.Run(conditions)
    with Cluster(None, 2) as cluster:
        summed = checked(run, conditions, sources, cluster, results)
    assert (summed.head["exit_code"], summed.head["result"], summed.head["summary"]["manifests"]) == (3, "blocked", 3)
    (error,) = summed.head["errors"]
    assert (error["path"], error["kind"]) == ("poison.yaml", "internal")
    assert [row["path"] for row in rows_of(results)] == names
    assert [json.loads(row["entry"])["path"] for row in rows_of(results) if row["entry"]] == [*names[:2], names[3]]
