-- Those who seal and those who check find their branch as everybody does.
GRANT USAGE ON SCHEMA indelible TO indelible_sealer, indelible_auditor;
GRANT SELECT ON indelible.branches, indelible.migrations TO indelible_sealer, indelible_auditor;
