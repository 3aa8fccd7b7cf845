"""The end of a command that was interrupted before it had begun; nothing has to be loaded for it."""

import os

INTERRUPTED = 130
_SENTENCE = b"certgate: interrupted before it had begun: nothing was judged or written\n"


def end(sentence: bytes = _SENTENCE) -> None:
    """End the process where it is; no library is asked whether it can be left there, and nothing was half written."""
    try:
        os.write(2, sentence)
    finally:
        os._exit(INTERRUPTED)
