-- Where each log ends. The row of a log is written together with its events.
CREATE TABLE log (
    id       TEXT    NOT NULL PRIMARY KEY,
    epoch    TEXT    NOT NULL,
    sequence INTEGER NOT NULL,
    hash     TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

-- The events. `canonical` is the JSON that was hashed, byte for byte; everything known about an event is in it.
-- Without a rowid the events of one log lie together, in the order in which they are read.
CREATE TABLE event (
    log       TEXT    NOT NULL,
    sequence  INTEGER NOT NULL,
    canonical BLOB    NOT NULL,
    hash      TEXT    NOT NULL,
    PRIMARY KEY (log, sequence)
) STRICT, WITHOUT ROWID;
