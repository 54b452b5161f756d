"""How answers are found inside the right passage: sub-populations, tables, lists, and what is kept back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from answer.against import said_already
from answer.candidates import Look, fact_candidates
from answer.engine import Engine
from answer.features import one_number, unit_fits
from answer.ideas import ideas
from answer.options import NAMED, options
from answer.question import analyse
from answer.siblings import Siblings
from answer.sides import contrary
from answer.spans import ranked
from answer.terms import Weights, found, lost_syllable, sought, terms
from answer.terms import bag as bag_of
from answer.times import times
from index.types import Understood
from ingest.document import parse
from ingest.facts.binding import Fact, facts_in_prose
from ingest.facts.figures import figures
from ingest.facts.sentences import Reading
from ingest.facts.tabled import facts
from ingest.facts.words import phrase
from tests.answer_world import MORE_PAPERS
from tests.index_world import made


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return Engine(made(tmp_path_factory.mktemp("store"), MORE_PAPERS), 0.5)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("diện tích trồng ngô huyện Suối Bạc", "2.150ha"),
        ("diện tích gieo trồng huyện Suối Bạc", "6.400ha"),
        ("tỷ lệ trẻ mẫu giáo 4 tuổi đến trường huyện Suối Bạc", "97,5%"),
        ("Huyện Suối Bạc có mấy hợp tác xã?", "14 hợp tác xã"),
        ("tỷ lệ hộ dùng nước sạch ở nông thôn huyện Suối Bạc", "61,5%"),
        ("tỷ lệ hộ dùng nước sạch ở thành thị huyện Suối Bạc", "93%"),
        ("Đại hội Đảng bộ huyện Suối Bạc lần thứ mấy?", "lần thứ XVII"),
        ("Nông sản nào của huyện Suối Bạc có chuỗi giá trị còn yếu?", "chè, mận, gừng"),
        ("4 trụ cột phát triển của huyện Suối Bạc", "chè, du lịch, dược liệu, thủy điện"),
        ("Huyện Suối Bạc làm theo chỉ thị nào của Ban Thường vụ Tỉnh ủy?", "Chỉ thị số 19-CT/TU"),
    ],
)
def test_the_span_that_is_asked_for(engine: Engine, question: str, text: str) -> None:
    answer = engine.answer(question)
    assert answer.answers, answer.reason
    assert answer.answers[0].text == text


@pytest.mark.parametrize(
    "question",
    [
        "tỷ lệ hộ dùng nước sạch huyện Suối Bạc năm 2027",
        "giá chè búp tươi huyện Suối Bạc",
        "Bí thư Huyện ủy Suối Bạc là ai?",
        "số ca sốt xuất huyết huyện Suối Bạc",
    ],
)
def test_a_detail_that_is_not_given_is_refused(engine: Engine, question: str) -> None:
    answer = engine.answer(question)
    assert answer.abstained, answer.answers


def test_exact_searches_the_words_as_typed(engine: Engine) -> None:
    typed = "dien tich trong ngo huyen Suoi Bac"
    assert engine.answer(typed).understood != typed
    assert engine.answer(typed, exact=True).understood == typed


def of(text: str, figure: str) -> tuple[Fact, tuple[Fact, ...]]:
    """The fact whose figure is written so, and all of its sentence."""
    document = parse(text, id="thu", source="thu.txt")
    for sentence in Reading(document).sentences:
        siblings = facts(sentence, document.title, document.year)
        for fact in siblings:
            if fact.text == figure:
                return fact, siblings
    raise AssertionError(f"{figure} is no fact")


def test_a_cell_is_of_its_row_its_column_and_its_caption() -> None:
    table = "Bảng 1. Nước sạch năm 2024\nChỉ tiêu | Thành thị | Nông thôn\nHộ dùng nước sạch | 93% | 61,5%\n"
    fact, _ = of(table, "61,5%")
    assert "Nông thôn" in fact.own and "Hộ dùng nước sạch" in fact.own and "Thành thị" not in fact.own
    assert "Bảng 1" in fact.outer
    assert fact.period is not None and fact.period.first == 2024


def test_what_a_sibling_says_and_this_figure_does_not_is_left_out() -> None:
    text = "Tổng diện tích gieo trồng là 6.400ha, trong đó cây ngô 2.150ha."
    asked = analyse(Understood("diện tích trồng ngô", "diện tích trồng ngô"))
    weights = Weights([text, "Tổng diện tích rừng", "cây chè"])
    total, figures = of(text, "6.400ha")
    maize, _ = of(text, "2.150ha")
    siblings = Siblings(asked, sought(terms(asked, weights, False)), weights, figures)
    assert siblings.leaves_out(total) > siblings.leaves_out(maize) == 0


def test_a_range_of_ages_does_not_speak_of_its_last() -> None:
    assert " 5 " not in bag_of(one_number("mẫu giáo từ 3 đến 5 tuổi")).line
    assert " 5 " in bag_of(one_number("mẫu giáo 5 tuổi")).line


@pytest.mark.parametrize(("written", "value"), [("IV", 4), ("IX", 9), ("XIV", 14), ("XXIII", 23)])
def test_roman_ordinals_are_read(written: str, value: int) -> None:
    (figure,) = figures(f"Đại hội Đảng bộ tỉnh lần thứ {written}")
    assert (figure.kind, figure.value, figure.low) == ("ordinal", written, value)


def test_another_wording_of_an_idea_is_found_and_counts_less_than_its_own() -> None:
    asked = analyse(Understood("số chỗ làm", "số chỗ làm"))
    term = next(one for one in terms(asked, Weights(["a"]), False) if one.wordings[0] == phrase("chỗ làm"))
    assert phrase("việc làm") in ideas()[phrase("chỗ làm")]
    own, other = bag_of("chỗ làm mới"), bag_of("việc làm mới")
    assert 1 == found(term, own) > found(term, other) > found(term, bag_of("đường sá")) == 0


def test_spans_are_ranked_inside_the_text_and_the_whole_is_one_of_them() -> None:
    text = "Chuỗi giá trị cho chè, mận, gừng còn yếu; giao thông khó khăn."
    asked = analyse(
        Understood("nông sản nào có chuỗi giá trị còn yếu", "nông sản nào có chuỗi giá trị còn yếu")
    )
    weights = Weights([text])
    spans = ranked(asked, terms(asked, weights, False), text)
    assert [score for score, _ in spans] == sorted((score for score, _ in spans), reverse=True)
    assert all(0 <= low < high <= len(text) for _, (low, high) in spans)
    assert text[slice(*spans[0][1])] == "chè, mận, gừng"


def test_who_asks_for_an_organ_is_told_nobody_by_name() -> None:
    text = "Đồng chí Lò Thị Mai chủ trì; Sở Công Thương bảo đảm hạ tầng."
    weights = Weights([text])

    def told(question: str) -> set[str]:
        asked = analyse(Understood(question, question))
        offered = options(asked, terms(asked, weights, False), text)
        return {text[slice(*one.span)] for one in offered}

    assert "Lò Thị Mai" in told("Ai bảo đảm hạ tầng?")
    assert "Lò Thị Mai" not in told("Đơn vị nào bảo đảm hạ tầng?")
    assert any("Sở Công Thương" in one for one in told("Đơn vị nào bảo đảm hạ tầng?"))


@pytest.mark.parametrize(
    ("asked", "other"),
    [
        ("tổng chi ngân sách địa phương", "bội chi ngân sách địa phương"),
        ("vốn ngân sách địa phương", "vốn ngân sách trung ương"),
    ],
)
def test_sides_of_a_budget_exclude_each_other(asked: str, other: str) -> None:
    assert contrary(bag_of(asked), bag_of(other))
    assert not contrary(bag_of(asked), bag_of(asked))


def test_a_word_that_only_points_names_nothing() -> None:
    question = "Trung tâm hành chính công được giao gì khi triển khai quyết định 77?"
    text = "Trung tâm hành chính công bảo đảm hạ tầng phục vụ triển khai Quyết định này; tổ chức tập huấn."
    asked, weights = analyse(Understood(question, question)), Weights([text])
    spans = {text[slice(*span)] for _, span in ranked(asked, terms(asked, weights, False), text)}
    assert "này" not in spans
    assert len(spans) > 1


def test_a_figure_that_the_question_states_is_not_what_it_asks() -> None:
    text = "Có 70% phụ nữ được khám ít nhất 4 loại bệnh."
    kinds, _ = of(text, "ít nhất 4 loại")
    share, _ = of(text, "70%")
    question = "bao nhiêu phần trăm phụ nữ được khám ít nhất 4 loại bệnh"
    asked = analyse(Understood(question, question))
    assert said_already(asked, kinds)
    assert not said_already(asked, share)
    other = "phụ nữ được khám bao nhiêu loại bệnh"
    assert not said_already(analyse(Understood(other, other)), kinds)


def test_a_label_in_a_bracket_names_its_figure_alone() -> None:
    text = "Lắp đặt mới trạm đo: 60 trạm (Trong đó: Vinaco: 20 trạm, Hacom: 40 trạm), nâng tổng số: 90 trạm."
    mine = {figure: of(text, figure)[0] for figure in ("20 trạm", "40 trạm", "90 trạm")}
    said = {figure: f"{fact.own} {fact.outer}" for figure, fact in mine.items()}
    assert "Vinaco" in said["20 trạm"] and "Hacom" not in said["20 trạm"]
    assert "Hacom" in said["40 trạm"] and "Vinaco" not in said["40 trạm"]
    assert all("Lắp đặt mới" in said[figure] for figure in ("20 trạm", "40 trạm"))
    assert "Hacom" not in said["90 trạm"]


def test_shares_parted_by_a_comma_have_their_predicate_in_common_and_not_their_things() -> None:
    text = "95% nước thải ở đô thị, 80% nước thải ở nông thôn được thu gom, xử lý."
    town, country = of(text, "95%")[0], of(text, "80%")[0]
    assert "được thu gom" in town.outer and "nông thôn" not in f"{town.own} {town.outer}"
    assert "đô thị" not in f"{country.own} {country.outer}"


def test_a_make_that_is_counted_stands_behind_its_unit() -> None:
    text = "Hiện có 87 trạm thu phát các loại.\nTrong số này có 28 trạm 5G đã hoạt động."
    question = "có bao nhiêu trạm 5G"
    asked = analyse(Understood(question, question))
    assert unit_fits(asked, of(text, "28 trạm")[0]) > unit_fits(asked, of(text, "87 trạm")[0]) > 0
    every = analyse(Understood("có bao nhiêu trạm", "có bao nhiêu trạm"))
    assert unit_fits(every, of(text, "87 trạm")[0]) == 1.0


def test_the_day_of_a_cited_paper_is_not_the_day_of_what_happens() -> None:
    text = "Ngày 14 tháng 3 năm 2025, đoàn họp với xã theo Quyết định số 12/QĐ-UBND ngày 6 tháng 1 năm 2025."
    question = "đoàn họp với xã ngày nào"
    asked = analyse(Understood(question, question))
    options = {text[slice(*one.span)]: one.worth for one in times(asked, text)}
    assert options["Ngày 14 tháng 3 năm 2025"] > options["ngày 6 tháng 1 năm 2025"]


def test_a_bare_phrase_of_people_asks_for_a_share_as_well_as_for_a_count() -> None:
    share = of("Lao động qua đào tạo nghề đạt 54,2%.", "54,2%")[0]
    bare, counted = (
        analyse(Understood(question, question))
        for question in ("lao động qua đào tạo nghề", "bao nhiêu lao động qua đào tạo nghề")
    )
    assert unit_fits(counted, share) < unit_fits(bare, share) <= 0


def test_a_numbered_name_is_no_part_of_a_figure() -> None:
    text = "Ở phường 2 và xã 15A; nhà văn hóa ở cấp xã 86,5%, cấp xã 90%"
    assert [match[0] for match in NAMED.finditer(text)] == ["phường 2 và xã 15A"]


def test_a_question_is_taken_apart_and_its_spans_are_judged_once() -> None:
    text, question = "Xã đạt chuẩn là xã Mường Trà và xã Lũng Hồ.", "xã nào đạt chuẩn"
    asked = analyse(Understood(question, question))
    assert analyse(Understood(question, question)) is asked
    ideas = terms(asked, Weights([text]), False)
    assert ranked(asked, ideas, text) is ranked(asked, ideas, text)


@pytest.mark.parametrize("question", ["tỷ lệ hộ nghèo vùng cao", "ty le ho ngheo vung cao", "CC của xã"])
def test_a_text_holds_what_each_idea_finds_in_it(question: str) -> None:
    texts = ["Hộ nghèo giảm còn 3%", "thu ngân sách", "vùng cao, vùng sâu", "ho ngheo", "cấp chứng chỉ", ""]
    asked = analyse(Understood(question, question))
    ideas = terms(asked, Weights(texts), question.isascii())
    for text in map(bag_of, texts):
        assert sought(ideas).held(text) == tuple(found(term, text) for term in ideas)
        assert sought(ideas).held(text, 0.5) == tuple(0.5 * found(term, text) for term in ideas)


def test_equal_facts_are_kept_as_one() -> None:
    text = "Tỷ lệ hộ nghèo giảm còn 3,1%, thu nhập đạt 52 triệu đồng."
    reading = [Reading(parse(text, id="thu", source="thu.txt")).sentences[0] for _ in range(2)]
    assert reading[0] is not reading[1] and hash(reading[0]) == hash(reading[1])
    one, other = (facts_in_prose(sentence) for sentence in reading)
    assert one == other and [*map(hash, one)] == [*map(hash, other)] and len(set(one)) == len(one) == 2


def test_the_most_telling_lost_syllable_is_the_one_that_no_text_has() -> None:
    texts = ["thu ngân sách huyện", "chi thường xuyên", "sản lượng chè", "chè xanh"]
    weights = Weights([*texts, "chè", "chè búp"])
    asked = analyse(Understood("sản lượng chè ô long", "sản lượng chè ô long"))
    ideas = sought(terms(asked, weights, False))
    said = (bag_of("sản lượng chè"), bag_of("thu ngân sách"))
    assert lost_syllable(ideas, said, weights) == max(map(weights.of, ("ô", "long")))
    assert lost_syllable(ideas, (*said, bag_of("long ô")), weights) == 0


def test_figures_far_from_the_question_are_no_candidates_unless_places_are_compared(engine: Engine) -> None:
    understood = engine.understand("tỷ lệ hộ dùng nước sạch ở nông thôn huyện Suối Bạc")
    hits = engine.index.search_understood(understood, 20)
    readings = {hit.passage.document: engine.reading(hit.passage.document) for hit in hits}

    def offered(*places: str) -> dict[tuple[str, int], float]:
        asked = replace(analyse(understood), places=places)
        look = Look(asked, terms(asked, engine.weights, False), engine.weights)
        found = fact_candidates(look, hits, readings)
        return {(one.document, one.fact.figure.start): one.features["covered"] for one in found if one.fact}

    alone, compared = offered("Suối Bạc"), offered("Suối Bạc", "Lam Hồng")
    left_out = compared.keys() - alone.keys()
    assert alone.keys() < compared.keys()
    assert max(compared[one] for one in left_out) < max(alone.values()) / 3
