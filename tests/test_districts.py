"""Districts are known by their names, however written."""

from __future__ import annotations

import pytest

from ingest.districts import district_named


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("thu ngân sách huyện cao lãnh năm 2023", "Cao Lãnh"),
        ("Quận Ninh Kiều có mấy trường", "Ninh Kiều"),
        ("huyện điện biên đông năm nay", "Điện Biên Đông"),  # not Điện Biên
        ("bao nhiêu huyện nông thôn mới", None),
        ("các huyện, thành phố, thị xã", None),
        ("cao lãnh thu bao nhiêu", None),
    ],
)
def test_a_district_is_named_by_its_level(text: str, name: str | None) -> None:
    assert district_named(text) == name
