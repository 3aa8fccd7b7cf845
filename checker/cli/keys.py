"""Keys as the command line names them: files, hooks, passphrases in the environment."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from typing import TYPE_CHECKING

from checker.cli.streams import say
from checker.errors import UsageError
from checker.readers import Source

if TYPE_CHECKING:
    from checker.signing.keys import PublicKey
    from checker.signing.signers import Signer

PASSPHRASE = "--passphrase-from"  # noqa: S105 - the name of the option


def signer_of(key: str, public: str | None, passphrase_from: str | None) -> Signer:
    """What signs: a file, which others should not be able to read, or a hook. Raises InputError, UsageError."""
    from checker.signing.hooks import HOOK
    from checker.signing.signers import signer

    found = signer(key, passphrase(passphrase_from), public_key_of(public) if public else None)
    if not key.startswith(HOOK):
        warn_if_readable(key)
    return found


def public_key_of(path: str) -> PublicKey:
    """The public key in a file. Raises InputError."""
    from checker.signing.keys import public_key

    source = Source.from_path(path)
    return public_key(source.load(), source.shown)


def public_keys_of(paths: Sequence[str]) -> dict[str, PublicKey]:
    """The public keys in files, by the name of the file. Raises InputError."""
    return {path: public_key_of(path) for path in paths}


def passphrase(variable: str | None) -> bytes | None:
    """The passphrase in an environment variable. Raises UsageError where it is not set."""
    if variable is None:
        return None
    found = os.environ.get(variable, "")
    if not found:
        raise UsageError(f"the environment variable `{variable}` of {PASSPHRASE} is not set; set it to the passphrase")
    return found.encode()


def warn_if_readable(path: str) -> None:
    """Say so where others than the owner can read a private key; file systems without such modes say nothing."""
    if os.name == "posix" and stat.S_IMODE(os.stat(path).st_mode) & 0o077:
        say(f"certgate: warning: others than its owner can read the private key `{path}`; run `chmod 600 {path}`")


def write_pair(path: str, passphrase_from: str | None) -> PublicKey:
    """A new key: the private half in a file that only its owner can read, the public half in `FILE.pub`.

    Raises UsageError where one of the files is there already, or can not be written.
    """
    from checker.signing.signers import new_key, private_pem

    made = new_key()
    locked = private_pem(made, passphrase(passphrase_from))
    # The public half first: a private key without one beside it would be made twice.
    _write_new(f"{path}.pub", made.public.pem(), 0o644)
    try:
        _write_new(path, locked, 0o600)
    except UsageError:
        os.unlink(f"{path}.pub")
        raise
    return made.public


def _write_new(path: str, data: bytes, mode: int) -> None:
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    except FileExistsError:
        raise UsageError(f"`{path}` is there already; name another file, or move it away") from None
    except OSError as error:
        raise UsageError(f"can not write `{path}`: {os.strerror(error.errno or 0).lower()}") from None
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
