"""YAML texts that are nearly what the fast reader reads: odd texts, forms, shapes, and mutations of real files."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def _each(packed: str) -> list[str]:
    """The texts of a list: `§` ends one, `⏎` is a line end and `⇥` a tab."""
    return [text.replace("⏎", "\n").replace("⇥", "\t") for text in packed.replace("\n", "").split("§")]


ODD = [
    *_each(r"""
[§]§{§}§:§,§-§?§*§&§!§|§>§'§"§%§@§`§#§~§\§ §⏎§⇥§- §: §:⏎§⏎⏎§⏎  §⏎    §  § #§ # §# §''§[]§{}§- - §? §::§: |⏎§: >-⏎§
: |-⏎§|+⏎§>1⏎§- |⏎   x⏎§⏎⏎- §---§---⏎§...⏎§⏎...⏎§%YAML 1.1⏎§null§~§NO§1.10§0x1F§0o17§1_000§.inf§-1§+1§-0§--§
2026-01-01§=§<<: §true§&a§*a§!!str §!x§a: §b: b§x§[a]§{a: b}§{a}§[a: b]§, §,§- a⏎§- a: b⏎§key:⏎§\n§a:b§http://x§é§😀§
"a: b"§'a # b'
"""),
    *("\0", "\r", "\u0085", "\u2028", "\ufeff", "\u00a0"),
]
SCALARS = _each(r"""
NO§no§yes§y§on§true§True§FALSE§null§Null§NULL§~§nan§.nan§.inf§-.inf§0012345§12E45§1e3§1.10§1_000§0x1F§0o17§017§+1§-1§
-0§0§7§1.§.5§١٢§190:20:30§2024-01-15§2024-01-15T10:00:00Z§2024-02-30§12:30§=§<<§1,000§123456789012345678§
1234567890123456789§-123456789012345678§TÜV SÜD§株式会社§
NP-500-*§a#b§a #b§a # b§C:\dir§it's§say "x"§😀§AT&T§a: b§a:b§a:§
:a§- a§-a§--§?a§a?§[a§a]§{a§a}§a, b§a,b§*a§&a§!a§%a§@a§`a§|§>§|a§'a'§"a"§'a§"a§'a''b'§''§"a\nb"§"a: b"§'a # b'§#a§
http://a.b/c?d=e#f§(a)§/a§.a§...§---§<a>§$a§a b
""")
FORMS = _each(r"""
{}§a: {}§a:   {}  §a: {} # c§a: {}#c§- {}§a:⏎- {}§a:⏎  - {}§a:⏎-   {}§a:⏎  {}§a: [{}]§a: [ {} ]§a: [x, {}]§
a: [{}, x]§a: [{},x]§a: [{},]§a: {{k: {}}}§a: {{ k: {} }}§a: {{k: {}, l: x}}§a: {{k: x, l: {}}}§a: {{{}: x}}§
a: {{k: [{}, {{m: {}}}]}}§a: x⏎  {}§a: {}⏎  x§a: |⏎  {}§a: |-⏎  {}⏎§a: >⏎  x⏎  {}⏎§a: >-⏎  {}⏎  x⏎b: y§
a:⏎- >-⏎  {}⏎  x⏎- y⏎§{}: x§a:⏎  {}: x§- {}: x§a:⏎- {}: x⏎  b: y§'{}': x§a: '{}'§a: "{}"§a:⏎- b: {}⏎  c: x
""")
SHAPES = _each(r"""
a: x⏎ b: y⏎§a:⏎    b: x⏎  c: y⏎§a:⏎  - x⏎ - y⏎§a:⏎  - x⏎  b: y⏎§a: x⏎- y⏎§a: x⏎  - y⏎§a:⏎- x⏎b: y⏎§a:⏎- b: x⏎ c: y⏎§
a:⏎- b: x⏎   c: y⏎§a:⏎- b:⏎  - x⏎  c: y⏎- d⏎§- a⏎- b⏎§a:⏎  b:⏎    c: x⏎  d:⏎  - y⏎e: z⏎§  a: x⏎§a: x⏎⏎⏎  y⏎§
a: x⏎# c⏎  y⏎§a: x # c⏎  y⏎§a: x⏎a: y⏎§a: {b: x, b: y}⏎§a:⏎- b: x⏎  b: y⏎§a:⏎  b: x⏎  b:⏎§? a⏎: b⏎§a: &b x⏎§
---⏎a: x⏎§--- a: x⏎§---⏎---⏎a: x⏎§a: x⏎---⏎b: y⏎§a: x⏎...⏎§%YAML 1.1⏎---⏎a: x⏎§a: |⏎⏎  x⏎§a: |⏎  x⏎⏎§a: |⏎  x⏎⏎  y⏎§
a: |⏎  x⏎   y⏎§a: |⏎  x⏎ y⏎§a: |⏎ x⏎b: y§a: |⏎§a: |⏎  # x⏎§a: |⏎  x⏎ # y⏎§a: |⏎  x⏎# y⏎b: z⏎§a: >-⏎  x ⏎  y⏎§
a: |⏎⇥x⏎§a: |⏎x⏎§- |⏎ x⏎§a:⏎- |⏎ x⏎§a:⏎- |⏎  x⏎- b: |⏎    y⏎§a:⏎- b: |⏎   y⏎§a:⏎- b: |⏎  y⏎§a: # c⏎  b: x⏎§
a: 'x⏎  y'⏎§a: "x⏎  y"⏎§a: [x,⏎  y]⏎§a: {b: x,⏎  c: y}⏎§a: [x⏎§a: x]⏎§a: [x] y⏎§a: '⏎b: |⏎  x⏎'⏎§a: x⏎  b: |⏎    y⏎§
# a: |⏎  x⏎§a: x⏎⏎§⏎⏎a: x§   ⏎a: x⏎   ⏎§ # c⏎a: x§a⏎§a:⏎§a: ⏎§§⏎§# c⏎§[a]⏎§{a: b}⏎§'a': b⏎§a : b⏎§a:  b⏎§a: - b⏎§
a: b: c⏎§a:⏎  x⏎§a:⏎  x⏎  y⏎§a:⏎  x: y⏎  z⏎§a:⏎- x⏎  y⏎§a:⏎- x⏎ y⏎§a:⏎- x⏎y⏎§a: x⏎  y: z⏎§a: x⏎ y⏎ z⏎b: c⏎§a: 1⏎  2⏎§
a: 'x'⏎  y⏎§a: [x]⏎  y⏎§a: -1⏎  2⏎§a: x⏎  - y⏎§a: x⏎  'y'⏎
""")


def excerpt(dice: Random, texts: Sequence[str]) -> str:
    """Some lines of one of the texts, moved to the left margin, or all of it."""
    text = dice.choice(texts)
    lines = text.split("\n")
    if len(lines) < 12 or dice.random() < 0.2:
        return text
    start = dice.randrange(len(lines) - 8)
    found = lines[start : start + dice.randint(2, 9)]
    indent = min((len(line) - len(line.lstrip(" ")) for line in found if line.strip()), default=0)
    return "\n".join(line[indent:] for line in found) + "\n" * dice.randrange(2)


def mutated(dice: Random, text: str) -> str:
    """The text with one thing changed: characters, or the order, number or indent of lines."""
    at = dice.randrange(len(text) + 1)
    lines = text.split("\n")
    one, other = dice.randrange(len(lines)), dice.randrange(len(lines) + 1)
    odd: str = dice.choice(ODD)
    match dice.randrange(8):
        case 0 | 1 | 2:
            return text[:at] + odd + text[at:]
        case 3:
            return text[:at] + text[at + dice.randint(1, 3) :]
        case 4:
            lines[one] = " " * dice.randint(0, 4) + lines[one].lstrip(" ")
        case 5:
            lines.insert(other, lines[one])
        case 6:
            lines[one] = lines[one].replace(": ", f": {odd}", 1)
        case _:
            del lines[one]
    return "\n".join(lines)
