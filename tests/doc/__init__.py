"""Tests of `certgate policy doc`."""
