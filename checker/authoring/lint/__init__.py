"""What is wrong with a policy, or likely not meant: findings, each with a place and a manifest that shows it.

A rule is a module in `rules/`; `running.py` asks every rule of every policy and runs every witness again before anybody
sees it; `fixing.py` mends in the text what is mechanical.
"""

from checker.authoring.lint.running import lint

__all__ = ["lint"]
