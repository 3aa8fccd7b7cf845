"""All peers of the single policy that can be had, and whether they agree."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import orjson

from tests.benchmarks.peers import by_hand, cel_cpp, cel_rust, certgate_fast, certgate_plain, opa, regorus
from tests.benchmarks.peers.base import MissingError, Peer, plain

OPENERS: tuple[Callable[[], Peer], ...] = (
    certgate_plain.opened,
    certgate_fast.opened,
    by_hand.opened,
    regorus.opened,
    opa.opened,
    cel_rust.opened,
    cel_cpp.opened,
)


def opened_peers() -> tuple[list[Peer], list[str]]:
    """The peers that can be had, and a sentence for each that can not."""
    peers, missing = [], []
    for opener in OPENERS:
        try:
            peers.append(opener())
        except MissingError as error:
            missing.append(str(error))
    return peers, missing


def disagreements(peers: Sequence[Peer], texts: Sequence[bytes]) -> Iterator[str]:
    """A sentence for each manifest on which a peer has another verdict or other reasons than the first."""
    for number, text in enumerate(texts):
        manifest = orjson.loads(text)
        answers = [peer.told(peer.judge(text), manifest) for peer in peers]
        known = next((plain(each.reasons) for each in answers if each.reasons is not None), None)
        for peer, answer in zip(peers, answers, strict=True):
            if answer.passes != answers[0].passes:
                yield f"manifest {number}: {peer.name} says {answer.passes}, {peers[0].name} {answers[0].passes}"
            elif answer.reasons is not None and plain(answer.reasons) != known:
                yield f"manifest {number}: {peer.name} gives {plain(answer.reasons)}, others {known}"
