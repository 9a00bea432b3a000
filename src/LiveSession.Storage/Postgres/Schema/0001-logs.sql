-- Where each log ends. Whoever appends holds this row until the commit: the row of a log is what serialises the nodes.
CREATE TABLE livesession.log (
    id       text   COLLATE "C" NOT NULL PRIMARY KEY,
    epoch    uuid   NOT NULL,
    sequence bigint NOT NULL,
    hash     text   NOT NULL
) WITH (fillfactor = 50);

-- The events. `canonical` is the JSON that was hashed, byte for byte; everything known about an event is in it.
CREATE TABLE livesession.event (
    log       text   COLLATE "C" NOT NULL,
    sequence  bigint NOT NULL,
    canonical bytea  NOT NULL,
    hash      text   NOT NULL,
    PRIMARY KEY (log, sequence)
);

-- The keys that protect sign-ins, shared by the nodes.
CREATE TABLE livesession.key (
    name text COLLATE "C" NOT NULL PRIMARY KEY,
    xml  text NOT NULL
);

-- Appends events after the end that the caller knows, within one statement: a node that halts in the middle holds no row.
-- The same events again are found to be there already, so that a commit nobody heard the end of can be asked again.
--   appended  they are there now
--   kept      they were there already
--   moved     the log ends elsewhere, which is returned; `followed` says whether what the caller knew is part of it
--   damaged   there are events beyond the place where the log says it ends
CREATE FUNCTION livesession.append(
    known_log text, known_sequence bigint, known_hash text, new_epoch uuid, new_canonical bytea[], new_hash text[],
    OUT outcome text, OUT at_epoch uuid, OUT at_sequence bigint, OUT at_hash text, OUT followed boolean)
LANGUAGE plpgsql AS $$
DECLARE
    new_sequence bigint := known_sequence + cardinality(new_hash);
BEGIN
    followed := true;
    IF known_sequence = 0 THEN
        INSERT INTO livesession.log (id, epoch, sequence, hash) VALUES (known_log, new_epoch, 0, known_hash) ON CONFLICT (id) DO NOTHING;
    END IF;

    SELECT epoch, sequence, hash INTO at_epoch, at_sequence, at_hash FROM livesession.log WHERE id = known_log FOR UPDATE;

    IF at_sequence IS DISTINCT FROM known_sequence OR at_hash IS DISTINCT FROM known_hash THEN
        IF EXISTS (SELECT FROM livesession.event WHERE log = known_log AND sequence = new_sequence AND hash = new_hash[cardinality(new_hash)]) THEN
            outcome := 'kept';
        ELSE
            outcome := 'moved';
            followed := known_sequence = 0
                OR EXISTS (SELECT FROM livesession.event WHERE log = known_log AND sequence = known_sequence AND hash = known_hash);
        END IF;
    ELSIF EXISTS (SELECT FROM livesession.event WHERE log = known_log AND sequence > known_sequence) THEN
        outcome := 'damaged';
        DELETE FROM livesession.log WHERE id = known_log AND sequence = 0;
    ELSE
        outcome := 'appended';
        INSERT INTO livesession.event (log, sequence, canonical, hash)
            SELECT known_log, known_sequence + place, canonical, hash
            FROM unnest(new_canonical, new_hash) WITH ORDINALITY AS added (canonical, hash, place);
        UPDATE livesession.log SET epoch = new_epoch, sequence = new_sequence, hash = new_hash[cardinality(new_hash)] WHERE id = known_log;
        at_epoch := new_epoch;
        at_sequence := new_sequence;
        at_hash := new_hash[cardinality(new_hash)];
    END IF;
END
$$;
