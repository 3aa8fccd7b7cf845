"""One policy in every engine, in this process: the same verdicts, with reasons."""

from __future__ import annotations

from functools import partial

from tests.benchmarks.measuring import Times, cpus, seconds, turns
from tests.benchmarks.peers.agreement import disagreements, opened_peers
from tests.benchmarks.peers.base import Peer
from tests.benchmarks.setting import Setting
from tests.benchmarks.table import Section, Target, rate

ORDER = 2
WORK = "equivalent single policy, engine only, reasons recorded"


def measure(setting: Setting) -> Section:
    """Each engine on the same manifests, given as lines of JSON."""
    peers, missing = opened_peers()
    texts = setting.texts(setting.few)
    found = list(disagreements(peers, texts))
    assert not found, found[0]
    # A round takes a second or two, in which a machine may do anything: as many as of starts.
    spent = turns(setting.starts, {peer.name: seconds(partial(_judged, peer, texts)) for peer in peers})
    times = {name: cpus(each) for name, each in spent.items()}
    best = min((each for name, each in times.items() if name.startswith("certgate")), key=lambda each: each.median)
    lines = [
        (f"{peer.name} {peer.version}", rate(len(texts), times[peer.name].median), _span(times[peer.name], len(texts)),
         f"{times[peer.name].over(best):.2f}")
        for peer in peers
    ]  # fmt: skip
    told = (
        f"{len(texts):,} manifests as JSON text, parsing included, schema not; per second of CPU. All verdicts are "
        "equal, and so are all reasons, but for certgate, which gives those of the candidate that it chose, in words."
    )
    told += "".join(f" Not measured: {each}." for each in missing)
    head = ("engine", "/s of CPU", "min-max", "x the time of the fastest certgate")
    return Section("One policy", told, head, lines, _targets(times, best))


def _judged(peer: Peer, texts: list[bytes]) -> None:
    for text in texts:
        peer.judge(text)


def _span(times: Times, count: int) -> str:
    return f"{count / max(times.values):,.0f}-{count / min(times.values):,.0f}"


def _targets(times: dict[str, Times], best: Times) -> list[Target]:
    found = []
    for asked, word, least in ((WORK, "OPA", 5), ("the same", "regorus", 1)):
        peer = next((each for name, each in times.items() if name.startswith(word)), None)
        ratio = peer.over(best) if peer else None
        told = f"{ratio:.2f}x" if ratio else f"{word} is not installed"
        found.append(Target(asked, f">= {least}x {word}", told, ratio >= least if ratio else None))
    return found
