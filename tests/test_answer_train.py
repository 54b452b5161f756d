"""Teaching a reader of spans: questions made by grammar, a tiny real model, steps that are really taken."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
import torch

from answer.train.__main__ import main
from answer.train.everyday import certain
from answer.train.lesson import Contest, Pointed, contests, lesson_of, pointed
from answer.train.loop import Plan, judge_loss, point_loss, train
from answer.train.made import questions, stripped
from answer.train.network import Network
from answer.train.reader import FILE, Reader, Tokens, bare_network, likeliest, load_reader
from eval.spans import main as spans
from index.train.examples import TrainingError
from settings import Settings
from tests import tiny_models as tiny
from tests.index_world import put
from tests.test_eval_spans import squad

LAW = (
    "Chủ tịch Ủy ban nhân dân huyện quyết định công nhận làng nghề trong thời hạn 15 ngày làm việc.\n"
    "Làng nghề là nơi có nhiều hộ cùng làm một nghề thủ công lâu đời.\n"
    "Hồ sơ gồm đơn đề nghị, danh sách các hộ, bản vẽ khu vực sản xuất.\n"
    "Mỗi làng nghề được hỗ trợ tối đa 80 triệu đồng để mua máy móc mới."
)
OFFICIAL = ("Cấp thẻ đọc sách cho 450 người", "Sở Nội vụ chủ trì việc tặng thưởng", "Chợ mở cửa lúc sáng")
PAIRS = (
    f"{OFFICIAL[0]} | mấy người được mượn sách | thẻ thư viện cho bao nhiêu người\n"
    f"{OFFICIAL[1]} | bên nào lo khen\n{OFFICIAL[2]} | đi chợ sớm được không\n"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model, a store of one document, a file of pairs, and settings that name them."""
    place = tmp_path_factory.mktemp("reader")
    words = [LAW, LAW.lower(), PAIRS, "? bao nhiêu lâu gì những ai cơ quan nào mấy là để làm"]
    tokenizer = tiny.wordpiece(words)
    tiny.sentence_model(place / "base", tiny.bert(tokenizer), tokenizer)
    put(place / "store", {"lang-nghe": LAW})
    (place / "pairs.tsv").write_text(PAIRS, encoding="utf-8")
    (place / "settings.toml").write_text(
        f'model = "{place}/base"\nmodels = "{place}/models"\nruntime = "torch"\ndevice = "cpu"\n',
        encoding="utf-8",
    )
    return place


def settings(place: Path) -> Settings:
    return Settings(
        store=place / "store", model=str(place / "base"), question_model="", models=place / "models",
        runtime="torch", device="cpu",
    )  # fmt: skip


def trained(place: Path, out: str, *more: str) -> int:
    given = ["--out", str(place / out), "--store", str(place / "store"), "--layers", "1", "--stretches", "3"]
    given += ["--settings", str(place / "settings.toml"), "--pairs", str(place / "pairs.tsv")]
    return main([*given, "--rate", "0.01", *more])


def made(text: str, seeds: int = 40) -> dict[str, set[str]]:
    """The questions that are asked of each span, over many seeds."""
    found: dict[str, set[str]] = {}
    for seed in range(seeds):
        for one in questions(text, {}, random.Random(seed)):
            found.setdefault(text[slice(*one.span)], set()).add(one.question.lower())
    return found


@pytest.mark.parametrize(
    ("span", "word"),
    [
        ("Chủ tịch Ủy ban nhân dân huyện", "cơ quan nào"),
        ("15 ngày làm việc", "bao lâu"),
        ("nơi có nhiều hộ cùng làm một nghề thủ công lâu đời", "là gì"),
        ("đơn đề nghị, danh sách các hộ, bản vẽ khu vực sản xuất", "những gì"),
        ("tối đa 80 triệu đồng", "bao nhiêu"),
        ("để mua máy móc mới", "để làm gì"),
    ],
)
def test_the_word_of_its_sort_asks_for_a_phrase(span: str, word: str) -> None:
    assert any(word in question for question in made(LAW)[span])


def test_a_question_does_not_tell_its_answer_and_another_wording_takes_the_place_of_its_words() -> None:
    for span, asked in made(LAW).items():
        assert not any(span.lower() in question for question in asked)
    other = {"máy móc": ["đồ nghề"]}
    said = [one.question for seed in range(60) for one in questions(LAW, other, random.Random(seed))]
    assert any("đồ nghề" in question for question in said)
    assert stripped("Điện về bản") == "Dien ve ban"


@pytest.mark.parametrize(
    ("sentence", "question", "span"),
    [
        ("Giao Sở Nội vụ chủ trì việc tặng thưởng", "bên nào lo khen", "Sở Nội vụ"),
        ("Trao quà cho 450 hộ trong năm 2024", "mấy nhà được quà", "450"),
        ("Thu phí 25 triệu đồng/năm", "đóng bao nhiêu tiền", "25 triệu đồng/năm"),
        ("Hoàn thành cầu treo trước ngày 20 tháng 5", "bao giờ xong cầu", "trước ngày 20 tháng 5"),
        ("Mua 12 thuyền và 30 lưới", "mua bao nhiêu lưới", None),
        ("Mở lớp dạy bơi", "dạy bơi ở đâu", None),
    ],
)
def test_a_span_is_certain_where_one_thing_only_answers(
    sentence: str, question: str, span: str | None
) -> None:
    found = certain(sentence, question)
    assert (sentence[slice(*found)] if found else None) == span


def test_a_lesson_points_at_answers_and_sets_sentences_beside_others(folder: Path) -> None:
    lesson = lesson_of(settings(folder), [folder / "pairs.tsv"], 3, 1)
    answers = {text.lower() for text in made(LAW, 200)} | {"450", "sở nội vụ"}
    for seed in range(20):
        for one in pointed(lesson, random.Random(seed), 2):
            assert one.span is None or one.text[slice(*one.span)].lower() in answers
        for contest in contests(lesson, random.Random(seed), 2, 3):
            assert len(set(contest.texts)) == len(contest.texts)
    by_people = [one for one in lesson.written if one.question == "bên nào lo khen"]
    assert lesson.sentences[by_people[0].sentence] == OFFICIAL[1]


def test_documents_about_which_nothing_can_be_asked_are_refused(folder: Path) -> None:
    put(folder / "empty", {"rong": "Xin chào."})
    with pytest.raises(TrainingError):
        lesson_of(Settings(store=folder / "empty"), [folder / "pairs.tsv"], 3, 1)


def taught(loss: Callable[[Network, Tokens], torch.Tensor], folder: Path) -> tuple[Reader, list[float]]:
    """A tiny reader after some steps on one loss, and what that was at each; from another beginning where the
    first leads into a hollow, as it does with one number of threads and not with another."""
    for seed in range(4):
        reader, losses = _taught(loss, folder, seed)
        if losses[-1] < 0.1:
            break
    return reader, losses


def _taught(
    loss: Callable[[Network, Tokens], torch.Tensor], folder: Path, seed: int
) -> tuple[Reader, list[float]]:
    torch.manual_seed(seed)
    network, tokens = bare_network(settings(folder), 1, 4)
    optimizer = torch.optim.AdamW(list(network.learnt().values()), lr=0.005)
    losses = []
    for _ in range(150):
        optimizer.zero_grad()
        (found := loss(network, tokens)).backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        losses.append(found.item())
    return Reader(network, tokens), losses


def test_a_reader_learns_to_point(folder: Path) -> None:
    answers = {"ai quyết định công nhận": "Chủ tịch Ủy ban nhân dân huyện", "trong bao lâu": "15 ngày"}
    drawn = [
        Pointed(question, LAW, (LAW.index(span), LAW.index(span) + len(span)))
        for question, span in answers.items()
    ]
    reader, losses = taught(lambda network, tokens: point_loss(network, tokens, drawn), folder)
    assert losses[-1] < 0.5 < losses[0]
    assert [reader.span(one.question, LAW) for one in drawn] == [one.span for one in drawn]
    away = [Pointed("giá vé tàu", LAW, None), Pointed("gì", "chợ", (0, 900))]  # the second beyond its text
    assert taught(lambda network, tokens: point_loss(network, tokens, away), folder)[1][-1] < 0.5


def test_a_reader_learns_which_text_answers(folder: Path) -> None:
    asked = {"bên nào lo khen": 1, "mấy người được mượn sách": 0}
    drawn = [Contest(one, (OFFICIAL[i], *OFFICIAL[:i], *OFFICIAL[i + 1 :])) for one, i in asked.items()]
    reader, losses = taught(lambda network, tokens: judge_loss(network, tokens, drawn), folder)
    assert losses[-1] < 0.75 < 1 < losses[0]
    assert len(reader.scores("bên nào lo khen", OFFICIAL)) == len(OFFICIAL)
    assert reader.scores("gì", []) == []


def test_a_reader_of_another_model_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert trained(folder, "out", "--steps", "1") == 0
    assert spans([str(squad(folder)), "--reader", str(folder / "out")]) == 1
    assert "another model" in capsys.readouterr().err


def test_the_rules_and_a_reader_are_measured_side_by_side(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert trained(folder, "beside", "--steps", "1") == 0
    monkeypatch.setattr("eval.spans.load_settings", lambda: settings(folder))
    assert spans([str(squad(folder)), "--reader", str(folder / "beside")]) == 0
    printed = capsys.readouterr().out.splitlines()[-2:]
    assert printed[0] == "set.json: 1 questions, EM 1.000, F1 1.000"
    assert printed[1].startswith("  beside: 1 questions, EM ")


def test_a_training_that_was_stopped_goes_on_to_the_same_end(folder: Path, tmp_path: Path) -> None:
    lesson = lesson_of(settings(folder), [folder / "pairs.tsv"], 3, 1)
    plan = Plan(steps=30, stretches=1, asked=1, rivals=1, rate=0.01)

    def after(kept: Path, stop: int | None) -> torch.Tensor:
        torch.manual_seed(1)
        network, tokens = bare_network(settings(folder), 1, 4)

        def report(step: int, *_: float) -> None:
            if step == stop:
                raise KeyboardInterrupt

        train(network, tokens, lesson, plan, kept, report)
        return network.point.weight.detach().clone()

    whole = after(tmp_path / "whole.pt", None)
    with pytest.raises(KeyboardInterrupt):
        after(tmp_path / "halves.pt", 27)
    assert torch.allclose(after(tmp_path / "halves.pt", None), whole, atol=1e-5)


def test_the_likeliest_span_keeps_its_order_and_is_of_the_text() -> None:
    begins, ends = torch.tensor([9.0, 1.0, 5.0, 0.0]), torch.tensor([9.0, 7.0, 1.0, 2.0])
    assert likeliest(begins, ends, [(0, 0), (0, 3), (4, 7), (8, 9)]) == (0, 3)
    assert likeliest(begins, ends, [(0, 0)] * 4) is None


def test_what_is_no_reader_or_has_no_such_layers_is_refused_in_one_line(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "out2").mkdir(exist_ok=True)
    (folder / "out2" / FILE).write_bytes(b"no")
    with pytest.raises(TrainingError):
        load_reader(folder / "out2", settings(folder))
    assert trained(folder, "none", "--layers", "7", "--steps", "1") == 1
    assert len(capsys.readouterr().err.strip().splitlines()) == 1
