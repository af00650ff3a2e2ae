-- From a customer's number to the id that all events of the customer carry, for those who ask in SQL. Only first events
-- are in the index, so that other appends pay nothing for it. What cannot be read has no number: it is for the
-- verification to say so, not for an index.
CREATE FUNCTION {log}.customer_no_of(state bytea) RETURNS text IMMUTABLE STRICT LANGUAGE plpgsql AS $$
BEGIN
    RETURN pg_catalog.convert_from(state, 'UTF8')::pg_catalog.jsonb OPERATOR(pg_catalog.->>) 'customer_no';
EXCEPTION WHEN data_exception THEN
    RETURN NULL;
END $$;
COMMENT ON FUNCTION {log}.customer_no_of IS 'The number of the customer that a stored event names';
CREATE INDEX stored_events_customer_no_idx ON {log}.stored_events (({log}.customer_no_of(state) COLLATE "C"))
    WHERE customer_seq = 1;
