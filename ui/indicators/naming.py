"""One row for one indicator: names without what the columns say, and which names mean the same.

A name as documents write it carries its year, its column's heading and its unit: "thu nội địa Dự kiến năm
2028". ``bare`` takes these off for the eye, ``key_of`` gives what tells two indicators apart, ``measure_of``
what may be compared: shares with shares, money with money, a fall of a figure with a fall.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from index.syllables import canonical
from ingest.facts.names import canonical_indicator
from ingest.facts.record import Direction

_FOLDER = Path(__file__).resolve().parent
_YEAR = r"(?:19|20)\d\d"
# What a table's column or the end of a sentence says of a figure: its year, its plan or its result.
_COLUMN = re.compile(
    r"(?i:(?<!\w)(?:"
    r"dự kiến(?: \d+ năm kế hoạch)?|năm hiện hành|năm kế hoạch|kế hoạch(?= năm)|dự toán(?= năm)|"
    r"(?:đánh giá|ước) thực hiện|ước đạt|thực hiện(?= năm)|giá hiện hành|"
    rf"(?:so với )?(?:đến |cả |trong |vào )?(?:cuối )?năm {_YEAR}|giai đoạn {_YEAR}\s?[-–]\s?{_YEAR}|"
    rf"nhiệm kỳ {_YEAR}\s?[-–]\s?{_YEAR}|(?<=hiện hành ){_YEAR}|(?:dự toán|kế hoạch|thực hiện)(?: {_YEAR})?$)"
    r"(?!\w))"
)
_MARKER = re.compile(r"^(?:[\d.]+\s+(?=\D)|[(\[]?\d{1,2}[)\]]\s*|[-+•–]\s*|(?:đã|phấn đấu)\s+)+", re.I)
_TAIL = re.compile(r"(?:[\s,;:(–-]|\((?:[I+]|V|X|\d)*|\b(?:trong|vào|của|là|và|đến|trong đó|so với)\b)+$")
_SCALE = r"(?:trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ)"
_SCALES = re.compile(rf"\b{_SCALE}\b")
_UNITS = {
    "vnđ": "đồng", "vnd": "đồng", "htx": "hợp tác xã", "giường bệnh": "giường", "%/năm": "%", "% /năm": "%",
    "lượt khách du lịch": "lượt khách", "lượt người": "lượt khách", "khách": "lượt khách",
    "lượt": "lượt khách", "phần trăm": "%", "người lao động": "lao động",
    "bác sĩ": "", "giường": "", "sinh viên": "",
}  # fmt: skip
_GROWS = re.compile(r"(?:tốc độ |mức |nhịp độ )?tăng trưởng|tốc độ|mức giảm|mức tăng|kết nạp|tăng|giảm", re.I)
_SPOKEN_UNITS = re.compile(r"\s(?:nghìn tỷ đồng|triệu đồng|tỷ đồng|tấn|ha|triệu USD|tỷ USD)(?=\s|$)")
_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*|/")
_SCALED = re.compile(rf"\s{_SCALE}(?=\s(?:lượt|người|khách|tấn|con|cây)(?!\w))")
_MEASURES = frozenset(("tỷ lệ", "tỉ lệ", "số", "tổng số", "mức", "giá trị", "số lượng"))
_MEASURED_LAST = re.compile(r"(?P<what>.+?),?\s(?P<measure>[Tt][ỷỉ] lệ|[Tt]ổng số|[Ss]ố lượng)")
_COMPARED = re.compile(r"(?:so với|trên|của|và|với|trong|đến|từ)(?!\w)")


def bare(indicator: str, unit: str | None) -> str:
    """The name as it is shown: without year, plan, list marker and unit, its first letter a capital.

    >>> bare("thu nội địa Dự kiến 03 năm kế hoạch Năm 2028", "Triệu đồng")
    'Thu nội địa'
    >>> bare("lao động qua đào tạo tỷ lệ", "%")
    'Tỷ lệ lao động qua đào tạo'
    >>> bare("hộ nghèo tỷ lệ hộ nghèo", "%")
    'Tỷ lệ hộ nghèo'
    """
    text = indicator
    if unit and " " not in unit:
        text = re.sub(rf"(?<=\w)\s*\(?{re.escape(unit)}\)?$", "", text)
    text = _SPOKEN_UNITS.sub("", _COLUMN.sub(" ", text))
    text = _MARKER.sub("", " ".join(text.split()))
    text = canonical_indicator(_TAIL.sub("", text)) or canonical_indicator(indicator)
    text = _ordered(_said_once(_SCALED.sub("", text)))
    return text[:1].upper() + text[1:]


def _said_once(name: str) -> str:
    """A name without its heading where what follows says it again: "hộ nghèo tỷ lệ hộ nghèo"."""
    words = name.split()
    for size in range(len(words) // 2, 1, -1):
        head, rest = _plain(" ".join(words[:size])), words[size:]
        if head in _plain(" ".join(rest)) and _heads(head, rest):
            return " ".join(rest)
    return name


def _heads(head: str, rest: list[str]) -> bool:
    """Whether ``head`` is a heading and no part of the name: what is measured follows, itself again, or
    little more than itself."""
    text = _plain(" ".join(rest))
    if head.strip() in _MEASURES or _COMPARED.match(" ".join(rest)) or not rest[0].islower():
        return False
    short = len(rest) <= 2 * len(head.split()) + 2
    return short or text.startswith(head) or any(text.startswith(f" {one} ") for one in _MEASURES)


def _ordered(name: str) -> str:
    """A name that begins with what is measured: "lao động qua đào tạo tỷ lệ" stood before its colon."""
    last = _MEASURED_LAST.fullmatch(name)
    return f"{last['measure'].lower()} {last['what'][:1].lower()}{last['what'][1:]}" if last else name


@lru_cache(maxsize=65536)
def key_of(name: str) -> str:
    """What tells the indicator ``name`` (bare) from others: its telling words, in one order.

    >>> key_of("Tỷ lệ người dân có thẻ bảo hiểm y tế") == key_of("Tỷ lệ dân số tham gia bảo hiểm y tế")
    True
    """
    text = re.sub(r"^ (?:tổng )?số ", " ", _plain(name))
    for becomes, written in _rules():
        text, changes = written.subn(f" {becomes} ", text)
        if changes:
            text = f" {' '.join(text.split())} "
    return " ".join(sorted(set(text.split()))) or _plain(name).strip()


def measure_of(name: str, unit: str | None, direction: Direction | None) -> str:
    """What a figure can be compared in: its unit without scale, marked where it is a rise or a fall."""
    words = " ".join(_SCALES.sub(" ", (unit or "").lower()).split())
    words = re.sub(r"\s?/\s?(?:người|năm|đầu người|người/năm)$", "", words) if "đồng" in words else words
    words = _UNITS.get(words, words)
    turned = direction in ("tăng", "giảm") and not _GROWS.match(name)
    return f"{direction} {words}".strip() if turned else words


@lru_cache(maxsize=65536)
def field_of(name: str) -> str:
    """The field of government that ``name`` belongs to, empty for none that is known."""
    text = _plain(name)
    return next((field for field, words in _fields() if any(word in text for word in words)), "")


@lru_cache(maxsize=1)
def fields() -> tuple[str, ...]:
    """The fields of government, in the order in which they are listed."""
    return tuple(dict.fromkeys(field for field, _ in _fields()))


def _plain(text: str) -> str:
    """Words in one spelling with a space between and at both ends."""
    return f" {' '.join(canonical(word) for word in _WORD.findall(text))} "


@lru_cache(maxsize=1)
def _rules() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """What becomes of which words, in the order of the list; longer wordings first on each line."""
    rules = []
    for becomes, *written in _lines("names.tsv"):
        wordings = sorted((_plain(one).strip() for one in written), key=len, reverse=True)
        held = "|".join(re.escape(one) for one in wordings if one)
        rules.append((_plain(becomes).strip(), re.compile(rf"(?<=\s)(?:{held})(?=\s)")))
    return tuple(rules)


@lru_cache(maxsize=1)
def _fields() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((name, tuple(_plain(word) for word in words)) for name, *words in _lines("fields.tsv"))


def _lines(name: str) -> list[list[str]]:
    lines = (_FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [[part.strip() for part in line.split("|")] for line in lines if line.strip() and line[0] != "#"]
