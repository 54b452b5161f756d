"""Pairs that exclude each other, thu and chi, town and country: which side a question and a text speak of."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from answer.terms import Bag
from ingest.facts.words import phrase

_SIDES = tuple(
    tuple(tuple(" ".join(phrase(one)) for one in side.split("|")) for side in pair)
    for pair in (
        ("thu ngân sách|thu nội địa", "chi ngân sách|chi đầu tư"),
        ("tổng chi|chi cân đối|chi thường xuyên", "bội chi"),
        ("ngân sách địa phương|NSĐP", "ngân sách trung ương|NSTW|ngân sách nhà nước|NSNN"),
        ("thành thị|đô thị|ở phố|người phố", "nông thôn|ở quê|vùng quê|miền quê"),
        ("xuất khẩu", "nhập khẩu"),
        ("tiểu học", "trung học cơ sở|trung học phổ thông"),
        ("cân nặng|nhẹ cân|thiếu cân|gầy", "chiều cao|thấp còi|còi cọc|lùn|thấp bé"),
        ("bảo hiểm y tế|BHYT", "bảo hiểm xã hội|BHXH|bảo hiểm thất nghiệp"),
        ("nông nghiệp", "công nghiệp"),
        ("nông thôn mới nâng cao", "nông thôn mới kiểu mẫu"),
        ("công lập", "ngoài công lập|tư thục"),
        ("hộ nghèo", "hộ cận nghèo"),
        ("bắt buộc", "tự nguyện"),
        ("thưởng", "phạt"),
        ("đường bộ", "đường thủy|đường sắt"),
        ("khách quốc tế", "khách nội địa|khách trong nước"),
    )
)


def contrary(asked: Bag, text: Bag) -> bool:
    """Whether a text speaks of the other side of what the question names: chi for thu."""
    return any(_any(against, text) and not _any(wanted, text) for wanted, against in _named_sides(asked))


def parted_by_side(asked: Bag, text: Bag, others: Iterable[Bag]) -> bool:
    """Whether a text names the side that the question names, and one of the texts beside it the other one:
    "thành thị 95%" beside "nông thôn 72%"."""
    against = [other for wanted, other in _named_sides(asked) if _any(wanted, text)]
    return bool(against) and any(_any(side, other) for other in others for side in against)


def other_side(asked: Bag, text: Bag, others: Iterable[Bag]) -> bool:
    """Whether the question names one of two sides, and of the texts beside it another one speaks of it, and
    this one does not: the whole "63%" beside "thành thị 93%"."""
    wanted = [side for side, _ in _named_sides(asked) if not _any(side, text)]
    return bool(wanted) and any(_any(side, other) for other in others for side in wanted)


@lru_cache(maxsize=256)
def _named_sides(asked: Bag) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """What the question names of pairs that exclude each other, each with its other side."""
    both = [pair for one, other in _SIDES for pair in ((one, other), (other, one))]
    return tuple((wanted, other) for wanted, other in both if _any(wanted, asked) and not _any(other, asked))


def _any(phrases: tuple[str, ...], text: Bag) -> bool:
    return any(f" {one} " in text.line for one in phrases)
