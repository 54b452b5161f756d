"""Names of districts until 30 June 2025, for questions that write them small ("huyện cao lãnh").

The table is that of underthesea's addresses (vietnamadminunits), that comes with the package; read when a
question first names a district that no document is of.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from ingest.facts.words import fold

_LEVEL = r"(?:huyện|quận|thị xã|thành phố)"
_AFTER_LEVEL = re.compile(rf"\b{_LEVEL}((?:\s+[^\W\d_]+){{1,4}})", re.IGNORECASE)
_OWN_LEVEL = re.compile(rf"^{_LEVEL}\s+", re.IGNORECASE)


def district_named(text: str) -> str | None:
    """The district whose level and name stand in ``text``, in small letters or capitals, as the table
    writes it: "thu ngân sách huyện cao lãnh" gives "Cao Lãnh"."""
    for found in _AFTER_LEVEL.finditer(text):
        words = fold(found[1]).split()
        for count in range(len(words), 0, -1):
            if name := _names().get(" ".join(words[:count])):
                return name
    return None


@lru_cache(maxsize=1)
def _names() -> Mapping[str, str]:
    """Names without their level by their folded form; none where the package holds no table."""
    spec = find_spec("underthesea")
    folder = Path(spec.origin).parent if spec and spec.origin else Path()
    try:
        rows = json.loads((folder / "address" / "data" / "mapping.json").read_text("utf-8"))["ward_mapping"]
    except (OSError, ValueError, KeyError):
        return {}
    levelled = {row["old_district"] for row in rows if row.get("old_district")}
    names = sorted(_OWN_LEVEL.sub("", one) for one in levelled)
    return {fold(name): name for name in names if not name.isdigit() and len(name) > 2}
