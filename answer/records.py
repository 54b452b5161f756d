"""Answers as JSON objects, and questions from files: what the command line reads and prints."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from answer.types import Answer
from ingest.confidence import page_warning
from settings import PolicyError

if TYPE_CHECKING:
    from index.engine import Index


class QuestionsError(PolicyError):
    """A file of questions that cannot be read."""


def answer_record(index: Index, answer: Answer) -> dict[str, Any]:
    """An answer with its hits, as ``python -m answer --json`` prints it."""
    from index.__main__ import hit_record

    return {
        "question": answer.question,
        "understood": answer.understood,
        "abstained": answer.abstained,
        "reason": answer.reason,
        "answers": [
            asdict(one) | {"warning": page_warning(index.info(one.document).warnings, one.page)}
            for one in answer.answers
        ],
        "hits": [hit_record(index, hit) for hit in answer.hits],
        "took_ms": round(answer.took_ms, 2),
    }


def read_questions(path: Path) -> list[dict[str, Any]]:
    """The lines of a file of questions, ``{"id", "question"}`` each; other keys are kept.

    Raises:
        QuestionsError: the file cannot be read, or a line is not such an object.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionsError(f"{path} cannot be read ({error}); give a file of UTF-8 JSON lines") from error
    rows = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            rows.append({**row, "id": row["id"], "question": str(row["question"])})
        except (ValueError, KeyError, TypeError):
            raise QuestionsError(f'{path}, line {number}: not {{"id": …, "question": …}}') from None
    return rows
