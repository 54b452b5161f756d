"""What is being done with the library and what became of each file, as HTML."""

from __future__ import annotations

from collections.abc import Sequence

from ui.library import strings
from ui.library.jobs import Job, Result
from ui.library.listing import title_of
from ui.library.shelf import Shelf
from ui.library.state import Shown, address
from ui.marks import escape


def working_html(
    opened: Sequence[Job], stage: tuple[str, int, int], done: int, total: int, counted: bool = True
) -> str:
    """One line on what is being done now, and one on how much is left; with ``counted`` how far it is.

    Where no job is left, answers are not yet drawn from the new index: it is being opened.
    """
    what, at, of = stage
    if what in strings.STAGES:
        now = strings.INDEXING.format(stage=strings.STAGES[what], done=at, total=of)
        now = strings.LEARNING if what == "analyze" and at == of else now if counted else strings.INDEXING_NOW
    else:
        job = next((one for one in opened if one.state == "working"), None)
        now = "" if opened else strings.OPENING
        now = strings.WORKING.format(name=" ".join(filter(None, (job.name, job.note)))) if job else now
    left = strings.PROGRESS.format(done=done, total=total) if counted else ""
    now = f"<p><b>{escape(now)}</b></p>" if now else ""
    return f'<div class="vb-working" role="status" lang="vi">{now}<p>{escape(left)}</p></div>'


def results_html(jobs: Sequence[Job], shelf: Shelf, few: int = 5) -> str:
    """A line for every job, the latest first, those after ``few`` folded; an archive with its files."""
    items = "".join(_job(job, shelf) for job in jobs[:few])
    rest = "".join(_job(job, shelf) for job in jobs[few:])
    more = f"<details><summary>{escape(strings.MORE_JOBS.format(len(jobs) - few))}</summary><ul>{rest}</ul>"
    folded = f"{more}</details>" if rest else ""
    title = escape(strings.LATEST)
    return f'<section class="vb-results" lang="vi"><h2>{title}</h2><ul>{items}</ul>{folded}</section>'


def _job(job: Job, shelf: Shelf) -> str:
    kind = {"done": "vb-good", "rejected": "vb-bad"}.get(job.state, "vb-open-job")
    state = f'<span class="vb-tag {kind}">{escape(strings.RESULT[job.state])}</span>'
    what = escape(strings.ACTIONS[job.action])
    note = f"<p>{escape(job.note)}</p>" if job.note else ""
    single = job.results[0] if len(job.results) == 1 else None
    below = "".join(_result(one, shelf) for one in job.results) if len(job.results) > 1 else ""
    told = _told(single, shelf) if single else ""
    inside = f"<ul>{below}</ul>" if below else ""
    return f"<li>{state}<div><b>{escape(job.name)}</b> <span>{what}</span>{told}{note}{inside}</div></li>"


def _result(result: Result, shelf: Shelf) -> str:
    return f"<li><b>{escape(result.name)}</b>{_told(result, shelf)}</li>"


def _told(result: Result, shelf: Shelf) -> str:
    """What became of one document: a link to it where it is there and the person may see it."""
    entry = shelf.entries.get(result.document)
    status = escape(strings.STATUS.get(result.status, result.status))
    if entry is not None and result.status in ("added", "updated", "unchanged"):
        href = escape(address(Shown(document=entry.id)))
        status += f': <a class="vb-open" href="{href}">{escape(title_of(entry))}</a>'
    near = [title_of(shelf.entries[id]) for id in result.near if id in shelf.entries]
    reason = "; ".join(
        part for part in (result.reason, strings.NEAR_TO.format(near[0]) if near else "") if part
    )
    return f"<p>{status}{escape(f'; {reason}' if reason else '')}</p>"
