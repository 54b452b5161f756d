"""A stamp of state secrecy is seen where stamps stand, and nowhere else."""

from __future__ import annotations

import pytest

from ingest.readers import Rejected
from ingest.secrecy import degree_of, refuse_secret

HEAD = """ỦY BAN NHÂN DÂN        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
XÃ AN BÌNH              Độc lập - Tự do - Hạnh phúc
{number}
{below}
An Bình, ngày 03 tháng 02 năm 2024

BÁO CÁO
{title}

Kính gửi: Ủy ban nhân dân huyện.
1. Tình hình chung trong năm ổn định.
{text}
"""


def letter(
    number: str = "Số: 07/BC-UBND", below: str = "", title: str = "Tình hình năm 2024", text: str = ""
) -> str:
    return HEAD.format(number=number, below=below, title=title, text=text)


@pytest.mark.parametrize(
    ("made", "degree"),
    [
        (letter(below="MẬT"), "Mật"),
        (letter(below="TỐI MẬT"), "Tối mật"),
        (letter(below="**TUYỆT MẬT**"), "Tuyệt mật"),
        (letter(below="Tối mật"), "Tối mật"),
        (letter(below="T Ố I   M Ậ T"), "Tối mật"),
        (letter(below="TOI MAT"), "Tối mật"),  # as a scan may read
        (letter(below="ĐỘ MẬT: MẬT"), "Mật"),
        (letter(below="Độ mật: Tuyệt mật"), "Tuyệt mật"),
        (letter(below="(TỐI MẬT)"), "Tối mật"),
        (letter(below="| MẬT | HỎA TỐC |"), "Mật"),
        (letter(number="Số: 07/BC-UBND      MẬT"), "Mật"),
        (letter(number="Số: 07-BC/HU (Mật)"), "Mật"),
        (letter(number="| Số: 07/BC-UBND | MẬT |"), "Mật"),
        (letter(number="Số: 07/BC-UBND TỐI MẬT"), "Tối mật"),
        ("MẬT\n" + letter(), "Mật"),
        ("ĐẢNG BỘ TỈNH A  TUYỆT MẬT  ĐẢNG CỘNG SẢN VIỆT NAM\nSố 12-BC/TU\n\nBÁO CÁO\n", "Tuyệt mật"),
        (letter() * 3 + letter(below="MẬT"), "Mật"),  # a file that holds several documents
    ],
)
def test_a_stamp_is_seen(made: str, degree: str) -> None:
    assert degree_of(made) == degree


@pytest.mark.parametrize(
    "made",
    [
        letter(),
        letter(title="Công tác bảo vệ bí mật nhà nước", text="Tài liệu Mật, Tối mật phải đóng dấu."),
        letter(title="VỀ CÔNG TÁC BẢO MẬT"),
        letter(title="DANH MỤC BÍ MẬT NHÀ NƯỚC ĐỘ TỐI MẬT"),
        letter(title="BAN HÀNH DANH MỤC BÍ MẬT NHÀ NƯỚC ĐỘ\nTỐI MẬT"),
        letter(text="Các dấu chỉ độ mật gồm:\nTUYỆT MẬT\nTỐI MẬT\nMẬT\n"),
        letter(text="ĐỘ MẬT: MẬT"),
        letter(below="Độ mật: Không"),
        letter(below="Độ mật: ……"),
        letter(below="MẬT\nGIẢI MẬT"),
        letter(number="Số: 07/QĐ-BCY CỤC BẢO MẬT"),
        letter(below="V/v bảo vệ bí mật nhà nước"),
        # A form in an annex: the national title, and a blank where the number would stand.
        letter() + "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: ....../QĐ-....\nMẬT\nQUYẾT ĐỊNH\n",
        "Danh sách sản phẩm\n| STT | Tên |\n| 1 | Mật |\n| 2 | Sữa |\n",
        "",
    ],
)
def test_what_only_speaks_of_secrets_is_read(made: str) -> None:
    assert degree_of(made) is None
    refuse_secret(made)


def test_the_reason_names_the_degree_and_nothing_of_the_text() -> None:
    with pytest.raises(Rejected) as caught:
        refuse_secret(letter(below="TỐI MẬT", title="Kế hoạch Hoa Ban"))
    assert "Tối mật" in str(caught.value) and "allow_state_secrets" in str(caught.value)
    assert "Hoa Ban" not in str(caught.value) and "\n" not in str(caught.value)
