"""What lies in archives and mails: documents of their own, that come, change and go with what holds them."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import zipfile
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.__main__ import main
from ingest.readers import Rejected
from ingest.readers.kinds import kind_of
from ingest.readers.members import CONTAINERS, MAX_MEMBERS, Box, leaves
from ingest.readers.packages import MAX_PART
from ingest.run import ingest_paths
from ingest.store import Store
from tests.killing import decree, state
from tests.old_files import Par, Text, outlook, word97


def zipped(members: dict[str, bytes | str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def mail(
    attachments: dict[str, bytes], subject: str = "Gửi kế hoạch", body: str = "Kính gửi các đồng chí."
) -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = subject, "vp@xa.example", "ubnd@xa.example"
    message.set_content(body)
    for name, content in attachments.items():
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


class Office:
    """A folder of files and a store, and what runs over them said."""

    def __init__(self, home: Path) -> None:
        self.folder, self.store = home / "văn phòng", home / "kho"
        self.folder.mkdir()

    def write(self, name: str, content: bytes | str) -> Path:
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def run(self, jobs: int = 1) -> dict[str, tuple[str, str, str | None]]:
        """Id, status and reason by path below the folder."""
        report = ingest_paths([self.folder], self.store, jobs)
        rows = {row.path.removeprefix(f"{self.folder}/"): row for row in report.rows}
        assert len(rows) == len(report.rows)
        return {path: (row.id, row.status, row.reason) for path, row in rows.items()}

    def statuses(self) -> dict[str, str]:
        return {path: status for path, (_, status, _) in self.run().items()}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def test_each_file_in_an_archive_is_a_document_with_its_own_metadata(office: Office) -> None:
    office.write("gói.zip", zipped({"công văn/Quyết định 7.txt": decree(7), "Quyết định 8.txt": decree(8)}))
    assert office.run() == {
        "gói.zip/Quyết định 8.txt": ("quyet-dinh-8", "added", None),
        "gói.zip/công văn/Quyết định 7.txt": ("quyet-dinh-7", "added", None),
    }
    with Store(office.store) as store:
        assert [entry.number for entry in store.entries()] == ["7/QĐ-UBND", "8/QĐ-UBND"]
        assert store.document("quyet-dinh-7").source == "gói.zip/công văn/Quyết định 7.txt"


def test_a_mail_is_a_document_and_so_is_each_file_on_it(office: Office) -> None:
    old = word97([Par([Text("QuyÕt ®Þnh vÒ viÖc giao chØ tiªu n¨m 2024", 0)])], [".VnTime"])
    office.write("thư.eml", mail({"kế hoạch.doc": old, "../../ghi chú.txt": decree(3).encode()}))
    office.write("outlook.msg", outlook("Mời họp", "Đề nghị dự họp.", {"giấy mời.txt": decree(4).encode()}))
    assert office.statuses() == dict.fromkeys(
        ("thư.eml", "thư.eml/kế hoạch.doc", "thư.eml/ghi chú.txt", "outlook.msg", "outlook.msg/giấy mời.txt"),
        "added",
    )
    with Store(office.store) as store:
        text = store.document("thu").text
        assert "Gửi kế hoạch" in text and "Kính gửi các đồng chí." in text and "kế hoạch.doc" in text
        assert "thẻ bảo hiểm y tế" not in text
        assert store.document("ke-hoach").text == "Quyết định về việc giao chỉ tiêu năm 2024"


def test_what_a_mail_brings_is_read_as_it_was_sent(office: Office) -> None:
    """No charset told, one told wrongly, a mail without a name, a logo inside the text."""
    inner = EmailMessage()
    inner["Subject"], inner["From"] = "Giấy mời họp", "ubnd@xa.example"
    inner.set_content("<p>Kính mời</p><img src='cid:x'>", subtype="html")
    inner.add_related(b"\x89PNG", "image", "png", cid="<x>")
    wide = decree(9).encode("utf-16")
    inner.add_attachment(wide, maintype="text", subtype="plain", filename="quyết định.txt")
    outer = EmailMessage()
    outer["Subject"], outer["From"] = "Chuyển tiếp", "vp@xa.example"
    outer.add_attachment(inner)
    office.write("thư.eml", outer.as_bytes())
    names = ("thư.eml", "thư.eml/Giấy mời họp.eml", "thư.eml/Giấy mời họp.eml/quyết định.txt")
    assert office.statuses() == dict.fromkeys(names, "added")
    with Store(office.store) as store:
        assert store.document("quyet-dinh").text == decree(9)
        assert store.document("giay-moi-hop").title == "Giấy mời họp"


def test_archives_in_archives_and_mails_in_mails_are_opened(office: Office) -> None:
    inner = mail({"bên trong.txt": decree(5).encode()}, subject="Thư trong thư")
    office.write("ngoài.zip", zipped({"một.zip": zipped({"hai.txt": decree(2)}), "thư.eml": inner}))
    assert set(office.statuses()) == {
        "ngoài.zip/một.zip/hai.txt",
        "ngoài.zip/thư.eml",
        "ngoài.zip/thư.eml/bên trong.txt",
    }


def test_only_what_changed_in_an_archive_is_read_and_what_left_it_leaves(office: Office) -> None:
    office.write("gói.zip", zipped({"a.txt": decree(1), "b.txt": decree(2), "c.txt": decree(3)}))
    office.run()
    assert set(office.statuses().values()) == {"unchanged"}
    office.write("gói.zip", zipped({"b.txt": decree(2), "c.txt": decree(3, 4), "d.txt": decree(9)}))
    assert office.statuses() == {
        "gói.zip/a.txt": "removed",
        "gói.zip/b.txt": "unchanged",
        "gói.zip/c.txt": "updated",
        "gói.zip/d.txt": "added",
    }
    (office.folder / "gói.zip").unlink()
    assert set(office.statuses().values()) == {"removed"}
    with Store(office.store) as store:
        assert store.ids() == () and store.seen() == {}


@pytest.mark.parametrize("broken", [b"PK\x03\x04 cut off", b"", b"text of another kind entirely"])
def test_an_archive_that_went_bad_takes_its_documents_along(office: Office, broken: bytes) -> None:
    office.write("gói.zip", zipped({"a.txt": decree(1)}))
    office.run()
    office.write("gói.zip", broken)
    said = office.run()
    assert said["gói.zip/a.txt"][1] == "removed"
    assert said["gói.zip"][1] == ("added" if broken.startswith(b"text") else "rejected")


def test_a_file_that_becomes_an_archive_is_replaced_by_what_lies_in_it(office: Office) -> None:
    office.write("a", decree(1))
    office.run()
    office.write("a", zipped({"a.txt": decree(1)}))
    assert office.run() == {"a/a.txt": ("a", "added", None), "a": ("a", "removed", None)}


def test_a_member_that_cannot_be_read_has_its_own_reason_and_stops_no_other(office: Office) -> None:
    whole = bytearray(
        zipped({"khóa.txt": decree(1), "rỗng.txt": b"", "tốt.txt": decree(2), "chạy.exe": b"MZ" + bytes(99)})
    )
    whole[6] |= 1  # encrypted, says the first member's own head and its entry
    whole[whole.index(b"PK\x01\x02") + 8] |= 1
    office.write("gói.zip", bytes(whole))
    said = office.run()
    assert said["gói.zip/tốt.txt"][1] == "added"
    reasons = {path: reason or "" for path, (_, status, reason) in said.items() if status == "rejected"}
    assert "mật khẩu" in reasons["gói.zip/khóa.txt"]
    assert "0 byte" in reasons["gói.zip/rỗng.txt"]
    assert "chương trình" in reasons["gói.zip/chạy.exe"]
    assert "gói.zip" not in said
    assert office.run()["gói.zip/khóa.txt"] == said["gói.zip/khóa.txt"]


def test_an_archive_of_which_nothing_is_read_says_why(office: Office) -> None:
    office.write("gói.zip", zipped({"a.txt": b"", "b.txt": b""}))
    office.write("trống.zip", zipped({}))
    said = office.run()
    assert said["gói.zip"] == ("goi", "rejected", said["gói.zip/a.txt"][2])
    assert "không có tệp nào" in (said["trống.zip"][2] or "")


def test_a_bomb_in_an_archive_costs_itself_only(office: Office) -> None:
    bomb = zipped({"lớn.txt": b" " * (MAX_PART + 1)})
    deep: bytes | str = decree(1)
    for _ in range(6):
        deep = zipped({"sâu.zip" if isinstance(deep, bytes) else "sâu.txt": deep})
    office.write("gói.zip", zipped({"bom.zip": bomb, "sâu.zip": deep, "tốt.txt": decree(2)}))
    said = office.run()
    assert said.pop("gói.zip/tốt.txt")[1] == "added"
    reasons = sorted(reason or "" for _, _, reason in said.values())
    assert len(reasons) == 2 and "quá lớn" in "".join(reasons) and "lồng quá nhiều lớp" in "".join(reasons)


def test_too_many_members_and_shared_bytes_are_refused() -> None:
    with pytest.raises(Rejected, match="hơn"):
        list(leaves(zipped({f"{number}.txt": b"x" for number in range(MAX_MEMBERS + 1)}), "zip"))
    half: dict[str, bytes | str] = {f"{number}.txt": b"x" for number in range(MAX_MEMBERS // 2 + 1)}
    with pytest.raises(Rejected, match="hơn"):
        list(leaves(zipped({"a.zip": zipped(half), "b.zip": zipped(half)}), "zip"))


@pytest.mark.parametrize("name", ["../ngoài.txt", "/etc/x.txt", "a/../../b.txt", "C:\\x.txt", "..\\x.txt"])
def test_a_name_that_leads_outside_refuses_the_archive_whole(name: str) -> None:
    with pytest.raises(Rejected, match="phá hoại"):
        list(leaves(zipped({"a.txt": b"chu", name: b"chu"}), "zip"))


WHOLE = [
    zipped({"a.txt": decree(1), "b.zip": zipped({"c.txt": decree(2), "thư.eml": mail({"d.txt": b"x"})})}),
    mail({"a.txt": decree(1).encode(), "b.zip": zipped({"c.txt": decree(2)})}),
    outlook("Mời họp", "Đề nghị dự họp.", {"a.zip": zipped({"c.txt": decree(2)})}),
]


@settings(max_examples=150)
@given(st.data())
def test_a_damaged_container_gives_what_is_left_or_a_reason(data: st.DataObject) -> None:
    damaged = bytearray(data.draw(st.sampled_from(WHOLE)))
    for _ in range(data.draw(st.integers(1, 6))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(damaged[: data.draw(st.integers(len(damaged) // 2, len(damaged)))])
    try:
        kind = kind_of(cut, "")
        if kind not in CONTAINERS:
            return
        found, box = list(leaves(cut, kind)), Box(cut, kind)
    except Rejected as error:
        assert str(error) and "\n" not in str(error)
        return
    assert found and len({leaf.name for leaf in found}) == len(found)
    for leaf in found:
        if leaf.digest is not None and leaf.name:
            assert hashlib.sha256(box.open(leaf.name)).hexdigest() == leaf.digest


def test_names_are_kept_apart_printable_and_short() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive, pytest.warns(UserWarning):
        for name in (
            "a.txt",
            "a.txt",
            "dòng\nmới\x1b.txt",
            "d" * 3000 + ".docx",
            "__MACOSX/a.txt",
            "README.md",
            "~$a.docx",
        ):
            archive.writestr(name, name.encode())
    box = Box(stream.getvalue(), "zip")
    names = box.names()
    assert names[:3] == ["a.txt", "a (2).txt", "dòng mới .txt"]
    assert len(names) == 4 and len(names[3]) <= 200 and names[3].endswith(".docx")
    assert [leaf.name for leaf in leaves(stream.getvalue(), "zip")] == names
    assert box.open("a (2).txt") == b"a.txt"


def test_names_of_attachments_lead_nowhere() -> None:
    box = Box(mail({"../../etc/a.txt": b"x", "C:\\b.txt": b"y"}), "eml")
    assert box.names() == ["a.txt", "b.txt"]


def test_a_plain_file_keeps_its_id_before_a_copy_in_an_archive(office: Office) -> None:
    office.write("an.zip", zipped({"kế hoạch.txt": decree(1)}))
    office.write("kế hoạch.txt", decree(2))
    ids = {path: id for path, (id, _, _) in office.run().items()}
    assert ids == {"kế hoạch.txt": "ke-hoach", "an.zip/kế hoạch.txt": "ke-hoach-2"}


def test_a_file_that_is_packed_or_unpacked_keeps_its_id_and_is_not_encoded_again(office: Office) -> None:
    path = office.write("kế hoạch.txt", decree(1))
    digests = []
    for packed in (False, True, False):
        path.unlink(missing_ok=True)
        (office.folder / "gói.zip").unlink(missing_ok=True)
        if packed:
            office.write("gói.zip", zipped({"kế hoạch.txt": decree(1)}))
        else:
            office.write("kế hoạch.txt", decree(1))
        office.run()
        with Store(office.store) as store:
            assert store.ids() == ("ke-hoach",)
            digests.append(store.digest_of("ke-hoach"))  # what the index goes by
    assert len(set(digests)) == 1


def test_the_same_file_in_two_archives_is_two_documents_that_know_of_each_other(office: Office) -> None:
    for name in ("a.zip", "b.zip"):
        office.write(name, zipped({"quyết định.txt": decree(1, 6)}))
    assert [id for id, _, _ in office.run().values()] == ["quyet-dinh", "quyet-dinh-2"]
    with Store(office.store) as store:
        (copy,) = store.versions("quyet-dinh-2")
    assert copy.copy and copy.id == "quyet-dinh"


def test_a_folder_with_archives_that_moved_keeps_its_ids(office: Office, tmp_path: Path) -> None:
    office.write("a.zip", zipped({"quyết định.txt": decree(1)}))
    office.write("thư.eml", mail({"quyết định.txt": decree(2).encode()}))
    office.run()
    before = {id: document for id, (_, document, *_) in _state(office.store).items()}
    office.folder = office.folder.rename(tmp_path / "chỗ mới")
    office.run()
    assert {id: document for id, (_, document, *_) in _state(office.store).items()} == before


def _state(store: Path) -> dict[str, Any]:
    return dict(state(store))


def test_processes_give_the_same_store_as_one(office: Office, tmp_path: Path) -> None:
    for number in range(4):
        office.write(
            f"{number}.zip", zipped({f"{item}.txt": decree(10 * number + item) for item in range(5)})
        )
    ingest_paths([office.folder], office.store)
    ingest_paths([office.folder], tmp_path / "hai", jobs=2)
    assert state(office.store) == state(tmp_path / "hai")


def test_a_secret_in_an_archive_is_refused_alone(office: Office) -> None:
    office.write("gói.zip", zipped({"mật.txt": "MẬT\n" + decree(1), "thường.txt": decree(2)}))
    said = office.run()
    assert "dấu chỉ độ mật (Mật)" in (said["gói.zip/mật.txt"][2] or "")
    assert said["gói.zip/thường.txt"][1] == "added"


def test_text_prints_a_file_by_the_path_that_the_report_shows(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.write("gói.zip", zipped({"tập/a.txt": decree(1), "thư.eml": mail({"b.txt": decree(2).encode()})}))
    for row in ingest_paths([office.folder], office.store).rows:
        assert main(["--text", row.path]) == 0
        with Store(office.store) as store:
            assert capsys.readouterr().out == store.document(row.id).text
    assert main(["--text", str(office.folder / "gói.zip" / "không có.txt")]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_who_names_a_member_names_its_archive(office: Office) -> None:
    path = office.write("gói.zip", zipped({"a.txt": decree(1), "b.txt": decree(2)}))
    office.run()
    report = ingest_paths([path / "a.txt"], office.store)
    assert {row.id: row.status for row in report.rows} == {"a": "unchanged", "b": "unchanged"}


def test_the_report_tells_of_members_as_of_files(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    path = office.write("gói.zip", zipped({"a.txt": decree(1), "rỗng.doc": b""}))
    assert main([str(office.folder), "--store", str(office.store), "--json"]) == 0
    rows = {row["path"]: row for row in json.loads(capsys.readouterr().out)["documents"]}
    assert rows[f"{path}/a.txt"]["number"] == "1/QĐ-UBND"
    assert rows[f"{path}/rỗng.doc"]["characters"] == 0
    assert main([str(office.folder), "--store", str(office.store)]) == 0
    said = capsys.readouterr().out
    assert "gói.zip/rỗng.doc" in said and "đã nạp theo loại tệp: .txt 1" in said
    shutil.rmtree(office.folder)
    assert main([str(office.folder), "--store", str(office.store)]) == 1
    assert "không có tệp" in capsys.readouterr().err


def test_an_archive_that_holds_a_pdf_unpacked_is_an_archive() -> None:
    """Its first bytes hold the PDF's mark: read as that PDF, the other files would be lost."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("quyết định.pdf", b"%PDF-1.7 ...")
        archive.writestr("phụ lục.txt", "Phụ lục")
    assert kind_of(stream.getvalue(), ".zip") == "zip"
    assert kind_of(b"\n\n%PDF-1.7 ...", ".pdf") == "pdf"
