"""A program of the user's that signs: for keys that never leave a token or a key service (PKCS#11, KMS).

This is the only place in which certgate starts a program, and only one that the user named on the command line. No
shell reads the command. The program gets the bytes to sign on its standard input and writes the signature, and nothing
else, to its standard output. What it writes is verified before it is used.
"""

from __future__ import annotations

import shlex
import subprocess

from checker.errors import UsageError
from checker.records import NamedTuple
from checker.signing.keys import P256, PublicKey
from checker.words import shorten

HOOK = "hook:"
"""How a key that is a program is told from a file."""

TIMEOUT = 120
"""Seconds that a hook may take: long enough for somebody to touch a token."""

_SIGNATURE = 1_024  # bytes; no signature of either algorithm is a tenth as long


class Hook(NamedTuple):
    """A program that signs, and the public half of the key it does so with."""

    command: tuple[str, ...]
    public: PublicKey

    @classmethod
    def parse(cls, spec: str, public: PublicKey) -> Hook:
        """The hook that `hook:COMMAND ARGUMENT…` names. Raises UsageError for one that names no program."""
        try:
            command = tuple(shlex.split(spec.removeprefix(HOOK)))
        except ValueError:
            raise UsageError("a quotation mark in the hook is not closed; close it") from None
        if not command:
            raise UsageError("`hook:` names no program; write `--key 'hook:PROGRAM ARGUMENT…'`")
        return cls(command, public)

    @property
    def keyid(self) -> str:
        """The digest by which the public half is known."""
        return self.public.keyid

    def sign(self, data: bytes) -> bytes:
        """The signature that the program makes over exactly these bytes. Raises UsageError for any other answer."""
        name = f"the hook `{shorten(self.command[0])}`"
        try:
            done = subprocess.run(  # noqa: S603 - named by the user, and no shell reads it
                self.command, input=data, capture_output=True, timeout=TIMEOUT, check=False
            )
        except subprocess.TimeoutExpired:
            raise UsageError(f"{name} took more than {TIMEOUT} seconds; look whether it waits for somebody") from None
        except (OSError, ValueError):
            raise UsageError(f"{name} can not be started; name a program that is there and may be run") from None
        if done.returncode:
            told = done.stderr.decode("utf-8", "replace").strip().splitlines()
            said = f": {shorten(told[-1], 200)}" if told else ""
            raise UsageError(f"{name} ended with {done.returncode} and signed nothing{said}")
        if len(done.stdout) > _SIGNATURE or not self.public.verifies(done.stdout, data):
            form = "a DER sequence of two integers" if self.public.algorithm == P256 else "64 bytes, not a digest's"
            raise UsageError(
                f"what {name} wrote is no signature of the key in `--public-key` over its input; "
                f"it has to write the signature alone ({form})"
            )
        return done.stdout
