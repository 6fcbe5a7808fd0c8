"""PDF files made by hand: pages of lines at given places, in the fonts that every reader knows."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

FONTS = {"regular": "Helvetica", "bold": "Helvetica-Bold", "mono": "Courier"}


@dataclass(frozen=True)
class Text:
    """A line of text with its place in points."""

    text: str
    x: float
    y: float
    font: str = "regular"
    size: float = 11


def flowing(lines: Sequence[str | tuple[str, str] | tuple[str, str, float]], top: float = 780) -> list[Text]:
    """Lines below each other; an empty one is a gap. A line may name its font and its size."""
    placed: list[Text] = []
    y = top
    for line in lines:
        parts = (line,) if isinstance(line, str) else line
        if parts[0]:
            placed.append(Text(str(parts[0]), 72, y, *parts[1:]))  # type: ignore[arg-type]
        y -= 14 if parts[0] else 10
    return placed


def make_pdf(pages: Sequence[Sequence[Text]], title: str | None = None) -> bytes:
    """A PDF with these pages."""
    return assemble([_content(page) for page in pages], title)


def assemble(contents: Sequence[bytes], title: str | None = None) -> bytes:
    """A PDF whose pages have these content streams."""
    names = list(FONTS)
    first_page = 4 + len(names)
    kids = " ".join(f"{first_page + 2 * index} 0 R" for index in range(len(contents)))
    fonts = " ".join(f"/{name} {4 + index} 0 R" for index, name in enumerate(names))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
        f"<< /Title ({title or ''}) >>".encode(),
        *(
            f"<< /Type /Font /Subtype /Type1 /BaseFont /{FONTS[name]} /Encoding /WinAnsiEncoding >>".encode()
            for name in names
        ),
    ]
    for index, content in enumerate(contents):
        packed = zlib.compress(content)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {first_page + 2 * index + 1} 0 R "
            f"/Resources << /Font << {fonts} >> >> >>".encode()
        )
        objects.append(f"<< /Filter /FlateDecode /Length {len(packed)} >>\nstream\n".encode() + packed + b"\nendstream")
    written = b"%PDF-1.4\n"
    offsets: list[int] = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(written))
        written += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    return (
        written
        + (
            f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n"
            f"<< /Size {len(objects) + 1} /Root 1 0 R /Info 3 0 R >>\nstartxref\n{len(written)}\n%%EOF\n"
        ).encode()
    )


def _content(page: Sequence[Text]) -> bytes:
    parts: list[bytes] = []
    for line in page:
        text = line.text.encode("cp1252", "replace")
        for character in (b"\\", b"(", b")"):
            text = text.replace(character, b"\\" + character)
        parts.append(f"BT /{line.font} {line.size} Tf 1 0 0 1 {line.x} {line.y} Tm (".encode() + text + b") Tj ET\n")
    return b"".join(parts)
