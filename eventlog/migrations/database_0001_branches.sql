-- Which branches this database keeps, and which migrations it has seen. One row of `migrations` is written in the
-- same transaction as the migration it names.
CREATE TABLE indelible.branches (
    slug       text PRIMARY KEY,
    zone       text NOT NULL,
    currency   text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT statement_timestamp()
);
COMMENT ON TABLE indelible.branches IS 'One row for each branch (city wholesaler) kept in this database';
COMMENT ON COLUMN indelible.branches.slug IS 'The name of the branch in commands and schema names';
COMMENT ON COLUMN indelible.branches.zone IS 'The IANA time zone in which the branch counts its days';
COMMENT ON COLUMN indelible.branches.currency IS 'The ISO 4217 code of its money';
COMMENT ON COLUMN indelible.branches.created_at IS 'When the branch was created';
GRANT USAGE ON SCHEMA indelible TO indelible_writer, indelible_projector, indelible_reader;
GRANT SELECT ON indelible.branches, indelible.migrations TO indelible_writer, indelible_projector, indelible_reader;
