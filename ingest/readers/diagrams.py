"""The words of SmartArt (diagrams drawn by Word and PowerPoint), which lie in a part of their own.

A drawing names the part by a relationship: ``dgm:relIds r:dm="rId7"``; there each point of the diagram has
its paragraphs, in the order in which they were typed.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element as Element

from ingest.readers.base import Rejected
from ingest.readers.numbering import attribute, local
from ingest.readers.packages import parsed, part

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def diagram_lines(data: bytes) -> Iterator[str]:
    """The paragraphs of a diagram's data part (``diagrams/data1.xml``).

    Raises:
        Rejected: the part is damaged or declares entities.
    """
    for paragraph in (item for item in parsed(data).iter() if local(item) == "p"):
        text = "".join(item.text or "" for item in paragraph.iter() if local(item) == "t")
        if text.strip():
            yield text


def with_diagrams(archive: zipfile.ZipFile, root: Element) -> None:
    """Puts the words of each diagram of a Word document into its drawing in ``root``, as a text box."""
    name = next((name for name in archive.namelist() if re.fullmatch(r"word/document\d*\.xml", name)), "")
    if not any(other.startswith("word/diagrams/") for other in archive.namelist()):
        return
    found = [item for item in root.iter() if local(item) == "relIds"]
    targets = dict(_targets(archive, name)) if found else {}
    for item in found:
        target = targets.get(attribute(item, "dm") or "")
        if target is None:
            continue
        box = etree.SubElement(item, f"{{{_WORD}}}txbxContent")
        try:
            lines = list(diagram_lines(part(archive, target)))
        except Rejected:
            continue  # the text is whole without it
        for line in lines:
            run = etree.SubElement(etree.SubElement(box, f"{{{_WORD}}}p"), f"{{{_WORD}}}r")
            etree.SubElement(run, f"{{{_WORD}}}t").text = line


def _targets(archive: zipfile.ZipFile, name: str) -> Iterator[tuple[str, str]]:
    """What the relationships of a part point to: their ids, and names of parts that are there."""
    folder, file = posixpath.split(name)
    data = part(archive, f"{folder}/_rels/{file}.rels")
    there = set(archive.namelist())
    for item in parsed(data) if data else ():
        target = posixpath.normpath(posixpath.join(folder, item.get("Target") or ""))
        target = re.sub(r"^/", "", target)
        if target in there and item.get("Id"):
            yield str(item.get("Id")), target
