"""What an answer becomes on the page: words kept as typed, nearest questions, files, pictures, paragraph."""

from __future__ import annotations

import io
import json
import re
import threading
import zipfile
from collections.abc import Iterator
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import docx
import openpyxl
import pytest
from fpdf import FPDF
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from answer import open_engine
from answer.engine import Engine
from answer.types import Answer, Citation
from index.build import build_index
from index.content import DocumentInfo
from index.types import Hit
from index.understand import Knowledge, understand
from ingest.links import endings
from ingest.run import ingest_paths
from ingest.store import Store
from ingest.types import Passage
from settings import PolicyError, Settings
from tests.page_store import SETTINGS
from tests.test_page import opened, shown
from tests.test_page_access import OPEN
from ui import strings
from ui.about import citation_text
from ui.beside import beside_html
from ui.cards import cards_html
from ui.composed import composed_html
from ui.export import docx_of, xlsx_of
from ui.marks import escape
from ui.picture import picture, picture_html
from ui.speed import BAR, check, main, read_questions, told
from ui.state import View
from ui.suggest import alternatives

FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
LATER = """Số: 90/QĐ-UBND

Sông Mẫu, ngày 20 tháng 6 năm 2024

QUYẾT ĐỊNH

Về chỉ tiêu năm 2024 của huyện Sông Mẫu

Thay thế Quyết định số 15/QĐ-UBND ngày 12 tháng 01 năm 2023 của Ủy ban nhân dân huyện Sông Mẫu.

(1) Tỷ lệ dân số tham gia bảo hiểm y tế năm 2024 đạt 95%.
"""


@pytest.fixture(scope="module")
def arguments(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """A decision and the one that replaced it, indexed; what ``app.py`` wants."""
    folder = tmp_path_factory.mktemp("question")
    docs, store = folder / "docs", folder / "store"
    docs.mkdir()
    (docs / "cu.txt").write_text(OPEN, encoding="utf-8")
    (docs / "moi.txt").write_text(LATER, encoding="utf-8")
    ingest_paths([docs], store)
    with Store(store) as source:
        build_index(store, Settings(store=store, model="hashing", query_prompt="", passage_prompt=""), source)
    (folder / "settings.toml").write_text(SETTINGS, encoding="utf-8")
    return ["--store", str(store), "--settings", str(folder / "settings.toml")]


@pytest.fixture(scope="module")
def engine(arguments: list[str]) -> Engine:
    store = Path(arguments[1])
    return open_engine(store, Settings(store=store, model="hashing", query_prompt="", passage_prompt=""))


# Words kept as typed


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge.learn([], ["Đồng Tháp"])


@given(st.data())
def test_a_kept_word_is_searched_as_typed_and_the_rest_is_still_read(
    knowledge: Knowledge, data: st.DataObject
) -> None:
    question = data.draw(
        st.sampled_from(("ty le bhyt nam 2023", "tỷ lệ BHYT của UBND tỉnh", "tile ho ngheo"))
    )
    changes = understand(question, knowledge).changes
    words = [change.before for change in changes]
    kept = data.draw(st.sets(st.sampled_from(words)))
    read = understand(question, knowledge, kept=kept)
    assert read.changes == tuple(change for change in changes if change.before not in kept)
    assert set(kept) <= set(read.text.split())
    if kept == set(words):
        assert read.text == question


def test_keeping_none_changes_nothing(knowledge: Knowledge) -> None:
    question = "chi tieu bhyt nam 2023"
    assert understand(question, knowledge, kept=()) == understand(question, knowledge)


# Where nothing answers


def test_each_question_that_is_offered_instead_has_an_answer(engine: Engine, arguments: list[str]) -> None:
    view = View(q="tỷ lệ bảo hiểm y tế năm 2031")
    answer = engine.answer(view.q)
    assert answer.abstained
    settings = Settings(store=Path(arguments[1]))
    found = alternatives(view, answer, settings, lambda other: not engine.answer(other.q).abstained)
    offered = [other for label, other in found if label == other.q]
    assert offered
    assert all(not engine.answer(other.q).abstained for other in offered)
    assert "bảo hiểm y tế" in offered[0].q
    assert found[-1] == (strings.WITHOUT_YEAR.format(2031), View(q="tỷ lệ bảo hiểm y tế"))


def test_what_is_offered_says_something_of_the_question_and_first_of_its_place(tmp_path: Path) -> None:
    list_of = (
        "UBND HUYỆN {0}\n\nKẾ HOẠCH\n\nNăm 2023 của huyện {0}\n\nTỷ lệ hộ dùng điện năm 2023 đạt 9{1}%.\n\n"
    )
    list_of += "Tỷ lệ người dân đọc sách năm 2023 đạt 4{1}%.\n\nTỷ lệ điện mới mất mỗi năm đạt 5{1}%.\n"
    longer = list_of.replace("hộ dùng điện năm", "hộ dùng điện lưới ổn định hằng ngày năm")
    docs = {"a.txt": list_of.format("Suối Bạc", 1), "b.txt": longer.format("Cửa Rào", 2)}
    for name, text in docs.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    store = tmp_path / "store"
    ingest_paths([tmp_path / name for name in docs], store)
    settings = Settings(store=store, model="hashing", query_prompt="", passage_prompt="")
    with Store(store) as source:
        build_index(store, settings, source)
    view = View(q="tỷ lệ hộ dùng điện Cửa Rào năm 2031")
    answer = open_engine(store, settings).answer(view.q)
    offered = [other.q for _, other in alternatives(view, answer, settings, lambda _: True)]
    assert "Cửa Rào" in offered[0] and "hộ dùng điện" in offered[0]
    assert any("Suối Bạc" in one for one in offered)
    assert not any("đọc sách" in one or "mỗi năm năm" in one for one in offered)


# What others did to a document


def test_a_document_that_another_replaced_says_so_on_its_card_and_can_be_left_out(
    root: Path, arguments: list[str], engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store(Path(arguments[1])) as store:
        ended = endings(store)
    assert list(ended) == ["cu"]
    question = "tỷ lệ bảo hiểm y tế của huyện Sông Mẫu năm 2023"
    answer = engine.answer(question)
    abouts = {info.id: info for info in engine.index.documents()}
    card = cards_html(answer, abouts, View(q=question), ended)
    assert strings.ENDED["replaces"] in card
    assert "90/QĐ-UBND" in card
    assert "doc=cu" in shown(opened(root, arguments, monkeypatch, q=question))
    assert "doc=cu" not in shown(opened(root, arguments, monkeypatch, q=question, valid="1"))


@pytest.mark.parametrize("valid", ["", "1"])
def test_the_box_that_leaves_out_what_was_replaced_says_how_many_remain_under_the_other_filters(
    root: Path, arguments: list[str], engine: Engine, monkeypatch: pytest.MonkeyPatch, valid: str
) -> None:
    kinds: dict[str, set[str]] = {}
    for info in engine.index.documents():
        kinds.setdefault(info.kind or "", set()).add(info.id)
    kind = next(kind for kind, ids in kinds.items() if "cu" in ids)
    page = opened(root, arguments, monkeypatch, q="tỷ lệ bảo hiểm y tế", kind=kind, valid=valid)
    page.session_state["filters"] = True
    page.run()
    box = page.checkbox(key="valid")
    assert box.label == strings.VALID_COUNT.format(len(kinds[kind] - {"cu"}))


def test_a_citation_to_copy_ends_with_the_line_by_which_the_document_is_cited(engine: Engine) -> None:
    info = engine.index.info("cu")
    quote, basis = citation_text(info, "cu", "mục 1", None, "Tỷ lệ đạt 91,5%.").split("\n")
    assert quote.startswith("“Tỷ lệ đạt 91,5%.” (")
    assert basis.startswith("Căn cứ Quyết định số 15/QĐ-UBND ngày 12 tháng 01 năm 2023")


# Several places

HOSTILE = "<b onclick=alert(1)>Suối</b>"


def stated(text: str, value: str, place: str | None, document: str = "d") -> Citation:
    return Citation(text, value, "%", document, (), "", text, 0, len(text), 2023, place, 0.9,
                    period="năm 2023", status="target")  # fmt: skip


def test_places_stand_beside_each_other_the_highest_first_with_how_far_they_lie_apart() -> None:
    answers = (
        stated("71%", "71", "Sông Mẫu"),
        stated("88,5%", "88,5", HOSTILE, "e"),
        stated("80%", "80", "Cửa Rào"),
    )
    html = beside_html(Answer("hỏi", "hỏi", False, None, answers, (), 1.0), {}, View(q="hỏi"))
    shown_in_order = [html.index(text) for text in ("<strong>88,5%", "<strong>80%", "<strong>71%")]
    assert shown_in_order == sorted(shown_in_order)
    assert escape(strings.APART.format("71% (Sông Mẫu)", f"88,5% ({HOSTILE})")) in html
    assert HOSTILE not in html and html.count('scope="row"') == 3


@pytest.mark.parametrize("places", [("Sông Mẫu",), ("Sông Mẫu", "Sông Mẫu"), (None, "Sông Mẫu")])
def test_answers_of_one_place_are_no_table(places: tuple[str | None, ...]) -> None:
    answers = tuple(stated(f"7{at}%", f"7{at}", place) for at, place in enumerate(places))
    assert beside_html(Answer("hỏi", "hỏi", False, None, answers, (), 1.0), {}, View(q="hỏi")) == ""


# Files

cells = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=40)


def an_answer(text: str, quote: str) -> tuple[Answer, dict[str, DocumentInfo]]:
    cited = Citation(text, "5", "%", "d", (), "mục 1", quote, 0, len(quote), 2023, "Sông Mẫu", 0.9)
    hit = Hit(Passage("d#1", "d", "s", 0, len(quote), quote, "", (), "mục 1"), 0.5, 1, {})
    info = DocumentInfo("d", "Kế hoạch mẫu", "1/KH-UBND", "Kế hoạch", None, None, None, 2023, None, "d.txt")
    return Answer("hỏi", "hỏi", False, None, (cited,), (hit,), 1.0), {"d": info}


@given(cells, cells)
def test_every_text_goes_into_both_files_and_none_becomes_a_formula(text: str, quote: str) -> None:
    answer, abouts = an_answer("=" + text, "=1+1 " + quote)
    book = openpyxl.load_workbook(io.BytesIO(xlsx_of(answer, abouts)))
    for sheet in book:
        assert [cell.value for cell in sheet[1]] == list(strings.COLUMNS)
        assert sheet["G2"].value.startswith("=1+1")
        assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}
    paper = docx.Document(io.BytesIO(docx_of(answer, abouts)))
    said = "\n".join(paragraph.text for paragraph in paper.paragraphs)
    assert "=1+1" in said
    assert "Căn cứ Kế hoạch số 1/KH-UBND" in said


def test_a_refusal_goes_into_the_report_with_its_reason(engine: Engine) -> None:
    answer = engine.answer("giá vàng hôm nay")
    abouts = {info.id: info for info in engine.index.documents()}
    assert answer.reason
    with zipfile.ZipFile(io.BytesIO(docx_of(answer, abouts))) as parts:
        assert answer.reason in parts.read("word/document.xml").decode()


# Pages of a PDF


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not FONT.is_file():
        pytest.skip("no DejaVu font to write a Vietnamese PDF with")
    sheet = FPDF()
    sheet.add_font("body", fname=str(FONT))
    sheet.set_font("body", size=12)
    sheet.add_page()
    sheet.set_y(200)  # mm from the top of 297
    sheet.multi_cell(90, 8, "Tỷ lệ dân số tham gia bảo hiểm y tế đạt 91,5% vào cuối năm 2023.")
    path = tmp_path_factory.mktemp("pdf") / "ke-hoach.pdf"
    sheet.output(str(path))
    return path


def test_the_quote_is_boxed_where_it_stands_on_its_page(pdf: Path) -> None:
    drawn = picture(pdf, 1, 1, "tham gia bảo hiểm\ny tế đạt 91,5%")
    assert drawn is not None
    assert len(drawn.boxes) == 2  # the cell is too narrow for one line
    for left, top, width, height in drawn.boxes:
        assert 200 / 297 < top + height / 2 < 220 / 297
        assert 0 < left < left + width < 110 / 210
    page = picture_html(drawn, 1, 'x" onerror="y')
    assert page.count("vb-frame") == 2
    assert 'alt="Trang 1 của tệp gốc. Đoạn được đóng khung: x&quot; onerror=&quot;y"' in page


def test_a_quote_that_the_file_does_not_hold_is_said_to_be_unboxed(pdf: Path) -> None:
    drawn = picture(pdf, 1, 1, "không có câu này")
    assert drawn is not None
    assert not drawn.boxes
    assert strings.NOT_BOXED in picture_html(drawn, 1, "không có câu này")


def test_a_page_of_a_file_in_an_archive_or_a_mail_is_shown(pdf: Path, tmp_path: Path) -> None:
    content, quote = pdf.read_bytes(), "y tế đạt 91,5%"
    inner, outer = tmp_path / "trong.zip", tmp_path / "gói.zip"
    for file, name, held in ((inner, "kế hoạch.pdf", content), (outer, "lớp/trong.zip", None)):
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr(name, held if held is not None else inner.read_bytes())
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "lan@so.vn", "Gửi kế hoạch"
    mail.set_content("Kính gửi.")
    mail.add_attachment(content, maintype="application", subtype="pdf", filename="kế hoạch.pdf")
    (tmp_path / "thư.eml").write_bytes(bytes(mail))
    for path in (
        inner / "kế hoạch.pdf",
        outer / "lớp/trong.zip/kế hoạch.pdf",
        tmp_path / "thư.eml/kế hoạch.pdf",
    ):
        drawn = picture(path, 1, 1, quote)
        assert drawn is not None and drawn.boxes, path
    assert picture(inner / "khác.pdf", 1, 1, quote) is None
    assert picture(pdf / "kế hoạch.pdf", 1, 1, quote) is None  # no archive
    with zipfile.ZipFile(tmp_path / "lạc.zip", "w") as archive:
        archive.writestr("kế hoạch.pdf", content)
        archive.writestr("../../ngoài.pdf", content)
    assert picture(tmp_path / "lạc.zip/kế hoạch.pdf", 1, 1, quote) is None  # as ingest refuses it


def test_the_original_page_opens_for_a_document_from_an_archive(
    root: Path, pdf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "docs").mkdir()
    with zipfile.ZipFile(tmp_path / "docs" / "gói.zip", "w") as archive:
        archive.write(pdf, "kế hoạch.pdf")
    settings = Settings(store=tmp_path / "store", model="hashing", query_prompt="", passage_prompt="")
    ingest_paths([tmp_path / "docs"], settings.store)
    with Store(settings.store) as store:
        build_index(settings.store, settings, store)
        (id,) = store.ids()
    (tmp_path / "settings.toml").write_text(SETTINGS, encoding="utf-8")
    given = ["--store", str(settings.store), "--settings", str(tmp_path / "settings.toml")]
    text = shown(opened(root, given, monkeypatch, doc=id, picture="1"))
    assert 'class="vb-picture"' in text
    assert strings.NO_FILE not in text


@pytest.mark.parametrize("page", [0, 2])
def test_a_page_or_file_that_is_not_there_gives_no_picture(pdf: Path, tmp_path: Path, page: int) -> None:
    assert picture(pdf, 1, page, "") is None
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.7 cut")
    assert picture(tmp_path / "x.pdf", 1, 1, "") is None
    assert picture(tmp_path / "none.pdf", 1, 1, "") is None


# The optional paragraph


class Endpoint(BaseHTTPRequestHandler):
    """Speaks the chat protocol: one sentence that the quote holds, and one that it does not."""

    def do_POST(self) -> None:
        reply = "Tỷ lệ dân số tham gia bảo hiểm y tế đạt 91,5% [1]. Dự kiến đạt 99,9% năm sau [1]."
        body = json.dumps({"choices": [{"message": {"content": reply}}]}).encode()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def endpoint() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Endpoint)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1"
    server.shutdown()
    server.server_close()


def with_composer(arguments: list[str], folder: Path, url: str) -> list[str]:
    path = folder / "settings.toml"
    path.write_text(SETTINGS + f'composer_url = "{url}"\n', encoding="utf-8")
    return [*arguments[:3], str(path)]


def answered(root: Path, arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> AppTest:
    return opened(root, arguments, monkeypatch, q="tỷ lệ bảo hiểm y tế của huyện Sông Mẫu năm 2023")


def test_the_paragraph_is_marked_as_written_by_a_machine_and_holds_only_what_quotes_hold(
    root: Path, arguments: list[str], endpoint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = shown(answered(root, with_composer(arguments, tmp_path, endpoint), monkeypatch))
    written = text[text.index("vb-composed") :]
    assert strings.COMPOSED in written
    assert "đạt 91,5%" in written
    assert "99,9" not in text
    assert '<p class="vb-figure">91,5%</p>' in text


def test_without_an_endpoint_there_is_no_paragraph_and_one_that_fails_leaves_the_answer(
    root: Path, arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert strings.COMPOSED not in shown(answered(root, arguments, monkeypatch))
    text = shown(answered(root, with_composer(arguments, tmp_path, "http://127.0.0.1:9/v1"), monkeypatch))
    assert strings.NO_COMPOSER in text
    assert '<p class="vb-figure">91,5%</p>' in text


def test_the_paragraph_is_only_text() -> None:
    from answer.compose import Kept

    assert "<script" not in composed_html([Kept("<script>1</script> & co", (0,))])


# How long a reader waits


def test_questions_to_measure_with_are_each_asked_once(tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text('{"question": "a  b"}\n\n{"question": "a b"}\n{"question": "c"}\n', encoding="utf-8")
    assert read_questions(path) == ["a b", "c"]
    path.write_text('{"q": 1}', encoding="utf-8")
    with pytest.raises(PolicyError, match=r"questions\.jsonl"):
        read_questions(path)


@given(st.lists(st.integers(1, 9999).map(float), min_size=1))
def test_what_is_told_of_waits_is_ordered(took: list[float]) -> None:
    median, nine, worst = (float(n) for n in re.findall(r"(\d+) ms", told(took)))
    assert median - 1 <= nine <= worst == max(took)


@given(st.lists(st.integers(1, 2 * BAR).map(float), min_size=1))
def test_a_median_over_the_bar_is_a_failure(took: list[float]) -> None:
    slow = sum(one > BAR for one in took)
    if 2 * slow < len(took):
        check(took)
    elif 2 * slow > len(took):
        with pytest.raises(PolicyError, match=str(BAR)):
            check(took)


def test_what_waits_are_measured_on_must_be_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--neighbours", "--store", str(tmp_path), "--shared", str(tmp_path / "none")]) == 1
    assert "--shared" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
