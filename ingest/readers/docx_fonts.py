"""The fonts of the runs of a Word file (.docx), for text that is still in an old encoding."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element as Element

from ingest.legacy import Converter, Run, encoding_of
from ingest.readers.numbering import attribute, child, local

_KEYS = ("ascii", "hAnsi")


class DocxFonts:
    """Turns the text of runs into Unicode; a document that names no old font is left alone."""

    def __init__(self, body: Element, styles: Element | None) -> None:
        self._styles = {attribute(item, "styleId"): item for item in (styles if styles is not None else ())}
        defaults = child(styles, "docDefaults", "rPrDefault", "rPr", "rFonts")
        self._default = _named(defaults)
        self._of_style: dict[str | None, str | None] = {}
        self._fonts: dict[Element, str | None] = {}
        named = {
            attribute(item, key)
            for root in (body, styles)
            if root is not None
            for item in root.iter()
            if local(item) == "rFonts"
            for key in _KEYS
        }
        self.converter: Converter | None = None
        if any(map(encoding_of, named)):
            self.converter = Converter(self._runs(body))

    def text(self, text: str, run: Element | None) -> str:
        """``text`` of ``run`` as Unicode."""
        if self.converter is None or run is None:
            return text
        return self.converter.text(Run(text, self._fonts.get(run)))

    def _runs(self, body: Element) -> Iterator[Run]:
        for paragraph in (item for item in body.iter() if local(item) == "p"):
            style = self._style(attribute(child(paragraph, "pPr", "pStyle")))
            for run in (item for item in paragraph.iter() if local(item) == "r"):
                font = self._own(run) or style or self._default
                self._fonts[run] = font
                yield Run("".join(str(item.text or "") for item in run if local(item) == "t"), font)

    def _own(self, run: Element) -> str | None:
        own = _named(child(run, "rPr", "rFonts"))
        return own or self._style(attribute(child(run, "rPr", "rStyle")))

    def _style(self, style: str | None) -> str | None:
        """The font that ``style``, or one that it is based on, names."""
        seen: set[str | None] = set()
        at = style
        while at in self._styles and at not in seen and style not in self._of_style:
            seen.add(at)
            if (font := _named(child(self._styles[at], "rPr", "rFonts"))) is not None:
                self._of_style[style] = font
            at = attribute(child(self._styles[at], "basedOn"))
        return self._of_style.setdefault(style, None)


def _named(fonts: Element | None) -> str | None:
    """The font for letters; where ASCII and others differ, the one with an old encoding."""
    names = [name for key in _KEYS if (name := attribute(fonts, key))]
    return next((name for name in names if encoding_of(name)), names[0] if names else None)
