"""Who holds a post: only a signature, or a person whom the text calls by the post, can tell."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from answer import acts, reasons
from answer.found import Found, Outcome
from answer.meta_words import POSTS
from answer.organs import Organ, named_organs, organs_agree
from answer.question import Asked
from index.content import DocumentInfo
from ingest.facts.words import fold
from ingest.types import Document

_ORGAN_OF = {"bi thu": "party", "chu tich": "committee"}
_ACTING = re.compile(r"^(?:kt|tm|tl|tuq|t m|k t) ")


def answer_holder(
    asked: Asked, infos: Sequence[DocumentInfo], near: Sequence[str], load: Callable[[str], Document]
) -> Outcome:
    """The name with the signature that shows it, or a refusal that names who signed what is nearest.

    ``infos`` are documents of fitting places; ``near`` ids of documents that the search found.
    """
    post = asked.post or ""
    wanted = _wanted(asked, post)
    found: list[Found] = []
    signer = None
    ids = [info.id for info in infos if asked.places or info.id in near]
    for document in map(load, ids):
        told = _signature(document, post, wanted) or acts.honoured(document, post)
        if told:
            found.append(Found(document, told[0], told[1], 0.9))
        elif signer is None:
            signer = _signer_told(document)
    return (
        Outcome(tuple(found), None)
        if found
        else Outcome((), reasons.no_holder(POSTS.get(post, post), asked.places, signer))
    )


def _wanted(asked: Asked, post: str) -> Organ | None:
    """The organ whose post it is, from the words after the post."""
    named = named_organs(asked.text)
    if named:
        return named[0]
    branch = next((branch for name, branch in _ORGAN_OF.items() if post.endswith(name)), None)
    return Organ(branch, None, 0) if branch else None


def _signature(document: Document, post: str, wanted: Organ | None) -> acts.Told | None:
    for one in acts.signatures(document):
        if one.post is None or one.name is None:
            continue
        written = _ACTING.sub("", fold(document.text[slice(*one.post)]))
        has = named_organs(document.text[slice(*one.block)]) or named_organs(
            document.issuer or document.title
        )
        agrees = wanted is None or (has and organs_agree(wanted, has[0]))
        if agrees and (written == post or written.startswith(f"{post} ")):
            return one.name, one.block
    return None


def _signer_told(document: Document) -> str | None:
    for one in acts.signatures(document):
        if one.post and one.name:
            post = " ".join(document.text[slice(*one.post)].strip("* ").split())
            return f"{document.text[slice(*one.name)]}, {post.capitalize()}, ký “{document.title}”"
    return None
