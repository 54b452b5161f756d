"""The report of a run as a person reads it: each file that changed, then what to do about the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.report import Report, Row

STATUS = {
    "added": "mới",
    "updated": "cập nhật",
    "unchanged": "như cũ",
    "removed": "đã bỏ",
    "rejected": "không nạp",
}
_IN_ANOTHER = re.compile(r"[^/]+\.(?:zip|eml|msg|mht)/.+", re.IGNORECASE)
_SHOWN = 5  # names that one line of the table gives


def lines_of(report: Report) -> Iterator[str]:
    """The lines of the report; none holds a line break, whatever a file is called."""
    for row in report.rows:
        if row.status != "rejected":
            yield from _file(row)
    if len(report.rows) > 1 and report.read:
        yield "\nđã nạp theo loại tệp: " + ", ".join(
            f"{one_line(name)} {n}" for name, n in report.read.items()
        )
    yield from _group("không nạp được", report.rejected)
    yield from _group("lưu ý", report.warnings)
    yield from _same(report)
    yield _total(report)


def one_line(text: str) -> str:
    """``text`` with what would break a line or steer a terminal written out."""
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)


def _file(row: Row) -> Iterator[str]:
    entry = row.entry
    about = row.path if entry is None else ", ".join(
        filter(None, [entry.number, _short(entry.title, 70), f"{entry.passages} đoạn"])
    )  # fmt: skip
    yield one_line(f"{STATUS[row.status]:<10} {row.id:<28} {about}")
    if entry is not None and row.status in ("added", "updated"):
        for part in entry.parts:
            yield one_line(f"{'':<10} {'':<28} kèm theo: {part.label}: {_short(part.title, 70)}")
        for warning in entry.warnings:
            yield one_line(f"{'':<10} {'':<28} lưu ý: {warning}")


def _group(title: str, groups: dict[str, list[str]]) -> Iterator[str]:
    if groups:
        yield f"\n{title}:"
    for about, names in groups.items():
        more = f" và {len(names) - _SHOWN} tệp khác" if len(names) > _SHOWN else ""
        yield one_line(f"{len(names):>6}  {about}")
        yield one_line(f"{'':>6}  {', '.join(_tail(name) for name in names[:_SHOWN])}{more}")


def _same(report: Report) -> Iterator[str]:
    copies = [row for row in report.rows if row.duplicate_of]
    near = [(row, one) for row in report.rows for one in row.versions if not one.copy and row.id < one.id]
    if copies or near:
        yield "\ntrùng hoặc gần trùng:"
    for row in copies:
        yield one_line(f"{'':>6}  {row.id} là bản sao của {row.duplicate_of}: giữ một bản là đủ")
    for row, one in near:
        yield one_line(
            f"{'':>6}  {row.id} và {one.id} giống nhau {one.share:.0%}: có thể là bản dự thảo, bản ký"
        )


def _total(report: Report) -> str:
    counts = report.counts
    parts = [f"{STATUS[name]} {count}" for name, count in counts.items() if name in STATUS and count]
    speed = report.pages_a_second
    pace = f"; đọc {report.pages:.0f} trang, {speed:.1f} trang/giây" if speed else ""
    return f"\n{', '.join(parts) or 'không có tệp nào'}; kho có {counts['documents']} tài liệu{pace}"


def _short(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"


def _tail(name: str) -> str:
    """The name of a file, after that of the archive or mail that it lies in."""
    inside = _IN_ANOTHER.search(name)
    return inside[0] if inside else name.rsplit("/", 1)[-1] or name
