"""Digests as Markdown and as HTML."""

from __future__ import annotations

from html import escape
from itertools import groupby

from corpus._make.blocks import Block, Digest, spans

_TAGS = {"bold": "strong", "italic": "em"}
_STYLE = (
    "body{font-family:'Times New Roman',serif;max-width:46em;margin:2em auto;line-height:1.5}"
    "table{border-collapse:collapse}td,th{border:1px solid;padding:.2em .6em;text-align:left}"
)


def markdown(digest: Digest) -> str:
    """The whole file, a block a paragraph and never a paragraph over two lines."""
    head = [f"**{line}**" for key in ("issuer", "state", "number", "dateline") for line in digest.lines(key)]
    title = [f"# {digest.head['kind']}", f"**{digest.head['about']}**", f"*({digest.head['part']})*"]
    parts = []
    for kind, group in groupby(digest.blocks, lambda block: block.kind):
        joined = ("\n" if kind == "item" else "\n\n").join(_markdown_block(block) for block in group)
        parts.append(joined)
    return "\n\n".join([*head, *title, *parts]) + "\n"


def html(digest: Digest) -> str:
    """A complete page: ``header`` holds the letterhead, ``footer`` the signature."""
    header = "".join(
        f"<p>{escape(line)}</p>\n"
        for key in ("issuer", "state", "number", "dateline")
        for line in digest.lines(key)
    )
    body = ""
    for kind, group in groupby(digest.blocks, lambda block: block.kind):
        inside = "".join(_html_block(block) for block in group)
        body += f"<ul>\n{inside}</ul>\n" if kind == "item" else inside
    kind, about, part = (escape(digest.head[key]) for key in ("kind", "about", "part"))
    return (
        f'<!DOCTYPE html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">\n<title>{kind} {about}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<article>\n<header>\n{header}</header>\n"
        f"<h1>{kind}</h1>\n<p><strong>{about}</strong></p>\n<p><em>({part})</em></p>\n{body}</article>\n"
        "</body>\n</html>\n"
    )


def _markdown_block(block: Block) -> str:
    if block.kind == "heading":
        return f"{'#' * block.level} {block.text}"
    if block.kind == "item":
        return f"- {block.text}"
    if block.kind == "signature":
        return "\n\n".join(f"**{line}**" for (line,) in block.rows)
    if block.kind == "table":
        rows = [f"| {' | '.join(row)} |" for row in block.rows]
        return "\n".join([rows[0], "|" + " --- |" * len(block.rows[0]), *rows[1:]])
    return block.text


def _html_block(block: Block) -> str:
    if block.kind == "heading":
        return f"<h{block.level}>{escape(block.text)}</h{block.level}>\n"
    if block.kind == "item":
        return f"<li>{_html_spans(block.text)}</li>\n"
    if block.kind == "signature":
        return (
            "<footer>\n"
            + "".join(f"<p><strong>{escape(line)}</strong></p>\n" for (line,) in block.rows)
            + "</footer>\n"
        )
    if block.kind == "table":
        head, *rows = ("".join(f"<CELL>{escape(cell)}</CELL>" for cell in row) for row in block.rows)
        lines = "".join(f"<tr>{row}</tr>\n".replace("CELL", "td") for row in rows)
        first = head.replace("CELL", "th")
        return f"<table>\n<thead>\n<tr>{first}</tr>\n</thead>\n<tbody>\n{lines}</tbody>\n</table>\n"
    return f"<p>{_html_spans(block.text)}</p>\n"


def _html_spans(text: str) -> str:
    return "".join(
        f"<{_TAGS[style]}>{escape(run)}</{_TAGS[style]}>" if style else escape(run)
        for style, run in spans(text)
    )
