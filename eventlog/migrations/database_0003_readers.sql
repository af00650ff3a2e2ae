-- Who reads one branch sees that there is that one, and no other.
CREATE VIEW indelible.my_branches WITH (security_barrier) AS
SELECT b.slug, b.zone, b.currency, b.created_at
FROM indelible.branches AS b
JOIN pg_catalog.pg_roles AS r ON r.rolname::text = 'indelible_reader_' || b.slug
WHERE pg_catalog.pg_has_role(r.oid, 'USAGE');
COMMENT ON VIEW indelible.my_branches IS 'The branches whose read tables the present role may read';
COMMENT ON COLUMN indelible.my_branches.slug IS 'The name of the branch in commands and schema names';
COMMENT ON COLUMN indelible.my_branches.zone IS 'The IANA time zone in which the branch counts its days';
COMMENT ON COLUMN indelible.my_branches.currency IS 'The ISO 4217 code of its money';
COMMENT ON COLUMN indelible.my_branches.created_at IS 'When the branch was created';
