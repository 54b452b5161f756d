"""The page without a browser: what each state shows, and what widgets and address do to each other."""

from __future__ import annotations

import html
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from tests.page_store import QUOTE, build
from ui import strings


@pytest.fixture(scope="module")
def arguments(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    return build(tmp_path_factory.mktemp("page"))


def opened(root: Path, arguments: list[str], monkeypatch: pytest.MonkeyPatch, **params: str) -> AppTest:
    monkeypatch.setattr(sys, "argv", ["app.py", *arguments])
    page = AppTest.from_file(str(root / "app.py"), default_timeout=60)
    for key, value in params.items():
        page.query_params[key] = value
    return page.run()


def said(page: AppTest, key: str) -> str:
    """One query parameter of the page's address."""
    value = page.query_params[key]
    return value if isinstance(value, str) else value[0]


def with_filters(page: AppTest) -> AppTest:
    """The page with its box of filters open."""
    page.session_state["filters"] = True
    return page.run()


def shown(page: AppTest) -> str:
    """All HTML blocks, after checking that nothing went wrong."""
    assert not page.exception
    return "\n".join(block.body for block in page.html)


def test_the_first_page_offers_examples_and_the_library(
    root: Path, arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(root, arguments, monkeypatch)
    assert strings.TAGLINE in shown(page)
    assert strings.LIBRARY.format(documents=4) in shown(page)
    examples = dict(re.findall(r'vb-button" href="([^"]*)">([^<]*)</a>', shown(page)))
    told = [html.unescape(text) for text in examples.values()]
    assert any("Sông Mẫu" in text for text in told)  # made of these documents
    assert not {*told} & {*strings.EXAMPLES}
    link = next(href for href, text in examples.items() if text.isascii())
    asked = parse_qs(html.unescape(link).partition("?")[2])["q"][0]
    page = opened(root, arguments, monkeypatch, q=asked)
    assert page.text_input(key="question").value == asked
    assert strings.SEARCHING_FOR in shown(page)


def test_a_question_brings_a_card_with_its_quote_and_source(
    root: Path, arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(root, arguments, monkeypatch)
    question = "ty le bao hiem y te huyen song mau nam 2023"
    page.text_input(key="question").set_value(f"  {question} ")
    page.button(key="ask").click().run()
    assert said(page, "q") == question
    text = shown(page)
    assert '<p class="vb-figure">91,5%</p>' in text
    assert html.escape(QUOTE).replace("91,5%", "<mark>91,5%</mark>") in text
    assert "số 15/QĐ-UBND" in text
    assert "ngày 12/01/2023" in text
    assert strings.PASSAGES in text
    assert "<mark>bảo hiểm y tế</mark>" in text


def test_no_answer_says_so_and_still_shows_the_nearest(
    root: Path, arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = shown(opened(root, arguments, monkeypatch, q="giá vàng thế giới"))
    assert strings.ABSTAINED in text
    assert strings.NEAREST in text
    assert "<article" not in text


def test_filters_come_from_the_address_and_go_back_to_it(
    root: Path, arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = with_filters(opened(root, arguments, monkeypatch, q="tỷ lệ bảo hiểm y tế", year="2024"))
    assert page.multiselect(key="filter_year").value == ["2024"]
    assert "doc=doi-mau-2024" in shown(page)
    assert "doc=song-mau-2023" not in shown(page)
    page.multiselect(key="filter_year").set_value(["2023"]).run()
    assert said(page, "year") == "2023"
    assert "doc=song-mau-2023" in shown(page)
    assert "doc=doi-mau-2024" not in shown(page)


def test_mode_and_scores_are_kept_in_the_address(
    root: Path, arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(root, arguments, monkeypatch, q="tỷ lệ bảo hiểm y tế")
    assert '"vb-facts vb-score"' not in shown(page)
    with_filters(page)
    page.radio(key="mode").set_value("lexical").run()
    page.checkbox(key="scores").check().run()
    assert said(page, "mode") == "lexical"
    assert '"vb-facts vb-score"' in shown(page)


def test_an_address_opens_the_document_at_its_span(
    root: Path, arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    results = shown(opened(root, arguments, monkeypatch, q="tỷ lệ bảo hiểm y tế huyện Sông Mẫu"))
    link = re.search(r'href="\./\?([^"]*doc=[^"]*)"', results)
    assert link
    params = parse_qs(html.unescape(link[1]))
    page = opened(root, arguments, monkeypatch, doc=params["doc"][0], at=params["at"][0])
    assert f'id="trich" tabindex="-1">{html.escape(QUOTE)}</mark>' in shown(page)
    assert "Nguyễn Văn Mẫu" in shown(page)
    assert strings.BACK_HOME in shown(page)


@pytest.mark.parametrize(
    ("params", "line"),
    [
        ({"doc": "khong-co"}, strings.NO_DOCUMENT),
        ({"doc": "song-mau-2023", "at": "99999-999999"}, strings.MOVED_SPAN),
        ({"q": "tỷ lệ bảo hiểm y tế", "place": "Nơi không có"}, strings.CLEAR_FILTERS),
        ({"q": "tỷ lệ bảo hiểm y tế", "year": "hai nghìn"}, strings.BAD_FILTER),
    ],
)
def test_an_address_that_leads_nowhere_is_answered_calmly(
    root: Path, arguments: list[str], monkeypatch: pytest.MonkeyPatch, params: dict[str, str], line: str
) -> None:
    assert line in shown(opened(root, arguments, monkeypatch, **params))


def test_without_an_index_the_page_says_what_to_run(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(root, ["--store", str(tmp_path / "a_b*c")], monkeypatch)
    assert strings.NO_INDEX in shown(page)
    assert html.escape(strings.NO_INDEX_COMMANDS) in shown(page)
    assert "a_b*c" in shown(page)


def test_an_index_of_another_model_asks_to_be_built_again(
    root: Path, arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "settings.toml"
    other.write_text('model = "default"\n', encoding="utf-8")
    page = opened(root, [*arguments[:2], "--settings", str(other)], monkeypatch)
    assert strings.STALE in shown(page)


def test_a_wrong_setting_is_one_calm_line(
    root: Path, arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = tmp_path / "settings.toml"
    wrong.write_text('modle = "hashing"\n', encoding="utf-8")
    page = opened(root, [*arguments[:2], "--settings", str(wrong)], monkeypatch)
    assert strings.BAD_SETTINGS in shown(page)
    assert "modle" in shown(page)


def test_what_nobody_foresaw_is_one_calm_line_with_details_in_the_log(
    root: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    folder = tmp_path / "settings.toml"
    folder.mkdir()
    page = opened(root, ["--settings", str(folder)], monkeypatch)
    shown(page)
    assert [error.value for error in page.error] == [strings.FAILED]
    assert "IsADirectoryError" in caplog.text


def test_importing_the_page_loads_no_model(root: Path) -> None:
    heavy = "{'torch', 'underthesea', 'sentence_transformers', 'faiss'}"
    code = f"import sys, ui.page; print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, timeout=120)
    assert done.stdout.strip() == "set()", done.stderr
