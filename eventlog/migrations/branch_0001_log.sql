-- The log of one branch. Nothing here can be changed or removed once written: privileges allow only INSERT, and
-- triggers refuse the rest even to those whom privileges do not bind.
CREATE TABLE {log}.stored_events (
    originator_id      uuid NOT NULL,
    originator_version bigint NOT NULL CHECK (originator_version >= 1),
    topic              text NOT NULL CHECK (length(topic) BETWEEN 3 AND 100),
    state              bytea NOT NULL CHECK (octet_length(state) BETWEEN 2 AND 1048576),
    notification_id    bigserial NOT NULL,
    customer_id        uuid,
    customer_seq       bigint CHECK (customer_seq >= 1),
    recorded_at        timestamptz NOT NULL DEFAULT statement_timestamp(),
    recorded_login     text NOT NULL DEFAULT session_user,
    PRIMARY KEY (originator_id, originator_version),
    CHECK ((customer_id IS NULL) = (customer_seq IS NULL))
) WITH (
    toast_tuple_target = 8160,
    autovacuum_analyze_threshold = 1000,
    autovacuum_analyze_scale_factor = 0.01
);
-- Readable and hashable as stored: never compressed, and kept in the row up to a page.
ALTER TABLE {log}.stored_events ALTER COLUMN state SET STORAGE EXTERNAL;
CREATE UNIQUE INDEX stored_events_notification_id_idx ON {log}.stored_events (notification_id);
CREATE UNIQUE INDEX stored_events_customer_idx ON {log}.stored_events (customer_id, customer_seq)
    WHERE customer_id IS NOT NULL;
CREATE INDEX stored_events_recorded_at_idx ON {log}.stored_events USING brin (recorded_at, (notification_id + 0))
    WITH (pages_per_range = 32, autosummarize = on);

COMMENT ON TABLE {log}.stored_events IS 'Every event of the branch, in the order of notification_id';
COMMENT ON COLUMN {log}.stored_events.originator_id IS 'The stream: UUID version 5 of kind and number';
COMMENT ON COLUMN {log}.stored_events.originator_version IS 'Counts the stream from 1 without gaps';
COMMENT ON COLUMN {log}.stored_events.topic IS 'What happened, as aggregate.past_participle';
COMMENT ON COLUMN {log}.stored_events.state IS 'The event as UTF-8 JSON, the bytes that were written';
COMMENT ON COLUMN {log}.stored_events.notification_id IS 'The position: orders the whole log, with gaps';
COMMENT ON COLUMN {log}.stored_events.customer_id IS 'Whose history the event belongs to; null where no customer is named';
COMMENT ON COLUMN {log}.stored_events.customer_seq IS 'Counts the customer''s history from 1 without gaps';
COMMENT ON COLUMN {log}.stored_events.recorded_at IS 'When the database stored it; one instant for an append';
COMMENT ON COLUMN {log}.stored_events.recorded_login IS 'The login that stored it';

CREATE TABLE {log}.command_receipts (
    command_id  text PRIMARY KEY CHECK (length(command_id) BETWEEN 1 AND 128),
    digest      bytea NOT NULL,
    streams     uuid[] NOT NULL,
    versions    bigint[] NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT statement_timestamp()
);
COMMENT ON TABLE {log}.command_receipts IS 'What each command id was answered with, written with its events';
COMMENT ON COLUMN {log}.command_receipts.command_id IS 'The id the caller gave';
COMMENT ON COLUMN {log}.command_receipts.digest IS 'SHA-256 of what was asked';
COMMENT ON COLUMN {log}.command_receipts.streams IS 'The streams of the events it recorded, in order';
COMMENT ON COLUMN {log}.command_receipts.versions IS 'Their versions in those streams';
COMMENT ON COLUMN {log}.command_receipts.recorded_at IS 'When it was answered';

CREATE FUNCTION {log}.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of %.% refused: history is only added to', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;
-- A writer that takes no table lock still waits for the others here, before a position is drawn.
CREATE FUNCTION {log}.wait_for_turn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_catalog.pg_advisory_xact_lock(TG_RELID::bigint);
    RETURN NULL;
END $$;

CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON {log}.stored_events
    FOR EACH ROW EXECUTE FUNCTION {log}.refuse_change();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON {log}.stored_events
    FOR EACH STATEMENT EXECUTE FUNCTION {log}.refuse_change();
CREATE TRIGGER wait_for_turn BEFORE INSERT ON {log}.stored_events
    FOR EACH STATEMENT EXECUTE FUNCTION {log}.wait_for_turn();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON {log}.command_receipts
    FOR EACH ROW EXECUTE FUNCTION {log}.refuse_change();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON {log}.command_receipts
    FOR EACH STATEMENT EXECUTE FUNCTION {log}.refuse_change();
ALTER TABLE {log}.stored_events ENABLE ALWAYS TRIGGER refuse_change;
ALTER TABLE {log}.stored_events ENABLE ALWAYS TRIGGER refuse_truncate;
ALTER TABLE {log}.stored_events ENABLE ALWAYS TRIGGER wait_for_turn;
ALTER TABLE {log}.command_receipts ENABLE ALWAYS TRIGGER refuse_change;
ALTER TABLE {log}.command_receipts ENABLE ALWAYS TRIGGER refuse_truncate;

CREATE VIEW {log}.events AS
SELECT notification_id AS position,
       originator_id AS stream_id,
       originator_version AS version,
       topic,
       convert_from(state, 'UTF8')::jsonb ->> 'customer_no' AS customer_no,
       customer_seq,
       (convert_from(state, 'UTF8')::jsonb ->> 'effective_at')::timestamptz AS effective_at,
       recorded_at,
       convert_from(state, 'UTF8')::jsonb ->> 'actor' AS actor,
       recorded_login,
       convert_from(state, 'UTF8')::jsonb AS payload
FROM {log}.stored_events;
COMMENT ON VIEW {log}.events IS 'The log for people: each event with its payload as jsonb';

-- The lock that orders appends needs MAINTAIN; the columns the database fills are nobody's to set.
GRANT USAGE ON SCHEMA {log} TO indelible_writer, indelible_projector;
GRANT SELECT, MAINTAIN ON {log}.stored_events TO indelible_writer;
GRANT INSERT (originator_id, originator_version, topic, state, customer_id, customer_seq)
    ON {log}.stored_events TO indelible_writer;
GRANT USAGE, SELECT ON SEQUENCE {log}.stored_events_notification_id_seq TO indelible_writer;
GRANT SELECT ON {log}.events, {log}.command_receipts TO indelible_writer;
GRANT INSERT (command_id, digest, streams, versions) ON {log}.command_receipts TO indelible_writer;
GRANT SELECT ON {log}.stored_events, {log}.events TO indelible_projector;
