"""What a reader has before the eyes: whether a part is in view, and how wide a page is."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from PIL import Image

from ingest.readers import ocr
from ui.screenshots import SIZES, settle

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

PHONE = SIZES["phone"]
NARROWEST = 320  # pixels across that a page must do with
# Whole and within the window, and nothing that stays in place when the page scrolls lies over it.
_IN_VIEW = """part => {
  const box = part.getClientRects()[0];
  if (!box || !box.height || box.top < 0 || box.bottom > innerHeight) return false;
  const there = document.elementFromPoint(box.left + 2, box.top + box.height / 2);
  return part.contains(there) || Boolean(there?.contains(part));
}"""
# The right edge of whatever can be read or pressed, but for what scrolls by itself.
_WIDEST = """() => Math.max(
  document.querySelector('[data-testid=stMain]').scrollWidth,
  ...[...document.querySelectorAll('.stApp :is(p, h1, h2, h3, li, a, input, button, article, img, figure)')]
    .filter(part => part.offsetParent && !part.closest('.vb-grid, .vb-matrix, .vb-across, .vb-unseen'))
    .map(part => Math.floor(part.getBoundingClientRect().right)),
)"""


def go(page: Page, home: str, where: str) -> None:
    """Open a relative address and wait until it is drawn."""
    page.goto(home + where)
    settle(page)


def in_view(part: Locator) -> bool:
    """Whether the first line of a part is seen as it stands, without scrolling."""
    return bool(part.evaluate(_IN_VIEW))


def widest(page: Page) -> int:
    """Pixels from the left to the rightmost edge of what is on the page."""
    return int(page.evaluate(_WIDEST))


def words_in(png: bytes) -> str:
    """What Tesseract reads in a picture, enlarged to the size of print."""
    image = Image.open(io.BytesIO(png)).convert("L")
    large = image.resize((image.width * 3, image.height * 3))
    padded = Image.new("L", (large.width + 60, large.height + 60), 255)
    padded.paste(large, (30, 30))
    out = io.BytesIO()
    padded.save(out, "PNG")
    return " ".join(word.text for word in ocr.words_of(ocr.recognize(out.getvalue(), 300)))
