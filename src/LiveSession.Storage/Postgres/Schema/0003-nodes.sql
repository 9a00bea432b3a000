-- What each node says of itself to the others where they have no Redis: who is connected to it. Nothing of it has to be kept, so it is not
-- logged: after a crash of the server the table is empty, and every node says it anew within a moment.
CREATE UNLOGGED TABLE livesession.node (
    name text COLLATE "C" NOT NULL PRIMARY KEY,
    seen timestamptz NOT NULL,
    word bytea NOT NULL
) WITH (fillfactor = 50);
