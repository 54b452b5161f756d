"""How a text is put to a model: its prompt in front, its words joined where the model wants them so."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.segmentation import segmented, segmenter, wants_segments
from index.vectors import EncoderError
from settings import Settings

_AUTO = "auto"
_QUERY = ("query",)  # names of prompts, in the order in which sentence-transformers looks for them
_PASSAGE = ("document", "passage", "corpus")
_E5 = ("query: ", "passage: ")  # what E5 models (Wang et al. 2022, 2024) were trained with and do not declare
_E5_NAME = re.compile(r"(?:^|[-_.])e5(?:[-_.](?!.*instruct)|$)", re.IGNORECASE)
_CONFIG = "config_sentence_transformers.json"


@dataclass(frozen=True, slots=True)
class Wording:
    """What a model reads for a text.

    Attributes:
        query, passage: put in front of a question, of a passage.
        segmented: whether words are joined by ``_``.
    """

    query: str = ""
    passage: str = ""
    segmented: bool = False

    def of_query(self, text: str) -> str:
        """What the model reads for a question."""
        return self.query + self._words(text)

    def of_passage(self, text: str) -> str:
        """What the model reads for a passage."""
        return self.passage + self._words(text)

    @property
    def label(self) -> str:
        """The part of an encoder's name that changes whenever this would change vectors of passages."""
        prompt = f" «{self.passage}»" if self.passage else ""
        return prompt + (f" segmented by {segmenter()}" if self.segmented else "")

    def _words(self, text: str) -> str:
        return segmented(text) if self.segmented else text


def wording_of(settings: Settings, name: str, folder: Path) -> Wording:
    """The wording for a model by its name and its folder: what settings name, else what the model wants.

    Raises:
        EncoderError: a file of the folder cannot be read.
    """
    query, passage = _declared(folder) or (_E5 if _E5_NAME.search(name) else ("", ""))
    return Wording(
        query if settings.query_prompt == _AUTO else settings.query_prompt,
        passage if settings.passage_prompt == _AUTO else settings.passage_prompt,
        wants_segments(_segmenting(settings), folder),
    )


def _segmenting(settings: Settings) -> bool | str:
    """The setting; the packaged model's vocabulary is known, and large, so it is not read for it."""
    packaged = settings.model == "default" and settings.segment_words == _AUTO
    return False if packaged else settings.segment_words


def _declared(folder: Path) -> tuple[str, str] | None:
    """Prompts of questions and passages as the folder declares them; ``None`` where it declares none.

    sentence-transformers writes empty ones into every folder that it saves: they declare nothing.
    """
    try:
        config = json.loads((folder / _CONFIG).read_text(encoding="utf-8"))
        prompts = {str(name): str(text) for name, text in (config.get("prompts") or {}).items() if text}
    except FileNotFoundError:
        return None
    except (OSError, ValueError, AttributeError) as error:
        raise EncoderError(f"{folder / _CONFIG}: cannot be read ({error}); copy the folder again") from error
    default = prompts.get(str(config.get("default_prompt_name")), "")
    return (_first(prompts, _QUERY, default), _first(prompts, _PASSAGE, default)) if prompts else None


def _first(prompts: Mapping[str, str], names: Sequence[str], default: str) -> str:
    return next((prompts[name] for name in names if name in prompts), default)
