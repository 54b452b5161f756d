"""The sorts of answers that a question may want."""

from __future__ import annotations

from typing import Literal

AskedKind = Literal["number", "rank", "who", "when", "which", "content", "task", "meta"]
MetaField = Literal["signer", "number", "issued", "issuer", "basis", "title", "effective"]
