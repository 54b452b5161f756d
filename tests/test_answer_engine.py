"""The engine on invented papers: numbers for the right place and year, names, data, and honest refusals."""

from __future__ import annotations

import gc
import json
import weakref
from pathlib import Path

import pytest

from answer.__main__ import main
from answer.engine import Engine
from answer.records import QuestionsError, answer_record, read_questions
from tests.answer_world import PAPERS
from tests.index_world import made


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return Engine(made(tmp_path_factory.mktemp("store"), PAPERS), 0.5)


@pytest.mark.parametrize(
    ("question", "document", "text"),
    [
        ("Tốc độ tăng trưởng kinh tế năm 2023 của tỉnh Lam Hồng là bao nhiêu?", "lam-hong-2023", "8,25%"),
        ("tốc độ tăng trưởng kinh tế năm 2022 Núi Cấm", "nui-cam-2023", "6,4%"),
        ("tỷ lệ rác thải được thu gom ở nông thôn Lam Hồng", "lam-hong-2023", "71%"),
        ("tỷ lệ che phủ rừng năm 2023", "nui-cam-2023", "45,3%"),
        ("diện tích gieo trồng cây lúa huyện Cửa Rào", "cua-rao-2023", "3.900ha"),
        ("Ai ký Nghị quyết năm 2023 của tỉnh Lam Hồng?", "lam-hong-2023", "Nguyễn Văn Mẫu"),
        ("số hiệu quyết định năm 2023 của UBND huyện Cửa Rào", "cua-rao-2023", "88/QĐ-UBND"),
        ("QĐ 88/QĐ-UBND ban hành ngày nào", "cua-rao-2023", "10 tháng 01 năm 2023"),
        ("Kết luận số 77-KL/TU do cơ quan nào ban hành?", "lam-hong-2023", "Ban Thường vụ Tỉnh ủy"),
        ("Kết luận số 77-KL/TU về nội dung gì?", "lam-hong-2023", "Xử lý nghiêm vi phạm về khai thác cát"),
        ("Quy hoạch tỉnh Lam Hồng tầm nhìn đến năm nào?", "lam-hong-2023", "năm 2050"),
        (
            "Chuyển đổi số ở Lam Hồng tập trung vào thành phố nào?",
            "lam-hong-2023",
            "thành phố Lam Kinh và thị xã Hồng Sơn",
        ),
        (
            "Quyết định năm 2023 của huyện Cửa Rào căn cứ nghị quyết nào của Hội đồng nhân dân huyện?",
            "cua-rao-2023",
            "Nghị quyết số 31/NQ-HĐND",
        ),
        (
            "Đơn vị nào theo dõi, đôn đốc các xã triển khai Kế hoạch của huyện Cửa Rào?",
            "cua-rao-2023",
            "Phòng Tài chính - Kế hoạch huyện",
        ),
    ],
)
def test_the_right_span_of_the_right_document(
    engine: Engine, question: str, document: str, text: str
) -> None:
    first = engine.answer(question).answers[0]
    assert (first.document, first.text) == (document, text)


def test_a_warm_engine_is_let_go_when_another_takes_its_place(tmp_path: Path) -> None:
    """What is loaded is kept from Python's collector, and indexes hold cycles."""
    papers = dict(list(PAPERS.items())[:1])
    first, then = (Engine(made(tmp_path / name, papers), 0.5) for name in ("first", "then"))
    first.warm()
    assert gc.get_freeze_count()
    left = weakref.ref(first.index)
    del first
    then.warm()
    assert left() is None


def test_without_a_place_each_document_answers_for_itself(engine: Engine) -> None:
    answer = engine.answer("chỉ tiêu tham gia bảo hiểm y tế năm 2023")
    told = {one.document: one.text for one in answer.answers}
    assert told == {"lam-hong-2023": "trên 94,5%", "nui-cam-2023": "92%", "cua-rao-2023": "90%"}
    assert {one.place for one in answer.answers} == {"Lam Hồng", "Núi Cấm", "Cửa Rào"}


def test_value_unit_year_and_label_come_with_a_number(engine: Engine) -> None:
    one = engine.answer("số lượt khách du lịch Lam Hồng năm 2023").answers[0]
    assert (one.value, one.unit, one.year) == ("1,2", "triệu lượt khách du lịch", 2023)
    assert one.label and one.section


@pytest.mark.parametrize(
    "question",
    [
        "tỷ lệ che phủ rừng Lam Hồng năm 2023",
        "tốc độ tăng trưởng kinh tế tỉnh Cà Mau năm 2023",
        "Ai ký chương trình hành động năm 2023 của Núi Cấm?",
        "Giá vàng hôm nay bao nhiêu?",
        "Nghị quyết số 999-NQ/TW về nội dung gì?",
    ],
)
def test_what_is_not_there_is_refused(engine: Engine, question: str) -> None:
    answer = engine.answer(question)
    assert answer.abstained, answer.answers
    assert answer.reason


def test_a_refusal_names_what_is_missing_and_what_is_nearest(engine: Engine) -> None:
    assert "Cà Mau" in (engine.answer("thu ngân sách tỉnh Cà Mau").reason or "")
    question = "Tỷ lệ dân số tham gia bảo hiểm y tế năm 2024 của Lam Hồng là bao nhiêu?"
    other_year = engine.answer(question).reason or ""
    assert "năm 2024" in other_year and "trên 94,5%" in other_year
    elsewhere = engine.answer("tỷ lệ che phủ rừng Lam Hồng năm 2023").reason or ""
    assert "Núi Cấm" in elsewhere and "45,3%" in elsewhere


def test_filters_keep_other_documents_out(engine: Engine) -> None:
    answer = engine.answer("tốc độ tăng trưởng kinh tế năm 2023", {"place": ("Núi Cấm",)})
    assert {one.document for one in answer.answers} == {"nui-cam-2023"}


def test_a_record_is_json_with_the_fields_of_the_contract(engine: Engine) -> None:
    answer = engine.answer("tỷ lệ che phủ rừng năm 2023")
    record = json.loads(json.dumps(answer_record(engine.index, answer), ensure_ascii=False))
    assert set(record) == {"question", "understood", "abstained", "reason", "answers", "hits", "took_ms"}
    wanted = [
        "text",
        "value",
        "unit",
        "document",
        "section",
        "label",
        "quote",
        "start",
        "end",
        "year",
        "place",
        "score",
    ]
    assert all(name in one for one in record["answers"] for name in wanted)


def test_wrong_usage_and_a_missing_store_have_their_exit_status(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["--no-such-option"])
    assert stop.value.code == 2
    with pytest.raises(SystemExit) as stop:
        main(["--queries", "x.jsonl"])
    assert stop.value.code == 2
    capsys.readouterr()
    assert main(["câu hỏi", "--store", str(tmp_path)]) == 1
    said = capsys.readouterr()
    assert said.out == "" and len(said.err.strip().splitlines()) == 1


def test_a_bad_line_of_questions_is_named(tmp_path: Path) -> None:
    file = tmp_path / "q.jsonl"
    file.write_text('{"id": "a", "question": "b"}\n{"id": 1}\n', encoding="utf-8")
    with pytest.raises(QuestionsError, match="line 2"):
        read_questions(file)
