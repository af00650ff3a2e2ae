"""indelible anomaly."""
