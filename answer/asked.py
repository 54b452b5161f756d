"""The sorts of answers that a question may want."""

from __future__ import annotations

from typing import Literal

AskedKind = Literal["number", "rank", "who", "when", "which", "content", "task", "meta"]
MetaField = Literal[
    "signer",  # người ký
    "post",  # chức vụ người ký
    "holder",  # ai giữ một chức vụ
    "number",  # số hiệu
    "issued",  # ngày ban hành
    "issued_at",  # nơi ban hành
    "issuer",  # cơ quan ban hành
    "kind",  # tên loại
    "title",  # trích yếu
    "basis",  # căn cứ ban hành
    "effective",  # hiệu lực thi hành
    "replaces",  # văn bản bị thay thế, bãi bỏ
    "amends",  # văn bản được sửa đổi, bổ sung
    "recipients",  # nơi nhận
    "executors",  # trách nhiệm thi hành
    "attached",  # kèm theo văn bản nào
    "proposer",  # theo đề nghị của ai
    "consulted",  # lấy ý kiến của ai
    "spread",  # phổ biến đến đâu
    "ordinal",  # khoá mấy, đại hội lần thứ mấy
    "parts",  # có mấy điều, chương, mục
]
