"""What the parser of the command line refuses: one lowercase sentence, input in backticks, with what to do."""

from __future__ import annotations

import pytest

from checker.cli.misuse import reworded


def refusal(*arguments: str) -> str:
    """What certgate says of arguments that the parser refuses."""
    from checker.cli.main import app  # noqa: PLC0415 - typer takes long to load

    with pytest.raises(Exception) as caught:  # noqa: PT011 - typer's own, which has no public name
        app(list(arguments), prog_name="certgate", standalone_mode=False)
    return reworded(caught.value)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["chekc", "m.yaml"], "there is no command `chekc`; did you mean `check`?"),
        (["policy", "lst"], "there is no command `lst`; did you mean `list`?"),
        (["xyz"], "there is no command `xyz`; see `certgate --help`"),
        (["check", "m.yaml", "--asof", "x"], "there is no option `--asof`; did you mean `--as-of`?"),
        (["check", "m.yaml", "--qqqq"], "there is no option `--qqqq`; see `certgate check --help`"),
        (["check", "-Z", "m.yaml"], "there is no option `-Z`; see `certgate check --help`"),
        (["check"], "the argument `MANIFEST...` is missing; see `certgate check --help`"),
        (["policy", "pack", "."], "the option `-o` is missing; see `certgate policy pack --help`"),
        (["check", "m.yaml", "-p"], "the option `-p` wants a value"),
        (["check", "m.yaml", "--no-fail=yes"], "the option `--no-fail` takes no value"),
        (["explain", "kind", "edition"], "`edition` stands where nothing is expected; see `certgate explain --help`"),
        (["log", "show", "f", "--since", "y"], "`--since y` is no whole number; see `certgate log show --help`"),
        (
            ["log", "show", "f", "--since", "0"],
            "`--since 0` is too little; 1 is the least; see `certgate log show --help`",
        ),
    ],
)
def test_a_refusal_is_one_sentence_that_says_what_to_do(arguments: list[str], told: str) -> None:
    assert refusal(*arguments) == told
