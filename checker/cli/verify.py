"""`certgate verify`: is a report what its inputs lead to, who signed it, and may a buyer rely on it?"""

from __future__ import annotations

import typer

from checker.cli import complete, options
from checker.cli.check import as_typer

FILE = typer.Argument(
    ...,
    metavar="REPORT",
    help="A report (`-o json`), or the envelope with the signed statement about one; - is standard input.",
    autocompletion=complete.settings,
)
POLICIES = options.POLICIES._replace(
    help="Was it run against this policy, unrelaxed? With --replay: where the policies of the run are. Repeatable."
)
OUTPUT = options.OUTPUT._replace(help="Answers: text or json; to a file or to stdout; repeatable.")
ATTESTATION = options.Option(
    "attestation", ("--attestation",), "Envelope with the signature; default: REPORT.dsse.json, if it is there.", "FILE"
)
KEY = options.Option(
    "key", ("--key",), "Public key (PEM) of whoever you trust to sign it; repeatable.", "FILE", many=True
)
BUNDLE = options.Option(
    "bundle", ("--bundle",), "Sigstore bundle with the signature on the report, or on its statement.", "FILE"
)
TRUSTED_ROOT = options.Option(
    "trusted_root", ("--trusted-root",), "Trusted root of the Sigstore instance; nothing is fetched.", "FILE"
)
IDENTITY = options.Option("identity", ("--identity",), "Who has to have signed the bundle: address or URI.", "NAME")
ISSUER = options.Option("issuer", ("--issuer",), "Who has to have identified them (OIDC).", "URL")
MANIFESTS = options.Option(
    "manifests", ("--manifests",), "Folder to which the paths of the report are relative; makes it again.", "FOLDER"
)
REPLAY = options.Option("replay", ("--replay",), "Make it again, and ask nothing of the policies.", switch=True)
ALLOW = options.Option(
    "allow",
    ("--allow",),
    "Relaxation that does not count against it: no-order, as-of, waiver, …; repeatable.",
    "TYPE",
    many=True,
)
WITHIN = options.Option("within", ("--within",), "How long ago its day may lie: `90d`, `3 months`.", "TIME")
STDIN = options.Option("stdin", ("--stdin",), "The file that was standard input of the run.", "FILE")


def verify(
    file: str = FILE,
    policies: list[str] = as_typer(POLICIES),
    attestation: str | None = as_typer(ATTESTATION),
    key: list[str] = as_typer(KEY),
    bundle: str | None = as_typer(BUNDLE),
    trusted_root: str | None = as_typer(TRUSTED_ROOT),
    identity: str | None = as_typer(IDENTITY),
    issuer: str | None = as_typer(ISSUER),
    manifests: str | None = as_typer(MANIFESTS),
    replay: bool = as_typer(REPLAY),
    allow: list[str] = as_typer(ALLOW),
    within: str | None = as_typer(WITHIN),
    output: list[str] = as_typer(OUTPUT),
    order: str | None = as_typer(options.ORDER),
    waivers: list[str] = as_typer(options.WAIVERS),
    catalogue: list[str] = as_typer(options.CATALOGUE),
    register: list[str] = as_typer(options.REGISTER),
    did_documents: list[str] = as_typer(options.DID_DOCUMENTS),
    status_lists: list[str] = as_typer(options.STATUS_LISTS),
    baseline: str | None = as_typer(options.BASELINE._replace(help="The earlier report of the run.")),
    stdin: str | None = as_typer(STDIN),
    config: str | None = as_typer(options.CONFIG),
    quiet: bool = as_typer(options.QUIET._replace(help="Text: only what does not pass, and the last line.")),
    color: str | None = as_typer(options.COLOR),
) -> None:
    """Make a report again from the same inputs: the same bytes, or which input differs.

    With -p instead: was this run made against these policies, as you have them, unrelaxed, and signed by whom you
    trust? Exit code 0: yes. 1: no, with reasons. 2: something is missing that it takes to tell.
    """
    # Imported here, so that `--help` and the other commands do not pay for it.
    from checker.cli.bundles import BundleRequest
    from checker.cli.session import Request
    from checker.cli.verifying import VerifyRequest, verify_run

    inputs = Request([], policies, output=output, order=order, catalogue=catalogue, config=config, waivers=waivers)
    inputs = inputs._replace(quiet=quiet, color=color, baseline=baseline, register=register)
    inputs = inputs._replace(did_documents=did_documents, status_lists=status_lists)
    sigstore = BundleRequest(bundle, trusted_root, identity, issuer)
    request = VerifyRequest(file, inputs, attestation, key, sigstore, manifests, replay, allow, within, stdin)
    raise typer.Exit(verify_run(request))
