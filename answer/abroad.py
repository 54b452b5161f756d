"""Names of countries, and names in the letters of other tongues, as official texts write them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from answer.option import Option
from ingest.facts.words import LOWER, UPPER

_STATE = (
    r"(?:Vương quốc|Liên bang|Hợp chủng quốc|[Nn]ước|Cộng ho(?:à|a)|Cộng h(?:òa|oà))"
    r"(?:\s(?:Cộng h(?:òa|oà)|[Dd]ân chủ|[Nn]hân dân|[Xx]ã hội chủ nghĩa|[Hh]ồi giáo|[Ll]iên bang))*\s"
)
_NAME = (
    r"(?:"
    r"CHDCND Lào|Lào|Campuchia|Cam-pu-chia|Thái Lan|Trung Quốc|Nhật Bản|Hàn Quốc|Triều Tiên|Đài Loan|"
    r"Hồng Kông|Singapore|Xinh-ga-po|Malaysia|Ma-lai-xi-a|Indonesia|In-đô-nê-xi-a|Philippin(?:es)?|"
    r"Phi-líp-pin|Myanmar|Mi-an-ma|Brunei|Bru-nây|Ti-mo Lét-xtê|Ấn Độ|Pakistan|Bangladesh|Sri Lanka|"
    r"Nepal|Mông Cổ|Hoa Kỳ|Canada|Ca-na-đa|Mexico|Mê-hi-cô|Cuba|Cu Ba|Cu-ba|Brazil|Bra-xin|Argentina|"
    r"Ác-hen-ti-na|Chile|Chi-lê|Peru|Venezuela|I-ta-li-a|Italia|Tây Ban Nha|Bồ Đào Nha|Hà Lan|Thụy Sĩ|"
    r"Thụy Điển|Na Uy|Phần Lan|Đan Mạch|Ba Lan|Hungary|Hung-ga-ri|Romania|Ru-ma-ni|Bulgaria|Bun-ga-ri|"
    r"Hy Lạp|Ucraina|U-crai-na|Belarus|Bê-la-rút|Kazakhstan|Ca-dắc-xtan|Thổ Nhĩ Kỳ|Israel|I-xra-en|"
    r"Iran|I-ran|Ả Rập Xê Út|Qatar|Ca-ta|Kuwait|Cô-oét|Ai Cập|Nam Phi|Nigeria|Ma-rốc|Angola|Ăng-gô-la|"
    r"Australia|Ô-xtrây-li-a|New Zealand|Niu Di-lân|Ireland|Ai-len"
    r")"
)
# One syllable: a part of other names, too ("thị trấn Mỹ An", "Hoàng Đức").
_SHORT = rf"(?<=[{LOWER},] )(?:Mỹ|Anh|Pháp|Đức|Ý|Bỉ|Áo|Séc|Nga|Nhật|Úc)(?!\s[{UPPER}])"
_ANY = rf"[{UPPER}]\w+(?:\s[{UPPER}]\w+)*"  # behind the name of a form of state
_ONE = rf"(?:(?:{_STATE})?(?:{_NAME}|{_SHORT})(?!\w)|{_STATE}{_ANY})"
COUNTRIES = re.compile(rf"(?<!\w){_ONE}(?:(?:,\s|\svà\s|\s?[-–]\s?){_ONE})*")
_QUOTED = re.compile(r"[“\"]\*{0,2}([A-Z][A-Za-z0-9&.'’ -]{3,}?)\*{0,2}[”\"]")
# Words of plain Latin letters between marks, or with letters that Vietnamese lacks.
FOREIGN = re.compile(rf"{_QUOTED.pattern}|(?<!\w)[A-Za-z]*[fjwzFJWZ][a-z]+(?!\w)")


def countries(text: str) -> Iterator[Option]:
    """Countries that a text names, those of one list together."""
    for match in COUNTRIES.finditer(text):
        yield Option(match.span(), 0.8)


def foreign(text: str) -> Iterator[Option]:
    """Names in the letters of another tongue, between quotation marks."""
    for match in _QUOTED.finditer(text):
        yield Option(match.span(1), 1.0)
