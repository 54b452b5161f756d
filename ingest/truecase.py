"""Normal case for lines set in capitals, learnt from how the same document writes the words elsewhere."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from ingest.places import PROVINCES

_TOKEN = re.compile(r"[^\W\d_]+|\d[\w./-]*|[^\w\s]")
_ROMAN = re.compile(r"[IVXLC]+$")
_COUNTED = frozenset(
    [
        "khóa",
        "khoá",
        "thứ",
        "lần",
        "hạng",
        "loại",
        "quý",
        "đợt",
        "chương",
        "mục",
        "phần",
        "lục",
        "vùng",
        "cấp",
    ]
)
_KEPT = frozenset(
    {"UBND", "HĐND", "MTTQ", "TTHC", "GRDP", "BHYT", "BHXH", "TW", "TP", "HCM", "PCCC", "KT", "XH"}
)
# What the body of a short decision may never spell out.
_SEED = (
    "Ủy ban nhân dân. Uỷ ban nhân dân. Hội đồng nhân dân. Ban Chấp hành. Đảng bộ. Tỉnh ủy. Huyện ủy. "
    "Thành ủy. Chính phủ. Thủ tướng Chính phủ. Quốc hội. Việt Nam. Nhà nước. Mặt trận Tổ quốc. Bộ "
    "trưởng. Bộ Tài chính. Bộ Y tế. Bộ Nội vụ. Bộ Công Thương. Bộ Xây dựng. Bộ Tư pháp. Bộ Quốc phòng. "
    "Bộ Công an. Bộ Ngoại giao. Bộ Khoa học và Công nghệ. Bộ Giáo dục và Đào tạo. Bộ Văn hóa, Thể thao "
    "và Du lịch. Bộ Nông nghiệp và Môi trường. Bộ Chính trị. Ban Bí thư. Ban Chấp hành Trung ương. Cục "
    "Thuế. Cục Hải quan. Văn phòng Chính phủ. Bộ Dân tộc và Tôn giáo. Ngân hàng Nhà nước. Tòa án nhân "
    "dân. Viện kiểm sát nhân dân. Sở Tư pháp. Sở Y tế. Sở Nội vụ. Sở Tài chính. Sở Xây dựng. Ban Thường "
    "vụ. Ban Quản lý. Sở Nông nghiệp và Môi trường. Sở Giáo dục và Đào tạo. Sở Khoa học và Công nghệ. "
    "Đảng. "
)


class Caser:
    """Restores the case of capitals: ``Caser(body).normal("TỈNH BẮC GIANG")`` is "tỉnh Bắc Giang"."""

    def __init__(self, body: str) -> None:
        """``body`` is running text of the document; lines all in capitals teach nothing."""
        self.pairs: dict[tuple[str, str], Counter[tuple[str, str]]] = defaultdict(Counter)
        self.words: dict[str, Counter[str]] = defaultdict(Counter)
        for name in PROVINCES:
            for level in ("tỉnh", "phố", "ở"):
                self._learn(f"{level} {name}", 5)
        self._learn(_SEED, 2)
        for line in body.splitlines():
            if not line.isupper():
                self._learn(line, 1)

    def _learn(self, text: str, weight: int) -> None:
        tokens = _TOKEN.findall(text)
        for index, word in enumerate(tokens):
            if not word[0].isalpha() or (len(word) > 1 and word.isupper()):
                continue
            opens = index == 0 or tokens[index - 1] in '.;:!?“"-–+)'
            if not opens or weight > 1:
                self.words[word.casefold()][word] += weight
            if index + 1 < len(tokens) and tokens[index + 1][0].isalpha() and (not opens or weight > 1):
                after = tokens[index + 1]
                self.pairs[word.casefold(), after.casefold()][word, after] += weight

    def normal(self, text: str) -> str:
        """``text`` in normal case, its first letter kept large; text not in capitals is returned as it is."""
        if not text.isupper():
            return text
        tokens = list(_TOKEN.finditer(text))
        words = [found.group() for found in tokens]
        out, last = "", 0
        for index, found in enumerate(tokens):
            out += text[last : found.start()] + self._word(words, index)
            last = found.end()
        out += text[last:]
        return out[:1].upper() + out[1:]

    def _roman(self, words: Sequence[str], index: int) -> bool:
        """ "KHÓA XI" has a number, "PHẠM VI" has none."""
        if not _ROMAN.match(words[index]):
            return False
        counted = index > 0 and words[index - 1].casefold() in _COUNTED
        return counted or (len(words[index]) > 1 and words[index].casefold() not in self.words)

    def _word(self, words: Sequence[str], index: int) -> str:
        word = words[index]
        if not word[0].isalpha() or word in _KEPT or self._roman(words, index):
            return word
        key = word.casefold()
        votes: Counter[str] = Counter()
        if index:
            for (_, mine), count in self.pairs.get((words[index - 1].casefold(), key), Counter()).items():
                votes[mine] += count
        if index + 1 < len(words):
            for (mine, _), count in self.pairs.get((key, words[index + 1].casefold()), Counter()).items():
                votes[mine] += count
        votes = votes or self.words.get(key, Counter())
        return votes.most_common(1)[0][0] if votes else key
