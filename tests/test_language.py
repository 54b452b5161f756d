"""Syllables, the language model, and questions read as meant."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.abbreviations import curated, defined_in
from index.decoder import Reading, decode
from index.keyboard import beside, decoded
from index.language import LanguageModel, pieces
from index.restore import restore
from index.slips import (
    LETTER_ADDED,
    LETTER_DOUBLED,
    LETTER_MISSING,
    LETTER_WRONG,
    LETTERS_SWAPPED,
    NEIGHBOUR_HIT,
    edit_cost,
)
from index.syllables import canonical, canonical_text, is_accented, split_tone, unaccent
from index.thesaurus import alternatives, ideas, phrase
from index.understand import Knowledge, understand
from ingest.places import PROVINCES

# Written for these tests; none of it is in the shipped counts.
SENTENCES = (
    "tỷ lệ hộ nghèo của huyện giảm còn hai phần trăm",
    "nâng cao chất lượng khám bệnh, chữa bệnh cho nhân dân",
    "ủy ban nhân dân tỉnh ban hành kế hoạch cải cách hành chính",
    "thu ngân sách nhà nước trên địa bàn đạt dự toán được giao",
    "đẩy mạnh chuyển đổi số trong hoạt động của cơ quan nhà nước",
    "tỷ lệ người dân tham gia bảo hiểm y tế năm nay là bao nhiêu",
    "xây dựng nông thôn mới gắn với cơ cấu lại ngành nông nghiệp",
    "giải quyết đơn thư khiếu nại, tố cáo của công dân",
    "tăng cường quản lý đất đai, tài nguyên khoáng sản và bảo vệ môi trường",
    "hỗ trợ doanh nghiệp nhỏ và vừa tiếp cận vốn tín dụng",
)
_SYLLABLES = st.sampled_from(sorted({w for s in SENTENCES for w in re.findall(r"[^\W\d_]+", s)}))
_TELEX = {"ă": "aw", "â": "aa", "ê": "ee", "ô": "oo", "ơ": "ow", "ư": "uw", "đ": "dd"}
_VNI = {"ă": "a8", "â": "a6", "ê": "e6", "ô": "o6", "ơ": "o7", "ư": "u7", "đ": "d9"}
_TELEX_TONE = {"": "", "`": "f", "'": "s", "?": "r", "~": "x", ".": "j"}
_VNI_TONE = {"": "", "`": "2", "'": "1", "?": "3", "~": "4", ".": "5"}


@cache
def shipped() -> LanguageModel:
    return LanguageModel.load()


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge.learn(["Ủy ban nhân dân huyện Tháp Mười, tỉnh Đồng Tháp"], ["Đồng Tháp", "Tháp Mười"])


@given(st.text(max_size=12))
def test_canonical_is_stable_and_blind_to_unicode_form(word: str) -> None:
    once = canonical(word)
    assert canonical(once) == once
    assert canonical(unicodedata.normalize("NFD", word)) == canonical(unicodedata.normalize("NFC", word))


@pytest.mark.parametrize(
    ("one", "other"),
    [("hoá", "hóa"), ("thuỷ", "thủy"), ("kĩ", "kỹ"), ("lí", "lý"), ("khoẻ", "khỏe"), ("TỶ", "tỉ")],
)
def test_spellings_that_mean_the_same_are_one(one: str, other: str) -> None:
    assert canonical(one) == canonical(other)


@given(_SYLLABLES)
def test_tone_and_letters_make_the_syllable_again(word: str) -> None:
    letters, tone = split_tone(word)
    assert unaccent(letters) == unaccent(word)
    assert bool(tone) == (split_tone(letters + "x")[0] != word + "x" and letters != word)


def test_accents_part_words_that_unaccented_letters_join() -> None:
    assert canonical("án") != canonical("an")
    assert unaccent("án") == unaccent("an")
    assert is_accented("đi")
    assert not is_accented("di")


@given(
    st.lists(st.lists(_SYLLABLES, max_size=6), max_size=4),
    st.lists(st.lists(_SYLLABLES, max_size=6), max_size=4),
)
def test_joined_counts_are_the_counts_of_both(first: list[list[str]], second: list[list[str]]) -> None:
    joined = LanguageModel.learn(first).joined(LanguageModel.learn(second), 1)
    both = LanguageModel.learn(first + second)
    for word in {w for text in first + second for w in text}:
        word = canonical(word) if canonical(word) in both.vocabulary else word
        assert joined.ones[joined.id_of(word)] == both.ones[both.id_of(word)]
    assert joined.two_counts.sum() == both.two_counts.sum() + _seam(first, second)


def _seam(first: list[list[str]], second: list[list[str]]) -> int:
    """One stream instead of two has one more pair, the seam; an empty one counts a lone break."""
    return -1 if first and second else 0


def test_a_saved_model_is_the_model(tmp_path: Path) -> None:
    model = LanguageModel.learn(pieces(sentence) for sentence in SENTENCES)
    model.save(tmp_path / "model.npz", compress=True)
    again = LanguageModel.load(tmp_path / "model.npz")
    assert again.vocabulary == model.vocabulary
    ids = np.arange(len(model.vocabulary), dtype=np.int64)
    for other in (0, 1, 5):
        assert np.array_equal(
            again.score(ids * 0, ids * 0 + other, ids), model.score(ids * 0, ids * 0 + other, ids)
        )


def test_what_stands_after_many_words_counts_more_than_what_is_frequent_after_one() -> None:
    """ "dẫn số" stands often, but only after "hướng"; "dân số" stands after many words, less often."""
    after = ("tăng", "giảm", "đông", "trẻ", "già")
    said = [["hướng", "dẫn", "số"]] * 12 + [[before, "dân", "số"] for before in after]
    model = LanguageModel.learn([*said, ["đề", "tài", "hay"]])
    met, one, other, last = (model.id_of(word) for word in ("tài", "dẫn", "dân", "số"))

    def of(second: int, third: int) -> float:
        return float(model.score(np.array([met]), np.array([second]), np.array([third]))[0])

    chance = [float(model.score(np.array([last]), np.array([met]), np.array([w]))[0]) for w in (one, other)]
    assert model.ones[one] > model.ones[other]
    assert chance[1] - chance[0] > np.log(model.ones[other] / model.ones[one])  # nearer than the counts are
    assert sum([chance[1], of(other, last)]) > sum([chance[0], of(one, last)])


def test_stripped_questions_come_back(knowledge: Knowledge) -> None:
    right = total = 0
    for sentence in SENTENCES:
        meant = [canonical(w) for w in re.findall(r"[^\W\d_]+", sentence)]
        got = [canonical(w) for w in re.findall(r"[^\W\d_]+", understand(unaccent(sentence), knowledge).text)]
        assert len(meant) == len(got)
        right += sum(a == b for a, b in zip(meant, got, strict=True))
        total += len(meant)
    assert right / total >= 0.95


@pytest.mark.parametrize("sentence", SENTENCES)
def test_what_is_typed_with_its_diacritics_stays(sentence: str, knowledge: Knowledge) -> None:
    understood = understand(sentence, knowledge)
    assert understood.text == sentence
    assert not understood.changes


@given(st.lists(st.one_of(_SYLLABLES, st.from_regex(r"\A[0-9]{1,4}([./,][0-9]{1,3})?\Z")), max_size=10))
def test_figures_and_numbers_of_documents_are_never_touched(words: list[str]) -> None:
    question = " ".join([*words, "155/2020/nd-cp", "7.555"])
    text, _ = restore(unaccent(question), shipped(), curated())
    assert re.findall(r"\d[\d./,]*", text) == re.findall(r"\d[\d./,]*", question)
    assert text.endswith("155/2020/nd-cp 7.555")


@pytest.mark.parametrize(
    "meant",
    [
        "công văn 43/tckh là đề nghị của ai",
        "kết luận số 135-KL/TU của tỉnh ủy nói gì",
        "mỗi xã có mấy trường",
    ],
)
def test_words_of_asking_come_back(meant: str, knowledge: Knowledge) -> None:
    assert canonical_text(understand(unaccent(meant), knowledge).text) == canonical_text(meant)


@pytest.mark.parametrize("province", PROVINCES)
def test_provinces_come_back_though_no_document_names_them(province: str, knowledge: Knowledge) -> None:
    meant = f"tỷ lệ hộ nghèo ở {province.lower()}"
    assert canonical_text(understand(unaccent(meant), knowledge).text) == canonical_text(meant)


@pytest.mark.parametrize(
    "meant",
    [
        "diễn biến dịch bệnh phức tạp",
        "đánh giá lại các chỉ tiêu",
        "làm động lực cho phát triển kinh tế",
        "xây dựng hai đường giao thông",
        "tăng trưởng cao bằng mức bình quân",
    ],
)
def test_words_that_sound_as_provinces_stay_words(meant: str, knowledge: Knowledge) -> None:
    assert understand(unaccent(meant), knowledge).text == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("mã HS của thiết bị", "mã HS của thiết bị"),
        ("thuế theo mã số HS", "thuế theo mã số HS"),
        ("số HS tiểu học", "số học sinh tiểu học"),
    ],
)
def test_the_code_of_goods_is_no_pupil(typed: str, meant: str, knowledge: Knowledge) -> None:
    assert understand(typed, knowledge).text == meant


def test_a_spelling_that_no_syllable_has_is_mended_though_a_brand_bears_it() -> None:
    paper = "Nhãn hiệu “Made in Dong Thap”. Tỉnh Đồng Tháp giới thiệu sản phẩm. "
    known = Knowledge.learn([paper], ["Đồng Tháp"])
    assert understand("thu nhap o dong thap, thap muoi", known).text == "thu nhập ở đồng tháp, tháp mười"


def test_a_word_seen_once_after_a_name_is_no_rule() -> None:
    paper = "Bắc Giang cơ bản hoàn thành. Tỉnh Bắc Giang chỉ đạo các huyện. Sông Lam phát triển đô thị."
    meant = "tỉnh bắc giang có bao nhiêu huyện"
    assert understand(unaccent(meant), Knowledge.learn([paper], ["Bắc Giang"])).text == meant


def test_every_change_can_be_undone(knowledge: Knowledge) -> None:
    question = "chi tieu BHYT cua dong thap"
    understood = understand(question, knowledge)
    assert understood.text == "chỉ tiêu bảo hiểm y tế của đồng tháp"
    assert [change.before for change in understood.changes] == question.split()
    assert understand(question, knowledge, exact=True).text == question


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("tỷ lê chất thãi được xữ lý", "tỷ lệ chất thải được xử lý"),
        ("kế hoach phat triễn kinh tế", "kế hoạch phát triển kinh tế"),
        ("đươc goij là gì", "được gọi là gì"),
        ("cải cách hành chinhs", "cải cách hành chính"),
        ("thủ tục hanhf chính", "thủ tục hành chính"),
        ("giải ngân đựoc năm 2025", "giải ngân được năm 2025"),
        ("luơng cán bộ xã", "lương cán bộ xã"),
        ("nhận hồ sơ trươc 19/2", "nhận hồ sơ trước 19/2"),
        ("múa xoè cổ", "múa xoè cổ"),  # in no text, and rightly spelt
    ],
)
def test_slips_are_mended(typed: str, meant: str, knowledge: Knowledge) -> None:
    assert understand(typed, knowledge).text == meant


@given(_SYLLABLES)
def test_keys_of_typing_methods_are_read(word: str) -> None:
    letters, tone = split_tone(word)
    for shapes, tones in ((_TELEX, _TELEX_TONE), (_VNI, _VNI_TONE)):
        keys = "".join(shapes.get(char, char) for char in letters) + tones[tone]
        if keys != word:
            assert canonical(word) in {canonical(reading) for reading in decoded(keys)}


def _of_two_keys(word: str) -> bool:
    """Whether one letter of a word, not the last, takes the same key twice, and no other takes two."""
    letters = split_tone(word)[0]
    twice = [char for char in letters if char in "âêôđ"]
    return len(twice) == 1 and letters[-1] != twice[0] and not set(letters) & set("ăơưa")


@given(_SYLLABLES.filter(_of_two_keys))
def test_the_second_key_of_a_letter_may_come_last(word: str) -> None:
    letters, tone = split_tone(word)
    twice = next(char for char in letters if char in "âêôđ")
    keys = letters.replace(twice, _TELEX[twice][0]) + _TELEX[twice][0] + _TELEX_TONE[tone]
    assert canonical(word) in {canonical(reading) for reading in decoded(keys)}


def test_an_ambiguous_abbreviation_is_decided_by_its_neighbours(knowledge: Knowledge) -> None:
    assert "thành lập" in understand("doanh nghiệp mới TL trên địa bàn", knowledge).text
    assert "tỷ lệ" in understand("TL hộ nghèo", knowledge).text


def test_a_document_defines_its_own_abbreviations() -> None:
    assert defined_in(["Trung tâm Điều hành thông minh (viết tắt là ABC)"]) == {}
    assert defined_in(["Trung tâm phục vụ hành chính công (sau đây gọi tắt là TTPVHCC)"]) == {
        "TTPVHCC": "Trung tâm phục vụ hành chính công"
    }


def test_evidence_is_read_from_a_question(knowledge: Knowledge) -> None:
    understood = understand("ai ky quyet dinh 452/qd-ubnd nam 2023 cua huyen thap muoi", knowledge)
    assert understood.years == (2023,)
    assert understood.places == ("Tháp Mười",)
    assert understood.kinds == ("quyết định",)
    assert understood.numbers == ("452/qd-ubnd",)
    assert understood.asks == {"signer"}


def test_everyday_words_bring_the_official_ones() -> None:
    assert phrase("việc làm") in alternatives("chỗ làm cho thanh niên")
    assert alternatives("") == ()


def test_other_wordings_are_mutual_and_never_the_phrase_itself() -> None:
    for one, others in ideas().items():
        assert one not in others
        assert all(one in ideas()[other] for other in others)


def test_capitals_of_no_list_are_read_by_what_the_documents_say() -> None:
    learnt = Knowledge.learn(["tăng cường giám sát và phản biện xã hội của Mặt trận"], ["Hậu Giang"])
    assert understand("chất lượng PBXH", learnt).text == "chất lượng phản biện xã hội"
    assert understand("hộ nghèo tỉnh HG", learnt).places == ("Hậu Giang",)


def test_capitals_that_documents_use_themselves_stay() -> None:
    learnt = Knowledge.learn(["sản phẩm OCOP đạt ba sao"], [])
    assert understand("sản phẩm OCOP", learnt).text == "sản phẩm OCOP"


def test_syllables_in_capitals_are_no_abbreviations(knowledge: Knowledge) -> None:
    assert understand("QUYET DINH BAN HANH", knowledge).text == "QUYẾT ĐỊNH BAN HÀNH"


def test_a_name_is_no_abbreviation(knowledge: Knowledge) -> None:
    assert understand("ty le ho ngheo tinh Ca Mau", knowledge).text.endswith("tỉnh Cà Mau")


def test_the_number_of_a_road_stays(knowledge: Knowledge) -> None:
    assert understand("tuyến ĐT.857 đi qua đâu", knowledge).text == "tuyến ĐT.857 đi qua đâu"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("tỷ lệ hộ hgèo", "tỷ lệ hộ nghèo"),
        ("tỷ lệ hộ ngèo", "tỷ lệ hộ nghèo"),
        ("tỷ lệ hộ nghoèo của huyện", "tỷ lệ hộ nghèo của huyện"),
        ("thu ngân sácg nhà nước", "thu ngân sách nhà nước"),
        ("bảo hiem yte", "bảo hiểm y tế"),
        ("bảohiểm y tế", "bảo hiểm y tế"),
        ("tỷ lệ hộ ngh èo", "tỷ lệ hộ nghèo"),
        ("ty le ho n gheo", "tỷ lệ hộ nghèo"),
        ("xây dựng nôngthônmới", "xây dựng nông thôn mới"),
        ("cải cách hàh chính", "cải cách hành chính"),
    ],
)
def test_slips_of_the_keyboard_are_mended(typed: str, meant: str, knowledge: Knowledge) -> None:
    understood = understand(typed, knowledge)
    assert understood.text == meant
    assert all(change.before in typed and change.after in meant for change in understood.changes)


@given(st.sampled_from(SENTENCES), st.data())
def test_two_letters_swapped_never_reach_another_word(sentence: str, data: st.DataObject) -> None:
    """Only the word with the slip may change, and only into one that texts know."""
    words = sentence.split()
    at = data.draw(st.sampled_from([i for i, word in enumerate(words) if len(word) > 3 and word.isalpha()]))
    cut = data.draw(st.integers(0, len(words[at]) - 2))
    typed = words[at][:cut] + words[at][cut + 1] + words[at][cut] + words[at][cut + 2 :]
    model = shipped()
    text, changes = restore(" ".join([*words[:at], typed, *words[at + 1 :]]), model, curated())
    got = text.split()
    assert got[:at] + got[at + 1 :] == words[:at] + words[at + 1 :]
    assert all(model.id_of(canonical(change.after)) > 2 for change in changes)


@pytest.mark.parametrize(
    "question",
    [
        "du lịch xã Kbang và Pleiku",
        "ứng dụng VNeID trên smartphone",
        "đơn vị nào bị nhắc nhở nhiều nhất",
        "bà con bán hàng qua internet",
        "thứ gì làm người dân lo nhất?",
        "Xã có định mời người bỏ vốn dựng chợ không?",
        "Công nhân khu công nghiệp lãnh lương mỗi tháng mấy triệu?",
    ],
)
def test_names_and_words_that_the_law_lacks_stay(question: str, knowledge: Knowledge) -> None:
    assert understand(question, knowledge).text == question


def test_the_beam_finds_what_every_path_tried_out_finds() -> None:
    """On short lattices the best path is that of trying all paths, readings over two tokens included."""
    model = LanguageModel.learn(pieces(sentence) for sentence in SENTENCES)
    ids = [model.id_of(canonical(word)) for word in ("hộ", "nghèo", "của", "huyện", "nhà", "nước")]
    rng = np.random.default_rng(5)
    for _ in range(30):
        lattice = [
            [Reading((int(rng.choice(ids)),), str(r), float(rng.uniform(0, 5))) for r in range(3)]
            for _ in range(4)
        ]
        for at in (0, 2):
            lattice[at].append(Reading((int(rng.choice(ids)),), "both", float(rng.uniform(0, 5)), span=2))
        best = decode(lattice, model)
        assert _total(best, model) == pytest.approx(max(_total(p, model) for p in _paths(lattice, 0)))


def _paths(lattice: list[list[Reading]], at: int) -> list[list[tuple[int, Reading]]]:
    if at == len(lattice):
        return [[]]
    return [[(at, r), *rest] for r in lattice[at] for rest in _paths(lattice, at + r.span)]


def _total(path: list[tuple[int, Reading]], model: LanguageModel) -> float:
    one, two, total = 0, 0, 0.0
    for _, reading in path:
        triple = [np.asarray([i], dtype=np.int64) for i in (one, two, reading.ids[0])]
        total += float(model.score(*triple)[0]) - reading.cost
        one, two = two, reading.ids[-1]
    return total


def test_the_cost_of_a_slip_is_that_of_the_cheapest_way() -> None:
    assert edit_cost("nghoe", "nghoe") == 0
    assert edit_cost("hgeo", "ngheo") == LETTERS_SWAPPED + LETTER_MISSING
    assert edit_cost("nggheo", "ngheo") == LETTER_DOUBLED
    assert edit_cost("ngjeo", "ngheo") == NEIGHBOUR_HIT
    assert edit_cost("ngzeo", "ngheo") == LETTER_WRONG
    assert edit_cost("nghxeo", "ngheo") == LETTER_ADDED


def test_keys_touch_both_ways() -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"
    assert all((a in beside(b)) == (b in beside(a)) for a in letters for b in letters)
    assert all(a not in beside(a) and beside(a) for a in letters)


def test_an_abbreviation_that_is_counted_is_a_target(knowledge: Knowledge) -> None:
    assert "chỉ tiêu" in understand("có mấy CT năm 2023", knowledge).text
    assert "chỉ thị số 10" in understand("CT số 10-CT/TU", knowledge).text
    assert "chương trình giảm nghèo" in understand("CT giảm nghèo", knowledge).text


def test_d_may_be_typed_for_the_letter_with_a_bar_and_the_letter_itself_stays(knowledge: Knowledge) -> None:
    assert understand("cds linh vuc y te", knowledge).text == "chuyển đổi số lĩnh vực y tế"
    assert understand("LLLD tham gia bhxh", knowledge).text == "lực lượng lao động tham gia bảo hiểm xã hội"
    assert "dịch vụ" not in understand("kết nạp ĐV mới", knowledge).text


def test_after_the_word_of_a_level_an_abbreviation_is_a_name(knowledge: Knowledge) -> None:
    assert understand("papi tinh dt 2023", knowledge).places == ("Đồng Tháp",)
    assert understand("dt lua cua tinh", knowledge).text == "diện tích lúa của tỉnh"


def test_a_road_has_a_number_as_a_document_has(knowledge: Knowledge) -> None:
    assert understand("QL 30 sua chua", knowledge).text == "quốc lộ 30 sửa chữa"
