-- Which installation's file this is; a note beside the file says the same. Without its note it is a copy, or was put back from a backup.
CREATE TABLE place (
    identity TEXT NOT NULL
) STRICT;
