"""What a question is about, in its own words, for the sentence of a refusal."""

from __future__ import annotations

from answer.question import Asked
from index.gist import gist


def topic(asked: Asked) -> str:
    """The question without its year, place and question words; empty where too little or much is left."""
    return gist(asked.text, asked.places)
