-- Evaluations of one store: a plan that becomes figures, question by question.
CREATE TABLE records (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,            -- UTC, ISO 8601
    who TEXT NOT NULL,
    set_name TEXT NOT NULL,
    variant TEXT NOT NULL,
    configuration TEXT NOT NULL, -- its key
    answers INTEGER NOT NULL,    -- whether answers are judged too
    about TEXT NOT NULL,         -- JSON: all that tells the configuration from others
    state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed', 'stopped')),
    done INTEGER NOT NULL DEFAULT 0,
    total INTEGER NOT NULL DEFAULT 0,
    beat REAL NOT NULL DEFAULT 0, -- last sign of life, seconds of the epoch
    note TEXT NOT NULL DEFAULT '', -- why it failed
    documents INTEGER NOT NULL DEFAULT 0,
    passages INTEGER NOT NULL DEFAULT 0,
    median_ms REAL,
    fingerprint TEXT NOT NULL DEFAULT '' -- of the questions with their judgements
);
CREATE TABLE results (
    record INTEGER NOT NULL REFERENCES records (id) ON DELETE CASCADE,
    question TEXT NOT NULL,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    kind TEXT NOT NULL,
    style TEXT NOT NULL,
    documents TEXT NOT NULL,     -- JSON: ids of the documents that the judgements name
    scores TEXT NOT NULL,        -- JSON: measures by name, null where nothing is judged relevant
    rank INTEGER,                -- of the first relevant result, NULL where none came
    first TEXT NOT NULL,         -- id of the first passage, empty where none came
    answer TEXT NOT NULL,        -- JSON: how the answer did, null where it was not asked for
    PRIMARY KEY (record, question)
) WITHOUT ROWID;
