"""`certgate attest`: signs a report, a manifest, a policy or a pack."""

from __future__ import annotations

import typer

from checker.cli import complete

FILES = typer.Argument(
    None,
    metavar="FILE...",
    help="Reports (`-o json`), manifests, policies or policy packs; - is standard input.",
    autocompletion=complete.settings,
    show_default=False,
)


KEY = typer.Option(
    None,
    "--key",
    metavar="FILE|hook:COMMAND",
    help="Private key (PEM, Ed25519 or P-256), or a program that gets what is to be signed on standard input and "
    "writes the signature to standard output.",
)
PUBLIC_KEY = typer.Option(None, "--public-key", metavar="FILE", help="Public half of a hook's key.")
PASSPHRASE = typer.Option(
    None, "--passphrase-from", metavar="NAME", help="Environment variable that holds the passphrase of the key."
)
OUTPUT = typer.Option(
    None, "-o", "--output", metavar="FILE", help="Where the envelope goes; default: FILE.dsse.json; - is stdout."
)
NEW_KEY = typer.Option(
    None, "--new-key", metavar="FILE", help="Make a key: FILE, which you keep, and FILE.pub, which you give away."
)


def attest(
    files: list[str] | None = FILES,
    key: str | None = KEY,
    public_key: str | None = PUBLIC_KEY,
    passphrase_from: str | None = PASSPHRASE,
    output: str | None = OUTPUT,
    new_key: str | None = NEW_KEY,
) -> None:
    """Sign files: the statement about each goes into a DSSE envelope beside it.

    Of a report the statement says what was tested, by which policies, and the result (in-toto `test-result`); of a
    manifest, policy or pack that whoever signs it submits it.
    """
    # Imported here, so that `--help` and the other commands do not pay for it.
    from checker.cli.attesting import AttestRequest, attest_run

    attest_run(AttestRequest(files or [], key, public_key, passphrase_from, output, new_key))
