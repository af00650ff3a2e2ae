"""Value grades: publish schemes, hold rounds, explain, override, appeal."""
