"""Settings of the whole program: one TOML file, one frozen dataclass, no surprises.

A key that the program does not know is an error that names it, so that a typing slip never
passes silently. Every value has a default that works offline on a two-core PC.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path

ROOT = Path(__file__).resolve().parent
DEFAULT_FILE = ROOT / "settings.toml"


class PolicyError(Exception):
    """Base of every error that a user may see: one line that says what is wrong and what to do next."""


class SettingsError(PolicyError):
    """The settings file cannot be used as it stands."""


@dataclass(frozen=True, slots=True)
class Group:
    """Documents that only some people see.

    Attributes:
        name: what the group is called.
        members: addresses, or patterns of them (``"*@so.gov.vn"``).
        documents: ids of documents, or files and folders they were read from; ``*`` stands for anything.
    """

    name: str
    members: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Access:
    """Who may use the page, by address or pattern of addresses; while ``on`` is false, everyone may do all.

    Attributes:
        on: whether people must sign in.
        readers: who may ask and read. reviewers: who may judge and measure besides.
        keepers: who may upload and remove besides reading.
        groups: documents that only the members of a group see, whatever their roles.
    """

    on: bool = False
    readers: tuple[str, ...] = ()
    reviewers: tuple[str, ...] = ()
    keepers: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be changed without changing code.

    Attributes:
        store: folder that holds all generated state (documents, index).
        models: folder that all stores share for models made on this machine (1 GB for the default).
        model: ``"default"`` (the packaged multilingual-e5-small), ``"hashing"`` (a computable
            encoder for tests), a local sentence-transformers folder, or a hub name.
        question_model: what reads the questions; passages keep their vectors. ``"default"``: what was learnt
            for the packaged model and ships with the program, else ``model`` itself; a folder or hub name
            made for ``model`` by ``python -m index.train``; empty for ``model`` itself.
        query_prompt: text put before a question; empty for none, ``"auto"`` for what the model declares.
        passage_prompt: text put before a passage, likewise.
        segment_words: whether the model reads words joined by ``_`` ("cán_bộ"), as the PhoBERT family
            does; ``"auto"`` asks its tokenizer.
        reranker: a cross-encoder that reads the first passages again, a folder or a hub name; empty for none.
        rerank_top: passages that it reads.
        rerank_share: of the order of these that is its own, from 0 to 1; the rest is the search's.
        device: ``"auto"``, ``"cpu"`` or ``"cuda"``.
        runtime: what runs the model on a processor: ``"openvino"`` (its graph, compiled on first use) or
            ``"torch"``; ``"auto"`` takes the first where it can. Vectors agree to a cosine of .9999.
        batch_size: passages encoded at a time.
        file_seconds: a file that gives no sign of life for so long while it is read is rejected.
        file_megabytes: memory that reading one file may take; a file that needs more is rejected.
        allow_state_secrets: documents stamped Mật, Tối mật or Tuyệt mật are read too; else they are refused.
        abstain_below: the answer engine says no when its confidence (0 to 1) is lower.
        engine: ``"files"``, all in the folder ``store``, or ``"postgres"``, a database with pgvector.
        dsn: that database as libpq writes it, several hosts where there are (``"host=a,b dbname=policy"``).
        read_dsn: servers that answer searches, its replicas too; empty for those of ``dsn``.
        schema: name of the archive in the database.
        index_megabytes: memory that a database server may take while it makes one index of a new build.
        workers: who reads files and encodes: empty for this process, a number of processes, or the address
            of a Ray cluster (``"head:6379"``) whose machines hold this program and reach the same files.
        answering_processes: how many processes answer questions that meet, the page's own counted: a number,
            or ``"auto"``: one for each core, four at most, where memory allows.
        composer_url: an OpenAI-compatible endpoint (``"http://localhost:8080/v1"``) that writes a paragraph
            over the cited quotes; empty for none. Questions and quotes are sent to it.
        composer_model: the model that it is asked for.
        access: who may use the page and see which documents.
    """

    store: Path = ROOT / "data"
    models: Path = ROOT / "data" / "models"
    model: str = "default"
    question_model: str = "default"
    query_prompt: str = "auto"
    passage_prompt: str = "auto"
    segment_words: bool | str = "auto"
    reranker: str = ""
    rerank_top: int = 20
    rerank_share: float = 0.3
    device: str = "auto"
    runtime: str = "auto"
    batch_size: int = 32
    file_seconds: float = 120.0
    file_megabytes: int = 2048
    allow_state_secrets: bool = False
    abstain_below: float = 0.5
    engine: str = "files"
    dsn: str = ""
    read_dsn: str = ""
    schema: str = "policy"
    index_megabytes: int = 2048
    workers: str = ""
    answering_processes: int | str = "auto"
    composer_url: str = ""
    composer_model: str = "default"
    access: Access = Access()


def load_settings(path: Path = DEFAULT_FILE, store: Path | None = None) -> Settings:
    """Read ``path`` (no ``settings.toml``: all defaults); ``store`` overrides the folder it names.

    Raises:
        SettingsError: another file that is not there, unreadable TOML, an unknown key, or a value of the
            wrong type.
    """
    given = _read(path)
    known = {field.name for field in fields(Settings)}
    _check_keys(given, known, path)
    values = {key: _typed(key, value, path) for key, value in given.items()}
    if store is not None:
        values["store"] = Path(store)
    return Settings(**values)  # type: ignore[arg-type]


def _read(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        if path == DEFAULT_FILE:
            return {}
        raise SettingsError(f"{path}: no such file; correct --settings") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: not valid TOML ({error}); correct that line") from error


def _check_keys(given: Iterable[str], known: Iterable[str], path: Path) -> None:
    for key in given:
        if key not in known:
            raise SettingsError(_unknown(key, path, sorted(known)))


def _unknown(key: str, path: Path, known: list[str]) -> str:
    near = difflib.get_close_matches(key, known, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"known keys: {', '.join(known)}"
    return f"{path}: unknown setting {key!r}; {hint}"


def _typed(key: str, value: object, path: Path) -> object:
    if key in _EITHER:
        return _one_of(_EITHER[key], key, value, path)
    if key == "answering_processes":
        return _auto_or_number(key, value, path)
    if key == "access":
        return _access(value, path)
    default = getattr(Settings(), key)
    if isinstance(default, Path) and isinstance(value, str):
        return (path.parent / value) if not Path(value).is_absolute() else Path(value)
    if isinstance(default, float) and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if type(value) is not type(default):
        wanted = "a string" if isinstance(default, Path) else f"of type {type(default).__name__}"
        raise SettingsError(f"{path}: {key!r} must be {wanted}, not {value!r}")
    return value


def _auto_or_number(key: str, value: object, path: Path) -> int | str:
    if value == "auto" or (isinstance(value, int) and not isinstance(value, bool) and value > 0):
        return value
    raise SettingsError(f"{path}: {key!r} must be 'auto' or a number from 1 on, not {value!r}")


def _access(value: object, path: Path) -> Access:
    """The table ``[access]``."""
    table = _table("access", value, path)
    _check_keys(table, [field.name for field in fields(Access)], path)
    on = table.pop("on", False)
    if not isinstance(on, bool):
        raise SettingsError(f"{path}: 'access.on' must be true or false, not {on!r}")
    groups = _table("access.groups", table.pop("groups", {}), path)
    made = tuple(_group(name, group, path) for name, group in groups.items())
    lists = {key: _texts(f"access.{key}", listed, path) for key, listed in table.items()}
    return Access(on, groups=made, **lists)


def _group(name: str, value: object, path: Path) -> Group:
    """A table ``[access.groups.NAME]``."""
    table = _table(f"access.groups.{name}", value, path)
    _check_keys(table, ("members", "documents"), path)
    lists = {key: _texts(f"access.groups.{name}.{key}", listed, path) for key, listed in table.items()}
    return Group(name, **lists)


def _table(key: str, value: object, path: Path) -> dict[str, object]:
    if not isinstance(value, dict):
        raise SettingsError(f"{path}: {key!r} must be a table, not {value!r}")
    return dict(value)


def _texts(key: str, value: object, path: Path) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
        raise SettingsError(f"{path}: {key!r} must be a list of strings, not {value!r}")
    return tuple(one.strip() for one in value)


_EITHER: dict[str, tuple[object, ...]] = {
    "segment_words": (True, False, "auto"),
    "engine": ("files", "postgres"),
}


def _one_of(allowed: tuple[object, ...], key: str, value: object, path: Path) -> object:
    if any(value is one or (value == one and isinstance(one, str)) for one in allowed):
        return value
    words = ", ".join(repr(one) if isinstance(one, str) else str(one).lower() for one in allowed)
    raise SettingsError(f"{path}: {key!r} must be one of {words}, not {value!r}")
