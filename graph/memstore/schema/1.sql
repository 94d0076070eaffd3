-- The file of an embedded Golden Thread store. Read it with any SQLite tool; only goldenthread may write to it.

-- What the store says of itself: its revision, the hash of all nodes and links, by which damage is noticed, and the bulk
-- load that is not finished, empty if there is none.
CREATE TABLE meta (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

-- The entities. previous_ids, own (the fields that only some kinds have) and evidence are JSON; null where there is none.
CREATE TABLE nodes (
  id           TEXT PRIMARY KEY,
  kind         TEXT NOT NULL,
  code         TEXT,
  title        TEXT NOT NULL,
  description  TEXT,
  position     INTEGER NOT NULL,
  revision     INTEGER NOT NULL,
  previous_ids TEXT,
  own          TEXT,
  evidence     TEXT
) STRICT;

-- The links between them, rejected ones too. rows (IDs of priorities) and evidence are JSON; null where there is none.
CREATE TABLE links (
  id       TEXT PRIMARY KEY,
  relation TEXT NOT NULL,
  from_id  TEXT NOT NULL,
  to_id    TEXT NOT NULL,
  basis    TEXT NOT NULL,
  state    TEXT NOT NULL,
  score    REAL,
  rows     TEXT,
  note     TEXT,
  revision INTEGER NOT NULL,
  evidence TEXT
) STRICT;

-- How the graph came to be: one entry a revision. changes is JSON: each node and link with what stood before and after.
CREATE TABLE journal (
  revision INTEGER PRIMARY KEY,
  at       TEXT NOT NULL,
  actor    TEXT NOT NULL,
  reason   TEXT NOT NULL,
  key      TEXT NOT NULL,
  changes  TEXT NOT NULL,
  checksum TEXT NOT NULL
) STRICT;

-- Idempotency keys and the revisions that their first use led to.
CREATE TABLE keys (
  key      TEXT PRIMARY KEY,
  revision INTEGER NOT NULL
) STRICT;

-- Every place where something was read, one to a line.
CREATE VIEW citations AS
  SELECT cited.id AS of, c.value ->> 'plan' AS plan, c.value ->> 'document' AS document, c.value ->> 'row' AS row,
    c.value ->> 'column' AS "column", c.value ->> 'line' AS line, c.value ->> 'lastLine' AS last_line,
    c.value ->> 'quote' AS quote, c.value ->> 'asPrinted' AS as_printed
  FROM (SELECT id, evidence FROM nodes UNION ALL SELECT id, evidence FROM links) AS cited, json_each(cited.evidence) AS c;
