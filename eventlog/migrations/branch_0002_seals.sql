-- The log sealed: a Merkle tree over the events in the order of their positions (docs/seal-format.md). Kept beside the
-- log so that proofs are quick and a changed event can be named; what it proves rests on checkpoints kept elsewhere.
CREATE TABLE {log}.seal_runs (
    first_index   bigint PRIMARY KEY CHECK (first_index >= 0),
    leaves        int NOT NULL CHECK (leaves BETWEEN 1 AND 1024 AND first_index % 1024 + leaves <= 1024),
    last_position bigint NOT NULL UNIQUE,
    positions     bytea NOT NULL CHECK (octet_length(positions) = 8 * leaves),
    hashes        bytea NOT NULL CHECK (octet_length(hashes) = 32 * leaves),
    block_root    bytea CHECK (octet_length(block_root) = 32),
    CHECK ((block_root IS NOT NULL) = ((first_index + leaves) % 1024 = 0))
);
ALTER TABLE {log}.seal_runs ALTER COLUMN positions SET STORAGE EXTERNAL, ALTER COLUMN hashes SET STORAGE EXTERNAL;
CREATE UNIQUE INDEX seal_runs_block_idx ON {log}.seal_runs (first_index) WHERE block_root IS NOT NULL;
COMMENT ON TABLE {log}.seal_runs IS 'Leaves of the Merkle tree, a run of neighbours in a row, none across a multiple of 1024';
COMMENT ON COLUMN {log}.seal_runs.first_index IS 'The number of the first leaf, counted from 0';
COMMENT ON COLUMN {log}.seal_runs.leaves IS 'How many leaves';
COMMENT ON COLUMN {log}.seal_runs.last_position IS 'The position of the event of the last leaf';
COMMENT ON COLUMN {log}.seal_runs.positions IS 'The positions of their events, 8 bytes each, big-endian';
COMMENT ON COLUMN {log}.seal_runs.hashes IS 'The leaf hashes, 32 bytes each';
COMMENT ON COLUMN {log}.seal_runs.block_root IS 'Where the run ends a block of 1024 leaves, the hash over that block';

CREATE TABLE {log}.checkpoints (
    size           bigint PRIMARY KEY CHECK (size > 0),
    note           text NOT NULL,
    recorded_at    timestamptz NOT NULL DEFAULT statement_timestamp(),
    recorded_login text NOT NULL DEFAULT session_user
);
COMMENT ON TABLE {log}.checkpoints IS 'Signed heads of the tree, recorded after they were written outside the database';
COMMENT ON COLUMN {log}.checkpoints.size IS 'How many events it covers';
COMMENT ON COLUMN {log}.checkpoints.note IS 'The signed note, as it was published';
COMMENT ON COLUMN {log}.checkpoints.recorded_at IS 'When it was recorded here';
COMMENT ON COLUMN {log}.checkpoints.recorded_login IS 'The login that recorded it';

CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON {log}.seal_runs
    FOR EACH ROW EXECUTE FUNCTION {log}.refuse_change();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON {log}.seal_runs
    FOR EACH STATEMENT EXECUTE FUNCTION {log}.refuse_change();
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON {log}.checkpoints
    FOR EACH ROW EXECUTE FUNCTION {log}.refuse_change();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON {log}.checkpoints
    FOR EACH STATEMENT EXECUTE FUNCTION {log}.refuse_change();
ALTER TABLE {log}.seal_runs ENABLE ALWAYS TRIGGER refuse_change;
ALTER TABLE {log}.seal_runs ENABLE ALWAYS TRIGGER refuse_truncate;
ALTER TABLE {log}.checkpoints ENABLE ALWAYS TRIGGER refuse_change;
ALTER TABLE {log}.checkpoints ENABLE ALWAYS TRIGGER refuse_truncate;

GRANT USAGE ON SCHEMA {log} TO indelible_sealer, indelible_auditor;
GRANT SELECT ON {log}.stored_events, {log}.seal_runs, {log}.checkpoints TO indelible_sealer, indelible_auditor;
GRANT SELECT ON {log}.events TO indelible_auditor;
GRANT INSERT (first_index, leaves, last_position, positions, hashes, block_root) ON {log}.seal_runs TO indelible_sealer;
GRANT INSERT (size, note) ON {log}.checkpoints TO indelible_sealer;
