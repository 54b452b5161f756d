"""Small real files of old formats, written byte by byte: OLE containers, Word 97 documents, Outlook mails."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import compressed_rtf

SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound(streams: Mapping[str, bytes]) -> bytes:
    """An OLE compound file; names with "/" lie in storages."""
    names = sorted({*streams, *(name.rpartition("/")[0] for name in streams if "/" in name)})
    entries = [("Root Entry", 5, "", b"")]
    entries += [
        (name, 2 if name in streams else 1, name.rpartition("/")[0], streams.get(name, b"")) for name in names
    ]
    index = {name: number for number, (name, *_) in enumerate(entries) if number}
    fat: list[int] = []
    body = bytearray()

    def put(content: bytes) -> int:
        start, count = len(fat), -(-len(content) // SECTOR)
        fat.extend([*range(start + 1, start + count), END] if count else [])
        body.extend(content.ljust(count * SECTOR, b"\0"))
        return start if count else END

    mini, mini_fat = bytearray(), list[int]()

    def put_mini(content: bytes) -> int:
        start, count = len(mini_fat), -(-len(content) // 64)
        mini_fat.extend([*range(start + 1, start + count), END] if count else [])
        mini.extend(content.ljust(count * 64, b"\0"))
        return start if count else END

    placed = [((put if len(content) >= 4096 else put_mini)(content), len(content)) for *_, content in entries]
    placed[0] = (put(bytes(mini)), len(mini))
    small = put(
        struct.pack(f"<{len(mini_fat)}I", *mini_fat).ljust(-(-len(mini_fat) // 128) * SECTOR, b"\xff")
    )
    directory = bytearray()
    for number, (name, kind, parent, _) in enumerate(entries):
        inside = [
            index[other] for other, _, above, _ in entries[1:] if above == ("" if number == 0 else name)
        ]
        beside = [index[other] for other, _, above, _ in entries[1:] if above == parent] if number else []
        after = beside[beside.index(number) + 1] if number and number != beside[-1] else FREE
        short = name.rpartition("/")[2].encode("utf-16-le") + b"\0\0"
        child = inside[0] if inside and kind != 2 else FREE
        start, size = placed[number]
        directory += struct.pack(
            "<64sHBBIII16sI8s8sIQ",
            short,
            len(short),
            kind,
            1,
            FREE,
            after,
            child,
            b"",
            0,
            b"",
            b"",
            start,
            size,
        )
    where = put(bytes(directory))
    tables = -(-(len(fat) + 2) // 128)
    first = len(fat)
    fat.extend([FAT] * tables)
    body += struct.pack(f"<{tables * 128}I", *fat, *[FREE] * (tables * 128 - len(fat)))
    head = struct.pack(
        "<8s16s5H6sIIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"",
        62,
        3,
        0xFFFE,
        9,
        6,
        b"",
        0,
        tables,
        where,
        0,
        4096,
        small,
        -(-len(mini_fat) // 128),
        END,
        0,
        first,
    )
    difat = [*range(first + 1, first + tables), *[FREE] * (109 - tables)]
    return head + struct.pack("<108I", *difat[:108]) + bytes(body)


@dataclass(frozen=True)
class Text:
    """A run of a Word file: characters as Windows-1252 shows them, and the number of their font."""

    text: str
    font: int = 0
    changes: bytes = b""


@dataclass(frozen=True)
class Par:
    """A paragraph: runs, the mark that ends it, property changes."""

    runs: Sequence[Text]
    mark: str = "\r"
    changes: bytes = b""


IN_TABLE = struct.pack("<HB", 0x2416, 1)
HIDDEN = struct.pack("<HB", 0x083C, 1)


@dataclass
class _Word:
    characters: str = ""
    head: int = 0  # characters at the end that are no text but the head of the pages
    formats: list[tuple[int, bytes]] = field(default_factory=list)
    paragraphs: list[tuple[int, bytes]] = field(default_factory=list)


def row(cells: Sequence[Sequence[Text]], edges: Sequence[int]) -> list[Par]:
    """A table row: its cells, and the paragraph that ends it and tells its borders (twips)."""
    define = struct.pack(f"<B{len(edges)}h", len(edges) - 1, *edges)
    end = IN_TABLE + struct.pack("<HB", 0x2417, 1) + struct.pack("<HH", 0xD608, len(define) + 1) + define
    return [*(Par(cell, "\x07", IN_TABLE) for cell in cells), Par([], "\x07", end)]


def word97(
    paragraphs: Sequence[Par],
    fonts: Sequence[str],
    wide: bool = False,
    encrypted: bool = False,
    head: str = "",
    head_font: int = 0,
) -> bytes:
    """A Word 97 file with these paragraphs; ``wide`` stores it as UTF-16, ``head`` stands above its pages."""
    word = _Word()
    heads = [Par([Text(head, head_font)])] if head else []
    for paragraph in [*paragraphs, *heads]:
        word.paragraphs.append((len(word.characters), b"\0\0" + paragraph.changes))
        for run in paragraph.runs:
            word.formats.append(
                (len(word.characters), struct.pack("<HHHH", 0x4A4F, run.font, 0x4A51, run.font) + run.changes)
            )
            word.characters += run.text
        word.formats.append((len(word.characters), b""))
        word.characters += paragraph.mark
    word.head = len(head) + 1 if head else 0
    return _file(word, fonts, wide, encrypted)


def _file(word: _Word, fonts: Sequence[str], wide: bool, encrypted: bool) -> bytes:
    base, step = 1024, 2 if wide else 1
    raw = word.characters.encode(
        "utf-16-le" if wide else "cp1252", errors="strict" if wide else "surrogateescape"
    )
    end = base + len(raw)
    first = -(-end // SECTOR)
    chars = _page(
        [(base + step * at, bytes([len(grpprl)]) + grpprl if grpprl else b"") for at, grpprl in word.formats],
        end,
        1,
    )
    marks = _page([(base + step * at, _papx(grpprl)) for at, grpprl in word.paragraphs], end, 13)
    place = base if wide else (base * 2) | 0x40000000
    pieces = struct.pack("<2iHIH", 0, len(word.characters), 0, place, 0)
    blocks = {
        33: b"\x02" + struct.pack("<I", len(pieces)) + pieces,
        12: struct.pack("<3I", base, end, first),
        13: struct.pack("<3I", base, end, first + 1),
        15: struct.pack("<HH", len(fonts), 0) + b"".join(map(_font, fonts)),
    }
    table, fib = b"", bytearray(base)
    struct.pack_into("<HH", fib, 0, 0xA5EC, 0xC1)
    struct.pack_into("<H", fib, 10, 0x200 | (0x100 if encrypted else 0))
    struct.pack_into("<3i", fib, 0x4C, len(word.characters) - word.head, 0, word.head)
    for number, block in blocks.items():
        struct.pack_into("<2I", fib, 0x9A + 8 * number, len(table), len(block))
        table += block
    main = bytes(fib) + raw + bytes(first * SECTOR - end) + chars + marks
    return compound({"WordDocument": main, "1Table": table})


def _page(runs: Sequence[tuple[int, bytes]], end: int, entry: int) -> bytes:
    page, low = bytearray(SECTOR), SECTOR - 1
    count = len(runs)
    struct.pack_into(f"<{count + 1}I", page, 0, *(start for start, _ in runs), end)
    for number, (_, properties) in enumerate(runs):
        if properties:
            low = (low - len(properties)) & ~1
            page[low : low + len(properties)] = properties
            page[4 * (count + 1) + number * entry] = low // 2
    assert low > 4 * (count + 1) + count * entry, "too many runs for the one page that tests use"
    page[SECTOR - 1] = count
    return bytes(page)


def _papx(grpprl: bytes) -> bytes:
    return (
        bytes([len(grpprl) // 2 + 1]) + grpprl if len(grpprl) % 2 else bytes([0, len(grpprl) // 2]) + grpprl
    )


def _font(name: str) -> bytes:
    entry = bytes(39) + name.encode("utf-16-le") + b"\0\0"
    return bytes([len(entry)]) + entry


def outlook(subject: str, body: str, attachments: Mapping[str, bytes], rich: bytes = b"") -> bytes:
    """An Outlook message with these attachments; ``rich`` is a body as RTF, kept as Outlook packs it."""
    streams = {
        "__properties_version1.0": b"\0" * 32,
        "__substg1.0_0037001F": subject.encode("utf-16-le"),
        "__substg1.0_1000001F": body.encode("utf-16-le"),
        **({"__substg1.0_10090102": compressed_rtf.compress(rich, compressed=True)} if rich else {}),
    }
    for number, (name, content) in enumerate(attachments.items()):
        folder = f"__attach_version1.0_#{number:08X}"
        streams[f"{folder}/__substg1.0_3707001F"] = name.encode("utf-16-le")
        streams[f"{folder}/__substg1.0_37010102"] = content
    return compound(streams)
