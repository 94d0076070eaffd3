-- Which revisions touched what: the nodes and links that the journal's entries change, and the IDs that became aliases.
CREATE TABLE touched (
  subject  TEXT NOT NULL,
  revision INTEGER NOT NULL,
  PRIMARY KEY (subject, revision)
) STRICT, WITHOUT ROWID;
