"""Whether the peers agree on the single policy: `python -m tests.benchmarks.peers [COUNT]`."""

from __future__ import annotations

import sys
import time

from tests.benchmarks.corpus import Corpus
from tests.benchmarks.peers.agreement import disagreements, opened_peers


def main() -> None:
    """Print each peer, how many manifests it judges in a second of CPU, and where it disagrees."""
    corpus = Corpus(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
    texts = [corpus.text(number) for number in range(corpus.count)]
    peers, missing = opened_peers()
    for peer in peers:
        started = time.process_time()
        for text in texts:
            peer.judge(text)
        print(f"{peer.name} {peer.version}: {corpus.count / (time.process_time() - started):,.0f}/s")
    print(*missing, sep="\n")
    print(*disagreements(peers, texts), sep="\n")


if __name__ == "__main__":
    main()
