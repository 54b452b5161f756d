"""Connections to PostgreSQL that outlive a server: reads go on elsewhere, writes wait for the next primary.

A ``dsn`` may name several hosts as libpq does (``host=a,b port=5432,5432``): writing takes the one that
accepts writes, reading any. Work that loses its server is done again from its beginning on another, so all
work given here must bear repetition; what a transaction writes is whole or absent.
"""

from __future__ import annotations

import importlib
import re
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import cycle
from typing import TYPE_CHECKING, Any, TypeVar

from settings import PolicyError, Settings

if TYPE_CHECKING:
    import psycopg

    Connection = psycopg.Connection[tuple[Any, ...]]
else:
    Connection = Any  # the driver is imported late

T = TypeVar("T")

_NAME = re.compile(r"[a-z_][a-z0-9_]{0,29}")

INSTALL = "pip install -r requirements-postgres.txt"
PATIENCE = 60.0  # seconds that work waits for a server to come back or another to be promoted
_PAUSE = 0.1  # seconds between two tries
_CONNECT = 5  # seconds until a host that is silent counts as gone
_IDLE = 8  # connections kept open for the next work

_ANSWERED: set[str] = set()  # each dsn that did, in this process

# Plans by the values at hand: a filter of three documents and one of ten thousand want different ones.
# Fifty thousand rows of a graph are looked at where a filter lets few pass; 400 give recall of .99 and more.
_SESSION = (
    "SET plan_cache_mode = force_custom_plan",
    "SET enable_partitionwise_join = on",
    "SET hnsw.ef_search = 400",
    "SET hnsw.iterative_scan = strict_order",
    "SET hnsw.max_scan_tuples = 50000",
    "SET jit = off",
    "SET enable_seqscan = off",  # how many rows hold one of some keys is estimated far too high
)
# 25006: no longer the primary; 40001: rows that a replica lost meanwhile; class 57P: a server that stops.
_ELSEWHERE = ("25006", "40001", "40P01", "57P01", "57P02", "57P03", "57P05")


class DatabaseError(PolicyError):
    """PostgreSQL cannot be used as it is."""


class Servers:
    """The servers of one archive; safe to share between threads.

    Attributes:
        patience: seconds that work waits for a server, where one has answered or several may.
    """

    def __init__(self, dsn: str, read_dsn: str = "", schema: str = "public") -> None:
        if not dsn:
            raise DatabaseError('engine = "postgres" needs dsn in settings.toml: "host=db dbname=policy"')
        self.patience = PATIENCE
        self._writing = _Pool(dsn, schema, "read-write")
        self._reading = _Pool(read_dsn or dsn, schema, None)

    def write(self, work: Callable[[Connection], T]) -> T:
        """``work`` in one transaction on the server that accepts writes."""
        return self._until_done([self._writing], work)

    def read(self, work: Callable[[Connection], T]) -> T:
        """``work`` on one unchanging state of any server; where no reader answers, of the writer."""
        return self._until_done([self._reading, self._writing], _unchanging(work))

    def read_primary(self, work: Callable[[Connection], T]) -> T:
        """As ``read``, on the server that accepts writes: it lacks nothing that was written."""
        return self._until_done([self._writing], _unchanging(work))

    @contextmanager
    def held(self, lock: str) -> Iterator[bool]:
        """Whether ``lock`` is ours until the end; it goes when the connection ends, however that ends."""
        with self._until([self._writing], lambda pool: pool.connect()) as connection:
            row = connection.execute("SELECT pg_try_advisory_lock(hashtext(%s))", (lock,)).fetchone()
            yield bool(row and row[0])

    def close(self) -> None:
        """Let go of all connections that no work holds."""
        self._writing.clear()
        self._reading.clear()

    def _until_done(self, pools: Sequence[_Pool], work: Callable[[Connection], T]) -> T:
        def attempt(pool: _Pool) -> T:
            with pool.lent() as connection, connection.transaction():
                return work(connection)

        return self._until(pools, attempt)

    def _until(self, pools: Sequence[_Pool], attempt: Callable[[_Pool], T]) -> T:
        """What ``attempt`` gives on the first of ``pools``, tried in turn, that does not fail it."""
        driver = load_driver()
        deadline = time.monotonic() + self.patience
        for pool in cycle(pools):
            try:
                return attempt(pool)
            except driver.Error as error:
                if not _is_lost(error, driver) or not pool.may_return:
                    raise _told(error) from error
                pool.clear()
                if time.monotonic() > deadline:
                    raise _told(error) from error
                time.sleep(_PAUSE)
        raise AssertionError("unreachable")


class _Pool:
    """Connections to the hosts of one dsn, the last used first."""

    def __init__(self, dsn: str, schema: str, role: str | None) -> None:
        self._dsn, self._schema, self._role = dsn, schema, role
        self._idle: list[Connection] = []
        self._lock = threading.Lock()

    @contextmanager
    def lent(self) -> Iterator[Connection]:
        with self._lock:
            connection = self._idle.pop() if self._idle else None
        connection = connection or self.connect()
        try:
            yield connection
        except BaseException:
            connection.close()
            raise
        with self._lock:
            if len(self._idle) < _IDLE:
                self._idle.append(connection)
                return
        connection.close()

    def clear(self) -> None:
        with self._lock:
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()

    def connect(self) -> Connection:
        connection = connect(self._dsn, self._role)
        connection.execute(f"SET search_path = {self._schema}, public")
        _ANSWERED.add(self._dsn)
        return connection

    @property
    def may_return(self) -> bool:
        """Whether waiting may help: one host that never answered is a wrong dsn, and told at once."""
        hosts = str(load_driver().conninfo.conninfo_to_dict(self._dsn).get("host", ""))
        return self._dsn in _ANSWERED or "," in hosts


def servers_of(settings: Settings) -> Servers:
    """The servers that ``settings`` name; all who name the same share their connections.

    Raises:
        DatabaseError: no dsn, or a schema that is no plain name.
    """
    if not _NAME.fullmatch(settings.schema):
        raise DatabaseError(
            f"schema = {settings.schema!r} is no name: a-z, 0-9 and _, at most 30; correct settings.toml"
        )
    return _shared(settings.dsn, settings.read_dsn, settings.schema)


@lru_cache(maxsize=64)
def _shared(dsn: str, read_dsn: str, schema: str) -> Servers:
    return Servers(dsn, read_dsn, schema)


def connect(dsn: str, role: str | None = None) -> Connection:
    """One connection in autocommit; ``role`` is libpq's target_session_attrs where the dsn names none.

    Raises:
        DatabaseError: the dsn cannot be read. psycopg.OperationalError: no server answers.
    """
    driver = load_driver()
    try:
        given = driver.conninfo.conninfo_to_dict(dsn)
    except driver.ProgrammingError as error:
        raise DatabaseError(f"dsn in settings.toml cannot be read ({_line(error)}); correct it") from None
    usual = {"connect_timeout": _CONNECT, "application_name": "policy"}
    usual |= {"target_session_attrs": role} if role else {"load_balance_hosts": "random"}
    connection: Connection = driver.connect(
        **{**usual, **given}, autocommit=True, prepare_threshold=None, client_encoding="utf8"
    )
    connection.execute("; ".join(_SESSION))
    with_types(connection)
    return connection


def with_types(connection: Connection) -> None:
    """Teach a connection halfvec and sparsevec, where the server knows them already."""
    types = importlib.import_module("pgvector.psycopg")
    if connection.execute("SELECT 1 FROM pg_extension WHERE extname = 'vector'").fetchone():
        types.register_vector(connection)


def load_driver() -> Any:
    """psycopg, imported late: only an archive on PostgreSQL needs it.

    Raises:
        DatabaseError: it is not installed.
    """
    try:
        importlib.import_module("pgvector")
        return importlib.import_module("psycopg")
    except ImportError as error:
        raise DatabaseError(f'engine = "postgres" needs packages that are not here: {INSTALL}') from error


def _unchanging(work: Callable[[Connection], T]) -> Callable[[Connection], T]:
    def read(connection: Connection) -> T:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        return work(connection)

    return read


def _is_lost(error: Exception, driver: Any) -> bool:
    """Whether the server is to blame, not the work: the same may well be done on another one."""
    state = getattr(error, "sqlstate", None)
    if state:
        return bool(state.startswith("08") or state in _ELSEWHERE)
    return isinstance(error, driver.OperationalError | driver.InterfaceError)


def _told(error: Exception) -> Exception:
    """A server that does not answer or does not let in is the user's; a statement that fails is a bug."""
    state = getattr(error, "sqlstate", None) or "08000"
    if state[:2] in ("08", "28", "3D", "53", "57", "42") and state not in ("42601", "42P01", "42703"):
        return DatabaseError(f"PostgreSQL: {_line(error)}; check dsn in settings.toml and the server")
    return error


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:300]
