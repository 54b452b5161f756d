"""Files made to break a reader: each is rejected with one Vietnamese line or read with a warning, alone."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pptx
import pytest
from fpdf import FPDF
from PIL import Image

from tests.old_files import Par, Text, compound, outlook, word97

PLAIN = "QUYẾT ĐỊNH\nVề việc giao chỉ tiêu\n\nĐiều 1. Giao chỉ tiêu\nTỷ lệ hộ nghèo còn dưới 2%.\n"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def zipped(parts: dict[str, bytes | str], start: bytes = b"") -> bytes:
    """A zip of ``parts``; with ``start`` those of another one first."""
    made = io.BytesIO(start)
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def word(*lines: str) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def bare_word(body: str, before: str = "") -> bytes:
    xml = f'<?xml version="1.0"?>{before}<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'
    return zipped({"[Content_Types].xml": _TYPES, "word/document.xml": xml})


def paper(password: str = "") -> bytes:
    made = FPDF()
    made.add_page()
    made.set_font("Helvetica", size=12)
    made.multi_cell(0, text="Quyet dinh giao chi tieu nam 2024 cho cac xa trong huyen\n" * 8)
    if password:
        made.set_encryption(owner_password=password, user_password=password)
    return bytes(made.output())


def pdf(objects: list[str]) -> bytes:
    """A PDF of these objects, the first its catalogue, with a table of references."""
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n"
    return out + f"{end}<</Size {len(objects) + 1} /Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF".encode()


def saved(save: Callable[[io.BytesIO], object]) -> bytes:
    stream = io.BytesIO()
    save(stream)
    return stream.getvalue()


def sheet() -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["Chỉ tiêu", "Năm 2024"])
    return saved(book.save)


def show() -> bytes:
    return saved(pptx.Presentation().save)


def odt(before: str = "") -> bytes:
    content = f'<?xml version="1.0"?>{before}<office:document-content xmlns:office="urn:office"/>'
    return zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def picture(format: str) -> bytes:
    return saved(lambda stream: Image.new("RGB", (300, 200), "white").save(stream, format))


def entities() -> str:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    return f'<!DOCTYPE d [<!ENTITY l0 "ha">{laughs}]>'


def nested(levels: int) -> bytes:
    inner: bytes = PLAIN.encode()
    name = "a.txt"
    for _ in range(levels):
        inner, name = zipped({name: inner}), "a.zip"
    return inner


def locked_zip() -> bytes:
    made = bytearray(zipped({"a.txt": PLAIN}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        made[made.index(mark) + place] |= 1  # the flag that says: encrypted
    return bytes(made)


def lying_zip() -> bytes:
    """A part of 130 MB that claims to have 100 bytes."""
    made = bytearray(zipped({"word/document.xml": b" " * (130 << 20), "[Content_Types].xml": _TYPES}))
    real = (130 << 20).to_bytes(4, "little")
    for _ in range(2):
        place = made.index(real)
        made[place : place + 4] = (100).to_bytes(4, "little")
    return bytes(made)


def claiming_zip() -> bytes:
    """Six parts that claim 120 MB each."""
    made = bytearray(zipped({f"{number}.txt": b"a" * 1000 for number in range(6)}))
    place = -1
    while (place := made.find(b"PK\x01\x02", place + 1)) >= 0:
        made[place + 24 : place + 28] = (120 << 20).to_bytes(4, "little")
    return bytes(made)


REJECTED: dict[str, Callable[[], bytes]] = {
    "rỗng.docx": lambda: b"",
    "bom.docx": lambda: zipped({"word/document.xml": b" " * (129 << 20), "[Content_Types].xml": _TYPES}),
    "bom dối.docx": lying_zip,
    "bom.zip": claiming_zip,
    "lồng nhau.zip": lambda: nested(12),
    "thực thể.docx": lambda: bare_word("<w:p><w:r><w:t>&l11;</w:t></w:r></w:p>", entities()),
    "ra ngoài.zip": lambda: zipped({"../../ra-ngoai.txt": PLAIN}),
    "ra gốc.zip": lambda: zipped({"/tmp/ra-ngoai.txt": PLAIN}),
    "ra ổ đĩa.zip": lambda: zipped({"C:\\ra-ngoai.txt": PLAIN}),
    "khóa.zip": locked_zip,
    "khóa.pdf": lambda: paper("mat-khau"),
    "cụt.docx": lambda: word(PLAIN)[:-2000],
    "cụt.pdf": lambda: paper()[:400],
    "cụt.doc": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(700),
    "vòng.pdf": lambda: pdf(
        ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 1000000000>>"]
    ),
    "khóa.docx": lambda: compound({"EncryptedPackage": bytes(600), "EncryptionInfo": bytes(64)}),
    "khóa.doc": lambda: word97([Par([Text("x")])], ["Arial"], encrypted=True),
    "cụt.msg": lambda: outlook("Gửi", "Kính gửi", {})[:700],
    "cụt.zip": lambda: zipped({"a.txt": PLAIN})[:-30],
    "cụt.xlsx": lambda: sheet()[:-400],
    "cụt.pptx": lambda: show()[:-900],
    "cụt.odt": lambda: odt()[:-40],
    "cụt.xls": lambda: word97([Par([Text("x")])], ["Arial"])[:1200],
    "cụt.jpg": lambda: picture("JPEG")[:200],
    "cụt.tif": lambda: picture("TIFF")[:300],
    "rỗng.png": lambda: b"\x89PNG\r\n\x1a\n",
    "thực thể.xlsx": lambda: zipped({"xl/workbook.xml": f"<?xml version='1.0'?>{entities()}<a>&l11;</a>"}),
    "thực thể.pptx": lambda: zipped(
        {"ppt/presentation.xml": f"<?xml version='1.0'?>{entities()}<a>&l11;</a>"}
    ),
    "thực thể.odt": lambda: odt(entities()),
    "trong zip.zip": lambda: zipped(
        {"bom.docx": bare_word("<w:p><w:r><w:t>&l11;</w:t></w:r></w:p>", entities())}
    ),
    "liên kết vòng.txt": lambda: b"",
    "ống.txt": lambda: b"",
    "chương trình.pdf": lambda: b"MZ" + bytes(500),
    "ảnh.docx": lambda: b"\x89PNG\r\n\x1a\n" + bytes(50),
    "byte.txt": lambda: bytes(range(256)) * 40,
}
READ: dict[str, Callable[[], bytes]] = {
    "thường.txt": PLAIN.encode,
    "pdf thật.txt": paper,
    "word thật.pdf": lambda: word(*PLAIN.split("\n")),
    "doc thật.docx": lambda: word97([Par([Text(PLAIN.replace("\n", " "))])], ["Arial"], wide=True),
    f"{'tên rất dài ' * 9}.txt": PLAIN.encode,
    "macro.docx": lambda: zipped({"word/vbaProject.bin": b"Sub AutoOpen()"}, word(*PLAIN.split("\n"))),
    "tên\nxuống dòng\x1b[31m.txt": PLAIN.encode,
    "thẻ lồng nhau.html": lambda: (
        "<html><body>" + "<div>" * 20_000 + "Điều 1. Giao chỉ tiêu năm nay"
    ).encode(),
    "thực thể.html": lambda: (entities() + "<html><body><p>Giao chỉ tiêu &l11; năm nay</p>").encode(),
}


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory, root: Path) -> dict[str, Any]:
    """Rows by name of one run over all of these files; what it wrote to its error stream."""
    folder, store = tmp_path_factory.mktemp("hostile"), tmp_path_factory.mktemp("kho")
    for name, make in {**REJECTED, **READ}.items():
        if os.name == "posix" or "\n" not in name:
            (folder / name).write_bytes(make())
    if os.name == "posix":
        (folder / "liên kết vòng.txt").unlink()
        (folder / "liên kết vòng.txt").symlink_to("liên kết vòng.txt")
        (folder / "ống.txt").unlink()
        os.mkfifo(folder / "ống.txt")
        (folder / "thư mục vòng").symlink_to(folder)
    command = [sys.executable, "-m", "ingest", str(folder), "--store", str(store)]
    done = subprocess.run([*command, "--json"], cwd=root, capture_output=True, timeout=240, check=False)
    again = subprocess.run(command, cwd=root, capture_output=True, timeout=240, check=False)
    rows = {row["path"].removeprefix(f"{folder}/"): row for row in json.loads(done.stdout)["documents"]}
    beside = set(folder.parent.rglob("ra-ngoai*")) | set(Path("/tmp").glob("ra-ngoai*"))
    texts = {"err": (done.stderr + again.stderr).decode(), "table": again.stdout.decode()}
    return {"rows": rows, "beside": beside, **texts}


@pytest.mark.parametrize("name", REJECTED)
def test_it_is_rejected_with_one_line_that_says_what_to_do(said: dict[str, Any], name: str) -> None:
    row = said["rows"][name]
    assert row["status"] == "rejected", row
    reason = row["reason"]
    assert "\n" not in reason and len(reason) < 400
    assert ":" in reason and not reason.startswith("chương trình lỗi"), reason
    assert row["characters"] == 0


@pytest.mark.parametrize(
    ("begins", "word"),
    [
        ("rỗng.docx", "0 byte"),
        ("khóa", "mật khẩu"),
        ("cụt", "cắt cụt"),
        ("bom.", "quá lớn"),
        ("thực thể", "thực thể"),
        ("trong zip", "thực thể"),
        ("lồng", "lồng"),
        ("ra ", "ra ngoài"),
        ("vòng.pdf", "hỏng"),
        ("chương trình", "chương trình"),
        ("ảnh", "ảnh hỏng"),
        ("liên kết", "liên kết vòng"),
        ("ống", "không phải tệp thường"),
    ],
)
def test_the_reason_is_the_right_one(said: dict[str, Any], begins: str, word: str) -> None:
    rows = {name: row for name, row in said["rows"].items() if name.startswith(begins) and "/" not in name}
    if os.name != "posix" and not rows[next(iter(rows))]["reason"]:
        pytest.skip("no such files here")
    for name, row in rows.items():
        if row["status"] == "rejected":
            assert word in row["reason"], name


@pytest.mark.parametrize("name", READ)
def test_it_is_read_for_what_it_is(said: dict[str, Any], name: str) -> None:
    if name not in said["rows"] and os.name != "posix":
        pytest.skip("no such names here")
    row = said["rows"][name]
    assert row["status"] == "added", row
    assert row["characters"] < 100_000


def test_a_macro_is_told_of_and_an_entity_tells_nothing(said: dict[str, Any]) -> None:
    assert any("macro" in warning for warning in said["rows"]["macro.docx"]["warnings"])


def test_nothing_leaves_the_folder_and_nothing_is_traced(said: dict[str, Any]) -> None:
    assert said["beside"] == set()
    assert said["err"] == ""
    assert "Traceback" not in said["table"]


def test_a_name_with_a_line_break_keeps_to_its_line(said: dict[str, Any]) -> None:
    assert "\x1b" not in said["table"]
    assert not any(line.startswith("xuống dòng") for line in said["table"].split("\n"))
