"""certgate: decides whether a supplier's certificates evidence what a buyer or a regulator requires."""

__version__ = "0.1.0"
