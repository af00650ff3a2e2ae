"""The read tables of sales anomalies."""
