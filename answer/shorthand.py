"""Shorthand of hurried typing that no dictionary of offices holds: "bn" for "bao nhiêu", "h." for "huyện",
"CT" that is a figure's chỉ tiêu, the initials of a place where a place stands, "vạn" for 10.000."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from unicodedata import normalize

from index.syllables import unaccent
from index.types import Change
from ingest.facts.words import LOWER, UPPER

_ASKING = re.compile(r"(?<!\w)(?:bao\s+nhi[eê]u|m[aấ]y|n[aà]o|g[iì]|ai|[đd][aâ]u)(?!\w)", re.IGNORECASE)
_HOW_MANY = (re.compile(r"(?<!\w)(?:bn|bnh|bnhieu|bnhiêu)(?!\w)"), "bao nhiêu")
_AREA = (re.compile(r"(?<!\w)DT(?!\w)"), "diện tích")  # without diacritics it may be Đồng Tháp, too
# These read the question without its diacritics, which leaves every offset as it was.
_MEASURE = (
    "giam|tang|t[yi] le|ty trong|toc do|thu|so|tong|dien tich|san luong|GRDP|GDP|BHYT|BHXH|xa|ho|lao dong|LD|"
    "khach|truong"
)
_TARGET = re.compile(rf"\bCT(?= (?:{_MEASURE})\b)|(?<=may )CT\b|(?<=nhieu )CT\b")
_TEN_THOUSAND = re.compile(
    r"\b(?:(?:(?:mot|moi) )?van|(?:muoi|10) (?:ngan|nghin))(?= (?:nguoi|dan)\b)", re.IGNORECASE
)
_BUDGET = re.compile(r"(?<=\bthu )NS\b|(?<=\bchi )NS\b")
_SHORT = re.compile(r"(?<!\w)[A-ZĐ]{2,4}(?!\w)(?!\.\d| \d{2,3}(?!\d))")  # "ĐT.857" is a road
_BEFORE_PLACE = re.compile(
    r"(?<!\w)(?:tinh|huyen|thanh pho|thi xa|cua|o|tai|h\.|t\.|tp\.?) ?$", re.IGNORECASE
)
_YEAR_AFTER = re.compile(r" ?[:,]? ?(?:(?:nam|n\.) ?)?(?:20\d\d)? ?[?.]?$", re.IGNORECASE)
# "ĐT" behind these is đào tạo, đầu tư or a road, whatever place has its initials.
_NO_PLACE_AFTER = re.compile(
    r"(?:[&/-]|(?<!\w)(?:qua|duoc|dc|nghe|von|gd|giao duc|du an|moi truong|thu hut|keu goi|xuc tien|"
    r"chu|cong tac|chi|suat|va|nguon|hoat dong|tuyen|duong|de an|so|nha|tong)) ?$",
    re.IGNORECASE,
)
_BESIDE = r" ?(?:,|va|voi|vs|so voi|hay) ?(?:(?:tinh|huyen|h\.|t\.) ?)?"
_ALWAYS = (
    (re.compile(r"(?<!\w)ntn(?!\w)", re.IGNORECASE), "như thế nào"),
    (re.compile(r"(?<!\w)ĐP(?= nào(?!\w))"), "địa phương"),
    (re.compile(r"(?<!\w)(?:[Bb]ao nhiu|(?<!bao )(?<!Bao )nhiêu(?! khê))(?!\w)"), "bao nhiêu"),
    # Slips that are words of their own.
    (re.compile(r"(?<=bao nhiêu )nam(?= (?:khi|thì|để|nữa|là|từ|kể)(?!\w)|\s*[?.]?$)"), "năm"),
    (re.compile(r"(?<!\w)trơ(?= (?:lên|xuống)(?!\w))"), "trở"),
    (re.compile(r"(?<=số )may(?=\s*[?.]?$)"), "mấy"),
    (re.compile(r"(?<!\w)tr\.? ?đ(?!\w)\.?"), "triệu đồng"),
    (re.compile(r"(?<!\w)LS(?= (?:cho )?vay(?!\w))"), "lãi suất"),
    # A circular where a paper stands: "căn cứ TT nào", "theo TT của Bộ Tài chính", "TT 23/2025".
    (
        re.compile(
            r"(?<!\w)TT(?=(?: số)? \d+/| (?:nào )?của (?:Bộ|BTC|BNV|BYT|BTP|BKHCN|BGD|BXD|BCT|BCA|BQP)(?!\w))"
            r"|(?:(?<=theo )|(?<=căn cứ )|(?<=quy định tại )|(?<=biểu tại ))TT(?= (?:nào|số)(?!\w))"
        ),
        "thông tư",
    ),
    # In capitals among small letters it asks for nobody: "ứng dụng AI".
    (
        re.compile(rf"(?<=[{LOWER}] )AI(?!\w)(?! (?:ký|ky|ban hành|ban hanh|là|la|chủ trì|chu tri)(?!\w))"),
        "trí tuệ nhân tạo",
    ),
    # A common slip: "suất" is a rate, "xuất" goes out.
    *(
        (re.compile(rf"(?<!\w){one} xuất(?!\w)", re.IGNORECASE), f"{one} suất")
        for one in ("lãi", "năng", "công", "hiệu", "tỷ", "áp", "xác", "định")
    ),
    (re.compile(r"(?<!\w)KT\s*(?:,|và|-|/)?\s*GS(?!\w)"), "kiểm tra, giám sát"),
    *(
        (re.compile(rf"(?<!\w){short}\.(?=\s?[{UPPER}][{LOWER}])"), long)
        for short, long in (("[Hh]", "huyện"), ("[Tt]", "tỉnh"), ("[Xx]", "xã"), ("[Pp]", "phường"))
    ),
)


def spelled(
    question: str, kept: Collection[str] = (), places: Collection[str] = ()
) -> tuple[str, tuple[Change, ...]]:
    """The question with such shorthand written out, and each change; what is ``kept`` stays as typed.

    A "bn" beside another question word may be a name, so it stays, too. Initials are those of ``places``,
    of one alone, and only where a place stands: after "tỉnh", beside another place, or alone at the end.
    """
    question = normalize("NFC", question)
    rules = _ALWAYS if question.isascii() else (_AREA, *_ALWAYS)
    rules = rules if _ASKING.search(question) else (_HOW_MANY, *rules)
    question, changes = _well_spelled(question, kept, places)
    meant = sorted([*_places_meant(question, kept, places), *_meant(question, kept)], reverse=True)
    for start, end, long in meant:
        long = unaccent(long) if question.isascii() else long  # still a question without diacritics
        changes.append(Change("abbreviation", question[start:end], long))
        question = question[:start] + long + question[end:]
    for short, long in rules:
        found = short.search(question)
        if found and found[0] not in kept:
            changes.append(Change("abbreviation", found[0], long))
            gap = " " if found[0].endswith(".") and question[found.end()] != " " else ""
            question = short.sub(long + gap, question)
    return question, tuple(changes)


def _well_spelled(question: str, kept: Collection[str], places: Collection[str]) -> tuple[str, list[Change]]:
    """The question with places whose marks were mistyped set right: "Tháp Mưòi", "thap mưoi"."""
    changes: list[Change] = []
    bare = unaccent(question)
    for place in places if not question.isascii() else ():
        for match in reversed(list(re.finditer(rf"\b{unaccent(place)}\b", bare, re.IGNORECASE))):
            typed = question[slice(*match.span())]
            if " " not in place or typed.isascii() or typed.lower() == place.lower() or typed in kept:
                continue
            changes.append(Change("typo", typed, place))
            question = question[: match.start()] + place + question[match.end() :]
            bare = unaccent(question)
    return question, changes


def _meant(question: str, kept: Collection[str]) -> Iterator[tuple[int, int, str]]:
    """Spans of "CT" that is a figure's chỉ tiêu and of numerals in words that texts write in digits."""
    for pattern, long in ((_TARGET, "chỉ tiêu"), (_TEN_THOUSAND, "10.000"), (_BUDGET, "ngân sách")):
        for match in pattern.finditer(unaccent(question)):
            if question[slice(*match.span())] not in kept:
                yield *match.span(), long


def _places_meant(
    question: str, kept: Collection[str], places: Collection[str]
) -> Iterator[tuple[int, int, str]]:
    """Spans of initials that stand for a place."""
    flat, plain = unaccent(question), [unaccent(place) for place in places]
    known = [name for name in plain if name.lower() in flat.lower()]
    found = [
        (match, names[0])
        for match in _SHORT.finditer(question)
        if match[0] not in kept
        and len(names := [place for place in places if _initials(place) == unaccent(match[0])]) == 1
    ]
    for match, name in found:
        before, after = flat[: match.start()], flat[match.end() :]
        others = [*known, *(unaccent(one[0]) for one, _ in found if one is not match)]
        alone = not others and not _NO_PLACE_AFTER.search(before) and _YEAR_AFTER.match(after)
        if _BEFORE_PLACE.search(before) or _in_row(before, after, others) or alone:
            yield *match.span(), name


def _in_row(before: str, after: str, others: Collection[str]) -> bool:
    """Whether initials stand in a row of places: "BG, ĐT và Hậu Giang"."""
    return any(
        re.search(rf"(?<!\w){re.escape(one)}{_BESIDE}$", before, re.IGNORECASE)
        or re.match(rf"{_BESIDE}{re.escape(one)}(?!\w)", after, re.IGNORECASE)
        for one in others
    )


def _initials(name: str) -> str:
    return "".join(word[0] for word in unaccent(name).split()).upper()
