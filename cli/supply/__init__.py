"""indelible supply."""
