"""Snapshots of registers, and what they say of a certificate."""

from checker.registers.lookup import seen, traces
from checker.registers.register import Given, Register, opened

__all__ = ["Given", "Register", "opened", "seen", "traces"]
