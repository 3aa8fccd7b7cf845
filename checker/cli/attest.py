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
    from checker.cli.attesting import to_sign
    from checker.cli.keys import signer_of, write_pair
    from checker.cli.outputs import refuse_inputs
    from checker.cli.streams import put
    from checker.cli.writing import write_file
    from checker.errors import UsageError
    from checker.signing.dsse import STATEMENT, beside, seal
    from checker.words import visible

    if new_key is not None:
        if files or key:
            raise UsageError("`--new-key` makes a key and signs nothing; sign with a second command")
        made = write_pair(new_key, passphrase_from)
        put(visible(f"{new_key}: a new {made.algorithm} key; keep it") + "\n")
        put(visible(f"{new_key}.pub: its public half, {made.keyid}") + "\n")
        return
    if not files or key is None:
        raise UsageError("name what is to be signed, and the key: `certgate attest FILE --key KEY`")
    if len(files) > 1 and output:
        raise UsageError("`-o` names one file, and several are to be signed; leave it out, or sign them one by one")
    if "-" in files and not output:
        raise UsageError("standard input has no place beside which an envelope could lie; name one with `-o`")
    # All are looked at before the first is signed.
    found = [(path, to_sign(path)) for path in files]
    by = signer_of(key, public_key, passphrase_from)
    for path, each in found:
        target = output or beside(path)
        envelope = seal(each.payload, STATEMENT, by)
        if target == "-":
            put(envelope.decode())
            continue
        refuse_inputs([("attest", target)], [path, key])
        write_file(target, [envelope])
        put(visible(f"{target}: {each.told}, signed with the key {by.keyid[:12]}") + "\n")
