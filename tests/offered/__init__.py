"""Tests of the public library, `checker.__all__`."""
