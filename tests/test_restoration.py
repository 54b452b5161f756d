"""The measure of restored diacritics: what it counts, on records written here."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from eval.restoration import main

TEXT = (
    "Ủy ban nhân dân huyện chỉ đạo rà soát hộ nghèo, hộ cận nghèo trên địa bàn. "
    "Tỷ lệ người dân tham gia bảo hiểm y tế đạt kế hoạch được giao trong năm. "
    "Đẩy mạnh cải cách hành chính, nâng cao chất lượng phục vụ nhân dân."
)


def test_a_table_tells_typed_from_restored(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    records = tmp_path / "records.jsonl.gz"
    with gzip.open(records, "wt", encoding="utf-8") as file:
        for number in range(4):
            file.write(json.dumps({"id": f"r{number}", "text": TEXT}, ensure_ascii=False) + "\n")
    assert main([str(records)]) == 0
    rows = [line.rsplit(maxsplit=3) for line in capsys.readouterr().out.splitlines()[2:]]
    share = {row[0].strip(): float(row[2]) for row in rows}
    typed = share[next(name for name in share if name.startswith("as typed") and "sentences" in name)]
    shipped = share[next(name for name in share if name.startswith("shipped") and "sentences" in name)]
    learnt = share[
        next(name for name in share if name.startswith("with the archive") and "sentences" in name)
    ]
    assert typed < 0.5 < 0.9 < shipped <= learnt
