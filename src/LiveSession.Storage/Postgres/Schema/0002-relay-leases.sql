-- Which node writes to which relay. `number` counts its holders; `epoch` and `sequence` say up to which line of the session's log it was
-- claimed, `answered` up to which the service answered, `last_given` which number the service was given last.
CREATE TABLE livesession.relay_lease (
    relay      uuid        NOT NULL PRIMARY KEY,
    holder     text        NOT NULL,
    number     bigint      NOT NULL,
    expires    timestamptz NOT NULL,
    epoch      uuid        NOT NULL,
    sequence   bigint      NOT NULL,
    answered   bigint      NOT NULL,
    last_given bigint      NOT NULL,
    said       text        NOT NULL
) WITH (fillfactor = 50);

-- Takes the wanted relays that nobody holds any more or that are to be seized, holds on to the node's own, and tells of all of them.
-- Rows are locked in one order, and for one statement only: a node that halts in the middle holds none.
CREATE FUNCTION livesession.hold_relays(
    node text, lasts interval, wanted uuid[], from_epoch uuid[], from_sequence bigint[], renewed boolean[], answered_to bigint[], saying text[], seizing boolean[])
RETURNS SETOF livesession.relay_lease
LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO livesession.relay_lease
        SELECT wish.relay, '', 0, '-infinity', wish.epoch, wish.sequence, wish.sequence, 0, ''
        FROM unnest(wanted, from_epoch, from_sequence) AS wish (relay, epoch, sequence)
        ORDER BY wish.relay
        ON CONFLICT DO NOTHING;

    PERFORM FROM livesession.relay_lease WHERE relay = ANY (wanted) ORDER BY relay FOR UPDATE;

    UPDATE livesession.relay_lease AS held SET
        number = held.number + CASE WHEN held.holder = node THEN 0 ELSE 1 END,
        holder = node,
        expires = clock_timestamp() + lasts,
        epoch = wish.epoch,
        sequence = CASE
            WHEN held.epoch <> wish.epoch THEN wish.sequence
            WHEN wish.renewed THEN GREATEST(held.sequence, wish.sequence)
            ELSE held.sequence END,
        answered = CASE
            WHEN held.epoch <> wish.epoch OR (wish.renewed AND wish.sequence > held.sequence) THEN wish.sequence
            WHEN held.holder = node THEN GREATEST(held.answered, LEAST(wish.answered, held.sequence))
            ELSE held.answered END,
        said = CASE WHEN held.holder = node THEN wish.said ELSE held.said END
    FROM unnest(wanted, from_epoch, from_sequence, hold_relays.renewed, answered_to, saying, seizing)
        AS wish (relay, epoch, sequence, renewed, answered, said, seize)
    WHERE held.relay = wish.relay AND (held.holder = node OR held.expires <= clock_timestamp() OR wish.seize);

    RETURN QUERY SELECT * FROM livesession.relay_lease WHERE relay = ANY (wanted);
END
$$;
