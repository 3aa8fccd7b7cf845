"""The registers and the trust of a run, from the configuration and the command line."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from checker.backing import Means
from checker.cli.config import Config
from checker.model.policy import Policy
from checker.model.trust import NOBODY, Trust
from checker.readers import Source
from checker.readers.discover import show_relative

if TYPE_CHECKING:
    from checker.cli.session import Request
    from checker.registers import Register


def registers_of(given: Sequence[str], config: Config) -> tuple[Register, ...]:
    """The snapshots that the configuration and `--register` name. Raises UsageError or InputError."""
    values: Any = config.document.values if config.document else {}
    if not given and "registers" not in values:
        return ()
    # Of no use to most runs, which need not pay for it.
    from checker.cli.registers_given import opened_registers

    return opened_registers(given, config)


def trust_of(given: Request, config: Config) -> Trust:
    """Whom the configuration trusts, with what the command line adds: files, and what has to be signed.

    Raises InputError for files that can not be used.
    """
    return trusted(config, given.did_documents, given.status_lists, require=given.require_signature)


def means_by(config: Config) -> Means:
    """The means of the configuration alone, for commands that have no options for them. Raises as `trust_of` does."""
    return Means(registers_of((), config), trusted(config))


def trusted(
    config: Config, did_documents: Sequence[str] = (), status_lists: Sequence[str] = (), *, require: bool = False
) -> Trust:
    """Whom the configuration trusts, with files and requirements added. Raises InputError for files of no use."""
    values: Any = config.document.values if config.document else {}
    if "trust" not in values and not (did_documents or status_lists or require):
        return NOBODY
    # Of no use to most runs, which need not pay for it.
    from checker.decode.trust import decode_trust, with_files
    from checker.signatures import MANIFESTS, POLICIES

    def load(name: str) -> tuple[str, bytes]:
        return _given(os.path.join(config.folder, name))

    trust = decode_trust(config.document, values["trust"], load) if config.document and "trust" in values else NOBODY
    if require:
        trust = trust._replace(required=(MANIFESTS, POLICIES))
    return with_files(trust, map(_given, did_documents), map(_given, status_lists))


def signers_of(
    names: Sequence[str], policies: Sequence[Policy], trust: Trust, day: date
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Which keys signed each policy, by digest, where they have to be signed. Raises InputError where one is not."""
    if "policies" not in trust.required:
        return ()
    from checker.policy_files import is_pack
    from checker.signatures import Signatures

    packs = [Source.from_path(name, show_relative(name, os.getcwd())) for name in names if is_pack(name)]
    return tuple(sorted(Signatures(trust, day).of_policies(policies, packs).items()))


def _given(path: str) -> tuple[str, bytes]:
    """A file: how it is shown, and its bytes."""
    source = Source.from_path(path, show_relative(path, os.getcwd()))
    return source.shown, source.load()
