"""The folder that the tests of the command line have."""

from tests.cli.conftest import folder

__all__ = ["folder"]
