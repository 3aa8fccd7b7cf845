"""Small PDFs, byte for byte the same every time: those that bodies issue, and those of attackers."""

from __future__ import annotations

import zlib
from collections.abc import Sequence


def pdf(*pages: Sequence[str]) -> bytes:
    """A PDF with a page for each list of lines; a page without lines has no text, as in a scan.

    Nothing is compressed: libraries that compress differ in the bytes they make.
    """
    return assembled([_content(lines) for lines in pages or [()]], filters="")


def _content(lines: Sequence[str]) -> bytes:
    if not lines:
        return b"0.9 g 72 72 451 698 re f"
    shown = b" T* ".join(b"(" + _escaped(line) + b") Tj" for line in lines)
    return b"BT /F1 11 Tf 14 TL 72 740 Td " + shown + b" ET"


def _escaped(line: str) -> bytes:
    text = line.encode("cp1252")
    return text.replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")


def assembled(contents: Sequence[bytes], *, kids: str = "", filters: str = "/Filter /FlateDecode") -> bytes:
    """A PDF of pages with these contents, compressed; `kids` replaces the tree of pages."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", _FONT]
    numbers = []
    for content in contents:
        packed = zlib.compress(content, 9) if filters else content
        objects.append(b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(packed), filters.encode(), packed))
        objects.append(_PAGE % len(objects))
        numbers.append(len(objects))
    tree = kids or " ".join(f"{number} 0 R" for number in numbers)
    objects[1] = f"<< /Type /Pages /Count {len(numbers)} /Kids [{tree}] >>".encode()
    return file_of(objects)


_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
_PAGE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>"
)


def file_of(objects: Sequence[bytes]) -> bytes:
    """A PDF of numbered objects, the first of which is its catalogue."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, each in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)
