"""What the number that a question asks for counts."""

from __future__ import annotations

import re

from answer import question_words as words
from answer.ideas import ideas
from answer.meta_words import either
from answer.speech import unclassified
from ingest.facts.words import Phrase, Syllable, phrase, plain

POPULATION = "dan so"  # the count of all people, which no share of them answers
# "giải ngân …" and "thu … so với dự toán" are told as a share, unless a sum is asked for.
_OF_PLAN = re.compile(
    rf" (?:{either('giải ngân')}|{either('so với')} (?:{either('dự toán', 'kế hoạch', 'chỉ tiêu')})|"
    rf"{either('so')} (?:{either('dự toán', 'kế hoạch')})) "
)
_SUM = re.compile(
    rf" (?:{either('số tiền')}|{either('bao nhiêu')} "
    rf"(?:{either('tiền', 'đồng', 'tỷ', 'triệu', 'nghìn', 'usd', 'đô')})) "
)
# "mấy đồng một ha": what the sum is for is not what it counts.
_LAND = either("ha", "héc ta", "hecta", "m2", "mét vuông")
_EACH = re.compile(rf" (?:{either('một', 'mỗi', '1')}) (?:{_LAND})(?= )")
_RATE = re.compile(r"(?:bao nhiêu|mấy)\s?((?:/\s?[^\W\d]+)+)", re.IGNORECASE)
_COINS = re.compile(rf" {either('mấy')} (?:{either('đồng', 'nghìn', 'triệu', 'tiền', 'tỷ')}) ")
# What one text counts as the one and another as the other.
_KIN = (
    frozenset({"buoi", "cuoc", "lan", "luot", "dot"}),
    frozenset({"vu", "vu viec", "truong hop", "ca"}),
    frozenset({"don", "don thu", "la don"}),
)
# "bao nhiêu lúa" is told in tons, "bao nhiêu con heo" in heads.
_MASSES = frozenset(
    phrase("lúa gạo thóc ngô bắp khoai mía khóm xoài cam bưởi nhãn vải rau thịt cá tôm muối rác")
)
_WEIGHED = frozenset({"tan", "kg", "ta", "yen"})
_PERSON = phrase("viên")[0]  # "báo cáo viên", "tuyên truyền viên": people, whatever they do
_OF_TWO = frozenset(phrase("đảng đoàn hội giáo sinh nhân thành học công uỷ ủy"))  # "vụ đảng viên" are cases
# "… là mấy năm": what comes before says of what.
_LASTS_AT_END = re.compile(
    rf" (?:{either('bao nhiêu', 'mấy')}) ({either('năm', 'tháng', 'tuần', 'ngày', 'giờ')}) $"
)
_LASTING = frozenset({"nam", "thang", "tuan", "ngay", "gio", "phut"})


def _without_rate(text: str, flat: str) -> str:
    """The line without what a rate is of: "bao nhiêu/người/ngày" counts no people."""
    rate = _RATE.search(text)
    return flat.replace(f" {' '.join(phrase(rate[1]))} ", " ", 1) if rate else flat


def counted(text: str, flat: str) -> frozenset[str]:
    """What the number counts, folded; classes of units as "%", "money", "area", "amount"."""
    if words.TIMES_AS_MUCH.search(flat):
        return frozenset({"lan"})
    found = set(_LASTING if words.HOW_LONG.search(flat) or words.LASTS_ASKED.match(flat) else ())
    flat = _EACH.sub(" ", _without_rate(text, flat))
    if "%" in text or words.PERCENT.search(flat):
        found.add("%")
    money = words.MONEY.search(flat) or _COINS.search(flat) or _fines(flat)
    no_sum = words.RELATIVE.search(flat) or words.FACTOR.search(flat)
    if money and not no_sum and not _of_plan(flat):
        found.add("money")
    if lasts := _LASTS_AT_END.search(flat):
        found.add(plain(lasts[1]))
    if words.RANK.search(flat):
        found.add("rank")
    if words.DOLLARS.search(flat):
        found.add("usd")
    if more := words.MORE_OF.search(flat):
        found.update(_names_of(tuple(more[1].split())))
    if words.AREA.search(flat) and not ("money" in found and words.SUM_ASKED.search(flat)):
        found.add("area")
    share = "%" in text or words.SHARE_ASKED.search(flat) is not None
    if not share and words.AMOUNT.search(flat) and not words.GROWTH.search(flat):
        found.add("amount")
    if words.MEASURED.search(flat) and not share and not words.GROWTH.search(flat):
        found.add("measure")
    if words.LENGTH.search(flat):
        found.add("length")
    if not found and not share and (head := words.COUNTED_HEAD.match(flat)):
        found.update(_names_of(tuple(head[1].split())))
    share = share or words.CHANGE.search(flat) is not None  # "kéo giảm số vụ … bao nhiêu"
    if not share and (match := words.COUNTED.search(flat)):
        named = unclassified(tuple(part for part in match.groups() if part))
        found.update(_names_of(named), _WEIGHED if named[0] in _MASSES else ())
    return frozenset(found)


def _fines(flat: str) -> bool:
    """Whether a fine is asked for, and not how many deeds are fined or how many times as much."""
    asked = words.FINE.search(flat) and not words.NO_FINE.search(flat)
    return bool(asked) and words.COUNTED.search(flat) is None


def _of_plan(flat: str) -> bool:
    """Whether money is told as a share of what was planned, and no sum is asked for."""
    return _OF_PLAN.search(flat) is not None and _SUM.search(flat) is None


def people(flat: str, found: tuple[Syllable, ...], content: tuple[int, ...]) -> frozenset[str]:
    """ "dân số Lam Hồng" and nothing else counts people; "dân số được dùng nước sạch" is a share."""
    own = {found[at].plain for at in content}
    alone = words.POPULATION_ALONE.search(flat) and own <= words.OF_POPULATION
    return frozenset({"nguoi", POPULATION}) if alone else frozenset()


def _names_of(forms: Phrase) -> set[str]:
    """What is counted, unaccented, with other names for it: "công ty" counts "doanh nghiệp" too."""
    if len(forms) > 2 and forms[2] == _PERSON and forms[1] not in _OF_TWO:
        return {" ".join(plain(one) for one in forms), "nguoi"}
    found = {plain(forms[0]), " ".join(plain(one) for one in forms[:2])}
    for size in range(len(forms), 0, -1):
        if forms[:size] in ideas():
            found |= {" ".join(plain(one) for one in wording) for wording in ideas()[forms[:size]]}
            break
    return found.union(*(kin for kin in _KIN if kin & found))
