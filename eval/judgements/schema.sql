-- Judgements of one store. Grades are 0 to 3; NULL: the rater could not tell.
CREATE TABLE questions (
    set_name TEXT NOT NULL,
    id TEXT NOT NULL,
    body TEXT NOT NULL,     -- the JSON object of a question file
    author TEXT NOT NULL,
    typed INTEGER NOT NULL, -- typed by a person, not read from a file
    PRIMARY KEY (set_name, id)
);
CREATE TABLE pools (
    set_name TEXT NOT NULL,
    question TEXT NOT NULL,
    passage TEXT NOT NULL,
    document TEXT NOT NULL,
    digest TEXT NOT NULL,
    PRIMARY KEY (set_name, question, passage)
) WITHOUT ROWID;
CREATE TABLE judgements (
    set_name TEXT NOT NULL,
    question TEXT NOT NULL,
    passage TEXT NOT NULL,
    document TEXT NOT NULL,
    digest TEXT NOT NULL,
    rater TEXT NOT NULL CHECK (rater <> ''),
    grade INTEGER CHECK (grade BETWEEN 0 AND 3),
    at TEXT NOT NULL,
    PRIMARY KEY (set_name, question, passage, rater)
) WITHOUT ROWID;
CREATE TABLE runs (
    set_name TEXT NOT NULL,
    tag TEXT NOT NULL,
    question TEXT NOT NULL,
    passage TEXT NOT NULL,
    rank INTEGER NOT NULL,
    PRIMARY KEY (set_name, tag, question, passage)
) WITHOUT ROWID;
-- What was done, for good: nothing in it is changed or removed.
CREATE TABLE log (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    rater TEXT NOT NULL,
    action TEXT NOT NULL,   -- judge, undo, import
    set_name TEXT NOT NULL,
    question TEXT NOT NULL,
    passage TEXT NOT NULL,
    before TEXT NOT NULL,   -- JSON: a judgement as [document, digest, grade, at], or null
    after TEXT NOT NULL
);
CREATE INDEX log_by_rater ON log (rater, set_name, question, id);
CREATE TRIGGER log_is_kept BEFORE UPDATE ON log BEGIN SELECT RAISE(ABORT, 'the log is kept'); END;
CREATE TRIGGER log_stays BEFORE DELETE ON log BEGIN SELECT RAISE(ABORT, 'the log is kept'); END;
