"""orjson, loaded so that an interruption meanwhile can not crash the process.

While orjson 3.13 loads it has Python load other modules, takes for granted that they are there, and follows a pointer
to nothing where one is not: Ctrl-C in one of these milliseconds ended a run by SIGSEGV, without a word and without a
report. All of them are loaded here before, by Python itself, where an interruption is an exception like any other.
What orjson then asks for is there already, and nothing can come between. Nobody else imports it
(`tests/test_interruptions.py`).
"""

from __future__ import annotations

import dataclasses
import datetime
import enum
import json
import uuid

import orjson
from orjson import JSONDecodeError, JSONEncodeError, dumps, loads

__all__ = ["JSONDecodeError", "JSONEncodeError", "dumps", "loads", "orjson"]

NEEDED = (dataclasses, datetime, enum, json, uuid)
"""What has to be loaded before it."""
