"""Figures as HTML: tables with intervals, bars by group, lists of questions. Foreign text is escaped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from eval.compare import Difference
from eval.measures import MEASURES
from eval.records.figures import Bounded, Change, Group
from eval.records.types import Result
from ui.compare.agreement import table_html
from ui.compare.state import Compared
from ui.compare.state import address as compare_address
from ui.evaluation import strings
from ui.marks import escape

_AT_ONCE = 12  # questions in view; the others are folded away


def number(value: float, digits: int = 3, sign: bool = False) -> str:
    """``"0,898"``, ``"+0,011"``."""
    text = f"{value:+.{digits}f}" if sign else f"{value:.{digits}f}"
    return text.replace(".", ",").replace("-", "−")


def span(low: float, high: float, sign: bool = False) -> str:
    """``"0,830 đến 0,955"``."""
    return f"{number(low, sign=sign)} đến {number(high, sign=sign)}"


def summary_html(
    found: Mapping[str, Bounded], other: Mapping[str, Bounded], apart: Mapping[str, Difference]
) -> str:
    """Each measure with its interval and, beside another record, how far the two lie apart."""
    if not apart:
        rows = [(name, number(mean), span(*bounds)) for name, (mean, bounds) in found.items()]
        return table_html(strings.SUMMARY, strings.SUMMARY_HEAD, rows)
    two = [
        (
            name,
            number(mean),
            span(*bounds),
            number(other[name][0]),
            number(apart[name].mean, sign=True),
            span(apart[name].low, apart[name].high, sign=True),
            number(apart[name].p, 4),
            f"{apart[name].won}/{apart[name].lost}",
        )
        for name, (mean, bounds) in found.items()
    ]
    return table_html(strings.SUMMARY, strings.SUMMARY_HEAD_TWO, two)


def groups_html(found: Sequence[Group], names: Mapping[str, str], measure: str) -> str:
    """A bar a group, as long as its mean, with the interval drawn in it."""
    items = "".join(
        f'<li><span class="ve-name">{escape(names.get(one.name, one.name))}</span>'
        f'<span class="ve-bar" aria-hidden="true" style="{_lengths(one)}"><i></i><b></b></span>'
        f'<span class="ve-said">{escape(_said(one))}</span></li>'
        for one in found
    )
    return f'<ul class="ve-groups" lang="vi" aria-label="{escape(measure)}">{items}</ul>'


def answers_html(found: Mapping[str, float | int | None], other: Mapping[str, float | int | None]) -> str:
    """Figures of the answers, of both records where there are two."""
    head = strings.ANSWER_HEAD if other else strings.ANSWER_HEAD[:2]
    rows = [
        (name, *(_share(figures.get(key)) for figures in (found, other) if figures))
        for key, name in strings.ANSWER_NAMES.items()
        if found.get(key) is not None
    ]
    return table_html(strings.ANSWERS, head, rows)


def changes_html(found: Sequence[Change], view: Compared) -> str:
    """Questions that differ between two records, the largest loss first, each a way to see both there."""
    items = [
        _question(
            change.result,
            view,
            f"{_rank(change.before)} → {_rank(change.after)}",
            strings.BETTER if change.gain > 0 else strings.WORSE,
            "ve-better" if change.gain > 0 else "ve-worse",
        )
        for change in found
    ]
    return _list(items)


def misses_html(found: Sequence[Result], view: Compared) -> str:
    """Questions whose answer was not found, each a way to look at it in Đối chiếu as ``view`` shows it."""
    items = [
        _question(
            one,
            view,
            strings.MISS_RANK.format(one.rank) if one.rank else strings.MISS_NONE,
            strings.STYLES.get(one.style, one.style),
            "",
        )
        for one in found
    ]
    return _list(items)


def _question(result: Result, view: Compared, said: str, note: str, look: str) -> str:
    href = compare_address(view.at(result.question))
    label = strings.COMPARE_IT.format(result.text)
    return (
        f'<li class="{look}"><a class="vb-open" href="{escape(href)}" aria-label="{escape(label)}">'
        f"{escape(result.text)}</a><span>{escape(said)}</span><b>{escape(note)}</b></li>"
    )


def _list(items: Sequence[str]) -> str:
    rest = "".join(items[_AT_ONCE:])
    more = strings.MORE.format(len(items) - _AT_ONCE)
    folded = f"<details><summary>{escape(more)}</summary><ul>{rest}</ul></details>" if rest else ""
    return f'<div class="ve-list" lang="vi"><ul>{"".join(items[:_AT_ONCE])}</ul>{folded}</div>'


def _said(one: Group) -> str:
    return strings.GROUP_SAID.format(
        mean=number(one.mean, 2), low=number(one.low, 2), high=number(one.high, 2), questions=one.questions
    )


def _lengths(one: Group) -> str:
    return f"--v:{100 * one.mean:.1f}%;--low:{100 * one.low:.1f}%;--high:{100 * one.high:.1f}%"


def _rank(rank: int | None) -> str:
    return strings.RANK.format(rank) if rank else strings.NOT_FOUND


def _share(value: float | int | None) -> str:
    return "–" if value is None else number(float(value))


MEASURE_NAMES = tuple(MEASURES)
