"""The features of sales anomalies."""
