"""The command line: one command per file; the only user of typer, the clock, the environment and stdout."""
