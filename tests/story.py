"""What the guide to the story shows: the picture of a forecast, and what commands print.

`python -m tests.story` writes both anew; read the change before it is committed.
"""

from __future__ import annotations

import re
from pathlib import Path

from tests.cli.command import certgate
from tests.test_readme import blocks, transcript

STORY = Path(__file__).parent.parent / "fixtures" / "story"
GUIDE = STORY / "README.md"
PICTURE = STORY / "forecast.svg"

_CHAPTER = ("2-surveillance.yaml", "-p", "policies", "--as-of", "2024-12-16")
_PICTURE = re.compile(r'<svg class="time.*?</svg>', re.DOTALL)
_SIZE = re.compile(r'viewBox="0 0 (\d+) ([\d.]+)"')


def picture() -> str:
    """The verdicts over time above the certificates, as the HTML forecast of the second chapter draws them."""
    page = certgate("forecast", *_CHAPTER, "-o", "html", cwd=STORY).out
    style = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)[0]
    light = "".join(line for line in style.partition("}")[0].splitlines(True) if "--i-" not in line)
    drawing = style.partition("/* Certificates over time */")[2].partition("/*")[0]
    signs = re.findall(r"<defs>.*?</defs>", page, re.DOTALL)[0]
    parts, y = [], 0.0
    for part in _PICTURE.findall(page):
        width, height = _SIZE.findall(part)[0]
        parts.append(part.replace("<svg ", f'<svg y="{y:g}" width="{width}" height="{height}" ', 1))
        y += float(height) + 8
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 {y:g}" width="760" height="{y:g}">'
    back = '<rect width="100%" height="100%" fill="var(--paper)"/>'
    return "\n".join([head, f"<style>{light}}}{drawing}</style>", signs, back, *parts, "</svg>"]) + "\n"


def console_blocks() -> list[tuple[str, str]]:
    """Each console block of the guide, and what it would be if run now."""
    return [(shown, transcript(shown, STORY)) for shown in blocks(GUIDE.read_text(encoding="utf-8"), "console")]


def rewrite() -> None:
    """Put the picture and what the commands print now into the guide."""
    PICTURE.write_text(picture(), encoding="utf-8")
    text = GUIDE.read_text(encoding="utf-8")
    for shown, printed in console_blocks():
        text = text.replace(f"```console\n{shown}```", f"```console\n{printed}```")
    GUIDE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    rewrite()
