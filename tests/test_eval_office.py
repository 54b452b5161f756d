"""What ``eval.office`` counts, on texts small enough to count by hand."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import docx
import pytest

from eval.office import digest_of, found_share, main, marks_share, page_share, read_pages, row_of, words_of
from ingest.readers import RawText


def test_words_are_found_whatever_their_order_case_and_place() -> None:
    assert found_share("Tổng số | hộ nghèo: 12", "12 HỘ NGHÈO\ntổng số") == 1
    assert found_share("xã xã xã thôn", "xã thôn") == 0.5


def test_marks_are_wrong_where_the_bare_word_is_there_and_the_marked_one_is_not() -> None:
    assert marks_share("phấn đấu giảm nghèo", "phân đấu giảm nghèo") == 0.75
    assert marks_share("phấn đấu", "giảm nghèo") is None
    assert marks_share("an ninh", "an ninh") is None


def test_a_page_that_a_person_read_is_compared_in_order() -> None:
    raw = RawText("trang đầu\nbiển số xe\n", (0, 10), 2, "pdf")
    page = {"file": "x.pdf", "page": 2, "words": [digest_of(word) for word in words_of("biển số xe máy")]}
    assert page_share(raw, page) == (0.75, 1.0)


def test_the_judged_pages_hold_digests_and_no_text() -> None:
    pages = read_pages()
    assert pages and all(len(word) == 4 for page in pages for word in page["words"])


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice on this machine")
def test_a_word_file_beside_libreoffice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = docx.Document()
    document.add_paragraph("Ủy ban nhân dân xã An Bình báo cáo kết quả giảm nghèo năm 2024.")
    stream = io.BytesIO()
    document.save(stream)
    (tmp_path / "báo cáo.docx").write_bytes(stream.getvalue())
    row = row_of(tmp_path / "báo cáo.docx")
    assert (row.reference, row.marks, row.found, row.ours) == ("LibreOffice", 1.0, 1.0, 1.0)
    assert main([str(tmp_path)]) == 0
    assert "| báo cáo.docx | docx | LibreOffice | 1.0000 | 1.0000 | 1.0000 |" in capsys.readouterr().out


def test_a_file_that_is_rejected_has_its_reason(tmp_path: Path) -> None:
    (tmp_path / "trống.pdf").write_bytes(b"")
    row = row_of(tmp_path / "trống.pdf")
    assert row.kind == "-" and row.note.startswith("rejected:")
    assert main([str(tmp_path / "không có")]) == 1
