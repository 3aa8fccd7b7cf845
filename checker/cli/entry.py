"""Entry point of the `certgate` command: the short cut to `check`, and how every error ends."""

from __future__ import annotations

import gc
import os
import sys

from checker.cli.ending import INTERRUPTED, end

# Nothing else is loaded here: until `run` begins, an interruption is a traceback of Python's.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from checker.cli.interrupts import Raising


def run() -> None:
    """Run the command; every error becomes a line on stderr and an exit code, never a traceback."""
    try:
        from checker.cli.interrupts import IGNORED, Raising, end_at_once, hear

        hear(end_at_once)
    except KeyboardInterrupt:
        end()
    # What a start makes stays to the end: looking through it for rubbish takes a tenth of a check of one manifest.
    gc.disable()
    code = _guarded(sys.argv[1:], Raising())
    hear(IGNORED)  # all is written
    gc.freeze()
    sys.exit(code)


def _guarded(arguments: list[str], raising: Raising | None = None) -> int:
    """The exit code of a command; `raising` hears the signals of one that may write something while it works."""
    from checker.cli.streams import say
    from checker.errors import InputError, UsageError

    try:
        return _dispatch(arguments, raising)
    except InputError as error:
        for problem in error.problems:
            say(f"certgate: {problem}")
        return 2
    except UsageError as error:
        say(f"certgate: {error}")
        return 2
    except KeyboardInterrupt:
        say("certgate: interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever reads the output has gone; Python would complain once more when it flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 2
    except Exception as error:
        if os.environ.get("CERTGATE_DEBUG"):
            raise
        if isinstance(error, OSError) and error.errno:
            say(f"certgate: the output can not be written: {os.strerror(error.errno).lower()}")
            return 2
        say(f"certgate: internal error ({type(error).__name__}); run again with CERTGATE_DEBUG=1 and report it")
        return 3


def _dispatch(arguments: list[str], raising: Raising | None) -> int:
    """A plain `check` goes straight to its work; everything else, and every mistake, goes through typer."""
    from checker.cli import options

    if arguments[:1] == ["check"] and (plain := options.parse(arguments[1:], options.CHECK)) is not None:
        from checker.cli.session import Request, check_run  # after the arguments are known

        return check_run(Request(**plain))
    from checker.cli.main import app  # typer takes half of the start-up time

    gc.enable()
    if raising:
        raising.listen()
    try:
        code = app(arguments, standalone_mode=False)
    except SystemExit as error:
        # Typer ends with 1 where nobody reads the output any more, which would say that something was found.
        if isinstance(error.__context__, BrokenPipeError):
            raise error.__context__ from None
        raise
    except Exception as error:
        # Typer carries a click of its own, whose exceptions have no public name; this method tells them apart.
        if not hasattr(error, "format_message"):
            raise
        return _misused(error)
    if code == INTERRUPTED and raising and raising.heard:
        raise KeyboardInterrupt  # which typer keeps to itself
    return code if isinstance(code, int) else 0


def _misused(error: Any) -> int:
    """A command line that typer refuses, as one line; without any arguments, the help."""
    from checker.cli.misuse import reworded
    from checker.cli.streams import put, say

    if type(error).__name__ == "NoArgsIsHelpError":
        put(f"{error.format_message()}\n")
        return 2
    say(f"certgate: {reworded(error)}")
    return 2
