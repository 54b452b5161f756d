"""Tên loại văn bản: what kinds of official documents there are, and how they are spelled."""

from __future__ import annotations

import re

# Tên loại văn bản, longest first, with the spelling that a reader expects.
KINDS: tuple[str, ...] = (
    "Báo cáo chính trị", "Chương trình hành động", "Chương trình công tác", "Thông tư liên tịch",
    "Nghị quyết liên tịch", "Văn bản hợp nhất", "Hướng dẫn liên ngành", "Chương trình", "Báo cáo",
    "Nghị quyết", "Quyết định", "Nghị định", "Thông tư", "Kế hoạch", "Chỉ thị", "Kết luận", "Thông báo",
    "Thông tri", "Hướng dẫn", "Quy định", "Quy chế", "Quy chuẩn", "Đề án", "Phương án", "Tờ trình",
    "Công điện", "Công văn", "Pháp lệnh", "Hiến pháp", "Bộ luật", "Luật", "Lệnh", "Điều lệ", "Sắc lệnh",
    "Tuyên bố", "Danh mục", "Quy trình",
)  # fmt: skip
# Acts that others are attached to, never themselves attached.
ACTS = frozenset(
    {"Quyết định", "Nghị quyết", "Nghị định", "Thông tư", "Thông tư liên tịch", "Luật", "Chỉ thị"}
)
ENGLISH_KINDS = {
    "DECREE": "Nghị định",
    "CIRCULAR": "Thông tư",
    "DECISION": "Quyết định",
    "RESOLUTION": "Nghị quyết",
}
_KIND = re.compile(
    r"(?:TÓM TẮT\s+|DỰ THẢO\s+)?(" + "|".join(sorted(KINDS, key=len, reverse=True)) + r")(?!\w)", re.I
)


def kind_of(text: str) -> str | None:
    """Canonical tên loại that opens ``text`` ("CHƯƠNG TRÌNH HÀNH ĐỘNG NĂM 2023"), or ``None``."""
    found = _KIND.match(text)
    if found:
        return next(kind for kind in KINDS if kind.casefold() == found[1].casefold())
    return ENGLISH_KINDS.get(text.split(" ")[0]) if text else None
