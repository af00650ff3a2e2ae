"""The default server: a real PostgreSQL, made and started by us for those who bring none."""
