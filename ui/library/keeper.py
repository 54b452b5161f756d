"""What a keeper does on the page: bring files, watch them being read, replace, read again, remove."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from ingest.readers.base import MAX_BYTES
from ingest.rows import Entry
from settings import Settings
from ui.access import User
from ui.desk import is_current
from ui.library import strings
from ui.library.intake import NotTaken, replace_with, take_in
from ui.library.jobs import Action, Job, Jobs
from ui.library.keeping import is_of, kept_file
from ui.library.listing import title_of
from ui.library.results import results_html, working_html
from ui.library.shelf import Shelf
from ui.library.work import ensure_worker, is_working, take_back
from ui.marks import escape, escape_markdown

_TICK = 1.0  # seconds between two looks at the work
_SHARES = {"read": (0.0, 0.2), "encode": (0.2, 0.6), "analyze": (0.6, 0.8), "write": (0.8, 1.0)}
_FOLLOWED, _LEFT = 30, 5  # results in view while files are read, and afterwards
_MEGABYTES = MAX_BYTES >> 20


def upload_box(settings: Settings, user: User, empty: bool) -> None:
    """Choose files and send them; what becomes of each stands below."""
    with st.expander(strings.UPLOAD, icon=":material/upload_file:", expanded=empty, key="kho_upload"):
        _line(strings.UPLOAD_HELP.format(_MEGABYTES))
        turn = st.session_state.setdefault("kho_turn", 0)  # a new widget after each sending: an empty one
        files = st.file_uploader(
            strings.CHOOSE,
            accept_multiple_files=True,
            key=f"kho_files_{turn}",
            max_upload_size=_MEGABYTES,
        )
        if st.button(strings.SEND, type="primary", disabled=not files, key="kho_send"):
            taken = take_in(settings.store, user, files)
            st.session_state["kho_turn"] = turn + 1
            _say(strings.SENT.format(taken) if taken else strings.REFUSED)
            ensure_worker(settings)
            st.rerun()


def work_panel(settings: Settings, user: User, shelf: Shelf) -> None:
    """What is being done and what became of each file; follows the work by itself while there is any."""
    if said := st.session_state.pop("kho_said", ""):
        st.html(f'<p class="vb-said" role="status" lang="vi">{escape(said)}</p>')
    with Jobs(settings.store) as jobs:
        opened, pending = jobs.open_jobs(), jobs.pending
    if pending:
        ensure_worker(settings)
    if pending or is_working(settings.store) or not is_current(settings):
        first = st.session_state.setdefault("kho_first", opened[0].number if opened else 0)
        st.fragment(_watch, run_every=_TICK)(settings, user, shelf, first)
        return
    st.session_state.pop("kho_first", None)
    _latest(settings, user, shelf, following=False)


def actions(settings: Settings, user: User, entry: Entry, shelf: Shelf) -> None:
    """Replace, read again or remove one document."""
    file = kept_file(settings.store, entry)
    with st.container(horizontal=True, gap="small", key="kho_actions"):
        if file is not None and entry.path == str(file):
            with st.popover(strings.REPLACE, icon=":material/swap_horiz:", key="kho_replace"):
                _replace(settings, user, entry)
        if st.button(strings.REREAD, icon=":material/refresh:", key="kho_reread"):
            _order(settings, user, "reread", entry)
        with st.popover(strings.REMOVE, icon=":material/delete:", key="kho_remove"):
            st.markdown(_sure(entry, file, shelf))
            if st.button(strings.REMOVE_YES, type="primary", key="kho_remove_yes"):
                _order(settings, user, "remove", entry)


def update_index(settings: Settings, user: User, behind: int) -> None:
    """Offer to bring the index up to date, where some documents are not in it."""
    if behind:
        _line(strings.BEHIND_LINE.format(behind))
        if st.button(strings.UPDATE, key="kho_index"):
            with Jobs(settings.store) as jobs:
                jobs.add(user, "index", name="")
            ensure_worker(settings)
            st.rerun()


def _watch(settings: Settings, user: User, shelf: Shelf, first: int) -> None:
    """Runs again every second by itself; draws the page anew when all is done."""
    with Jobs(settings.store) as jobs:
        opened, stage, pending = jobs.open_jobs(), jobs.staged, jobs.pending
        batch = [job for job in jobs.latest() if job.number >= first]
    if pending:
        ensure_worker(settings)
    elif not is_working(settings.store) and is_current(settings):
        _say(strings.FINISHED)
        st.rerun()
    done = sum(not job.open for job in batch)
    counted = user.documents_allowed is None  # or else the figures would tell how much is hidden
    st.html(working_html([job for job in opened if _mine(job, user)], stage, done, len(batch), counted))
    st.progress(_share(done, len(batch), stage))
    waiting = [job.number for job in opened if job.state == "waiting" and _mine(job, user)]
    if waiting and st.button(strings.STOP.format(len(waiting)), icon=":material/stop:", key="kho_stop"):
        take_back(settings.store, user, waiting)
        st.rerun(scope="fragment")
    _latest(settings, user, shelf, following=True)


def _share(done: int, total: int, stage: tuple[str, int, int]) -> float:
    """How much is done: reading the files is the first half, the stages of the index the second."""
    what, at, of = stage
    low, high = _SHARES.get(what, (0.0, 0.0))
    indexed = low + (high - low) * (at / of if of else 1.0)
    return min(1.0, (done / total if total else 1.0) / 2 + indexed / 2)


def _latest(settings: Settings, user: User, shelf: Shelf, following: bool) -> None:
    with Jobs(settings.store) as jobs:
        mine = [job for job in jobs.latest() if _mine(job, user)]
    if not mine:
        return
    with st.container(key="kho_latest"):
        st.html(results_html(mine, shelf, _FOLLOWED if following else _LEFT))
        if not following and st.button(strings.CLEAR_LATEST, type="tertiary", key="kho_clear"):
            with Jobs(settings.store) as jobs:
                jobs.clear([job.number for job in mine])
            st.rerun()


def _mine(job: Job, user: User) -> bool:
    """Whether a person may know of a job: one's own; all of them where nothing is hidden from the person."""
    return user.documents_allowed is None or job.who == user.email


def _replace(settings: Settings, user: User, entry: Entry) -> None:
    _line(strings.REPLACE_HELP)
    file = st.file_uploader(strings.CHOOSE, key=f"kho_new_{entry.id}", max_upload_size=_MEGABYTES)
    if st.button(strings.SEND, type="primary", disabled=file is None, key="kho_replace_yes") and file:
        try:
            replace_with(settings.store, user, entry.id, file)
        except NotTaken as error:
            st.error(escape_markdown(str(error)))
            return
        _say(strings.QUEUED)
        ensure_worker(settings)
        st.rerun()


def _sure(entry: Entry, file: Path | None, shelf: Shelf) -> str:
    """What removing means, as Markdown that shows exactly it."""
    lines = [strings.REMOVE_SURE.format(title_of(entry))]
    if file is None:
        lines.append(strings.REMOVE_KEPT.format(entry.path))
    else:
        lines.append(strings.REMOVE_FILE)
        others = sum(is_of(one, file) for one in shelf.entries.values())
        lines += [strings.REMOVE_BOX.format(others)] if others > 1 else []
    return "\n\n".join(map(escape_markdown, lines))


def _order(settings: Settings, user: User, action: Action, entry: Entry) -> None:
    with Jobs(settings.store) as jobs:
        jobs.add(user, action, name=Path(entry.path).name, document=entry.id)
    _say(strings.QUEUED)
    ensure_worker(settings)
    st.rerun()


def _line(text: str) -> None:
    st.html(f'<p class="vb-note" lang="vi">{escape(text)}</p>')


def _say(line: str) -> None:
    """Keep a line for the next drawing of the page."""
    st.session_state["kho_said"] = line
