"""indelible survey."""
