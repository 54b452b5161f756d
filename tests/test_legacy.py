"""Old fonts: what was typed in them becomes Unicode, and what is Unicode stays."""

from __future__ import annotations

import io
import shutil
import subprocess
import unicodedata
from pathlib import Path

import docx
import pytest
from fpdf import FPDF
from hypothesis import given
from hypothesis import strategies as st

from eval import legacy, reading
from eval.legacy import score
from eval.legacy_differences import differences
from ingest.document import parse
from ingest.legacy import Converter, Run, bare, converted, converted_lines, encoding_of, shown, unmarked
from ingest.legacy.deciding import decode
from ingest.legacy.syllables import is_syllable
from ingest.legacy.tables import SINGLE, VNI_MARKS, Encoding
from ingest.readers import read_bytes, read_file
from ingest.secrecy import degree_of

LETTERS = "àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵđ"
SENTENCES = (
    "Ủy ban nhân dân xã giao chỉ tiêu giảm nghèo cho các thôn",
    "Quyết định này có hiệu lực kể từ ngày ký",
    "Hộ nghèo được hỗ trợ nhà ở, nước sạch và thẻ bảo hiểm y tế",
    "là có và cho",
    "số 12/2023/QĐ-UBND",
)
# One sentence as each font's users typed it, seen through Windows-1252; written from the published layouts.
WANTED = "Quyết định về việc hỗ trợ người nghèo"
TYPED = {
    ".VnTime": "QuyÕt ®Þnh vÒ viÖc hç trî ng\xadêi nghÌo",
    "VNI-Times": "Quyeát ñònh veà vieäc hoã trôï ngöôøi ngheøo",
    "VPS Times": "Quy‰t ÇÎnh vŠ viŒc h‡ tr® ngÜ©i nghèo",
    "VI Times": "Quyªt ð¸nh v« vi®c h² trþ ng\xdf\xb6i nghèo",
}


@pytest.mark.parametrize("font", TYPED)
def test_each_encoding_is_read_by_its_font(font: str) -> None:
    assert converted(TYPED[font], font) == WANTED


@pytest.mark.parametrize("encoding", ["tcvn3", "viscii"])
def test_tables_agree_with_those_of_the_system(encoding: Encoding) -> None:
    if shutil.which("iconv") is None:
        pytest.skip("no iconv on this machine to compare with")
    name = {"tcvn3": "TCVN5712-1", "viscii": "VISCII"}[encoding]
    for letter in LETTERS:
        done = subprocess.run(
            ["iconv", "-f", "UTF-8", "-t", name], input=letter.encode(), capture_output=True
        )
        if done.returncode:
            pytest.skip(f"iconv knows no {name}")
        assert unicodedata.normalize("NFC", decode(done.stdout.decode("latin-1"), encoding)) == letter


@pytest.mark.parametrize("encoding", SINGLE)
def test_each_letter_has_a_place_of_its_own(encoding: str) -> None:
    table = {char: letter for char, letter in SINGLE[encoding].items() if char <= "\xff"}
    assert set(LETTERS) <= set(table.values())
    assert len(set(table.values())) == len(table)


def test_every_mark_of_vni_makes_a_letter() -> None:
    made = {decode(vowel + mark, "vni") for vowel in "aeouyôö" for mark in VNI_MARKS if mark.islower()}
    made |= {decode(char, "vni") for char in "ñôöíìæóòî"}
    assert set(LETTERS) <= made


@given(st.sampled_from(SENTENCES), st.sampled_from([*TYPED, ".VnTimeH", "Arial", None]))
def test_unicode_in_any_font_keeps_its_letters(sentence: str, font: str | None) -> None:
    document = [Run(other, font) for other in SENTENCES]
    assert bare(Converter(document).text(Run(sentence, font))) == sentence


def test_other_languages_in_unicode_stay() -> None:
    text = (
        "Éléments d'évaluation: où est le château? Müller und Söhne; señor; naïve; São Paulo, 25 °C, § 4, µg"
    )
    assert converted(text) == text
    assert converted_lines(text) == (text, 0)


def test_a_font_of_capitals_shows_capitals() -> None:
    assert converted("céng hoµ x· héi", ".VnTimeH") == "CỘNG HOÀ XÃ HỘI"
    assert converted("So 12", ".VnArialH") == "SO 12"
    assert converted("céng hoµ", ".VnTime") == "cộng hoà"


def test_in_a_font_of_capitals_letters_stay_as_typed_and_their_places_are_told() -> None:
    line = (
        Converter([]).text(Run("Bé Tµi chÝnh", ".VnTimeH"))
        + " và "
        + Converter([]).text(Run("2005", ".VnTimeH"))
    )
    text, capitals, _ = unmarked(line)
    assert text == "Bộ Tài chính và 2005"
    assert shown(text, capitals) == "BỘ TÀI CHÍNH và 2005"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("QUYÕT §ÞNH", "QUYẾT ĐỊNH"),
        ("Tæ CHøC Vµ QU¶N Lý", "TỔ CHỨC VÀ QUẢN LÝ"),
        ("Tæ chøc UBND", "Tổ chức UBND"),
    ],
)
def test_words_typed_in_capitals_are_capitals_throughout(typed: str, meant: str) -> None:
    """TCVN3 has no bytes for capitals with a tone; a font of capitals showed them so all the same."""
    assert bare(Converter([]).text(Run(typed, ".VnTimeH"))) == meant


def test_a_stamp_in_a_font_of_capitals_is_a_stamp() -> None:
    fonts = r"{\fonttbl{\f0\fnil .VnTimeH;}{\f1\fnil .VnTime;}}"
    lines = [r"\f0 bé x\'a9y dùng", r"\f1 Sè: 15/BC-BXD", r"\f0 mËt", r"\f1 B\'b8o c\'b8o quý I"]
    body = r"\par ".join(lines)
    data = (r"{\rtf1\ansi\ansicpg1252" + fonts + body + r"\par}").encode("cp1252")
    assert degree_of(read_bytes(data, ".rtf").shown) == "Mật"


def test_all_caps_of_word_are_shown_and_letters_stay_as_typed() -> None:
    document = docx.Document()
    document.add_paragraph().add_run("Kế hoạch giảm nghèo").font.all_caps = True
    document.add_paragraph("Năm 2024")
    stream = io.BytesIO()
    document.save(stream)
    raw = read_bytes(stream.getvalue(), ".docx")
    assert raw.text == "Kế hoạch giảm nghèo\nNăm 2024"
    assert raw.shown == "KẾ HOẠCH GIẢM NGHÈO\nNăm 2024"


PAGE = """BỘ TÀI CHÍNH
Số: 12/2004/TT-BTC
Hà Nội, ngày 5 tháng 3 năm 2004
THÔNG TƯ
HƯỚNG DẪN QUẢN LÝ KINH PHÍ ĐÀO TẠO
CHƯƠNG I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi
Thông tư này quy định việc quản lý kinh phí đào tạo."""


@given(st.sets(st.integers(0, PAGE.count("\n"))))
def test_a_document_is_understood_as_it_is_shown_however_it_was_typed(small: set[int]) -> None:
    lines = PAGE.split("\n")
    starts = [sum(len(line) + 1 for line in lines[:number]) for number in range(len(lines))]
    small = {number for number in small if lines[number].isupper()}
    capitals = tuple((starts[number], starts[number] + len(lines[number])) for number in sorted(small))
    typed = "\n".join(line.lower() if number in small else line for number, line in enumerate(lines))
    given_back = parse(typed, id="x", source="x.doc", capitals=capitals)
    wanted = parse(PAGE, id="x", source="x.doc")
    assert given_back.text == typed and given_back.shown == PAGE
    assert [(one.id, one.start, one.end) for one in given_back.sections] == [
        (one.id, one.start, one.end) for one in wanted.sections
    ]
    assert (given_back.kind, given_back.issuer, given_back.title) == (
        wanted.kind,
        wanted.issuer,
        wanted.title,
    )


def test_a_doubtful_run_follows_its_font_and_the_font_its_document() -> None:
    # "cã" and "có" are syllables both: in .VnTime it is có, unless the rest of that font is Unicode.
    assert converted("cã", ".VnTime") == "có"
    unicode_runs = [Run(sentence, ".VnTime") for sentence in SENTENCES]
    assert Converter(unicode_runs).text(Run("là", ".VnTime")) == "là"


def test_a_document_mixes_fonts() -> None:
    runs = [Run(TYPED[font], font) for font in TYPED] + [Run(SENTENCES[0], "Times New Roman")]
    converter = Converter(runs)
    assert [converter.text(run) for run in runs] == [WANTED] * len(TYPED) + [SENTENCES[0]]
    assert sum(converter.count.values()) == len(TYPED)


def test_without_a_font_the_bytes_decide_where_there_are_enough() -> None:
    lines = [TYPED[".VnTime"], "Chñ tÞch Uû ban nh©n d©n", "caf\xe9", SENTENCES[1]]
    text, changed = converted_lines("\n".join(lines))
    assert text.split("\n") == [WANTED, "Chủ tịch Uỷ ban nhân dân", "caf\xe9", SENTENCES[1]]
    assert changed == 2


def test_what_pdf_files_and_symbol_fonts_show_is_known() -> None:
    assert converted("Thñ t−íng ChÝnh phñ", ".VnTime") == "Thủ tướng Chính phủ"
    assert converted("n¨m 2003 − 2005", ".VnTime") == "năm 2003 − 2005"
    shifted = "".join(chr(0xF000 + ord(char)) if char > "\x7f" else char for char in TYPED[".VnTime"])
    assert converted(shifted, ".VnTime") == WANTED


@pytest.mark.parametrize(
    ("font", "encoding"),
    [
        (".VnTime", "tcvn3"),
        ("ABCDEF+.VnTimeH", "tcvn3"),
        (".VnCentury Schoolbook", "tcvn3"),
        ("VNI-Times", "vni"),
        ("VNI-Helve-Condense", "vni"),
        ("VPS Times", "vps"),
        ("Times New Roman", None),
        ("UVN Bach Tuyet", None),
        ("Verdana", None),
        ("", None),
        (None, None),
    ],
)
def test_names_of_fonts(font: str | None, encoding: str | None) -> None:
    assert encoding_of(font) == encoding


@pytest.mark.parametrize(
    "word", ["nghiêng", "Quyết", "giếng", "gì", "khuỷu", "ĐƯỢC", "thuở", "ngoằn", "quốc", "hoẵng"]
)
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["Quyeát", "ñònh", "nöôùc", "été", "Müller", "t×nh", "cắc̀", "các̀h", "bàt"])
def test_no_syllables(word: str) -> None:
    assert not is_syllable(word)


def test_the_measure_counts_what_can_be_counted_by_hand() -> None:
    assert (score("Bộ Tài chính", "Bộ Tai chính").letters, score("Bộ Tài chính", "Bộ Tai chính").exact) == (
        3,
        2,
    )
    assert score("bộ", "BỘ").exact == 0 and score("bộ", "BỘ").shown == 1
    assert score("đường", "").exact == 0 and score("đường", "").letters == 3


def test_the_tables_are_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for folder, name, text in (
        ("vni", "a.txt", TYPED["VNI-Times"]),
        ("transcripts", "a.txt", WANTED),
        ("vni", "b.txt", ""),
    ):
        (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / folder / name).write_text(f"{text}\n{text}\n" if text else "", encoding="utf-8")
    assert legacy.main([str(tmp_path)]) == 0
    assert "vni: 1 files" in capsys.readouterr().out
    assert reading.main([str(tmp_path / "vni")]) == 0
    table = capsys.readouterr().out
    assert "| a.txt | txt |" in table and "| b.txt | - | - | rejected: tệp rỗng" in table
    assert legacy.main([str(tmp_path / "vni")]) == 1
    assert reading.main([str(tmp_path / "none")]) == 1


def test_real_files_are_read_as_well_as_promised(shared: Path) -> None:
    folder = shared / "data" / "office" / "legacy"
    if not folder.is_dir():
        pytest.skip("no real office files beside the project")
    scores = []
    for transcript in sorted((folder / "transcripts").glob("*.txt")):
        truth = transcript.read_text(encoding="utf-8")
        if len(truth) < 5_000:  # the long ones take their time; python -m eval.legacy reads them all
            path = next(path for path in folder.glob(f"*/{transcript.stem}.*") if path.suffix != ".txt")
            scores.append(score(truth, read_file(path).text))
    assert sum(one.shown for one in scores) >= 0.98 * sum(one.letters for one in scores)
    assert sum(one.shown >= 0.95 * one.letters for one in scores) >= 0.9 * len(scores)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("QuyÕt ®ịnh sè 12 ngµy 3 th¸ng 2 tại tỉnh", "Quyết định số 12 ngày 3 tháng 2 tại tỉnh"),
        ("- C¸c ch\xad¬ng tr×nh träng ®iÓm về TĐC", "- Các chương trình trọng điểm về TĐC"),
        ("ĐiÒu d\xadìng t©m thÇn", "Điều dưỡng tâm thần"),
        ("Ban QLDA đÇu t\xad c«ng tr×nh", "Ban QLDA đầu tư công trình"),
    ],
)
def test_words_typed_anew_in_unicode_leave_the_others_of_their_run(typed: str, wanted: str) -> None:
    assert converted(typed, ".VnTime") == wanted


def test_a_line_in_unicode_is_none_of_words_typed_anew() -> None:
    for line in (*SENTENCES[:3], "Đó là đúng, đã có báo cáo của xã", "Đường kính 25 − 30 mm, cỡ µm"):
        assert converted(line, ".VnTime") == line


def test_a_minus_sign_beside_a_letter_of_the_font_is_one() -> None:
    line = "C¸c bé, ngµnh Trung −¬ng ®Òu cã 25 − 30 ng−êi"
    assert converted_lines(line)[0] == "Các bộ, ngành Trung ương đều có 25 − 30 người"


def test_the_letter_at_the_end_of_a_line_of_a_page_is_no_hyphen() -> None:
    typed = "QuyÕt ®Þnh cña Uû ban nh©n d©n tØnh vÒ hç trî hé nghÌo nh\xad", "vay vèn, ®Êt s¶n xuÊt, nhµ ë"
    assert read_bytes(page(*typed), "").text == (
        "Quyết định của Uỷ ban nhân dân tỉnh về hỗ trợ hộ nghèo như vay vốn, đất sản xuất, nhà ở"
    )
    assert "24/2022/TT-BTC" in read_bytes(page("Căn cứ Thông tư số 24/2022/TT\xad", "BTC của Bộ"), "").text


def page(*lines: str) -> bytes:
    font = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
    if not font.is_file():
        pytest.skip("no font with Vietnamese letters (DejaVu Sans) on this machine")
    paper = FPDF()
    paper.add_font("body", fname=str(font))
    paper.set_font("body", size=12)
    paper.add_page()
    for number, line in enumerate(lines):
        paper.text(20, 30 + 7 * number, line)
    return bytes(paper.output())


def test_the_other_two_figures_count_signs_and_words() -> None:
    found = score("bộ Tài chính", "bộ | Tai chính")
    assert found.chars == (11, 12) and found.syllables == (2, 3)


def test_differences_tell_for_whom_they_speak() -> None:
    truth = "chẵt chẽ, Bộ Tài chính, cơng việc, làng"
    ours = "chặt chẽ | Bộ Tài chinh, | công việc, lang"
    found = {(one.theirs, one.ours): one.verdict for one in differences(truth, ours)}
    assert found == {
        ("chẽ,", "chẽ"): "open", ("chính,", "chinh,"): "open",
        ("chẵt", "chặt"): "ours", ("cơng", "công"): "ours", ("làng", "lang"): "open",
    }  # fmt: skip
