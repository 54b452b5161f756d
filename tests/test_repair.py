"""Broken text is mended, right text stays, and every offset goes along."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ingest.readers import RawText, read_bytes
from ingest.repair import repair, repair_raw
from ingest.repair.edits import Edit, applied, moved
from ingest.repair.syllable import is_syllable, stands_alone

RIGHT = """ỦY BAN NHÂN DÂN TỈNH ĐÔNG HÀ
Số: 118/QĐ-UBND
QUYẾT ĐỊNH
Về việc phê duyệt Đề án bảo vệ nguồn nước giai đoạn 2024 - 2030
ĐIỀU KHOẢN CHUNG
Điều 1. Phê duyệt Đề án bảo vệ nguồn nước trên địa bàn các huyện, thị xã với các nội dung chính sau đây:
1. Mục tiêu: đến hết năm 2030, tỷ lệ hộ dân nông thôn được sử dụng nước sạch đạt trên 95%, trong đó các xã \
đặc biệt khó khăn đạt trên 85%; giảm thất thoát nước xuống dưới 12%.
a) Rà soát, điều chỉnh quy hoạch cấp nước; ưu tiên những vùng thường xuyên bị hạn hán và xâm nhập mặn;
b) Ở những nơi chưa có công trình tập trung, hỗ trợ mỗi hộ một bể chứa nước hợp vệ sinh;
đ) Ủy ban nhân dân cấp xã vận động nhân dân đóng góp ngày công, giữ gìn kênh mương.
2. Kinh phí thực hiện: 245 tỷ đồng từ ngân sách trung ương, ngân sách tỉnh và nguồn xã hội hóa.
Điều 2. Sở Nông nghiệp và Môi trường chủ trì, phối hợp với Sở Tài chính, các sở, ban, ngành có liên quan \
hướng dẫn, kiểm tra, đôn đốc việc thực hiện; định kỳ trước ngày 15 tháng 12 hằng năm báo cáo kết quả về Ủy \
ban nhân dân tỉnh.
Điều 3. Quyết định này có hiệu lực kể từ ngày ký. Chánh Văn phòng, Giám đốc các sở, Thủ trưởng các cơ quan, \
đơn vị và Chủ tịch Ủy ban nhân dân các huyện, thị xã chịu trách nhiệm thi hành Quyết định này./."""

# What looks broken and is not: abbreviations, lists of letters, names, units, formulae, Russian and Greek.
ODD_BUT_RIGHT = """Các điểm a, b, c, d, đ, e khoản 1; điểm b ở trên; nhóm A B C D E Đ; hạng I, II, III.
UBND tỉnh, HĐND, UBMTTQ, BHXH, BHYT, TTHC, QLNN, KT - XH, QĐ-TTg, TW Đảng, TƯ Đoàn, ĐBQH, CTĐT.
Người Ê-đê, Hrê, Xơ-đăng, H'Mông ở Krông Ana, Đắk Ơ, Y Ê Ban, Ia Ơ, Ê Ban Y Phu, buôn Ê Nuôl;
xe ô tô, ủy viên.
Điện trở 10 kΩ, góc α = β, Δt = 5 s, 400 µg, 3 µm, σ² ≤ 2, công thức 𝐸 = 𝑚𝑐; 12 m², 3º.
Газета «Правда» đưa tin. Kinh tế - xã hội, kinh tế-xã hội, 24/2022/TT-BLĐTBXH, Mác - Lênin, Pa-cô, e-mail.
Ai ở ấp ấy ủng hộ ý ấy; ông ấy ăn ốc ở ao; êm ái, ồn ã, oai oán, uể oải, yếu ớt, ưa ướp, ỉ ôi, ọ ẹ."""


@pytest.mark.parametrize("text", [RIGHT, ODD_BUT_RIGHT, "", "\n", "Một câu\n12\n\ncòn lại"])
def test_right_text_stays_byte_for_byte_the_same(text: str) -> None:
    mended = repair(text)
    assert mended.text == text
    assert mended.warning is None


def eth(text: str, _: random.Random) -> str:
    return text.replace("Đ", "Ð").replace("đ", "ð")


def cyrillic(text: str, dice: random.Random) -> str:
    """Some letters of words with marks, which stay Latin."""
    other = dict(zip(list("aeocpxAEOCPXKHMTB"), list("аеосрхАЕОСРХКНМТВ"), strict=True))
    return re.sub(
        r"\w*[à-ỹ]\w*",
        lambda word: "".join(other.get(c, c) if dice.random() < 0.5 else c for c in word[0]),
        text,
    )


def gha(text: str, _: random.Random) -> str:
    return text.replace("ư", "ƣ").replace("Ư", "Ƣ")


def tone_before_shape(text: str, _: random.Random) -> str:
    def swapped(match: re.Match[str]) -> str:
        letter, *marks = list(unicodedata.normalize("NFD", match[0]))
        shape = [mark for mark in marks if mark in "\u0302\u0306"]
        tone = [mark for mark in marks if mark not in shape]
        return unicodedata.normalize("NFC", letter + "".join(tone)) + "".join(shape)

    return re.sub("[ấầẩẫắằẳẵếềểễốồổỗ]", swapped, text)


def split_at_marks(text: str, dice: random.Random) -> str:
    """A space before or behind a marked letter inside a word, as where the font changes."""

    def cut(match: re.Match[str]) -> str:
        if dice.random() < 0.8:
            return match[0]
        places = [i for i, c in enumerate(match[0]) if not c.isascii() and c not in "đĐ"] or [0]
        at = dice.choice(places) + dice.choice((0, 1))
        return f"{match[0][:at]} {match[0][at:]}" if 0 < at < len(match[0]) else match[0]

    return re.sub(r"[^\W\d_]*[à-ỹÀ-Ỹ][^\W\d_]*", cut, text)


def hyphens(text: str, dice: random.Random) -> str:
    def cut(match: re.Match[str]) -> str:
        return f"{match[1]}-\n{match[2]}" if dice.random() < 0.5 else match[0]

    return re.sub(r"([a-zđ]*[ếềểễệ])([a-z]+)", cut, text)


def page_numbers(text: str, _: random.Random) -> str:
    """A page number inside every long paragraph."""
    number = iter(range(2, 99))
    return re.sub(
        r"(?m)^(.{30,}?[a-zà-ỹ]) ((?=[a-zà-ỹ]{2}).{20,})$", lambda m: f"{m[1]}\n{next(number)}\n{m[2]}", text
    )


def running_heads(text: str, _: random.Random) -> str:
    number = iter(range(2, 99))
    return re.sub(
        r"(?m)^(.{30,}?[a-zà-ỹ]) ((?=[a-zà-ỹ]{2}).{20,})$",
        lambda m: f"{m[1]}\n{next(number)} CÔNG BÁO/Số 55 + 56/Ngày 02-3-2024\n{m[2]}",
        text,
    )


@pytest.mark.parametrize(
    "between",
    [
        "Kế hoạch giảm nghèo năm 2024 - Trang {0}",
        "Ủy ban nhân dân xã An Bình\n{0}",
        "{0}\nCông báo số 55\nNgày 02-3-2024",
    ],
)
def test_heads_in_small_letters_are_told_by_the_number_of_the_page(between: str) -> None:
    half = "Ủy ban nhân dân các xã, phường rà soát hộ nghèo và "
    other = (
        "hộ cận nghèo trên địa bàn, báo cáo kết quả. " + "Nội dung khác của trang này được giữ nguyên. " * 20
    )
    pages = [f"{half.strip()}\n{between.format(page)}\n{other.strip()}" for page in range(2, 7)]
    read = repair_raw(RawText("\n".join(pages), (), None, "txt")).text
    assert read == "\n".join(f"{half}{other}".strip() for _ in pages)


def test_lines_that_come_again_without_a_page_number_stay() -> None:
    half, other = "Phê duyệt chủ trương đầu tư theo quyết định của", "và các đơn vị có liên quan trong tỉnh."
    text = "\n".join(f"{half}\nSở Kế hoạch số 2\n{other}" + " Câu khác." * 100 for _ in range(5))
    assert repair_raw(RawText(text, (), None, "txt")).text == text


def letterspaced(text: str, _: random.Random) -> str:
    return re.sub(r"(?m)^[A-ZĐÀ-Ỹ ]{8,}$", lambda m: " ".join(m[0].replace(" ", "")), text)


BREAKS: list[tuple[Callable[[str, random.Random], str], float]] = [
    (eth, 1.0),
    (cyrillic, 1.0),
    (gha, 1.0),
    (tone_before_shape, 1.0),
    (split_at_marks, 0.9),
    (hyphens, 1.0),
    (page_numbers, 1.0),
    (running_heads, 1.0),
]


@pytest.mark.parametrize(("broken_by", "least"), BREAKS)
def test_most_of_what_is_broken_is_mended(
    broken_by: Callable[[str, random.Random], str], least: float
) -> None:
    """Share of broken words that come back, over seeded breaks; what the repair cannot mend it leaves."""
    back = broken = 0
    for seed in range(20):
        damaged = broken_by(RIGHT, random.Random(seed))
        assert damaged != RIGHT
        mended = repair(damaged)
        assert mended.warning is not None
        hurt, left = missing(damaged), missing(mended.text)
        broken += hurt
        back += hurt - left
    assert back / broken >= least, f"{back} of {broken}"


def missing(text: str) -> int:
    """How many words and line breaks of ``RIGHT`` are not in ``text`` where they were."""
    from difflib import SequenceMatcher

    right, now = re.findall(r"\S+|\n", RIGHT), re.findall(r"\S+|\n", text)
    blocks = SequenceMatcher(None, right, now, autojunk=False).get_matching_blocks()
    return max(len(right), len(now)) - sum(block.size for block in blocks)


def test_a_title_with_a_space_behind_every_letter_is_words_again() -> None:
    assert repair("TCVN T I Ê U C H U Ẩ N Q U Ố C G I A").text == "TCVN TIÊU CHUẨN QUỐC GIA"


def test_words_cut_in_several_pieces_are_whole() -> None:
    assert repair("ĐIỀ U KHO ẢN THI HÀNH C ỦA NGH Ị ĐỊNH").text == "ĐIỀU KHOẢN THI HÀNH CỦA NGHỊ ĐỊNH"


def test_a_letterhead_read_across_is_read_by_columns() -> None:
    text = (
        "ỦY BAN NHÂN DÂN          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "TỈNH ĐÔNG HÀ             Độc lập - Tự do - Hạnh phúc\n"
        "Số: 118/QĐ-UBND          Đông Hà, ngày 05 tháng 3 năm 2024\n\n"
        "QUYẾT ĐỊNH\nVề việc phê duyệt Đề án"
    )
    assert repair(text).text.split("\n")[:6] == [
        "ỦY BAN NHÂN DÂN",
        "TỈNH ĐÔNG HÀ",
        "Số: 118/QĐ-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Đông Hà, ngày 05 tháng 3 năm 2024",
    ]
    assert repair(text).text.endswith(text[text.index("\n\nQUYẾT") :])


def test_what_is_shown_in_capitals_is_so_after_a_letterhead_was_put_in_order() -> None:
    head = (
        "bộ xây dựng           Cộng hòa xã hội chủ nghĩa Việt Nam\n"
        "Số: 9/QĐ-BXD          Độc lập - Tự do - Hạnh phúc"
    )
    capitals = tuple(
        (head.index(part), head.index(part) + len(part)) for part in ("bộ xây dựng", "Cộng hòa xã hội")
    )
    raw = repair_raw(RawText(head, (), None, "txt", capitals=capitals))
    lines = [
        "BỘ XÂY DỰNG",
        "Số: 9/QĐ-BXD",
        "CỘNG HÒA XÃ HỘI chủ nghĩa Việt Nam",
        "Độc lập - Tự do - Hạnh phúc",
    ]
    assert raw.shown.split("\n") == lines


def test_the_warning_counts_by_kind_and_pages_move_along() -> None:
    read = read_bytes("Ðiều 1. Ðất\fcòn l ại, Ðiều 2\f hết".encode(), ".txt")
    assert read.text == "Điều 1. Đất\ncòn lại, Điều 2\n hết"
    assert [read.text[offset:][:4].strip() for offset in read.pages] == ["Điều", "còn", "hết"]
    (warning,) = read.warnings
    assert warning == "đã sửa 4 chỗ hỏng khi đọc (Ð/ð thay cho Đ/đ 3; từ bị tách 1)"


@given(st.text(alphabet="aăâđÐðеоcnhtiệủ -\n12\u0301\u0302ƣ", max_size=80))
@example("ƣ\u0301\u0302")  # a look-alike made right, with marks that no letter bears
def test_mended_text_is_nfc_and_offsets_stay_in_order(text: str) -> None:
    source = unicodedata.normalize("NFC", text)
    mended = repair(source, tuple(range(len(source) + 1)))
    assert unicodedata.is_normalized("NFC", mended.text)
    assert list(mended.offsets) == sorted(mended.offsets)
    assert mended.offsets[0] == 0 and mended.offsets[-1] == len(mended.text)


def test_an_offset_goes_where_its_character_went() -> None:
    edits = [Edit(2, 4, "xyz", "split"), Edit(6, 9, "", "running")]
    text = "ab--ef---j"
    assert applied(text, edits) == "abxyzefj"
    assert [applied(text, edits)[i] for i in moved([0, 1, 4, 5, 9], edits)] == list("abefj")


def test_syllables_are_told_from_pieces() -> None:
    whole = "nghiêng khoản quốc giếng gì gìn quyết quý khuỷu thuở ngoằn yêu uyên được ướt xoong ĐIỀU ảnh"
    pieces = "điề ng kêt tiêp ƯỜNG hrê wto quô gi qu ản ỆN"
    assert [word for word in whole.split() if not stands_alone(word)] == []
    assert [word for word in pieces.split() if stands_alone(word)] == []
    assert is_syllable("ản")


def test_the_provincial_documents_stay_as_they_are(shared: Path) -> None:
    """``python -m eval.repairs`` lists every difference; here, that they are few."""
    from eval.repairs import differences
    from ingest.canonical import canonical
    from ingest.survey import read_sources

    path = shared / "data" / "provincial" / "documents.jsonl.gz"
    if not path.is_file():
        pytest.skip("no provincial documents beside the project")
    changed = 0
    for source in read_sources(path)[::4]:
        text = canonical(source.text)
        mended = repair(text).text
        changed += mended != text
        assert len(list(differences(text, mended))) <= 3
    assert changed <= 4
