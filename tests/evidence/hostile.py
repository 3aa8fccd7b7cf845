"""What attackers attach, made on the spot: each as a file, or as what stands in the place of one."""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable
from pathlib import Path

from tests.pdfs import assembled, file_of, pdf

Make = Callable[[Path], str]
"""Puts something into a folder and returns the path by which the manifest names it."""


def _file(data: Callable[[], bytes]) -> Make:
    def make(folder: Path) -> str:
        (folder / "evidence").mkdir(exist_ok=True)
        (folder / "evidence" / "a.pdf").write_bytes(data())
        return "evidence/a.pdf"

    return make


def _outside(folder: Path) -> Path:
    path = folder.parent / "outside"
    path.mkdir(exist_ok=True)
    (path / "a.pdf").write_bytes(pdf(["outside"]))
    return path


def _traversal(folder: Path) -> str:
    _outside(folder)
    return "../outside/a.pdf"


def _back_again(folder: Path) -> str:
    (folder / "evidence").mkdir()
    (folder / "a.pdf").write_bytes(pdf(["inside"]))
    return "evidence/../a.pdf"


def _absolute(folder: Path) -> str:
    return str(_outside(folder) / "a.pdf")


def _link(folder: Path) -> str:
    (folder / "a.pdf").symlink_to(_outside(folder) / "a.pdf")
    return "a.pdf"


def _link_inside(folder: Path) -> str:
    (folder / "b.pdf").write_bytes(pdf(["inside"]))
    (folder / "a.pdf").symlink_to("b.pdf")
    return "a.pdf"


def _folder_link(folder: Path) -> str:
    (folder / "evidence").symlink_to(_outside(folder), target_is_directory=True)
    return "evidence/a.pdf"


def _circle(folder: Path) -> str:
    (folder / "a.pdf").symlink_to("a.pdf")
    return "a.pdf"


def _fifo(folder: Path) -> str:
    os.mkfifo(folder / "a.pdf")
    return "a.pdf"


def _device(folder: Path) -> str:
    (folder / "a.pdf").symlink_to("/dev/zero")
    return "a.pdf"


def _sparse(folder: Path) -> str:
    with (folder / "a.pdf").open("wb") as file:
        file.write(b"%PDF-1.7\n")
        file.truncate(8 << 30)
    return "a.pdf"


def _a_folder(folder: Path) -> str:
    (folder / "a.pdf").mkdir()
    return "a.pdf"


def _pages(number: int) -> bytes:
    return pdf(*[["page"]] * number)


def _one_page_often() -> bytes:
    return assembled([b"BT /F1 9 Tf (x) Tj ET"], kids="5 0 R " * 10_000)


def _wide_tree() -> bytes:
    """Trees within trees, each with a hundred children, which are one and the same."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    objects += [b"<< /Type /Pages /Count 1 /Kids [%s] >>" % (b"%d 0 R " % level * 100) for level in range(3, 11)]
    return file_of([*objects, b"<< /Type /Page /MediaBox [0 0 9 9] >>"])


def _circular_tree() -> bytes:
    return file_of([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 1 /Kids [2 0 R] >>"])


def _bomb() -> bytes:
    """A content stream that swells from a few hundred bytes to 200 MB, in two steps."""
    inner = zlib.compressobj(1)
    packed = b"".join(inner.compress(bytes(1 << 20)) for _ in range(200)) + inner.flush()
    return assembled([packed], filters="/Filter [/FlateDecode /FlateDecode]")


def _operators() -> bytes:
    """Operators without end in a stream that is within the bounds."""
    return assembled([b"BT /F1 9 Tf " + b"(x) Tj T* " * 700_000 + b"ET"])


def _deep() -> bytes:
    return file_of([b"<< /Type /Catalog /Pages 2 0 R >>", b"[" * 200_000 + b"]" * 200_000])


def _no_pdf_at_all() -> bytes:
    return b"%PDF-1.7\n" + bytes(range(256)) * 4_000


FILES: dict[str, tuple[Make, str]] = {
    "path out of the folder": (_traversal, "leads out of the folder"),
    "path out and back": (_back_again, "leads out of the folder"),
    "path from the root": (_absolute, "leads out of the folder"),
    "link to a file outside": (_link, "through a link"),
    "link to a file inside": (_link_inside, "through a link"),
    "link to a folder outside": (_folder_link, "through a link"),
    "link to itself": (_circle, "through a link"),
    "pipe": (_fifo, "no file but a pipe or device"),
    "link to a device": (_device, "through a link"),
    "path of a device": (lambda _folder: "/dev/zero", "leads out of the folder"),
    "sparse file of 8 GB": (_sparse, "larger than 25 MB"),
    "folder": (_a_folder, "is a folder"),
    "10,000 pages": (_file(lambda: _pages(10_000)), "more than 100 pages"),
    "one page, 10,000 times": (_file(_one_page_often), "more than 100 pages"),
    "trees of pages in trees": (_file(_wide_tree), "more than 100 pages"),
    "tree of pages in itself": (_file(_circular_tree), ""),
    "decompression bomb": (_file(_bomb), ""),
    "operators without end": (_file(_operators), ""),
    "lists in lists": (_file(_deep), ""),
    "bytes that are no PDF": (_file(_no_pdf_at_all), "damaged"),
}
"""What is attached, and words of the sentence by which it is refused; empty where any refusal will do."""
