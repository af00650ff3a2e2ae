"""indelible violation."""
