"""One name for one indicator: spelling, abbreviations and case do not part it."""

from __future__ import annotations

import re

from ingest.letters import UPPER

_ABBREVIATIONS = {
    "BHYT": "bảo hiểm y tế", "BHXH": "bảo hiểm xã hội", "BHTN": "bảo hiểm thất nghiệp",
    "NTM": "nông thôn mới",
    "HTX": "hợp tác xã", "KCN": "khu công nghiệp", "CCN": "cụm công nghiệp", "LĐ": "lao động",
    "TTHC": "thủ tục hành chính", "UBND": "ủy ban nhân dân", "HĐND": "hội đồng nhân dân",
    "DVC": "dịch vụ công", "DVCTT": "dịch vụ công trực tuyến", "NSNN": "ngân sách nhà nước",
    "KT-XH": "kinh tế - xã hội", "CNTT": "công nghệ thông tin", "THPT": "trung học phổ thông",
    "THCS": "trung học cơ sở", "GTSX": "giá trị sản xuất", "SXCN": "sản xuất công nghiệp",
}  # fmt: skip
_ABBREVIATED = re.compile(rf"(?<!\w)(?:{'|'.join(_ABBREVIATIONS)})(?!\w)")
_TONES = (("oà", "òa"), ("oá", "óa"), ("oả", "ỏa"), ("oã", "õa"), ("oạ", "ọa"), ("uỷ", "ủy"), ("uý", "úy"),
          ("oè", "òe"), ("oé", "óe"), ("uỳ", "ùy"), ("uỵ", "ụy"))  # fmt: skip


def canonical_indicator(words: str) -> str:
    """``"Tỉ lệ dân số tham gia BHYT"`` is ``"tỷ lệ dân số tham gia bảo hiểm y tế"``."""
    text = " ".join(re.sub(r"[*_|“”\"]+", " ", words).split()).strip(" ,;:.-–+()")
    text = _ABBREVIATED.sub(lambda found: _ABBREVIATIONS[found[0]], text)
    text = re.sub(r"\b([Tt])ỉ (?=lệ|trọng|suất)", r"\1ỷ ", text)
    for old, new in _TONES:
        text = re.sub(rf"(?<![qQ]){old}(?!\w)", new, text)
    return " ".join(_lowered(word) for word in text.split(" ")) if text.isupper() else first_lowered(text)


def _lowered(word: str) -> str:
    return word if word in {"GRDP", "USD", "OCOP", "PCI", "PAPI", "FDI", "ODA"} else word.lower()


def first_lowered(text: str) -> str:
    """A capital that only opens a sentence is none of the name; "GRDP" and names of places are."""
    head = text.split(" ", 1)[0]
    named = re.match(rf"[{UPPER}]\S* [{UPPER}]", text)
    return text if named or head[1:] != head[1:].lower() or len(head) < 2 else text[0].lower() + text[1:]
