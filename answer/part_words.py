"""The words that ask in which part of a document a thing stands: "điều mấy trong Quyết định số … ghi …"."""

from __future__ import annotations

from answer.meta_words import DOCUMENT, Line, wording

_PARTS = {
    part: wording(*(f"{word} {which}" for which in ("mấy", "nào", "số mấy", "thứ mấy")))
    for part, word in (("dieu", "điều"), ("khoan", "khoản"), ("chuong", "chương"))
}
_SECTION = wording("mục mấy", "mục số mấy", "thuộc mục nào", "ở mục nào", "tại mục nào", "nằm ở mục nào")


def part_wanted(line: Line, cited: bool) -> str | None:
    """Of which sort the part is whose place is asked for, folded ("dieu"); ``None`` where none is.

    Only where the question names a document: "điều nào" may be any thing.
    """
    if not cited and not DOCUMENT.within(line):
        return None
    if _SECTION.within(line):
        return "muc"
    return next((part for part, asks in _PARTS.items() if asks.within(line)), None)
