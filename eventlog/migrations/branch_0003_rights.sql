-- Who reads this branch reads no other; and nobody's session decides what the log's own functions call.
GRANT USAGE ON SCHEMA {read}, indelible TO {reader};
GRANT SELECT ON indelible.my_branches TO {reader};
ALTER FUNCTION {log}.refuse_change() SET search_path = pg_catalog, pg_temp;
ALTER FUNCTION {log}.wait_for_turn() SET search_path = pg_catalog, pg_temp;
REVOKE EXECUTE ON FUNCTION {log}.refuse_change(), {log}.wait_for_turn() FROM PUBLIC;
