"""Control words of rich text files: what holds no text, what stands for a sign, and code pages by charset."""

from __future__ import annotations

# What is no text of the document; the rest of a group with \* is skipped too, but for the shapes' text.
SKIPPED = frozenset(
    b"colortbl stylesheet info pict fldinst "
    b"xe tc annotation atnid atnauthor atnref object objdata objclass sp filetbl listtable listoverridetable "
    b"revtbl rsidtbl themedata datastore latentstyles generator mmathPr nonshppict bkmkstart bkmkend pntxta "
    b"pntxtb ftnsep ftnsepc aftnsep aftnsepc template".split()
)
MARGINS = frozenset(b"header headerl headerr headerf footer footerl footerr footerf".split())
KEPT = frozenset((b"shpinst", b"shptxt", b"result", b"objresult", b"shppict", b"nesttableprops"))
SIGNS = {b"tab": " ", b"line": "\n", b"emdash": "—", b"endash": "–", b"lquote": "‘", b"rquote": "’"}
SIGNS |= {b"ldblquote": "“", b"rdblquote": "”", b"bullet": "•", b"emspace": " ", b"enspace": " "}
ESCAPED = {b"~": "\xa0", b"_": "-", b"{": "{", b"}": "}", b"\\": "\\"}
CODEPAGES = {0: "cp1252", 1: "cp1252", 2: "latin-1", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk"}
CODEPAGES |= {136: "big5", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256"}
CODEPAGES |= {186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250"}
